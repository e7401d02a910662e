#include "src/model/last_applied.h"

#include <string>
#include <vector>

#include "src/model/json.h"
#include "src/model/texts.h"
#include "src/model/tree.h"

namespace fluid::model {

void RedactLastApplied(Metadata& metadata) {
  const auto found = metadata.annotations.find(std::string(kLastApplied));
  if (found == metadata.annotations.end()) return;
  Tree tree;
  std::vector<Problem> problems;
  ReadJson(found->second, tree, problems, Places::kNone);
  if (!tree.root || !tree.root->is(Node::Kind::kMap)) {
    metadata.annotations.erase(found);
    return;
  }
  // A secret has its values in these two, whatever their form.
  for (Node* member = tree.root->first; member; member = member->next) {
    const bool data = member->key == "data";
    if (!data && member->key != "stringData") continue;
    if (!member->is(Node::Kind::kMap)) {
      member->kind = Node::Kind::kNull;
      member->first = member->last = nullptr;
    }
    for (Node* value = member->first; value; value = value->next) {
      value->kind = Node::Kind::kString;
      value->text = data ? kRedacted : kRedactedShown;
    }
  }
  JsonWriter out;
  out.Value(*tree.root);
  found->second = out.Take() + '\n';
}

}  // namespace fluid::model
