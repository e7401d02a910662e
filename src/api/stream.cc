#include "src/api/stream.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace fluid::api {
namespace {

int PollMillis(MonoTime deadline) {
  if (deadline == MonoTime::max()) return -1;
  const auto left = deadline - std::chrono::steady_clock::now();
  const auto millis = std::chrono::ceil<std::chrono::milliseconds>(left).count();
  return static_cast<int>(std::clamp<int64_t>(millis, 0, 3'600'000));
}

class SocketStream final : public Stream {
 public:
  SocketStream(Fd socket, const Bell* stop) : socket_(std::move(socket)), stop_(stop) {}

  Result<size_t> Read(char* to, size_t size, MonoTime deadline) override {
    while (true) {
      const ssize_t got = recv(socket_.get(), to, size, MSG_DONTWAIT);
      if (got >= 0) return static_cast<size_t>(got);
      if (errno == EINTR) continue;
      if (errno == ECONNRESET) return size_t{0};
      if (errno != EAGAIN) return Broken("reading from");
      FLUID_RETURN_IF_ERROR(Await(POLLIN, nullptr, deadline).status());
    }
  }

  Status Write(std::string_view bytes, MonoTime deadline) override {
    while (!bytes.empty()) {
      const ssize_t put = send(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (put >= 0) {
        bytes.remove_prefix(static_cast<size_t>(put));
      } else if (errno == EAGAIN) {
        FLUID_RETURN_IF_ERROR(Await(POLLOUT, nullptr, deadline).status());
      } else if (errno != EINTR) {
        return Broken("writing to");
      }
    }
    return Ok();
  }

  size_t WriteNow(std::string_view bytes) override {
    const ssize_t put = send(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    return put > 0 ? static_cast<size_t>(put) : 0;
  }

  Result<bool> WaitReadable(const Bell* other, MonoTime deadline) override {
    return Await(POLLIN, other, deadline);
  }

 private:
  static Status Broken(const char* what) {
    return Unavailable(std::string("the connection broke while ") + what +
                       " the peer: " + Status::FromErrno(errno, "socket").ToString());
  }

  // True: the socket is ready; false: `other` rang.
  Result<bool> Await(short events, const Bell* other, MonoTime deadline) {
    while (true) {
      pollfd fds[3] = {{socket_.get(), events, 0},
                       {stop_ ? stop_->fd() : -1, POLLIN, 0},
                       {other ? other->fd() : -1, POLLIN, 0}};
      const int ready = poll(fds, 3, PollMillis(deadline));
      if (ready < 0 && errno != EINTR) return Status::FromErrno(errno, "waiting for the peer");
      if (fds[1].revents != 0 && ready > 0) return Cancelled("the connection is being closed");
      if (ready > 0) return fds[0].revents != 0;
      if (std::chrono::steady_clock::now() >= deadline)
        return DeadlineExceeded("the peer did not answer in time");
    }
  }

  Fd socket_;
  const Bell* stop_;
};

}  // namespace

Bell::Bell() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void Bell::Ring() const {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t put = write(fd_.get(), &one, sizeof one);
}

void Bell::Clear() const {
  uint64_t count;
  [[maybe_unused]] const ssize_t got = read(fd_.get(), &count, sizeof count);
}

bool Bell::WaitRung(Duration at_most) const {
  pollfd fd{fd_.get(), POLLIN, 0};
  return poll(&fd, 1, PollMillis(std::chrono::steady_clock::now() + at_most)) > 0;
}

std::unique_ptr<Stream> NewSocketStream(Fd socket, const Bell* stop) {
  return std::make_unique<SocketStream>(std::move(socket), stop);
}

}  // namespace fluid::api
