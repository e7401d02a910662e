#include "tests/integration/daemon/daemon.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

namespace fluid::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFluid = FLUID_BINARY_DIR "/bin/fluid";

// What the server keeps for itself as long as the state folder lives.
const std::set<std::string> kOfTheServer = {"fluid.db",     "fluid.db-wal",     "fluid.db-redo",
                                            "fluid.db-shm", "fluid.sock",       "lock",
                                            "format",       "run/launcher.lock"};

std::string LinkTarget(const std::string& path) {
  std::error_code error;
  return fs::read_symlink(path, error).string();
}

}  // namespace

std::string DatasetManifest(const std::string& name, const std::vector<Source>& sources) {
  std::string text = fmt::format(
      "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata:\n  name: {}\nspec:\n  mounts:\n", name);
  int number = 0;
  for (const Source& source : sources) {
    text += fmt::format("    - mountPoint: {}\n      name: m{}\n      path: {}\n      options: {{{}}}\n{}",
                        source.url, number++, source.at, source.options, source.more);
  }
  return text + "---\n";
}

std::string RuntimeManifest(const std::string& name, const std::string& quota) {
  return fmt::format(
      "apiVersion: data.fluid.io/v1alpha1\nkind: ThinRuntime\nmetadata:\n  name: {}\nspec:\n  tieredstore:\n"
      "    levels:\n      - mediumtype: SSD\n        quota: {}\n---\n",
      name, quota);
}

std::optional<std::string> TryRead(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  std::string bytes;
  std::string piece(1 << 20, '\0');
  ssize_t got = 0;
  while ((got = read(fd, piece.data(), piece.size())) > 0) bytes.append(piece, 0, static_cast<size_t>(got));
  close(fd);
  if (got < 0) return std::nullopt;
  return bytes;
}

Daemon::Daemon() : fluid_(kFluid) {}

Daemon::~Daemon() {
  serve_.reset();
  // A shim may start a program again while we look: until a look finds none.
  Eventually([this] {
    const std::vector<Program> programs = Programs();
    for (const Program& program : programs) kill(program.pid, SIGKILL);
    return programs.empty();
  });
}

void Daemon::Serve(const std::vector<std::string>& options) {
  std::vector<std::string> argv = {fluid_, "--state-dir", state(), "serve"};
  argv.insert(argv.end(), options.begin(), options.end());
  Process::Options process;
  process.stdout_file = process.stderr_file = dir_ / "serve.log";
  process.cwd = dir_.path();
  serve_.emplace(argv, process);
  const bool answers =
      Eventually([this] { return !serve_->running() || Fluid({"get", "datasets"}).exit_code == 0; });
  INFO(log());
  REQUIRE(answers);
  REQUIRE(serve_->running());
}

void Daemon::StopServing() {
  serve_->Signal(SIGINT);
  const std::optional<int> code = serve_->Wait();
  INFO(log());
  REQUIRE(code == 0);
}

void Daemon::KillServe(int signal) {
  serve_->Signal(signal);
  REQUIRE(serve_->Wait() == 128 + signal);
}

std::string Daemon::log() const { return TryRead(dir_ / "serve.log").value_or(""); }

RunResult Daemon::Fluid(const std::vector<std::string>& args, std::chrono::milliseconds limit) const {
  std::vector<std::string> argv = {fluid_, "--state-dir", state()};
  argv.insert(argv.end(), args.begin(), args.end());
  return Run(argv, {}, limit);
}

std::string Daemon::Must(const std::vector<std::string>& args) const {
  const RunResult result = Fluid(args);
  INFO(fmt::format("fluid {}\n{}{}\n{}", fmt::join(args, " "), result.out, result.err, log()));
  REQUIRE(result.exit_code == 0);
  return result.out;
}

void Daemon::Apply(const std::string& manifest) const {
  const std::string file = dir_ / fmt::format("manifest-{}.yaml", manifests_++);
  WriteFile(file, manifest);
  Must({"apply", "-f", file});
}

