#include "src/api/route.h"

#include <utility>
#include <vector>

#include "src/api/absent_kinds.h"
#include "src/api/crds.h"
#include "src/api/discovery.h"
#include "src/api/review.h"
#include "src/base/strings.h"

namespace fluid::api {
namespace {

Status NothingHere() { return NotFound("the server could not find the requested resource"); }

Status ParseQuery(std::string_view text, std::map<std::string, std::string>* query) {
  for (const std::string_view part : Split(text, '&')) {
    if (part.empty()) continue;
    const size_t equals = std::min(part.find('='), part.size());
    std::string value(part.substr(std::min(equals + 1, part.size())));
    for (char& c : value) {
      if (c == '+') c = ' ';
    }
    std::string name, decoded;
    if (!PercentDecode(part.substr(0, equals), &name) || !PercentDecode(value, &decoded)) {
      return InvalidArgument("the query holds a broken escape");
    }
    const auto [first, is_first] = query->emplace(name, decoded);
    // Of a repeated parameter the first counts, but no stage of a dry run goes unseen.
    if (!is_first && name == "dryRun" && decoded != "All") first->second = std::move(decoded);
  }
  return Ok();
}

const KindInfo* KindOfPlural(std::string_view group, std::string_view version, std::string_view plural) {
  for (const KindInfo* kind : model::Kinds()) {
    if (kind->group == group && kind->version == version && kind->plural == plural) return kind;
  }
  return FindAbsentKind(group, version, plural);
}

// `parts`: what follows the group's version.
Status ParseResource(std::span<const std::string> parts, Route* route) {
  // "namespaces" is a resource itself, with sub-resources, as well as what stands before the others.
  if (parts.size() >= 3 && parts[0] == "namespaces" && parts[2] != "status" && parts[2] != "finalize") {
    route->space = parts[1];
    parts = parts.subspan(2);
  }
  if (parts.empty() || parts.size() > 3) return NothingHere();
  if (route->group == CrdKind().group && parts[0] == CrdKind().plural) {
    route->what = Route::What::kCrds;
    route->kind = &CrdKind();
    if (parts.size() > 1) route->name = parts[1];
    return parts.size() <= 2 && route->space.empty() ? Ok() : NothingHere();
  }
  route->review = FindReview(route->group, route->version, parts[0]);
  if (route->review) {
    route->what = Route::What::kReview;
    return parts.size() == 1 && route->space.empty() ? Ok() : NothingHere();
  }
  route->kind = KindOfPlural(route->group, route->version, parts[0]);
  if (!route->kind || (!route->space.empty() && !route->kind->namespaced)) return NothingHere();
  route->what = Route::What::kCollection;
  if (parts.size() == 1) return Ok();
  route->what = Route::What::kObject;
  route->name = parts[1];
  if (route->kind->namespaced && route->space.empty()) return NothingHere();
  if (parts.size() == 2) return Ok();
  route->subresource = parts[2];
  const bool known = (route->subresource == "status" && route->kind->has_status) ||
                     (route->subresource == "scale" && route->kind->has_scale()) ||
                     (route->subresource == "finalize" && route->kind->name == "Namespace") ||
                     route->subresource == "progress" || route->subresource == "log" ||
                     route->subresource == "cache";
  return known ? Ok() : NothingHere();
}

// A collection or an object becomes a watch of it.
Status MakeWatch(Route* route) {
  if (route->what == Route::What::kObject && route->subresource.empty()) {
    std::string& fields = route->query["fieldSelector"];
    fields += (fields.empty() ? "metadata.name=" : ",metadata.name=") + std::exchange(route->name, {});
    route->what = Route::What::kCollection;
  }
  route->query["watch"] = "true";
  return route->what == Route::What::kCollection ? Ok() : NothingHere();
}

// "api/v1", "apis/GROUP/VERSION": what `parts` begin with, `used` of them. Nothing after "apis/GROUP" is no
// error.
Status ParseGroupVersion(std::span<const std::string> parts, Route* route, size_t* used) {
  *used = 1;
  if (parts[0] == "apis") {
    if (parts.size() == 1 || parts[1].empty() || !GroupExists(parts[1])) return NothingHere();
    route->group = parts[(*used)++];
    if (parts.size() == *used) return Ok();
  } else if (parts[0] != "api" || parts.size() == 1) {
    return NothingHere();
  }
  route->version = parts[(*used)++];
  return VersionExists(route->group, route->version) ? Ok() : NothingHere();
}

// `parts`: what follows "openapi".
Status ParseOpenApi(std::span<const std::string> parts, Route* route) {
  using What = Route::What;
  if (parts.empty()) return NothingHere();
  route->what = parts[0] == "v2" ? What::kOpenApiV2 : What::kOpenApiIndex;
  if (parts.size() == 1) return parts[0] == "v2" || parts[0] == "v3" ? Ok() : NothingHere();
  if (parts[0] != "v3") return NothingHere();
  route->what = What::kOpenApiV3;
  size_t used = 0;
  FLUID_RETURN_IF_ERROR(ParseGroupVersion(parts.subspan(1), route, &used));
  return used + 1 == parts.size() && !route->version.empty() ? Ok() : NothingHere();
}

Status ParseHealth(std::span<const std::string> parts, Route* route) {
  route->what = Route::What::kAlive;
  route->group = parts[0];
  if (parts.size() == 1) return Ok();
  route->name = parts[1];
  return parts.size() == 2 && IsHealthCheck(route->name) ? Ok() : NothingHere();
}

Status ParsePath(const std::vector<std::string>& parts, Route* route) {
  using What = Route::What;
  const std::string& first = parts[0];
  if (first == "healthz" || first == "livez" || first == "readyz") return ParseHealth(parts, route);
  if (first == "openapi") return ParseOpenApi(std::span(parts).subspan(1), route);
  if (parts.size() == 1) {
    if (first == "version") {
      route->what = What::kVersion;
    } else if (first == "api") {
      route->what = What::kCoreVersions;
    } else if (first == "apis") {
      route->what = What::kGroups;
    } else {
      return NothingHere();
    }
    return Ok();
  }
  size_t used = 0;
  FLUID_RETURN_IF_ERROR(ParseGroupVersion(parts, route, &used));
  if (route->version.empty()) {
    route->what = What::kGroup;
    return Ok();
  }
  if (parts.size() == used) {
    route->what = What::kResources;
    return Ok();
  }
  // An old way to ask for a watch, of one object too, which Kubernetes still takes.
  const bool watch = parts[used] == "watch" && parts.size() > used + 1;
  if (watch) ++used;
  FLUID_RETURN_IF_ERROR(ParseResource(std::span(parts).subspan(used), route));
  return watch ? MakeWatch(route) : Ok();
}

}  // namespace

bool Route::Flag(const std::string& flag) const {
  const auto found = query.find(flag);
  if (found == query.end() || found->second == "0") return false;
  return !SameWord(found->second, "false");
}

std::string Route::Query(const std::string& parameter) const {
  const auto found = query.find(parameter);
  return found == query.end() ? std::string() : found->second;
}

Result<Route> ParseRoute(std::string_view target) {
  Route route;
  const size_t question = target.find('?');
  std::string_view path = target.substr(0, question);
  if (question != std::string_view::npos) {
    FLUID_RETURN_IF_ERROR(ParseQuery(target.substr(question + 1), &route.query));
  }
  if (path.empty() || path[0] != '/') return InvalidArgument("the path must begin with /");
  path.remove_prefix(1);
  const bool slash = path.ends_with('/');
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  std::vector<std::string> parts;
  for (const std::string_view part : Split(path, '/')) {
    std::string decoded;
    if (!PercentDecode(part, &decoded)) return InvalidArgument("the path holds a broken escape");
    parts.push_back(std::move(decoded));
  }
  if (parts.empty() || (parts.size() == 1 && parts[0].empty())) {
    route.what = Route::What::kRoot;
    return route;
  }
  FLUID_RETURN_IF_ERROR(ParsePath(parts, &route));
  using enum Route::What;  // which have one name each, where what holds resources may end in a slash
  if (slash && (route.what == kAlive || route.what == kOpenApiV2 || route.what == kOpenApiIndex)) {
    return NothingHere();
  }
  return route;
}

std::string PathOf(const KindInfo& kind, std::string_view space, std::string_view name,
                   std::string_view subresource) {
  std::string path = kind.group.empty() ? "/api" : "/apis/" + std::string(kind.group);
  path += '/';
  path += kind.version;
  if (kind.namespaced && !space.empty()) path += "/namespaces/" + PercentEncode(space);
  path += '/';
  path += kind.plural;
  if (!name.empty()) path += '/' + PercentEncode(name);
  if (!subresource.empty()) path += '/' + std::string(subresource);
  return path;
}

}  // namespace fluid::api
