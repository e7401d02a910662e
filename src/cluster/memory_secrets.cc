#include <fmt/format.h>

#include <utility>

#include "fluid/secrets.h"
#include "src/base/mutex.h"
#include "src/cluster/secret_names.h"

namespace fluid {
namespace {

using Values = std::map<std::string, std::string>;

class MemorySecrets final : public Secrets {
 public:
  Result<SecretValue> Read(const std::string& ref) override {
    FLUID_ASSIGN_OR_RETURN(const SecretPath parsed, ParseSecretRef(ref));
    MutexLock lock(mutex_);
    if (const auto secret = secrets_.find({parsed.space, parsed.name}); secret != secrets_.end()) {
      if (const auto value = secret->second.find(parsed.key); value != secret->second.end()) {
        return SecretValue{value->second, SecretVersion("memory", value->second)};
      }
    }
    return NotFound(fmt::format("secret \"{}\": there is none", ref));
  }

  Status Put(const std::string& space, const std::string& name, const Values& values) override {
    FLUID_RETURN_IF_ERROR(CheckSecretValues(space, name, values));
    MutexLock lock(mutex_);
    secrets_[{space, name}] = values;
    return Ok();
  }

  Status Remove(const std::string& space, const std::string& name) override {
    FLUID_RETURN_IF_ERROR(CheckSecretName(space, name));
    MutexLock lock(mutex_);
    secrets_.erase({space, name});
    return Ok();
  }

 private:
  Mutex mutex_;
  std::map<std::pair<std::string, std::string>, Values> secrets_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::unique_ptr<Secrets> NewMemorySecrets() { return std::make_unique<MemorySecrets>(); }

}  // namespace fluid
