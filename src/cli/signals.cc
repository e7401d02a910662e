#include "src/cli/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <iterator>

namespace fluid::cli {
namespace {

// What a handler may touch.
std::atomic<int> child{0};
std::atomic<int> first_signal{0};
int tell_fd = -1;

void OnSignal(int signal, siginfo_t* info, void*) {
  const int before = errno;
  int none = 0;
  first_signal.compare_exchange_strong(none, signal);
  const int pid = child.load();
  // What a terminal sends goes to all of its foreground, so the child has it already.
  const bool of_terminal = info && info->si_code == SI_KERNEL;
  if (pid > 0 && !of_terminal) kill(pid, signal);
  if (pid == 0) {
    const char byte = 's';
    [[maybe_unused]] const ssize_t put = write(tell_fd, &byte, 1);
  }
  errno = before;
}

}  // namespace

Signals::Signals() {
  int fds[2] = {-1, -1};
  if (pipe2(fds, O_CLOEXEC | O_NONBLOCK) == 0) told_.Reset(fds[0]);
  tell_fd = fds[1];
  first_signal = 0;
  child = 0;
  for (size_t i = 0; i < std::size(kTaken); ++i) {
    struct sigaction action = {};
    action.sa_sigaction = OnSignal;
    action.sa_flags = SA_RESTART | SA_SIGINFO;
    sigaction(kTaken[i], &action, &before_[i]);
  }
  listener_ = std::jthread([this](const std::stop_token& over) { Listen(over); });
}

Signals::~Signals() {
  for (size_t i = 0; i < std::size(kTaken); ++i) sigaction(kTaken[i], &before_[i], nullptr);
  listener_.request_stop();
  const char byte = 'e';
  [[maybe_unused]] const ssize_t put = write(tell_fd, &byte, 1);
  listener_.join();
  close(tell_fd);
  tell_fd = -1;
}

void Signals::PassTo(int pid) { child = pid; }

int Signals::first() const { return first_signal; }

void Signals::Listen(const std::stop_token& over) {
  while (!over.stop_requested()) {
    pollfd fd = {told_.get(), POLLIN, 0};
    if (poll(&fd, 1, -1) < 0) continue;
    char byte = 0;
    if (read(told_.get(), &byte, 1) == 1 && byte == 's') stop_.request_stop();
  }
}

}  // namespace fluid::cli
