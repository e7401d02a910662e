#include "src/placement/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace fluid::placement {
namespace {

std::optional<std::string> LabelOf(const Node& node, const std::string& key) {
  if (key == "metadata.name") return node.name;
  const auto label = node.labels.find(key);
  if (label != node.labels.end()) return label->second;
  if (key == "kubernetes.io/hostname") return node.name;
  return std::nullopt;
}

bool Whole(const std::string& text, int64_t& value) {
  const bool plain = !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
  if (!plain) return false;
  try {
    size_t used = 0;
    value = std::stoll(text, &used);
    return used == text.size();
  } catch (const std::exception&) {
    return false;
  }
}

bool Holds(const Expression& e, const Node& node) {
  const std::optional<std::string> value = LabelOf(node, e.key);
  const bool listed = value && std::count(e.values.begin(), e.values.end(), *value) > 0;
  if (e.op == Operator::kIn) return listed;
  if (e.op == Operator::kNotIn) return !listed;
  if (e.op == Operator::kExists) return value.has_value();
  if (e.op == Operator::kDoesNotExist) return !value.has_value();
  int64_t mine = 0, bound = 0;
  if (!value || !Whole(*value, mine) || !Whole(e.values.at(0), bound)) return false;
  return e.op == Operator::kGt ? mine > bound : mine < bound;
}

bool Holds(const Term& term, const Node& node) {
  bool all = !term.empty();
  for (const Expression& e : term) all = all && Holds(e, node);
  return all;
}

bool Tolerated(const Taint& taint, const Rules& rules) {
  for (const Toleration& t : rules.tolerations) {
    const bool key = t.key.empty() || t.key == taint.key;
    const bool effect = t.effect.empty() || t.effect == taint.effect;
    const bool value = t.exists || t.value == taint.value;
    if (key && effect && value) return true;
  }
  return false;
}

bool Selected(const Rules& rules, const Node& node) {
  for (const auto& [key, value] : rules.selector) {
    if (LabelOf(node, key) != value) return false;
  }
  return true;
}

bool Attracted(const Rules& rules, const Node& node) {
  bool any = rules.affinity.empty();
  for (const Term& term : rules.affinity) any = any || Holds(term, node);
  return any;
}

bool Cordoned(const Rules& rules, const Node& node) {
  return node.unschedulable && !Tolerated({"node.kubernetes.io/unschedulable", "", "NoSchedule"}, rules);
}

bool Tainted(const Rules& rules, const Node& node) {
  bool tainted = false;
  for (const Taint& taint : node.taints) {
    const bool counts = taint.effect == "NoSchedule" || taint.effect == "NoExecute";
    tainted = tainted || (counts && !Tolerated(taint, rules));
  }
  return tainted;
}

bool Among(const std::vector<std::string>& words, const std::string& word) {
  return std::count(words.begin(), words.end(), word) > 0;
}

}  // namespace

void Inputs::Count(NodeId node, const Pod& pod, int sign) {
  Node& at = nodes.at(node);
  for (size_t r = 0; r < pod.request.size(); ++r) at.free[r] -= sign * pod.request[r];
  int64_t& pods = bound[{node, pod.rules}];
  pods += sign;
  if (pods == 0) bound.erase({node, pod.rules});
}

void Inputs::Remove(NodeId node) {
  nodes.erase(node);
  std::erase_if(cached, [&](const auto& entry) { return std::get<1>(entry.first) == node; });
  std::erase_if(bound, [&](const auto& entry) { return entry.first.first == node; });
}

Checker::Checker(const Inputs& inputs) : in_(inputs) {
  // Widest last: the level that is nobody's parent comes first.
  std::vector<Level> rest = in_.options.levels;
  bool parents = false;
  for (const Level& level : rest) parents = parents || !level.parent.empty();
  if (parents) {
    std::string wider = "";
    while (!rest.empty()) {
      const auto found = std::find_if(rest.begin(), rest.end(), [&](const Level& level) {
        return order_.empty() ? level.parent.empty() || level.parent == "cluster"
                              : level.parent == order_.front().name;
      });
      if (found == rest.end()) break;
      order_.insert(order_.begin(), *found);
      rest.erase(found);
    }
  } else {
    order_ = rest;
  }
  if (order_.empty() || order_.front().key != "kubernetes.io/hostname") {
    order_.insert(order_.begin(), Level{"node", "kubernetes.io/hostname", -1, ""});
  }
  for (const Level& level : order_) names_.push_back(level.name);
  names_.push_back("cluster");
  const size_t levels = order_.size();
  for (const auto& [id, node] : in_.nodes) {
    Place& place = places_[id];
    place.path.assign(levels + 1, "");
    place.path[levels].push_back('/');
    std::string path = "/";
    for (size_t i = levels; i-- > 1;) {
      const auto label = node.labels.find(order_[i].key);
      path += label == node.labels.end() ? '?' : '=';
      if (label != node.labels.end()) path += label->second;
      path += '/';
      if (label != node.labels.end()) place.path[i] = path;
    }
    place.path[0] = "node " + node.name;
  }
}

