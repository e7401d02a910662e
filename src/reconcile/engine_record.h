// EngineRecord: what an engine was last asked to be. It is stored with the runtime object before anything
// acts on it, so that generations only grow and removed sources stay known while somebody reads from them,
// whoever restarts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/engine_spec.h"
#include "fluid/status.h"

namespace fluid::reconcile {

struct EngineRecord {
  uint64_t generation = 0;  // of everything below; spec.generation is the one that last changed the spec
  EngineSpec spec;          // mounts' generations counted; those removed, draining
  std::map<std::string, std::string> secrets;            // ref -> version of its value
  std::map<std::string, std::vector<NodeMount>> mounts;  // by node
  bool force_unmount = false;
  std::vector<std::string> forced_mounts;  // ids
  bool operator==(const EngineRecord&) const = default;

  bool empty() const { return generation == 0; }
  NodeConfig ConfigOf(const std::string& node, const std::vector<Tier>& tiers) const;
};

// What is wanted now, before anything is counted.
struct EngineWish {
  EngineSpec spec;
  std::map<std::string, std::string> secrets;
  std::map<std::string, std::vector<NodeMount>> mounts;
  bool force_unmount = false;
  std::vector<std::string> forced_mounts;
};

// The record that follows `last`, or `last` itself when the wish is what it holds. A source whose uri changed
// is replaced: the old one drains beside the new. One that drains is dropped when every node has applied the
// record and reports no open file of it. A node that knows a later generation than `last` (the record was
// lost) makes the count go on from there.
EngineRecord Next(const EngineRecord& last, const EngineWish& wish,
                  const std::vector<NodeObservation>& nodes);

std::string ToJson(const EngineRecord& record);
// INVALID_ARGUMENT: not a record, or of a newer format.
Result<EngineRecord> RecordFromJson(std::string_view json);

}  // namespace fluid::reconcile
