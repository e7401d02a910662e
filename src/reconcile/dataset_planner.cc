// The dataset: its phase, conditions and numbers, and its end.
#include <algorithm>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/conditions.h"
#include "src/model/generated/dataset.h"
#include "src/model/lower.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/plan.h"

namespace fluid::reconcile {
namespace {

std::string Size(uint64_t bytes) {  // as Fluid writes it: "1.50GiB"
  std::string text = HumanBytes(bytes);
  std::erase(text, ' ');
  return text;
}

std::string Percent(uint64_t part, uint64_t whole) {
  if (whole == 0) return "0.0%";  // of nothing, nothing is cached
  const uint64_t tenths =
      static_cast<uint64_t>(1000.0 * static_cast<double>(std::min(part, whole)) / static_cast<double>(whole));
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "%";
}

void TellUsage(const CacheUsage& usage, model::DatasetStatus& status) {
  if (usage.total_bytes) status.ufs_total = Size(*usage.total_bytes);
  if (usage.total_files) status.file_num = std::to_string(*usage.total_files);
  auto& states = status.cache_states;
  if (usage.capacity_bytes) states["cacheCapacity"] = Size(*usage.capacity_bytes);
  if (usage.cached_bytes) states["cached"] = Size(*usage.cached_bytes);
  if (usage.cached_bytes && usage.total_bytes)
    states["cachedPercentage"] = Percent(*usage.cached_bytes, *usage.total_bytes);
  if (usage.hits && usage.misses) states["cacheHitRatio"] = Percent(*usage.hits, *usage.hits + *usage.misses);
  if (usage.hit_bytes && usage.miss_bytes) {
    states["cacheThroughputRatio"] = Percent(*usage.hit_bytes, *usage.hit_bytes + *usage.miss_bytes);
    states["hitBytes"] = std::to_string(*usage.hit_bytes);
    states["missBytes"] = std::to_string(*usage.miss_bytes);
  }
}

// Which operations run on it, by kind, as Fluid tells it.
std::map<std::string, std::string> RunningOperations(const Plan& plan) {
  std::map<std::string, std::string> all;
  for (const Object& operation : plan.world.operations) {
    const model::OperationStatus* status = OperationStatusOf(operation);
    if (!status || status->phase != "Executing") continue;
    std::string& names = all[std::string(operation.kind().name)];
    names += (names.empty() ? "" : ",") + operation.metadata().name;
  }
  return all;
}

class DatasetPlanner {
 public:
  DatasetPlanner(Plan& plan, const Object& object)
      : plan_(plan),
        facts_(plan.facts),
        before_(object),
        after_(object),
        status_(model::Edit<model::Dataset>(after_).status),
        phase_(status_.phase) {}

  void Run() {
    if (facts_.dataset_ending) return HasFinalizer(before_) ? End() : void();
    if (!HasFinalizer(before_)) {
      AddFinalizer(after_);
      return plan_.Update("dataset.adopt", after_);
    }
    if (phase_.empty()) {
      status_.conditions.clear();
      return Write("dataset.new", "NotBound", Notice{"DatasetCreated", "waits for a runtime of its name"});
    }
    status_.operation_ref = RunningOperations(plan_);
    if (!facts_.wanted()) return phase_ == "NotBound" ? Alone() : Unbind();
    if (facts_.record.empty() || !facts_.plan) return NoEngine();
    if (phase_ != "NotBound" && (!facts_.heard || facts_.doubt)) {
      plan_.engine().pending = true;
      return Write("dataset.unknown", phase_);
    }
    if (phase_ == "NotBound") return Bind();
    if (!facts_.serves) return Fail();
    Served();
  }

 private:
  void Alone() {
    Say(false,
        {"RuntimeNotFound", "there is no runtime " + plan_.world.key.name + " in " + plan_.world.key.space});
    Write("dataset.alone", "NotBound");
  }

  void NoEngine() {
    if (!facts_.refused) return;
    Say(false, *facts_.refused);
    Write(phase_ == "NotBound" ? "dataset.refuse" : "dataset.unknown", phase_,
          Notice{facts_.refused->reason, facts_.refused->message, true});
  }

  void Bind() {
    if (facts_.refused) return NoEngine();
    if (!facts_.sources_serve || !Stored()) {
      plan_.engine().pending = true;
      const Trouble why = facts_.source   ? *facts_.source
                          : facts_.silent ? Trouble{"EngineStarting", facts_.silent->message}
                                          : Trouble{"EngineStarting", "not every source has answered yet"};
      Say(false, why);
      return Write("dataset.setup", "NotBound",
                   facts_.source ? std::optional(Notice{why.reason, why.message, true}) : std::nullopt);
    }
    const Object& runtime = *facts_.runtime;
    model::Runtime bound;
    bound.name = runtime.metadata().name;
    bound.space = runtime.metadata().space;
    bound.category = "Accelerate";
    bound.type = model::RuntimeType(runtime.kind().name);
    status_.runtimes = {bound};
    Good();
    Write("dataset.bind", "Bound", Notice{"DatasetReady", "every source answers"});
  }

  void Fail() {
    plan_.engine().pending = true;
    Say(false, *facts_.silent);
    Write(phase_ == "Failed" ? "dataset.failed" : "dataset.fail", "Failed",
          Notice{facts_.silent->reason, facts_.silent->message, true});
  }

