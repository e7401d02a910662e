#include "src/ranking/crowds.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/ranking/rules.h"

namespace fluid::ranking {
namespace {

using model::Node;
using placement::Operator;

constexpr int64_t kMostPort = 65'535;
constexpr std::string_view kHostname = "kubernetes.io/hostname";
constexpr std::string_view kPreferred = "preferredDuringSchedulingIgnoredDuringExecution";
constexpr std::string_view kRequired = "requiredDuringSchedulingIgnoredDuringExecution";

class CrowdReader {
 public:
  CrowdReader(PlaceReader& reader, const std::map<std::string, std::string>& labels,
              const std::vector<placement::Level>& levels, PlaceJob& job)
      : reader_(reader), labels_(labels), levels_(levels), job_(job) {}

  void Read(const Node* pod_spec, const std::string& path) {
    const std::string affinity_path = path + ".affinity";
    const Node* affinity = reader_.Map(pod_spec, "affinity", affinity_path);
    const std::string anti = affinity_path + ".podAntiAffinity";
    const Node* repelled = reader_.Map(affinity, "podAntiAffinity", anti);
    reader_.EachOf(repelled, kRequired, anti, [&](const Node& item, const std::string& at) {
      UnheededSpaces(item, at);
      job_.rules.anti_affinity.push_back({GroupOf(item, at), LevelOf(item, at)});
    });
    if (repelled != nullptr) Unheeded(*repelled, anti, kPreferred);
    const std::string toward = affinity_path + ".podAffinity";
    const Node* pods = reader_.Map(affinity, "podAffinity", toward);
    reader_.EachOf(pods, kRequired, toward,
                   [&](const Node& item, const std::string& at) { ReadAffinity(item, at); });
    if (pods != nullptr) Unheeded(*pods, toward, kPreferred);
    reader_.EachOf(pod_spec, "topologySpreadConstraints", path,
                   [&](const Node& item, const std::string& at) { ReadSpread(item, at); });
    ReadHostPorts(pod_spec, path);
  }

 private:
  // Pods that want to be where their own kind is are all in one domain. The first of them has no other to be
  // near, but must be in one.
  void ReadAffinity(const Node& item, const std::string& at) {
    const std::string group = GroupOf(item, at), level = LevelOf(item, at);
    if (std::count(job_.rules.groups.begin(), job_.rules.groups.end(), group) > 0) {
      UnheededSpaces(item, at);
      job_.together.push_back(level);
      job_.rules.inside.push_back(level);
    } else {
      job_.unheeded.push_back(at);
    }
  }

  // No two pods have the same port of one host. With its network, all their ports are the host's.
  void ReadHostPorts(const Node* pod_spec, const std::string& path) {
    const bool shared = reader_.Truth(pod_spec, "hostNetwork", path + ".hostNetwork");
    const auto read = [&](const Node& container, const std::string& at) {
      reader_.EachOf(&container, "ports", at, [&](const Node& item, const std::string& where) {
        const auto port = [&](const char* name, int64_t least) {
          return reader_.Whole(&item, name, where + '.' + name, least, kMostPort).value_or(0);
        };
        const int64_t own = port("containerPort", 1), host = port("hostPort", 0);
        job_.apart = job_.apart || host > 0 || (shared && own > 0);
      });
    };
    reader_.EachOf(pod_spec, "containers", path, read);
    // Of those that run first, who stays.
    reader_.EachOf(pod_spec, "initContainers", path, [&](const Node& container, const std::string& at) {
      if (reader_.Text(&container, "restartPolicy", at + ".restartPolicy") == "Always") read(container, at);
    });
  }

  void ReadSpread(const Node& item, const std::string& at) {
    const std::string when = reader_.OneOf(&item, "whenUnsatisfiable", at + ".whenUnsatisfiable",
                                           {"DoNotSchedule", "ScheduleAnyway"}, true);
    if (item.Find("maxSkew") == nullptr) {
      reader_.Complain(item, at + ".maxSkew", "nothing", "a whole number, 1 or more");
    }
    const int64_t skew =
        reader_.Whole(&item, "maxSkew", at + ".maxSkew", 1, placement::kMaxPoints).value_or(1);
    const int64_t domains =
        reader_.Whole(&item, "minDomains", at + ".minDomains", 1, placement::kMaxPoints).value_or(1);
    const auto policy = [&](const char* name) {
      return reader_.OneOf(&item, name, at + '.' + name, {"Honor", "Ignore"});
    };
    const bool affinity = policy("nodeAffinityPolicy") != "Ignore",
               taints = policy("nodeTaintsPolicy") == "Honor";
    if (when == "ScheduleAnyway") {
      job_.unheeded.push_back(at);
      return;
    }
    job_.rules.spread.push_back({GroupOf(item, at), LevelOf(item, at), skew, domains, affinity, taints});
  }

