#include "src/engine/abi_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "src/engine/abi_call.h"
#include "src/engine/abi_spec.h"

namespace fluid::engine {
namespace {

constexpr Duration kPlanTime = std::chrono::seconds(5);
constexpr uint32_t kMustUnderstand = 0x7fff0000u;

std::vector<std::string> Texts(const fluid_str* items, size_t count) {
  std::vector<std::string> texts;
  for (size_t i = 0; i < count; ++i) texts.push_back(Text(items[i]));
  return texts;
}

Result<LaunchVolume> VolumeFrom(const fluid_volume& v) {
  LaunchVolume volume;
  switch (v.kind) {
    case FLUID_VOLUME_SCRATCH:
      volume.kind = LaunchVolume::Kind::kScratch;
      break;
    case FLUID_VOLUME_STATE:
      volume.kind = LaunchVolume::Kind::kState;
      break;
    case FLUID_VOLUME_TIER:
      volume.kind = LaunchVolume::Kind::kTier;
      break;
    case FLUID_VOLUME_MEMORY:
      volume.kind = LaunchVolume::Kind::kMemory;
      break;
    case FLUID_VOLUME_HOST:
      volume.kind = LaunchVolume::Kind::kHost;
      break;
    case FLUID_VOLUME_MOUNT:
      volume.kind = LaunchVolume::Kind::kMount;
      break;
    case FLUID_VOLUME_SOCKET:
      volume.kind = LaunchVolume::Kind::kSocket;
      break;
    default:
      return Unimplemented(
          fmt::format("plan volume {}: kind {} can't be had on this host", View(v.name), v.kind));
  }
  volume.name = Text(v.name);
  volume.source = Text(v.source);
  volume.bytes = v.bytes;
  return volume;
}

Result<std::optional<Check>> CheckFrom(const fluid_check* c) {
  if (!c) return std::optional<Check>();
  Check check;
  switch (c->kind) {
    case FLUID_CHECK_ARGV:
      check.kind = Check::Kind::kArgv;
      break;
    case FLUID_CHECK_TCP:
      check.kind = Check::Kind::kTcp;
      break;
    case FLUID_CHECK_HTTP:
      check.kind = Check::Kind::kHttp;
      break;
    case FLUID_CHECK_MOUNT:
      check.kind = Check::Kind::kMount;
      break;
    default:
      return Unimplemented(fmt::format("plan a check: kind {} is not known here", c->kind));
  }
  check.argv = Texts(c->argv, c->argc);
  check.port = Text(c->port);
  check.path = Text(c->path);
  if (c->every_ns) check.every = Duration(static_cast<int64_t>(c->every_ns));
  if (c->timeout_ns) check.timeout = Duration(static_cast<int64_t>(c->timeout_ns));
  return std::optional<Check>(std::move(check));
}

Result<PlannedComponent> ComponentFrom(const fluid_component& c) {
  constexpr uint32_t kKnown = FLUID_COMPONENT_HOSTED | FLUID_COMPONENT_FUSE | FLUID_COMPONENT_HOST_NETWORK |
                              FLUID_COMPONENT_PRIVILEGED | FLUID_COMPONENT_FRESH;
  if (const uint32_t unknown = c.flags & kMustUnderstand & ~kKnown) {
    return Unimplemented(
        fmt::format("plan component {}: flags {:#x} are not known here", View(c.name), unknown));
  }
  PlannedComponent to;
  to.name = Text(c.name);
  to.hosted = c.flags & FLUID_COMPONENT_HOSTED;
  to.fresh = c.flags & FLUID_COMPONENT_FRESH;
  to.replicas_run = c.run & FLUID_RUN_REPLICAS;
  to.on_workers = c.run & FLUID_RUN_WORKER_NODES;
  to.on_readers = c.run & FLUID_RUN_READER_NODES;
  to.once = c.run & FLUID_RUN_ONCE;
  to.init = c.run & FLUID_RUN_INIT;
  to.beside = c.run & FLUID_RUN_BESIDE;
  to.role = c.role;
  to.replicas = to.replicas_run ? c.replicas : 1;
  to.of = Text(c.of);
  to.after = Texts(c.after, c.after_count);
  to.argv = Texts(c.argv, c.argc);
  to.stop_argv = Texts(c.stop_argv, c.stop_argc);
  if (c.stop_grace_ns) to.stop_grace = Duration(static_cast<int64_t>(c.stop_grace_ns));
  for (size_t i = 0; i < c.env_count; ++i) to.env[Text(c.env[i].key)] = Text(c.env[i].value);
  for (size_t i = 0; i < c.secret_count; ++i) to.secret_env[Text(c.secrets[i].key)] = Text(c.secrets[i].ref);
  for (size_t i = 0; i < c.port_count; ++i) to.ports.push_back(Text(c.ports[i].name));
  for (size_t i = 0; i < c.volume_count; ++i) {
    FLUID_ASSIGN_OR_RETURN(LaunchVolume volume, VolumeFrom(c.volumes[i]));
    to.volumes.push_back(std::move(volume));
  }
  for (size_t i = 0; i < c.file_count; ++i) {
    const fluid_file& f = c.files[i];
    int mode = static_cast<int>(f.mode & 0777);
    if (f.flags & FLUID_FILE_SECRET) mode = mode ? mode & 0600 : 0600;
    to.files.push_back({Text(f.path), Text(f.content), mode ? mode : 0644, (f.flags & FLUID_FILE_LIVE) != 0});
  }
  FLUID_ASSIGN_OR_RETURN(to.ready, CheckFrom(c.ready));
  FLUID_ASSIGN_OR_RETURN(to.alive, CheckFrom(c.alive));
  return to;
}

// The sink copies what it is given and keeps the first error.
struct PlanSink {
  fluid_plan_sink abi{sizeof(fluid_plan_sink), 0, this, Component, Offer, Access};
  EnginePlan plan;
  Status error;

