#include "src/api/write_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "src/api/apply_patch.h"
#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/model/json.h"
#include "src/model/shape.h"
#include "src/model/tree.h"

namespace fluid::api {
namespace {

using model::Node;
using model::Tree;

constexpr size_t kLongestManager = 128;

std::string_view MediaTypeOf(const HttpRequest& request) {
  const std::string* type = request.headers.Find("Content-Type");
  return type ? Trim(std::string_view(*type).substr(0, type->find(';'))) : std::string_view();
}

bool Printable(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
}

std::string ManagerOfAgent(const HttpRequest& request) {
  const std::string* agent = request.headers.Find("User-Agent");
  if (!agent) return "unknown";
  std::string name;
  for (const char c : agent->substr(0, agent->find('/'))) {
    if (Printable(std::string_view(&c, 1)) && name.size() < kLongestManager) name += c;
  }
  return name.empty() ? "unknown" : name;
}

// Takes out what the tables don't describe.
class FieldSieve {
 public:
  explicit FieldSieve(std::vector<std::string>* unknown) : unknown_(unknown) {}

  void Map(Node& map, const ShapeInfo& shape, const std::string& path) {
    if (!map.is(Node::Kind::kMap)) return;
    Node* before = nullptr;
    for (Node* member = map.first; member;) {
      Node* next = member->next;
      const std::string here =
          path.empty() ? std::string(member->key) : fmt::format("{}.{}", path, member->key);
      if (const model::FieldInfo* field = shape.Find(member->key)) {
        Field(*member, *field, here);
        before = member;
      } else {
        unknown_->push_back(fmt::format("unknown field \"{}\"", here));
        (before ? before->next : map.first) = next;
        if (map.last == member) map.last = before;
        --map.size;
      }
      member = next;
    }
  }

 private:
  void Field(Node& node, const model::FieldInfo& field, const std::string& path) {
    if (field.type != model::Type::kObject || !field.shape) return;
    if (field.container == model::Container::kNone) return Map(node, *field.shape, path);
    size_t index = 0;
    for (Node* child = node.first; child; child = child->next) {
      const bool list = field.container == model::Container::kArray;
      Map(*child, *field.shape,
          list ? fmt::format("{}[{}]", path, index++) : fmt::format("{}.{}", path, child->key));
    }
  }

  std::vector<std::string>* unknown_;
};

Result<bool> ParseDryRun(std::string_view text) {
  if (text.empty()) return false;
  if (text == "All") return true;
  return FieldProblem("dryRun", Quoted(text), "one of All");
}

// A body that means something else deletes nothing.
Status CheckDeleteOptions(const Json& body) {
  if (!body.is_object()) return InvalidArgument("the options of a deletion are no JSON object");
  const Json kind = body["kind"], conditions = body["preconditions"];
  if (!kind.text().empty() && kind.text() != "DeleteOptions") {
    return InvalidArgument(
        fmt::format("the body of a deletion is of kind {}; allowed is DeleteOptions", Quoted(kind.text())));
  }
  if (!conditions.missing() && !conditions.is_object()) {
    return InvalidArgument("the preconditions of a deletion are no JSON object");
  }
  for (const char* name : {"uid", "resourceVersion"}) {
    const Json condition = conditions[name];
    if (!condition.missing() && condition.json().front() != '"') {
      return InvalidArgument(fmt::format("the precondition {} of a deletion is {}; allowed is a string", name,
                                         condition.json()));
    }
  }
  return Ok();
}

std::string_view PropagationMember(Propagation propagation) {
  switch (propagation) {
    case Propagation::kDefault:
      break;
    case Propagation::kBackground:
      return R"(,"propagationPolicy":"Background")";
    case Propagation::kForeground:
      return R"(,"propagationPolicy":"Foreground")";
    case Propagation::kOrphan:
      return R"(,"propagationPolicy":"Orphan")";
  }
  return "";
}

}  // namespace

Status FieldProblem(std::string path, std::string found, std::string allowed) {
  Problem problem;
  problem.path = std::move(path);
  problem.found = std::move(found);
  problem.allowed = std::move(allowed);
  std::string message = problem.ToString();
  return Status(Code::kInvalidArgument, std::move(message), {std::move(problem)});
}

WriteOptions WriteOptionsOf(const Route& route, const HttpRequest& request) {
  WriteOptions options;
  options.dry_run = !route.Query("dryRun").empty();
  options.manager = route.Query("fieldManager");
  if (options.manager.empty()) options.manager = ManagerOfAgent(request);
  options.force = route.Flag("force");
  const std::string validation = route.Query("fieldValidation");
  if (validation == "Ignore") options.validation = FieldValidation::kIgnore;
  if (validation == "Strict") options.validation = FieldValidation::kStrict;
  return options;
}

Result<PatchType> PatchTypeOf(const HttpRequest& request, const Route& route) {
  const std::string_view type = MediaTypeOf(request);
  const bool own = route.kind->group.empty();
  if (type == "application/json-patch+json") return PatchType::kJson;
  if (type == "application/merge-patch+json") return PatchType::kMerge;
  if (type == "application/apply-patch+yaml") return PatchType::kApply;
  if (type == "application/strategic-merge-patch+json" && own) return PatchType::kStrategic;
  return Unimplemented(
      fmt::format("the body of the request was in an unknown format - accepted media types include: "
                  "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml{}",
                  own ? ", application/strategic-merge-patch+json" : ""));
}

Result<std::string> BodyAsJson(const HttpRequest& request) {
  const std::string_view type = MediaTypeOf(request);
  if (type == "application/yaml") return ReadApplyDocument(request.body);
  if (type.empty() || type == "application/json") return request.body;
  return Unimplemented(
      "the body of the request was in an unknown format - accepted media types include: application/json, "
      "application/yaml");
}

Result<std::string> KnownFieldsOnly(std::string json, const KindInfo& kind, FieldValidation validation,
                                    std::vector<std::string>* warnings) {
  Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems, model::Places::kNone);
  if (!tree.root) return json;  // whoever reads it tells why
  std::vector<std::string> unknown;
  FieldSieve(&unknown).Map(*tree.root, *kind.shape, "");
  if (unknown.empty()) return json;
  if (validation == FieldValidation::kStrict) {
    return InvalidArgument(
        fmt::format("{} in version \"{}\" cannot be handled as a {}: strict decoding error: {}", kind.name,
                    kind.version, kind.name, Join(unknown, ", ")));
  }
  if (validation == FieldValidation::kWarn) *warnings = std::move(unknown);
  model::JsonWriter out;
  out.Value(*tree.root);
  return out.Take();
}

