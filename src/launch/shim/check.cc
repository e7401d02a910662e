#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "src/launch/shim/shim.h"

// Calls here may block for ever (a hung server or mount): that is what this process is for. The launcher
// kills it.

namespace fluid::shim {
namespace {

int Fail(const std::string& what, int error) {
  std::fprintf(stderr, "%s: %s\n", what.c_str(), strerror(error));
  return 1;
}

// A program may listen on one of the two loopback addresses only. -1 and errno when neither accepts.
int ConnectLoopback(int port) {
  sockaddr_in v4 = {};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(static_cast<uint16_t>(port));
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(fd, reinterpret_cast<sockaddr*>(&v4), sizeof(v4)) == 0) return fd;
  const int why = errno;
  close(fd);
  sockaddr_in6 v6 = {};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = v4.sin_port;
  v6.sin6_addr = in6addr_loopback;
  fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect(fd, reinterpret_cast<sockaddr*>(&v6), sizeof(v6)) == 0) return fd;
  if (fd >= 0) close(fd);
  errno = why;
  return -1;
}

int Tcp(const char* port) {
  if (ConnectLoopback(std::atoi(port)) >= 0) return 0;
  return Fail(std::string("port ") + port, errno);
}

int Http(const char* port, const std::string& path) {
  const int fd = ConnectLoopback(std::atoi(port));
  if (fd < 0) return Fail(std::string("port ") + port, errno);
  const std::string request =
      "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
  if (!WriteAll(fd, request.data(), request.size())) return Fail("GET " + path, errno);
  std::string answer;  // its status line
  char byte;
  while (answer.size() < 256 && read(fd, &byte, 1) == 1 && byte != '\n') answer += byte;
  const size_t blank = answer.find(' ');
  if (answer.starts_with("HTTP/1.") && blank != std::string::npos && answer.substr(blank, 2) == " 2")
    return 0;
  std::fprintf(stderr, "GET %s on port %s: %s\n", path.c_str(), port,
               answer.empty() ? "no answer" : answer.c_str());
  return 1;
}

// Through the folder's descriptor: an address holds 107 bytes of a path only.
int Unix(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const int dir = open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0) return Fail(folder, errno);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const int length =
      std::snprintf(address.sun_path, sizeof(address.sun_path), "/proc/self/fd/%d/%s", dir, name.c_str());
  if (length >= static_cast<int>(sizeof(address.sun_path))) return Fail(path, ENAMETOOLONG);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) return 0;
  return Fail(path, errno);
}

int Mount(const std::string& path) {
  struct stat self, parent;
  struct statvfs figures;
  if (stat(path.c_str(), &self) != 0 || stat((path + "/..").c_str(), &parent) != 0) return Fail(path, errno);
  if (self.st_dev == parent.st_dev) {
    std::fprintf(stderr, "%s: not mounted\n", path.c_str());
    return 1;
  }
  if (statvfs(path.c_str(), &figures) != 0) return Fail(path, errno);
  return 0;
}

}  // namespace

int LookOnce(int argc, char** argv) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != std::atoi(argv[0])) return 1;
  const std::string kind = argv[1];
  if (kind == "tcp") return Tcp(argv[2]);
  if (kind == "http" && argc == 4) return Http(argv[2], argv[3]);
  if (kind == "unix") return Unix(argv[2]);
  if (kind == "mount") return Mount(argv[2]);
  if (kind == "argv" && argc >= 4) {
    execv(argv[2], argv + 3);
    return Fail(argv[2], errno);
  }
  std::fputs("no such check\n", stderr);
  return 1;
}

}  // namespace fluid::shim
