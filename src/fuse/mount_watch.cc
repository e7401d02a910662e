#include "src/fuse/mount_watch.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>

namespace fluid::fuse {

MountWatch::MountWatch(std::function<void()> fn)
    : fn_(std::move(fn)),
      mounts_(open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)),
      stop_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!mounts_ || !stop_) return;  // without it a loss is noticed when somebody asks
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this] { Watch(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

MountWatch::~MountWatch() {
  if (!thread_.joinable()) return;
  const uint64_t one = 1;
  (void)!write(stop_.get(), &one, sizeof one);
  thread_.join();
}

// The file is polled for its changes, see proc_pid_mountinfo(5).
void MountWatch::Watch() const {
  for (;;) {
    fn_();
    pollfd fds[2] = {{mounts_.get(), POLLPRI, 0}, {stop_.get(), POLLIN, 0}};
    while (poll(fds, 2, -1) < 0)
      if (errno != EINTR) return;
    if (fds[1].revents) return;
  }
}

}  // namespace fluid::fuse
