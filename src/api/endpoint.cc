#include "src/api/endpoint.h"

#include <fmt/format.h>

#include "src/api/base64.h"
#include "src/base/files.h"
#include "src/base/strings.h"

namespace fluid::api {
namespace {

constexpr size_t kLongestToken = 64 << 10;

}  // namespace

Endpoint SocketEndpoint(std::string socket_path) {
  Endpoint endpoint;
  endpoint.socket_path = std::move(socket_path);
  return endpoint;
}

std::string Endpoint::ToString() const {
  return local() ? socket_path : fmt::format("{}://{}{}", tls ? "https" : "http", address.ToString(), path);
}

Result<std::string> Endpoint::Authorization() const {
  std::string shown = token;
  if (shown.empty() && !token_file.empty()) {
    FLUID_ASSIGN_OR_RETURN(const std::string text, ReadFile(token_file, kLongestToken));
    shown = Trim(text);
  }
  if (shown.find_first_of("\r\n") != std::string::npos) {
    return InvalidArgument("the token has more than one line");
  }
  if (!shown.empty()) return "Bearer " + shown;
  return user.empty() ? std::string() : "Basic " + Base64(user + ":" + password);
}

Result<Endpoint> WithUrl(Endpoint endpoint, std::string_view url, const TlsClientOptions& tls) {
  const auto wrong = [&] {
    return InvalidArgument(fmt::format(
        "\"{}\" is no URL of a server; allowed are https://HOST[:PORT] and http://HOST[:PORT]", url));
  };
  const bool secure = url.starts_with("https://");
  if (!secure && !url.starts_with("http://")) return wrong();
  std::string_view rest = url.substr(url.find("//") + 2);
  const size_t slash = std::min(rest.find('/'), rest.size());
  endpoint.path = rest.substr(slash);
  while (endpoint.path.ends_with('/')) endpoint.path.pop_back();
  std::string host(rest.substr(0, slash));
  const bool has_port = host.rfind(':') != std::string::npos && !host.ends_with(']');
  const Result<HostPort> address = ParseHostPort(has_port ? host : host + (secure ? ":443" : ":80"));
  if (!address.ok() || host.find('@') != std::string::npos) return wrong();
  endpoint.address = *address;
  endpoint.tls.reset();
  if (secure) {
    Result<TlsContext> context = TlsContext::ForClient(tls);
    if (!context.ok()) return context.status();
    endpoint.tls = *std::move(context);
  }
  return endpoint;
}

}  // namespace fluid::api
