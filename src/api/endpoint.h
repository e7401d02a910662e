// Endpoint: where a resource API is, and how a client proves to it who it is. A value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fluid/status.h"
#include "src/api/tcp.h"
#include "src/api/tls.h"

namespace fluid::api {

struct Endpoint {
  std::string socket_path;        // of a unix socket; empty: TCP
  HostPort address;               // of TCP
  std::optional<TlsContext> tls;  // without: plain HTTP
  std::string tls_name;           // that the server's certificate must hold; empty: the host
  std::string path;               // before all paths: "/clusters/a"
  std::string token, token_file;  // the file is read again for each request, for others renew it
  std::string user, password;     // where there is no token
  std::string space;              // namespace that is meant where none is given; empty: default

  bool local() const { return !socket_path.empty(); }
  std::string ToString() const;  // the socket's path, or the URL
  // The value of the header Authorization; empty: none is sent.
  Result<std::string> Authorization() const;
};

Endpoint SocketEndpoint(std::string socket_path);

// "https://10.0.0.1:6443/prefix" or "http://..."; credentials and namespace are those of `endpoint`, and how
// an https server is trusted is `tls`.
Result<Endpoint> WithUrl(Endpoint endpoint, std::string_view url, const TlsClientOptions& tls);

}  // namespace fluid::api
