// Reactor: the one thread on which CacheEngines keep their books and run completions.
//
// Threads: Post and inside from any thread; all else on the reactor's.
// Ownership: shared by the engines of a factory; the last owner may let go on the reactor's own thread.
#pragma once

#include <functional>
#include <memory>

#include "fluid/clock.h"

namespace boost::asio {
class io_context;
}

namespace fluid::engine {

class Reactor {
 public:
  Reactor();
  ~Reactor();  // ends the thread; what was posted and has not run is dropped
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;

  void Post(std::function<void()> fn);  // runs fn later, in the order of the calls
  bool inside() const;                  // on the reactor's thread
  std::unique_ptr<Timer> At(MonoTime at, std::function<void()> fn);
  boost::asio::io_context& context();  // for remote_home.cc

 private:
  struct Impl;
  const std::shared_ptr<Impl> impl_;
};

}  // namespace fluid::engine