int Checker::LevelOf(const std::string& name) const {
  return static_cast<int>(std::find(names_.begin(), names_.end(), name) - names_.begin());
}

// Bytes of the use's tiers in the node's domain at each level.
std::vector<std::pair<int, int64_t>> Checker::NearestOf(NodeId node, const DatasetUse& use) const {
  std::vector<std::pair<int, int64_t>> bytes;
  const Place& mine = places_.at(node);
  for (size_t level = 0; level < mine.path.size(); ++level) {
    int64_t sum = 0;
    for (auto at = in_.cached.lower_bound({use.dataset, -1, Tier::kMem});
         at != in_.cached.end() && std::get<0>(at->first) == use.dataset; ++at) {
      const auto& [dataset, holder, tier] = at->first;
      if (!(use.tiers >> static_cast<int>(tier) & 1)) continue;
      if (!mine.path[level].empty() && places_.at(holder).path[level] == mine.path[level]) sum += at->second;
    }
    bytes.emplace_back(static_cast<int>(level), sum);
  }
  return bytes;
}

int64_t Checker::ScoreOf(const Pod& pod, NodeId id, const Node& node) const {
  int64_t score = 0;
  for (const DatasetUse& use : pod.datasets) {
    int64_t size = in_.datasets.at(use.dataset).size;
    if (size == 0) {
      for (const auto& [key, bytes] : in_.cached) size += std::get<0>(key) == use.dataset ? bytes : 0;
    }
    for (const auto& [level, bytes] : NearestOf(id, use)) {
      const bool cluster = level == static_cast<int>(order_.size());
      const int64_t points = cluster ? 0 : order_[level].points;
      if (bytes == 0 || points < 0) continue;
      const __int128 share = static_cast<__int128>(points) * kPoint * std::min(bytes, size) / size;
      score += use.weight * static_cast<int64_t>(share);
      break;
    }
  }
  for (const Preference& preference : in_.rules.at(pod.rules).preferred) {
    if (Holds(preference.term, node)) score += preference.points * kPoint;
  }
  return score;
}

int64_t Checker::PodsOf(const std::string& group, int level, const std::string& path) const {
  int64_t pods = 0;
  for (const auto& [key, count] : in_.bound) {
    if (Among(in_.rules.at(key.second).groups, group) && places_.at(key.first).path[level] == path)
      pods += count;
  }
  return pods;
}

int64_t Checker::RepellersOf(const std::string& group, NodeId node) const {
  int64_t pods = 0;
  for (const auto& [key, count] : in_.bound) {
    for (const AntiAffinity& anti : in_.rules.at(key.second).anti_affinity) {
      const int level = LevelOf(anti.level);
      const std::string& mine = places_.at(node).path[level];
      if (anti.group == group && !mine.empty() && mine == places_.at(key.first).path[level]) pods += count;
    }
  }
  return pods;
}

bool Checker::CountsFor(const Spread& spread, const Rules& rules, NodeId id) const {
  const Node& node = in_.nodes.at(id);
  bool counts = !spread.honor_affinity || (Selected(rules, node) && Attracted(rules, node));
  counts = counts && (!spread.honor_taints || !(Cordoned(rules, node) || Tainted(rules, node)));
  for (const Spread& each : rules.spread)
    counts = counts && !places_.at(id).path[LevelOf(each.level)].empty();
  return counts;
}

int64_t Checker::SpreadPodsOf(const Spread& spread, const Rules& rules, const std::string& path) const {
  const int level = LevelOf(spread.level);
  int64_t pods = 0;
  for (const auto& [key, count] : in_.bound) {
    const bool here = places_.at(key.first).path[level] == path && CountsFor(spread, rules, key.first);
    if (here && Among(in_.rules.at(key.second).groups, spread.group)) pods += count;
  }
  return pods;
}

int64_t Checker::LeastOf(const Spread& spread, int level, const Rules& rules) const {
  std::set<std::string> domains;
  for (const auto& [id, node] : in_.nodes) {
    if (CountsFor(spread, rules, id)) domains.insert(places_.at(id).path[level]);
  }
  if (static_cast<int64_t>(domains.size()) < spread.min_domains) return 0;
  int64_t least = -1;
  for (const std::string& domain : domains) {
    const int64_t pods = SpreadPodsOf(spread, rules, domain);
    if (least < 0 || pods < least) least = pods;
  }
  return std::max<int64_t>(least, 0);
}