  static PlanSink& Of(fluid_plan_sink* sink) { return *static_cast<PlanSink*>(sink->host_data); }
  fluid_status Result() const { return static_cast<fluid_status>(error.code()); }

  static fluid_status Component(fluid_plan_sink* sink, const fluid_component* c) noexcept {
    PlanSink& self = Of(sink);
    if (!self.error.ok()) return self.Result();
    auto component = ComponentFrom(*c);
    if (!component.ok()) {
      self.error = component.status();
    } else if (self.plan.components.size() >= 256) {
      self.error = ResourceExhausted("plan: more than 256 components");
    } else {
      self.plan.components.push_back(std::move(*component));
    }
    return self.Result();
  }
  static fluid_status Offer(fluid_plan_sink* sink, const fluid_offer* o) noexcept {
    PlanSink& self = Of(sink);
    if (!self.error.ok()) return self.Result();
    self.plan.offers[Text(o->id)] = o->scope;
    if (o->bits) self.plan.offer_bits[Text(o->id)] = o->bits;
    return FLUID_OK;
  }
  // Ways to the data beside the mount are for readers, which the plan of what runs does not name.
  static fluid_status Access(fluid_plan_sink* sink, const fluid_access*) noexcept {
    return Of(sink).Result();
  }
};

Status CheckPlan(const Plugin& plugin, const EngineSpec& spec, const EnginePlan& plan) {
  const auto bug = [&](const std::string& what) {
    return Internal(fmt::format("plan engine {} with plugin {} {}: {}; this is a defect of the plugin",
                                spec.name, plugin.id, plugin.version, what));
  };
  std::set<std::string> names;
  for (const PlannedComponent& c : plan.components) {
    if (c.name.empty() || !names.insert(c.name).second)
      return bug(fmt::format("component name \"{}\" twice", c.name));
    if (c.hosted != c.argv.empty())
      return bug(fmt::format("component {} needs either argv or HOSTED", c.name));
    for (const PartSpec& part : spec.parts) {
      if (part.disabled && part.name == c.name)
        return bug(fmt::format("it has {}, which is disabled", c.name));
    }
  }
  for (const PlannedComponent& c : plan.components) {
    if ((c.init || c.beside) && !names.contains(c.of))
      return bug(fmt::format("{} is of \"{}\"", c.name, c.of));
    for (const std::string& other : c.after) {
      if (!names.contains(other))
        return bug(fmt::format("{} comes after \"{}\", which is not there", c.name, other));
    }
  }
  bool node_offers = false;
  for (const auto& [id, scope] : plan.offers) {
    if (!plugin.Lists(id)) return bug(fmt::format("it offers {}, which the plugin does not list", id));
    node_offers |= scope == FLUID_SCOPE_NODE;
  }
  const auto node_homes =
      std::count_if(plan.components.begin(), plan.components.end(),
                    [](const PlannedComponent& c) { return c.hosted && !c.replicas_run; });
  if (node_homes > 1 || (node_offers && node_homes == 0)) {
    return bug(fmt::format("{} components are the home of NODE instances", node_homes));
  }
  return Ok();
}

}  // namespace

Result<EnginePlan> MakePlan(const Plugin& plugin, const EngineSpec& spec, const Log& log) {
  AbiArena arena;
  const fluid_spec* abi_spec = arena.Spec(spec);
  const Call call = Call::Within(kPlanTime);
  {
    CallContext context(call);
    FLUID_RETURN_IF_ERROR(context.ToStatus(plugin.table.validate(abi_spec, context.get()),
                                           fmt::format("check the spec of engine {}", spec.name), log));
  }
  CallContext context(call);
  PlanSink sink;
  const fluid_status status = plugin.table.plan(abi_spec, &sink.abi, context.get());
  if (!sink.error.ok()) return sink.error;
  FLUID_RETURN_IF_ERROR(context.ToStatus(status, fmt::format("plan engine {}", spec.name), log));
  std::sort(sink.plan.components.begin(), sink.plan.components.end(),
            [](const PlannedComponent& a, const PlannedComponent& b) { return a.name < b.name; });
  FLUID_RETURN_IF_ERROR(CheckPlan(plugin, spec, sink.plan));
  return std::move(sink.plan);
}

}  // namespace fluid::engine
