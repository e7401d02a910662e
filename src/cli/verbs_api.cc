// api-resources, api-versions and version: what the server says of itself.
#include <fmt/format.h>

#include <algorithm>

#include "src/api/json.h"
#include "src/api/status_json.h"
#include "src/cli/table.h"
#include "src/cli/verbs.h"
#include "src/cli/which_server.h"

namespace fluid::cli {
namespace {

using api::Json;

constexpr Duration kPatience = std::chrono::seconds(1);  // of who asks for versions

Result<Json> Ask(api::ApiClient& client, std::string path) {
  api::HttpRequest request;
  request.method = "GET";
  request.target = std::move(path);
  FLUID_ASSIGN_OR_RETURN(const api::HttpResponse answer, client.Do(std::move(request)));
  if (answer.status >= 300) return api::StatusFromJson(answer.status, answer.body);
  return Json::Parse(answer.body);
}

// "v1", "data.fluid.io/v1alpha1" ..: all there are, the preferred ones of the groups only if asked for.
Result<std::vector<std::string>> VersionsOf(api::ApiClient& client, bool preferred) {
  FLUID_ASSIGN_OR_RETURN(const Json core, Ask(client, "/api"));
  FLUID_ASSIGN_OR_RETURN(const Json groups, Ask(client, "/apis"));
  std::vector<std::string> versions;
  for (const Json& version : core["versions"].items()) versions.push_back(version.text());
  for (const Json& group : groups["groups"].items()) {
    if (preferred) {
      versions.push_back(group.at(".preferredVersion.groupVersion").text());
      continue;
    }
    for (const Json& version : group["versions"].items()) versions.push_back(version["groupVersion"].text());
  }
  return versions;
}

struct Resource {
  std::string group, version;  // "data.fluid.io", "data.fluid.io/v1alpha1"
  Json json;
};

std::string Joined(const Json& texts) {
  std::vector<std::string> all;
  for (const Json& text : texts.items()) all.push_back(text.text());
  return fmt::format("{}", fmt::join(all, ","));
}

Result<std::vector<Resource>> ResourcesOf(api::ApiClient& client, const ApiResourcesOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> versions, VersionsOf(client, /*preferred=*/true));
  std::vector<Resource> resources;
  for (const std::string& version : versions) {
    const size_t slash = version.find('/');
    const std::string group = slash == std::string::npos ? "" : version.substr(0, slash);
    if (!options.any_group && options.group != group) continue;
    FLUID_ASSIGN_OR_RETURN(const Json list, Ask(client, (group.empty() ? "/api/" : "/apis/") + version));
    for (const Json& resource : list["resources"].items()) {
      if (resource["name"].text().find('/') != std::string::npos || resource["verbs"].items().empty())
        continue;
      if (!options.namespaced.empty() && resource["namespaced"].text() != options.namespaced) continue;
      resources.push_back({group, version, resource});
    }
  }
  std::ranges::sort(resources, [](const Resource& a, const Resource& b) {
    return std::pair(a.group, a.json["name"].text()) < std::pair(b.group, b.json["name"].text());
  });
  return resources;
}

// What a server that answers says of its version; empty: none does.
std::string ServerVersion(const Common& common, std::stop_token stop) {
  Result<api::Endpoint> server = WhichServer(common);
  if (!server.ok()) return {};
  api::ApiClient client(*std::move(server), kPatience, std::move(stop));
  const Result<Json> version = Ask(client, "/version");
  return version.ok() ? (*version)["gitVersion"].text() : "";
}

}  // namespace

Status ApiResources(Context& context, const ApiResourcesOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const std::vector<Resource> resources, ResourcesOf(context.client, options));
  const bool wide = context.common.format == Format::kWide;
  std::vector<std::string> header = {"NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"};
  if (wide) header.insert(header.end(), {"VERBS", "CATEGORIES"});
  Table table(std::move(header), options.no_headers ? Table::Header::kHidden : Table::Header::kShown,
              wide ? Table::Ends::kAsTheyAre : Table::Ends::kTrimmed);
  for (const Resource& resource : resources) {
    const std::string name = resource.json["name"].text();
    if (context.common.format == Format::kName) {
      context.console.out << name << (resource.group.empty() ? "" : ".") << resource.group << '\n';
      continue;
    }
    std::vector<std::string> row = {name, Joined(resource.json["shortNames"]), resource.version,
                                    resource.json["namespaced"].text(), resource.json["kind"].text()};
    if (wide) row.insert(row.end(), {Joined(resource.json["verbs"]), Joined(resource.json["categories"])});
    table.Add(std::move(row));
  }
  if (context.common.format != Format::kName) table.Print(context.console.out);
  return Ok();
}

Status ApiVersions(Context& context) {
  FLUID_ASSIGN_OR_RETURN(std::vector<std::string> versions, VersionsOf(context.client, /*preferred=*/false));
  std::ranges::sort(versions);
  for (const std::string& version : versions) context.console.out << version << '\n';
  return Ok();
}

Status Version(Console& console, const Common& common, const VersionOptions& options, std::string_view ours) {
  const std::string server = options.client ? std::string() : ServerVersion(common, console.stop);
  switch (common.format) {
    case Format::kJson:
      console.out << fmt::format(R"({{"version":{}{}}})", api::Quoted(ours),
                                 server.empty() ? "" : ",\"server\":" + api::Quoted(server))
                  << '\n';
      break;
    case Format::kYaml:
      console.out << fmt::format("version: {}\n", ours);
      if (!server.empty()) console.out << fmt::format("server: {}\n", server);
      break;
    default:
      console.out << fmt::format("fluid {}\n", ours);
      if (!server.empty()) console.out << fmt::format("server {}\n", server);
  }
  return Ok();
}

}  // namespace fluid::cli
