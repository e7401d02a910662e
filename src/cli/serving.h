// Serving: an orchestrator and its resource API on a socket, for as long as the object lives. What `serve`
// is, and what `run` does for itself where no server is.
#pragma once

#include <memory>
#include <string>

#include "src/cli/invocation.h"
#include "src/base/log.h"
#include "fluid/status.h"

namespace fluid::cli {

class Serving {
 public:
  static Result<std::unique_ptr<Serving>> Start(const Common& common, const ServeOptions& options, const Log& log);
  virtual ~Serving() = default;  // mounts and caches go on
  virtual const std::string& socket_path() const = 0;
  virtual std::string url() const = 0;  // of the TCP port; empty: none was asked for
};

}  // namespace fluid::cli
