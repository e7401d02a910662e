// HomeServer: an InstanceHome behind a unix socket, for those who run as us or as root. See protocol.proto.
//
// Ownership: `home` outlives it. The destructor hangs up, cancels what is under way and waits for it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "fluid/clock.h"
#include "fluid/status.h"
#include "src/base/log.h"

namespace fluid::engine {

class InstanceHome;

class HomeServer {
 public:
  virtual ~HomeServer() = default;
};

struct HomeServerOptions {
  Log log;
  // A call that still runs so long after its deadline is stuck.
  Duration stuck_after = std::chrono::seconds(10);
  // Called when a call arrives and finds two that are stuck: the plugin does not keep its deadlines, and only
  // another process can do better. Null: nothing is done.
  std::function<void()> on_stuck;
};

// ALREADY_EXISTS: somebody serves this socket.
Result<std::unique_ptr<HomeServer>> ServeHome(const std::string& socket, InstanceHome& home,
                                              HomeServerOptions options);

}  // namespace fluid::engine
