#include "src/api/openapi_paths.h"

#include <fmt/format.h>

#include <vector>

#include "src/api/json.h"
#include "src/api/route.h"

namespace fluid::api {
namespace {

struct Parameter {
  std::string_view name, type, doc;
};

constexpr Parameter kDryRun{"dryRun", "string", "All: everything but the storing is done"};
constexpr Parameter kFieldManager{"fieldManager", "string", "in whose name fields are set"};
constexpr Parameter kFieldValidation{"fieldValidation", "string",
                                     "what becomes of unknown fields: Ignore, Warn or Strict"};
constexpr Parameter kForce{"force", "boolean", "takes fields over from other managers"};
constexpr Parameter kLabelSelector{"labelSelector", "string", "which objects, by label"};
constexpr Parameter kFieldSelector{"fieldSelector", "string", "which objects, by field"};

constexpr Parameter kOfList[] = {
    kLabelSelector,
    kFieldSelector,
    {"limit", "integer", "how many objects at most"},
    {"continue", "string", "where the last answer ended"},
    {"resourceVersion", "string", "from which state on"},
    {"resourceVersionMatch", "string", "how exactly that state is meant"},
    {"watch", "boolean", "changes as they come"},
    {"allowWatchBookmarks", "boolean", "marks in a watch from where it may be resumed"},
    {"sendInitialEvents", "boolean", "a watch begins with the objects that are there"},
    {"timeoutSeconds", "integer", "after which a watch ends"},
};
constexpr Parameter kOfDelete[] = {
    kDryRun, {"propagationPolicy", "string", "what becomes of the objects that it owns"}};
constexpr Parameter kOfDeleteCollection[] = {kLabelSelector, kFieldSelector, kDryRun};
constexpr Parameter kOfWrite[] = {kDryRun, kFieldManager, kFieldValidation};
constexpr Parameter kOfPatch[] = {kDryRun, kFieldManager, kFieldValidation, kForce};

struct Verb {
  std::string_view method;  // of HTTP
  std::string_view action;  // x-kubernetes-action
  std::string_view word;    // of operationId
  std::span<const Parameter> parameters;
  bool takes_object = false, gives_list = false;
};

constexpr Verb kList{"get", "list", "list", kOfList, false, true};
constexpr Verb kGet{"get", "get", "read", {}};
constexpr Verb kCreate{"post", "post", "create", kOfWrite, true};
constexpr Verb kReplace{"put", "put", "replace", kOfWrite, true};
constexpr Verb kPatch{"patch", "patch", "patch", kOfPatch, true};
constexpr Verb kDelete{"delete", "delete", "delete", kOfDelete};
constexpr Verb kDeleteCollection{"delete", "deletecollection", "deletecollection", kOfDeleteCollection};
constexpr Verb kOfCollection[] = {kList, kCreate, kDeleteCollection};
constexpr Verb kOfObject[] = {kGet, kReplace, kPatch, kDelete};
constexpr Verb kOfStatus[] = {kGet, kReplace, kPatch};
constexpr Verb kOfAll[] = {kList};
constexpr std::string_view kScale = "Scale";

constexpr std::string_view kPatchTypes[] = {"application/json-patch+json", "application/merge-patch+json",
                                            "application/apply-patch+yaml"};

void Append(std::string& members, std::string_view member) {
  if (!members.empty()) members += ',';
  members += member;
}

class Paths {
 public:
  Paths(OpenApi format, OpenApiSchemas& schemas) : v3_(format == OpenApi::kV3), schemas_(schemas) {}

  std::string Take() { return std::move(text_); }

  void AddKind(const KindInfo& kind) {
    const std::string all = PathOf(kind, "");
    std::string place = all;
    if (kind.namespaced) {
      Add(kind, all, kOfAll, "ForAllNamespaces", false);
      place.insert(place.rfind('/'), "/namespaces/{namespace}");
    }
    Add(kind, place, kOfCollection, "", false);
    Add(kind, place + "/{name}", kOfObject, "", true);
    if (kind.has_status) Add(kind, place + "/{name}/status", kOfStatus, "Status", true);
    if (kind.has_scale()) Add(kind, place + "/{name}/scale", kOfStatus, kScale, true);
  }

