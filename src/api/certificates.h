// Certificates: an authority of our own, what it signs, and whether that is still good. Keys are EC P-256.
//
// Source: RFC 5280. Threads: any; no state. Texts are PEM.
#pragma once

#include <string>
#include <vector>

#include "fluid/clock.h"
#include "fluid/status.h"

namespace fluid::api {

struct KeyPair {
  std::string certificate, key;
};

struct CertificateRequest {
  std::string common_name;
  std::string organization;        // empty: none
  bool server = false;             // else of a client
  std::vector<std::string> names;  // DNS names and numeric addresses that a server answers to
};

// `now`: the first moment of the certificates' lives, an hour of which is already over for clocks that
// differ.
Result<KeyPair> MakeAuthority(const std::string& common_name, WallTime now, Duration lifetime);
Result<KeyPair> IssueCertificate(const KeyPair& authority, const CertificateRequest& request, WallTime now,
                                 Duration lifetime);

// OK: key and certificate belong together, `authority` signed it, it lives until `until` at least, and holds
// all `names`. Else why not.
Status CheckCertificate(const KeyPair& pair, const std::string& authority_certificate,
                        const std::vector<std::string>& names, WallTime until);

}  // namespace fluid::api
