#include "src/cli/serving.h"

#include <fmt/format.h>

#include "src/cli/local_verbs.h"
#include "src/cli/looking.h"
#include "src/orchestrator/orchestrator.h"

namespace fluid::cli {
namespace {

Result<OrchestratorOptions> OptionsOf(const Common& common, const ServeOptions& options, const Log& log) {
  OrchestratorOptions wanted;
  wanted.state_dir = common.state_dir;
  wanted.node_program = options.node_program;
  wanted.plugin_dirs = PluginDirs(options.plugin_dirs);
  for (const auto& [name, dir] : options.volumes) {
    if (dir.empty() || dir[0] != '/') {
      return InvalidArgument(fmt::format("--volume {}={}: the folder must be absolute", name, dir));
    }
    wanted.volumes[name] = dir;
  }
  wanted.log = [log](int level, std::string_view line) { log.Write(static_cast<LogLevel>(level), line); };
  return wanted;
}

Result<api::OperationProgress> ProgressOf(Orchestrator& orchestrator, const Key& key) {
  FLUID_ASSIGN_OR_RETURN(const Progress progress, orchestrator.GetProgress(key));
  api::OperationProgress told;
  told.phase = progress.phase;
  told.bytes_done = progress.bytes_done;
  told.bytes_total = progress.bytes_total;
  told.files_done = progress.files_done;
  told.files_total = progress.files_total;
  told.bytes_per_second = progress.bytes_per_second;
  if (progress.eta) told.eta_seconds = std::chrono::duration<double>(*progress.eta).count();
  return told;
}

// A state folder that can't be made or used is a failure: nobody asked for an object that is not there.
Status AsFailure(const Status& status) {
  const bool of_the_folder = status.code() == Code::kNotFound || status.code() == Code::kAlreadyExists;
  return of_the_folder ? Status(Code::kUnknown, std::string(status.message())) : status;
}

}  // namespace

Result<Serving> Serving::Start(const Common& common, const ServeOptions& options, const Log& log) {
  if (!options.listen.empty()) {
    FLUID_RETURN_IF_ERROR(api::ParseHostPort(options.listen).status().Annotate("--listen"));
  }
  FLUID_ASSIGN_OR_RETURN(OrchestratorOptions wanted, OptionsOf(common, options, log));
  Result<std::unique_ptr<Orchestrator>> opened = Orchestrator::Open(std::move(wanted));
  if (!opened.ok()) return AsFailure(opened.status());
  std::unique_ptr<Orchestrator> orchestrator = *std::move(opened);

  api::ApiServerOptions api_options;
  api_options.socket_path = common.socket_path();
  api_options.listen = options.listen;
  api_options.tls_folder = common.state_dir + "/tls";
  api_options.kubeconfig = common.state_dir + "/kubeconfig";
  api_options.version = Version();
  api_options.log = log;
  Orchestrator* const raw = orchestrator.get();
  api_options.hooks.admit = [raw](Object object, std::string_view verb) -> Result<Object> {
    if (verb == "delete") return object;
    return orchestrator::Admit(*raw, std::move(object));
  };
  api_options.hooks.look = [raw](const api::Route& route, std::string_view method) {
    return Look(*raw, route, method);
  };
  api_options.hooks.progress = [raw](const Key& key) { return ProgressOf(*raw, key); };
  FLUID_ASSIGN_OR_RETURN(std::unique_ptr<api::ApiServer> server,
                         api::ApiServer::Start(*raw->seams().store, std::move(api_options)));
  return Serving(std::move(orchestrator), std::move(server));
}

}  // namespace fluid::cli
