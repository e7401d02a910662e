// Which server a command speaks to.
#pragma once

#include "fluid/status.h"
#include "src/api/endpoint.h"
#include "src/cli/invocation.h"

namespace fluid::cli {

// --kubeconfig, --context or --server: that server, with the credentials of the kubeconfig; --context alone
// means the kubeconfig of $KUBECONFIG or ~/.kube/config, --server alone needs none. Without any of them the
// socket of the state folder: a kubeconfig that lies about for other programs is never taken by itself.
Result<api::Endpoint> WhichServer(const Common& common);

}  // namespace fluid::cli
