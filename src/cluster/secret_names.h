// SecretNames: the names of secrets, checked before they become paths.
//
// Threads: pure functions.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "fluid/status.h"

namespace fluid {

// A value is at most as long as Kubernetes lets a whole Secret be.
constexpr size_t kSecretLimit = 1 << 20;

struct SecretPath {
  std::string space, name, key;
};

// "NAMESPACE/NAME/KEY", else INVALID_ARGUMENT.
Result<SecretPath> ParseSecretRef(std::string_view ref);
// Namespace and name are DNS-1123 subdomains; a key is letters, digits, '-', '_', '.', and does not begin
// with "..".
Status CheckSecretName(const std::string& space, const std::string& name);
Status CheckSecretValues(const std::string& space, const std::string& name,
                         const std::map<std::string, std::string>& values);

// Equal values give equal versions. The salt keeps those who see a version, in a status say, from guessing
// the value.
std::string SecretVersion(std::string_view salt, std::string_view bytes);

}  // namespace fluid
