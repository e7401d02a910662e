#include "src/placement/domains.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace fluid::placement {
namespace {

constexpr std::string_view kHostname = "kubernetes.io/hostname";

Status CheckLevels(const std::vector<Level>& levels) {
  if (levels.size() + 2 > kMaxLevels) {
    return InvalidArgument(fmt::format("{} levels; allowed are {}", levels.size(), kMaxLevels - 2));
  }
  std::set<std::string> names, keys;
  for (const Level& level : levels) {
    if (level.name.empty() || level.key.empty())
      return InvalidArgument("a level needs a name and a label key");
    if (level.name == "cluster")
      return InvalidArgument("level \"cluster\" is always there, and can't be declared");
    if (level.name == "node" && level.key != kHostname)
      return InvalidArgument(fmt::format("level \"node\" is the node itself, by {}", kHostname));
    if (!names.insert(level.name).second) {
      return AlreadyExists(fmt::format("level \"{}\" is declared twice", level.name));
    }
    if (!keys.insert(level.key).second) {
      return AlreadyExists(fmt::format("label key \"{}\" is the key of two levels", level.key));
    }
    if (level.points < 0 || level.points > kMaxPoints) {
      return InvalidArgument(fmt::format("level \"{}\" has {} points; allowed are 0 to {}", level.name,
                                         level.points, kMaxPoints));
    }
  }
  return Ok();
}

// From the one that is nobody's parent, up. Every step takes one more level, or finds why there is none.
Result<std::vector<Level>> FollowParents(const std::vector<Level>& levels) {
  std::map<std::string, const Level*> by_name;
  std::map<std::string, std::string> child;
  for (const Level& level : levels) by_name[level.name] = &level;
  for (const Level& level : levels) {
    if (level.parent.empty() || level.parent == "cluster") continue;
    if (!by_name.contains(level.parent)) {
      return InvalidArgument(
          fmt::format("level \"{}\" lies in \"{}\", which is no level", level.name, level.parent));
    }
    std::vector<std::string> walk = {level.name};
    for (const Level* at = &level; !at->parent.empty() && at->parent != "cluster";) {
      const auto up = by_name.find(at->parent);
      if (up == by_name.end()) break;
      at = up->second;
      walk.push_back(at->name);
      if (at == &level) {
        return InvalidArgument(fmt::format("the levels form a cycle: {}", fmt::join(walk, " in ")));
      }
      if (walk.size() > levels.size() + 1) break;  // a cycle further up, told by its own levels
    }
    if (const auto [at, fresh] = child.emplace(level.parent, level.name); !fresh) {
      return InvalidArgument(fmt::format("levels \"{}\" and \"{}\" both lie in \"{}\"; levels form one chain",
                                         at->second, level.name, level.parent));
    }
  }
  std::vector<Level> order;
  for (const Level& level : levels) {
    if (child.contains(level.name)) continue;
    if (!order.empty()) {
      return InvalidArgument(fmt::format("levels \"{}\" and \"{}\" are in no order; say which lies in which",
                                         order.front().name, level.name));
    }
    for (const Level* at = &level; at != nullptr;) {
      order.push_back(*at);
      at = at->parent.empty() || at->parent == "cluster" ? nullptr : by_name.at(at->parent);
    }
  }
  return order;
}

}  // namespace

std::vector<Level> DefaultLevels() {
  return {{"node", std::string(kHostname), 100, ""},
          {"rack", "topology.kubernetes.io/rack", 50, ""},
          {"zone", "topology.kubernetes.io/zone", 20, ""},
          {"region", "topology.kubernetes.io/region", 10, ""}};
}

Result<std::vector<LevelInfo>> ResolveLevels(const std::vector<Level>& levels) {
  FLUID_RETURN_IF_ERROR(CheckLevels(levels));
  std::vector<Level> order = levels;
  const auto has_parent = [](const Level& level) { return !level.parent.empty(); };
  if (std::any_of(levels.begin(), levels.end(), has_parent)) {
    FLUID_ASSIGN_OR_RETURN(order, FollowParents(levels));
  }
  std::vector<LevelInfo> resolved;
  if (order.empty() || order.front().key != kHostname) {
    resolved.push_back({"node", std::string(kHostname), 0, false});
  }
  for (const Level& level : order) {
    if (level.key == kHostname && !resolved.empty()) {
      return InvalidArgument(
          fmt::format("level \"{}\" is the node itself, and must be the nearest", level.name));
    }
    resolved.push_back({level.name, level.key, level.points, true});
  }
  resolved.push_back({"cluster", "", 0, true});
  return resolved;
}

DomainTable::DomainTable(std::vector<LevelInfo> levels) : levels_(std::move(levels)) {
  Domain cluster;
  cluster.level = static_cast<int8_t>(levels_.size() - 1);
  domains_.push_back(cluster);
}

