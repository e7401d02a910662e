#include "src/launch/probe.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"
#include "src/base/units.h"

namespace fluid::launch {
namespace {

Duration Or(Duration wanted, Duration otherwise) { return wanted > Duration::zero() ? wanted : otherwise; }
Duration Every(const Check& check) { return Or(check.every, std::chrono::seconds(1)); }
Duration Timeout(const Check& check) { return Or(check.timeout, std::chrono::seconds(5)); }

// The last line of what a check said.
std::string LastWords(const Child& look, int code) {
  const std::string_view text = Trim(look.err().empty() ? look.out() : look.err());
  const size_t line = text.rfind('\n');
  const std::string_view last = line == std::string_view::npos ? text : text.substr(line + 1);
  return last.empty() ? fmt::format("exit code {}", code) : std::string(last.substr(0, 300));
}

}  // namespace

std::optional<bool> Probe::Step(MonoTime now, const Check& check, const Command& command) {
  if (look_) {
    const auto code = look_->Poll();
    if (!code && now < due_) return std::nullopt;
    if (!code) {
      // Its place stays taken until it has really ended: what can't die (stuck in the kernel) isn't piled up.
      look_->Kill();
      killed_ = true;
      ++failures_;
      reason_ = "no answer within " + FormatDuration(Timeout(check));
      due_ = now + Timeout(check);
      return false;
    }
    std::string why = LastWords(*look_, *code);
    look_.reset();
    if (!killed_) return Finish(now, check, *code == 0, std::move(why));
    due_ = now + Every(check);
    return std::nullopt;
  }
  if (now < due_) return std::nullopt;
  auto options = command(check);
  if (!options.ok()) return Finish(now, check, false, std::string(options.status().message()));
  auto look = Child::Start(std::move(*options));
  if (!look.ok()) return Finish(now, check, false, std::string(look.status().message()));
  look_.emplace(std::move(*look));
  killed_ = false;
  due_ = now + Timeout(check);
  return std::nullopt;
}

bool Probe::Finish(MonoTime now, const Check& check, bool passed, std::string reason) {
  if (passed) {
    passed_once_ = true;
    failures_ = 0;
    reason_.clear();
  } else {
    ++failures_;
    reason_ = std::move(reason);
  }
  quick_ = std::min<Duration>(quick_ * 2, Every(check));
  due_ = now + (passed_once_ ? Every(check) : quick_);
  return passed;
}

void Probe::Reset() {
  look_.reset();
  killed_ = passed_once_ = false;
  failures_ = 0;
  quick_ = std::chrono::milliseconds(10);
  due_ = {};
  reason_.clear();
}

void Probe::AddTo(std::vector<pollfd>* fds) const {
  if (look_) look_->AddTo(fds);
}

}  // namespace fluid::launch
