// What an instance tells of itself, and how programs are run for it.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "src/base/strings.h"
#include "src/launch/instance.h"
#include "src/launch/shim/wire.h"

namespace fluid::launch {

LaunchState Instance::State() const {
  LaunchState state;
  state.id = record_.launch.id;
  state.node = record_.launch.node;
  const bool runs = stage_ == Stage::kRunning || stage_ == Stage::kStopping || stage_ == Stage::kSweeping;
  state.revision = runs ? record_.run_revision : record_.launch.revision;
  state.reason = reason_;
  state.pid = pid_;
  state.restarts = record_.restarts;
  state.started = started_;
  state.ports = record_.ports;
  state.dirs = folder_.Dirs(record_.launch);
  switch (stage_) {
    case Stage::kIdle:
      state.phase = backing_off_ ? LaunchPhase::kBackOff : LaunchPhase::kPending;
      break;
    case Stage::kRunning:
      state.phase = is_ready_    ? LaunchPhase::kReady
                    : was_ready_ ? LaunchPhase::kNotReady
                                 : LaunchPhase::kStarting;
      break;
    case Stage::kStopping:
    case Stage::kSweeping:
    case Stage::kForgetting:
    case Stage::kGone:
      state.phase = LaunchPhase::kStopping;
      break;
    case Stage::kDone:
      state.phase = LaunchPhase::kExited;
      break;
  }
  if (state.phase == LaunchPhase::kBackOff || state.phase == LaunchPhase::kExited) {
    state.exit_code = record_.exit_code;
  }
  return state;
}

bool Instance::TakeChanged() {
  LaunchState state = State();
  if (told_ == state) return false;
  told_ = std::move(state);
  return true;
}

void Instance::AddTo(std::vector<pollfd>* fds) const {
  if (shim_) fds->push_back({shim_.get(), POLLIN, 0});
  if (started_pipe_) fds->push_back({started_pipe_.get(), POLLIN, 0});
  ready_.AddTo(fds);
  alive_.AddTo(fds);
  if (stop_command_) stop_command_->AddTo(fds);
}

Words Instance::MakeWords() const {
  Words words;
  words.ports = record_.ports;
  words.dirs = folder_.Dirs(record_.launch);
  words.node = host_.options.node;
  words.key = record_.launch.id.key;
  words.secret = [this](const std::string& ref) -> Result<std::string> {
    if (host_.options.secrets == nullptr)
      return FailedPrecondition("read secret " + ref + ": this launcher has none");
    FLUID_ASSIGN_OR_RETURN(SecretValue value, host_.options.secrets->Read(ref));
    host_.options.log.Mask(value.bytes);
    return std::move(value.bytes);
  };
  return words;
}

Result<std::vector<std::string>> Instance::Environment() const {
  std::map<std::string, std::string> env = host_.base_env;
  const Words words = MakeWords();
  for (const auto& [name, value] : record_.launch.env) {
    FLUID_ASSIGN_OR_RETURN(env[name], words.Fill(value));
  }
  for (const auto& [name, ref] : record_.launch.secret_env) {
    FLUID_ASSIGN_OR_RETURN(env[name], words.secret(ref));
    if (env[name].find('\0') != std::string::npos) {
      return FailedPrecondition("put secret " + ref + " into the environment: it has a NUL byte");
    }
  }
  std::vector<std::string> entries = {folder_.marker()};
  for (const auto& [name, value] : env) entries.push_back(name + "=" + value);
  return entries;
}

std::string Instance::PathOf(const std::vector<std::string>& env) const {
  for (const std::string& entry : env) {
    if (entry.starts_with("PATH=")) return entry.substr(5);
  }
  return {};
}

// Through the shim, which sees to it that it dies with this thread.
Result<SpawnOptions> Instance::Command(const std::vector<std::string>& argv) const {
  if (argv.empty() || argv[0].empty())
    return InvalidArgument("run a command: there is no program in argv[0]");
  SpawnOptions options;
  FLUID_ASSIGN_OR_RETURN(options.env, Environment());
  FLUID_ASSIGN_OR_RETURN(const std::string file, FindProgram(argv[0], PathOf(options.env), folder_.path()));
  options.file = host_.options.shim;
  options.argv = {"fluid-shim", "check", std::to_string(getpid()), "argv", file};
  options.argv.insert(options.argv.end(), argv.begin(), argv.end());
  options.folder = folder_.path();
  return options;
}

Result<SpawnOptions> Instance::CheckCommand(const Check& check) const {
  const Words words = MakeWords();
  if (check.kind == Check::Kind::kArgv) {
    FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> argv, words.FillAll(check.argv));
    return Command(argv);
  }
  FLUID_ASSIGN_OR_RETURN(const std::string path, words.Fill(check.path));
  const auto number = record_.ports.find(check.port);
  const std::string port = number == record_.ports.end() ? "0" : std::to_string(number->second);
  SpawnOptions options;
  options.file = host_.options.shim;
  options.argv = {"fluid-shim", "check", std::to_string(getpid())};
  options.env = {folder_.marker()};
  options.folder = folder_.path();
  switch (check.kind) {
    case Check::Kind::kTcp:
      options.argv.insert(options.argv.end(), {"tcp", port});
      break;
    case Check::Kind::kHttp:
      options.argv.insert(options.argv.end(), {"http", port, path.empty() ? "/" : path});
      break;
    case Check::Kind::kMount:
      options.argv.insert(options.argv.end(), {"mount", path});
      break;
    case Check::Kind::kUnixSocket:
      options.argv.insert(options.argv.end(), {"unix", path});
      break;
    case Check::Kind::kArgv:
      break;
  }
  return options;
}

Result<Spawned> Instance::StartShim(const std::string& file, const std::vector<std::string>& argv,
                                    const std::vector<std::string>& env) {
  std::string spec;
  const auto add = [&spec](std::string_view word) { spec.append(word).push_back('\0'); };
  add(shim::kSpecVersion);
  add(std::to_string(record_.run));
  add(PercentEncode(record_.run_revision));
  add(std::to_string(host_.options.log_bytes));
  add(file);
  for (const auto* list : {&argv, &env}) {
    add(std::to_string(list->size()));
    for (const std::string& word : *list) add(word);
  }
  const Fd memory(memfd_create("fluid-spec", MFD_CLOEXEC));
  if (!memory || write(memory.get(), spec.data(), spec.size()) != static_cast<ssize_t>(spec.size())) {
    return Status::FromErrno(errno, "hand the spec to fluid-shim");
  }
  int started[2];
  if (pipe2(started, O_CLOEXEC) != 0) return Status::FromErrno(errno, "make a pipe");
  started_pipe_.Reset(started[0]);
  const Fd write_end(started[1]);
  SpawnOptions options;
  options.file = host_.options.shim;
  options.argv = {"fluid-shim", "run", record_.launch.id.ToString()};
  options.env = {folder_.marker()};
  options.folder = folder_.path();
  options.session = true;
  options.fds = {{memory.get(), shim::kSpecFd}, {write_end.get(), shim::kStartedFd}};
  return Spawn(options);
}

}  // namespace fluid::launch
