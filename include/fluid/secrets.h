// Secrets: read a referenced value, see that it changed. A ref is "NAMESPACE/NAME/KEY" of a v1 Secret.
//
// Twins: NewMemorySecrets (tests), NewFileSecrets (embedded: STATE/secrets/NAMESPACE/NAME/KEY, mode 0600).
// Threads: all functions, any thread. Values never go into argv, logs, status or the store.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "fluid/export.h"
#include "fluid/status.h"

namespace fluid {

struct SecretValue {
  std::string bytes;
  std::string version;  // equal means equal bytes
};

class FLUID_API Secrets {
 public:
  virtual ~Secrets() = default;
  virtual Result<SecretValue> Read(const std::string& ref) = 0;  // NOT_FOUND names the ref
  // Replaces all keys of NAMESPACE/NAME; Remove ends them (missing is fine). What can only
  // be read answers UNIMPLEMENTED.
  virtual Status Put(const std::string& space, const std::string& name,
                     const std::map<std::string, std::string>& values) = 0;
  virtual Status Remove(const std::string& space, const std::string& name) = 0;
};

FLUID_API std::unique_ptr<Secrets> NewFileSecrets(const std::string& folder);
FLUID_API std::unique_ptr<Secrets> NewMemorySecrets();

}  // namespace fluid
