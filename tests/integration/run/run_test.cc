#include <fmt/format.h>
#include <signal.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

namespace fs = std::filesystem;

// A manifest over a real server, and a temporary folder that nothing may stay in.
struct Place {
  TempDir www, temporary;
  std::optional<Nginx> nginx;
  Daemon daemon;

  Place() {
    WriteFile(www / "file", "here");
    nginx.emplace(www.path());
    WriteFile(manifest(), DatasetManifest("demo", {Source{nginx->url()}}) + RuntimeManifest("demo"));
  }
  std::string manifest() const { return daemon / "demo.yaml"; }
  std::vector<std::string> Words(std::vector<std::string> more) const {
    std::vector<std::string> words = {FLUID_BINARY_DIR "/bin/fluid", "--state-dir", daemon.state(), "run"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  RunResult Run(std::vector<std::string> more) const {
    return test::Run(Words(std::move(more)), {{"TMPDIR", temporary.path()}});
  }
  // Without a server there is not even a state folder.
  void RequireNothing() const {
    std::string left;
    Eventually([&] {
      left.clear();
      for (const Daemon::Program& program : daemon.Programs()) left += "process " + program.command + "\n";
      for (const std::string& mount : daemon.Mounts()) left += "mount " + mount + "\n";
      return left.empty();
    });
    REQUIRE(left == "");
    REQUIRE(!fs::exists(daemon.state()));
    REQUIRE(fs::is_empty(temporary.path()));
  }
};

}  // namespace

TEST_CASE("without a server the command reads its data, and nothing is left") {
  const Place place;
  const RunResult ran = place.Run({"-f", place.manifest(), "--", "cat", "{demo}/file"});
  INFO(ran.err);
  REQUIRE(ran.exit_code == 0);
  REQUIRE(ran.out == "here");  // nothing of ours
  place.RequireNothing();
}

TEST_CASE("with a server what was made goes, and what was there stays") {
  Place place;
  place.daemon.Serve();
  REQUIRE(place.Run({"-f", place.manifest(), "--", "cat", "{demo}/file"}).out == "here");
  place.daemon.RequireNothingLeft();

  place.daemon.Must({"apply", "-f", place.manifest()});
  const std::string mount =
      (place.daemon.WaitForPhase("dataset", "demo", "Bound"), place.daemon.Mount("demo"));
  const std::string at = place.daemon / "at";
  const RunResult ran =
      place.Run({"-f", place.manifest(), "--dataset", "demo=" + at, "--", "printenv", "FLUID_DATASET_DEMO"});
  INFO(ran.err);
  REQUIRE(ran.out == at + "\n");
  REQUIRE(!fs::exists(at));
  REQUIRE(place.Run({"--dataset", "demo=" + mount, "--", "cat", mount + "/file"}).out == "here");
  REQUIRE(ReadAll(mount + "/file") == "here");  // a mount that was there is not taken down
  REQUIRE(place.daemon.Phase("dataset", "demo") == "Bound");
  REQUIRE(fs::is_empty(place.temporary.path()));
}

TEST_CASE("kept objects stay with their cache") {
  Place place;
  place.daemon.Serve();
  REQUIRE(place.Run({"-f", place.manifest(), "--keep", "--", "cat", "{demo}/file"}).exit_code == 0);
  REQUIRE(place.daemon.Phase("dataset", "demo") == "Bound");
  REQUIRE(place.daemon.Mounts().empty());
}

TEST_CASE("while the command runs a Run object tells of it, without secrets; then it goes") {
  Place place;
  place.daemon.Serve();
  const std::string fluid = FLUID_BINARY_DIR "/bin/fluid";
  const RunResult ran = place.Run({"-f", place.manifest(), "--", "env", "TOKEN=canary", fluid, "--state-dir",
                                   place.daemon.state(), "get", "runs", "-o", "json"});
  INFO(ran.out << ran.err);
  REQUIRE(ran.exit_code == 0);
  const Json run = Json(ran.out)["items"].items().at(0);
  REQUIRE(run["status"]["phase"].text() == "Running");
  REQUIRE(run["spec"]["datasets"].items().at(0)["name"].text() == "demo");
  REQUIRE(ran.out.find("canary") == std::string::npos);
  place.daemon.RequireNothingLeft();
  REQUIRE(place.daemon.Must({"get", "runs", "-o", "name"}).empty());

  REQUIRE(
      place.Run({"-f", place.manifest(), "--keep", "--", "python3", "-c", "raise SystemExit(3)"}).exit_code ==
      3);
  const Json kept = Json(place.daemon.Must({"get", "runs", "-o", "json"}))["items"].items().at(0);
  REQUIRE(kept["status"]["phase"].text() == "Failed");
  REQUIRE(kept["status"]["exitCode"].text() == "3");
}

TEST_CASE(
    "with a server elsewhere the command runs where its data is mounted here, or says what is lacking") {
  Place place;
  place.daemon.Serve({"--listen", "127.0.0.1:0"});
  const auto from_afar = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {
        FLUID_BINARY_DIR "/bin/fluid",        "--state-dir", place.daemon / "nowhere", "--kubeconfig",
        place.daemon.state() + "/kubeconfig", "run"};
    words.insert(words.end(), more.begin(), more.end());
    return test::Run(words, {{"TMPDIR", place.temporary.path()}});
  };
  RunResult ran = from_afar({"-f", place.manifest(), "--", "cat", "{demo}/file"});
  INFO(ran.out << ran.err);
  REQUIRE(ran.exit_code == 1);
  REQUIRE(ran.err.find("dataset demo is Bound at https://127.0.0.1:") != std::string::npos);
  REQUIRE(ran.err.find("not mounted on this machine") != std::string::npos);
  for (const char* kind : {"datasets", "thinruntimes", "runs"}) {
    REQUIRE(place.daemon.Must({"get", kind, "-o", "name"}).empty());
  }

