// Unix sockets at paths of any length: sockaddr_un holds 107 bytes, state directories are often longer, so a
// socket is bound and reached through its folder's descriptor in /proc/self/fd.
#pragma once

#include <string>

#include "fluid/status.h"
#include "src/base/files.h"

namespace fluid {

// A listening stream socket, mode 0600, close-on-exec, non-blocking. Replaces a dead socket file; a living
// one (somebody accepts there) is ALREADY_EXISTS.
Result<Fd> ListenUnix(const std::string& path, int backlog = 128);
// A connected stream socket, close-on-exec, blocking. Nobody there: UNAVAILABLE naming the path.
Result<Fd> ConnectUnix(const std::string& path);
// Who is at the other end.
struct PeerCredentials {
  int pid = 0;
  unsigned uid = 0, gid = 0;
};
Result<PeerCredentials> PeerOf(int fd);

}  // namespace fluid
