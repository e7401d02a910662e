#include "src/reconcile/facts.h"

#include <algorithm>
#include <set>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/run.h"
#include "src/model/resource.h"
#include "src/reconcile/choose_nodes.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/launches.h"
#include "src/reconcile/names.h"

namespace fluid::reconcile {
namespace {

constexpr Duration kDefaultGrace = std::chrono::seconds(30);
constexpr Duration kPatience = std::chrono::seconds(30);  // beyond the grace
constexpr uint64_t kDefaultQuota = 10ull << 30;

// A profile that describes a storage client of its own: who would run it is known, running it is not there
// yet.
std::optional<Trouble> ForeignClient(const EngineSpec& spec) {
  if (!spec.options.contains("fileSystemType")) return std::nullopt;
  for (const PartSpec& part : spec.parts) {
    if (part.name == "client" && part.argv.empty()) {
      return Trouble{"ImageNeedsCluster",
                     "image " + part.image +
                         " needs a cluster to run in; to run the client here, say how in " +
                         "spec.fuse.command of the ThinRuntimeProfile or the runtime"};
    }
  }
  return Trouble{"NotYetSupported",
                 "profiles that run a client of their own are not there yet; use fileSystemType fluid"};
}

// What people read in a condition: a plan that is refused names all its problems at once, or the first ones
// of many.
std::string Told(const Status& why) {
  constexpr size_t kMost = 8;
  const std::vector<Problem>& problems = why.problems();
  if (problems.size() < 2) return std::string(why.message());
  std::vector<std::string> told;
  for (const Problem& problem : problems) {
    if (told.size() == kMost) break;
    told.push_back(problem.ToString());
  }
  std::string text = Join(told, "; ");
  if (problems.size() > kMost) text += "; and " + std::to_string(problems.size() - kMost) + " more";
  return text;
}

std::optional<Trouble> Refusal(const World& world) {
  if (!world.lowered) return std::nullopt;
  if (!world.lowered->ok()) return Trouble{"InvalidSpec", Told(world.lowered->status())};
  if (const auto foreign = ForeignClient(**world.lowered)) return foreign;
  for (const auto& [ref, version] : world.secrets) {
    if (!version.ok()) return Trouble{"SecretNotFound", std::string(version.status().message())};
  }
  if (world.plan && !world.plan->ok()) {
    const Status why = world.plan->status();
    // A plugin that can't be loaded is as good as none.
    const bool no_plugin = why.code() == Code::kNotFound || why.code() == Code::kFailedPrecondition;
    return Trouble{no_plugin ? "EngineNotInstalled" : "InvalidSpec", Told(why)};
  }
  return std::nullopt;
}

std::vector<Tier> ResolveTiers(const EngineSpec& spec, const Settings& settings) {
  std::vector<Tier> tiers;
  for (const PartSpec& part : spec.parts) {
    if (tiers.empty()) tiers = part.tiers;
  }
  if (tiers.empty()) tiers.emplace_back().medium = "SSD";
  for (size_t i = 0; i < tiers.size(); ++i) {
    Tier& tier = tiers[i];
    // Nobody else's: a folder named by the engine, so that its end can remove all of it.
    if (tier.path.empty()) {
      tier.path = settings.cache_dir + "/" + spec.uid + (i == 0 ? "" : "-" + std::to_string(i));
    } else {
      tier.path += "/" + spec.uid;
    }
    if (tier.quota_bytes == 0) tier.quota_bytes = kDefaultQuota;
  }
  return tiers;
}

// Where an attachment that names no node is, or goes.
std::string NodeFor(const model::Attachment& attachment, const std::vector<std::string>& nodes) {
  if (!attachment.spec.node.empty()) return attachment.spec.node;
  const bool there = std::find(nodes.begin(), nodes.end(), attachment.status.node) != nodes.end();
  return there ? attachment.status.node : nodes.empty() ? "" : nodes.front();
}

void WishMounts(const World& world, const Facts& facts, WallTime now, EngineWish& wish) {
  if (facts.runtime_ending) {
    wish.force_unmount = now >= GraceEnd(*facts.runtime, facts.dataset);
    return;
  }
  const std::string phase = facts.dataset ? model::Get<model::Dataset>(*facts.dataset).status.phase : "";
  for (const Object& object : world.attachments) {
    const model::Attachment& attachment = model::Get<model::Attachment>(object);
    if (Ending(object)) {
      if (now >= GraceEnd(object, facts.dataset)) wish.forced_mounts.push_back(object.metadata().uid);
      continue;
    }
    if (attachment.spec.mode != "mount" && !attachment.spec.mode.empty()) continue;
    if (phase.empty() || phase == "NotBound" || !HasFinalizer(object)) continue;
    const std::string node = NodeFor(attachment, facts.nodes);
    if (node.empty()) continue;
    wish.mounts[node].push_back(
        {object.metadata().uid, attachment.spec.target, attachment.spec.root, attachment.spec.options});
  }
}

const LaunchState* HomeOf(const World& world, const Facts& facts, const std::string& node) {
  for (const LaunchState& state : world.launches) {
    if (state.node != node || !facts.plan) continue;
    for (const PlannedComponent& c : facts.plan->components) {
      if (c.hosted && c.name == state.id.component) return &state;
    }
  }
  return nullptr;
}

bool SourceServes(const MountSpec& mount, const std::vector<const NodeObservation*>& nodes, Facts& facts) {
  for (const NodeObservation* node : nodes) {
    for (const MountReport& report : node->sources) {
      if (report.path != mount.path || report.generation != mount.generation) continue;
      if (!report.remark.empty()) facts.remarks[mount.path] = mount.uri + ": " + report.remark;
      if (report.state == MountReport::State::kServing) return true;
      if (report.state == MountReport::State::kFailed && !facts.source) {
        facts.source = Trouble{"SourceUnavailable",
                               mount.uri + " at " + mount.path + ": " + std::string(report.why.message())};
      }
    }
  }
  return false;
}

// A home that brings up a new source beside those it has serves all the while.
bool Serves(const NodeObservation& node) {
  if (node.health == Health::kReady || node.health == Health::kDegraded) return true;
  return node.health == Health::kStarting &&
         std::any_of(node.sources.begin(), node.sources.end(),
                     [](const MountReport& r) { return r.state == MountReport::State::kServing; });
}

// What the homes say, held against the record.
void Judge(const World& world, Facts& facts) {
  const bool hosted = facts.plan && std::any_of(facts.plan->components.begin(), facts.plan->components.end(),
                                                [](const PlannedComponent& c) { return c.hosted; });
  if (!hosted) {  // judged by the checks of its components
    facts.heard = true;
    facts.serves = facts.plan && !facts.launches.empty() && Running(facts.launches, world.launches);
    facts.applied = facts.sources_serve = facts.serves;
    if (!facts.serves) facts.silent = Trouble{"EngineUnavailable", "its components are not ready"};
    return;
  }
  facts.heard = world.engine.observed;
  std::vector<const NodeObservation*> serving;
  std::string why = "it has no home yet";
  for (const std::string& node : facts.nodes) {
    const auto seen = std::find_if(world.engine.nodes.begin(), world.engine.nodes.end(),
                                   [&](const NodeObservation& o) { return o.node == node; });
    const LaunchState* home = HomeOf(world, facts, node);
    if (seen == world.engine.nodes.end()) {
      if (home && !home->reason.empty()) why = "on " + node + ": " + home->reason;
      continue;
    }
    if (!seen->reachable.ok()) {
      const auto silent = world.engine.silent.find(node);
      const bool once = silent == world.engine.silent.end() || silent->second < 2;
      if (once && home && home->phase == LaunchPhase::kReady) facts.doubt = true;
      why = "on " + node + ": " + std::string(seen->reachable.message());
    } else if (Serves(*seen)) {
      serving.push_back(&*seen);
    } else {
      why = "on " + node + ": " + (seen->reasons.empty() ? "it is starting" : Join(seen->reasons, "; "));
    }
  }
  facts.serves = !serving.empty();
  if (facts.serves) facts.doubt = false;
  if (!facts.serves) facts.silent = Trouble{"EngineUnavailable", why};
  facts.applied =
      facts.serves && std::all_of(serving.begin(), serving.end(), [&](const NodeObservation* node) {
        return node->spec_generation >= facts.record.spec.generation;
      });
  facts.sources_serve = facts.applied;
  for (const MountSpec& mount : facts.record.spec.mounts) {
    if (mount.draining || !facts.plan->Offers(std::string(kLiveInterface))) continue;
    if (!SourceServes(mount, serving, facts)) facts.sources_serve = false;
  }
}

}  // namespace

WallTime GraceEnd(const Object& object, const Object* dataset) {
  Duration grace = kDefaultGrace;
  for (const Object* who : {dataset, &object}) {  // the object's own word comes last and wins
    if (!who) continue;
    if (Annotation(*who, kForceAnnotation) == "true" && Ending(*who)) grace = Duration::zero();
    if (const auto text = Annotation(*who, kGraceAnnotation); !text.empty() && grace != Duration::zero()) {
      if (const Result<Duration> said = ParseDuration(text); said.ok()) grace = *said;
    }
  }
  const Result<WallTime> asked = ParseTime(object.metadata().deleted);
  return asked.ok() ? *asked + std::chrono::duration_cast<WallTime::duration>(grace) : WallTime::min();
}

WallTime PatienceEnd(const Object& object, const Object* dataset) {
  return GraceEnd(object, dataset) + std::chrono::duration_cast<WallTime::duration>(kPatience);
}

const NodeObservation* Answer(const World& world, const std::string& node) {
  for (const NodeObservation& seen : world.engine.nodes) {
    if (seen.node == node && seen.reachable.ok()) return &seen;
  }
  return nullptr;
}

bool Settled(const World& world, const NodeObservation& seen, uint64_t generation) {
  if (seen.config_generation >= generation) return true;
  return seen.health == Health::kFailed && seen.mounts.empty() &&
         world.engine.failed.contains("configure/" + seen.node);
}

Facts FactsOf(const World& world, const Settings& settings, WallTime now) {
  Facts facts;
  if (world.dataset) facts.dataset = &*world.dataset;
  if (!world.runtimes.empty()) facts.runtime = &world.runtimes.front();
  facts.dataset_ending = facts.dataset && Ending(*facts.dataset);
  facts.runtime_ending = facts.runtime && Ending(*facts.runtime);
  for (const NodeObservation& node : world.engine.nodes) {
    for (const NodeMountState& mount : node.mounts) {
      if (!mount.users.empty()) facts.users[mount.id] = mount.users;
    }
  }
  if (!facts.runtime) return facts;

  if (const std::string text = Annotation(*facts.runtime, kRecordAnnotation); !text.empty()) {
    if (Result<EngineRecord> stored = RecordFromJson(text); stored.ok()) facts.stored = std::move(*stored);
  }
  facts.refused = Refusal(world);
  const bool fresh = world.lowered && world.lowered->ok() && !facts.refused;
  if (!fresh && facts.stored.empty()) return facts;

  EngineWish wish;
  if (fresh) {
    wish.spec = **world.lowered;
    for (const auto& [ref, version] : world.secrets) wish.secrets[ref] = *version;
    if (world.plan && world.plan->ok()) facts.plan = &**world.plan;
  } else {
    wish.spec = facts.stored.spec;
    std::erase_if(wish.spec.mounts, [](const MountSpec& mount) { return mount.draining; });
    wish.secrets = facts.stored.secrets;
    if (world.recorded_plan && world.recorded_plan->ok()) facts.plan = &**world.recorded_plan;
  }
  if (facts.plan) facts.nodes = ChooseNodes(world, *facts.plan, wish.spec, ResolveTiers(wish.spec, settings));
  WishMounts(world, facts, now, wish);
  facts.record = Next(facts.stored, wish, world.engine.nodes);
  facts.tiers = ResolveTiers(facts.record.spec, settings);
  if (facts.plan) {
    facts.launches = LaunchesOf(*facts.plan, facts.record, facts.nodes, facts.tiers, settings);
  }
  Judge(world, facts);
  return facts;
}

}  // namespace fluid::reconcile
