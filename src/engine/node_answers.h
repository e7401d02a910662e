// What the homes of one engine answer, added up to the answer of the engine.
//
// Threads: pure functions. Errors: INTERNAL: a home answers something else than it was asked.
#pragma once

#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "src/engine/messages.h"

namespace fluid::engine {

struct NodeAnswer {
  std::string node;
  Response response;
};

// The first error, or OK when all are. No answers: there was nobody to ask. `whole`: not OK when the call
// itself was called off.
Status AllOk(const Status& whole, const std::vector<NodeAnswer>& answers);

Result<CacheUsage> SumUsage(const std::vector<NodeAnswer>& answers);
// The tree is the same on all nodes; what each holds is added up. Where nodes disagree about the entries, the
// first one that has an entry tells of it. A page ends where the shortest of theirs does.
Result<CacheListing> SumListing(const std::vector<NodeAnswer>& answers);
// Every node does its part: the job runs while one runs, and has failed when one has.
Result<JobStatus> SumJob(const std::vector<NodeAnswer>& answers);
// By node; of a home that did not answer, why.
std::vector<NodeObservation> Observations(std::vector<NodeAnswer> answers);

}  // namespace fluid::engine
