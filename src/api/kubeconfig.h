// Kubeconfig files: which server, and what proves to it who we are.
//
// Understood: clusters (server, certificate-authority and -data, insecure-skip-tls-verify, tls-server-name),
// users (client-certificate, client-key and their -data, token, tokenFile, username, password), contexts and
// current-context. What runs programs (exec, auth-provider), acts as somebody else (as) or goes through a
// proxy is refused by name: it would otherwise be left out silently.
#pragma once

#include <string>
#include <vector>

#include "fluid/status.h"
#include "src/api/endpoint.h"

namespace fluid::api {

// Of several files the first that has a name wins, as for kubectl; those that do not exist are passed over.
// `context` empty: the current one. `server` empty: the cluster's own; else that URL with the rest.
// NOT_FOUND: no file. INVALID_ARGUMENT names the file and what is wrong in it.
Result<Endpoint> ReadKubeconfig(const std::vector<std::string>& paths, const std::string& context,
                                const std::string& server = "");

// The files that $KUBECONFIG names, else ~/.kube/config.
std::vector<std::string> DefaultKubeconfigs();

}  // namespace fluid::api
