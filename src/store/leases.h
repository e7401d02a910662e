// Leases: who leads, among those who share one store object. A database has one process and a lease ends with
// its process, so nothing of it needs to be on disk.
//
// Threads: all functions, any thread. A lease may outlive this object.
#pragma once

#include <memory>
#include <string>

#include "fluid/store.h"

namespace fluid::store {

class Leases {
 public:
  Leases();
  Result<std::unique_ptr<Lease>> Take(const std::string& name, const std::string& holder);
  void Lose(const std::string& name);  // whoever holds it, holds it no more

 private:
  class Held;
  struct State;
  const std::shared_ptr<State> state_;
};

}  // namespace fluid::store
