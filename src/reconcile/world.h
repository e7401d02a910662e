// World: everything known about one dataset at one moment: its objects, what runs for it, what its engine
// answered. The input of the planners; plain values, so that a test can write one down.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/clock.h"
#include "fluid/cluster.h"
#include "fluid/engine_spec.h"
#include "fluid/launcher.h"
#include "fluid/object.h"
#include "fluid/status.h"

namespace fluid::reconcile {

// Which dataset; also the key of all work on it.
struct DatasetKey {
  std::string space, name;
  auto operator<=>(const DatasetKey&) const = default;
};

// How this installation runs engines.
struct Settings {
  std::string node_program = "fluid-node";
  std::vector<std::string> plugin_dirs;
  std::string cache_dir;                       // tiers without a path lie in cache_dir/ENGINE_UID
  std::map<std::string, std::string> volumes;  // claim name -> folder
};

// What an engine told, as far as it was asked.
struct EngineView {
  bool observed = false;  // `nodes` is an answer
  std::vector<NodeObservation> nodes;
  std::map<std::string, int> silent;  // node -> answers in a row in which it was not reachable
  std::optional<CacheUsage> usage;
  std::map<std::string, Result<JobStatus>>
      jobs;  // by id; NOT_FOUND: the engine does not know it; absent: not asked yet
  std::map<std::string, Status> failed;   // call ("start/ID", "configure/NODE") -> its last failure
  std::map<std::string, bool> under_way;  // call -> true
  bool torn_down = false;
};

struct World {
  DatasetKey key;
  std::optional<Object> dataset;
  std::vector<Object> runtimes;     // of the dataset's name, of any kind; the first one serves it
  std::optional<Object> profile;    // that the first runtime names
  std::vector<Object> operations;   // on this dataset
  std::map<Key, Object> others;     // operations that these wait for
  std::vector<Object> attachments;  // of this dataset

  std::optional<Result<EngineSpec>> lowered;  // of dataset and first runtime; none: there aren't both
  std::map<std::string, Result<std::string>> secrets;  // ref -> version
  std::optional<Result<EnginePlan>> plan;              // of what is lowered
  std::optional<Result<EnginePlan>> recorded_plan;     // of the record, when what is lowered can't be had
  std::vector<Node> nodes;
  std::vector<LaunchState> launches;  // of the first runtime's engine
  EngineView engine;
};

}  // namespace fluid::reconcile
