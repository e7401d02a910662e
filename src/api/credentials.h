// ServingCredentials: what `fluid serve --listen` proves itself with and knows its clients by, kept in a
// folder (0700, files 0600): an authority (ca), the server's certificate, the administrator's, and a token.
// What is missing, broken or about to end is made anew: an authority of ten years, certificates of one, a
// month before their end. A kubeconfig for the administrator is kept beside it.
//
// Threads: all functions, any thread. Deleting the folder and starting again takes all access away.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/clock.h"
#include "fluid/status.h"
#include "src/api/certificates.h"
#include "src/api/tcp.h"
#include "src/api/tls.h"
#include "src/base/log.h"
#include "src/base/mutex.h"

namespace fluid::api {

struct CredentialsOptions {
  std::string folder;
  std::string kubeconfig;  // path of the file
  HostPort listen;         // as asked for, with the port that was chosen
  Log log;
  const Clock* clock = nullptr;  // null: the system's
};

class ServingCredentials {
 public:
  static Result<std::unique_ptr<ServingCredentials>> Open(CredentialsOptions options);

  // For the next handshake; renewed first when that is due.
  TlsContext Context() ABSL_LOCKS_EXCLUDED(mutex_);
  // Of an Authorization header: "Bearer TOKEN". Takes as long whatever the token.
  bool Knows(std::string_view authorization) const;
  // https://HOST:PORT, as in the kubeconfig. A server on all addresses is named by this machine's own.
  const std::string& url() const { return url_; }

 private:
  explicit ServingCredentials(CredentialsOptions options);
  WallTime Now() const;
  // What is in files NAME.crt and NAME.key if it is good, else what `make` gives, stored there.
  template <class Make>
  Result<KeyPair> Keep(const std::string& name, const KeyPair* authority,
                       const std::vector<std::string>& names, Duration margin, const Make& make) const;
  Result<std::string> KeepToken() const;
  Result<TlsContext> Renew() const;
  Status WriteKubeconfig(const KeyPair& authority, const KeyPair& admin) const;
  std::vector<std::string> ServerNames() const;

  const CredentialsOptions options_;
  const std::string url_;
  std::string token_;  // set once, by Open
  Mutex mutex_;
  WallTime renewed_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<TlsContext> context_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace fluid::api
