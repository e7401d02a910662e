#include "src/model/tree.h"

#include <cstring>
#include <new>

namespace fluid::model {

Node* Node::Find(std::string_view name) const {
  for (Node* child = first; child != nullptr; child = child->next) {
    if (child->key == name) return child;
  }
  return nullptr;
}

Node* Tree::New(Node::Kind kind, uint32_t line, uint32_t column) {
  Node* node = new (memory_.allocate(sizeof(Node), alignof(Node))) Node();
  node->kind = kind;
  node->line = line;
  node->column = column;
  return node;
}

std::string_view Tree::Keep(std::string_view text) {
  if (text.empty()) return "";
  char* copy = static_cast<char*>(memory_.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

char* Tree::Buffer(size_t size) { return static_cast<char*>(memory_.allocate(size, 1)); }

void Tree::Append(Node* parent, Node* child) {
  (parent->last != nullptr ? parent->last->next : parent->first) = child;
  parent->last = child;
  ++parent->size;
}

std::string Path::ToString() const {
  if (parent_ == nullptr) return "";
  std::string text = parent_->ToString();
  switch (step_) {
    case Step::kField:
      if (!text.empty()) text += '.';
      text += name_;
      break;
    case Step::kItem:
      text += '[' + std::to_string(index_) + ']';
      break;
    case Step::kEntry:
      text.append("[").append(name_).append("]");
      break;
  }
  return text;
}

}  // namespace fluid::model
