#include "src/api/progress.h"

#include <fmt/format.h>

#include <cstdlib>

#include "src/api/json.h"

namespace fluid::api {

std::string OperationProgress::ToJson() const {
  std::string text = fmt::format("{{\"phase\":{},\"bytesPerSecond\":{:.0f}", Quoted(phase), bytes_per_second);
  const auto count = [&](std::string_view name, const std::optional<uint64_t>& value) {
    if (value) text += fmt::format(",\"{}\":{}", name, *value);
  };
  count("bytesDone", bytes_done);
  count("bytesTotal", bytes_total);
  count("filesDone", files_done);
  count("filesTotal", files_total);
  if (eta_seconds) text += fmt::format(",\"etaSeconds\":{:.1f}", *eta_seconds);
  return text + '}';
}

Result<OperationProgress> OperationProgress::FromJson(std::string_view json) {
  FLUID_ASSIGN_OR_RETURN(const Json parsed, Json::Parse(json));
  const auto count = [&](std::string_view name) -> std::optional<uint64_t> {
    const int64_t value = parsed[name].number(-1);
    if (value < 0) return std::nullopt;
    return static_cast<uint64_t>(value);
  };
  OperationProgress progress;
  progress.phase = parsed["phase"].text();
  progress.bytes_done = count("bytesDone");
  progress.bytes_total = count("bytesTotal");
  progress.files_done = count("filesDone");
  progress.files_total = count("filesTotal");
  progress.bytes_per_second = std::strtod(parsed["bytesPerSecond"].text().c_str(), nullptr);
  if (const Json eta = parsed["etaSeconds"]; !eta.missing()) {
    progress.eta_seconds = std::strtod(eta.text().c_str(), nullptr);
  }
  return progress;
}

}  // namespace fluid::api
