// fluid-shim alone, without a launcher that would clean up after it.
#include "src/launch/shim/wire.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>

#include "src/launch/process.h"
#include "src/launch/record.h"
#include "tests/unit/launch/fixture.h"

namespace fluid::test {
namespace {

std::string Spec(const std::vector<std::string>& argv, const std::string& version = shim::kSpecVersion) {
  std::string spec;
  const auto add = [&](const std::string& word) { spec.append(word).push_back('\0'); };
  for (const char* word : {version.c_str(), "5", "rev", "100000", argv[0].c_str()}) add(word);
  add(std::to_string(argv.size()));
  for (const std::string& word : argv) add(word);
  add("1");
  add("EMPTY=");
  return spec;
}

class Shim {
 public:
  Shim(const std::string& folder, const std::string& spec) {
    const Fd memory(memfd_create("spec", MFD_CLOEXEC));
    REQUIRE(write(memory.get(), spec.data(), spec.size()) == static_cast<ssize_t>(spec.size()));
    int started[2];
    REQUIRE(pipe2(started, O_CLOEXEC) == 0);
    started_.Reset(started[0]);
    const Fd write_end(started[1]);
    launch::SpawnOptions options;
    options.file = FLUID_BINARY_DIR "/bin/fluid-shim";
    options.argv = {"fluid-shim", "run", "label"};
    options.folder = folder;
    options.session = true;
    options.fds = {{memory.get(), shim::kSpecFd}, {write_end.get(), shim::kStartedFd}};
    auto spawned = launch::Spawn(options);
    REQUIRE(spawned.ok());
    process_ = std::move(*spawned);
  }
  ~Shim() { launch::SendSignal(process_.pidfd.get(), SIGUSR1); }
  bool WaitStarted() {
    char byte;
    return read(started_.get(), &byte, 1) == 1;
  }
  int Wait() {
    REQUIRE(Eventually([&] { return launch::Ended(process_.pidfd.get()); }));
    return launch::ReapChild(process_.pidfd.get()).value_or(-1);
  }
  void Signal(int signal) { launch::SendSignal(process_.pidfd.get(), signal); }

 private:
  Fd started_;
  launch::Spawned process_;
};

std::map<std::string, std::string> ExitFile(const TempDir& dir) {
  return launch::ReadFacts(dir / shim::kExitFile, "fluid-exit 1");
}

}  // namespace

TEST_CASE("the shim kills and reaps all that its program forked, then ends") {
  TempDir dir;
  Shim shim(dir.path(), Spec({kChild, "leave-family", dir.path()}));
  CHECK(shim.Wait() == 0);
  CHECK(ExitFile(dir).at("code") == "0");
  CHECK(ExitFile(dir).at("run") == "5");
  REQUIRE(access((dir / "daemon").c_str(), F_OK) == 0);
  CHECK(ProcessesWith(dir.path()).empty());
}

TEST_CASE("the shim ends stubborn families when told to") {
  TempDir dir;
  Shim shim(dir.path(), Spec({kChild, "family", dir.path()}));
  REQUIRE(Eventually([&] { return access((dir / "daemon").c_str(), F_OK) == 0; }));
  REQUIRE(Eventually([&] { return access((dir / "grandchild").c_str(), F_OK) == 0; }));
  shim.Signal(SIGUSR1);
  CHECK(shim.Wait() == 0);
  CHECK(ExitFile(dir).at("code") == "137");
  CHECK(ProcessesWith(dir.path()).empty());
}

TEST_CASE("the pid of a program is on record before it is told to be started") {
  TempDir dir;
  Shim shim(dir.path(), Spec({kChild, "run", dir.path()}));
  REQUIRE(shim.WaitStarted());
  const auto facts = launch::ReadFacts(dir / shim::kRunFile, "fluid-run 1");
  CHECK(facts.at("run") == "5");
  CHECK(facts.at("revision") == "rev");
  CHECK(ProcessesWith(dir.path()) == std::vector<int>{std::atoi(facts.at("pid").c_str())});
  shim.Signal(SIGTERM);
  CHECK(shim.Wait() == 0);
  CHECK(ExitFile(dir).at("code") == "143");
}

TEST_CASE("a second shim in the same folder starts nothing") {
  TempDir dir;
  Shim first(dir.path(), Spec({kChild, "run", dir.path()}));
  REQUIRE(first.WaitStarted());
  Shim second(dir.path(), Spec({kChild, "save", dir / "second", "x"}));
  CHECK(second.Wait() == shim::kExitTaken);
  CHECK(access((dir / "second").c_str(), F_OK) != 0);
  first.Signal(SIGUSR1);
  CHECK(first.Wait() == 0);
}

TEST_CASE("a spec that is cut or of another version starts nothing") {
  TempDir dir;
  const std::string good = Spec({kChild, "save", dir / "started", "x"});
  CHECK(Shim(dir.path(), Spec({kChild, "save", dir / "started", "x"}, "fluid-shim 2")).Wait() ==
        shim::kExitBadSpec);
  for (size_t size = 1; size < good.size() - 1; size += 9) {
    INFO(size);
    CHECK(Shim(dir.path(), good.substr(0, size)).Wait() == shim::kExitBadSpec);
  }
  CHECK(access((dir / "started").c_str(), F_OK) != 0);
}

}  // namespace fluid::test
