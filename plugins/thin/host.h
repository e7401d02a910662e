// Host: what the plugin asks of its host, in C++. Missing interfaces are fine: no log, no events, no secrets.
// Threads: all functions, any thread, while the instance lives.
#pragma once

#include <string>

#include "plugins/thin/status.h"

namespace thin {

class Host {
 public:
  explicit Host(const fluid_host* host);
  void Log(uint32_t level, const std::string& text) const;
  void Emit(uint32_t kind, const std::string& subject, uint64_t version) const;
  // The value of a secret, now.
  Status ReadSecret(const std::string& ref, std::string* value) const;

 private:
  const fluid_host* const host_;
  const fluid_host_log_v1* log_;
  const fluid_host_events_v1* events_;
  const fluid_host_secrets_v1* secrets_;
  const fluid_host_call_v1* call_;
};

}  // namespace thin