constexpr const char* kPolicies = "one of Foreground, Background, Orphan";

Result<DeleteRequest> ParseDeleteRequest(const Route& route, const HttpRequest& request) {
  DeleteRequest wanted;
  FLUID_ASSIGN_OR_RETURN(wanted.dry_run, ParseDryRun(route.Query("dryRun")));
  if (route.query.contains("propagationPolicy") && route.Query("propagationPolicy").empty()) {
    return FieldProblem("propagationPolicy", "\"\"", kPolicies);
  }
  std::string policy = route.Query("propagationPolicy");
  std::optional<std::string> orphan;
  if (route.query.contains("orphanDependents")) {
    orphan = route.Flag("orphanDependents") ? "true" : "false";
  }
  if (!request.body.empty()) {
    FLUID_ASSIGN_OR_RETURN(const std::string text, BodyAsJson(request));
    FLUID_ASSIGN_OR_RETURN(const Json body, Json::Parse(text));
    FLUID_RETURN_IF_ERROR(CheckDeleteOptions(body));
    wanted.options.uid = body.at(".preconditions.uid").text();
    wanted.options.version = body.at(".preconditions.resourceVersion").text();
    if (const Json given = body["propagationPolicy"]; !given.missing()) policy = given.text();
    if (const Json given = body["orphanDependents"]; !given.missing()) orphan = given.text();
    for (const Json& stage : body["dryRun"].items()) {
      FLUID_ASSIGN_OR_RETURN(const bool dry, ParseDryRun(stage.text()));
      wanted.dry_run |= dry;
    }
  }
  if (!policy.empty() && orphan) {
    return FieldProblem("propagationPolicy", Quoted(policy),
                        "none: orphanDependents and deletionPropagation cannot be both set");
  }
  if (policy == "Orphan" || orphan == "true") {
    wanted.options.propagation = Propagation::kOrphan;
  } else if (policy == "Background" || orphan) {
    wanted.options.propagation = Propagation::kBackground;
  } else if (policy == "Foreground") {
    wanted.options.propagation = Propagation::kForeground;
  } else if (!policy.empty()) {
    return FieldProblem("propagationPolicy", Quoted(policy), kPolicies);
  }
  return wanted;
}

std::string JsonOf(const DeleteOptions& options) {
  std::string preconditions;
  if (!options.uid.empty()) preconditions += "\"uid\":" + Quoted(options.uid);
  if (!options.version.empty()) {
    preconditions += (preconditions.empty() ? "" : ",") + ("\"resourceVersion\":" + Quoted(options.version));
  }
  return fmt::format("{{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"preconditions\":{{{}}}{}}}",
                     preconditions, PropagationMember(options.propagation));
}

}  // namespace fluid::api
