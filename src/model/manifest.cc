#include "src/model/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "src/model/json.h"
#include "src/model/rules.h"
#include "src/model/walk.h"
#include "src/model/yaml.h"

namespace fluid::model {
namespace {

using Kind = Node::Kind;

std::string Count(const std::vector<Problem>& problems) {
  return fmt::format("{} problem{}", problems.size(), problems.size() == 1 ? "" : "s");
}

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool LooksLikeJson(std::string_view text) {
  const auto first = std::ranges::find_if_not(text, IsBlank);
  if (first == text.end() || (*first != '{' && *first != '[')) return false;
  const auto second = std::find_if_not(first + 1, text.end(), IsBlank);
  return second != text.end() && (*second == '"' || *second == '{' || *second == '}' || *second == ']');
}

// A kind of a group that is not ours, or of Kubernetes' own that we don't keep.
bool IsForeign(const Node& node, std::string_view& api, std::string_view& kind) {
  if (!node.is(Kind::kMap)) return false;
  const Node* api_node = node.Find("apiVersion");
  const Node* kind_node = node.Find("kind");
  if (api_node == nullptr || kind_node == nullptr || !api_node->is(Kind::kString) ||
      !kind_node->is(Kind::kString)) {
    return false;
  }
  api = api_node->text;
  kind = kind_node->text;
  if (api.empty() || kind.empty() || FindKind(api, kind) != nullptr) return false;
  const std::string_view group =
      api.find('/') == std::string_view::npos ? std::string_view() : api.substr(0, api.find('/'));
  return group.empty() ||
         std::ranges::none_of(Kinds(), [&](const KindInfo* info) { return info->group == group; });
}

class Loader {
 public:
  Loader(std::string_view file, const ManifestOptions* options) : file_(file), options_(options) {}

  Result<Manifest> Load(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (LooksLikeJson(text)) {
      AddJson(text, Places::kNone);
      if (!found_.empty() || !manifest_.skipped.empty()) {  // now with the places that are to be told
        *this = Loader(file_, options_);
        AddJson(text, Places::kKept);
      }
    } else {
      AddYaml(text);
    }
    if (!found_.empty()) return Refusal();
    return std::move(manifest_);
  }

 private:
  bool GoOn() const { return found_.size() < 10 * kMaxProblems; }

  void AddYaml(std::string_view text) {
    const auto add = [&](std::unique_ptr<Tree> tree) {
      Add(*tree, *tree->root);
      return GoOn();
    };
    ReadYaml(text, add, found_);
    RefuseCycles();
  }

  // One or more values, one after the other.
  void AddJson(std::string_view text, Places places) {
    JsonStream stream(text, places);
    while (GoOn() && stream.More()) {
      Tree tree;
      const size_t size = stream.Next(tree, found_);
      if (size == 0) break;
      if (size > kMaxDocument) {
        found_.push_back(ProblemAt(*tree.root, Path(), "a document of more than 4 MiB", "at most 4 MiB"));
        break;
      }
      Add(tree, *tree.root);
    }
    RefuseCycles();
  }

  void RefuseCycles() {
    for (size_t i = 0; i < placed_.size(); ++i) placed_[i].object = &manifest_.objects[waiting_[i]];
    model::RefuseCycles(placed_, found_);
  }

  Status Refusal() {
    std::multimap<std::pair<int, int>, Problem> by_place;  // of one place: in the order they were found
    for (Problem& problem : found_) {
      problem.file = file_;
      by_place.emplace(std::pair(problem.line, problem.column), std::move(problem));
    }
    std::vector<Problem> problems;
    for (auto& [place, problem] : by_place) problems.push_back(std::move(problem));
    std::string message = fmt::format("reading {}: {}", file_, Count(problems));
    return Status(Code::kInvalidArgument, std::move(message), std::move(problems));
  }

