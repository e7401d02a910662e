// Log: leveled lines to one sink. A library prints nothing by itself: the default sink drops; programs set
// one. Secrets that were registered are masked before a line leaves.
//
// Threads: any. The sink is called by one thread at a time.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace fluid {

enum class LogLevel { kDebug = 1, kInfo, kWarning, kError };

class Log {
 public:
  using Sink = std::function<void(LogLevel, std::string_view line)>;
  Log() = default;  // drops
  Log(LogLevel least, Sink sink);
  static Log ToStderr(LogLevel least);  // "2026-01-31T12:00:00.123Z I text"

  bool enabled(LogLevel level) const { return state_ && level >= least_; }
  void Write(LogLevel level, std::string_view text) const;
  // From now on `value` is written as <redacted>, by all copies of this log. Values under 4 bytes are not
  // masked.
  void Mask(std::string_view value) const;
  std::string Masked(std::string_view text) const;

  template <class... A>
  void Debug(fmt::format_string<A...> f, A&&... a) const {
    if (enabled(LogLevel::kDebug)) Write(LogLevel::kDebug, fmt::format(f, std::forward<A>(a)...));
  }
  template <class... A>
  void Info(fmt::format_string<A...> f, A&&... a) const {
    if (enabled(LogLevel::kInfo)) Write(LogLevel::kInfo, fmt::format(f, std::forward<A>(a)...));
  }
  template <class... A>
  void Warning(fmt::format_string<A...> f, A&&... a) const {
    if (enabled(LogLevel::kWarning)) Write(LogLevel::kWarning, fmt::format(f, std::forward<A>(a)...));
  }
  template <class... A>
  void Error(fmt::format_string<A...> f, A&&... a) const {
    if (enabled(LogLevel::kError)) Write(LogLevel::kError, fmt::format(f, std::forward<A>(a)...));
  }

 private:
  struct State;
  LogLevel least_ = LogLevel::kError;
  std::shared_ptr<State> state_;
};

}  // namespace fluid