  // Pods are those of the job's own namespace.
  void UnheededSpaces(const Node& item, const std::string& at) {
    for (const char* other : {"namespaces", "namespaceSelector"}) Unheeded(item, at, other);
  }

  void Unheeded(const Node& in, const std::string& at, std::string_view key) {
    const Node* node = in.Find(key);
    if (node != nullptr && !node->is(Node::Kind::kNull)) job_.unheeded.push_back(Below(at, key));
  }

  // Named as Kubernetes writes selectors: app=x,tier in (a,b),!canary.
  std::string GroupOf(const Node& item, const std::string& path) {
    const std::string at = path + ".labelSelector";
    const Node* selector = reader_.Map(&item, "labelSelector", at);
    bool mine = selector != nullptr;
    std::string group;
    const auto add = [&](const std::string& part, bool matches) {
      group += (group.empty() ? "" : ",") + part;
      mine = mine && matches;
    };
    reader_.EachText(reader_.Map(selector, "matchLabels", at + ".matchLabels"), at + ".matchLabels",
                     [&](std::string_view key, const std::string& value, const Node&) {
                       const auto label = labels_.find(std::string(key));
                       add(fmt::format("{}={}", key, value),
                           label != labels_.end() && label->second == value);
                     });
    reader_.EachOf(selector, "matchExpressions", at, [&](const Node& expression, const std::string& where) {
      const placement::Expression e = ExpressionOf(reader_, expression, where, Selects::kPods);
      const auto label = labels_.find(e.key);
      const bool has = label != labels_.end();
      const bool among = has && std::count(e.values.begin(), e.values.end(), label->second) > 0;
      const std::string values = fmt::format("({})", fmt::join(e.values, ","));
      switch (e.op) {
        case Operator::kIn:
          return add(fmt::format("{} in {}", e.key, values), among);
        case Operator::kNotIn:
          return add(fmt::format("{} notin {}", e.key, values), !among);
        case Operator::kDoesNotExist:
          return add("!" + e.key, !has);
        default:
          return add(e.key, has);
      }
    });
    // Labels whose values the pod itself decides.
    const Node* keys = reader_.List(&item, "matchLabelKeys", path + ".matchLabelKeys");
    for (const Node* key = keys == nullptr ? nullptr : keys->first; key != nullptr; key = key->next) {
      const auto label = labels_.find(std::string(key->text));
      if (label != labels_.end()) add(fmt::format("{}={}", label->first, label->second), true);
    }
    if (group.empty()) group = selector == nullptr ? "no pods" : "all pods";
    std::vector<std::string>& groups = job_.rules.groups;
    if (mine && std::count(groups.begin(), groups.end(), group) == 0) groups.push_back(group);
    return group;
  }

  std::string LevelOf(const Node& item, const std::string& at) {
    const std::string key = reader_.Text(&item, "topologyKey", at + ".topologyKey", true);
    std::vector<std::string> keys;
    for (const placement::Level& level : levels_) {
      if (level.key == key) return level.name;
      keys.push_back(level.key);
    }
    if (key == kHostname) return "node";
    if (!key.empty()) {
      reader_.Complain(*item.Find("topologyKey"), at + ".topologyKey", fmt::format("\"{}\"", key),
                       fmt::format("the key of a level ({}); more by --levels", fmt::join(keys, ", ")));
    }
    return "node";
  }

  PlaceReader& reader_;
  const std::map<std::string, std::string>& labels_;
  const std::vector<placement::Level>& levels_;
  PlaceJob& job_;
};

}  // namespace

void ReadCrowds(PlaceReader& reader, const Node* pod_spec, const std::string& path,
                const std::map<std::string, std::string>& labels, const std::vector<placement::Level>& levels,
                PlaceJob& job) {
  CrowdReader(reader, labels, levels, job).Read(pod_spec, path);
}

}  // namespace fluid::ranking
