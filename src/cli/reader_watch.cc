#include "src/cli/reader_watch.h"

#include <poll.h>

#include <cerrno>

namespace fluid::cli {
namespace {

// Of a pipe's or socket's own end: the other one is closed. Told whatever is asked for.
constexpr short kClosed = POLLERR | POLLHUP;

}  // namespace

ReaderWatch::ReaderWatch(int fd, std::stop_token stop)
    : fd_(fd), forward_(std::move(stop), [this] { stop_.request_stop(); }), waiting_([this] {
        pollfd fds[2] = {{over_.fd(), POLLIN, 0}, {fd_, 0, 0}};
        while (poll(fds, 2, -1) < 0) {
          if (errno != EINTR) return;
        }
        if ((fds[1].revents & kClosed) != 0) stop_.request_stop();
      }) {}

ReaderWatch::~ReaderWatch() {
  over_.Ring();
  waiting_.join();
}

bool ReaderWatch::nobody_reads() const {
  pollfd fd = {fd_, 0, 0};
  return poll(&fd, 1, 0) == 1 && (fd.revents & kClosed) != 0;
}

}  // namespace fluid::cli
