#include "src/base/log.h"

#include <unistd.h>

#include <ctime>
#include <vector>

#include "src/base/mutex.h"

namespace fluid {

struct Log::State {
  Mutex mutex;
  Sink sink ABSL_GUARDED_BY(mutex);
  std::vector<std::string> secrets ABSL_GUARDED_BY(mutex);

  std::string MaskedLocked(std::string_view text) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    std::string masked(text);
    for (const std::string& secret : secrets) {
      for (size_t at = 0; (at = masked.find(secret, at)) != std::string::npos;) {
        masked.replace(at, secret.size(), "<redacted>");
        at += 10;
      }
    }
    return masked;
  }
};

Log::Log(LogLevel least, Sink sink) : least_(least), state_(std::make_shared<State>()) {
  MutexLock lock(state_->mutex);
  state_->sink = std::move(sink);
}

Log Log::ToStderr(LogLevel least) {
  return Log(least, [](LogLevel level, std::string_view line) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    tm utc{};
    gmtime_r(&now.tv_sec, &utc);
    char stamp[32];
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &utc);
    const std::string text = fmt::format("{}.{:03}Z {} {}\n", stamp, now.tv_nsec / 1'000'000,
                                         " DIWE"[static_cast<int>(level)], line);
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
  });
}

void Log::Write(LogLevel level, std::string_view text) const {
  if (!enabled(level)) return;
  MutexLock lock(state_->mutex);
  if (state_->sink) state_->sink(level, state_->MaskedLocked(text));
}

void Log::Mask(std::string_view value) const {
  if (!state_ || value.size() < 4) return;
  MutexLock lock(state_->mutex);
  for (const std::string& known : state_->secrets) {
    if (known == value) return;
  }
  state_->secrets.emplace_back(value);
}

std::string Log::Masked(std::string_view text) const {
  if (!state_) return std::string(text);
  MutexLock lock(state_->mutex);
  return state_->MaskedLocked(text);
}

}  // namespace fluid
