#include "src/engine/abi_call.h"

#include <fmt/format.h>

namespace fluid::engine {
namespace {

constexpr size_t kMaxDetails = 1000;
constexpr size_t kMaxText = 64 << 10;

int64_t DeadlineNs(const Call& call) {
  return call.deadline == MonoTime::max() ? INT64_MAX : Duration(call.deadline.time_since_epoch()).count();
}

// A detail of validate as a problem. "found X; allowed Y; did you mean "Z"?" is taken apart where the plugin
// writes so.
Problem ProblemOf(const CallContext::Detail& detail) {
  Problem problem;
  problem.path = detail.first;
  std::string_view text = detail.second;
  constexpr std::string_view kFound = "found ", kAllowed = "; allowed ", kMean = "; did you mean \"";
  const size_t allowed = text.find(kAllowed);
  if (!text.starts_with(kFound) || allowed == text.npos) {
    problem.found = text;
    problem.allowed = "what the plugin says";
    return problem;
  }
  problem.found = text.substr(kFound.size(), allowed - kFound.size());
  text.remove_prefix(allowed + kAllowed.size());
  const size_t mean = text.find(kMean);
  problem.allowed = text.substr(0, mean);
  if (mean != text.npos) {
    text.remove_prefix(mean + kMean.size());
    problem.suggestion = text.substr(0, text.find('"'));
  }
  return problem;
}

}  // namespace

CallContext::CallContext(const Call& call, const std::atomic<bool>* ending)
    : abi_{sizeof abi_, 0, DeadlineNs(call), this, {"", 0}, Fail, AddDetail, IsCancelled},
      call_(call),
      ending_(ending) {}

fluid_status CallContext::Fail(fluid_call* call, fluid_status status, fluid_str message) noexcept {
  auto* self = static_cast<CallContext*>(call->host_data);
  MutexLock lock(self->mutex_);
  self->message_ = View(message).substr(0, kMaxText);
  return status;
}

void CallContext::AddDetail(fluid_call* call, fluid_str key, fluid_str text) noexcept {
  auto* self = static_cast<CallContext*>(call->host_data);
  MutexLock lock(self->mutex_);
  if (self->details_.size() >= kMaxDetails) return;
  self->details_.emplace_back(View(key).substr(0, kMaxText), View(text).substr(0, kMaxText));
}

int32_t CallContext::IsCancelled(const fluid_call* call) noexcept {
  const auto* self = static_cast<const CallContext*>(call->host_data);
  if (self->ending_ && self->ending_->load(std::memory_order_relaxed)) return 1;
  return self->call_.stop.stop_requested() || self->call_.Expired() ? 1 : 0;
}

Status CallContext::ToStatus(fluid_status status, std::string_view attempted, const Log& log) const {
  if (FLUID_CODE(status) == FLUID_OK) return Ok();
  // A plugin that gave up because it was told to may not know why it was.
  if (FLUID_CODE(status) == FLUID_CANCELLED && !call_.stop.stop_requested() && call_.Expired()) {
    status = FLUID_DEADLINE_EXCEEDED;
  }
  MutexLock lock(mutex_);
  std::string text =
      message_.empty() ? fmt::format("{}: the plugin gives no reason", attempted) : log.Masked(message_);
  if (FLUID_CODE(status) != FLUID_INVALID_ARGUMENT || details_.empty())
    return StatusFrom(status, std::move(text));
  std::vector<Problem> problems;
  for (const Detail& detail : details_)
    problems.push_back(ProblemOf({detail.first, log.Masked(detail.second)}));
  return Status(Code::kInvalidArgument, std::move(text), std::move(problems));
}

std::vector<CallContext::Detail> CallContext::details() const {
  MutexLock lock(mutex_);
  return details_;
}

std::vector<std::string> CallContext::Reasons(const Log& log) const {
  MutexLock lock(mutex_);
  std::vector<std::string> reasons;
  for (const auto& [key, text] : details_) {
    if (key == "reason") reasons.push_back(log.Masked(text));
  }
  return reasons;
}

Status StatusFrom(fluid_status status, std::string message) {
  const int code = FLUID_CODE(status);
  if (code == FLUID_OK) return Ok();
  const Status result(code <= FLUID_UNAUTHENTICATED ? static_cast<Code>(code) : Code::kUnknown,
                      std::move(message));
  return FLUID_ERRNO(status) == 0 ? result : result.WithErrno(FLUID_ERRNO(status));
}

}  // namespace fluid::engine
