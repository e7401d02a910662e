#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

#include "src/launch/shim/shim.h"
#include "src/launch/shim/wire.h"

namespace fluid::shim {
namespace {

// What no longer dies (a process stuck in the kernel) is left to init after this long.
constexpr int kReapSeconds = 30;

std::string ReadSpec() {
  std::string bytes;
  struct stat st;
  if (fstat(kSpecFd, &st) != 0 || st.st_size <= 0) return bytes;
  bytes.resize(static_cast<size_t>(st.st_size));
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t n = pread(kSpecFd, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (n <= 0) return {};
    done += static_cast<size_t>(n);
  }
  return bytes;
}

// Pointers into the bytes of a spec.
struct Spec {
  const char* run = nullptr;
  const char* revision = nullptr;
  size_t log_bytes = 0;
  const char* file = nullptr;
  std::vector<char*> argv, env;  // end in null

  bool Parse(std::string& bytes) {
    if (bytes.empty() || bytes.back() != 0) return false;
    char* at = bytes.data();
    char* const end = at + bytes.size();
    const auto next = [&]() -> char* {
      if (at >= end) return nullptr;
      char* word = at;
      at += strlen(at) + 1;
      return word;
    };
    const auto list = [&](std::vector<char*>* words) {
      const char* count = next();
      if (count == nullptr) return false;
      for (long i = 0, n = std::atol(count); i < n; ++i) {
        char* word = next();
        if (word == nullptr) return false;
        words->push_back(word);
      }
      words->push_back(nullptr);
      return true;
    };
    const char* version = next();
    if (version == nullptr || strcmp(version, kSpecVersion) != 0) return false;
    run = next();
    revision = next();
    const char* limit = next();
    file = next();
    if (file == nullptr) return false;
    log_bytes = static_cast<size_t>(std::atoll(limit));
    return list(&argv) && list(&env) && argv.size() > 1;
  }
};

// The program's output, in two files of bounded size.
class OutputLog {
 public:
  explicit OutputLog(size_t limit) : limit_(limit) { Open(O_APPEND); }
  // A full disk loses output; it doesn't stop the program.
  void Append(const char* data, size_t size) {
    if (size_ > 0 && size_ + size > limit_) {
      close(fd_);
      rename(kLogFile, kOldLogFile);
      Open(O_TRUNC);
    }
    if (WriteAll(fd_, data, size)) size_ += size;
  }
  void Append(const std::string& text) { Append(text.data(), text.size()); }

