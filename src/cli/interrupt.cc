#include "src/cli/interrupt.h"

#include <poll.h>
#include <unistd.h>

#include <csignal>

namespace fluid::cli {
namespace {

// What a handler may touch.
volatile std::sig_atomic_t interrupted = 0;
int bell_fd = -1;

// Handlers, not blocked or ignored signals: programs that are started from here begin with the defaults.
void OnInterrupt(int signal) {
  if (interrupted) _exit(128 + signal);
  interrupted = 1;
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t put = write(bell_fd, &one, sizeof one);
}

void OnBrokenPipe(int) {}

void Handle(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigaction(signal, &action, nullptr);
}

const api::Bell& InterruptBell() {
  static const api::Bell bell;
  return bell;
}

}  // namespace

Interrupt::Interrupt() {
  bell_fd = InterruptBell().fd();
  Handle(SIGINT, OnInterrupt);
  Handle(SIGTERM, OnInterrupt);
  Handle(SIGPIPE, OnBrokenPipe);  // writing tells it
  waiting_ = std::thread([this] {
    pollfd fds[2] = {{InterruptBell().fd(), POLLIN, 0}, {over_.fd(), POLLIN, 0}};
    while (poll(fds, 2, -1) < 0) continue;
    if (fds[0].revents != 0) stop_.request_stop();
  });
}

Interrupt::~Interrupt() {
  over_.Ring();
  waiting_.join();
}

}  // namespace fluid::cli
