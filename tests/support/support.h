// Fixtures shared by all suites: a temporary folder, free ports, child processes, real web servers.
// Everything ends with its object.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fluid::test {

// A fresh folder, removed with all it holds.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

void WriteFile(const std::string& path, const std::string& bytes);  // makes its folders
std::string ReadAll(const std::string& path);                       // throws when it can't
int FreePort();  // on 127.0.0.1; no other test gets it while this process lives
// Polls until it holds; false after `limit`.
bool Eventually(const std::function<bool()>& holds,
                std::chrono::milliseconds limit = std::chrono::seconds(20));
// `size` bytes that depend on `seed` only.
std::string Bytes(size_t size, uint64_t seed);

// A child process in a process group of its own; killed with the group when the object ends.
class Process {
 public:
  struct Options {
    std::map<std::string, std::string> env;  // added
    std::string stdout_file, stderr_file;    // empty: inherited
    std::string cwd;
    int stdin_fd = -1;  // -1: /dev/null
  };
  explicit Process(const std::vector<std::string>& argv) : Process(argv, Options()) {}
  Process(const std::vector<std::string>& argv, const Options& options);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  int pid() const { return pid_; }
  void Signal(int signal);
  // Its exit code, 128 + signal; nothing when it still runs after `limit`.
  std::optional<int> Wait(std::chrono::milliseconds limit = std::chrono::seconds(30));
  bool running();

 private:
  int pid_ = -1;
  std::optional<int> exit_;
};

struct RunResult {
  int exit_code;
  std::string out, err;
};
// Runs to the end.
RunResult Run(const std::vector<std::string>& argv, const std::map<std::string, std::string>& env = {},
              std::chrono::milliseconds limit = std::chrono::seconds(60));

// A real nginx of its own, serving a folder at http://127.0.0.1:PORT/ with an index. Its access log has one
// line for each request: METHOD URI STATUS BODY_BYTES RANGE END_S SECONDS.
class Nginx {
 public:
  struct Options {
    bool json_index = false;
    std::string extra_server;    // lines for the server block: auth_basic, limit_rate, ...
    std::string extra_location;  // lines for location /
    bool exact_size = true;
  };
  explicit Nginx(const std::string& folder) : Nginx(folder, Options()) {}
  Nginx(const std::string& folder, const Options& options);
  ~Nginx();
  std::string url() const;
  int port() const { return port_; }
  void Stop();
  void Start();  // again, on the same port
  struct Request {
    std::string method, uri;
    int status;
    uint64_t bytes;
    std::string range;
    double started;  // seconds of the wall clock
  };
  std::vector<Request> requests() const;
  uint64_t bytes_sent() const;  // the sum over the log
  void ClearLog();

 private:
  void Settle() const;  // what was answered is in the log

  TempDir dir_;
  int port_;
  std::optional<Process> process_;
};

// Python's http.server on a folder: pages without sizes, no ranges.
class PythonServer {
 public:
  explicit PythonServer(const std::string& folder);
  std::string url() const;
  int port() const { return port_; }

 private:
  TempDir dir_;
  int port_;
  std::optional<Process> process_;
};

}  // namespace fluid::test
