// YAML in and out. Scalars resolve as sigs.k8s.io/yaml does (YAML 1.1: 0644 is 420, yes is true), with two
// differences, both refusals: a key twice in one map, and aliases that expand without bound.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/status.h"
#include "src/model/tree.h"

namespace fluid::model {

inline constexpr size_t kMaxDocument = 4 << 20;      // bytes, unless the caller knows better
inline constexpr size_t kMaxAliasedNodes = 100'000;  // that aliases may add to a document

// Calls `fn` for each document that is not empty, until it says false; the tree is the callee's. Stops at the
// first problem. A document of more than `most` bytes is one.
using DocumentFn = std::function<bool(std::unique_ptr<Tree>)>;
void ReadYaml(std::string_view text, const DocumentFn& fn, std::vector<Problem>& problems,
              size_t most = kMaxDocument);

// What an unquoted scalar is: kNull, kBool (with truth), kNumber (with the text that JSON would have), or
// kString.
struct PlainScalar {
  Node::Kind kind = Node::Kind::kString;
  bool truth = false;
  std::string number;
};
PlainScalar ResolvePlain(std::string_view text);

// As kubectl prints: keys sorted, lists at the column of their key.
// Lines but the first begin at `column`.
std::string WriteYaml(const Node& node, int column = 0);

}  // namespace fluid::model
