#include "src/api/discovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "src/api/json.h"
#include "src/model/kind.h"

namespace fluid::api {
namespace {

// The resource API that is spoken, in the terms of Kubernetes' releases: clients decide by it what to ask
// for.
constexpr std::string_view kMajor = "1", kMinor = "33";

std::vector<std::string_view> Groups() {
  std::vector<std::string_view> groups;
  for (const KindInfo* kind : model::Kinds()) {
    const bool known = std::find(groups.begin(), groups.end(), kind->group) != groups.end();
    if (!kind->group.empty() && !known) groups.push_back(kind->group);
  }
  std::sort(groups.begin(), groups.end());
  return groups;
}

std::vector<std::string_view> VersionsOf(std::string_view group) {
  std::vector<std::string_view> versions;
  for (const KindInfo* kind : model::Kinds()) {
    const bool known = std::find(versions.begin(), versions.end(), kind->version) != versions.end();
    if (kind->group == group && !known) versions.push_back(kind->version);
  }
  return versions;
}

std::string QuotedList(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words)
    text += fmt::format("{}{}", text.empty() ? "" : ",", Quoted(word));
  return '[' + text + ']';
}

std::string GroupBody(std::string_view group) {
  std::string versions, first;
  for (const std::string_view version : VersionsOf(group)) {
    const std::string entry =
        fmt::format("{{\"groupVersion\":\"{0}/{1}\",\"version\":\"{1}\"}}", group, version);
    if (first.empty()) first = entry;
    versions += (versions.empty() ? "" : ",") + entry;
  }
  return fmt::format("\"name\":\"{}\",\"versions\":[{}],\"preferredVersion\":{}", group, versions, first);
}

std::string ResourceJson(const KindInfo& kind) {
  std::string text = fmt::format(
      "{{\"name\":\"{}\",\"singularName\":\"{}\",\"namespaced\":{},\"kind\":\"{}\",\"verbs\":[\"create\","
      "\"delete\","
      "\"get\",\"list\",\"patch\",\"update\",\"watch\"]",
      kind.plural, kind.singular, kind.namespaced, kind.name);
  if (!kind.short_names.empty()) text += ",\"shortNames\":" + QuotedList(kind.short_names);
  if (!kind.categories.empty()) text += ",\"categories\":" + QuotedList(kind.categories);
  return text + '}';
}

}  // namespace

std::string CoreVersionsJson() {
  return "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"],\"serverAddressByClientCIDRs\":[]}";
}

std::string GroupListJson() {
  std::string groups;
  for (const std::string_view group : Groups()) {
    groups += fmt::format("{}{{{}}}", groups.empty() ? "" : ",", GroupBody(group));
  }
  return fmt::format("{{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[{}]}}", groups);
}

std::string GroupJson(std::string_view group) {
  return fmt::format("{{\"kind\":\"APIGroup\",\"apiVersion\":\"v1\",{}}}", GroupBody(group));
}

std::string ResourceListJson(std::string_view group, std::string_view version) {
  std::string resources;
  for (const KindInfo* kind : model::Kinds()) {
    if (kind->group != group || kind->version != version) continue;
    resources += (resources.empty() ? "" : ",") + ResourceJson(*kind);
    if (!kind->has_status) continue;
    resources += fmt::format(
        ",{{\"name\":\"{}/"
        "status\",\"singularName\":\"\",\"namespaced\":{},\"kind\":\"{}\",\"verbs\":[\"get\","
        "\"patch\",\"update\"]}}",
        kind->plural, kind->namespaced, kind->name);
  }
  return fmt::format(
      "{{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"{}{}{}\",\"resources\":[{}]}}",
      group, group.empty() ? "" : "/", version, resources);
}

std::string VersionJson(std::string_view version) {
  return fmt::format(
      "{{\"major\":\"{0}\",\"minor\":\"{1}\",\"gitVersion\":\"v{0}.{1}.0+fluid-{2}\",\"gitCommit\":\"\","
      "\"gitTreeState\":\"clean\",\"buildDate\":\"1970-01-01T00:00:00Z\",\"goVersion\":\"\",\"compiler\":"
      "\"\","
      "\"platform\":\"linux/amd64\"}}",
      kMajor, kMinor, version);
}

}  // namespace fluid::api
