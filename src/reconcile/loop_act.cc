// The hands of the loop: what it gathers, and how each kind of action is carried out.
#include <algorithm>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/generated/core.h"
#include "src/model/generated/thin.h"
#include "src/model/lower.h"
#include "src/model/resource.h"
#include "src/reconcile/engine_record.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/loop.h"
#include "src/reconcile/names.h"

namespace fluid::reconcile {
namespace {

// On one machine a claim is a folder that the installation names: pvc://CLAIM/SUB becomes file:///FOLDER/SUB.
Status ResolveClaim(const Settings& settings, MountSpec& mount) {
  constexpr std::string_view kScheme = "pvc://";
  if (mount.uri.compare(0, kScheme.size(), kScheme) != 0) return Ok();
  const std::string rest = mount.uri.substr(kScheme.size());
  const std::string claim = rest.substr(0, rest.find('/'));
  const auto folder = settings.volumes.find(claim);
  if (folder == settings.volumes.end()) {
    return FailedPrecondition(mount.uri + ": claim " + claim + " is not known here; fluid serve --volume " +
                              claim + "=/FOLDER names it");
  }
  mount.uri = "file://" + folder->second + rest.substr(claim.size());
  return Ok();
}

Result<EngineSpec> LowerWorld(const World& world, const Settings& settings) {
  const Object& runtime = world.runtimes.front();
  if (model::Is<model::ThinRuntime>(runtime) && !world.profile) {
    const std::string& profile = model::Get<model::ThinRuntime>(runtime).spec.profile_name;
    if (!profile.empty()) {
      return FailedPrecondition("runtime " + runtime.metadata().name + ": there is no ThinRuntimeProfile " +
                                profile);
    }
  }
  FLUID_ASSIGN_OR_RETURN(EngineSpec spec,
                         model::Lower(*world.dataset, runtime, world.profile ? &*world.profile : nullptr));
  for (MountSpec& mount : spec.mounts) FLUID_RETURN_IF_ERROR(ResolveClaim(settings, mount));
  return spec;
}

}  // namespace

World Loop::Gather(const DatasetKey& key) {
  World world = cache_.Gather(key);
  if (Result<std::vector<Node>> nodes = seams_.cluster.Nodes(); nodes.ok()) world.nodes = std::move(*nodes);
  if (world.runtimes.empty()) return world;
  const Object& runtime = world.runtimes.front();
  const std::string& uid = runtime.metadata().uid;
  world.launches = seams_.launcher.List(uid);
  world.engine = engines_.View(uid);
  if (world.dataset) world.lowered = LowerWorld(world, settings_);
  if (world.lowered && world.lowered->ok()) {
    const EngineSpec& spec = **world.lowered;
    std::vector<SecretRef> refs = spec.secrets;
    for (const MountSpec& mount : spec.mounts)
      refs.insert(refs.end(), mount.secrets.begin(), mount.secrets.end());
    for (const SecretRef& ref : refs) {
      const Result<SecretValue> value = seams_.secrets.Read(ref.ref);
      world.secrets.insert_or_assign(
          ref.ref, value.ok() ? Result<std::string>(value->version) : Result<std::string>(value.status()));
    }
    world.plan = seams_.engines.Plan(spec);
  }
  const bool whole =
      world.plan && world.plan->ok() &&
      std::all_of(world.secrets.begin(), world.secrets.end(), [](const auto& s) { return s.second.ok(); });
  if (!whole) {
    const std::string text = Annotation(runtime, kRecordAnnotation);
    if (const Result<EngineRecord> record = RecordFromJson(text); record.ok()) {
      world.recorded_plan = seams_.engines.Plan(record->spec);
    }
  }
  return world;
}

Status Loop::Write(const Object& object, bool status) {
  cache_.Writing(object);
  const Result<Object> outcome = status ? seams_.store.UpdateStatus(object) : seams_.store.Update(object);
  cache_.Wrote(object, outcome);
  return outcome.status();
}

Status Loop::Act(KeyState& state, const Action& action, MonoTime& again) {
  const auto later = [&](std::optional<MonoTime> at) {
    if (at) again = std::min(again, *at);
    return Ok();
  };
  struct {
    Loop& loop;
    KeyState& state;
    const Action& action;
    decltype(later)& wait;

    Status operator()(const UpdateObject& a) { return Written(a.object, false); }
    Status operator()(const WriteStatus& a) { return Written(a.object, true); }
    Status Written(const Object& object, bool status) {
      FLUID_RETURN_IF_ERROR(loop.Write(object, status));
      if (action.notice) loop.Tell(object, *action.notice);
      return Ok();
    }
    Status operator()(const DeleteObject& a) {
      const Status status = loop.seams_.store.Delete(a.key, {a.uid, ""});
      return status.code() == Code::kNotFound ? Ok() : status;
    }
    Status operator()(const EnsureLaunch& a) {
      const auto before = state.ensured.find(a.launch.id);
      if (before != state.ensured.end() && before->second == a.launch) return Ok();
      FLUID_RETURN_IF_ERROR(loop.seams_.launcher.Ensure(a.launch));
      state.ensured.insert_or_assign(a.launch.id, a.launch);
      return Ok();
    }
    Status operator()(const RemoveLaunch& a) {
      state.ensured.erase(a.id);
      return loop.seams_.launcher.Remove(a.id, a.purge);
    }
    Status operator()(const Configure& a) { return wait(loop.engines_.Do(state.engine, a)); }
    Status operator()(const StartJob& a) { return wait(loop.engines_.Do(state.engine, a)); }
    Status operator()(const CancelJob& a) { return wait(loop.engines_.Do(state.engine, a)); }
    Status operator()(const ForgetJob& a) { return wait(loop.engines_.Do(state.engine, a)); }
    Status operator()(const Teardown& a) { return wait(loop.engines_.Do(state.engine, a)); }
  } hands{*this, state, action, later};
  return std::visit(hands, action.what);
}

// As an Event, whose name says object, reason and message: the same again only counts.
void Loop::Tell(const Object& object, const Notice& notice) {
  const Metadata& about = object.metadata();
  const uint64_t hash = Hash64(about.uid + "\n" + notice.reason + "\n" + notice.message);
  Metadata metadata;
  metadata.name = about.name + "." + Hex(std::string(reinterpret_cast<const char*>(&hash), sizeof hash));
  metadata.space = about.space;
  const std::string now = FormatTime(seams_.clock.Now());
  if (const Result<Object> before = seams_.store.Get({"Event", metadata.space, metadata.name}); before.ok()) {
    Object after = *before;
    model::Event& event = model::Edit<model::Event>(after);
    ++event.count;
    event.last_timestamp = now;
    if (const Result<Object> done = seams_.store.Update(after); !done.ok())
      log_.Debug("counting an event: {}", done.status().ToString());
    return;
  }
  metadata.owners.push_back({std::string(object.kind().api_version), std::string(object.kind().name),
                             about.name, about.uid, false, false});
  model::Event event;
  event.involved_object.api_version = object.kind().api_version;
  event.involved_object.kind = object.kind().name;
  event.involved_object.name = about.name;
  event.involved_object.space = about.space;
  event.involved_object.uid = about.uid;
  event.reason = notice.reason;
  event.message = notice.message;
  event.type = notice.warning ? "Warning" : "Normal";
  event.count = 1;
  event.first_timestamp = event.last_timestamp = now;
  event.source.component = event.reporting_component = "fluid";
  const Result<Object> done = seams_.store.Create(model::Make(std::move(metadata), std::move(event)));
  if (!done.ok()) log_.Debug("telling {} of {}: {}", notice.reason, about.name, done.status().ToString());
}

}  // namespace fluid::reconcile
