// Rules for DataLoad, DataMigrate, DataBackup, DataProcess, and for what waits for what.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "src/base/cron.h"
#include "src/model/generated/operation.h"
#include "src/model/generated/run.h"
#include "src/model/rules.h"
#include "src/model/texts.h"

namespace fluid::model {
namespace {

// fn(spec) of an operation or run; of other kinds nothing.
template <class Fn>
auto WithSpec(const Object& object, Fn fn) -> decltype(fn(Get<DataLoad>(object).spec)) {
  if (Is<DataLoad>(object)) return fn(Get<DataLoad>(object).spec);
  if (Is<DataMigrate>(object)) return fn(Get<DataMigrate>(object).spec);
  if (Is<DataBackup>(object)) return fn(Get<DataBackup>(object).spec);
  if (Is<DataProcess>(object)) return fn(Get<DataProcess>(object).spec);
  if (Is<Run>(object)) return fn(Get<Run>(object).spec);
  return {};
}

// The runAfter of an operation or run; null: it has none.
const OperationRef* RunAfter(const Object& object) {
  return WithSpec(object, [](const auto& spec) -> const OperationRef* {
    return spec.run_after ? &*spec.run_after : nullptr;
  });
}

Key KeyOf(const OperationRef& ref, const Object& from) {
  return {ref.kind, ref.space.empty() ? from.metadata().space : ref.space, ref.name};
}

void CronHasASchedule(const Object& object, Findings& findings) {
  const Node* policy = findings.Find("spec.policy");
  if (policy == nullptr || policy->text != "Cron") return;
  const Node* schedule = findings.Find("spec.schedule");
  const std::string_view line = schedule != nullptr ? schedule->text : std::string_view();
  constexpr char kForm[] = "five fields of cron such as \"0 3 * * *\", or @daily, because policy is Cron";
  if (line.empty()) return findings.Add("spec.schedule", "nothing", kForm);
  if (const Result<Cron> cron = Cron::Parse(line); !cron.ok()) {
    findings.Add("spec.schedule", fmt::format("{} ({})", Quoted(line), cron.status().message()), kForm);
  }
  (void)object;
}

void NothingWaitsForItself(const Object& object, Findings& findings) {
  const OperationRef* after = RunAfter(object);
  if (after == nullptr || after->name != object.metadata().name || KeyOf(*after, object) != object.key())
    return;
  findings.Add("spec.runAfter", fmt::format("{} itself", object.key().ToString()), "another operation");
}

void LifetimesAreNotNegative(const Object& object, Findings& findings) {
  const std::optional<int32_t> ttl =
      WithSpec(object, [](const auto& spec) { return spec.ttl_seconds_after_finished; });
  if (!ttl || *ttl >= 0) return;
  findings.Add("spec.ttlSecondsAfterFinished", fmt::format("the number {}", *ttl), "at least 0");
}

void LoadsNameADataset(const Object& object, Findings& findings) {
  if (!Get<DataLoad>(object).spec.dataset.name.empty()) return;
  findings.Add("spec.dataset", "no name of a dataset", "the name of the dataset to load");
}

// The engine of a dataset works in its namespace; there the operation has to be.
void DatasetsAreInTheSameNamespace(const Object& object, Findings& findings) {
  const std::string& here = object.metadata().space;
  const auto check = [&](const std::string& space, std::string_view path) {
    if (space.empty() || space == here) return;
    findings.Add(fmt::format("{}.namespace", path), Quoted(space),
                 fmt::format("{}, the namespace of the {} itself", Quoted(here), object.kind().name));
  };
  if (Is<DataLoad>(object)) check(Get<DataLoad>(object).spec.dataset.space, "spec.dataset");
  if (Is<DataProcess>(object)) check(Get<DataProcess>(object).spec.dataset.space, "spec.dataset");
  if (!Is<DataMigrate>(object)) return;
  // A migration belongs to one of its ends: the other one may be anywhere.
  const DataMigrateSpec& spec = Get<DataMigrate>(object).spec;
  const auto near = [&](const DataToMigrate& end) {
    return end.dataset && (end.dataset->space.empty() || end.dataset->space == here);
  };
  if (near(spec.from) || near(spec.to)) return;
  if (spec.to.dataset) return check(spec.to.dataset->space, "spec.to.dataset");
  if (spec.from.dataset) check(spec.from.dataset->space, "spec.from.dataset");
}

void TargetReplicasAreNotNegative(const Object& object, Findings& findings) {
  const std::vector<TargetPath>& targets = Get<DataLoad>(object).spec.target;
  for (size_t i = 0; i < targets.size(); ++i) {
    if (targets[i].replicas >= 0) continue;
    findings.Add(fmt::format("spec.target[{}].replicas", i),
                 fmt::format("the number {}", targets[i].replicas), "at least 0");
  }
}

void MigrationsHaveTwoEnds(const Object& object, Findings& findings) {
  const DataMigrateSpec& spec = Get<DataMigrate>(object).spec;
  auto check = [&](const DataToMigrate& end, const char* path) {
    if (end.dataset.has_value() != end.external_storage.has_value()) return;
    findings.Add(path,
                 end.dataset ? "both dataset and externalStorage" : "neither dataset nor externalStorage",
                 "exactly one of dataset, externalStorage");
  };
  check(spec.from, "spec.from");
  check(spec.to, "spec.to");
  if (spec.from.external_storage && spec.to.external_storage) {
    findings.Add("spec.to", "a store outside, as in spec.from", "a dataset on at least one side");
  }
}

void BackupsGoToAFolder(const Object& object, Findings& findings) {
  const DataBackupSpec& spec = Get<DataBackup>(object).spec;
  if (spec.dataset.empty()) findings.Add("spec.dataset", "nothing", "the name of the dataset to save");
  const std::string& path = spec.backup_path;
  if (!IsBackupFolder(path)) {
    findings.Add("spec.backupPath", path.empty() ? "nothing" : Quoted(path), kBackupFolder);
  }
}

void ProcessorsAreOneThing(const Object& object, Findings& findings) {
  const Processor& processor = Get<DataProcess>(object).spec.processor;
  if (processor.job.has_value() != processor.script.has_value()) return;
  findings.Add("spec.processor", processor.job ? "both job and script" : "neither job nor script",
               "exactly one of job, script");
}

void MigrationSecretsAreNamed(const Object& object, Findings& findings) {
  const DataMigrateSpec& spec = Get<DataMigrate>(object).spec;
  const auto check = [&](const DataToMigrate& end, std::string_view path) {
    if (end.external_storage) CheckSecrets(end.external_storage->encrypt_options, path, findings);
  };
  check(spec.from, "spec.from.externalStorage.encryptOptions");
  check(spec.to, "spec.to.externalStorage.encryptOptions");
}

}  // namespace

bool IsBackupFolder(std::string_view path) {
  const bool scheme = path.starts_with("local:///") || (path.starts_with("pvc://") && path.size() > 6);
  return scheme && !HasDotDot(path);
}

void RefuseCycles(std::span<const Placed> objects, std::vector<Problem>& problems) {
  if (objects.size() < 2) return;
  std::map<Key, size_t> by_key;
  for (size_t i = 0; i < objects.size(); ++i) {
    by_key.emplace(objects[i].object->key(), i);
  }
  // Each object waits for at most one other: a walk along the references ends, or meets an earlier walk, or
  // itself.
  std::vector<size_t> walk_of(objects.size(), objects.size());
  for (size_t start = 0; start < objects.size(); ++start) {
    std::vector<size_t> way;
    for (size_t at = start;;) {
      if (walk_of[at] != objects.size()) {
        if (walk_of[at] == start)
          way.erase(way.begin(), std::ranges::find(way, at));  // what is left is a circle
        if (walk_of[at] != start) way.clear();
        break;
      }
      walk_of[at] = start;
      way.push_back(at);
      const OperationRef* after = RunAfter(*objects[at].object);
      const auto next = after != nullptr ? by_key.find(KeyOf(*after, *objects[at].object)) : by_key.end();
      if (next == by_key.end()) {
        way.clear();
        break;
      }
      at = next->second;
    }
    if (way.size() < 2) continue;  // a circle of one has a rule of its own
    constexpr size_t kShown = 10;
    std::string text;
    for (size_t i = 0; i < way.size() && i < kShown; ++i)
      text += objects[way[i]].object->key().ToString() + " -> ";
    if (way.size() > kShown) text += "... -> ";
    const Placed& first = objects[way.front()];
    problems.push_back(
        {.file = {},
         .line = static_cast<int>(first.line),
         .column = static_cast<int>(first.column),
         .path = "spec.runAfter",
         .found = fmt::format("a circle of waiting: {}{}", text, first.object->key().ToString()),
         .allowed = "operations that can start one after the other",
         .suggestion = {}});
  }
}

std::span<const Rule> OperationRules() {
  static constexpr Rule kRules[] = {
      {"DataLoad DataMigrate DataProcess Flow", "cron has a schedule", CronHasASchedule},
      {kOperations, "nothing waits for itself", NothingWaitsForItself},
      {kOperations, "lifetimes are not negative", LifetimesAreNotNegative},
      {"DataLoad", "loads name a dataset", LoadsNameADataset},
      {"DataLoad DataMigrate DataProcess", "datasets are in the same namespace",
       DatasetsAreInTheSameNamespace},
      {"DataLoad", "target replicas are not negative", TargetReplicasAreNotNegative},
      {"DataMigrate", "migrations have two ends", MigrationsHaveTwoEnds},
      {"DataMigrate", "secrets of migrations are named", MigrationSecretsAreNamed},
      {"DataBackup", "backups go to a folder", BackupsGoToAFolder},
      {"DataProcess", "processors are one thing", ProcessorsAreOneThing},
  };
  return kRules;
}

}  // namespace fluid::model