int32_t DomainTable::LeafOf(const std::map<std::string, std::string>& labels) {
  int32_t at = 0;
  for (int level = static_cast<int>(levels_.size()) - 2; level >= 1; --level) {
    const auto label = labels.find(levels_[level].key);
    const bool named = label != labels.end();
    const auto [entry, fresh] = ids_.emplace(std::tuple(at, named, named ? label->second : ""),
                                             static_cast<int32_t>(domains_.size()));
    if (fresh) {
      Domain domain;
      domain.parent = at;
      domain.level = static_cast<int8_t>(level);
      domain.named = named;
      domain.value = named ? label->second : "";
      domains_.push_back(std::move(domain));
    }
    at = entry->second;
  }
  return at;
}

namespace {

// Numbers the domains in the order of their paths.
void OrderByPath(std::vector<Domain>& domains) {
  std::vector<std::vector<int32_t>> children(domains.size());
  for (int32_t d = 1; d < static_cast<int32_t>(domains.size()); ++d) children[domains[d].parent].push_back(d);
  std::vector<int32_t> stack = {0};
  for (int32_t order = 0; !stack.empty(); ++order) {
    const int32_t at = stack.back();
    stack.pop_back();
    domains[at].order = order;
    std::sort(children[at].begin(), children[at].end(), [&](int32_t a, int32_t b) {
      return std::tie(domains[b].named, domains[b].value) < std::tie(domains[a].named, domains[a].value);
    });
    stack.insert(stack.end(), children[at].begin(), children[at].end());
  }
}

}  // namespace

Layout LayOut(DomainTable& table, std::vector<Lodger> lodgers, size_t indices, int32_t extra_leaf) {
  std::vector<Domain>& domains = table.domains();
  const int levels = static_cast<int>(table.levels().size());
  // A domain lies where its lowest name puts it among its siblings: names and positions then mostly ascend
  // together.
  std::vector<uint64_t> lowest(domains.size(), kNoRank);
  for (const Lodger& lodger : lodgers) {
    for (int32_t d = lodger.leaf; d >= 0; d = domains[d].parent) lowest[d] = std::min(lowest[d], lodger.rank);
  }
  const auto path = [&](int32_t leaf) {
    std::array<uint64_t, kMaxLevels> ranks = {};
    for (int32_t d = leaf; d > 0; d = domains[d].parent) ranks[levels - 1 - domains[d].level] = lowest[d];
    return ranks;
  };
  std::vector<std::pair<std::array<uint64_t, kMaxLevels>, Lodger>> order;
  order.reserve(lodgers.size());
  {
    std::map<int32_t, std::array<uint64_t, kMaxLevels>> paths;
    for (const Lodger& lodger : lodgers) {
      auto at = paths.find(lodger.leaf);
      if (at == paths.end()) at = paths.emplace(lodger.leaf, path(lodger.leaf)).first;
      order.emplace_back(at->second, lodger);
    }
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.rank < b.second.rank;
  });

  Layout layout;
  layout.structure = new Structure();
  Structure& structure = *layout.structure;
  structure.levels = table.levels();
  layout.position.assign(indices, -1);
  for (Domain& domain : domains) domain.begin = domain.end = 0;
  size_t i = 0;
  while (i < order.size()) {
    const int32_t leaf = order[i].second.leaf;
    const int32_t begin = static_cast<int32_t>(structure.leaf.size());
    size_t n = 0;
    for (; i < order.size() && order[i].second.leaf == leaf; ++i, ++n) {
      layout.position[order[i].second.index] = static_cast<int32_t>(structure.leaf.size());
      structure.leaf.push_back(leaf);
    }
    const size_t room = leaf == extra_leaf ? n : n / 16 + 1;
    std::vector<int32_t>& empty = layout.room[leaf];
    for (size_t k = room; k > 0; --k) {
      empty.push_back(static_cast<int32_t>(structure.leaf.size() + k - 1));
    }
    structure.leaf.insert(structure.leaf.end(), room, leaf);
    const int32_t end = static_cast<int32_t>(structure.leaf.size());
    for (int32_t d = leaf; d >= 0; d = domains[d].parent) {
      if (domains[d].end == 0) domains[d].begin = begin;
      domains[d].end = end;
    }
  }
  OrderByPath(domains);
  structure.domains = domains;
  structure.of_level.resize(levels);
  for (int32_t d = 0; d < static_cast<int32_t>(domains.size()); ++d) {
    const Domain& of = domains[d];
    if (of.end > of.begin && of.named)
      structure.of_level[of.level].push_back({of.begin, of.end, d, of.order});
  }
  for (std::vector<Structure::Place>& places : structure.of_level) {
    std::sort(places.begin(), places.end(),
              [](const Structure::Place& a, const Structure::Place& b) { return a.begin < b.begin; });
  }
  return layout;
}

}  // namespace fluid::placement
