#include "src/api/json_patch.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "src/api/json_tree.h"
#include "src/api/structured_merge.h"
#include "src/base/strings.h"
#include "src/model/json.h"
#include "src/model/numbers.h"

namespace fluid::api {
namespace {

using model::Node;
using model::Tree;

// "/spec/mounts/0" as its steps, unescaped. Source: RFC 6901.
std::optional<std::vector<std::string>> ParsePointer(std::string_view text) {
  std::vector<std::string> steps;
  if (text.empty()) return steps;
  if (text[0] != '/') return std::nullopt;
  for (const std::string_view part : Split(text.substr(1), '/')) {
    std::string step;
    for (size_t i = 0; i < part.size(); ++i) {
      if (part[i] != '~') {
        step += part[i];
      } else if (++i < part.size() && (part[i] == '0' || part[i] == '1')) {
        step += part[i] == '0' ? '~' : '/';
      } else {
        return std::nullopt;
      }
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

std::optional<size_t> ParseIndex(std::string_view text) {
  size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  return index;
}

// Equal as RFC 6902 tests it: numbers by their value.
bool Equal(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.size != b.size) return false;
  if (a.is(Node::Kind::kNumber)) {
    int64_t x = 0, y = 0;
    const bool whole = model::ToInt64(a.text, x) == model::WholeNumber::kYes &&
                       model::ToInt64(b.text, y) == model::WholeNumber::kYes;
    if (whole) return x == y;
    double u = 0, v = 0;
    std::from_chars(a.text.data(), a.text.data() + a.text.size(), u);
    std::from_chars(b.text.data(), b.text.data() + b.text.size(), v);
    return u == v;
  }
  if (a.is(Node::Kind::kList)) {
    for (const Node *x = a.first, *y = b.first; x; x = x->next, y = y->next) {
      if (!Equal(*x, *y)) return false;
    }
    return true;
  }
  if (a.is(Node::Kind::kMap)) {
    for (const Node* x = a.first; x; x = x->next) {
      const Node* y = b.Find(x->key);
      if (!y || !Equal(*x, *y)) return false;
    }
    return true;
  }
  return SameValue(a, b);
}

// Takes a child out; `before`: its left neighbour, or null.
void Unlink(Node& parent, Node* before, Node* child) {
  (before ? before->next : parent.first) = child->next;
  if (parent.last == child) parent.last = before;
  child->next = nullptr;
  --parent.size;
}

void InsertAfter(Node& parent, Node* before, Node* child) {
  child->next = before ? before->next : parent.first;
  (before ? before->next : parent.first) = child;
  if (parent.last == before) parent.last = child;
  ++parent.size;
}

size_t Height(const Node& node) {
  size_t height = 0;
  for (const Node* child = node.first; child; child = child->next) height = std::max(height, Height(*child));
  return height + 1;
}

size_t Count(const Node& node) {
  size_t count = 1;
  for (const Node* child = node.first; child; child = child->next) count += Count(*child);
  return count;
}

class Patcher {
 public:
  explicit Patcher(Tree& tree) : tree_(tree) {}

  Status Run(const Node& operation, size_t index) {
    index_ = index;
    const Node* op = operation.is(Node::Kind::kMap) ? operation.Find("op") : nullptr;
    const Node* path = operation.is(Node::Kind::kMap) ? operation.Find("path") : nullptr;
    if (!op || !op->is(Node::Kind::kString) || !path || !path->is(Node::Kind::kString)) {
      what_ = fmt::format("operation {}", index);
      return Refuse("neither op nor path", "both");
    }
    const Node* value = operation.Find("value");
    const auto to = ParsePointer(path->text);
    what_ = fmt::format("{} {}", op->text, path->text);
    if (!to) return Refuse(std::string(path->text), "a path that begins with /");
    const std::string_view name = op->text;
    if (name == "remove") return Remove(*to).status();
    if (name == "move" || name == "copy") {
      const Node* from = operation.Find("from");
      const auto source = from && from->is(Node::Kind::kString) ? ParsePointer(from->text) : std::nullopt;
      if (!source) return Refuse("no path in from", "a path that begins with /");
      return name == "move" ? Move(*source, *to) : CopyTo(*source, *to);
    }
    if (name != "add" && name != "replace" && name != "test") {
      return Refuse(std::string(name), "one of add, copy, move, remove, replace, test");
    }
    if (!value) return Refuse("no value", "a value");
    if (name == "test") return Test(*to, *value);
    FLUID_ASSIGN_OR_RETURN(Node * copy, Copy(*value));
    return name == "add" ? Add(*to, copy) : Replace(*to, copy);
  }

 private:
  using Pointer = std::vector<std::string>;
  struct Spot {
    Node* parent = nullptr;
    Node* before = nullptr;  // the left neighbour
    Node* node = nullptr;    // null: nothing is there
  };

  Status Refuse(std::string found, std::string allowed) const {
    Problem problem;
    problem.path = what_;
    problem.found = std::move(found);
    problem.allowed = std::move(allowed);
    return Status(Code::kInvalidArgument,
                  fmt::format("operation {} of the JSON patch ({}) does not fit the object", index_, what_),
                  {std::move(problem)});
  }
  Status Missing() const { return Refuse("nothing at this path", "a path that is there"); }

  Status TooDeep() const {
    return Refuse("a value nested too deeply", fmt::format("at most {} levels", model::kMaxDepth));
  }

  // Copies of copies could double without end.
  Status Spend(size_t nodes) {
    spent_ += nodes;
    if (spent_ <= kMostPatchedNodes) return Ok();
    return ResourceExhausted("the JSON patch copies and moves more than an object may hold");
  }

  Result<Node*> Copy(const Node& node) {
    FLUID_RETURN_IF_ERROR(Spend(1));
    Node* copy = Renamed(node, node.key, tree_);
    copy->first = copy->last = nullptr;
    copy->size = 0;
    for (const Node* child = node.first; child; child = child->next) {
      FLUID_ASSIGN_OR_RETURN(Node * below, Copy(*child));
      Tree::Append(copy, below);
    }
    return copy;
  }

  // Where a step leads; nothing: it leads nowhere in a list.
  static std::optional<Spot> StepInto(Node* parent, const std::string& step) {
    Spot spot{parent, nullptr, parent->first};
    if (parent->is(Node::Kind::kMap)) {
      while (spot.node && spot.node->key != step) spot.before = std::exchange(spot.node, spot.node->next);
      return spot;
    }
    if (!parent->is(Node::Kind::kList)) return std::nullopt;
    const std::optional<size_t> index = ParseIndex(step);
    if (!index || *index >= parent->size) return std::nullopt;
    for (size_t i = 0; i < *index; ++i) spot.before = std::exchange(spot.node, spot.node->next);
    return spot;
  }

  // The value that holds the last step of a pointer; null: it is not there.
  Node* ParentOf(const Pointer& pointer) const {
    Node* here = tree_.root;
    for (size_t i = 0; here && i + 1 < pointer.size(); ++i) {
      const std::optional<Spot> spot = StepInto(here, pointer[i]);
      here = spot ? spot->node : nullptr;
    }
    return here;
  }

  std::optional<Spot> Find(const Pointer& pointer) const {
    if (pointer.empty()) return Spot{nullptr, nullptr, tree_.root};
    Node* parent = ParentOf(pointer);
    const std::optional<Spot> spot = parent ? StepInto(parent, pointer.back()) : std::nullopt;
    return spot && spot->node ? spot : std::nullopt;
  }

  Status Add(const Pointer& to, Node* value) {
    if (to.empty()) {
      value->key = {};
      tree_.root = value;
      return Ok();
    }
    if (to.size() + Height(*value) > static_cast<size_t>(model::kMaxDepth)) return TooDeep();
    Node* parent = ParentOf(to);
    if (!parent) return Missing();
    if (parent->is(Node::Kind::kMap)) {
      const Spot spot = *StepInto(parent, to.back());
      if (spot.node) Unlink(*parent, spot.before, spot.node);
      value->key = tree_.Keep(to.back());
      Tree::Append(parent, value);
      return Ok();
    }
    if (!parent->is(Node::Kind::kList)) return Refuse("a single value above this path", "a map or a list");
    value->key = {};
    const std::optional<size_t> index =
        to.back() == "-" ? std::optional<size_t>(parent->size) : ParseIndex(to.back());
    if (!index || *index > parent->size) {
      return Refuse(fmt::format("a list of {} items", parent->size), "an index within the list, or -");
    }
    Node* before = nullptr;
    for (size_t i = 0; i < *index; ++i) before = before ? before->next : parent->first;
    InsertAfter(*parent, before, value);
    return Ok();
  }

  Result<Node*> Remove(const Pointer& at) {
    const std::optional<Spot> spot = Find(at);
    if (!spot) return Missing();
    if (!spot->parent) return Refuse("the whole object", "a part of it");
    Unlink(*spot->parent, spot->before, spot->node);
    return spot->node;
  }

  Status Replace(const Pointer& at, Node* value) {
    if (at.empty()) return Add(at, value);
    const std::optional<Spot> spot = Find(at);
    if (!spot) {
      // Kubernetes takes it for an addition where a member is missing.
      const Node* parent = ParentOf(at);
      return parent && parent->is(Node::Kind::kMap) ? Add(at, value) : Missing();
    }
    if (at.size() + Height(*value) > static_cast<size_t>(model::kMaxDepth)) return TooDeep();
    value->key = spot->node->key;
    Unlink(*spot->parent, spot->before, spot->node);
    InsertAfter(*spot->parent, spot->before, value);
    return Ok();
  }

  Status Move(const Pointer& from, const Pointer& to) {
    const std::optional<Spot> spot = Find(from);
    if (!spot) return Missing();
    if (from == to) return Ok();
    if (!spot->parent || (to.size() > from.size() && std::equal(from.begin(), from.end(), to.begin()))) {
      return Refuse("a move into itself", "a place outside of what is moved");
    }
    FLUID_RETURN_IF_ERROR(Spend(Count(*spot->node)));
    FLUID_ASSIGN_OR_RETURN(Node * moved, Remove(from));
    return Add(to, moved);
  }

  Status CopyTo(const Pointer& from, const Pointer& to) {
    const std::optional<Spot> spot = Find(from);
    if (!spot) return Missing();
    FLUID_ASSIGN_OR_RETURN(Node * copy, Copy(*spot->node));
    return Add(to, copy);
  }

  Status Test(const Pointer& at, const Node& value) {
    const std::optional<Spot> spot = Find(at);
    if (!spot) return Missing();
    if (Equal(*spot->node, value)) return Ok();
    return Refuse(Shortened(Compact(*spot->node)), Shortened(Compact(value)));
  }

  static std::string Shortened(std::string text) {
    constexpr size_t kLong = 80;
    if (text.size() <= kLong) return text;
    text.resize(kLong);
    text += "...";
    return text;
  }

  Tree& tree_;
  size_t index_ = 0;
  size_t spent_ = 0;
  std::string what_;
};

}  // namespace

Result<std::string> JsonPatch(std::string_view target, std::string_view patch) {
  Tree to, by;
  FLUID_RETURN_IF_ERROR(ReadWhole(target, "object", to));
  FLUID_RETURN_IF_ERROR(ReadWhole(patch, "JSON patch", by));
  if (!by.root->is(Node::Kind::kList)) return InvalidArgument("a JSON patch must be a list of operations");
  if (by.root->size > kMostPatchOperations) {
    return ResourceExhausted(
        fmt::format("the JSON patch has {} operations; allowed are {}", by.root->size, kMostPatchOperations));
  }
  Patcher patcher(to);
  size_t index = 0;
  for (const Node* operation = by.root->first; operation; operation = operation->next) {
    FLUID_RETURN_IF_ERROR(patcher.Run(*operation, index++));
  }
  return Compact(*to.root);
}

}  // namespace fluid::api
