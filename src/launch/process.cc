#include "src/launch/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {  // glibc 2.36 forgets to say so itself
#include <sys/pidfd.h>
}

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>

#include "src/base/strings.h"

namespace fluid::launch {
namespace {

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// Frees what posix_spawn needs.
struct SpawnPlan {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
};

void Keep(std::string* text, const char* data, size_t size) {
  text->append(data, size);
  if (text->size() > 2 * Child::kKeep) text->erase(0, text->size() - Child::kKeep);
}

void Drain(Fd* fd, std::string* text) {
  char buffer[16 << 10];
  while (*fd) {
    const ssize_t n = read(fd->get(), buffer, sizeof(buffer));
    if (n > 0) {
      Keep(text, buffer, static_cast<size_t>(n));
    } else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
      fd->Reset();
    } else if (errno == EAGAIN) {
      return;
    }
  }
}

void WaitReadable(int fd, int milliseconds) {
  pollfd one = {fd, POLLIN, 0};
  poll(&one, 1, milliseconds);
}

}  // namespace

Result<Spawned> Spawn(const SpawnOptions& options) {
  SpawnPlan plan;
  for (const int fd : {0, 1, 2}) {
    posix_spawn_file_actions_addopen(&plan.actions, fd, "/dev/null", fd == 0 ? O_RDONLY : O_WRONLY, 0);
  }
  // Ours may have the numbers that are wanted there: first out of the way, then into place.
  int away = 0;
  for (const auto& [ours, theirs] : options.fds) away = std::max({away, ours + 1, theirs + 1});
  for (size_t i = 0; i < options.fds.size(); ++i) {
    posix_spawn_file_actions_adddup2(&plan.actions, options.fds[i].first, away + static_cast<int>(i));
  }
  int last = 2;
  for (size_t i = 0; i < options.fds.size(); ++i) {
    posix_spawn_file_actions_adddup2(&plan.actions, away + static_cast<int>(i), options.fds[i].second);
    last = std::max(last, options.fds[i].second);
  }
  posix_spawn_file_actions_addclosefrom_np(&plan.actions, last + 1);
  if (!options.folder.empty()) posix_spawn_file_actions_addchdir_np(&plan.actions, options.folder.c_str());

  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&plan.attributes, &none);
  posix_spawnattr_setsigdefault(&plan.attributes, &all);
  posix_spawnattr_setpgroup(&plan.attributes, 0);
  const short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                      (options.session ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setflags(&plan.attributes, flags);

  Spawned child;
  const int error = posix_spawn(&child.pid, options.file.c_str(), &plan.actions, &plan.attributes,
                                Pointers(options.argv).data(), Pointers(options.env).data());
  if (error != 0) return Status::FromErrno(error, "start " + options.file);
  child.pidfd.Reset(pidfd_open(child.pid, 0));
  if (!child.pidfd) {
    const int why = errno;
    kill(child.pid, SIGKILL);
    waitpid(child.pid, nullptr, 0);
    return Status::FromErrno(why, "watch " + options.file);
  }
  return child;
}

Result<Child> Child::Start(SpawnOptions options) {
  int out[2], err[2];
  if (pipe2(out, O_CLOEXEC | O_NONBLOCK) != 0) return Status::FromErrno(errno, "make a pipe");
  Fd out_read(out[0]), out_write(out[1]);
  if (pipe2(err, O_CLOEXEC | O_NONBLOCK) != 0) return Status::FromErrno(errno, "make a pipe");
  Fd err_read(err[0]), err_write(err[1]);
  // Non-blocking is a matter of the open pipe's end: the child's ends must block.
  fcntl(out_write.get(), F_SETFL, 0);
  fcntl(err_write.get(), F_SETFL, 0);
  options.fds = {{out_write.get(), 1}, {err_write.get(), 2}};
  FLUID_ASSIGN_OR_RETURN(Spawned process, Spawn(options));
  Child child(std::move(process));
  child.out_ = std::move(out_read);
  child.err_ = std::move(err_read);
  return child;
}

Child::~Child() {
  if (!process_.pidfd || exit_) return;
  Kill();
  WaitReadable(process_.pidfd.get(), 1000);
  ReapChild(process_.pidfd.get());
}

void Child::AddTo(std::vector<pollfd>* fds) const {
  fds->push_back({process_.pidfd.get(), POLLIN, 0});
  if (out_) fds->push_back({out_.get(), POLLIN, 0});
  if (err_) fds->push_back({err_.get(), POLLIN, 0});
}

