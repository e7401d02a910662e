// The checker of gangs, explanations and conflicts.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "src/placement/checker.h"

namespace fluid::placement {
namespace {

// Pods that the node takes.
int64_t SlotsOf(const Node& node, const Pod& pod, int64_t most) {
  int64_t slots = most;
  for (size_t r = 0; r < pod.request.size(); ++r) {
    if (pod.request[r] > 0) slots = std::min(slots, std::max<int64_t>(0, node.free[r]) / pod.request[r]);
  }
  return slots;
}

bool Includes(const std::vector<Broken>& broken, const std::vector<Broken>& rules) {
  for (const Broken& b : broken) {
    if (std::count(rules.begin(), rules.end(), b) > 0) return true;
  }
  return false;
}

}  // namespace

// Whatever the shapes: shares fit, lie where they may, and are all the pods.
std::string Checker::SameShape(const Gang& gang, const GangPlan& plan) const {
  std::map<NodeId, std::vector<int64_t>> free;
  std::map<std::pair<int32_t, NodeId>, int64_t> on;
  std::vector<int64_t> placed(gang.parts.size(), 0);
  std::set<std::string> insides;
  int64_t score = 0;
  for (const GangPlan::Share& share : plan.shares) {
    const Pod& pod = gang.parts.at(share.part).pod;
    const Node& node = in_.nodes.at(share.node);
    free.emplace(share.node, node.free);
    for (size_t r = 0; r < pod.request.size(); ++r) {
      free[share.node][r] -= share.count * pod.request[r];
      if (pod.request[r] > 0 && free[share.node][r] < 0) return fmt::format("node {} is overfull", node.name);
    }
    placed[share.part] += share.count;
    score += share.count * share.score;
    if (gang.inside >= 0) insides.insert(places_.at(share.node).path[gang.inside]);
    if (gang.max_per_node > 0 && (on[{share.part, share.node}] += share.count) > gang.max_per_node) {
      return fmt::format("node {} has more than {} pods", node.name, gang.max_per_node);
    }
    if (share.score != ScoreOf(pod, share.node, node))
      return fmt::format("node {} has another score", node.name);
    for (const Found& found : JudgeAll(pod)) {
      if (found.node != share.node) continue;
      for (const Broken& broken : found.broken) {  // a skew may have been mended by the gang's other pods
        if (broken.rule != Rule::kSpread) return fmt::format("node {} is not feasible", node.name);
      }
    }
  }
  if (insides.size() > 1 || insides.contains("")) return "the gang is not inside one domain";
  for (size_t i = 0; i < placed.size(); ++i) {
    if (placed[i] != gang.parts[i].count) return fmt::format("{} pods of part {} are placed", placed[i], i);
  }
  return score == plan.score ? Crowds(gang, plan) : "the sum of scores is another";
}

// When all run, no pod stands beside one that it repels, nor beyond a skew.
std::string Checker::Crowds(const Gang& gang, const GangPlan& plan) const {
  Inputs after = in_;
  for (const GangPlan::Share& share : plan.shares) {
    for (int64_t i = 0; i < share.count; ++i) after.Count(share.node, gang.parts.at(share.part).pod, 1);
  }
  const Checker then(after);
  for (const GangPlan::Share& share : plan.shares) {
    const Rules& rules = after.rules.at(gang.parts.at(share.part).pod.rules);
    for (const AntiAffinity& anti : rules.anti_affinity) {
      const int level = LevelOf(anti.level);
      const std::string& path = places_.at(share.node).path[level];
      const int64_t me = std::count(rules.groups.begin(), rules.groups.end(), anti.group) > 0 ? 1 : 0;
      if (!path.empty() && then.PodsOf(anti.group, level, path) > me)
        return "pods that repel each other are together";
    }
    for (const Spread& spread : rules.spread) {
      const int level = LevelOf(spread.level);
      const std::string& path = places_.at(share.node).path[level];
      if (path.empty()) return "a pod that spreads is in no domain";
      const bool me = std::count(rules.groups.begin(), rules.groups.end(), spread.group) > 0;
      // Other shapes of the gang may come later, and need not spread.
      if (me && gang.parts.size() == 1 &&
          then.SpreadPodsOf(spread, rules, path) - then.LeastOf(spread, level, rules) > spread.max_skew) {
        return "a domain has too many pods of the gang";
      }
    }
  }
  return "";
}

std::string Checker::CheckGang(const Gang& gang, const GangPlan& plan) const {
  if (plan.placed) {
    if (const std::string wrong = SameShape(gang, plan); !wrong.empty()) return wrong;
  } else if (!plan.shares.empty()) {
    return "a refused gang has shares";
  }
  const Rules& rules = in_.rules.at(gang.parts[0].pod.rules);
  if (gang.parts.size() > 1 || !rules.anti_affinity.empty() || !rules.spread.empty()) return "";

  // Identical pods: every way to choose domains, weighed.
  const Pod& pod = gang.parts[0].pod;
  const int64_t pods = gang.parts[0].count;
  const size_t cluster = order_.size();
  const size_t inside = gang.inside < 0 ? cluster : static_cast<size_t>(gang.inside);
  const size_t fewest = gang.fewest < 0 ? inside : static_cast<size_t>(gang.fewest);
  struct Seat {
    int64_t score, slots;
  };
  std::map<std::string, std::map<std::string, std::vector<Seat>>> seats;  // inside -> unit -> nodes
  for (const Found& found : JudgeAll(pod)) {
    const std::string& outer = places_.at(found.node).path[inside];
    const std::string& unit = places_.at(found.node).path[fewest];
    if (!found.broken.empty() || outer.empty() || unit.empty()) continue;
    const int64_t cap = gang.max_per_node > 0 ? gang.max_per_node : pods;
    seats[outer][unit].push_back({found.score, SlotsOf(in_.nodes.at(found.node), pod, cap)});
  }
  const auto fill = [&](std::vector<Seat> all) {  // the best sum of scores; -1: too few slots
    std::sort(all.begin(), all.end(), [](const Seat& a, const Seat& b) { return a.score > b.score; });
    int64_t rest = pods, score = 0;
    for (const Seat& seat : all) {
      const int64_t n = std::min(rest, seat.slots);
      rest -= n;
      score += n * seat.score;
    }
    return rest == 0 ? score : -1;
  };
  size_t least = 0;
  int64_t best = -1;  // where one unit is enough
  for (const auto& [outer, units] : seats) {
    std::vector<int64_t> sums;
    for (const auto& [name, nodes] : units) {
      int64_t sum = 0;
      for (const Seat& seat : nodes) sum += seat.slots;
      sums.push_back(sum);
      best = std::max(best, fill(nodes));
    }
    std::sort(sums.rbegin(), sums.rend());
    int64_t held = 0;
    size_t count = 0;
    while (count < sums.size() && held < pods) held += sums[count++];
    if (held >= pods && (least == 0 || count < least)) least = count;
  }
  if ((least > 0) != plan.placed)
    return plan.placed ? "an impossible gang is placed" : "a possible gang is refused";
  if (!plan.placed) return "";
  if (gang.fewest >= 0 && plan.domains != static_cast<int64_t>(least)) {
    return fmt::format("{} domains are used; {} are enough", plan.domains, least);
  }
  if (least == 1 && plan.score != best)
    return fmt::format("the score is {}; {} is possible", plan.score, best);
  std::set<std::string> used;
  for (const GangPlan::Share& share : plan.shares) used.insert(places_.at(share.node).path[fewest]);
  if (gang.fewest >= 0 && used.size() != least) return fmt::format("{} domains have pods", used.size());
  std::vector<Seat> chosen;
  const std::string& outer = places_.at(plan.shares[0].node).path[inside];
  for (const std::string& unit : used) {
    chosen.insert(chosen.end(), seats[outer][unit].begin(), seats[outer][unit].end());
  }
  const int64_t possible = fill(chosen);
  return possible == plan.score ? ""
                                : fmt::format("the score is {}; {} is possible there", plan.score, possible);
}

std::string Checker::CheckBatch(const Batch& batch, const BatchPlan& plan) const {
  std::map<NodeId, std::vector<int64_t>> free;
  for (const auto& [id, node] : in_.nodes) free[id] = node.free;
  std::vector<int64_t> placed(batch.parts.size(), 0);
  int64_t score = 0;
  size_t judged = batch.parts.size();  // whose nodes are in `found`
  std::map<NodeId, Found> found;
  for (const GangPlan::Share& share : plan.shares) {
    const size_t part = static_cast<size_t>(share.part);
    const Pod& pod = batch.parts[part].pod;
    if (part != judged) {
      found.clear();
      for (Found& each : JudgeAll(pod)) found[each.node] = std::move(each);
      judged = part;
    }
    const auto at = found.find(share.node);
    if (at == found.end() || !at->second.broken.empty())
      return fmt::format("node {} can't run part {}", share.node, part);
    if (share.count <= 0 || at->second.score != share.score) {
      return fmt::format("part {} on node {}: score {}, should be {}", part, share.node, share.score,
                         at->second.score);
    }
    placed[part] += share.count;
    score += share.score * share.count;
    for (size_t r = 0; r < pod.request.size(); ++r) {
      int64_t& left = free[share.node][r];
      left -= pod.request[r] * share.count;
      if (left < 0 && pod.request[r] > 0)
        return fmt::format("node {} has {} too little of resource {}", share.node, -left, r);
    }
  }
  for (size_t i = 0; i < batch.parts.size(); ++i) {
    if (placed[i] + plan.unplaced[i] != batch.parts[i].count || plan.unplaced[i] < 0) {
      return fmt::format("part {}: {} placed and {} not, of {}", i, placed[i], plan.unplaced[i],
                         batch.parts[i].count);
    }
  }
  if (score != plan.score) return fmt::format("score {}, should be {}", plan.score, score);
  return plan.bound > plan.cost ? "a bound above the cost" : "";
}

std::string Checker::CheckExplanation(const Pod& pod, const Explanation& e) const {
  const std::vector<Found> all = JudgeAll(pod);
  std::map<std::pair<Rule, int32_t>, int64_t> counts;
  int64_t feasible = 0;
  for (const Found& found : all) {
    if (found.broken.empty()) {
      ++feasible;
    } else {
      ++counts[{found.broken[0].rule, found.broken[0].index}];
    }
  }
  if (e.nodes != static_cast<int64_t>(all.size()) || e.feasible != feasible) {
    return fmt::format("{} of {} nodes are feasible, not {} of {}", feasible, all.size(), e.feasible,
                       e.nodes);
  }
  std::vector<Explanation::Rejected> rejected;
  for (const auto& [key, nodes] : counts) rejected.push_back({{key.first, key.second}, nodes});
  if (rejected != e.rejected) return "other numbers of nodes are rejected";
  const std::vector<Choice> ranking = Rank(pod);
  if (e.best != (ranking.empty() ? Choice() : ranking[0])) return "another node is the best";
  if (e.runner_up != (ranking.size() < 2 ? Choice() : ranking[1])) return "another node is the runner-up";
  if (e.margin != (ranking.size() < 2 ? 0 : ranking[0].score - ranking[1].score))
    return "the margin is another";
  if (ranking.empty()) return e.near.empty() ? "" : "nothing is near no node";
  int64_t sum = e.preference;
  for (size_t i = 0; i < pod.datasets.size(); ++i) {
    const Explanation::Near& near = e.near.at(i);
    sum += near.score;
    int level = -1;
    int64_t bytes = 0, local = 0;
    for (const auto& [l, held] : NearestOf(ranking[0].node, pod.datasets[i])) {
      if (l == 0) local = held;
      const bool counted = l == static_cast<int>(order_.size()) || order_[l].points >= 0;
      if (level < 0 && held > 0 && counted) level = l, bytes = held;
    }
    if (near.level != level || near.bytes != bytes || near.local != local) {
      return fmt::format("dataset {} is near at level {} with {} bytes, {} local; told are {}, {}, {}", i,
                         level, bytes, local, near.level, near.bytes, near.local);
    }
  }
  return sum == ranking[0].score ? "" : "the terms don't add up to the score";
}

std::string Checker::CheckConflict(const Pod& pod, const Conflict& conflict) const {
  const std::vector<Found> all = JudgeAll(pod);
  const bool infeasible =
      std::none_of(all.begin(), all.end(), [](const Found& f) { return f.broken.empty(); });
  if (conflict.infeasible != infeasible) return "feasibility is told wrongly";
  if (!infeasible || all.empty()) return conflict.core.empty() ? "" : "a core without a conflict";
  const auto passes_any = [&](const std::vector<Broken>& rules) {
    return std::any_of(all.begin(), all.end(), [&](const Found& f) { return !Includes(f.broken, rules); });
  };
  if (passes_any(conflict.core)) return "some node meets all of the core";
  for (size_t i = 0; i < conflict.core.size(); ++i) {
    std::vector<Broken> others = conflict.core;
    others.erase(others.begin() + static_cast<int64_t>(i));
    if (!passes_any(others)) return "a rule of the core could be left out";
  }
  const Found* closest = nullptr;
  for (const Found& found : all) {
    if (closest == nullptr || found.broken.size() < closest->broken.size()) closest = &found;
  }
  if (closest->node != conflict.node) return fmt::format("node {} breaks the fewest rules", closest->node);
  return closest->broken == conflict.relaxation ? "" : "other rules stand in the way";
}

}  // namespace fluid::placement
