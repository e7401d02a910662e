// HomeServer: an InstanceHome behind a unix socket, for those who run as us or as root. See protocol.proto.
//
// Ownership: `home` outlives it. The destructor hangs up, cancels what is under way and waits for it.
#pragma once

#include <memory>
#include <string>

#include "fluid/status.h"
#include "src/base/log.h"

namespace fluid::engine {

class InstanceHome;

class HomeServer {
 public:
  virtual ~HomeServer() = default;
};

// ALREADY_EXISTS: somebody serves this socket.
Result<std::unique_ptr<HomeServer>> ServeHome(const std::string& socket, InstanceHome& home, Log log);

}  // namespace fluid::engine
