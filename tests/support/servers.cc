// Real web servers as fixtures.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/support.h"

namespace fluid::test {
namespace {

// A connected socket, or -1.
int ConnectTo(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  close(fd);
  return -1;
}

bool Accepts(int port) {
  const int fd = ConnectTo(port);
  if (fd >= 0) close(fd);
  return fd >= 0;
}

}  // namespace

Nginx::Nginx(const std::string& folder, const Options& options) : port_(FreePort()) {
  // Everything lies in our folder; the machine's own nginx and its files are not touched.
  WriteFile(dir_ / "nginx.conf",
            fmt::format(R"(daemon off;
master_process off;
{7}
pid {0}/pid;
error_log {0}/error.log;
events {{ worker_connections 512; }}
http {{
  types {{ }}
  default_type application/octet-stream;
  log_format fluid '$request_method $request_uri $status $body_bytes_sent $http_range $msec $request_time';
  access_log {0}/access.log fluid;
  client_body_temp_path {0}/t1; proxy_temp_path {0}/t2; fastcgi_temp_path {0}/t3; uwsgi_temp_path {0}/t4;
  scgi_temp_path {0}/t5;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000;
  server {{
    listen 127.0.0.1:{1};
    root "{2}";
    {3}
    location = /.settled {{ access_log off; return 204; }}
    location / {{
      autoindex on;
      autoindex_exact_size {4};
      {5}
      {6}
    }}
  }}
}}
)",
                        dir_.path(), port_, folder, options.extra_server, options.exact_size ? "on" : "off",
                        options.json_index ? "autoindex_format json;" : "", options.extra_location,
                        getuid() == 0 ? "user root;" : ""));
  Start();
}

Nginx::~Nginx() { Stop(); }

std::string Nginx::url() const { return fmt::format("http://127.0.0.1:{}/", port_); }

void Nginx::Stop() { process_.reset(); }

void Nginx::Start() {
  Process::Options options;
  options.stderr_file = dir_ / "stderr";
  process_.emplace(std::vector<std::string>{"/usr/sbin/nginx", "-p", dir_.path(), "-e", dir_ / "error.log",
                                            "-c", dir_ / "nginx.conf"},
                   options);
  if (!Eventually([this] { return Accepts(port_) || !process_->running(); }) || !process_->running()) {
    throw std::runtime_error("nginx did not start: " + ReadAll(dir_ / "stderr"));
  }
}

// nginx does one thing at a time and logs a request when it is done with it, a little after its client has
// the last byte: by the time another is answered, it has.
void Nginx::Settle() const {
  const int fd = process_ ? ConnectTo(port_) : -1;
  if (fd < 0) return;
  const timeval patience{5, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const std::string request = "GET /.settled HTTP/1.0\r\n\r\n";
  char answer[512];
  if (send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0) (void)!recv(fd, answer, sizeof answer, 0);
  close(fd);
}

std::vector<Nginx::Request> Nginx::requests() const {
  Settle();
  std::vector<Request> requests;
  std::ifstream log(dir_ / "access.log");
  for (std::string line; std::getline(log, line);) {
    std::istringstream words(line);
    Request request{};
    double ended = 0, took = 0;
    words >> request.method >> request.uri >> request.status >> request.bytes;
    std::getline(words >> std::ws, request.range, ' ');
    words >> ended >> took;
    request.started = ended - took;
    requests.push_back(request);
  }
  return requests;
}

uint64_t Nginx::bytes_sent() const {
  uint64_t sum = 0;
  for (const Request& request : requests()) sum += request.bytes;
  return sum;
}

void Nginx::ClearLog() {
  Settle();
  // nginx appends, so it goes on at the start of the emptied file.
  std::ofstream(dir_ / "access.log", std::ios::trunc).flush();
}

PythonServer::PythonServer(const std::string& folder) : port_(FreePort()) {
  Process::Options options;
  options.stdout_file = options.stderr_file = dir_ / "log";
  process_.emplace(std::vector<std::string>{"python3", "-m", "http.server", "-b", "127.0.0.1", "-d", folder,
                                            std::to_string(port_)},
                   options);
  if (!Eventually([this] { return Accepts(port_); }))
    throw std::runtime_error("python's http.server did not start");
}

std::string PythonServer::url() const { return fmt::format("http://127.0.0.1:{}/", port_); }

}  // namespace fluid::test
