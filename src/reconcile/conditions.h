// Conditions: one of each type; the transition time moves only with the status.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fluid::reconcile {

template <class C>
const C* FindCondition(const std::vector<C>& conditions, std::string_view type) {
  for (const C& c : conditions) {
    if (c.type == type) return &c;
  }
  return nullptr;
}

// `now`: RFC 3339. Says the same again: nothing changes, not even a time.
template <class C>
void SetCondition(std::vector<C>& conditions, std::string_view type, bool status, std::string_view reason,
                  std::string_view message, const std::string& now) {
  C* found = nullptr;
  for (C& c : conditions) {
    if (c.type == type) found = &c;
  }
  if (!found) {
    found = &conditions.emplace_back();
    found->type = type;
  }
  const std::string_view text = status ? "True" : "False";
  if (found->status == text && found->reason == reason && found->message == message) return;
  if (found->status != text) found->last_transition_time = now;
  found->status = text;
  found->reason = reason;
  found->message = message;
  if constexpr (requires { found->last_update_time; }) found->last_update_time = now;
  if constexpr (requires { found->last_probe_time; }) found->last_probe_time = now;
}

template <class C>
void DropCondition(std::vector<C>& conditions, std::string_view type) {
  std::erase_if(conditions, [&](const C& c) { return c.type == type; });
}

}  // namespace fluid::reconcile
