// TCP sockets: listening at an address, connecting to a name, with errors that say which.
#pragma once

#include <string>
#include <string_view>

#include "fluid/clock.h"
#include "fluid/status.h"
#include "src/api/stream.h"
#include "src/base/files.h"

namespace fluid::api {

struct HostPort {
  std::string host;  // a name or a numeric address, without brackets
  int port = 0;
  std::string ToString() const;  // with brackets around an IPv6 address
};

// "127.0.0.1:6443", "[::1]:0", "localhost:6443".
Result<HostPort> ParseHostPort(std::string_view text);

bool IsNumericAddress(const std::string& host);

struct TcpListener {
  Fd socket;         // non-blocking, close-on-exec
  HostPort address;  // numeric, with the port that was chosen for 0
};
// ALREADY_EXISTS: the port is in use; INVALID_ARGUMENT: no address of this machine.
Result<TcpListener> ListenTcp(const HostPort& at, int backlog = 128);

// Tries every address of the name; UNAVAILABLE when none answers. The look-up of the name itself is the
// system's, and takes as long as that does.
Result<Fd> ConnectTcp(const HostPort& to, const Bell* stop, MonoTime deadline);

// What every connection of ours gets: no delays, and an end when the other machine has gone without a word.
void TuneTcp(int socket);

}  // namespace fluid::api