  place.daemon.Apply(ReadAll(place.manifest()));
  const std::string mount =
      (place.daemon.WaitForPhase("dataset", "demo", "Bound"), place.daemon.Mount("demo"));
  REQUIRE(from_afar({"--dataset", "demo", "--", "cat", "{demo}/file"}).out == "here");
  REQUIRE(from_afar({"--dataset", "demo=" + mount, "--", "cat", "{demo}/file"}).out == "here");
  REQUIRE(ReadAll(mount + "/file") == "here");
  ran = from_afar({"--dataset", "demo=" + place.www.path(), "--", "cat", "{demo}/file"});
  REQUIRE(ran.exit_code == 1);
  REQUIRE(ran.err.find("nothing is mounted at " + place.www.path()) != std::string::npos);
  REQUIRE(!fs::exists(place.daemon / "nowhere"));
  REQUIRE(fs::is_empty(place.temporary.path()));
}

TEST_CASE("the exit code is the command's") {
  const Place place;
  const auto code = [&](const std::vector<std::string>& command) {
    std::vector<std::string> words = {"-f", place.manifest(), "--"};
    words.insert(words.end(), command.begin(), command.end());
    return place.Run(words).exit_code;
  };
  REQUIRE(code({"python3", "-c", "raise SystemExit(42)"}) == 42);
  REQUIRE(code({"python3", "-c", "import os; os.kill(os.getpid(), 9)"}) == 128 + SIGKILL);
  REQUIRE(code({"/no/such/program"}) == 127);
  REQUIRE(code({place.manifest()}) == 126);
  place.RequireNothing();
}

TEST_CASE("words of the command are as given") {
  const Place place;
  const RunResult ran =
      place.Run({"-f", place.manifest(), "--", "printf", "%s|", "$HOME", "{other}", "a b", "-f"});
  REQUIRE(ran.out == "$HOME|{other}|a b|-f|");
}

