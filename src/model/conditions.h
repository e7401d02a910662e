// Conditions and phases: the words of every status, and the one way to set a condition.
//
// Source of the words: Fluid's api/v1alpha1; the rule for lastTransitionTime is Kubernetes' API conventions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/model/generated/dataset.h"
#include "src/model/generated/operation.h"
#include "src/model/generated/run.h"

namespace fluid::model {

inline constexpr std::string_view kTrue = "True";
inline constexpr std::string_view kFalse = "False";
inline constexpr std::string_view kUnknown = "Unknown";

namespace phase {
// Dataset
inline constexpr std::string_view kNotBound = "NotBound";
inline constexpr std::string_view kBound = "Bound";
inline constexpr std::string_view kUpdating = "Updating";
inline constexpr std::string_view kDataMigrating = "DataMigrating";
// a component of a runtime
inline constexpr std::string_view kNotReady = "NotReady";
inline constexpr std::string_view kPartialReady = "PartialReady";
inline constexpr std::string_view kReady = "Ready";
// operations, runs and flows
inline constexpr std::string_view kExecuting = "Executing";
inline constexpr std::string_view kRunning = "Running";
inline constexpr std::string_view kComplete = "Complete";
// attachments
inline constexpr std::string_view kMounted = "Mounted";
inline constexpr std::string_view kUnmounting = "Unmounting";
// several
inline constexpr std::string_view kPending = "Pending";
inline constexpr std::string_view kFailed = "Failed";
}  // namespace phase

// The condition of that type; null: none. C has the members type, status, reason, message,
// last_transition_time.
template <class C>
const C* FindCondition(const std::vector<C>& conditions, std::string_view type) {
  for (const C& condition : conditions) {
    if (condition.type == type) return &condition;
  }
  return nullptr;
}

template <class C>
C* FindCondition(std::vector<C>& conditions, std::string_view type) {
  return const_cast<C*>(FindCondition(std::as_const(conditions), type));
}

// Sets the condition of that type, or adds it. `now` (RFC 3339) becomes lastTransitionTime only when the
// status changes, and lastUpdateTime or lastProbeTime, where there are such, when anything does. False, and
// nothing written, when nothing changes.
template <class C>
bool SetCondition(std::vector<C>& conditions, std::string_view type, std::string_view status,
                  std::string_view reason, std::string_view message, std::string_view now) {
  C* condition = FindCondition(conditions, type);
  if (condition != nullptr && condition->status == status && condition->reason == reason &&
      condition->message == message) {
    return false;
  }
  if (condition == nullptr) {
    condition = &conditions.emplace_back();
    condition->type = type;
  }
  if (condition->status != status) condition->last_transition_time = now;
  condition->status = status;
  condition->reason = reason;
  condition->message = message;
  if constexpr (requires { condition->last_update_time; }) condition->last_update_time = now;
  if constexpr (requires { condition->last_probe_time; }) condition->last_probe_time = now;
  return true;
}

// False: there was none.
template <class C>
bool RemoveCondition(std::vector<C>& conditions, std::string_view type) {
  return std::erase_if(conditions, [&](const C& condition) { return condition.type == type; }) > 0;
}

}  // namespace fluid::model
