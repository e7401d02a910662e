#include "tests/unit/thin/script_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace fluid::test {

ScriptServer::ScriptServer(Script script) : script_(std::move(script)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 128) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no port for a server");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] {
    while (!stop_) {
      const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) continue;
      const std::lock_guard lock(mutex_);
      fds_.push_back(fd);
      threads_.emplace_back([this, fd] { Serve(fd); });
    }
  });
}

ScriptServer::~ScriptServer() {
  stop_ = true;
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (const int fd : fds_) shutdown(fd, SHUT_RDWR);
  for (std::thread& thread : threads_) thread.join();
  for (const int fd : fds_) close(fd);
  close(listener_);
}

std::vector<ScriptRequest> ScriptServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

size_t ScriptServer::Count(const std::string& method, const std::string& path) const {
  size_t n = 0;
  for (const ScriptRequest& request : requests()) n += request.method == method && request.path == path;
  return n;
}

void ScriptServer::Serve(int fd) {
  const auto send_all = [fd](const char* data, size_t size) {
    while (size > 0) {
      const ssize_t n = send(fd, data, size, MSG_NOSIGNAL);
      if (n <= 0) return false;
      data += n, size -= static_cast<size_t>(n);
    }
    return true;
  };
  std::string input;
  for (;;) {
    size_t end;
    while ((end = input.find("\r\n\r\n")) == std::string::npos) {
      char buffer[4096];
      const ssize_t n = recv(fd, buffer, sizeof buffer, 0);
      if (n <= 0) return;
      input.append(buffer, static_cast<size_t>(n));
    }
    ScriptRequest request;
    const std::string head = input.substr(0, end + 2);
    input.erase(0, end + 4);
    const size_t blank = head.find(' ');
    request.method = head.substr(0, blank);
    request.path = head.substr(blank + 1, head.find(' ', blank + 1) - blank - 1);
    for (size_t at = head.find("\r\n") + 2; at < head.size();) {
      const size_t line_end = head.find("\r\n", at), colon = head.find(": ", at);
      std::string name = head.substr(at, colon - at);
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      request.headers[name] = head.substr(colon + 2, line_end - colon - 2);
      at = line_end + 2;
    }
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    const ScriptAnswer answer = script_(request);
    if (answer.status == 0) {
      char c;
      while (!stop_ && recv(fd, &c, 1, 0) > 0) {
      }
      return;
    }
    std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " X\r\n";
    const long long length = answer.length >= 0 ? answer.length : static_cast<long long>(answer.body.size());
    out += answer.untold ? "Connection: close\r\n" : "Content-Length: " + std::to_string(length) + "\r\n";
    for (const auto& [name, value] : answer.headers) out += name + ": " + value + "\r\n";
    out += "\r\n";
    if (!send_all(out.data(), out.size())) return;
    if (answer.after_head) answer.after_head(fd);
    if (request.method != "HEAD" && answer.status != 304) {
      const size_t size = std::min(answer.send, answer.body.size()), half = answer.midway ? size / 2 : size;
      if (!send_all(answer.body.data(), half)) return;
      if (answer.midway) answer.midway();
      if (!send_all(answer.body.data() + half, size - half)) return;
      if (answer.stall) {
        char c;
        while (!stop_ && recv(fd, &c, 1, 0) > 0) {
        }
        return;
      }
      if (answer.send != SIZE_MAX || answer.length >= 0) {
        shutdown(fd, SHUT_RDWR);
        return;
      }
    }
    if (answer.untold) {
      shutdown(fd, SHUT_RDWR);
      return;
    }
    if (answer.stall) {
      char c;
      while (!stop_ && recv(fd, &c, 1, 0) > 0) {
      }
      return;
    }
  }
}

ScriptAnswer GoodFile(const ScriptRequest& request, const std::string& body, const std::string& etag) {
  ScriptAnswer answer;
  if (!etag.empty()) answer.headers.push_back({"ETag", etag});
  const auto header = [&](const char* name) {
    const auto it = request.headers.find(name);
    return it == request.headers.end() ? std::string() : it->second;
  };
  if (!etag.empty() && header("if-none-match") == etag) {
    answer.status = 304;
    return answer;
  }
  if (!header("if-match").empty() && header("if-match") != etag) {
    answer.status = 412;
    return answer;
  }
  unsigned long long first = 0, last = 0;
  if (std::sscanf(header("range").c_str(), "bytes=%llu-%llu", &first, &last) == 2 && first < body.size()) {
    last = std::min<unsigned long long>(last, body.size() - 1);
    answer.status = 206;
    answer.body = body.substr(first, last - first + 1);
    answer.headers.push_back({"Content-Range", "bytes " + std::to_string(first) + "-" + std::to_string(last) +
                                                   "/" + std::to_string(body.size())});
    return answer;
  }
  answer.body = body;
  if (request.method == "HEAD") answer.length = static_cast<long long>(body.size());
  return answer;
}

ScriptAnswer IndexOf(const std::map<std::string, size_t>& files) {
  ScriptAnswer answer;
  answer.headers.push_back({"Content-Type", "text/html"});
  answer.body =
      "<html><head><title>Index of /</title></head><body><h1>Index of /</h1><hr><pre><a "
      "href=\"../\">../</a>\n";
  for (const auto& [name, size] : files)
    answer.body += "<a href=\"" + name + "\">" + name + "</a>      24-Nov-2026 05:42      " +
                   std::to_string(size) + "\n";
  answer.body += "</pre><hr></body></html>";
  return answer;
}

}  // namespace fluid::test
