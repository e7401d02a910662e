#include "src/base/unix_socket.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace fluid {
namespace {

// The address of `path`, through `folder` when it is too long to be written out.
Status AddressOf(const std::string& path, Fd& folder, sockaddr_un* address) {
  *address = {};
  address->sun_family = AF_UNIX;
  std::string shown = path;
  if (path.size() >= sizeof address->sun_path) {
    const size_t slash = path.find_last_of('/');
    const std::string parent = slash == std::string::npos ? "." : path.substr(0, slash);
    folder.Reset(open(parent.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder) return Status::FromErrno(errno, fmt::format("open the folder of socket {}", path));
    shown = fmt::format("/proc/self/fd/{}/{}", folder.get(), path.substr(slash + 1));
    if (shown.size() >= sizeof address->sun_path) {
      return InvalidArgument(fmt::format("socket {}: its name is too long", path));
    }
  }
  std::memcpy(address->sun_path, shown.data(), shown.size());
  return Ok();
}

}  // namespace

Result<Fd> ListenUnix(const std::string& path, int backlog) {
  if (ConnectUnix(path).ok()) {
    return AlreadyExists(fmt::format("listen on {}: another process serves this socket", path));
  }
  // It gets its name when it listens: who connects meanwhile finds the dead one or this one, and never none.
  const std::string unnamed = path + ".new";
  Fd folder;
  sockaddr_un address;
  FLUID_RETURN_IF_ERROR(AddressOf(unnamed, folder, &address));
  Fd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) return Status::FromErrno(errno, fmt::format("make socket {}", path));
  if (unlink(unnamed.c_str()) != 0 && errno != ENOENT) {
    return Status::FromErrno(errno, fmt::format("replace dead socket {}", unnamed));
  }
  // The mode is set on the socket before it has a name: nobody else can reach it in between.
  fchmod(fd.get(), 0600);
  if (bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return Status::FromErrno(errno, fmt::format("bind socket {}", path));
  }
  if (chmod(unnamed.c_str(), 0600) != 0 || listen(fd.get(), backlog) != 0 ||
      rename(unnamed.c_str(), path.c_str()) != 0) {
    const int why = errno;
    unlink(unnamed.c_str());
    return Status::FromErrno(why, fmt::format("listen on {}", path));
  }
  return fd;
}

Result<Fd> ConnectUnix(const std::string& path) {
  Fd folder;
  sockaddr_un address;
  FLUID_RETURN_IF_ERROR(AddressOf(path, folder, &address));
  Fd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) return Status::FromErrno(errno, fmt::format("make socket {}", path));
  if (connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return Unavailable(fmt::format("connect to {}: {}", path, std::strerror(errno))).WithErrno(errno);
  }
  return fd;
}

Result<PeerCredentials> PeerOf(int fd) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
    return Status::FromErrno(errno, "ask the socket who its peer is");
  }
  return PeerCredentials{peer.pid, peer.uid, peer.gid};
}

}  // namespace fluid