std::vector<Found> Checker::JudgeAll(const Pod& pod) const {
  const Rules& rules = in_.rules.at(pod.rules);
  std::vector<int64_t> least;
  for (const Spread& spread : rules.spread) least.push_back(LeastOf(spread, LevelOf(spread.level), rules));
  const std::set<std::string> groups(rules.groups.begin(), rules.groups.end());
  std::vector<Found> all;
  for (const auto& [id, node] : in_.nodes) {
    Found found{id, {}, 0};
    std::vector<Broken>& broken = found.broken;
    if (!Selected(rules, node)) broken.push_back({Rule::kSelector, 0});
    if (!Attracted(rules, node)) broken.push_back({Rule::kAffinity, 0});
    if (Cordoned(rules, node)) broken.push_back({Rule::kUnschedulable, 0});
    if (Tainted(rules, node)) broken.push_back({Rule::kTaint, 0});
    const auto outside = [&](const std::string& level) {
      return places_.at(id).path[LevelOf(level)].empty();
    };
    if (std::any_of(rules.inside.begin(), rules.inside.end(), outside))
      broken.push_back({Rule::kPodAffinity, 0});
    for (size_t i = 0; i < pod.datasets.size(); ++i) {
      if (pod.datasets[i].required < 0) continue;
      bool near = false;
      for (const auto& [level, bytes] : NearestOf(id, pod.datasets[i])) {
        near = near || (level <= pod.datasets[i].required && bytes > 0);
      }
      if (!near) broken.push_back({Rule::kDataset, static_cast<int32_t>(i)});
    }
    for (size_t r = 0; r < pod.request.size(); ++r) {
      if (pod.request[r] > 0 && node.free[r] < pod.request[r]) {
        broken.push_back({Rule::kResource, static_cast<int32_t>(r)});
      }
    }
    const Place& place = places_.at(id);
    for (size_t i = 0; i < rules.anti_affinity.size(); ++i) {
      const int level = LevelOf(rules.anti_affinity[i].level);
      if (!place.path[level].empty() && PodsOf(rules.anti_affinity[i].group, level, place.path[level]) > 0) {
        broken.push_back({Rule::kAntiAffinity, static_cast<int32_t>(i)});
      }
    }
    int32_t index = static_cast<int32_t>(rules.anti_affinity.size());
    for (const std::string& group : groups) {
      if (RepellersOf(group, id) > 0) broken.push_back({Rule::kAntiAffinity, index});
      ++index;
    }
    for (size_t i = 0; i < rules.spread.size(); ++i) {
      const int level = LevelOf(rules.spread[i].level);
      const int64_t me = groups.contains(rules.spread[i].group) ? 1 : 0;
      if (place.path[level].empty() ||
          SpreadPodsOf(rules.spread[i], rules, place.path[level]) + me - least[i] >
              rules.spread[i].max_skew) {
        broken.push_back({Rule::kSpread, static_cast<int32_t>(i)});
      }
    }
    found.score = ScoreOf(pod, id, node);
    all.push_back(std::move(found));
  }
  std::sort(all.begin(), all.end(), [&](const Found& a, const Found& b) {
    return in_.nodes.at(a.node).name < in_.nodes.at(b.node).name;
  });
  return all;
}

std::vector<Choice> Checker::Rank(const Pod& pod) const {
  std::vector<Choice> ranking;
  for (const Found& found : JudgeAll(pod)) {
    if (found.broken.empty()) ranking.push_back({found.node, found.score});
  }
  std::sort(ranking.begin(), ranking.end(), [&](const Choice& a, const Choice& b) {
    return a.score != b.score ? a.score > b.score : in_.nodes.at(a.node).name < in_.nodes.at(b.node).name;
  });
  return ranking;
}

std::string Checker::CheckRank(const Pod& pod, const std::vector<Choice>& answer, size_t asked) const {
  std::vector<Choice> expected = Rank(pod);
  if (expected.size() > asked) expected.resize(asked);
  if (answer == expected) return "";
  for (size_t i = 0; i < std::max(answer.size(), expected.size()); ++i) {
    const Choice a = i < answer.size() ? answer[i] : Choice();
    const Choice e = i < expected.size() ? expected[i] : Choice();
    if (a == e) continue;
    return fmt::format("rank {}: node {} with {} instead of node {} with {}", i, a.node, a.score, e.node,
                       e.score);
  }
  return "";
}

}  // namespace fluid::placement
