// Records that are there after a power cut, and those that are none.
#include "src/store/redo_log.h"

#include <catch2/catch.hpp>

#include "tests/unit/store/fixture.h"
#include "tests/unit/store/simulated_disk.h"

namespace fluid::test {
namespace {

using store::RedoLog;
using Records = std::vector<std::string>;

constexpr const char* kPath = "/log";
constexpr int64_t kBytes = 64 << 10;
constexpr int64_t kEra = 7;

RedoLog Open(const SimulatedDisk& disk) { return Must(RedoLog::Open(kPath, disk.vfs(), kBytes)); }

std::string& BytesOf(SimulatedDisk& disk) { return disk.files().at(kPath)->seen; }

}  // namespace

TEST_CASE("the records of an era are read as they were appended, those of another are not", "[store]") {
  SimulatedDisk disk(1);
  const Records records = {"one", "", std::string(10'000, 'x'), "four"};
  RedoLog log = Open(disk);
  CHECK(Must(log.Read(kEra)).empty());
  for (const std::string& record : records) CHECK(log.Append(record).ok());
  RedoLog again = Open(disk);
  CHECK(Must(again.Read(kEra + 1)).empty());
  CHECK(Must(again.Read(kEra)) == records);
  CHECK(again.Append("five").ok());
  CHECK(Must(Open(disk).Read(kEra)).size() == 5);
  again.Restart(kEra + 1);
  CHECK(again.Append("new").ok());
  CHECK(Must(Open(disk).Read(kEra)).empty());
  CHECK(Must(Open(disk).Read(kEra + 1)) == Records{"new"});
}

TEST_CASE("a record of which a byte is wrong is none, nor is what comes after it", "[store]") {
  SimulatedDisk disk(1);
  RedoLog log = Open(disk);
  CHECK(Must(log.Read(kEra)).empty());
  for (const char* record : {"one", "two", "three"}) CHECK(log.Append(record).ok());
  for (const size_t at : {size_t{0}, size_t{9}, size_t{16}, size_t{24}, size_t{26}}) {
    INFO("byte " << at);
    char& byte = BytesOf(disk)[4096 + at];
    byte = static_cast<char>(byte ^ 1);
    CHECK(Must(Open(disk).Read(kEra)) == Records{"one"});
    byte = static_cast<char>(byte ^ 1);
  }
  CHECK(Must(Open(disk).Read(kEra)).size() == 3);
}

TEST_CASE("a redo log takes what fits, and none on a full disk", "[store]") {
  SimulatedDisk disk(1);
  RedoLog log = Open(disk);
  CHECK(Must(log.Read(kEra)).empty());
  CHECK(log.Fits(kBytes - 24));
  CHECK_FALSE(log.Fits(kBytes - 23));
  CHECK(log.Append(std::string(kBytes - 24, 'x')).ok());
  CHECK_FALSE(log.Fits(0));
  log.Restart(kEra + 1);
  CHECK(log.Fits(0));
  disk.set_full(true);
  CHECK(log.Append("x").code() == Code::kResourceExhausted);
  SimulatedDisk full(2);
  full.set_full(true);
  CHECK_FALSE(Open(full).Fits(0));
}

}  // namespace fluid::test
