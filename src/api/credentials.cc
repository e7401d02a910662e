#include "src/api/credentials.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <climits>

#include "src/api/base64.h"
#include "src/api/json.h"
#include "src/base/files.h"
#include "src/base/strings.h"

namespace fluid::api {
namespace {

using std::chrono::hours;

constexpr Duration kDay = hours(24);
constexpr Duration kAuthorityLife = 3650 * kDay, kAuthorityMargin = 400 * kDay;
constexpr Duration kLife = 365 * kDay, kMargin = 30 * kDay;
constexpr Duration kCheckEvery = hours(1);
constexpr size_t kTokenBytes = 32;
constexpr size_t kShortestToken = 32;
constexpr size_t kLongestFile = 64 << 10;

std::string HostName() {
  char name[HOST_NAME_MAX + 1] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "";
}

bool IsAnyAddress(const std::string& host) { return host == "0.0.0.0" || host == "::"; }

std::string UrlOf(HostPort listen) {
  if (listen.host == "0.0.0.0") listen.host = "127.0.0.1";
  if (listen.host == "::") listen.host = "::1";
  return "https://" + listen.ToString();
}

}  // namespace

ServingCredentials::ServingCredentials(CredentialsOptions options)
    : options_(std::move(options)), url_(UrlOf(options_.listen)) {}

Result<std::unique_ptr<ServingCredentials>> ServingCredentials::Open(CredentialsOptions options) {
  std::unique_ptr<ServingCredentials> made(new ServingCredentials(std::move(options)));
  FLUID_RETURN_IF_ERROR(MakeDirs(made->options_.folder, 0700));
  FLUID_ASSIGN_OR_RETURN(made->token_, made->KeepToken());
  made->options_.log.Mask(made->token_);
  FLUID_ASSIGN_OR_RETURN(TlsContext context, made->Renew());
  MutexLock lock(made->mutex_);
  made->renewed_ = made->Now();
  made->context_ = std::make_unique<TlsContext>(std::move(context));
  return made;
}

WallTime ServingCredentials::Now() const {
  return options_.clock ? options_.clock->Now() : std::chrono::system_clock::now();
}

TlsContext ServingCredentials::Context() {
  MutexLock lock(mutex_);
  const WallTime now = Now();
  if (now - renewed_ < kCheckEvery && now >= renewed_) return *context_;
  renewed_ = now;
  Result<TlsContext> context = Renew();
  if (context.ok()) {
    context_ = std::make_unique<TlsContext>(*std::move(context));
  } else {
    options_.log.Error("api: certificates can't be renewed: {}", context.status().ToString());
  }
  return *context_;
}

bool ServingCredentials::Knows(std::string_view authorization) const {
  const size_t blank = std::min(authorization.find(' '), authorization.size());
  const std::string_view given = Trim(authorization.substr(blank));
  std::string scheme(authorization.substr(0, blank));
  for (char& c : scheme) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  unsigned different = scheme != "bearer" || given.size() != token_.size() ? 1 : 0;
  for (size_t i = 0; i < token_.size(); ++i) {
    different |= static_cast<uint8_t>(token_[i] ^ (i < given.size() ? given[i] : '\0'));
  }
  return different == 0;
}

template <class Make>
Result<KeyPair> ServingCredentials::Keep(const std::string& name, const KeyPair* authority,
                                         const std::vector<std::string>& names, Duration margin,
                                         const Make& make) const {
  const std::string path = JoinPath(options_.folder, name);
  const Result<std::string> certificate = ReadFile(path + ".crt", kLongestFile);
  const Result<std::string> key = ReadFile(path + ".key", kLongestFile);
  if (certificate.ok() && key.ok()) {
    KeyPair kept{*certificate, *key};
    const Status good = CheckCertificate(kept, authority ? authority->certificate : kept.certificate, names,
                                         Now() + std::chrono::duration_cast<WallTime::duration>(margin));
    if (good.ok()) return kept;
    options_.log.Info("api: {}.crt is made anew: {}", path, good.message());
  }
  FLUID_ASSIGN_OR_RETURN(KeyPair made, make());
  FLUID_RETURN_IF_ERROR(ReplaceFile(path + ".key", made.key, 0600));
  FLUID_RETURN_IF_ERROR(ReplaceFile(path + ".crt", made.certificate, 0600));
  return made;
}

Result<std::string> ServingCredentials::KeepToken() const {
  const std::string path = JoinPath(options_.folder, "token");
  const Result<std::string> text = ReadFile(path, kLongestFile);
  if (text.ok() && Trim(*text).size() >= kShortestToken) return std::string(Trim(*text));
  const std::string token = RandomHex(kTokenBytes);
  FLUID_RETURN_IF_ERROR(ReplaceFile(path, token + "\n", 0600));
  return token;
}

std::vector<std::string> ServingCredentials::ServerNames() const {
  std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
  for (const std::string& more : {options_.listen.host, HostName()}) {
    const bool known = std::find(names.begin(), names.end(), more) != names.end();
    if (!more.empty() && !known && !IsAnyAddress(more)) names.push_back(more);
  }
  return names;
}

Result<TlsContext> ServingCredentials::Renew() const {
  const WallTime now = Now();
  FLUID_ASSIGN_OR_RETURN(const KeyPair authority, Keep("ca", nullptr, {}, kAuthorityMargin, [&] {
                           return MakeAuthority("fluid " + NewUid(), now, kAuthorityLife);
                         }));
  const std::vector<std::string> names = ServerNames();
  FLUID_ASSIGN_OR_RETURN(const KeyPair server, Keep("server", &authority, names, kMargin, [&] {
                           return IssueCertificate(authority, {"fluid serve", "", /*server=*/true, names},
                                                   now, kLife);
                         }));
  FLUID_ASSIGN_OR_RETURN(const KeyPair admin, Keep("admin", &authority, {}, kMargin, [&] {
                           return IssueCertificate(
                               authority, {"admin", "system:masters", /*server=*/false, {}}, now, kLife);
                         }));
  FLUID_RETURN_IF_ERROR(WriteKubeconfig(authority, admin));
  return TlsContext::ForServer({server.certificate, server.key, authority.certificate});
}

Status ServingCredentials::WriteKubeconfig(const KeyPair& authority, const KeyPair& admin) const {
  const std::string text = fmt::format(
      R"(apiVersion: v1
kind: Config
clusters:
- name: fluid
  cluster:
    server: {}
    certificate-authority-data: {}
users:
- name: admin
  user:
    client-certificate-data: {}
    client-key-data: {}
contexts:
- name: fluid
  context:
    cluster: fluid
    user: admin
    namespace: default
current-context: fluid
)",
      Quoted(url_), Base64(authority.certificate), Base64(admin.certificate), Base64(admin.key));
  return ReplaceFile(options_.kubeconfig, text, 0600);
}

}  // namespace fluid::api
