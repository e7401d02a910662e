#include "src/cli/which_server.h"

#include "src/api/kubeconfig.h"

namespace fluid::cli {

Result<api::Endpoint> WhichServer(const Common& common) {
  if (!common.kubeconfig.empty()) {
    return api::ReadKubeconfig({common.kubeconfig}, common.context, common.server);
  }
  if (!common.context.empty()) {
    return api::ReadKubeconfig(api::DefaultKubeconfigs(), common.context, common.server);
  }
  if (!common.server.empty()) return api::WithUrl({}, common.server, {});
  return api::SocketEndpoint(common.socket_path());
}

}  // namespace fluid::cli