 private:
  void Open(int flags) {
    fd_ = open(kLogFile, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
    struct stat st;
    size_ = fd_ >= 0 && fstat(fd_, &st) == 0 ? static_cast<size_t>(st.st_size) : 0;
  }

  const size_t limit_;
  int fd_ = -1;
  size_t size_ = 0;
};

struct Program {
  pid_t pid = -1;
  int output = -1;      // read end, non-blocking
  int start_error = 0;  // errno of the step that failed
};

// In the child, between fork and exec.
[[noreturn]] void Become(const Spec& spec, pid_t shim, int go, int output, int error) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  char byte;
  if (getppid() != shim || read(go, &byte, 1) != 1) _exit(127);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGPIPE, SIG_DFL);
  // No core files: they would hold secrets. The program may raise it again.
  rlimit core;
  if (getrlimit(RLIMIT_CORE, &core) == 0) {
    core.rlim_cur = 0;
    setrlimit(RLIMIT_CORE, &core);
  }
  const int null = open("/dev/null", O_RDONLY);
  if (dup2(null, 0) >= 0 && dup2(output, 1) >= 0 && dup2(output, 2) >= 0) {
    if (null > 2) close(null);
    execve(spec.file, spec.argv.data(), spec.env.data());
  }
  const int why = errno;
  WriteAll(error, reinterpret_cast<const char*>(&why), sizeof(why));
  _exit(127);
}

void WriteRunFile(const Spec& spec, pid_t pid) {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  const long long nanos = now.tv_sec * 1'000'000'000LL + now.tv_nsec;
  WriteRecord(kRunFile,
              std::string("fluid-run 1\nrun ") + spec.run + "\nrevision " + spec.revision + "\npid " +
                  std::to_string(pid) + "\nstarted " + std::to_string(nanos) + "\n",
              false);
}

// The program runs only after its pid is on record: whoever comes next finds it.
Program Start(const Spec& spec) {
  Program program;
  int output[2], go[2], error[2];
  if (pipe2(output, O_CLOEXEC) != 0 || pipe2(go, O_CLOEXEC) != 0 || pipe2(error, O_CLOEXEC) != 0) {
    program.start_error = errno;
    return program;
  }
  const pid_t shim = getpid();
  program.pid = fork();
  if (program.pid < 0) {
    program.start_error = errno;
    return program;
  }
  if (program.pid == 0) {
    close(go[1]);
    Become(spec, shim, go[0], output[1], error[1]);
  }
  setpgid(program.pid, program.pid);
  close(output[1]);
  close(go[0]);
  close(error[1]);
  program.output = output[0];
  fcntl(program.output, F_SETFL, O_NONBLOCK);
  WriteRunFile(spec, program.pid);
  WriteAll(go[1], "", 1);
  close(go[1]);
  int why = 0;
  if (read(error[0], &why, sizeof(why)) == sizeof(why)) program.start_error = why;
  close(error[0]);
  return program;
}

void CopyOutput(int fd, OutputLog& log, int rounds) {
  static char buffer[64 << 10];
  for (; rounds > 0; --rounds) {
    const ssize_t n = read(fd, buffer, sizeof(buffer));
    if (n <= 0) return;
    log.Append(buffer, static_cast<size_t>(n));
  }
}

int CodeOf(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

// True when the program was among those that ended.
bool Reap(pid_t program, int* code) {
  bool ended = false;
  int status;
  while (const pid_t pid = waitpid(-1, &status, WNOHANG)) {
    if (pid < 0) break;
    if (pid == program) {
      *code = CodeOf(status);
      ended = true;
    }
  }
  return ended;
}

bool HasChildren() {
  siginfo_t info;
  return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

int WaitFor(const Program& program, int signals, OutputLog& log) {
  int code = 0;
  bool output_open = true;
  for (;;) {
    pollfd fds[] = {{signals, POLLIN, 0}, {output_open ? program.output : -1, POLLIN, 0}};
    poll(fds, 2, -1);
    if (fds[1].revents & POLLIN) {
      CopyOutput(program.output, log, 4);
    } else if (fds[1].revents != 0) {
      output_open = false;
    }
    signalfd_siginfo info;
    while (read(signals, &info, sizeof(info)) == sizeof(info)) {
      if (info.ssi_signo == SIGUSR1) {
        KillDescendants();
      } else if (info.ssi_signo != SIGCHLD) {
        kill(-program.pid, SIGTERM);
      }
    }
    if (Reap(program.pid, &code)) return code;
  }
}

void EndTheRest(const Program& program, int signals, OutputLog& log) {
  const time_t give_up = time(nullptr) + kReapSeconds;
  int code;
  for (Reap(program.pid, &code); HasChildren(); Reap(program.pid, &code)) {
    if (time(nullptr) > give_up) {
      log.Append("fluid-shim: processes that can't be killed are left behind\n");
      break;
    }
    KillDescendants();
    pollfd fds[] = {{signals, POLLIN, 0}};
    poll(fds, 1, 20);
    signalfd_siginfo info;
    while (read(signals, &info, sizeof(info)) == sizeof(info)) {
    }
    CopyOutput(program.output, log, 4);
  }
  CopyOutput(program.output, log, 64);
}

int BlockSignals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int one : {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGUSR1}) sigaddset(&set, one);
  sigprocmask(SIG_SETMASK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

}  // namespace

bool WriteAll(int fd, const char* data, size_t size) {
  while (size > 0) {
    const ssize_t n = write(fd, data, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    data += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

void WriteRecord(const char* path, const std::string& text, bool durable) {
  const std::string temporary = std::string(path) + ".new";
  const int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return;
  const bool written = WriteAll(fd, text.data(), text.size()) && (!durable || fsync(fd) == 0);
  close(fd);
  if (!written || rename(temporary.c_str(), path) != 0 || !durable) return;
  const int folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  fsync(folder);
  close(folder);
}

int RunProgram() {
  std::string bytes = ReadSpec();
  Spec spec;
  if (!spec.Parse(bytes)) return kExitBadSpec;
  close(kSpecFd);
  fcntl(kStartedFd, F_SETFD, FD_CLOEXEC);
  close_range(kStartedFd + 1, ~0U, 0);

  const int lock = open(kLockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  struct flock whole = {};
  whole.l_type = F_WRLCK;
  if (lock < 0 || fcntl(lock, F_SETLK, &whole) != 0) return kExitTaken;

  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const int signals = BlockSignals();
  OutputLog log(spec.log_bytes);
  const Program program = Start(spec);
  WriteAll(kStartedFd, "", 1);
  close(kStartedFd);

  int code = 127;
  std::string reason;
  if (program.start_error != 0) {
    reason = std::string("can't start ") + spec.file + ": " + strerror(program.start_error);
    log.Append("fluid-shim: " + reason + "\n");
    if (program.start_error == EACCES) code = 126;
  }
  const std::string run = spec.run;
  explicit_bzero(bytes.data(), bytes.size());
  if (reason.empty()) code = WaitFor(program, signals, log);
  WriteRecord(kExitFile,
              "fluid-exit 1\nrun " + run + "\ncode " + std::to_string(code) + "\nreason " + reason + "\n",
              true);
  EndTheRest(program, signals, log);
  return 0;
}

}  // namespace fluid::shim
