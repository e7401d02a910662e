// What the launcher keeps running, from the traces on disk and in /proc; homes are asked how they are.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <climits>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/cli/doctor/probe.h"
#include "src/engine/home.h"
#include "src/engine/node_config.h"
#include "src/launch/record.h"
#include "src/launch/shim/wire.h"

namespace fluid::cli::doctor {
namespace {

constexpr size_t kLastWords = 240;

bool ShimLives(const std::string& folder) {
  const Fd fd(open(JoinPath(folder, shim::kLockFile).c_str(), O_RDONLY | O_CLOEXEC));
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  return fd && fcntl(fd.get(), F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

char StateOf(int pid) {
  const Result<std::string> stat = ReadFile(fmt::format("/proc/{}/stat", pid), 4096);
  const size_t end = stat.ok() ? stat->rfind(')') : std::string::npos;
  return end == std::string::npos || end + 2 >= stat->size() ? 0 : (*stat)[end + 2];
}

bool Replaced(int pid) {
  char target[PATH_MAX];
  const ssize_t n = readlink(fmt::format("/proc/{}/exe", pid).c_str(), target, sizeof target);
  return n > 0 && std::string_view(target, static_cast<size_t>(n)).ends_with(" (deleted)");
}

uint64_t OpenFilesOf(int pid) {
  const Result<std::string> limits = ReadFile(fmt::format("/proc/{}/limits", pid), 1 << 16);
  if (!limits.ok()) return 0;
  for (std::string_view line : Split(*limits, '\n')) {
    constexpr std::string_view kName = "Max open files";
    if (!line.starts_with(kName)) continue;
    line = Trim(line.substr(kName.size()));
    uint64_t number = 0;
    std::from_chars(line.data(), line.data() + line.size(), number);
    return number;
  }
  return 0;
}

std::string LastWords(const std::string& path) {
  const Fd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return "";
  const off_t size = lseek(fd.get(), 0, SEEK_END);
  std::string text(4096, '\0');
  const ssize_t n = pread(fd.get(), text.data(), text.size(), std::max<off_t>(0, size - 4096));
  text.resize(n > 0 ? static_cast<size_t>(n) : 0);
  const std::string_view all = Trim(text);
  const size_t line = all.rfind('\n');
  return std::string(all.substr(line == std::string_view::npos ? 0 : line + 1).substr(0, kLastWords));
}

// Asks a home how it is.
Status Ask(engine::Reactor& reactor, const std::string& socket, NodeObservation* observed) {
  struct Shared {
    Mutex mutex;
    CondVar given;
    std::optional<engine::Response> answer ABSL_GUARDED_BY(mutex);
    bool ended ABSL_GUARDED_BY(mutex) = false;
    std::unique_ptr<engine::Home> home;  // of the reactor's thread
  };
  auto shared = std::make_shared<Shared>();
  reactor.Post([&reactor, shared, socket] {
    shared->home = engine::NewRemoteHome(reactor, socket);
    std::weak_ptr<Shared> weak = shared;
    shared->home->Send(engine::ObserveRequest{}, kPatience, [weak](engine::Response response) {
      const auto alive = weak.lock();
      if (!alive) return;
      MutexLock lock(alive->mutex);
      alive->answer = std::move(response);
      alive->given.NotifyAll();
    });
  });
  const MonoTime until = std::chrono::steady_clock::now() + kPatience;
  Status status;
  {
    MutexLock lock(shared->mutex);
    while (!shared->answer) {
      if (!shared->given.WaitUntil(shared->mutex, until)) break;
    }
    if (!shared->answer) {
      status = DeadlineExceeded(fmt::format("ask {}: no answer", socket));
    } else {
      status = shared->answer->status;
      if (auto* seen = std::get_if<NodeObservation>(&shared->answer->value)) *observed = *seen;
    }
  }
  reactor.Post([shared] {
    shared->home.reset();
    MutexLock lock(shared->mutex);
    shared->ended = true;
    shared->given.NotifyAll();
  });
  MutexLock lock(shared->mutex);
  while (!shared->ended) shared->given.Wait(shared->mutex);
  return status;
}

}  // namespace

std::vector<Launched> LookAtProcesses(const std::string& state_dir, engine::Reactor& reactor) {
  std::vector<Launched> all;
  const std::string run = JoinPath(state_dir, "run");
  const Result<std::vector<std::string>> names = ListDir(run);
  if (!names.ok()) return all;
  for (const std::string& name : *names) {
    const std::string folder = JoinPath(run, name);
    const Result<std::string> bytes = ReadFile(JoinPath(folder, "launch.record"));
    if (!bytes.ok()) continue;
    const Result<launch::Record> record = launch::DecodeRecord(*bytes);
    if (!record.ok()) continue;

    Launched launched;
    ProcessFacts& process = launched.process;
    process.folder = folder;
    process.component = record->launch.id.component;
    process.removing = record->removing;
    process.once = record->launch.once;
    process.restarts = record->restarts;
    process.exit_code = record->exit_code;
    process.exit_reason = record->exit_reason;
    process.last_words = LastWords(JoinPath(folder, shim::kLogFile));
    const auto facts = launch::ReadFacts(JoinPath(folder, shim::kRunFile), "fluid-run 1");
    const int pid = static_cast<int>(launch::NumberIn(facts, "pid"));
    if (pid > 0 && ShimLives(folder)) {
      process.state = StateOf(pid);
      if (process.state != 0 && process.state != 'Z') {
        process.pid = pid;
        process.replaced = Replaced(pid);
        process.open_files = OpenFilesOf(pid);
      }
    }
    const std::vector<std::string>& argv = record->launch.argv;
    for (size_t i = 0; i + 1 < argv.size(); ++i) {
      if (argv[i] == "--plugin-dir") launched.plugin_dirs.push_back(argv[i + 1]);
    }
    if (const Result<std::string> config = ReadFile(JoinPath(folder, "node.pb")); config.ok()) {
      process.home = true;
      if (Result<NodeConfig> read = engine::DecodeNodeConfig(*config); read.ok()) {
        process.dataset = fmt::format("{}/{}", read->spec.space, read->spec.name);
        launched.config = *std::move(read);
      }
      if (process.pid != 0) {
        process.answer = Ask(reactor, JoinPath(folder, "node.sock"), &process.observed);
      }
    }
    all.push_back(std::move(launched));
  }
  return all;
}

}  // namespace fluid::cli::doctor