 private:
  std::string PathParameter(std::string_view name, std::string_view doc) const {
    return fmt::format(R"({{"name":"{}","in":"path","required":true,"description":{},{}}})", name,
                       Quoted(doc), v3_ ? R"("schema":{"type":"string"})" : R"("type":"string")");
  }

  std::string QueryParameter(const Parameter& parameter) const {
    const std::string type = fmt::format(R"("type":"{}")", parameter.type);
    return fmt::format(R"({{"name":"{}","in":"query","description":{},{}}})", parameter.name,
                       Quoted(parameter.doc), v3_ ? fmt::format(R"("schema":{{{}}})", type) : type);
  }

  std::string Operation(const KindInfo& kind, const Verb& verb, std::string_view suffix, bool in_namespace) {
    const bool scale = suffix == kScale;
    const std::string object = scale ? schemas_.ScaleReference() : schemas_.KindReference(kind);
    const std::string answer = verb.gives_list ? schemas_.ListReference(kind) : object;
    const bool patch = verb.method == "patch";
    std::string parameters, body, consumes;
    for (const Parameter& parameter : verb.parameters) Append(parameters, QueryParameter(parameter));
    if (verb.takes_object && v3_) {
      std::string contents;
      if (patch) {
        for (const std::string_view type : kPatchTypes) {
          Append(contents, fmt::format(R"("{}":{{"schema":{{"type":"object"}}}})", type));
        }
      } else {
        contents = fmt::format(R"("application/json":{{"schema":{}}})", object);
      }
      body = fmt::format(R"("requestBody":{{"required":true,"content":{{{}}}}},)", contents);
    } else if (verb.takes_object) {
      Append(parameters, fmt::format(R"({{"name":"body","in":"body","required":true,"schema":{}}})",
                                     patch ? R"({"type":"object"})" : object));
      std::string types;
      if (!patch) types = R"("application/json")";
      for (const std::string_view type : kPatchTypes) {
        if (patch) Append(types, Quoted(type));
      }
      consumes = fmt::format(R"("consumes":[{}],"produces":["application/json"],)", types);
    }
    const std::string answers =
        v3_ ? fmt::format(R"({{"description":"OK","content":{{"application/json":{{"schema":{}}}}}}})",
                          answer)
            : fmt::format(R"({{"description":"OK","schema":{}}})", answer);
    return fmt::format(R"("{}":{{"operationId":"{}{}{}{}","parameters":[{}],{}{}"responses":{{"{}":{}}},)"
                       R"("x-kubernetes-action":"{}",)"
                       R"("x-kubernetes-group-version-kind":{{"group":"{}","kind":"{}","version":"{}"}}}})",
                       verb.method, verb.word, in_namespace ? "Namespaced" : "", kind.name, suffix,
                       parameters, body, consumes, verb.method == "post" ? 201 : 200, answers, verb.action,
                       scale ? "autoscaling" : kind.group, scale ? "Scale" : kind.name,
                       scale ? "v1" : kind.version);
  }

  void Add(const KindInfo& kind, const std::string& path, std::span<const Verb> verbs,
           std::string_view suffix, bool named) {
    const bool in_namespace = path.find("{namespace}") != std::string::npos;
    std::string operations, parameters;
    for (const Verb& verb : verbs) Append(operations, Operation(kind, verb, suffix, in_namespace));
    if (named) Append(parameters, PathParameter("name", "of the object"));
    if (in_namespace) Append(parameters, PathParameter("namespace", "of the object"));
    if (!parameters.empty()) Append(operations, fmt::format(R"("parameters":[{}])", parameters));
    Append(text_, fmt::format(R"("{}":{{{}}})", path, operations));
  }

  const bool v3_;
  OpenApiSchemas& schemas_;
  std::string text_;
};

}  // namespace

std::string OpenApiPaths(OpenApi format, std::string_view group, std::string_view version,
                         OpenApiSchemas& schemas) {
  Paths paths(format, schemas);
  for (const KindInfo* kind : model::Kinds()) {
    if (kind->group == group && kind->version == version) paths.AddKind(*kind);
  }
  return paths.Take();
}

}  // namespace fluid::api
