// fluid-bench-proxy LISTEN_PORT TARGET_PORT BYTES_PER_SECOND: a TCP proxy on 127.0.0.1 whose connections
// share one token bucket for what flows back to the client. nginx can only limit each connection by itself; a
// link limits their sum.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;

// Hands out bytes at a steady rate, at most 10 ms worth at once.
class Bucket {
 public:
  explicit Bucket(double rate) : rate_(rate), next_(Clock::now()) {}
  void Take(size_t bytes) {
    Clock::time_point at;
    {
      std::lock_guard lock(mutex_);
      const auto now = Clock::now();
      next_ = std::max(next_, now - std::chrono::milliseconds(10));
      next_ += std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double>(static_cast<double>(bytes) / rate_));
      at = next_;
    }
    std::this_thread::sleep_until(at);
  }

 private:
  std::mutex mutex_;
  const double rate_;
  Clock::time_point next_;
};

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

// Copies without a look at the bytes, through a pipe, until either side ends.
void Pump(int from, int to, Bucket* bucket) {
  constexpr size_t kChunk = 256 << 10;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return;
  fcntl(ends[0], F_SETPIPE_SZ, static_cast<int>(kChunk));
  for (;;) {
    ssize_t n = splice(from, nullptr, ends[1], nullptr, kChunk, SPLICE_F_MOVE);
    if (n <= 0) break;
    if (bucket) bucket->Take(static_cast<size_t>(n));
    while (n > 0) {
      const ssize_t sent = splice(ends[0], nullptr, to, nullptr, static_cast<size_t>(n), SPLICE_F_MOVE);
      if (sent <= 0) break;
      n -= sent;
    }
    if (n > 0) break;
  }
  close(ends[0]);
  close(ends[1]);
  shutdown(from, SHUT_RDWR);
  shutdown(to, SHUT_RDWR);
}

void Serve(int client, int target_port, Bucket& bucket) {
  const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(target_port);
  if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    std::thread up([&] { Pump(client, server, nullptr); });
    Pump(server, client, &bucket);
    up.join();
  }
  close(server);
  close(client);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: %s LISTEN_PORT TARGET_PORT BYTES_PER_SECOND\n", argv[0]);
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const sockaddr_in address = Loopback(std::atoi(argv[1]));
  if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      listen(listener, 64) != 0) {
    std::perror("listen");
    return 1;
  }
  Bucket bucket(std::atof(argv[3]));
  const int target = std::atoi(argv[2]);
  for (;;) {
    const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return 1;
    std::thread([client, target, &bucket] { Serve(client, target, bucket); }).detach();
  }
}
