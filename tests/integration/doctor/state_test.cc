// Faults of the machine, the installation, the state folder and the server.
#include <fmt/format.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/integration/doctor/planted.h"

namespace fluid::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> Doctor(const std::string& fluid, const std::string& state) {
  return {fluid, "--state-dir", state, "doctor", "-o", "json"};
}
constexpr const char* kFluid = FLUID_BINARY_DIR "/bin/fluid";

void Overwrite(const std::string& path, size_t at, const std::string& bytes) {
  std::string all = ReadAll(path);
  REQUIRE(all.size() >= at + bytes.size());
  WriteFile(path, all.replace(at, bytes.size(), bytes));
}

bool Bind(const std::string& what, const std::string& over) {
  return mount(what.c_str(), over.c_str(), nullptr, MS_BIND, nullptr) == 0;
}

}  // namespace

TEST_CASE("a server that is stopped, killed, hung, or without its socket") {
  Daemon daemon;
  REQUIRE(Faults(daemon) == Ids{"server-stopped"});
  daemon.Serve();
  REQUIRE(Faults(daemon) == Ids{});
  REQUIRE(kill(daemon.serve_pid(), SIGSTOP) == 0);
  const Ids hung = Faults(daemon);
  REQUIRE(kill(daemon.serve_pid(), SIGCONT) == 0);
  REQUIRE(hung == Ids{"server-hung"});
  fs::remove(daemon.state() + "/fluid.sock");
  REQUIRE(Faults(daemon) == Ids{"socket-gone"});
  daemon.StopServing();
  REQUIRE(Faults(daemon) == Ids{"server-stopped"});
  daemon.Serve();
  daemon.KillServe();
  REQUIRE(Faults(daemon) == Ids{"socket-stale"});
}

TEST_CASE("without a server what its engines were told is still looked at") {
  TempDir www;
  WriteFile(www / "file", "here");
  std::optional<Nginx> nginx(std::in_place, www.path());
  Daemon daemon;
  daemon.Serve();
  daemon.Bind("demo", nginx->url());
  daemon.Mount("demo");
  daemon.KillServe();
  REQUIRE(Faults(daemon) == Ids{"socket-stale"});
  nginx->Stop();
  REQUIRE(Faults(daemon) == Ids{"socket-stale", "source-refused"});
}

TEST_CASE("a state folder that others may enter, secrets that others may read") {
  Daemon daemon;
  daemon.Serve();
  fs::permissions(daemon.state(), static_cast<fs::perms>(0755));
  REQUIRE(Faults(daemon) == Ids{"state-open"});
  fs::permissions(daemon.state(), static_cast<fs::perms>(0700));
  daemon.Apply("apiVersion: v1\nkind: Secret\nmetadata: {name: web}\nstringData: {password: canary}\n");
  REQUIRE(Faults(daemon) == Ids{});
  fs::permissions(daemon.state() + "/secrets/default/web/password", static_cast<fs::perms>(0644));
  REQUIRE(Faults(daemon) == Ids{"secrets-open"});
}

TEST_CASE("a state folder of a newer fluid") {
  Daemon daemon;
  daemon.Serve();
  daemon.StopServing();
  WriteFile(daemon.state() + "/format", "9\n");
  REQUIRE(Faults(daemon) == Ids{"state-newer"});
}

TEST_CASE("a database of a newer fluid, and of another program") {
  Daemon daemon;
  daemon.Serve();
  daemon.StopServing();
  const std::string database = daemon.state() + "/fluid.db";
  REQUIRE(Faults(daemon) == Ids{"server-stopped"});
  Overwrite(database, 60, std::string("\0\0\0\x09", 4));
  REQUIRE(Faults(daemon) == Ids{"database-newer"});
  REQUIRE(daemon.Fluid({"serve"}).exit_code == 5);  // what doctor says is what a server does
  Overwrite(database, 68, "mine");
  REQUIRE(Faults(daemon) == Ids{"database-foreign"});
}

TEST_CASE("a full disk under the state folder") {
  Daemon daemon;
  const SmallDisk disk(daemon.state(), "32m");
  daemon.Serve();
  REQUIRE(Faults(daemon) == Ids{});
  disk.Fill();
  REQUIRE(Faults(daemon) == Ids{"state-full"});
}