std::optional<int> Child::Poll() {
  if (exit_) return exit_;
  Drain(&out_, &out_text_);
  Drain(&err_, &err_text_);
  if (!Ended(process_.pidfd.get())) return std::nullopt;
  Kill();  // before it is reaped, while its number is still its own
  Drain(&out_, &out_text_);
  Drain(&err_, &err_text_);
  exit_ = ReapChild(process_.pidfd.get()).value_or(127);
  for (std::string* text : {&out_text_, &err_text_}) {
    if (text->size() > kKeep) text->erase(0, text->size() - kKeep);
  }
  return exit_;
}

void Child::Kill() {
  if (!exit_) kill(-process_.pid, SIGKILL);
}

Result<ExecResult> RunToEnd(SpawnOptions options, Duration timeout, int cancel) {
  const MonoTime deadline = std::chrono::steady_clock::now() + timeout;
  const std::string name = options.file;
  FLUID_ASSIGN_OR_RETURN(Child child, Child::Start(std::move(options)));
  for (;;) {
    if (const auto code = child.Poll()) return ExecResult{*code, child.out(), child.err()};
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return DeadlineExceeded("run " + name + ": did not end in time");
    std::vector<pollfd> fds = {{cancel, POLLIN, 0}};
    child.AddTo(&fds);
    poll(fds.data(), fds.size(), static_cast<int>(std::min<int64_t>(left, 60'000)));
    if (fds[0].revents != 0) return Cancelled("run " + name + ": the launcher ends");
  }
}

Result<std::string> FindProgram(const std::string& name, const std::string& path, const std::string& folder) {
  if (name.find('/') != std::string::npos) return name.front() == '/' ? name : JoinPath(folder, name);
  for (const std::string_view part : Split(path, ':')) {
    if (part.empty() || part.front() != '/') continue;  // never from the current folder
    std::string candidate = JoinPath(part, name);
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return NotFound("find the program " + name + ": it is in no folder of PATH=" + path);
}

namespace {

bool HasEntry(const std::string& environment, const std::string& entry) {
  for (size_t at = 0; (at = environment.find(entry, at)) != std::string::npos; ++at) {
    const size_t end = at + entry.size();
    if ((at == 0 || environment[at - 1] == 0) && (end == environment.size() || environment[end] == 0))
      return true;
  }
  return false;
}

// What a file in /proc holds, whose size nobody tells.
std::string Slurp(const std::string& path) {
  std::string text;
  const Fd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char buffer[4096];
  while (fd && text.size() < (4 << 20)) {
    const ssize_t n = read(fd.get(), buffer, sizeof(buffer));
    if (n <= 0) break;
    text.append(buffer, static_cast<size_t>(n));
  }
  return text;
}

// A process's stat from its third field on: state, parent, group, session.
std::vector<std::string> StatOf(const std::string& pid) {
  const std::string stat = Slurp("/proc/" + pid + "/stat");
  const size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return {};
  const auto fields = Split(std::string_view(stat).substr(std::min(stat.size(), name_end + 2)), ' ');
  return {fields.begin(), fields.end()};
}

bool LivesInSession(const std::string& pid, int session) {
  const std::vector<std::string> fields = StatOf(pid);
  return fields.size() > 3 && fields[0] != "Z" && fields[3] == std::to_string(session);
}

}  // namespace

int ParentOf(int pid) {
  const std::vector<std::string> fields = StatOf(std::to_string(pid));
  return fields.size() > 1 ? std::atoi(fields[1].c_str()) : 0;
}

int KillMarked(const std::string& entry, int session) {
  auto names = ListDir("/proc");
  if (!names.ok()) return 0;
  int found = 0;
  for (const std::string& name : *names) {
    int pid = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), pid).ptr != name.data() + name.size())
      continue;
    if (pid == getpid()) continue;
    // Opened before it is judged: the number may become another's, the descriptor can't.
    const Fd pidfd(pidfd_open(pid, 0));
    if (!pidfd) continue;
    const bool marked = HasEntry(Slurp("/proc/" + name + "/environ"), entry);
    if (!marked && (session == 0 || !LivesInSession(name, session))) continue;
    ++found;
    SendSignal(pidfd.get(), SIGKILL);
  }
  return found;
}

bool Ended(int pidfd) {
  pollfd one = {pidfd, POLLIN, 0};
  return poll(&one, 1, 0) == 1;
}

std::optional<int> ReapChild(int pidfd) {
  siginfo_t info = {};
  if (waitid(P_PIDFD, static_cast<id_t>(pidfd), &info, WEXITED | WNOHANG) != 0 || info.si_pid == 0) return {};
  return info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
}

void SendSignal(int pidfd, int signal) { pidfd_send_signal(pidfd, signal, nullptr, 0); }

Result<Fd> OpenPidfd(int pid) {
  Fd fd(pidfd_open(pid, 0));
  if (!fd) return Status::FromErrno(errno, "watch process " + std::to_string(pid));
  return fd;
}

}  // namespace fluid::launch
