// Home: the way to one home of an instance, as CacheEngine uses it. Twins: a fluid-node behind a socket, an
// InstanceHome in this process.
//
// Threads: the reactor's only, the destructor too. Answers come there, never inside Send.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "fluid/clock.h"
#include "src/engine/messages.h"

namespace fluid::engine {

class InstanceHome;
class Reactor;

class Home {
 public:
  using Answer = std::function<void(Response)>;
  virtual ~Home() = default;  // nothing is answered after it
  // Answered at most once: with the home's answer, or UNAVAILABLE when it died. The caller keeps the time;
  // `timeout` is what the home is told. Returns the call's ticket.
  virtual uint64_t Send(Request request, Duration timeout, Answer answer) = 0;
  // Nobody waits any more: no answer comes, and the home is told.
  virtual void Cancel(uint64_t ticket) = 0;
  // Who hears the home's hints, on the reactor's thread, while it is connected.
  virtual void OnEvent(std::function<void(const EngineEvent&)> fn) = 0;
};

// Connects when first used, and again after the home died and came back.
std::unique_ptr<Home> NewRemoteHome(Reactor& reactor, std::string socket);
// Requests run on a few threads of its own. `home` outlives it; its destructor waits for requests under way.
std::unique_ptr<Home> NewLocalHome(Reactor& reactor, InstanceHome& home);

}  // namespace fluid::engine
