// An HTTP server that does what the test says, well or badly.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fluid::test {

struct ScriptRequest {
  std::string method, path;
  std::map<std::string, std::string> headers;  // names in lower case
};

struct ScriptAnswer {
  int status = 200;  // 0: no answer at all, as with `stall`
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  long long length = -1;         // Content-Length to claim; -1: the body's
  size_t send = SIZE_MAX;        // so much of the body, then the end of the connection
  std::function<void()> midway;  // called after half of the body was sent
  std::function<void(int fd)> after_head{};
  bool untold = false;  // no Content-Length: the end of the connection ends the body
  bool stall = false;   // sends no more, and keeps the connection, until the server ends
};

class ScriptServer {
 public:
  using Script = std::function<ScriptAnswer(const ScriptRequest&)>;
  explicit ScriptServer(Script script);
  ~ScriptServer();
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
  int port() const { return port_; }
  std::vector<ScriptRequest> requests() const;
  size_t Count(const std::string& method, const std::string& path) const;

 private:
  void Serve(int fd);
  const Script script_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::vector<ScriptRequest> requests_;
  std::vector<std::thread> threads_;
  std::vector<int> fds_;
  std::thread acceptor_;
};

// An answer that gives a file as a good server does: ranges, ETag, conditions.
ScriptAnswer GoodFile(const ScriptRequest& request, const std::string& body, const std::string& etag);
// An index page in nginx's html of files with their sizes.
ScriptAnswer IndexOf(const std::map<std::string, size_t>& files);

}  // namespace fluid::test
