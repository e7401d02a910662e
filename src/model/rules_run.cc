// Rules for our own kinds, and for Secrets and ConfigMaps.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "src/model/generated/core.h"
#include "src/model/generated/run.h"
#include "src/model/rules.h"
#include "src/model/texts.h"
#include "src/model/walk.h"

namespace fluid::model {
namespace {

void MountsHaveATarget(const Object& object, Findings& findings) {
  const AttachmentSpec& spec = Get<Attachment>(object).spec;
  if (!spec.target.empty() || (spec.mode != "mount" && !spec.mode.empty())) return;
  findings.Add("spec.target", "nothing", "the absolute path of the mount point, because mode is mount");
}

void RunDatasetsStandApart(const Object& object, Findings& findings) {
  const std::vector<RunDataset>& datasets = Get<Run>(object).spec.datasets;
  std::map<std::string, size_t> seen;
  for (size_t i = 0; i < datasets.size(); ++i) {
    const std::string where =
        datasets[i].mount_path.empty() ? "/data/" + datasets[i].name : datasets[i].mount_path;
    if (const auto [at, fresh] = seen.emplace(where, i); !fresh) {
      findings.Add(fmt::format("spec.datasets[{}].mountPath", i),
                   fmt::format("the path {} again", Quoted(where)),
                   fmt::format("a path that spec.datasets[{}] has not", at->second));
    }
  }
}

void NearNamesADatasetOfTheRun(const Object& object, Findings& findings) {
  const RunSpec& spec = Get<Run>(object).spec;
  if (!spec.near || spec.near->dataset.empty()) return;
  if (std::ranges::any_of(spec.datasets, [&](const RunDataset& d) { return d.name == spec.near->dataset; }))
    return;
  findings.Add("spec.near.dataset", Quoted(spec.near->dataset), "the name of one of spec.datasets");
}

void StepsWaitForSteps(const Object& object, Findings& findings) {
  const std::vector<FlowStep>& steps = Get<Flow>(object).spec.steps;
  std::map<std::string_view, size_t> by_name;
  for (size_t i = 0; i < steps.size(); ++i) by_name.emplace(steps[i].name, i);
  for (size_t i = 0; i < steps.size(); ++i) {
    for (size_t j = 0; j < steps[i].run_after.size(); ++j) {
      const std::string& name = steps[i].run_after[j];
      if (by_name.contains(name)) continue;
      findings.Add(fmt::format("spec.steps[{}].runAfter[{}]", i, j), Quoted(name),
                   "the name of a step of this flow");
    }
  }
}

void StepsCanBeOrdered(const Object& object, Findings& findings) {
  const std::vector<FlowStep>& steps = Get<Flow>(object).spec.steps;
  std::map<std::string_view, size_t> by_name;
  for (size_t i = 0; i < steps.size(); ++i) by_name.emplace(steps[i].name, i);
  std::vector<size_t> waits_for(steps.size());  // how many steps are still ahead
  std::vector<std::vector<size_t>> then(steps.size());
  std::vector<size_t> free;
  for (size_t i = 0; i < steps.size(); ++i) {
    for (const std::string& name : steps[i].run_after) {
      const auto at = by_name.find(name);
      if (at == by_name.end()) continue;
      then[at->second].push_back(i);
      ++waits_for[i];
    }
    if (waits_for[i] == 0) free.push_back(i);
  }
  while (!free.empty()) {
    const size_t step = free.back();
    free.pop_back();
    for (const size_t next : then[step]) {
      if (--waits_for[next] == 0) free.push_back(next);
    }
  }
  const auto stuck = std::ranges::find_if(waits_for, [](size_t count) { return count > 0; });
  if (stuck == waits_for.end()) return;
  findings.Add(fmt::format("spec.steps[{}].runAfter", stuck - waits_for.begin()), "a circle of waiting",
               "steps that can start one after the other");
}

void StepsFitTheirKinds(const Object&, Findings& findings) {
  const Node* steps = findings.Find("spec.steps");
  size_t index = 0;
  for (const Node* step = steps != nullptr ? steps->first : nullptr; step != nullptr;
       step = step->next, ++index) {
    const Node* name = step->Find("kind");
    const Node* spec = step->Find("spec");
    const KindInfo* kind = name != nullptr ? FindKind(name->text) : nullptr;
    const FieldInfo* field = kind != nullptr ? kind->shape->Find("spec") : nullptr;
    if (spec == nullptr || field == nullptr) continue;
    std::vector<Problem> inner;
    CheckShape(*spec, *field->shape, inner);
    for (Problem& problem : inner) {
      const std::string path = fmt::format("spec.steps[{}].spec", index);
      problem.path = problem.path.empty() ? path : path + "." + problem.path;
      findings.Add(std::move(problem));
    }
  }
}

bool IsDataKey(std::string_view key) {
  return !key.empty() && key.size() <= 253 && key != "." && key != ".." &&
         std::ranges::all_of(key, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                  c == '_' || c == '.';
         });
}

void DataKeysAreFileNames(const Object&, Findings& findings) {
  for (const char* field : {"data", "stringData", "binaryData"}) {
    const Node* map = findings.Find(field);
    for (const Node* entry = map != nullptr ? map->first : nullptr; entry != nullptr; entry = entry->next) {
      if (IsDataKey(entry->key)) continue;
      findings.Add(fmt::format("{}[{}]", field, entry->key), fmt::format("the key {}", Quoted(entry->key)),
                   "at most 253 of A-Z, a-z, 0-9, '-', '_' and '.'");
    }
  }
}

void TextAndBinaryKeysDiffer(const Object& object, Findings& findings) {
  const ConfigMap& map = Get<ConfigMap>(object);
  for (const auto& [key, value] : map.binary_data) {
    if (!map.data.contains(key)) continue;
    findings.Add(fmt::format("binaryData[{}]", key), fmt::format("the key {} again", Quoted(key)),
                 "a key that data has not");
  }
}

}  // namespace

std::span<const Rule> RunRules() {
  static constexpr Rule kRules[] = {
      {"Attachment", "mounts have a target", MountsHaveATarget},
      {"Run", "datasets of a run stand apart", RunDatasetsStandApart},
      {"Run", "near names a dataset of the run", NearNamesADatasetOfTheRun},
      {"Flow", "steps wait for steps", StepsWaitForSteps},
      {"Flow", "steps can be ordered", StepsCanBeOrdered},
      {"Flow", "steps fit their kinds", StepsFitTheirKinds},
      {"ConfigMap Secret", "data keys are file names", DataKeysAreFileNames},
      {"ConfigMap", "text and binary keys differ", TextAndBinaryKeysDiffer},
  };
  return kRules;
}

}  // namespace fluid::model