TEST_CASE("a clock that was set back") {
  Daemon daemon;
  daemon.Serve();
  const timespec tomorrow[2] = {{time(nullptr) + 86400, 0}, {time(nullptr) + 86400, 0}};
  REQUIRE(utimensat(AT_FDCWD, (daemon.state() + "/format").c_str(), tomorrow, 0) == 0);
  REQUIRE(Faults(daemon) == Ids{"clock-went-back"});
}

TEST_CASE("too few open files") {
  Daemon daemon;
  daemon.Serve();
  std::vector<std::string> command = {"prlimit", "--nofile=64:64"};
  for (const std::string& word : Doctor(kFluid, daemon.state())) command.push_back(word);
  REQUIRE(FaultsIn(Run(command)) == Ids{"open-files-low"});
}

TEST_CASE("no /dev/fuse, or one that is something else") {
  Daemon daemon;
  daemon.Serve();
  WriteFile(daemon / "file", "");
  const auto with = [&](const std::string& file) {
    return FaultsIn(DoctorWhere(daemon, [&] { return Bind(file, "/dev/fuse"); }));
  };
  REQUIRE(with(daemon / "file") == Ids{"fuse-missing"});
  REQUIRE(with("/dev/null") == Ids{"fuse-missing"});
}

TEST_CASE("a /dev/fuse that can't be opened") {
  Daemon daemon;
  daemon.Serve();
  const RunResult doctor = DoctorWhere(daemon, [] {
    return Bind("/dev/fuse", "/dev/fuse") &&
           mount("none", "/dev/fuse", nullptr, MS_REMOUNT | MS_BIND | MS_NODEV, nullptr) == 0;
  });
  REQUIRE(FaultsIn(doctor) == Ids{"fuse-refused"});
}

TEST_CASE("little memory is a note") {
  Daemon daemon;
  daemon.Serve();
  WriteFile(daemon / "meminfo", "MemTotal: 4000000 kB\nMemFree: 20000 kB\nMemAvailable: 30000 kB\n");
  const RunResult doctor = DoctorWhere(daemon, [&] { return Bind(daemon / "meminfo", "/proc/meminfo"); });
  REQUIRE(FaultsIn(doctor) == Ids{});
  REQUIRE(NotesIn(doctor) == Ids{"memory-low"});
}

TEST_CASE("a state folder of another user, told to who may not enter it") {
  Installation installation;
  fs::permissions(installation / "", static_cast<fs::perms>(0755));
  Daemon daemon(installation.fluid());
  fs::permissions(daemon / "", static_cast<fs::perms>(0755));
  daemon.Serve();
  // With the rights to mount and to open /dev/fuse, so that nothing else is amiss.
  std::vector<std::string> command = {"setpriv", "--reuid=65534", "--inh-caps=+sys_admin,+dac_override",
                                      "--ambient-caps=+sys_admin,+dac_override"};
  for (const std::string& word : Doctor(installation.fluid(), daemon.state())) command.push_back(word);
  REQUIRE(FaultsIn(Run(command)) == Ids{"state-of-another"});
}

TEST_CASE("a state folder that can't be written") {
  Daemon daemon;
  const SmallDisk disk(daemon.state(), "32m");
  daemon.Serve();
  daemon.StopServing();
  disk.MakeReadOnly();
  REQUIRE(Faults(daemon) == Ids{"state-read-only"});
}

TEST_CASE("a user who may not mount") {
  Daemon daemon;
  daemon.Serve();
  std::vector<std::string> command = {"setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin"};
  for (const std::string& word : Doctor(kFluid, daemon.state())) command.push_back(word);
  REQUIRE(FaultsIn(Run(command)) == Ids{"no-mount-right"});
}

TEST_CASE("a fluid-node of another version, or none") {
  Installation installation;
  Daemon daemon(installation.fluid());
  daemon.Serve();
  REQUIRE(Faults(daemon) == Ids{});
  WriteProgram(installation.node(), "#!/usr/bin/python3\nprint('fluid-node 9.9.9')\n");
  REQUIRE(Faults(daemon) == Ids{"program-differs"});
  WriteProgram(installation.node(), "#!/usr/bin/python3\nprint('something else')\n");
  REQUIRE(Faults(daemon) == Ids{"program-differs"});
  daemon.StopServing();
  fs::remove(installation.node());
  REQUIRE(Faults(daemon) == Ids{"program-missing"});  // not that no server runs: none could serve anything
}

}  // namespace fluid::test