  void Add(Tree& tree, Node& node) {
    const Node* items = node.is(Kind::kMap) ? node.Find("items") : nullptr;
    const Node* kind = node.is(Kind::kMap) ? node.Find("kind") : nullptr;
    if (items != nullptr && items->is(Kind::kList) && kind != nullptr && kind->text.ends_with("List")) {
      for (Node* item = items->first; item != nullptr && GoOn(); item = item->next) Add(tree, *item);
      return;
    }
    std::string_view foreign_api, foreign_kind;
    if (options_->skip_foreign && IsForeign(node, foreign_api, foreign_kind)) {
      manifest_.skipped.push_back(
          fmt::format("{}:{}: kind {} of {}", file_, node.line, foreign_kind, foreign_api));
      return;
    }
    std::vector<Problem> problems;
    Check(tree, node, problems);
    std::ranges::move(problems, std::back_inserter(found_));
  }

  // One object: all that is wrong with it, and the object if its types are right.
  void Check(Tree& tree, Node& node, std::vector<Problem>& problems) {
    const KindInfo* info = KindOf(node, problems);
    if (info == nullptr) return;
    std::string text;
    if (options_->keep_texts) {
      JsonWriter json;
      json.Value(node);
      text = json.Take();
    }
    FillDefaults(tree, node, *info->shape);
    CheckTree(node, *info, Strictness::kAll, problems);
    if (!problems.empty()) {
      std::vector<Problem> types;
      CheckTree(node, *info, Strictness::kTypes, types);
      if (!types.empty()) return;
    }
    if (options_->keep_texts) manifest_.texts.push_back(std::move(text));
    // People ask; what is so, others say.
    Object& object = manifest_.objects.emplace_back(Decode(node, *info, /*status=*/false));
    Metadata& metadata = object.metadata();
    if (info->namespaced && metadata.space.empty()) metadata.space = options_->default_space;
    CheckRules(object, node, problems);
    const Node* spec = node.Find("spec");
    const Node* after = spec != nullptr ? spec->Find("runAfter") : nullptr;
    if (after == nullptr) return;
    waiting_.push_back(manifest_.objects.size() - 1);
    placed_.push_back({nullptr, after->line, after->column});
  }

  std::string_view file_;
  const ManifestOptions* options_;
  std::vector<size_t> waiting_;  // indices of the objects that run after another
  std::vector<Placed> placed_;   // the same objects
  std::vector<Problem> found_;
  Manifest manifest_;
};

// The tree of an object as it would be printed.
const KindInfo& Print(const Object& object, Tree& tree, std::string& json) {
  json = object.ToJson();
  std::vector<Problem> problems;
  ReadJson(json, tree, problems, Places::kNone);
  assert(tree.root != nullptr);
  return object.kind();
}

}  // namespace

Result<Manifest> ParseManifest(std::string_view text, std::string_view file, const ManifestOptions& options) {
  return Loader(file, &options).Load(text);
}

void SetDefaults(Object& object) {
  if (!object.kind().shape->defaults_below) return;
  Tree tree;
  std::string json;
  const KindInfo& kind = Print(object, tree, json);
  if (tree.root == nullptr) return;
  ForgetUnsaid(*tree.root, *kind.shape);
  FillDefaults(tree, *tree.root, *kind.shape);
  object = Decode(*tree.root, kind);
}

Status Validate(const Object& object) {
  Tree tree;
  std::string json;
  Print(object, tree, json);
  if (tree.root == nullptr) return Internal("checking an object: it can't be printed");
  return Validate(object, *tree.root);
}

Status Validate(const Object& object, const Node& printed) {
  std::vector<Problem> problems;
  CheckTree(printed, object.kind(), Strictness::kAll, problems);
  CheckRules(object, printed, problems);
  if (problems.empty()) return Ok();
  for (Problem& problem : problems) problem.line = problem.column = 0;
  std::string message = fmt::format("checking {}: {}", object.key().ToString(), Count(problems));
  return Status(Code::kInvalidArgument, std::move(message), std::move(problems));
}

std::string ToYaml(const Object& object, int column) {
  Tree tree;
  std::string json;
  Print(object, tree, json);
  return tree.root != nullptr ? WriteYaml(*tree.root, column) : std::string();
}

std::string ToPrettyJson(const Object& object) {
  Tree tree;
  std::string json;
  Print(object, tree, json);
  return tree.root != nullptr ? WritePrettyJson(*tree.root) : std::string();
}

}  // namespace fluid::model
