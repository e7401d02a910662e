#include "tests/integration/doctor/planted.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

namespace fluid::test {

namespace fs = std::filesystem;

Ids FaultsIn(const RunResult& doctor) {
  INFO(doctor.out << doctor.err);
  REQUIRE(std::count(doctor.out.begin(), doctor.out.end(), '\n') == 1);
  const Json report(doctor.out);
  Ids ids;
  for (const Json& finding : report["findings"].items()) {
    if (finding["severity"].text() == "fault") ids.push_back(finding["id"].text());
    for (const char* said : {"says", "evidence", "cure"}) REQUIRE(finding[said].text() != "");
  }
  REQUIRE(doctor.exit_code == (ids.empty() ? 0 : 1));
  return ids;
}

Ids Faults(const Daemon& daemon, const std::vector<std::string>& words) {
  std::vector<std::string> command = {"doctor", "-o", "json"};
  command.insert(command.end(), words.begin(), words.end());
  return FaultsIn(daemon.Fluid(command));
}

Ids NotesIn(const RunResult& doctor) {
  INFO(doctor.out << doctor.err);
  const Json report(doctor.out);
  Ids ids;
  for (const Json& finding : report["findings"].items()) {
    if (finding["severity"].text() == "note") ids.push_back(finding["id"].text());
  }
  return ids;
}

Ids Notes(const Daemon& daemon, const std::vector<std::string>& words) {
  std::vector<std::string> command = {"doctor", "-o", "json"};
  command.insert(command.end(), words.begin(), words.end());
  return NotesIn(daemon.Fluid(command));
}

RunResult DoctorWhere(const Daemon& daemon, const std::function<bool()>& prepare) {
  RunResult doctor{};
  std::thread([&] {
    const bool as_wanted = unshare(CLONE_NEWNS) == 0 &&
                           mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 && prepare();
    if (as_wanted) doctor = daemon.Fluid({"doctor", "-o", "json"});
  }).join();
  REQUIRE(doctor.out != "");
  return doctor;
}

Installation::Installation() {
  const fs::path build = FLUID_BINARY_DIR;
  fs::create_directories(dir_ / "bin");
  for (const char* name : {"fluid", "fluid-node", "fluid-shim"}) {
    fs::copy_file(build / "bin" / name, dir_ / (std::string("bin/") + name));
  }
  fs::create_directories(fs::path(thin()).parent_path());
  fs::copy_file(build / "lib/fluid/plugins/io.fluid.thin/0.1.0/thin.so", thin());
}

void WriteProgram(const std::string& path, const std::string& text) {
  fs::remove(path);
  WriteFile(path, text);
  fs::permissions(path, static_cast<fs::perms>(0755));
}

SmallDisk::SmallDisk(const std::string& folder, const std::string& size) : folder_(folder), size_(size) {
  fs::create_directories(folder);
  REQUIRE(mount("fluid-test", folder.c_str(), "tmpfs", 0, ("size=" + size + ",mode=0700").c_str()) == 0);
}

SmallDisk::~SmallDisk() {
  while (umount2(folder_.c_str(), MNT_DETACH) == 0) continue;
}

void SmallDisk::MakeReadOnly() const {
  // Another view of it: the one that has files open for writing can't be.
  REQUIRE(mount(folder_.c_str(), folder_.c_str(), nullptr, MS_BIND, nullptr) == 0);
  REQUIRE(mount("none", folder_.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) == 0);
}

void SmallDisk::Fill() const {
  std::ofstream file(folder_ + "/filler", std::ios::binary);
  const std::string block(64 << 10, 'x');
  while (file.write(block.data(), static_cast<std::streamsize>(block.size())) && file.flush()) continue;
}

void SmallDisk::UseUpInodes() const {
  for (int i = 0; std::ofstream(folder_ + "/filler-" + std::to_string(i)).good(); ++i) continue;
}

void Bound::Start(const std::string& quota, const std::vector<std::string>& options) {
  nginx.emplace(www.path());
  daemon.Serve(options);
  daemon.Apply(DatasetManifest("demo", {Source{nginx->url()}}) + RuntimeWithTier("demo", tier(), quota));
  daemon.Await("demo is Bound", [&] { return daemon.Phase("dataset", "demo") == "Bound"; });
}

std::string RuntimeWithTier(const std::string& name, const std::string& path, const std::string& quota) {
  return fmt::format(
      "apiVersion: data.fluid.io/v1alpha1\nkind: ThinRuntime\nmetadata:\n  name: {}\nspec:\n  tieredstore:\n"
      "    levels:\n      - {{mediumtype: SSD, path: {}, quota: {}}}\n---\n",
      name, path, quota);
}

}  // namespace fluid::test
