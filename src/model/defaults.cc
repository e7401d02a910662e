#include "src/model/json.h"
#include "src/model/walk.h"

namespace fluid::model {
namespace {

// Makes `node` the default of `field`: a text, a number or a bool.
void SetToDefault(Node& node, const FieldInfo& field) {
  std::string_view json = field.default_json;
  if (json.starts_with('"')) {
    node.kind = Node::Kind::kString;
    node.text = json.substr(1, json.size() - 2);
  } else if (json == "true" || json == "false") {
    node.kind = Node::Kind::kBool;
    node.truth = json == "true";
  } else {
    node.kind = Node::Kind::kNumber;
    node.text = json;
  }
}

}  // namespace

void FillDefaults(Tree& tree, Node& node, const ShapeInfo& shape) {
  if (!shape.defaults_below || !node.is(Node::Kind::kMap)) return;
  size_t there = 0;
  for (Node* child = node.first; child != nullptr; child = child->next) {
    const FieldInfo* field = shape.FieldOf(*child);
    if (field == nullptr) continue;
    if (!field->default_json.empty()) {
      ++there;
      if (child->is(Node::Kind::kNull)) SetToDefault(*child, *field);
    } else if (field->shape != nullptr && field->container == Container::kNone) {
      FillDefaults(tree, *child, *field->shape);
    } else if (field->shape != nullptr && field->shape->defaults_below) {
      for (Node* item = child->first; item != nullptr; item = item->next) {
        FillDefaults(tree, *item, *field->shape);
      }
    }
  }
  if (there == shape.defaults) return;  // no key is there twice
  for (const FieldInfo& field : shape.fields) {
    if (field.default_json.empty() || node.Find(field.name) != nullptr) continue;
    Node* child = tree.New(Node::Kind::kNull, node.line, node.column);
    child->key = field.name;
    SetToDefault(*child, field);
    Tree::Append(&node, child);
  }
}

void ForgetUnsaid(Node& node, const ShapeInfo& shape) {
  if (!shape.defaults_below || !node.is(Node::Kind::kMap)) return;
  for (Node* child = node.first; child != nullptr; child = child->next) {
    const FieldInfo* field = shape.FieldOf(*child);
    if (field == nullptr) continue;
    if (!field->default_json.empty()) {
      const bool unsaid =
          field->omit == Omit::kNever && child->is(Node::Kind::kString) && child->text.empty();
      if (unsaid) child->kind = Node::Kind::kNull;
    } else if (field->shape != nullptr && field->container == Container::kNone) {
      ForgetUnsaid(*child, *field->shape);
    } else if (field->shape != nullptr) {
      for (Node* item = child->first; item != nullptr; item = item->next) ForgetUnsaid(*item, *field->shape);
    }
  }
}

}  // namespace fluid::model
