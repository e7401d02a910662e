// Facts: what all planners of one round conclude from the World alike, concluded once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/reconcile/engine_record.h"
#include "src/reconcile/world.h"

namespace fluid::reconcile {

struct Trouble {
  std::string reason, message;
};

struct Facts {
  const Object* dataset = nullptr;
  const Object* runtime = nullptr;  // the one that serves it, or ends having served it
  bool dataset_ending = false, runtime_ending = false;

  EngineRecord stored, record;  // as with the runtime object, and as it should be there
  std::optional<Trouble>
      refused;  // why the present wish can't be an engine; the record keeps to the former one
  const EnginePlan* plan = nullptr;  // of the record's spec
  std::vector<Tier> tiers;           // resolved
  std::vector<std::string> nodes;    // where the engine should be
  std::vector<Launch> launches;      // that should be

  bool heard = false;             // the engine's answer is known, so that silence means something
  bool serves = false;            // some node serves
  bool doubt = false;             // none does, but that may be one lost answer
  bool applied = false;           // every serving node has the record's spec
  bool sources_serve = false;     // every source, on some serving node
  std::optional<Trouble> silent;  // why no node serves
  std::optional<Trouble> source;  // a source that does not answer
  std::map<std::string, std::string> remarks;     // path of a mount -> what users should know of it
  std::map<std::string, std::vector<int>> users;  // attachment's uid -> pids that keep its mount

  bool wanted() const { return dataset && runtime && !dataset_ending && !runtime_ending; }
  bool has_engine() const { return runtime && !runtime_ending && plan && !record.empty(); }
};

// When a deletion that was asked for stops waiting: for readers, and for homes that do not answer.
WallTime GraceEnd(const Object& object, const Object* dataset);
WallTime PatienceEnd(const Object& object, const Object* dataset);

// The node's last answer, or null when there is none or it is not reachable.
const NodeObservation* Answer(const World& world, const std::string& node);

// Whether the node will mount no more than the record of that generation says: it has applied it, or its
// engine can't start there, which it has said, and it mounts nothing.
bool Settled(const World& world, const NodeObservation& seen, uint64_t generation);

Facts FactsOf(const World& world, const Settings& settings, WallTime now);

}  // namespace fluid::reconcile