  void Served() {
    plan_.engine().usage = true;
    if (plan_.world.engine.usage) TellUsage(*plan_.world.engine.usage, status_);
    if (facts_.refused) return Keep();
    const bool applied = facts_.applied && Stored();
    if (phase_ == "Updating" && applied && facts_.sources_serve) {
      Good();
      return Write("dataset.updated", "Bound", Notice{"DatasetReady", "the sources were changed"});
    }
    Remark();
    if (phase_ == "Updating" || !applied || !SameMounts()) return Update();
    if (facts_.source) {
      Say(false, *facts_.source);
    } else {
      Good();
    }
    const Trouble said = facts_.source.value_or(Trouble{"DatasetReady", "the engine answers again"});
    Write(phase_ == "Failed" ? "dataset.heal"
          : facts_.source    ? "dataset.degrade"
                             : "dataset.serve",
          "Bound", Notice{said.reason, said.message, facts_.source.has_value()});
  }

  // What is asked now can't be; what was asked before is served.
  void Keep() {
    Say(true, {"DatasetReady", "the former sources are served"});
    model::SetCondition(status_.conditions, "Updating", model::kFalse, facts_.refused->reason,
                        facts_.refused->message, plan_.now_text);
    Write("dataset.keep", "Bound", Notice{facts_.refused->reason, facts_.refused->message, true});
  }

  // The spec's sources are not yet what every serving node has and serves.
  void Update() {
    plan_.engine().pending = true;
    model::SetCondition(status_.conditions, "Updating", model::kTrue, "SourcesChanged",
                        "the change of sources is on its way", plan_.now_text);
    if (facts_.source) Say(false, *facts_.source);
    Write(phase_ == "Updating" ? "dataset.updating" : "dataset.update", "Updating",
          Notice{"SourcesChanged", "the sources of the dataset change"});
  }

  // No runtime serves it any more: it is as it was before one did.
  void Unbind() {
    const auto running = status_.operation_ref;
    const auto referrers = status_.dataset_ref;
    status_ = {};
    status_.operation_ref = running;
    status_.dataset_ref = referrers;
    Say(false, {"RuntimeNotFound", "its runtime ends or is gone"});
    Write("dataset.unbind", "NotBound", Notice{"RuntimeNotFound", "its runtime ends or is gone"});
  }

  void End() {
    const World& world = plan_.world;
    if (!world.attachments.empty() || !world.operations.empty()) {
      for (const Object& object : world.attachments) plan_.Delete("dataset.end.users", object);
      for (const Object& object : world.operations) plan_.Delete("dataset.end.users", object);
      std::string pids;
      for (const auto& [id, users] : facts_.users) {
        for (const int pid : users) pids += (pids.empty() ? "" : ", ") + std::to_string(pid);
      }
      if (pids.empty()) {
        model::RemoveCondition(status_.conditions, "InUse");
      } else {
        model::SetCondition(status_.conditions, "InUse", model::kTrue, "InUse",
                            "files of it are open in processes " + pids, plan_.now_text);
      }
      return Write("dataset.end.users", phase_);
    }
    if (!world.runtimes.empty()) {
      for (const Object& runtime : world.runtimes) plan_.Delete("dataset.end.runtime", runtime);
      return plan_.Take("dataset.end.runtime");
    }
    plan_.Release("dataset.end.done", before_);
  }

  // What is wanted of the engine's sources is what it is asked for.
  bool Stored() const { return facts_.record.spec == facts_.stored.spec; }
  bool SameMounts() const { return status_.mounts == model::Get<model::Dataset>(before_).spec.mounts; }

  void Say(bool ready, const Trouble& said) {
    model::SetCondition(status_.conditions, "Ready", Truth(ready), said.reason, said.message, plan_.now_text);
    model::SetCondition(status_.conditions, "NotReady", Truth(!ready), said.reason, said.message,
                        plan_.now_text);
  }
  void Good() {
    status_.mounts = model::Get<model::Dataset>(before_).spec.mounts;
    Say(true, {"DatasetReady", "every source answers"});
    if (model::FindCondition(status_.conditions, "Updating")) {
      model::SetCondition(status_.conditions, "Updating", model::kFalse, "DatasetReady",
                          "every node has the sources", plan_.now_text);
    }
  }
  // What users should know of sources that serve, each with its mount.
  void Remark() {
    std::string all;
    for (const auto& [path, remark] : facts_.remarks)
      all += (all.empty() ? "" : "; ") + path + " from " + remark;
    if (all.empty()) return void(model::RemoveCondition(status_.conditions, "Remarks"));
    model::SetCondition(status_.conditions, "Remarks", model::kTrue, "SourceRemarks", all, plan_.now_text);
  }
  // A notice is for a change of phase or reason; the same again is no news.
  void Write(std::string_view row, std::string_view phase, std::optional<Notice> notice = std::nullopt) {
    status_.phase = phase;
    const auto& old = model::Get<model::Dataset>(before_).status;
    const auto* now = model::FindCondition(status_.conditions, "Ready");
    const auto* was = model::FindCondition(old.conditions, "Ready");
    const bool news = old.phase != phase || (now ? now->reason : "") != (was ? was->reason : "");
    plan_.Status(row, before_, after_, news ? std::move(notice) : std::nullopt);
  }

  Plan& plan_;
  const Facts& facts_;
  const Object& before_;
  Object after_;
  model::DatasetStatus& status_;  // of after_
  const std::string phase_;
};

}  // namespace

void PlanDataset(Plan& plan) {
  if (plan.facts.dataset) DatasetPlanner(plan, *plan.facts.dataset).Run();
}

}  // namespace fluid::reconcile
