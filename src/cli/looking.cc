#include "src/cli/looking.h"

#include <fmt/format.h>

#include <charconv>

#include "src/api/cache_report.h"
#include "src/api/resource_api.h"
#include "src/orchestrator/inspect.h"

namespace fluid::cli {
namespace {

// The number of a parameter; none when it is not there.
Result<std::optional<int64_t>> Number(const api::Route& route, const std::string& name) {
  const std::string text = route.Query(name);
  if (text.empty()) return std::optional<int64_t>();
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0)
    return InvalidArgument(fmt::format("{}: found {}; allowed is a whole number from 0 on", name, text));
  return std::optional<int64_t>(number);
}

Result<api::HttpResponse> LogOf(Orchestrator& orchestrator, const api::Route& route) {
  orchestrator::LogQuestion question;
  question.process = route.Query("container");
  question.after = route.Query("after");
  FLUID_ASSIGN_OR_RETURN(const std::optional<int64_t> lines, Number(route, "tailLines"));
  FLUID_ASSIGN_OR_RETURN(const std::optional<int64_t> since, Number(route, "sinceSeconds"));
  if (lines) question.lines = static_cast<size_t>(*lines);
  if (since) question.since = std::chrono::seconds(*since);
  FLUID_ASSIGN_OR_RETURN(orchestrator::LogAnswer answer,
                         orchestrator::ReadLog(orchestrator.seams(), route.key(), question));
  api::HttpResponse response;
  response.headers.Add("Content-Type", "text/plain; charset=utf-8");
  response.headers.Add("Fluid-Log-Next", answer.next);
  response.body = std::move(answer.text);
  return response;
}

Status CheckPath(const std::string& path) {
  if (path.empty() || path[0] != '/' || (path + "/").find("/../") != std::string::npos)
    return InvalidArgument(fmt::format("path: found \"{}\"; allowed is an absolute path without ..", path));
  return Ok();
}

Result<api::HttpResponse> CacheOf(Orchestrator& orchestrator, const api::Route& route) {
  FLUID_ASSIGN_OR_RETURN(const orchestrator::CacheNumbers numbers,
                         orchestrator::CacheNumbersOf(orchestrator, route.key()));
  api::CacheReport report;
  report.capacity_bytes = numbers.usage.capacity_bytes;
  report.cached_bytes = numbers.usage.cached_bytes;
  report.total_bytes = numbers.usage.total_bytes;
  report.total_files = numbers.usage.total_files;
  report.hits = numbers.usage.hits;
  report.misses = numbers.usage.misses;
  report.hit_bytes = numbers.usage.hit_bytes;
  report.miss_bytes = numbers.usage.miss_bytes;
  report.open_files = numbers.open_files;
  if (const std::string path = route.Query("path"); !path.empty()) {
    FLUID_RETURN_IF_ERROR(CheckPath(path));
    FLUID_ASSIGN_OR_RETURN(CacheListing listing,
                           orchestrator::ListCache(orchestrator, route.key(), path, route.Query("continue")));
    report.next = std::move(listing.next);
    for (CachedEntry& entry : listing.entries) {
      report.entries.push_back(
          {std::move(entry.name), entry.folder, entry.size, entry.cached_bytes, entry.tier});
    }
  }
  return api::JsonResponse(200, report.ToJson());
}

Result<api::HttpResponse> Free(Orchestrator& orchestrator, const api::Route& route) {
  const std::string path = route.Query("path");
  FLUID_RETURN_IF_ERROR(CheckPath(path));
  FLUID_ASSIGN_OR_RETURN(const uint64_t bytes, orchestrator::FreeCache(orchestrator, route.key(), path));
  return api::JsonResponse(200, fmt::format("{{\"freedBytes\":{}}}", bytes));
}

}  // namespace

Result<api::HttpResponse> Look(Orchestrator& orchestrator, const api::Route& route, std::string_view method) {
  if (route.subresource == "log") return LogOf(orchestrator, route);
  if (route.kind->name != "Dataset") return NotFound("only datasets have a cache");
  return method == "DELETE" ? Free(orchestrator, route) : CacheOf(orchestrator, route);
}

}  // namespace fluid::cli
