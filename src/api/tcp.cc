#include "src/api/tcp.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

namespace fluid::api {
namespace {

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Result<Addresses> LookUp(const HostPort& what, int flags) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(what.host.c_str(), std::to_string(what.port).c_str(), &hints, &found);
  if (error != 0) {
    return Unavailable(fmt::format("look up {}: {}", what.host, gai_strerror(error)));
  }
  return Addresses(found, freeaddrinfo);
}

Result<HostPort> AddressOf(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  char host[NI_MAXHOST], port[NI_MAXSERV];
  if (getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return Status::FromErrno(errno, "ask a listening socket for its address");
  }
  const int error = getnameinfo(reinterpret_cast<const sockaddr*>(&address), size, host, sizeof host, port,
                                sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
  if (error != 0) return Internal(fmt::format("print a socket's address: {}", gai_strerror(error)));
  return HostPort{host, std::atoi(port)};
}

// True: connected. False: another address may do.
Result<bool> Finish(int socket, const Bell* stop, MonoTime deadline, int* error) {
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd fds[2] = {{socket, POLLOUT, 0}, {stop ? stop->fd() : -1, POLLIN, 0}};
    const int ready = poll(fds, 2, static_cast<int>(std::clamp<int64_t>(left.count(), 0, 3'600'000)));
    if (ready < 0 && errno != EINTR) return Status::FromErrno(errno, "wait for a connection");
    if (ready > 0 && fds[1].revents != 0) return Cancelled("the connection is not wanted any more");
    if (ready > 0) {
      socklen_t size = sizeof *error;
      getsockopt(socket, SOL_SOCKET, SO_ERROR, error, &size);
      return *error == 0;
    }
    if (left.count() <= 0) return DeadlineExceeded("no connection in time");
  }
}

}  // namespace

std::string HostPort::ToString() const {
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                             : fmt::format("[{}]:{}", host, port);
}

Result<HostPort> ParseHostPort(std::string_view text) {
  const auto wrong = [&] {
    return InvalidArgument(
        fmt::format("\"{}\" is no ADDRESS:PORT; allowed are 127.0.0.1:6443, [::1]:6443, localhost:0", text));
  };
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong();
  std::string_view host = text.substr(0, colon);
  const bool brackets = host.front() == '[' && host.back() == ']';
  if (brackets) host = host.substr(1, host.size() - 2);
  if (host.empty() || (host.find(':') != std::string_view::npos) != brackets) return wrong();
  const std::string_view digits = text.substr(colon + 1);
  HostPort parsed{std::string(host), -1};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), parsed.port);
  if (error != std::errc() || end != digits.data() + digits.size() || parsed.port < 0 ||
      parsed.port > 65535) {
    return wrong();
  }
  return parsed;
}

bool IsNumericAddress(const std::string& host) {
  in6_addr ignored;
  return inet_pton(AF_INET, host.c_str(), &ignored) == 1 || inet_pton(AF_INET6, host.c_str(), &ignored) == 1;
}

Result<TcpListener> ListenTcp(const HostPort& at, int backlog) {
  const Result<Addresses> addresses = LookUp(at, AI_PASSIVE);
  if (!addresses.ok()) {
    return InvalidArgument(fmt::format("listen on {}: {}", at.ToString(), addresses.status().message()));
  }
  const addrinfo& address = **addresses;
  TcpListener listener;
  listener.socket.Reset(socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int fd = listener.socket.get(), on = 1;
  // A port whose last server has just ended is free; one that is served is not.
  if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      bind(fd, address.ai_addr, address.ai_addrlen) != 0 || listen(fd, backlog) != 0) {
    const std::string what = fmt::format("listen on {}", at.ToString());
    if (errno == EADDRINUSE) return AlreadyExists(what + ": the port is in use").WithErrno(errno);
    if (errno == EADDRNOTAVAIL) return InvalidArgument(what + ": this machine has no such address");
    return Status::FromErrno(errno, what);
  }
  FLUID_ASSIGN_OR_RETURN(listener.address, AddressOf(fd));
  return listener;
}

Result<Fd> ConnectTcp(const HostPort& to, const Bell* stop, MonoTime deadline) {
  const std::string what = fmt::format("connect to {}", to.ToString());
  const Result<Addresses> addresses = LookUp(to, AI_ADDRCONFIG);
  if (!addresses.ok()) return addresses.status().Annotate(what);
  int error = ECONNREFUSED;
  for (const addrinfo* address = addresses->get(); address; address = address->ai_next) {
    Fd fd(socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd) {
      error = errno;
      continue;
    }
    error = connect(fd.get(), address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
      const Result<bool> connected = Finish(fd.get(), stop, deadline, &error);
      if (!connected.ok()) return connected.status().Annotate(what);
    }
    if (error != 0) continue;
    TuneTcp(fd.get());
    return fd;
  }
  return Unavailable(fmt::format("{}: {}", what, std::strerror(error))).WithErrno(error);
}

void TuneTcp(int socket) {
  const int on = 1, idle_s = 60, interval_s = 15, probes = 4;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
  setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &interval_s, sizeof interval_s);
  setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
}

}  // namespace fluid::api