void Daemon::Bind(const std::string& name, const std::vector<Source>& sources) const {
  Apply(DatasetManifest(name, sources) + RuntimeManifest(name));
  Await(name + " is Bound", [&] { return Phase("dataset", name) == "Bound"; });
}

std::string Daemon::Mount(const std::string& name) const {
  const std::string target = dir_ / ("mnt-" + name);
  Must({"mount", name, target});
  return target;
}

Json Daemon::Get(const std::string& kind, const std::string& name) const {
  const RunResult result = Fluid({"get", kind, name, "-o", "json"});
  return result.exit_code == 0 ? Json(result.out) : Json();
}

std::string Daemon::Phase(const std::string& kind, const std::string& name) const {
  return Get(kind, name)["status"]["phase"].text();
}

Json Daemon::Condition(const std::string& kind, const std::string& name, const std::string& type) const {
  for (const Json& condition : Get(kind, name)["status"]["conditions"].items()) {
    if (condition["type"].text() == type) return condition;
  }
  return Json();
}

bool Daemon::WaitForPhase(const std::string& kind, const std::string& name, const std::string& phase) const {
  return Eventually([&] { return Phase(kind, name) == phase; });
}

void Daemon::Await(const std::string& what, const std::function<bool()>& holds,
                   std::chrono::milliseconds limit) const {
  if (Eventually(holds, limit)) return;
  FAIL(what << " has not come\n" << Fluid({"get", "all", "-A", "-o", "yaml"}).out << log());
}

std::vector<Daemon::Program> Daemon::Programs() const {
  std::vector<Program> programs;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc", error)) {
    const std::string pid = entry.path().filename();
    if (!std::isdigit(static_cast<unsigned char>(pid[0])) || std::stoi(pid) == getpid()) continue;
    const std::string folder = entry.path();
    Program program{std::stoi(pid), fs::path(LinkTarget(folder + "/exe")).filename(),
                    TryRead(folder + "/cmdline").value_or("")};
    // A shim has the folder of what it watches as its own and names it nowhere else.
    const bool works_there = LinkTarget(folder + "/cwd").rfind(state(), 0) == 0;
    if (works_there || program.command.find(state()) != std::string::npos) programs.push_back(program);
  }
  return programs;
}

int Daemon::PidOf(const std::string& name) const {
  for (const Program& program : Programs()) {
    if (program.name == name) return program.pid;
  }
  return 0;
}

void Daemon::Kill(const std::string& program) const {
  int pid = 0;
  Await(program, [&] { return (pid = PidOf(program)) > 0; });  // kill(0) would be the end of the test itself
  kill(pid, SIGKILL);
}

std::vector<std::string> Daemon::Mounts() const {
  std::vector<std::string> mounts;
  std::ifstream file("/proc/self/mountinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.find(dir_.path() + "/") != std::string::npos) mounts.push_back(line);
  }
  return mounts;
}

std::vector<std::string> Daemon::FilesOfDatasets() const {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(state(), error), end; it != end; it.increment(error)) {
    const std::string name = fs::relative(it->path(), state(), error);
    if (!it->is_directory(error) && !kOfTheServer.contains(name)) files.push_back(name);
  }
  return files;
}

void Daemon::RequireNothingLeft() const {
  // The shim of an instance ends a moment after it.
  std::string left;
  Eventually([&] {
    left.clear();
    for (const Program& program : Programs()) {
      if (program.pid != serve_->pid()) left += fmt::format("process {} {}\n", program.pid, program.command);
    }
    for (const std::string& mount : Mounts()) left += "mount " + mount + "\n";
    for (const std::string& file : FilesOfDatasets()) left += "file " + file + "\n";
    for (const char* kind : {"datasets", "thinruntimes", "dataloads", "attachments"}) {
      left += Must({"get", kind, "-A", "-o", "name"});
    }
    return left.empty();
  });
  REQUIRE(left == "");
}

}  // namespace fluid::test
