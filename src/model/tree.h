// Tree: a document as it was written, YAML or JSON alike, every node with its line and column. What the
// tables check, what defaults are added to, and what structs are read from.
//
// Nodes and their texts live in the tree's arena: nothing is freed before the tree ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <new>
#include <string>
#include <string_view>

namespace fluid::model {

struct FieldInfo;

struct Node {
  enum class Kind : uint8_t { kNull, kBool, kNumber, kString, kList, kMap };

  Kind kind = Kind::kNull;
  bool truth = false;                     // kBool
  uint32_t line = 0, column = 0;          // 1-based; 0: added by us
  uint32_t key_line = 0, key_column = 0;  // of the key, in a map
  uint32_t size = 0;                      // children
  std::string_view key;                   // in a map
  std::string_view text;                  // kString: the value; kNumber: as JSON writes it, exact
  Node* first = nullptr;                  // children of kList and kMap, in order
  Node* last = nullptr;
  Node* next = nullptr;  // sibling
  // What a table says of it, kept by whoever looked it up (ShapeInfo::FieldOf) for those who come after.
  mutable const FieldInfo* field = nullptr;

  bool is(Kind k) const { return kind == k; }
  Node* Find(std::string_view name) const;  // of a map; null: none
};

class Tree {
 public:
  Tree() {}  // not defaulted: first_ needs no zeros
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  Node* New(Node::Kind kind, uint32_t line = 0, uint32_t column = 0) {
    if (static_cast<size_t>(end_ - at_) < sizeof(Node)) MoreRoom();
    Node* node = new (at_) Node();
    at_ += sizeof(Node);
    node->kind = kind;
    node->line = line;
    node->column = column;
    return node;
  }
  std::string_view Keep(std::string_view text);
  // `size` bytes for a reader to work in.
  char* Buffer(size_t size);
  static void Append(Node* parent, Node* child) {
    (parent->last != nullptr ? parent->last->next : parent->first) = child;
    parent->last = child;
    ++parent->size;
  }

  Node* root = nullptr;

 private:
  void MoreRoom();  // for nodes

  alignas(Node) std::byte first_[96 * sizeof(Node)];  // enough for most objects
  std::byte* at_ = first_;
  std::byte* end_ = first_ + sizeof first_;
  std::pmr::monotonic_buffer_resource memory_{1024};
};

// A place in a document, as people write it: spec.mounts[0].options[key]. Lives on the stack of whoever walks
// down.
class Path {
 public:
  Path() = default;
  Path(const Path& parent, std::string_view field) : parent_(&parent), name_(field) {}
  static Path Item(const Path& parent, size_t index) { return Path(parent, "", index, false); }
  static Path Entry(const Path& parent, std::string_view key) { return Path(parent, key, 0, true); }
  std::string ToString() const;

 private:
  Path(const Path& parent, std::string_view name, size_t index, bool entry)
      : parent_(&parent), name_(name), index_(index), step_(entry ? Step::kEntry : Step::kItem) {}
  enum class Step : uint8_t { kField, kItem, kEntry };
  const Path* parent_ = nullptr;
  std::string_view name_;
  size_t index_ = 0;
  Step step_ = Step::kField;
};

}  // namespace fluid::model
