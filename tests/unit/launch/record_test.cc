#include "src/launch/record.h"

#include <catch2/catch.hpp>

namespace fluid::launch {
namespace {

Record Full() {
  Record record;
  Launch& launch = record.launch;
  launch.id = {"e", "c", "k"};
  launch.node = "a node";
  launch.revision = "r 1\n";
  launch.argv = {"p", "", "a b", "new\nline", "'\"", "\xff\xfe", "100%"};
  launch.env = {{"A", "1"}, {"B", ""}};
  launch.secret_env = {{"S", "ns/name/key"}};
  launch.ports = {"web", "rpc"};
  launch.volumes = {{LaunchVolume::Kind::kTier, "t", "/mnt/x y", 1ULL << 40},
                    {LaunchVolume::Kind::kSocket, "s", "", 0}};
  launch.files = {{"etc/f", std::string("\0\n\x80", 3), 0600, true}, {"g", "", 0755, false}};
  launch.ready = Check{.kind = Check::Kind::kArgv, .argv = {"a", "", "b c"}, .port = "", .path = ""};
  launch.alive = Check{.kind = Check::Kind::kHttp,
                       .argv = {},
                       .port = "web",
                       .path = "/ok",
                       .every = Duration(5),
                       .timeout = Duration(7)};
  launch.stop_grace = Duration(11);
  launch.stop_argv = {"stop", ""};
  launch.once = true;
  launch.max_restarts = 4;
  record.removing = record.purge = record.finished = true;
  record.ports = {{"web", 1}, {"rpc", 2}};
  record.made = {"/mnt/x y"};
  record.run = 9;
  record.ended = 8;
  record.run_revision = "r0";
  record.run_stop_argv = {"old stop", ""};
  record.run_stop_grace = Duration(13);
  record.restarts = 3;
  record.exit_code = 137;
  record.exit_reason = "it was ended by signal 9";
  return record;
}

}  // namespace

TEST_CASE("a record comes back as it was, byte for byte") {
  const auto back = DecodeRecord(EncodeRecord(Full()));
  INFO(back.status().ToString());
  REQUIRE(back.ok());
  CHECK(*back == Full());
  CHECK(*DecodeRecord(EncodeRecord(Record())) == Record());
}

TEST_CASE("a record that is cut anywhere is refused") {
  const std::string bytes = EncodeRecord(Full());
  for (size_t size = 0; size + 1 < bytes.size(); size += 7) {
    const auto record = DecodeRecord(bytes.substr(0, size));
    CHECK_FALSE(record.ok());
  }
}

TEST_CASE("a record of a newer fluid is refused with advice") {
  std::string bytes = EncodeRecord(Full());
  bytes.replace(bytes.find(" 1\n"), 3, " 2\n");
  const Status status = DecodeRecord(bytes).status();
  CHECK(status.code() == Code::kFailedPrecondition);
  CHECK(status.message().find("use the fluid that wrote it") != std::string_view::npos);
}

TEST_CASE("lines that make no sense are data loss") {
  for (const char* line :
       {"surprise 1\n", "run x\n", "run\n", "volume 99 n s 0\n", "exit 1\n", "argv %zz\n"}) {
    INFO(line);
    CHECK(DecodeRecord(std::string("fluid-launch 1\n") + line + "end\n").status().code() == Code::kDataLoss);
  }
  CHECK(DecodeRecord("").status().code() == Code::kDataLoss);
}

// As version 1 wrote it; never to be changed.
TEST_CASE("a record of version 1 is read") {
  const auto record = DecodeRecord(
      "fluid-launch 1\nid e c k\nnode n\nrevision r%201\nargv /bin/p\nargv a%20b\nfile f 384 1 x%0A\nready 1 "
      " /p 5 6\n"
      "stop_grace 10\nonce 0\nmax_restarts -1\nremoving 0\npurge 0\nnumber web 20001\nrun 2\nended "
      "1\nrun.revision r\n"
      "run.stop_grace 10\nrestarts 1\nfinished 0\nexit 3 it%20ended\nend\n");
  REQUIRE(record.ok());
  CHECK(record->launch.revision == "r 1");
  CHECK(record->launch.argv == std::vector<std::string>{"/bin/p", "a b"});
  CHECK(record->launch.files.at(0).mode == 0600);
  CHECK(record->launch.ready->kind == Check::Kind::kTcp);
  CHECK(record->ports.at("web") == 20001);
  CHECK(record->exit_code == 3);
}

}  // namespace fluid::launch
