// Watchdog: ends the mounts below a folder should this process be killed. A test that reads a mount which it
// serves itself could not end otherwise: the thread that waits keeps the device open that would have to
// close.
#pragma once

#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "src/base/files.h"
#include "src/fuse/mounts_of_host.h"

namespace fluid::test {

class Watchdog {
 public:
  explicit Watchdog(const std::string& folder) {
    const pid_t parent = getpid();
    sigset_t death, all, before;
    sigemptyset(&death);
    sigaddset(&death, SIGUSR1);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_ = fork();
    if (pid_ == 0) {
      setsid();  // what ends the process ends its group
      close_range(0, ~0U, 0);
      prctl(PR_SET_PDEATHSIG, SIGUSR1);
      int signal = 0;
      if (getppid() == parent) sigwait(&death, &signal);
      for (const auto& mount : fuse::ParseMountInfo(ReadFile("/proc/self/mountinfo").value())) {
        if (mount.point.rfind(folder + "/", 0) == 0) umount2(mount.point.c_str(), MNT_FORCE | MNT_DETACH);
      }
      (void)RemoveTree(folder);
      _exit(0);
    }
    sigprocmask(SIG_SETMASK, &before, nullptr);
  }
  ~Watchdog() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  pid_t pid_;
};

}  // namespace fluid::test
