// The runtime: its engine's record, launches, configuration, status, and end.
#include <algorithm>

#include "src/base/units.h"
#include "src/model/conditions.h"
#include "src/model/generated/cache.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/launches.h"
#include "src/reconcile/names.h"
#include "src/reconcile/plan.h"

namespace fluid::reconcile {
namespace {

struct Count {
  int wanted = 0, running = 0, ready = 0;
  std::string Phase() const { return ready >= wanted ? "Ready" : ready > 0 ? "PartialReady" : "NotReady"; }
};

enum Role : uint32_t { kMaster = 1, kWorker = 2, kClient = 3 };  // plugin.h's fluid_role

// How many of the launches of a role there are. A home is ready when its engine says so, not when its socket
// answers.
Count CountOf(const Plan& plan, const Object& runtime, uint32_t role) {
  Count count;
  if (!plan.facts.plan || &runtime != plan.facts.runtime) return count;
  for (const Launch& launch : plan.facts.launches) {
    const auto c = std::find_if(plan.facts.plan->components.begin(), plan.facts.plan->components.end(),
                                [&](const PlannedComponent& p) { return p.name == launch.id.component; });
    if (c == plan.facts.plan->components.end() || c->once) continue;
    if (c->role != role && !(role == kClient && c->on_readers && c->hosted)) continue;
    ++count.wanted;
    const auto state = std::find_if(plan.world.launches.begin(), plan.world.launches.end(),
                                    [&](const LaunchState& s) { return s.id == launch.id; });
    if (state == plan.world.launches.end()) continue;
    ++count.running;
    const NodeObservation* home = c->hosted ? Answer(plan.world, launch.node) : nullptr;
    const bool serves = home && (home->health == Health::kReady || home->health == Health::kDegraded);
    if (c->hosted ? serves : state->phase == LaunchPhase::kReady) ++count.ready;
  }
  return count;
}

// How many there are in each role, and why that is.
struct Counts {
  Count masters, workers, clients;
  std::string reason;  // empty: all is well
  bool any() const { return masters.wanted + workers.wanted + clients.wanted > 0; }
  std::string PhaseOf(const Count& count) const { return any() ? count.Phase() : "NotReady"; }
};

void Tell(const Counts& counts, model::RuntimeStatus& status) {
  const Count &masters = counts.masters, &workers = counts.workers, &clients = counts.clients;
  status.master_phase = counts.PhaseOf(masters);
  status.worker_phase = counts.PhaseOf(workers);
  status.fuse_phase = counts.PhaseOf(clients);
  status.desired_master_number_scheduled = masters.wanted;
  status.current_master_number_scheduled = masters.running;
  status.master_number_ready = masters.ready;
  status.desired_worker_number_scheduled = workers.wanted;
  status.current_worker_number_scheduled = workers.running;
  status.worker_number_ready = status.worker_number_available = workers.ready;
  status.worker_number_unavailable = workers.wanted - workers.ready;
  status.desired_fuse_number_scheduled = clients.wanted;
  status.current_fuse_number_scheduled = clients.running;
  status.fuse_number_ready = status.fuse_number_available = clients.ready;
  status.fuse_number_unavailable = clients.wanted - clients.ready;
  status.worker_reason = counts.reason;
}

// A CacheRuntime says the same in a form of its own.
void Tell(const Counts& counts, model::CacheRuntimeStatus& status) {
  const auto tell = [&](const Count& count, model::RuntimeComponentStatus& component) {
    component.phase = counts.PhaseOf(count);
    component.desired_replicas = count.wanted;
    component.current_replicas = count.running;
    component.ready_replicas = component.available_replicas = count.ready;
    component.unavailable_replicas = count.wanted - count.ready;
    component.reason = counts.reason;
  };
  tell(counts.masters, status.master);
  tell(counts.workers, status.worker);
  tell(counts.clients, status.client);
}

template <class RuntimeStatus>
void SetStatusOf(Plan& plan, std::string_view row, const Object& runtime, Object& after,
                 RuntimeStatus& status, const Trouble& said, bool ready) {
  Tell(Counts{CountOf(plan, runtime, kMaster), CountOf(plan, runtime, kWorker),
              CountOf(plan, runtime, kClient), ready ? "" : said.reason},
       status);
  if (ready && status.setup_duration.empty()) {
    const Result<WallTime> created = ParseTime(runtime.metadata().created);
    if (created.ok())
      status.setup_duration = FormatDuration(std::max(Duration::zero(), Duration(plan.now - *created)));
  }
  const model::RuntimeCondition* before = model::FindCondition(status.conditions, "WorkersReady");
  const bool news = !before || before->reason != said.reason;
  const bool first_start = said.reason == "EngineStarting" && (!before || before->status != model::kTrue);
  model::SetCondition(status.conditions, "WorkersReady", Truth(ready), said.reason, said.message,
                      plan.now_text);
  plan.Status(
      row, runtime, std::move(after),
      news ? std::optional<Notice>(Notice{said.reason, said.message, !ready && !first_start}) : std::nullopt);
}

void SetStatus(Plan& plan, std::string_view row, const Object& runtime, const Trouble& said, bool ready) {
  Object after = runtime;
  if (model::RuntimeStatus* status = EditRuntimeStatus(after)) {
    return SetStatusOf(plan, row, runtime, after, *status, said, ready);
  }
  if (!model::Is<model::CacheRuntime>(after)) return plan.Take(row);
  model::CacheRuntimeStatus& status = model::Edit<model::CacheRuntime>(after).status;
  SetStatusOf(plan, row, runtime, after, status, said, ready);
}

// False: there is nobody to ask.
bool UseEngine(Plan& plan) {
  if (!plan.facts.plan || plan.facts.record.empty()) return false;
  EngineUse& use = plan.engine();
  use.pending = use.pending || !plan.facts.serves || !plan.facts.applied || !plan.facts.sources_serve;
  return !use.homes.empty();
}

// A record must be stored before anything acts on it. True: it was not.
bool StoreRecord(Plan& plan, const Object& runtime) {
  if (plan.facts.record.empty() || plan.facts.record == plan.facts.stored) return false;
  Object after = runtime;
  after.metadata().annotations[std::string(kRecordAnnotation)] = ToJson(plan.facts.record);
  plan.Update("runtime.record", std::move(after));
  return true;
}

void ConfigureHomes(Plan& plan) {
  for (const NodeObservation& node : plan.world.engine.nodes) {
    if (!node.reachable.ok() || node.config_generation >= plan.facts.record.generation) continue;
    plan.engine().pending = true;
    plan.Do("runtime.configure", Configure{plan.facts.record.ConfigOf(node.node, plan.facts.tiers)});
  }
}

void KeepLaunches(Plan& plan) {
  const Facts& facts = plan.facts;
  if (!facts.plan) return;
  for (const Launch& launch : facts.launches) {
    if (MayStart(*facts.plan, launch.id.component, facts.launches, plan.world.launches)) {
      plan.Do("runtime.launch", EnsureLaunch{launch});
    }
  }
  for (const LaunchState& state : plan.world.launches) {
    const bool wanted = std::any_of(facts.launches.begin(), facts.launches.end(),
                                    [&](const Launch& l) { return l.id == state.id; });
    if (!wanted && state.phase != LaunchPhase::kStopping)
      plan.Do("runtime.retire", RemoveLaunch{state.id, true});
  }
}

// Mounts off, engine torn down, launches gone, then the object. Each step is bounded by patience.
void End(Plan& plan, const Object& runtime) {
  const Facts& facts = plan.facts;
  const WallTime grace = GraceEnd(runtime, facts.dataset), patience = PatienceEnd(runtime, facts.dataset);
  const bool patient = plan.now < patience;
  if (plan.world.launches.empty()) return plan.Release("runtime.end.done", runtime);
  plan.WakeAt(plan.now < grace ? grace : patience);

  const bool reachable = UseEngine(plan);
  if (patient && facts.plan && !facts.record.empty()) {
    if (StoreRecord(plan, runtime)) return;
    ConfigureHomes(plan);
    bool mounted = false;
    for (const NodeObservation& node : plan.world.engine.nodes) {
      mounted = mounted || (node.reachable.ok() &&
                            (!node.mounts.empty() || !Settled(plan.world, node, facts.record.generation)));
    }
    const bool unheard = reachable && !plan.world.engine.observed;
    if (mounted || unheard) {
      plan.engine().pending = true;
      return plan.Take("runtime.end.unmount");
    }
    const bool answers = std::any_of(plan.world.engine.nodes.begin(), plan.world.engine.nodes.end(),
                                     [](const NodeObservation& n) { return n.reachable.ok(); });
    if (answers && !plan.world.engine.torn_down) {
      plan.engine().pending = true;
      return plan.Do("runtime.end.teardown", Teardown{plan.now >= grace});
    }
  }
  plan.Take("runtime.end.remove");
  for (const LaunchState& state : plan.world.launches) {
    if (state.phase != LaunchPhase::kStopping) plan.Do("runtime.end.remove", RemoveLaunch{state.id, true});
  }
}

void Serve(Plan& plan, const Object& runtime) {
  const Facts& facts = plan.facts;
  const bool owned = !facts.dataset || facts.dataset_ending || OwnedBy(runtime, *facts.dataset);
  if (!HasFinalizer(runtime) || !owned) {
    Object after = runtime;
    AddFinalizer(after);
    if (facts.dataset && !facts.dataset_ending) AddOwner(after, *facts.dataset);
    return plan.Update("runtime.adopt", std::move(after));
  }
  if (!facts.dataset && facts.record.empty()) {
    return SetStatus(
        plan, "runtime.alone", runtime,
        {"DatasetNotFound", "there is no dataset " + plan.world.key.name + " in " + plan.world.key.space},
        false);
  }
  if (facts.record.empty()) {
    if (facts.refused) SetStatus(plan, "runtime.refuse", runtime, *facts.refused, false);
    return;
  }
  UseEngine(plan);
  if (StoreRecord(plan, runtime)) return;
  KeepLaunches(plan);
  ConfigureHomes(plan);
  if (facts.refused) return SetStatus(plan, "runtime.refuse", runtime, *facts.refused, false);
  const Count workers = CountOf(plan, runtime, kWorker), clients = CountOf(plan, runtime, kClient),
              masters = CountOf(plan, runtime, kMaster);
  const int ready = workers.ready + clients.ready + masters.ready;
  const int wanted = workers.wanted + clients.wanted + masters.wanted;
  const std::string why = facts.silent ? facts.silent->message : "not every component is ready";
  if (ready >= wanted && wanted > 0) {
    SetStatus(plan, "runtime.ready", runtime, {"EngineReady", "all components are ready"}, true);
  } else if (ready > 0) {
    SetStatus(plan, "runtime.partial", runtime, {"EngineStarting", why}, false);
  } else if ((facts.heard && !facts.doubt) || !RuntimeStatusOf(runtime) ||
             RuntimeStatusOf(runtime)->worker_phase.empty()) {
    SetStatus(plan, "runtime.starting", runtime, {"EngineStarting", why}, false);
  }
}

}  // namespace

void PlanRuntime(Plan& plan) {
  for (size_t i = 1; i < plan.world.runtimes.size(); ++i) {
    const Object& extra = plan.world.runtimes[i];
    if (Ending(extra)) {
      if (HasFinalizer(extra)) plan.Release("runtime.end.done", extra);
      continue;
    }
    SetStatus(plan, "runtime.extra", extra,
              {"AlreadyBound", "dataset " + plan.world.key.name + " is served by " +
                                   plan.world.runtimes.front().key().ToString()},
              false);
  }
  if (!plan.facts.runtime) return;
  const Object& runtime = *plan.facts.runtime;
  if (!plan.facts.runtime_ending) return Serve(plan, runtime);
  if (HasFinalizer(runtime)) End(plan, runtime);
}

}  // namespace fluid::reconcile
