// Decision: what a planner wants done, each thing with its reason and with what it was decided on. Plain
// values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/clock.h"
#include "fluid/launcher.h"
#include "fluid/object.h"

namespace fluid::reconcile {

// Writes carry the version they were decided on in object.metadata().version, and are refused when that is
// old.
struct UpdateObject {
  Object object;  // metadata and spec
};
struct WriteStatus {
  Object object;
};
struct DeleteObject {
  Key key;
  std::string uid;
};
struct EnsureLaunch {
  Launch launch;
};
struct RemoveLaunch {
  LaunchId id;
  bool purge = false;
};
struct Configure {
  NodeConfig config;
};
struct StartJob {
  JobSpec job;
};
struct CancelJob {
  std::string id;
};
struct ForgetJob {
  std::string id;
};
struct Teardown {
  bool force = false;
};

// Something people should hear of; told once the action it belongs to has succeeded.
struct Notice {
  std::string reason, message;
  bool warning = false;
};

struct Action {
  std::variant<UpdateObject, WriteStatus, DeleteObject, EnsureLaunch, RemoveLaunch, Configure, StartJob,
               CancelJob, ForgetJob, Teardown>
      what;
  std::string_view row;          // id of the state table's row that wants it
  std::optional<Notice> notice;  // about the object that is written
};

// How the engine shall be asked from now on. Asking has a budget of its own: it wakes planners, nothing else
// does it for healthy objects.
struct EngineUse {
  EngineSpec spec;                           // uid and plugin name the engine
  std::map<std::string, std::string> homes;  // node -> socket
  bool pending = false;                      // something is awaited: observe often
  bool usage = false;                        // counters are wanted
  std::vector<std::string> jobs;             // ask for these until they are known to have ended
  std::vector<std::string> known;            // what was answered about these is still of interest
};

struct Decision {
  std::vector<Action> actions;
  std::vector<std::string_view> rows;  // of the state tables, taken in this round
  WallTime wake = WallTime::max();     // look again then, if nothing happens before
  std::optional<EngineUse> engine;     // none: there is no engine
};

}  // namespace fluid::reconcile
