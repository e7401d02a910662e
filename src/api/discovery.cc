#include "src/api/discovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "src/api/absent_kinds.h"
#include "src/api/crds.h"
#include "src/api/json.h"
#include "src/api/media_type.h"
#include "src/api/resource_api.h"
#include "src/api/review.h"
#include "src/model/kind.h"

namespace fluid::api {
namespace {

// The release of Kubernetes whose API is spoken: clients decide by it what to ask for.
constexpr std::string_view kMajor = "1", kMinor = "33";

constexpr std::string_view kObjectVerbs[] = {"create", "delete", "deletecollection", "get",
                                             "list",   "patch",  "update",           "watch"};
constexpr std::string_view kPartVerbs[] = {"get", "patch", "update"};  // of sub-resources
constexpr std::string_view kReviewVerbs[] = {"create"};
constexpr std::string_view kReadVerbs[] = {"get", "list", "watch"};

// A resource as discovery tells it, whether it is a kind of the model or a review.
struct Resource {
  std::string_view group, version;
  std::string_view name, singular, kind;
  bool namespaced = false;
  std::span<const std::string_view> verbs, short_names, categories;
  bool has_status = false, has_scale = false;
};

std::vector<Resource> Resources() {
  std::vector<Resource> all;
  for (const KindInfo* kind : model::Kinds()) {
    all.push_back({kind->group, kind->version, kind->plural, kind->singular, kind->name, kind->namespaced,
                   kObjectVerbs, kind->short_names, kind->categories, kind->has_status, kind->has_scale()});
  }
  const auto add_readable = [&](const KindInfo& kind) {
    all.push_back({kind.group, kind.version, kind.plural, kind.singular, kind.name, kind.namespaced,
                   kReadVerbs, kind.short_names, kind.categories});
  };
  add_readable(CrdKind());
  for (const KindInfo& kind : AbsentKinds()) add_readable(kind);
  for (const Review& review : Reviews()) {
    all.push_back({review.group,
                   review.version,
                   review.plural,
                   review.singular,
                   review.kind,
                   false,
                   kReviewVerbs,
                   {},
                   {}});
  }
  return all;
}

struct GroupVersion {
  std::string_view group, version;
  auto operator<=>(const GroupVersion&) const = default;
};

const std::vector<GroupVersion>& GroupVersions() {
  static const std::vector<GroupVersion> versions = [] {
    std::vector<GroupVersion> all;
    for (const Resource& resource : Resources()) all.push_back({resource.group, resource.version});
    std::ranges::sort(all);
    const auto doubles = std::ranges::unique(all);
    all.erase(doubles.begin(), doubles.end());
    return all;
  }();
  return versions;
}

void Append(std::string& list, std::string_view item) {
  if (!list.empty()) list += ',';
  list += item;
}

std::string QuotedList(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) Append(text, Quoted(word));
  return '[' + text + ']';
}

// ",NAME:[WORDS]", or nothing.
std::string OptionalList(std::string_view name, std::span<const std::string_view> words) {
  return words.empty() ? "" : fmt::format(",\"{}\":{}", name, QuotedList(words));
}

std::string CoreVersionsJson() {
  return R"({"kind":"APIVersions","versions":["v1"],"serverAddressByClientCIDRs":[]})";
}

std::string GroupBody(std::string_view group) {
  std::string versions, first;
  for (const GroupVersion& each : GroupVersions()) {
    if (each.group != group) continue;
    const std::string entry =
        fmt::format(R"({{"groupVersion":"{0}/{1}","version":"{1}"}})", group, each.version);
    if (first.empty()) first = entry;
    Append(versions, entry);
  }
  return fmt::format(R"("name":"{}","versions":[{}],"preferredVersion":{})", group, versions, first);
}

std::string GroupListJson() {
  std::string groups;
  std::string_view last;
  for (const GroupVersion& each : GroupVersions()) {
    if (each.group == last) continue;  // the core group, which is none here, sorts first
    last = each.group;
    Append(groups, '{' + GroupBody(each.group) + '}');
  }
  return fmt::format(R"({{"kind":"APIGroupList","apiVersion":"v1","groups":[{}]}})", groups);
}

std::string GroupJson(std::string_view group) {
  return fmt::format(R"({{"kind":"APIGroup","apiVersion":"v1",{}}})", GroupBody(group));
}

std::string ResourceListJson(std::string_view group, std::string_view version) {
  std::string text;
  for (const Resource& each : Resources()) {
    if (each.group != group || each.version != version) continue;
    Append(text,
           fmt::format(R"({{"name":"{}","singularName":"{}","namespaced":{},"kind":"{}","verbs":{}{}{}}})",
                       each.name, each.singular, each.namespaced, each.kind, QuotedList(each.verbs),
                       OptionalList("shortNames", each.short_names),
                       OptionalList("categories", each.categories)));
    const auto part = [&](std::string_view name, std::string_view of) {
      Append(text, fmt::format(R"({{"name":"{}/{}","singularName":"","namespaced":{},{},"verbs":{}}})",
                               each.name, name, each.namespaced, of, QuotedList(kPartVerbs)));
    };
    if (each.has_status) part("status", fmt::format(R"("kind":"{}")", each.kind));
    if (each.kind == "Namespace") {
      Append(text, R"({"name":"namespaces/finalize","singularName":"","namespaced":false,"kind":"Namespace",)"
                   R"("verbs":["update"]})");
    }
    if (each.has_scale) part("scale", R"("group":"autoscaling","version":"v1","kind":"Scale")");
  }
  return fmt::format(
      R"({{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"{}{}{}","resources":[{}]}})", group,
      group.empty() ? "" : "/", version, text);
}

std::string AggregatedResource(const Resource& each) {
  const std::string answer =
      fmt::format(R"({{"group":"{}","version":"{}","kind":"{}"}})", each.group, each.version, each.kind);
  std::string parts;
  const auto part = [&](std::string_view name, std::string_view kind) {
    Append(parts, fmt::format(R"({{"subresource":"{}","responseKind":{},"verbs":{}}})", name, kind,
                              QuotedList(kPartVerbs)));
  };
  if (each.has_status) part("status", answer);
  if (each.has_scale) part("scale", R"({"group":"autoscaling","version":"v1","kind":"Scale"})");
  if (!parts.empty()) parts = ",\"subresources\":[" + parts + ']';
  return fmt::format(
      R"({{"resource":"{}","responseKind":{},"scope":"{}","singularResource":"{}","verbs":{}{}{}{}}})",
      each.name, answer, each.namespaced ? "Namespaced" : "Cluster", each.singular, QuotedList(each.verbs),
      OptionalList("shortNames", each.short_names), OptionalList("categories", each.categories), parts);
}

// `core`: the core group only; otherwise all others.
std::string AggregatedJson(bool core, std::string_view discovery_version) {
  const std::vector<GroupVersion>& versions = GroupVersions();
  std::string items;
  for (auto at = versions.begin(); at != versions.end();) {
    const std::string_view group = at->group;
    std::string texts;
    for (; at != versions.end() && at->group == group; ++at) {
      std::string resources;
      for (const Resource& each : Resources()) {
        if (each.group == group && each.version == at->version) Append(resources, AggregatedResource(each));
      }
      Append(texts, fmt::format(R"({{"version":"{}","resources":[{}],"freshness":"Current"}})", at->version,
                                resources));
    }
    if (group.empty() != core) continue;
    Append(items, fmt::format(R"({{"metadata":{{"name":"{}","creationTimestamp":null}},"versions":[{}]}})",
                              group, texts));
  }
  return fmt::format(
      R"({{"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/{}","metadata":{{}},"items":[{}]}})",
      discovery_version, items);
}

// /api and /apis have two forms; newer clients ask for all at once.
HttpResponse AnswerGroups(const Route& route, const HttpRequest& request) {
  const bool core = route.what == Route::What::kCoreVersions;
  for (const MediaType& media : Accepted(request)) {
    if (!media.is_json()) continue;
    if (media["as"].empty()) break;
    const std::string_view version = media["v"];
    if (media["as"] != "APIGroupDiscoveryList" || (version != "v2" && version != "v2beta1")) continue;
    HttpResponse response;
    response.headers.Add(
        "Content-Type",
        fmt::format("application/json;g=apidiscovery.k8s.io;v={};as=APIGroupDiscoveryList", version));
    response.body = AggregatedJson(core, version);
    return response;
  }
  return JsonResponse(200, core ? CoreVersionsJson() : GroupListJson());
}

std::string VersionJson(std::string_view version) {
  return fmt::format(
      R"({{"major":"{}","minor":"{}","gitVersion":"{}","gitCommit":"","gitTreeState":"clean",)"
      R"("buildDate":"1970-01-01T00:00:00Z","goVersion":"","compiler":"","platform":"linux/amd64"}})",
      kMajor, kMinor, SpokenVersion(version));
}

// What a client without a plan may try.
std::string PathsJson() {
  std::string paths = R"("/api")";
  std::string_view last;
  for (const GroupVersion& each : GroupVersions()) {
    if (each.group.empty()) {
      Append(paths, fmt::format(R"("/api/{}","/apis")", each.version));
      continue;
    }
    if (each.group != last) Append(paths, fmt::format(R"("/apis/{}")", each.group));
    last = each.group;
    Append(paths, fmt::format(R"("/apis/{}/{}")", each.group, each.version));
  }
  return fmt::format(
      R"({{"paths":[{},"/healthz","/livez","/openapi/v2","/openapi/v3","/readyz","/version"]}})", paths);
}

// A server that answers passes them.
constexpr std::string_view kHealthChecks[] = {"ping"};

}  // namespace