TEST_CASE("bad input is refused before anything is made") {
  const Place place;
  REQUIRE(place.Run({"-f", place.manifest()}).exit_code == 2);
  REQUIRE(place.Run({"-f", "-", "--", "cat"}).exit_code == 2);
  WriteFile(place.daemon / "bad.yaml", "kind: Dataset\n");
  REQUIRE(place.Run({"-f", place.daemon / "bad.yaml", "--", "true"}).exit_code == 2);
  place.RequireNothing();
}

TEST_CASE("a source that does not answer ends in a timeout that says so, and leaves nothing") {
  Place place;
  place.nginx->Stop();
  const RunResult ran = place.Run({"-f", place.manifest(), "--timeout", "2s", "--", "true"});
  INFO(ran.err);
  REQUIRE(ran.exit_code == 6);
  REQUIRE(ran.err.find("SourceUnavailable") != std::string::npos);
  REQUIRE(ran.err.find("fluid doctor demo") != std::string::npos);
  place.RequireNothing();
}

TEST_CASE("a signal goes to the command, and its answer is the end") {
  const Place place;
  const std::string ready = place.daemon / "ready";
  Process::Options options;
  options.env = {{"TMPDIR", place.temporary.path()}};
  options.stderr_file = place.daemon / "err";
  Process run(place.Words({"-f", place.manifest(), "--", "python3", "-c",
                           fmt::format("import signal, sys, time\n"
                                       "signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))\n"
                                       "open('{}', 'w').close()\n"
                                       "while True: time.sleep(1)\n",
                                       ready)}),
              options);
  REQUIRE(Eventually([&] { return fs::exists(ready); }));
  kill(run.pid(), SIGTERM);
  REQUIRE(run.Wait() == 7);
  place.RequireNothing();
}

TEST_CASE("what the command leaves behind with open files is cut off") {
  const Place place;
  const std::string pid_file = place.daemon / "pid";
  const RunResult ran = place.Run({"-f", place.manifest(), "--", "python3", "-c",
                                   fmt::format("import os, sys, time\n"
                                               "if os.fork() == 0:\n"
                                               "  os.setsid()\n"
                                               "  null = os.open('/dev/null', os.O_RDWR)\n"
                                               "  for fd in (0, 1, 2): os.dup2(null, fd)\n"
                                               "  kept = open('{{demo}}/file')\n"
                                               "  open('{}', 'w').write(str(os.getpid()))\n"
                                               "  time.sleep(60)\n"
                                               "  sys.exit()\n"
                                               "while not os.path.exists('{}'): time.sleep(0.01)\n",
                                               pid_file, pid_file)});
  INFO(ran.err);
  REQUIRE(ran.exit_code == 0);
  place.RequireNothing();
  kill(std::stoi(ReadAll(pid_file)), SIGKILL);
}

// Slow: the whole of it, again and again.
TEST_CASE("Ctrl-C at any moment leaves no mount, process or file", "[slow]") {
  const Place place;
  Process::Options options;
  options.env = {{"TMPDIR", place.temporary.path()}};
  options.stdout_file = options.stderr_file = place.daemon / "log";
  int interrupted = 0;
  for (int moment = 0; moment < 12; ++moment) {
    Process run(place.Words({"-f", place.manifest(), "--", "cat", "{demo}/file"}), options);
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(40 * moment);
    Eventually([&] { return std::chrono::steady_clock::now() > until; });
    kill(run.pid(), SIGINT);
    kill(run.pid(), SIGINT);  // people press it twice
    const std::optional<int> code = run.Wait(std::chrono::seconds(60));
    INFO("moment " << moment << "\n" << TryRead(place.daemon / "log").value_or(""));
    REQUIRE(code.has_value());
    REQUIRE((code == 130 || code == 0));
    interrupted += code == 130;
    place.RequireNothing();
  }
  REQUIRE(interrupted > 0);
}

}  // namespace fluid::test
