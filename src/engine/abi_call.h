// CallContext: one call into a plugin. Carries the deadline and the stop of a Call across the boundary, and
// what the plugin says of its failure back. Lives on the caller's stack; allocates only when something fails.
//
// Threads: the plugin may use it from many threads while the call lasts; ours read it after the call.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fluid/plugin.h"
#include "fluid/status.h"
#include "src/base/call.h"
#include "src/base/log.h"
#include "src/base/mutex.h"

namespace fluid::engine {

class CallContext {
 public:
  // `ending`: of the instance; true cancels the call too. Both arguments outlive it.
  explicit CallContext(const Call& call, const std::atomic<bool>* ending = nullptr);
  CallContext(const CallContext&) = delete;
  CallContext& operator=(const CallContext&) = delete;

  fluid_call* get() { return &abi_; }

  // What `status`, returned by the plugin from this call, means. `attempted` stands in for a message that is
  // missing. Secrets known to `log` are masked.
  Status ToStatus(fluid_status status, std::string_view attempted, const Log& log) const;

  using Detail = std::pair<std::string, std::string>;
  std::vector<Detail> details() const;
  // The texts of the details called "reason".
  std::vector<std::string> Reasons(const Log& log) const;

 private:
  static fluid_status Fail(fluid_call* call, fluid_status status, fluid_str message) noexcept;
  static void AddDetail(fluid_call* call, fluid_str key, fluid_str text) noexcept;
  static int32_t IsCancelled(const fluid_call* call) noexcept;

  fluid_call abi_;
  const Call& call_;
  const std::atomic<bool>* ending_;
  mutable Mutex mutex_;
  std::string message_ ABSL_GUARDED_BY(mutex_);
  std::vector<Detail> details_ ABSL_GUARDED_BY(mutex_);
};

inline std::string_view View(fluid_str s) { return {s.ptr, s.len}; }
inline std::string Text(fluid_str s) { return s.len ? std::string(s.ptr, s.len) : std::string(); }
inline fluid_str Str(std::string_view s) { return {s.data(), s.size()}; }  // ends in NUL if s does

constexpr uint32_t FlagIf(bool set, uint32_t bit) { return set ? bit : 0; }

// A status that needs no message of the plugin's: of its jobs and mounts.
Status StatusFrom(fluid_status status, std::string message);

}  // namespace fluid::engine