std::string SpokenVersion(std::string_view version) {
  return fmt::format("v{}.{}.0+fluid-{}", kMajor, kMinor, version);
}

bool GroupExists(std::string_view group) {
  return std::ranges::any_of(GroupVersions(), [&](const GroupVersion& each) { return each.group == group; });
}

bool VersionExists(std::string_view group, std::string_view version) {
  return std::ranges::any_of(GroupVersions(),
                             [&](const GroupVersion& each) { return each == GroupVersion{group, version}; });
}

bool IsHealthCheck(std::string_view name) {
  return std::ranges::find(kHealthChecks, name) != std::end(kHealthChecks);
}

HttpResponse AnswerHealth(const Route& route) {
  HttpResponse alive;
  alive.headers.Add("Content-Type", "text/plain; charset=utf-8");
  if (!route.query.contains("verbose") || !route.name.empty()) {
    alive.body = "ok";
    return alive;
  }
  const std::string excluded = route.Query("exclude");
  for (const std::string_view check : kHealthChecks) {
    alive.body +=
        check == excluded ? fmt::format("[+]{} excluded: ok\n", check) : fmt::format("[+]{} ok\n", check);
  }
  if (!excluded.empty() && !IsHealthCheck(excluded)) {
    alive.body +=
        fmt::format("warn: some health checks cannot be excluded: no matches for {}\n", Quoted(excluded));
  }
  alive.body += fmt::format("{} check passed\n", route.group);
  return alive;
}

HttpResponse AnswerDiscovery(const Route& route, const HttpRequest& request, std::string_view version) {
  switch (route.what) {
    case Route::What::kRoot:
      return JsonResponse(200, PathsJson());
    case Route::What::kVersion:
      return JsonResponse(200, VersionJson(version));
    case Route::What::kCoreVersions:
    case Route::What::kGroups:
      return AnswerGroups(route, request);
    case Route::What::kGroup:
      return JsonResponse(200, GroupJson(route.group));
    case Route::What::kResources:
      return JsonResponse(200, ResourceListJson(route.group, route.version));
    default:
      return AnswerHealth(route);
  }
}

}  // namespace fluid::api
