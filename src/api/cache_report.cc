#include "src/api/cache_report.h"

#include <fmt/format.h>

#include "src/api/json.h"
#include "src/base/strings.h"

namespace fluid::api {
namespace {

// The numbers of a report, each with its name.
template <class Report, class Fn>
void EachNumber(Report& report, const Fn& fn) {
  fn("capacityBytes", report.capacity_bytes);
  fn("cachedBytes", report.cached_bytes);
  fn("totalBytes", report.total_bytes);
  fn("totalFiles", report.total_files);
  fn("hits", report.hits);
  fn("misses", report.misses);
  fn("hitBytes", report.hit_bytes);
  fn("missBytes", report.miss_bytes);
}

}  // namespace

// Names of files are bytes of any kind, and JSON is not: they are percent-encoded where they must be.
std::string CacheReport::ToJson() const {
  std::string text = fmt::format("{{\"openFiles\":{}", open_files);
  EachNumber(*this, [&](std::string_view name, const std::optional<uint64_t>& value) {
    if (value) text += fmt::format(",\"{}\":{}", name, *value);
  });
  text += ",\"entries\":[";
  for (const Entry& entry : entries) {
    text += fmt::format(R"({}{{"name":{},"folder":{},"size":{},"cachedBytes":{},"tier":{}}})",
                        &entry == entries.data() ? "" : ",", Quoted(PercentEncode(entry.name)), entry.folder,
                        entry.size, entry.cached_bytes, entry.tier);
  }
  return text + "],\"continue\":" + Quoted(PercentEncode(next)) + "}";
}

Result<CacheReport> CacheReport::FromJson(std::string_view json) {
  FLUID_ASSIGN_OR_RETURN(const Json parsed, Json::Parse(json));
  CacheReport report;
  const auto bytes = [](const Json& value) {
    return static_cast<uint64_t>(std::max<int64_t>(0, value.number(0)));
  };
  report.open_files = bytes(parsed["openFiles"]);
  EachNumber(report, [&](std::string_view name, std::optional<uint64_t>& value) {
    if (const Json told = parsed[name]; !told.missing()) value = bytes(told);
  });
  for (const Json& told : parsed["entries"].items()) {
    Entry entry;
    if (!PercentDecode(told["name"].text(), &entry.name)) return DataLoss("a cache report: a broken name");
    entry.folder = told["folder"].text() == "true";
    entry.size = bytes(told["size"]);
    entry.cached_bytes = bytes(told["cachedBytes"]);
    entry.tier = static_cast<int>(told["tier"].number(-1));
    report.entries.push_back(std::move(entry));
  }
  if (!PercentDecode(parsed["continue"].text(), &report.next))
    return DataLoss("a cache report: a broken place");
  return report;
}

}  // namespace fluid::api
