#include "src/model/json.h"
#include "src/model/walk.h"

namespace fluid::model {
namespace {

// Makes `node` the default of `field`: a text, a number or a bool.
void SetToDefault(Tree& tree, Node& node, const FieldInfo& field) {
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
  node.text = tree.Keep(node.text);
}

}  // namespace

void FillDefaults(Tree& tree, Node& node, const ShapeInfo& shape) {
  if (!node.is(Node::Kind::kMap)) return;
  for (const FieldInfo& field : shape.fields) {
    if (field.default_json.empty() && field.shape == nullptr) continue;
    Node* child = node.Find(field.name);
    if (!field.default_json.empty()) {
      if (child == nullptr) {
        child = tree.New(Node::Kind::kNull, node.line, node.column);
        child->key = field.name;
        Tree::Append(&node, child);
      }
      if (child->is(Node::Kind::kNull)) SetToDefault(tree, *child, field);
    } else if (child != nullptr && field.container == Container::kArray) {
      for (Node* item = child->first; item != nullptr; item = item->next)
        FillDefaults(tree, *item, *field.shape);
    } else if (child != nullptr) {
      FillDefaults(tree, *child, *field.shape);
    }
  }
}

}  // namespace fluid::model
