#include "src/launch/local_launcher.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <thread>

#include "src/base/files.h"
#include "src/base/gate.h"
#include "src/base/mutex.h"
#include "src/base/strings.h"
#include "src/launch/instance.h"
#include "src/launch/subscribers.h"

namespace fluid {
namespace launch {

Result<int> TakePort(Host& host) {
  const LocalLauncherOptions& options = host.options;
  const unsigned count = static_cast<unsigned>(std::max(0, options.last_port - options.first_port + 1));
  unsigned at = 0;
  (void)!getrandom(&at, sizeof(at), 0);
  for (unsigned i = 0; i < count; ++i) {
    const int port = options.first_port + static_cast<int>((at % count + i) % count);
    if (host.ports.contains(port)) continue;
    const Fd fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in any = {};
    any.sin_family = AF_INET;
    any.sin_port = htons(static_cast<uint16_t>(port));
    if (bind(fd.get(), reinterpret_cast<sockaddr*>(&any), sizeof(any)) != 0) continue;
    host.ports.insert(port);
    return port;
  }
  return ResourceExhausted(
      fmt::format("choose a port: all from {} to {} are taken", options.first_port, options.last_port));
}

namespace {

class LocalLauncher final : public Launcher {
 public:
  LocalLauncher(Host host, FileLock lock) : host_(std::move(host)), lock_(std::move(lock)) {
    wake_.Reset(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    closing_.Reset(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  }
  ~LocalLauncher() override;

  Status Open();  // reads the records and adopts what runs

  Status Ensure(const Launch& launch) override;
  Status Remove(const LaunchId& id, bool purge) override;
  std::vector<LaunchState> List(const std::string& engine) override;
  Result<std::string> Tail(const LaunchId& id, size_t bytes) override;
  Result<LogPiece> ReadLog(const LaunchId& id, const std::string& after, size_t bytes) override;
  Result<ExecResult> Exec(const LaunchId& id, const std::vector<std::string>& argv,
                          Duration timeout) override;
  std::unique_ptr<Subscription> Subscribe(std::function<void(const LaunchId&)> fn) override {
    return subscribers_.Add(std::move(fn));
  }

 private:
  void Supervise();
  // The remover's: folders that a launcher before us left, then those of instances that are to be forgotten.
  void RemoveFolders(const std::vector<std::string>& left);
  // The next of them; null: the launcher ends. It is the caller's until it is told that it is forgotten: only
  // the remover takes instances out, and nobody changes the record of one that is being forgotten.
  Instance* AwaitForgetting();
  // One turn over all instances: who changed, when to look again, and on what to wait.
  MonoTime StepAll(std::vector<LaunchId>* changed, std::vector<pollfd>* fds);
  void Wake() { (void)!eventfd_write(wake_.get(), 1); }
  Result<Instance*> Find(const LaunchId& id) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Fd wake_, closing_;
  Subscribers subscribers_;
  Gate calls_;  // of Exec, the only call that waits

  Mutex mutex_;
  CondVar adopted_, forgetting_;
  Host host_ ABSL_GUARDED_BY(mutex_);
  std::map<LaunchId, std::unique_ptr<Instance>> instances_ ABSL_GUARDED_BY(mutex_);
  std::vector<LaunchId> gone_ ABSL_GUARDED_BY(mutex_);  // and nobody was told yet
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  bool stepped_ ABSL_GUARDED_BY(mutex_) = false;

  FileLock lock_;
  std::thread supervisor_;
  std::thread remover_;  // of folders: a tier may hold very many files, and programs are to be looked at
};

LocalLauncher::~LocalLauncher() {
  {
    MutexLock lock(mutex_);
    stop_ = true;
    forgetting_.NotifyAll();
  }
  (void)!eventfd_write(closing_.get(), 1);
  Wake();
  calls_.Close();
  if (supervisor_.joinable()) supervisor_.join();
  if (remover_.joinable()) remover_.join();
  MutexLock lock(mutex_);
  instances_.clear();  // with the looks under way; the programs go on
}

Status LocalLauncher::Open() {
  MutexLock lock(mutex_);
  const std::string runs = host_.run_folder();
  FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDir(runs));
  std::vector<std::string> left;  // by a launcher that ended while it removed
  for (const std::string& name : names) {
    const std::string path = JoinPath(runs, name);
    if (name.ends_with(".gone")) {
      left.push_back(path);
      continue;
    }
    const std::string record_path = path + "/launch.record";
    const auto bytes = ReadFile(record_path);
    if (!bytes.ok()) continue;
    auto record = DecodeRecord(*bytes);
    if (record.status().code() == Code::kFailedPrecondition) return record.status().Annotate(record_path);
    if (!record.ok() || InstanceName(record->launch.id) != name) {
      // The next Ensure of that instance finds what runs there by its lock, and puts it right.
      host_.options.log.Error("{}: it is of no use and is passed over: {}", record_path,
                              record.status().ToString());
      continue;
    }
    const LaunchId id = record->launch.id;
    instances_[id] = std::make_unique<Instance>(host_, std::move(*record));
  }
  supervisor_ = std::thread([this] { Supervise(); });
  remover_ = std::thread([this, left = std::move(left)] { RemoveFolders(left); });
  while (!stepped_) adopted_.Wait(mutex_);
  return Ok();
}

// The embedder's signals are for the embedder's threads.
void BlockSignals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

void LocalLauncher::Supervise() {
  BlockSignals();
  std::unique_ptr<Timer> timer;
  MonoTime timer_at = MonoTime::max();
  for (;;) {
    std::vector<LaunchId> changed;
    std::vector<pollfd> fds = {{wake_.get(), POLLIN, 0}};
    const MonoTime due = StepAll(&changed, &fds);
    for (const LaunchId& id : changed) subscribers_.Tell(id);
    {
      MutexLock lock(mutex_);
      stepped_ = true;
      adopted_.NotifyAll();
      if (stop_) return;
      if (due != timer_at) {
        timer.reset();
        timer_at = due;
        if (due != MonoTime::max()) timer = host_.clock.At(due, [this] { Wake(); });
      }
    }
    poll(fds.data(), fds.size(), -1);
    eventfd_t woken;
    if (eventfd_read(wake_.get(), &woken) == 0) timer_at = MonoTime::max();
  }
}

MonoTime LocalLauncher::StepAll(std::vector<LaunchId>* changed, std::vector<pollfd>* fds) {
  MutexLock lock(mutex_);
  changed->swap(gone_);
  MonoTime due = MonoTime::max();
  const MonoTime now = host_.clock.Mono();
  for (auto& [id, instance] : instances_) {
    instance->Step(now);
    if (instance->TakeChanged()) changed->push_back(id);
    if (instance->forgetting()) forgetting_.NotifyOne();
    due = std::min(due, instance->due());
    instance->AddTo(fds);
  }
  return due;
}

void LocalLauncher::RemoveFolders(const std::vector<std::string>& left) {
  BlockSignals();
  for (const std::string& path : left) {
    const Status status = RemoveTree(path);
    MutexLock lock(mutex_);
    if (!status.ok()) host_.options.log.Warning("{}", status.ToString());
  }
  while (Instance* const instance = AwaitForgetting()) {
    const Status status = instance->folder().Remove(instance->record());
    MutexLock lock(mutex_);
    instance->Forgotten(host_.clock.Mono(), status);
    if (instance->gone()) {
      gone_.push_back(instance->record().launch.id);
      instances_.erase(gone_.back());
    }
    Wake();
  }
}

Instance* LocalLauncher::AwaitForgetting() {
  MutexLock lock(mutex_);
  while (!stop_) {
    for (const auto& [id, instance] : instances_) {
      if (instance->forgetting()) return instance.get();
    }
    forgetting_.Wait(mutex_);
  }
  return nullptr;
}

Result<Instance*> LocalLauncher::Find(const LaunchId& id) {
  const auto found = instances_.find(id);
  if (found == instances_.end()) return NotFound("launch " + id.ToString() + ": there is no such instance");
  return found->second.get();
}

Status LocalLauncher::Ensure(const Launch& launch) {
  MutexLock lock(mutex_);
  FLUID_RETURN_IF_ERROR(CheckLaunch(launch, host_.options.node));
  const auto found = instances_.find(launch.id);
  if (found != instances_.end()) {
    FLUID_RETURN_IF_ERROR(found->second->Wish(launch));
  } else {
    Record record;
    record.launch = launch;
    FLUID_RETURN_IF_ERROR(Folder(host_, launch.id).Save(record));
    instances_[launch.id] = std::make_unique<Instance>(host_, std::move(record));
  }
  Wake();
  return Ok();
}

Status LocalLauncher::Remove(const LaunchId& id, bool purge) {
  std::string kept;
  {
    MutexLock lock(mutex_);
    if (const auto found = instances_.find(id); found != instances_.end()) {
      FLUID_RETURN_IF_ERROR(found->second->Leave(purge));
      Wake();
      return Ok();
    }
    kept = JoinPath(host_.kept_folder(), InstanceName(id));
  }
  return purge ? RemoveTree(kept) : Ok();  // removed before, maybe without purge
}

std::vector<LaunchState> LocalLauncher::List(const std::string& engine) {
  MutexLock lock(mutex_);
  std::vector<LaunchState> states;
  for (const auto& [id, instance] : instances_) {
    if (engine.empty() || id.engine == engine) states.push_back(instance->State());
  }
  return states;
}

Result<std::string> LocalLauncher::Tail(const LaunchId& id, size_t bytes) {
  MutexLock lock(mutex_);
  FLUID_ASSIGN_OR_RETURN(Instance * instance, Find(id));
  return instance->folder().Tail(bytes);
}

Result<LogPiece> LocalLauncher::ReadLog(const LaunchId& id, const std::string& after, size_t bytes) {
  MutexLock lock(mutex_);
  FLUID_ASSIGN_OR_RETURN(Instance * instance, Find(id));
  return instance->folder().ReadLog(after, bytes);
}

Result<ExecResult> LocalLauncher::Exec(const LaunchId& id, const std::vector<std::string>& argv,
                                       Duration timeout) {
  const Gate::Pass pass = calls_.Enter();
  if (!pass) return Cancelled("run a command: the launcher ends");
  SpawnOptions options;
  {
    MutexLock lock(mutex_);
    FLUID_ASSIGN_OR_RETURN(Instance * instance, Find(id));
    if (!instance->running())
      return FailedPrecondition("run a command in " + id.ToString() + ": it does not run");
    FLUID_ASSIGN_OR_RETURN(options, instance->Command(argv));
  }
  return RunToEnd(std::move(options), timeout, closing_.get());
}

// ---- Construction ----

std::map<std::string, std::string> BaseEnvironment() {
  std::map<std::string, std::string> env = {
      {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}};
  for (const char* name : {"PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != 0) env[name] = value;
  }
  return env;
}

Result<std::string> FindShim(const std::string& given) {
  std::vector<std::string> places = {given};
  if (given.empty()) {
    char self[PATH_MAX];
    const ssize_t size = readlink("/proc/self/exe", self, sizeof(self));
    if (size <= 0) return Status::FromErrno(errno, "find fluid-shim beside this program");
    const std::string_view path(self, static_cast<size_t>(size));
    const std::string folder(path.substr(0, path.rfind('/')));
    places = {folder + "/fluid-shim", folder + "/../fluid-shim", "/usr/local/bin/fluid-shim",
              "/usr/bin/fluid-shim"};
  }
  for (const std::string& place : places) {
    if (access(place.c_str(), X_OK) == 0) return place;
  }
  return NotFound("find fluid-shim: it is not at " + Join(places, ", ") +
                  "; give its path in the launcher's options");
}

Result<std::string> Absolute(const std::string& path) {
  char whole[PATH_MAX];
  if (realpath(path.c_str(), whole) == nullptr) return Status::FromErrno(errno, "resolve " + path);
  return std::string(whole);
}

}  // namespace
}  // namespace launch

Result<std::unique_ptr<Launcher>> NewLocalLauncher(LocalLauncherOptions options, Clock& clock) {
  FLUID_ASSIGN_OR_RETURN(options.shim, launch::FindShim(options.shim));
  FLUID_ASSIGN_OR_RETURN(options.shim, launch::Absolute(options.shim));
  FLUID_RETURN_IF_ERROR(MakeDirs(options.state_folder, 0700));
  FLUID_ASSIGN_OR_RETURN(options.state_folder, launch::Absolute(options.state_folder));
  FLUID_RETURN_IF_ERROR(MakeDirs(options.state_folder + "/run"));
  FLUID_ASSIGN_OR_RETURN(FileLock lock, FileLock::Take(options.state_folder + "/run/launcher.lock"));
  const std::string tag = fmt::format("{:08x}", static_cast<uint32_t>(Hash64(options.state_folder)));
  launch::Host host{
      .options = std::move(options), .clock = clock, .base_env = launch::BaseEnvironment(), .tag = tag};
  auto launcher = std::make_unique<launch::LocalLauncher>(std::move(host), std::move(lock));
  FLUID_RETURN_IF_ERROR(launcher->Open());
  return std::unique_ptr<Launcher>(std::move(launcher));
}

}  // namespace fluid
