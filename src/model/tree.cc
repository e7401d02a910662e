#include "src/model/tree.h"

#include <cstring>

namespace fluid::model {

Node* Node::Find(std::string_view name) const {
  for (Node* child = first; child != nullptr; child = child->next) {
    if (child->key == name) return child;
  }
  return nullptr;
}

void Tree::MoreRoom() {
  constexpr size_t kNodes = 128;
  at_ = static_cast<std::byte*>(memory_.allocate(kNodes * sizeof(Node), alignof(Node)));
  end_ = at_ + kNodes * sizeof(Node);
}

std::string_view Tree::Keep(std::string_view text) {
  if (text.empty()) return "";
  char* copy = static_cast<char*>(memory_.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

char* Tree::Buffer(size_t size) { return static_cast<char*>(memory_.allocate(size, 1)); }

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
