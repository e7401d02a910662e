// launch_child: a program that does one thing, well or badly, so that tests can see what the launcher makes
// of it.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

extern char** environ;

namespace {

[[noreturn]] void Forever() {
  for (;;) pause();
}

void Nap() { usleep(5000); }

void Save(const std::string& path, const std::string& bytes) {
  std::ofstream(path + ".new", std::ios::binary) << bytes;
  std::rename((path + ".new").c_str(), path.c_str());
}

// Runs until a file tells it the code to end with, and takes the file along: the next run isn't ended by it.
int Obey(const std::string& path) {
  for (;; Nap()) {
    std::ifstream file(path);
    int code;
    if (file >> code) {
      unlink(path.c_str());
      return code;
    }
  }
}

int Listen(int fd, const sockaddr* address, socklen_t size) {
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (bind(fd, address, size) != 0 || listen(fd, 16) != 0) std::exit(9);
  return fd;
}

int ListenTcp(const char* port) {
  sockaddr_in any = {};
  any.sin_family = AF_INET;
  any.sin_port = htons(static_cast<uint16_t>(std::atoi(port)));
  any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return Listen(socket(AF_INET, SOCK_STREAM, 0), reinterpret_cast<sockaddr*>(&any), sizeof(any));
}

[[noreturn]] void Http(const char* port, const char* status) {
  const int server = ListenTcp(port);
  for (;;) {
    const int fd = accept(server, nullptr, nullptr);
    char request[4096];
    if (read(fd, request, sizeof(request)) > 0) {
      const std::string answer = std::string("HTTP/1.1 ") + status + "\r\nContent-Length: 0\r\n\r\n";
      (void)!write(fd, answer.data(), answer.size());
    }
    close(fd);
  }
}

// A child in the same group, and a daemon that has left session, group and parent.
void MakeFamily(const std::string& folder) {
  if (fork() == 0) {
    signal(SIGTERM, SIG_IGN);
    Save(folder + "/grandchild", std::to_string(getpid()));
    Forever();
  }
  if (fork() == 0) {
    setsid();
    if (fork() == 0) {
      signal(SIGTERM, SIG_IGN);
      signal(SIGHUP, SIG_IGN);
      Save(folder + "/daemon", std::to_string(getpid()));
      Forever();
    }
    _exit(0);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  const auto arg = [&](int i) { return argc > i ? argv[i] : const_cast<char*>(""); };
  if (what == "run") Forever();
  if (what == "exit") return std::atoi(arg(2));
  if (what == "obey") return Obey(arg(2));
  if (what == "exists") return access(arg(2), F_OK) == 0 ? 0 : 1;
  if (what == "stubborn") {
    signal(SIGTERM, SIG_IGN);
    Save(arg(2), "deaf");
    Forever();
  }
  if (what == "family") {
    MakeFamily(arg(2));
    Forever();
  }
  if (what == "leave-family") {
    MakeFamily(arg(2));
    while (access((std::string(arg(2)) + "/daemon").c_str(), F_OK) != 0) Nap();
    return 0;
  }
  if (what == "lines") {
    for (int i = 0; i < std::atoi(arg(2)); ++i)
      std::printf("line %d of many, which goes on for a while\n", i);
    std::fflush(stdout);
    Save(arg(3), "done");
    Forever();
  }
  if (what == "argv") {
    std::string all;
    for (int i = 3; i < argc; ++i) all.append(argv[i]).push_back('\0');
    Save(arg(2), all);
    Forever();
  }
  if (what == "env") {
    std::string all;
    for (char** entry = environ; *entry != nullptr; ++entry) all.append(*entry).push_back('\n');
    Save(arg(2), all);
    Forever();
  }
  if (what == "copy") {  // a file on standard output
    std::ifstream file(arg(2), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    return fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() ? 0 : 1;
  }
  if (what == "save") {
    Save(arg(2), arg(3));
    return 0;
  }
  if (what == "tcp") {
    ListenTcp(arg(2));
    Forever();
  }
  if (what == "http") Http(arg(2), arg(3));
  if (what == "unix") {
    // Its folder is where it is started: the name alone fits an address.
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (chdir(arg(2)) != 0) return 8;
    std::strncpy(address.sun_path, arg(3), sizeof(address.sun_path) - 1);
    Listen(socket(AF_UNIX, SOCK_STREAM, 0), reinterpret_cast<sockaddr*>(&address), sizeof(address));
    Forever();
  }
  std::fprintf(stderr, "launch_child: %s?\n", what.c_str());
  return 2;
}
