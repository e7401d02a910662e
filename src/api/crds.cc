#include "src/api/crds.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "src/api/json.h"
#include "src/api/resource_api.h"
#include "src/api/selector.h"
#include "src/api/table.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/generated/core.h"
#include "src/model/resource.h"

namespace fluid::api {
namespace {

constexpr std::string_view kShortNames[] = {"crd", "crds"};
constexpr std::string_view kCategories[] = {"api-extensions"};
constexpr PrinterColumn kColumns[] = {{"Created At", ".metadata.creationTimestamp"}};
constexpr KindInfo kCrd{.name = "CustomResourceDefinition",
                        .list_kind = "CustomResourceDefinitionList",
                        .group = "apiextensions.k8s.io",
                        .version = "v1",
                        .api_version = "apiextensions.k8s.io/v1",
                        .plural = "customresourcedefinitions",
                        .singular = "customresourcedefinition",
                        .short_names = kShortNames,
                        .categories = kCategories,
                        .namespaced = false,
                        .has_status = false,
                        .columns = kColumns};

std::string NameOf(const KindInfo& kind) { return fmt::format("{}.{}", kind.plural, kind.group); }

// The kinds that are not Kubernetes' own.
std::vector<const KindInfo*> CustomKinds() {
  std::vector<const KindInfo*> kinds;
  for (const KindInfo* kind : model::Kinds()) {
    if (!kind->group.empty()) kinds.push_back(kind);
  }
  std::ranges::sort(kinds, {}, [](const KindInfo* kind) { return NameOf(*kind); });
  return kinds;
}

std::string Words(std::string_view member, std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ",") + Quoted(word);
  return text.empty() ? text : fmt::format(",\"{}\":[{}]", member, text);
}

std::string NamesJson(const KindInfo& kind) {
  return fmt::format(R"({{"plural":"{}","singular":"{}","kind":"{}","listKind":"{}"{}{}}})", kind.plural,
                     kind.singular, kind.name, kind.list_kind, Words("shortNames", kind.short_names),
                     Words("categories", kind.categories));
}

std::string ColumnsJson(const KindInfo& kind) {
  std::string text;
  for (const PrinterColumn& column : kind.columns) {
    const std::string_view type = column.type == PrinterColumn::Type::kNumber ? "integer"
                                  : column.type == PrinterColumn::Type::kAge  ? "date"
                                                                              : "string";
    text += fmt::format(R"({}{{"name":{},"type":"{}","jsonPath":{},"priority":{}}})", text.empty() ? "" : ",",
                        Quoted(column.name), type, Quoted(column.path), column.priority);
  }
  return text.empty() ? text : ",\"additionalPrinterColumns\":[" + text + ']';
}

std::string SubresourcesJson(const KindInfo& kind) {
  std::string text = kind.has_status ? R"("status":{})" : "";
  if (kind.has_scale()) {
    text += fmt::format(R"({}"scale":{{"specReplicasPath":"{}","statusReplicasPath":"{}")",
                        text.empty() ? "" : ",", kind.scale.spec, kind.scale.status);
    if (!kind.scale.selector.empty())
      text += fmt::format(R"(,"labelSelectorPath":"{}")", kind.scale.selector);
    text += '}';
  }
  return text.empty() ? text : ",\"subresources\":{" + text + '}';
}

// `since`: when this server began to serve it.
std::string CrdJson(const KindInfo& kind, const std::string& since) {
  const auto condition = [&](std::string_view type, std::string_view reason, std::string_view message) {
    return fmt::format(
        R"({{"type":"{}","status":"True","reason":"{}","message":"{}","lastTransitionTime":"{}"}})", type,
        reason, message, since);
  };
  return fmt::format(
      R"({{"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1",)"
      R"("metadata":{{"name":"{}","resourceVersion":"1","generation":1,"creationTimestamp":"{}"}},)"
      R"("spec":{{"group":"{}","names":{},"scope":"{}","conversion":{{"strategy":"None"}},"versions":[)"
      R"({{"name":"{}","served":true,"storage":true,"schema":{{"openAPIV3Schema":{{"type":"object",)"
      R"("x-kubernetes-preserve-unknown-fields":true}}}}{}{}}}]}},)"
      R"("status":{{"acceptedNames":{},"storedVersions":["{}"],"conditions":[{},{}]}}}})",
      NameOf(kind), since, kind.group, NamesJson(kind), kind.namespaced ? "Namespaced" : "Cluster",
      kind.version, SubresourcesJson(kind), ColumnsJson(kind), NamesJson(kind), kind.version,
      condition("NamesAccepted", "NoConflicts", "no conflicts found"),
      condition("Established", "InitialNamesAccepted", "the initial names have been accepted"));
}

}  // namespace

const KindInfo& CrdKind() { return kCrd; }

HttpResponse AnswerCrds(const Route& route, const HttpRequest& request) {
  static const std::string& since = *new std::string(FormatTime(std::chrono::system_clock::now()));
  if (request.method != "GET") {
    return ErrorResponse(Unimplemented(fmt::format("{} is not allowed here", request.method)), &route);
  }
  const Presentation shown = Presentation::Of(route, request);
  if (!route.name.empty()) {
    for (const KindInfo* kind : CustomKinds()) {
      if (NameOf(*kind) == route.name) return JsonResponse(200, shown.OneJson(CrdJson(*kind, since)));
    }
    return ErrorResponse(NotFound("there is none"), &route);
  }
  const Result<Selector> selector =
      Selector::Parse(model::Namespace::Info(), route.Query("labelSelector"), route.Query("fieldSelector"));
  if (!selector.ok()) return ErrorResponse(selector.status(), &route);
  std::string items;
  for (const KindInfo* kind : CustomKinds()) {
    // Selectors ask objects of the store; a namespace has what they may ask of a definition: a name.
    Metadata metadata;
    metadata.name = NameOf(*kind);
    if (!selector->Matches(model::Make(metadata, model::Namespace{}))) continue;
    items += (items.empty() ? "" : ",") + shown.ItemJson(CrdJson(*kind, since));
  }
  return JsonResponse(
      200, shown.ListHead(R"({"resourceVersion":"1"})") + items + std::string(Presentation::kListTail));
}

}  // namespace fluid::api
