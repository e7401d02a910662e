// Patches from a hostile client: the first line is what is patched, the second the patch, the third a set of
// managed fields. Whatever they hold, results are JSON within the depth that is allowed; a merge patch, and
// an apply, done twice is done once; a JSON patch's result passes a test for itself; sets of fields are read
// as they are written.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "src/api/apply_patch.h"
#include "src/api/json.h"
#include "src/api/json_patch.h"
#include "src/api/strategic_patch.h"
#include "src/model/json.h"
#include "src/model/kind.h"

namespace fluid::api {
namespace {

void Demand(bool holds) {
  if (!holds) std::abort();
}

bool IsJson(std::string_view text) { return Json::Parse(text).ok(); }

void CheckJsonPatch(std::string_view target, std::string_view patch) {
  const Result<std::string> patched = JsonPatch(target, patch);
  if (!patched.ok()) return;
  Demand(IsJson(*patched));
  const Result<std::string> tested =
      JsonPatch(*patched, R"([{"op":"test","path":"","value":)" + *patched + "}]");
  // Two levels deeper it may be too deep to be read.
  if (tested.ok()) Demand(*tested == *patched);
}

void CheckMergePatch(std::string_view target, std::string_view patch) {
  const Result<std::string> once = MergePatch(target, patch);
  if (!once.ok()) return;
  const Result<std::string> twice = MergePatch(*once, patch);
  Demand(twice.ok() && *twice == *once);
}

void CheckStrategicPatch(std::string_view target, std::string_view patch) {
  const Result<std::string> patched = StrategicMergePatch(target, patch, *model::FindKind("ConfigMap"));
  if (patched.ok()) Demand(IsJson(*patched));
}

// A Flow holds every form of place.
std::string AsFlow(std::string_view members) {
  const Result<std::string> flow =
      MergePatch(members, R"({"apiVersion":"run.fluid.io/v1alpha1","kind":"Flow",)"
                          R"("metadata":{"name":"x","namespace":"default","managedFields":null}})");
  return flow.ok() ? *flow : std::string();
}

void CheckApply(std::string_view first, std::string_view second) {
  const KindInfo& kind = *model::FindKind("Flow");
  const std::string a = AsFlow(first), b = AsFlow(second);
  if (a.empty() || b.empty()) return;
  const ApplyRequest as_a{"A", "", true, "2026-01-31T12:00:00Z"};
  const ApplyRequest as_b{"B", "", true, "2026-01-31T12:00:01Z"};
  const Result<Object> made = Apply(nullptr, kind, a, as_a);
  if (!made.ok()) return;
  const Result<Object> once = Apply(&*made, kind, b, as_b);
  if (!once.ok()) return;
  const Result<Object> twice = Apply(&*once, kind, b, as_b);
  Demand(twice.ok() && twice->ToJson() == once->ToJson());
  const Result<Object> left = Apply(&*twice, kind, AsFlow("{}"), as_b);
  Demand(left.ok() && IsJson(left->ToJson()));
}

void CheckFieldSet(std::string_view text) {
  model::Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(text, tree, problems);
  if (!tree.root) return;
  const Result<FieldSet> set = FieldSet::Parse(*tree.root);
  if (!set.ok()) return;
  const std::string json = set->ToJson();
  model::Tree again;
  model::ReadJson(json, again, problems);
  Demand(again.root != nullptr);
  const Result<FieldSet> same = FieldSet::Parse(*again.root);
  Demand(same.ok() && *same == *set);
  Demand(Difference(*set, *same).empty() && Union(*set, *same) == *set && Intersection(*set, *same) == *set);
}

}  // namespace
}  // namespace fluid::api

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fluid::api;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::string_view lines[3];
  for (std::string_view& line : lines) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  CheckJsonPatch(lines[0], lines[1]);
  CheckMergePatch(lines[0], lines[1]);
  CheckStrategicPatch(lines[0], lines[1]);
  CheckApply(lines[0], lines[1]);
  CheckFieldSet(lines[2]);
  return 0;
}
