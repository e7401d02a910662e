#include "src/api/query_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <vector>

#include "src/api/json.h"
#include "src/api/resource_api.h"
#include "src/api/status_json.h"
#include "src/api/write_request.h"
#include "src/store/table.h"

namespace fluid::api {
namespace {

constexpr KindInfo Options(std::string_view name) {
  return {.name = name,
          .list_kind = {},
          .group = "meta.k8s.io",
          .version = "v1",
          .api_version = "meta.k8s.io/v1",
          .plural = name,
          .singular = name,
          .short_names = {},
          .categories = {}};
}
constexpr KindInfo kOptions[] = {Options("CreateOptions"), Options("DeleteOptions"), Options("ListOptions"),
                                 Options("PatchOptions"), Options("UpdateOptions")};

// What is wrong with the values of a query, one problem each.
class Check {
 public:
  explicit Check(const Route& route) : route_(route) {}

  std::string Value(const std::string& name) const { return route_.Query(name); }
  bool Has(const std::string& name) const { return route_.query.contains(name); }

  void Refuse(std::string path, std::string found, std::string allowed) {
    Problem& problem = problems_.emplace_back();
    problem.path = std::move(path);
    problem.found = std::move(found);
    problem.allowed = std::move(allowed);
  }
  void Forbid(const std::string& name, std::string_view why) {
    Refuse(name, Quoted(Value(name)), fmt::format("nothing: {}", why));
  }
  void OneOf(const std::string& name, std::initializer_list<std::string_view> words) {
    const std::string value = Value(name);
    if (value.empty() || std::ranges::count(words, value) > 0) return;
    std::string allowed;
    for (const std::string_view word : words)
      allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", word);
    Refuse(name, Quoted(value), "one of " + allowed);
  }

  Status result() && {
    if (problems_.empty()) return Ok();
    std::string message;
    for (const Problem& problem : problems_) {
      message += fmt::format("{}{}", message.empty() ? "" : "; ", problem.ToString());
    }
    return Status(Code::kInvalidArgument, std::move(message), std::move(problems_));
  }

 private:
  const Route& route_;
  std::vector<Problem> problems_;
};

// Numbers are read before anything else is looked at.
Status CheckNumbers(const Route& route, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto found = route.query.find(std::string(name));
    if (found == route.query.end()) continue;
    const std::string& text = found->second;
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size()) continue;
    return InvalidArgument(fmt::format("{}: found {}; allowed a whole number", name, Quoted(text)));
  }
  return Ok();
}

void CheckMatch(Check& check, bool watch) {
  const std::string match = check.Value("resourceVersionMatch"), version = check.Value("resourceVersion");
  const bool initial = check.Has("sendInitialEvents");
  if (watch && initial && match != "NotOlderThan") {
    check.Forbid("resourceVersionMatch",
                 "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
  }
  if (!match.empty()) {
    if (watch && !initial) {
      check.Forbid("resourceVersionMatch",
                   "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
    }
    if (!watch && version.empty()) {
      check.Forbid("resourceVersionMatch",
                   "resourceVersionMatch is forbidden unless resourceVersion is provided");
    }
    if (check.Has("continue") && !check.Value("continue").empty()) {
      check.Forbid("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided");
    }
    if (watch) {
      check.OneOf("resourceVersionMatch", {"NotOlderThan"});
    } else {
      check.OneOf("resourceVersionMatch", {"Exact", "NotOlderThan"});
    }
    if (!watch && match == "Exact" && version == "0") {
      check.Forbid("resourceVersionMatch",
                   "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
    }
  }
  if (!watch && initial) {
    check.Forbid("sendInitialEvents", "sendInitialEvents is forbidden for list");
  }
}

Status CheckList(const Route& route) {
  FLUID_RETURN_IF_ERROR(CheckNumbers(route, {"limit", "timeoutSeconds"}));
  Check check(route);
  CheckMatch(check, route.Flag("watch"));
  return std::move(check).result();
}

// Whether a name of a manager may be told.
void CheckManager(Check& check) {
  constexpr size_t kLongest = 128;
  const std::string manager = check.Value("fieldManager");
  if (manager.size() > kLongest) {
    check.Refuse("fieldManager", Quoted(manager),
                 fmt::format("less: it is too long, may not be more than {} bytes", kLongest));
  } else if (std::ranges::any_of(manager, [](unsigned char c) { return c < 0x20 || c == 0x7F; })) {
    check.Refuse("fieldManager", Quoted(manager), "printable characters");
  }
}

Status CheckWrite(const Route& route, const HttpRequest& request) {
  Check check(route);
  if (request.method == "PATCH") {
    const std::string* type = request.headers.Find("Content-Type");
    const bool apply = type && type->starts_with("application/apply-patch");
    if (apply && check.Value("fieldManager").empty()) {
      check.Refuse("fieldManager", "nothing", "a name, which apply requires");
    }
    if (!apply && check.Has("force")) check.Forbid("force", "it may not be specified for non-apply patch");
  }
  CheckManager(check);
  if (check.Has("dryRun") && check.Value("dryRun") != "All") {
    check.Refuse("dryRun", Quoted(check.Value("dryRun")), "one of All");
  }
  check.OneOf("fieldValidation", {"Ignore", "Strict", "Warn"});
  return std::move(check).result();
}

}  // namespace

HttpResponse RefusedOptions(std::string_view name, const Status& why) {
  const auto kind = std::ranges::find(kOptions, name, &KindInfo::name);
  if (why.problems().empty() || kind == std::end(kOptions)) return ErrorResponse(why);
  return JsonResponse(422, ErrorJson(why, {kind, "", ""}, 422));
}

std::optional<HttpResponse> RefuseOptions(const Route& route, const HttpRequest& request) {
  std::string_view name;
  Status checked = Ok();
  if (request.method == "GET") {
    if (!route.name.empty()) return std::nullopt;
    name = "ListOptions";
    checked = CheckList(route);
  } else if (request.method == "DELETE") {
    name = "DeleteOptions";
    checked = CheckNumbers(route, {"gracePeriodSeconds"});
  } else {
    name = request.method == "POST"  ? "CreateOptions"
           : request.method == "PUT" ? "UpdateOptions"
                                     : "PatchOptions";
    checked = CheckWrite(route, request);
  }
  if (checked.ok()) return std::nullopt;
  return RefusedOptions(name, checked);
}

}  // namespace fluid::api
