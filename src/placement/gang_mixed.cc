// Gangs whose pods differ, repel each other or spread: one by one, and small ones in other ways too.
#include <algorithm>
#include <optional>

#include "src/placement/gang.h"
#include "src/placement/view_core.h"

namespace fluid::placement {
namespace {

constexpr int64_t kMaxSearched = 64;  // pods of a gang of which all ways are tried
constexpr size_t kMaxTried = 1'000;   // sets of nodes

}  // namespace

Status GangPlacer::PlaceMixed(View& view, const Gang& gang, GangPlan& plan) {
  const Structure& structure = *view.core().epoch.structure;
  if (gang.inside < 0) return TryMixed(view, gang, 0, structure.positions(), plan);
  // In every domain; the best sum of scores, then the lowest path, is kept.
  std::vector<std::pair<uint64_t, std::pair<int64_t, int64_t>>> domains;
  ListUnits(view.core().epoch, gang.inside);
  for (const Unit& unit : units_) domains.push_back({unit.order, {unit.begin, unit.end}});
  std::sort(domains.begin(), domains.end());
  for (const auto& [order, interval] : domains) {
    FLUID_RETURN_IF_ERROR(TryMixed(view, gang, interval.first, interval.second, trial_plan_));
    if (trial_plan_.placed && (!plan.placed || trial_plan_.score > plan.score)) std::swap(plan, trial_plan_);
  }
  return Ok();
}

Status GangPlacer::TryMixed(View& view, const Gang& gang, int64_t from, int64_t to, GangPlan& plan) {
  plan.placed = false;
  plan.shares.clear();
  plan.domains = plan.score = 0;
  std::vector<int32_t> order(gang.parts.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int32_t>(i);
  std::sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
    const Pod &x = gang.parts[a].pod, &y = gang.parts[b].pod;
    return x.request != y.request ? x.request > y.request : a < b;
  });
  std::vector<std::vector<GangPlan::Share>> parts(gang.parts.size());
  std::optional<Trial> trial(std::in_place, view);
  bool stuck = false;
  for (const int32_t index : order) {
    const Pod& pod = gang.parts[index].pod;
    std::vector<GangPlan::Share>& part = parts[index];
    for (int64_t n = 0; n < gang.parts[index].count && !stuck; ++n) {
      // Nodes that have all that the gang may put there are passed over.
      size_t full = 0;
      for (const GangPlan::Share& share : part) {
        full += gang.max_per_node > 0 && share.count >= gang.max_per_node ? 1 : 0;
      }
      FLUID_RETURN_IF_ERROR(question_.Ask(view.core().epoch, pod));
      choices_.resize(full + 1);
      const size_t found = ranker_.Rank(question_, choices_, from, to);
      Choice choice;
      for (size_t i = 0; i < found && choice.node < 0; ++i) {
        const auto share = std::find_if(part.begin(), part.end(),
                                        [&](const GangPlan::Share& s) { return s.node == choices_[i].node; });
        if (share == part.end() || gang.max_per_node == 0 || share->count < gang.max_per_node)
          choice = choices_[i];
      }
      if (choice.node < 0) {
        plan.score = 0;
        stuck = true;
        break;
      }
      FLUID_RETURN_IF_ERROR(trial->Bind(choice.node, pod));
      const auto share = std::find_if(part.begin(), part.end(),
                                      [&](const GangPlan::Share& s) { return s.node == choice.node; });
      if (share != part.end()) {
        ++share->count;
      } else {
        part.push_back({index, choice.node, 1, choice.score});
      }
      plan.score += choice.score;
    }
  }
  if (stuck) {
    trial.reset();
    return gang.parts.size() == 1 ? Search(view, gang, from, to, plan) : Ok();
  }
  for (const std::vector<GangPlan::Share>& part : parts) {
    plan.shares.insert(plan.shares.end(), part.begin(), part.end());
  }
  plan.placed = true;
  return Ok();
}

Status GangPlacer::Search(View& view, const Gang& gang, int64_t from, int64_t to, GangPlan& plan) {
  // What was asked last, was asked of the trial that is gone.
  FLUID_RETURN_IF_ERROR(question_.Ask(view.core().epoch, gang.parts[0].pod));
  // One rule alone stops the same number of pods, whichever way they come.
  const RulesDef& def = *question_.rules().def;
  if (gang.parts[0].count > kMaxSearched || def.anti.size() + def.spread.size() < 2) return Ok();
  way_.clear();
  seen_.clear();
  Trial trial(view);
  FLUID_ASSIGN_OR_RETURN(plan.placed, SearchOn(view, trial, gang, from, to));
  for (const Choice& choice : way_) {
    const auto share = std::find_if(plan.shares.begin(), plan.shares.end(),
                                    [&](const GangPlan::Share& s) { return s.node == choice.node; });
    if (share != plan.shares.end()) {
      ++share->count;
    } else {
      plan.shares.push_back({0, choice.node, 1, choice.score});
    }
    plan.score += choice.score;
  }
  return Ok();
}

// From way_ on. True: it is whole. Else it is again what it was.
Result<bool> GangPlacer::SearchOn(View& view, Trial& trial, const Gang& gang, int64_t from, int64_t to) {
  const Gang::Part& part = gang.parts[0];
  if (static_cast<int64_t>(way_.size()) == part.count) return true;
  if (Status bad = question_.Ask(view.core().epoch, part.pod); !bad.ok()) return bad;
  std::vector<Choice> choices(static_cast<size_t>(std::min<int64_t>(view.nodes(), kMaxSearched)));
  choices.resize(ranker_.Rank(question_, choices, from, to));
  for (const Choice& choice : choices) {
    const int64_t there = std::ranges::count(way_, choice.node, &Choice::node);
    if (gang.max_per_node > 0 && there >= gang.max_per_node) continue;
    std::vector<NodeId> nodes = {choice.node};
    for (const Choice& before : way_) nodes.push_back(before.node);
    std::sort(nodes.begin(), nodes.end());
    if (seen_.size() == kMaxTried || !seen_.insert(std::move(nodes)).second) continue;
    FLUID_RETURN_IF_ERROR(trial.Bind(choice.node, part.pod));
    way_.push_back(choice);
    FLUID_ASSIGN_OR_RETURN(const bool whole, SearchOn(view, trial, gang, from, to));
    if (whole) return true;
    way_.pop_back();
    FLUID_RETURN_IF_ERROR(trial.Unbind(choice.node, part.pod));
  }
  return false;
}

}  // namespace fluid::placement
