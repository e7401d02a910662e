// Rules between fields: what no single row of the tables can say. Each is a function with a name that states
// it; what Fluid finds only at run time is found here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/model/generated/common.h"
#include "src/model/resource.h"
#include "src/model/tree.h"

namespace fluid::model {

// Where rules put what they find: problems at the place of the field in the document.
class Findings {
 public:
  Findings(const Node& root, std::vector<Problem>& problems) : root_(root), problems_(problems) {}
  // `path` as people write it; when the field isn't there, the place is that of the nearest that holds it.
  // Where something was found already, nothing is added: one mistake, one line.
  void Add(const std::string& path, std::string found, std::string allowed, std::string suggestion = {});
  void Add(Problem problem);
  const Node& root() const { return root_; }
  // The node of a path; null: not there.
  const Node* Find(std::string_view path) const;

 private:
  const Node& root_;
  std::vector<Problem>& problems_;
};

struct Rule {
  std::string_view kinds;  // their names, blanks between; empty: every kind
  std::string_view name;   // what it demands, for docs and tests
  void (*check)(const Object& object, Findings& findings);

  bool AppliesTo(std::string_view kind) const;
};

std::span<const Rule> MetadataRules();
std::span<const Rule> DatasetRules();
std::span<const Rule> RuntimeRules();
std::span<const Rule> OperationRules();
std::span<const Rule> RunRules();
std::span<const Rule> SelectorRules();
// All of them that apply to a kind.
std::span<const Rule* const> RulesOf(const KindInfo& kind);

// Kinds with a tiered store, replicas and a fuse; kinds that run after another.
inline constexpr char kRuntimes[] =
    "AlluxioRuntime EFCRuntime JindoRuntime JuiceFSRuntime ThinRuntime VineyardRuntime";
inline constexpr char kOperations[] = "DataBackup DataLoad DataMigrate DataProcess Run";

void CheckRules(const Object& object, const Node& root, std::vector<Problem>& problems);

// Over the objects of a manifest that run after another: those that wait for each other in a circle.
struct Placed {
  const Object* object;
  uint32_t line, column;  // of spec.runAfter
};
void RefuseCycles(std::span<const Placed> objects, std::vector<Problem>& problems);

std::string Quoted(std::string_view text);                 // "abc", shortened
std::string Counted(size_t count, std::string_view what);  // "1 quota", "2 quotas"

// Options whose values are in secrets: each once, each with the name of a secret and a key. `path` of the
// list.
void CheckSecrets(const std::vector<EncryptOption>& options, std::string_view path, Findings& findings);
// Where backups are: local:///FOLDER or pvc://CLAIM/FOLDER, without "..".
bool IsBackupFolder(std::string_view path);
inline constexpr char kBackupFolder[] = "local:///FOLDER or pvc://CLAIM/FOLDER, without \"..\"";

}  // namespace fluid::model
