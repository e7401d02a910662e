#include "src/cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/units.h"

namespace fluid::cli {
namespace {

constexpr size_t kBarWidth = 24;
constexpr Duration kPlainEvery = std::chrono::seconds(1);

// Of bytes where they are known, else of files; nothing: unknown.
std::optional<double> Share(const api::OperationProgress& progress) {
  const auto share = [](const std::optional<uint64_t>& done,
                        const std::optional<uint64_t>& total) -> std::optional<double> {
    if (!done || !total || *total == 0) return std::nullopt;
    return std::min(1.0, static_cast<double>(*done) / static_cast<double>(*total));
  };
  const std::optional<double> bytes = share(progress.bytes_done, progress.bytes_total);
  return bytes ? bytes : share(progress.files_done, progress.files_total);
}

std::string Seconds(double seconds) {
  return FormatDuration(std::chrono::seconds(static_cast<int64_t>(seconds + 0.5)));
}

}  // namespace

std::string ProgressText(const api::OperationProgress& progress, bool bar) {
  std::string text = progress.phase.empty() ? "Pending" : progress.phase;
  if (const std::optional<double> share = Share(progress)) {
    const size_t filled = static_cast<size_t>(*share * kBarWidth);
    const std::string drawn = std::string(filled, '#') + std::string(kBarWidth - filled, '.');
    // Not 100 before it is all.
    text = fmt::format("{}  {:3}%", bar ? '[' + drawn + ']' : text, static_cast<int>(*share * 100));
  }
  if (progress.bytes_done) {
    text += "  " + HumanBytes(*progress.bytes_done);
    if (progress.bytes_total) text += " of " + HumanBytes(*progress.bytes_total);
  }
  if (progress.files_done) {
    text += fmt::format("  {}", *progress.files_done);
    if (progress.files_total) text += fmt::format(" of {}", *progress.files_total);
    text += " files";
  }
  if (progress.bytes_per_second > 0) {
    text += fmt::format("  {}/s", HumanBytes(static_cast<uint64_t>(progress.bytes_per_second)));
  }
  if (progress.eta_seconds) text += "  ETA " + Seconds(*progress.eta_seconds);
  return text;
}

ProgressBar::ProgressBar(std::ostream& out, bool terminal, std::string label, size_t columns)
    : out_(out), terminal_(terminal), label_(std::move(label)), columns_(columns) {}

ProgressBar::~ProgressBar() {
  if (drawn_ > 0) out_ << '\n' << std::flush;
}

void ProgressBar::Show(const api::OperationProgress& progress) {
  std::string line = label_ + "  " + ProgressText(progress, terminal_);
  if (terminal_) {
    if (columns_ > 1 && line.size() >= columns_) line.resize(columns_ - 1);
    out_ << '\r' << line << std::string(drawn_ > line.size() ? drawn_ - line.size() : 0, ' ') << std::flush;
    drawn_ = line.size();
    return;
  }
  const MonoTime now = std::chrono::steady_clock::now();
  if (line == said_ || (!said_.empty() && now - said_at_ < kPlainEvery)) return;
  out_ << line << '\n' << std::flush;
  said_ = line;
  said_at_ = now;
}

}  // namespace fluid::cli
