// Rules: what selectors, affinity, taints and preferences say of a node. Nodes with the same labels and
// taints share a shape, so that rules are asked once for each shape, not for each node.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "src/placement/epoch.h"

namespace fluid::placement {

struct Shape {
  std::map<std::string, std::string> labels;  // without a hostname that is the node's name
  std::vector<Taint> taints;
  bool unschedulable = false;
};

class ShapeTable {
 public:
  int32_t Intern(const Node& node);
  const Shape& operator[](int32_t shape) const { return *shapes_[shape]; }
  size_t size() const { return shapes_.size(); }

 private:
  std::map<std::string, int32_t> ids_;
  std::vector<std::unique_ptr<Shape>> shapes_;
};

Status CheckRules(const Rules& rules);  // operators, points, tolerations; not levels and groups
// True when some term asks for the node's name, so that the shape alone does not answer.
bool AsksForName(const Rules& rules);

struct Verdict {
  uint8_t fails = 0;  // kFails..
  int64_t bonus = 0;
};
Verdict Judge(const RulesDef& def, const Shape& shape, const std::string& name);

// Sets what the rules say of a position, everywhere it is kept. kHole: no node there.
void SetVerdict(RulesState& rules, Owner& owner, int64_t at, const Verdict& verdict);

}  // namespace fluid::placement
