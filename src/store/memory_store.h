// MemoryStore: the store of tests. It forgets with its end, and does on request what real stores do at the
// worst moment.
//
// Threads: as store.h; with `pumped`, callbacks of watches come only from Pump(), so that a test in one
// thread decides the order of everything. Uids are counted, so that equal calls give equal objects, given an
// equal clock.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "fluid/store.h"

namespace fluid {

struct MemoryStoreOptions {
  bool pumped = false;
  size_t history = 10'000;         // changes that a watch can be resumed from
  size_t lag_limit = 10'000;       // changes that a reader may be behind
  size_t events_per_space = 1000;  // Event objects kept of each namespace
};

class MemoryStore : public Store {
 public:
  // Calls back what is waiting for watches, and what that causes, up to `most` times; how often it did.
  // Pumped only.
  virtual size_t Pump(size_t most = SIZE_MAX) = 0;
  virtual void HoldEvents() = 0;  // watches hear nothing
  virtual void ReleaseEvents() = 0;
  virtual void DropWatches() = 0;    // every watch of now gets kGone
  virtual void ForgetHistory() = 0;  // versions before the current one can't be resumed from

  enum class Fault {
    kRefused,  // nothing happened
    kUnheard,  // it happened, only the answer was lost; reads count as refused
  };
  // The next `calls` calls answer `error`.
  virtual void FailNext(int calls, Status error, Fault fault = Fault::kRefused) = 0;
  virtual void LoseLeadership(const std::string& name) = 0;
};

std::unique_ptr<MemoryStore> NewMemoryStore(Clock& clock, const MemoryStoreOptions& options = {});

}  // namespace fluid
