// Serving: an orchestrator and the resource API of its store, for as long as the object lives. What `serve`
// is, and what `run` does for itself where no server is.
#pragma once

#include <memory>

#include "fluid/fluid.h"
#include "src/api/server.h"
#include "src/base/log.h"
#include "src/cli/invocation.h"

namespace fluid::cli {

class Serving {
 public:
  // FAILED_PRECONDITION, naming the pid: another process works on the state folder.
  static Result<Serving> Start(const Common& common, const ServeOptions& options, const Log& log);
  api::ApiServer& server() { return *server_; }

 private:
  Serving(std::unique_ptr<Orchestrator> orchestrator, std::unique_ptr<api::ApiServer> server)
      : orchestrator_(std::move(orchestrator)), server_(std::move(server)) {}

  std::unique_ptr<Orchestrator> orchestrator_;
  std::unique_ptr<api::ApiServer> server_;  // ends first: it calls into the orchestrator
};

}  // namespace fluid::cli
