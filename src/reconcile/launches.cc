#include "src/reconcile/launches.h"

#include <algorithm>

#include "src/base/strings.h"
#include "src/engine/node_config.h"

namespace fluid::reconcile {
namespace {

constexpr std::string_view kSocket = "node.sock";  // in the home's own folder

// A number for all that a change of must replace the instance for.
std::string RevisionOf(const Launch& launch) {
  std::string all;
  const auto add = [&all](std::string_view text) {
    all += std::to_string(text.size());
    all += ':';
    all += text;
  };
  const auto add_map = [&](const std::map<std::string, std::string>& map) {
    for (const auto& [k, v] : map) add(k), add(v);
    add("");
  };
  const auto add_list = [&](const std::vector<std::string>& list) {
    for (const std::string& v : list) add(v);
    add("");
  };
  const auto add_check = [&](const std::optional<Check>& check) {
    if (!check) return;
    add(std::to_string(static_cast<int>(check->kind)) + check->port + " " + check->path);
    add_list(check->argv);
  };
  add(launch.node);
  add_list(launch.argv);
  add_map(launch.env);
  add_map(launch.secret_env);
  add_list(launch.ports);
  for (const LaunchVolume& v : launch.volumes) {
    add(v.name);
    add(v.source);
    add(std::to_string(static_cast<int>(v.kind)) + " " + std::to_string(v.bytes));
  }
  for (const LaunchFile& f : launch.files) {
    if (f.live) continue;
    add(f.path);
    add(f.content);
    add(std::to_string(f.mode));
  }
  add_check(launch.ready);
  add_check(launch.alive);
  add_list(launch.stop_argv);
  add(launch.once ? "once" : "");
  uint64_t hash = Hash64(all);
  std::string text;
  for (int i = 0; i < 8; ++i, hash >>= 8) text += static_cast<char>(hash & 0xff);
  return Hex(text);
}

std::string Doubled(std::string_view text) {  // no user's text may reach a substitution
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '$') out += c;
  }
  return out;
}

void MakeHome(const EngineRecord& record, const std::string& node, const std::vector<Tier>& tiers,
              const Settings& settings, Launch& launch) {
  launch.argv = {settings.node_program, "--dir", "${dir:.}", "--state-dir", "${dir:state}"};
  for (const std::string& dir : settings.plugin_dirs) {
    launch.argv.push_back("--plugin-dir");
    launch.argv.push_back(Doubled(dir));
  }
  launch.volumes.push_back({LaunchVolume::Kind::kState, "state", "", 0});
  for (size_t i = 0; i < tiers.size(); ++i) {
    const std::string name = "tier" + std::to_string(i);
    std::erase_if(launch.volumes, [&](const LaunchVolume& v) { return v.name == name; });
    launch.volumes.push_back({LaunchVolume::Kind::kTier, name, tiers[i].path, tiers[i].quota_bytes});
  }
  launch.files.push_back(
      {"node.pb", Doubled(engine::EncodeNodeConfig(record.ConfigOf(node, tiers))), 0644, true});
  for (const auto& [ref, version] : record.secrets) {
    launch.files.push_back({"secrets/" + Hex(ref), "${secret:" + ref + "}", 0600, true});
  }
  Check ready;
  ready.kind = Check::Kind::kUnixSocket;
  ready.path = "${dir:.}/" + std::string(kSocket);
  if (!launch.ready) launch.ready = ready;
}

}  // namespace

std::vector<Launch> LaunchesOf(const EnginePlan& plan, const EngineRecord& record,
                               const std::vector<std::string>& nodes, const std::vector<Tier>& tiers,
                               const Settings& settings) {
  std::vector<Launch> launches;
  for (const PlannedComponent& c : plan.components) {
    std::vector<std::pair<std::string, std::string>> places;  // key, node
    if (c.on_workers || c.on_readers) {
      for (const std::string& node : nodes) places.emplace_back(node, node);
    } else if (!nodes.empty()) {
      const uint32_t copies = c.replicas_run ? std::max(c.replicas, 1u) : 1;
      for (uint32_t i = 0; i < copies; ++i) places.emplace_back(std::to_string(i), nodes[i % nodes.size()]);
    }
    for (const auto& [key, node] : places) {
      Launch launch;
      launch.id = {record.spec.uid, c.name, key};
      launch.node = node;
      launch.argv = c.argv;
      launch.env = c.env;
      launch.secret_env = c.secret_env;
      launch.ports = c.ports;
      launch.volumes = c.volumes;
      launch.files = c.files;
      launch.ready = c.ready;
      launch.alive = c.alive;
      launch.stop_grace = c.stop_grace;
      launch.stop_argv = c.stop_argv;
      launch.once = c.once;
      if (c.hosted) MakeHome(record, node, tiers, settings, launch);
      launch.revision = RevisionOf(launch);
      launches.push_back(std::move(launch));
    }
  }
  return launches;
}

bool Running(const std::vector<Launch>& launches, const std::vector<LaunchState>& states) {
  return std::all_of(launches.begin(), launches.end(), [&](const Launch& launch) {
    return std::any_of(states.begin(), states.end(), [&](const LaunchState& state) {
      if (state.id != launch.id) return false;
      if (launch.once) return state.phase == LaunchPhase::kExited && state.exit_code == 0;
      return state.phase == LaunchPhase::kReady;
    });
  });
}

bool MayStart(const EnginePlan& plan, const std::string& component, const std::vector<Launch>& launches,
              const std::vector<LaunchState>& states) {
  for (const PlannedComponent& c : plan.components) {
    if (c.name != component) continue;
    std::vector<Launch> before;
    for (const Launch& launch : launches) {
      if (std::find(c.after.begin(), c.after.end(), launch.id.component) != c.after.end())
        before.push_back(launch);
    }
    return Running(before, states);
  }
  return true;
}

std::map<std::string, std::string> HomesOf(const EnginePlan& plan, const std::vector<LaunchState>& states) {
  std::map<std::string, std::string> homes;
  for (const LaunchState& state : states) {
    const bool hosted =
        std::any_of(plan.components.begin(), plan.components.end(),
                    [&](const PlannedComponent& c) { return c.hosted && c.name == state.id.component; });
    const auto dir = state.dirs.find(".");
    if (hosted && dir != state.dirs.end()) homes[state.node] = dir->second + "/" + std::string(kSocket);
  }
  return homes;
}

}  // namespace fluid::reconcile
