// serve: an orchestrator on a state folder, and the resource API of its store at STATE/fluid.sock and, when
// asked, on a TCP port.
#include <condition_variable>
#include <mutex>

#include "src/base/files.h"
#include "src/cli/local_verbs.h"
#include "src/cli/serving.h"

namespace fluid::cli {
namespace {

void WaitFor(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any asked;
  std::unique_lock lock(mutex);
  asked.wait(lock, stop, [] { return false; });
}

}  // namespace

Status Serve(const Common& common, const ServeOptions& options, Console& console) {
  const Log log = Log::ToStderr(options.verbose ? LogLevel::kDebug
                                : options.quiet ? LogLevel::kError
                                                : LogLevel::kInfo);
  FLUID_ASSIGN_OR_RETURN(Serving serving, Serving::Start(common, options, log));
  log.Info("fluid {} serves at {}", Version(), serving.server().socket_path());
  if (!options.listen.empty()) {
    log.Info("and at {}; for kubectl: --kubeconfig {}/kubeconfig", serving.server().url(), common.state_dir);
  }
  WaitFor(console.stop);
  log.Info("fluid ends; mounts and caches go on");
  return Ok();
}

std::unique_ptr<Secrets> SecretsOf(const Common& common) {
  return NewFileSecrets(JoinPath(common.state_dir, "secrets"));
}

}  // namespace fluid::cli
