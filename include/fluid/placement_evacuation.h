// Emptying nodes: where their workers go, and when, so that links are not overloaded and spread holds at
// every step.
//
// Problem. Some leaves are to be emptied. WorkerPlacer::Repair says where their workers go with the fewest
// moves. Each move copies the worker's bytes to the new node (a transfer, `begin` to `end`, in steps of time)
// and at `end` the new worker serves and the old one is gone; until then both take room. At no time
//   has a node more than `concurrent` copies out, or in, at bandwidth / concurrent bytes a step each;
//   is a quota exceeded (emptied leaves keep theirs until they are empty);
//   is the skew of a dataset over the failure domains that remain more than it may be, or than it was before
//   the first step, unless no place would keep it (WorkerPlacer::lopsided).
// The last needs an order: of a dataset's moves always one out of the domain that has most workers too many,
// into the one that has fewest; then no intermediate skew exceeds both ends'. Transfers of one dataset end in
// this order.
//
// List scheduling: of the transfers that may begin, always one that the busiest node waits for, there the
// longest. The length is at least what the busiest node needs if it had nothing to wait for - a transfer
// can't be divided -, and what a node needs to be emptied and then filled by an exclusive worker; the plan
// tells it beside its own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fluid/placement_workers.h"

namespace fluid::placement {

struct EvacuationOptions {
  int64_t bandwidth = 0;  // bytes a step, of a node in one direction
  int32_t concurrent = 1;
};
struct Transfer {
  WorkerMove move;
  int64_t begin = 0, copied = 0, end = 0;  // copied: the bytes are there; end: they serve
  bool operator==(const Transfer&) const = default;
};
struct Evacuation {
  std::vector<Transfer> transfers;  // by end, then dataset
  int64_t length = 0;
  int64_t least_length = 0;
  WorkerPlacer after;
};

// INVALID_ARGUMENT: bandwidth or concurrency not positive, or no such leaf; RESOURCE_EXHAUSTED: workers
// without a new place; FAILED_PRECONDITION: moves wait for each other's room.
FLUID_API Result<Evacuation> PlanEvacuation(const WorkerPlacer& placer, std::span<const int32_t> leaves,
                                            const EvacuationOptions& options);

// Replays the plan: OK or INTERNAL and the first rule that is broken.
FLUID_API Status CheckEvacuation(const WorkerPlacer& before, const Evacuation& plan,
                                 const EvacuationOptions& options);

}  // namespace fluid::placement
