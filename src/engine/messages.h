// What a home is asked, and what it answers: one request for each function of CacheEngine, as plain values.
// How they look as bytes is wire.h's business.
#pragma once

#include <string>
#include <variant>

#include "fluid/cache_engine.h"

namespace fluid::engine {

struct ConfigureRequest {
  NodeConfig config;
};
struct ObserveRequest {};
struct UsageRequest {
  std::string path;
};
struct ListCacheRequest {
  std::string path, after;
};
struct StartJobRequest {
  JobSpec job;
};
struct QueryJobRequest {
  std::string id;
};
struct CancelJobRequest {
  std::string id;
};
struct ForgetJobRequest {
  std::string id;
};
struct TeardownRequest {
  bool force = false;
};
struct ShutdownRequest {};  // the home's process ends as by SIGTERM; nothing is torn down

using Request =
    std::variant<ConfigureRequest, ObserveRequest, UsageRequest, ListCacheRequest, StartJobRequest,
                 QueryJobRequest, CancelJobRequest, ForgetJobRequest, TeardownRequest, ShutdownRequest>;

struct Response {
  Status status;
  std::variant<std::monostate, NodeObservation, CacheUsage, JobStatus, CacheListing>
      value;  // when OK, by the request
};

}  // namespace fluid::engine
