#include "tests/unit/reconcile/witness.h"

#include "src/base/strings.h"
#include "src/model/conditions.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/rows.h"

namespace fluid::reconcile {
namespace {

std::string PhaseOf(const Object& object) {
  if (const model::OperationStatus* status = OperationStatusOf(object)) return status->phase;
  if (model::Is<model::Attachment>(object)) return model::Get<model::Attachment>(object).status.phase;
  if (model::Is<model::Dataset>(object)) return model::Get<model::Dataset>(object).status.phase;
  return "";
}

std::string MachineOf(const Object& object) {
  if (OperationStatusOf(object)) return "operation";
  if (model::Is<model::Attachment>(object)) return "attachment";
  if (model::Is<model::Dataset>(object)) return "dataset";
  return "";
}

// Whether some row of the state tables leads from one phase to the other.
bool Lawful(const std::string& machine, const std::string& from, const std::string& to) {
  if (from == to) return true;
  for (const Row& row : Rows()) {
    if (row.id.substr(0, machine.size() + 1) != machine + "." || row.to != to) continue;
    if (row.from == "*") return true;
    for (const std::string_view phase : Split(row.from, ',')) {
      if (Trim(phase) == (from.empty() ? "none" : from)) return true;
    }
  }
  return false;
}

bool Overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto within = [](const std::string& in, const std::string& out) {
    return out == "/" || in == out || in.find(out + "/") == 0;
  };
  for (const std::string& x : a) {
    for (const std::string& y : b) {
      if (within(x, y) || within(y, x)) return true;
    }
  }
  return false;
}

}  // namespace

class Witness::FrontStore final : public Store {
 public:
  FrontStore(Witness& witness, Store& store, FakeLauncher& launcher)
      : witness_(witness), store_(store), launcher_(launcher) {}

  Result<Object> Get(const Key& key) override { return store_.Get(key); }
  Result<ObjectList> List(const Selection& selection) override { return store_.List(selection); }
  Result<Object> Create(const Object& object) override { return store_.Create(object); }
  Result<Object> Update(const Object& object) override {
    Check(object);
    Result<Object> after = store_.Update(object);
    if (after.ok() && !store_.Get(object.key()).ok()) witness_.OnRemoved(object, launcher_);
    return after;
  }
  Result<Object> UpdateStatus(const Object& object) override {
    Check(object);
    const Result<Object> before = store_.Get(object.key());
    Result<Object> after = store_.UpdateStatus(object);
    if (before.ok() && after.ok()) witness_.OnStatus(*before, *after);
    return after;
  }
  Status Delete(const Key& key, const DeleteOptions& options) override {
    if (options.uid.empty())
      witness_.Breach("a deletion of " + key.ToString() + " does not say of which object");
    return store_.Delete(key, options);
  }
  Result<std::unique_ptr<Watch>> StartWatch(const Selection& selection, const std::string& version,
                                            WatchFn fn) override {
    return store_.StartWatch(selection, version, std::move(fn));
  }
  Result<std::unique_ptr<Lease>> Lead(const std::string& name, const std::string& holder) override {
    return store_.Lead(name, holder);
  }

 private:
  void Check(const Object& object) {
    if (object.kind().name == "Event") return;
    const auto seen = witness_.seen_.find(object.key());
    if (seen == witness_.seen_.end() || seen->second != object.metadata().version) {
      witness_.Breach("a write to " + object.key().ToString() +
                      " is against another version than it was decided on");
    }
  }
  Witness& witness_;
  Store& store_;
  FakeLauncher& launcher_;
};

std::unique_ptr<Store> Witness::Front(Store& store, FakeLauncher& launcher) {
  return std::make_unique<FrontStore>(*this, store, launcher);
}

void Witness::Decided(const World& world, const Decision& decision) {
  seen_.clear();
  const auto see = [&](const Object& object) { seen_[object.key()] = object.metadata().version; };
  if (world.dataset) see(*world.dataset);
  for (const auto* objects : {&world.runtimes, &world.operations, &world.attachments}) {
    for (const Object& object : *objects) see(object);
  }
  for (const std::string_view row : decision.rows) ++rows[std::string(row)];
}

void Witness::OnStatus(const Object& before, const Object& after) {
  const std::string machine = MachineOf(after), from = PhaseOf(before), to = PhaseOf(after);
  if (machine.empty()) return;
  if (!Lawful(machine, from, to))
    Breach(after.key().ToString() + " goes from phase '" + from + "' to '" + to + "', which no row allows");
  if (machine != "dataset" || to != "Bound") return;
  const model::Dataset& dataset = model::Get<model::Dataset>(after);
  const model::DatasetCondition* ready = model::FindCondition(dataset.status.conditions, "Ready");
  if (from == "Updating" && (!ready || ready->status != "True")) {
    const model::DatasetCondition* updating = model::FindCondition(dataset.status.conditions, "Updating");
    if (!updating || updating->reason == "DatasetReady")
      Breach(after.key().ToString() + " is bound again after a change, but not ready");
  }
  if (dataset.status.runtimes.empty()) Breach(after.key().ToString() + " is bound to nothing");
}

void Witness::OnRemoved(const Object& object, FakeLauncher& launcher) {
  if (!IsRuntime(object)) return;
  if (!launcher.List(object.metadata().uid).empty())
    Breach(object.key().ToString() + " is gone, but its engine runs");
}

void Witness::OnCalls(const std::vector<engine::FakeCall>& calls) {
  for (const engine::FakeCall& call : calls) {
    if (call.verb == "forget") forgotten_jobs_.insert(call.subject);
    if (call.verb == "start" && forgotten_jobs_.contains(call.subject))
      Breach("job " + call.subject + " is started again after its end");
  }
}

void Witness::OnJobs(const std::map<std::string, JobStatus>& jobs,
                     const std::map<std::string, JobSpec>& specs, const std::set<std::string>& operations) {
  for (auto a = jobs.begin(); a != jobs.end(); ++a) {
    for (auto b = std::next(a); b != jobs.end(); ++b) {
      if (a->second.phase != JobPhase::kRunning || b->second.phase != JobPhase::kRunning) continue;
      const auto owned = [&](const std::string& id) {
        return operations.contains(id.substr(0, id.rfind('-')));
      };
      if (!owned(a->first) || !owned(b->first)) continue;
      if (Overlap(specs.at(a->first).targets, specs.at(b->first).targets)) {
        Breach("jobs " + a->first + " and " + b->first + " work on the same paths at once");
      }
    }
  }
}

}  // namespace fluid::reconcile
