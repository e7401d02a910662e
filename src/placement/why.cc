#include "src/placement/why.h"

#include <algorithm>
#include <bit>

#include "src/placement/lanes.h"

namespace fluid::placement {

// ---- Counting
// -----------------------------------------------------------------------------------------------------

// Nodes in [from, to) that break no rule about themselves alone.
int64_t Reasons::Passing(const Question& question, int64_t from, int64_t to) const {
  const RulesState& rules = question.rules();
  if (from <= 0 && to >= question.epoch().structure->positions()) return rules.passing();
  int64_t sum = 0;
  for (int64_t base = from & ~int64_t{kFan - 1}; base < to; base += kFan) {
    uint64_t word = 0;
    for (const RulesState::Layer& layer : rules.layers) word |= layer.Word(0, base >> 6);
    sum += std::popcount(word & Overlap(base, 0, from, to));
  }
  return sum;
}

void Reasons::CountBelow(Question& question, const Page& page, int64_t base, int64_t from, int64_t to) {
  const RulesState& rules = question.rules();
  const int h = page.height;
  uint64_t mask = 0;
  for (const RulesState::Layer& layer : rules.layers) mask |= layer.Word(h, base >> (6 * (h + 1)));
  mask &= page.live & Overlap(base, h, from, to);
  if (h == 0) {
    for (int k = 0; k < question.asked_count() && mask != 0; ++k) {
      const int r = question.asked()[k];
      const uint64_t enough = AtLeast(page.most(r), question.request(r));
      by_resource_[r] += std::popcount(mask & ~enough);
      mask &= enough;
    }
    for (; question.crowds() && mask != 0; mask &= mask - 1) {
      const int i = std::countr_zero(mask);
      const Broken broken = question.FirstCrowd(base + i, page.id[i]);
      if (broken.rule == Rule::kAntiAffinity) ++by_anti_[broken.index];
      if (broken.rule == Rule::kSpread) ++by_spread_[broken.index];
    }
    return;
  }
  for (; mask != 0; mask &= mask - 1) {
    const int i = std::countr_zero(mask);
    const int64_t begin = base + i * Span(h);
    bool all = true;  // have enough of the resources so far
    bool told = false;
    for (int k = 0; k < question.asked_count() && all; ++k) {
      const int r = question.asked()[k];
      if (page.least(r)[i] >= question.request(r)) continue;
      all = false;
      if (page.most(r)[i] >= question.request(r)) break;
      by_resource_[r] += Passing(question, std::max(begin, from), std::min(begin + Span(h), to));
      told = true;
    }
    if (!told && (!all || question.crowds())) CountBelow(question, *page.child[i], begin, from, to);
  }
}

void Reasons::CountGap(Question& question, int64_t from, int64_t to) {
  if (from < to) CountBelow(question, *question.epoch().tree.root, 0, from, to);
}

void Reasons::CountRejected(Question& question, Explanation& e) {
  const RulesState& rules = question.rules();
  const RulesDef& def = *rules.def;
  by_dataset_.assign(question.pod().datasets.size(), 0);
  by_resource_.assign(kMaxResources, 0);
  by_anti_.assign(def.anti.size() + def.groups.size(), 0);
  by_spread_.assign(def.spread.size(), 0);
  std::array<int64_t, 4> by_static = {};
  for (unsigned fails = 1; fails < rules.count.size(); ++fails)
    by_static[std::countr_zero(fails)] += rules.count[fails];
  if (question.needed() == 0) {
    CountGap(question, 0, question.epoch().structure->positions());
  } else {
    const std::vector<Spot>& spots = question.spots();
    for (int32_t i = 0; i < static_cast<int32_t>(spots.size()); ++i) {
      const uint32_t missing = question.needed() & ~spots[i].met;
      const auto gap = [&](int64_t from, int64_t to) {
        if (missing == 0) {
          CountGap(question, from, to);
        } else if (from < to) {
          by_dataset_[std::countr_zero(missing)] += Passing(question, from, to);
        }
      };
      int64_t from = spots[i].begin;
      for (int32_t j = i + 1; j < spots[i].next; j = spots[j].next) {
        gap(from, spots[j].begin);
        from = spots[j].end;
      }
      gap(from, spots[i].end);
    }
  }
  e.rejected.clear();
  e.nodes = e.feasible = question.epoch().nodes;
  const auto tell = [&](Rule rule, size_t index, int64_t nodes) {
    if (nodes > 0) e.rejected.push_back({{rule, static_cast<int32_t>(index)}, nodes});
    e.feasible -= nodes;
  };
  tell(Rule::kSelector, 0, by_static[0]);
  tell(Rule::kAffinity, 0, by_static[1]);
  tell(Rule::kUnschedulable, 0, by_static[2]);
  tell(Rule::kTaint, 0, by_static[3]);
  for (size_t i = 0; i < by_dataset_.size(); ++i) tell(Rule::kDataset, i, by_dataset_[i]);
  for (size_t i = 0; i < by_resource_.size(); ++i) tell(Rule::kResource, i, by_resource_[i]);
  for (size_t i = 0; i < by_anti_.size(); ++i) tell(Rule::kAntiAffinity, i, by_anti_[i]);
  for (size_t i = 0; i < by_spread_.size(); ++i) tell(Rule::kSpread, i, by_spread_[i]);
}

// Down the places that hold the dataset's bytes, to the innermost around the position.
void Reasons::Near(const Question& question, int64_t at, std::vector<Explanation::Near>& all) {
  const Epoch& epoch = question.epoch();
  all.clear();
  for (const DatasetUse& use : question.pod().datasets) {
    const DatasetState& dataset = *epoch.DatasetOf(use.dataset);
    Explanation::Near near;
    near.size = SizeOf(dataset);
    int64_t term = 0;
    for (int32_t i = 0; i < static_cast<int32_t>(dataset.vertices.size());) {
      const Vertex& vertex = dataset.vertices[i];
      const int64_t bytes = BytesOf(dataset.held[i], use.tiers);
      if (vertex.begin > at || vertex.end <= at || bytes == 0) {
        i = vertex.next;
        continue;
      }
      if (vertex.level == 0) near.local = bytes;
      if (epoch.structure->levels[vertex.level].counts) {
        near.level = vertex.level;
        near.bytes = bytes;
        term = TermOf(epoch.structure->levels[vertex.level].points, bytes, near.size);
      }
      ++i;
    }
    near.score = use.weight * term;
    all.push_back(near);
  }
}

void Reasons::Explain(Question& question, Ranker& ranker, Explanation& e) {
  const Epoch& epoch = question.epoch();
  Choice two[2];
  const size_t found = ranker.Rank(question, two, 0, epoch.structure->positions());
  e.best = found > 0 ? two[0] : Choice();
  e.runner_up = found > 1 ? two[1] : Choice();
  e.margin = found > 1 ? two[0].score - two[1].score : 0;
  CountRejected(question, e);
  e.near.clear();
  e.preference = 0;
  if (found == 0) return;
  const int64_t at = epoch.PositionOf(e.best.node);
  e.preference = question.BonusAt(at);
  Near(question, at, e.near);
}

// ---- Why not
// ------------------------------------------------------------------------------------------------------

// How far from being met the rule is, where that is a number.
int64_t Reasons::LackAt(Question& question, Broken broken, int64_t at, NodeId node) {
  if (broken.rule == Rule::kResource) {
    return question.request(broken.index) - question.epoch().tree.Free(at, broken.index);
  }
  if (broken.rule == Rule::kSpread) {
    return question.SkewAt(broken.index, at, node) - question.rules().def->spread[broken.index].max_skew;
  }
  return 0;
}

Refusal Reasons::WhyNot(Question& question, Ranker& ranker, NodeId node) {
  const Epoch& epoch = question.epoch();
  const int64_t at = epoch.PositionOf(node);
  Refusal refusal;
  refusal.broken = question.FirstBroken(at, node);
  refusal.lacking = LackAt(question, refusal.broken, at, node);
  refusal.score = question.spots()[question.SpotAt(at)].score + question.BonusAt(at);
  if (refusal.broken.rule != Rule::kNone) return refusal;
  Choice best;
  ranker.Rank(question, {&best, 1}, 0, epoch.structure->positions());
  refusal.deficit = best.score - refusal.score;
  return refusal;
}

// ---- Why none
// -----------------------------------------------------------------------------------------------------

void Reasons::ListRules(const Question& question) {
  const RulesDef& def = *question.rules().def;
  rules_.clear();
  const auto add = [&](Rule rule, size_t index) {
    if (rules_.size() < 64) rules_.push_back({rule, static_cast<int32_t>(index)});
  };
  add(Rule::kSelector, 0);
  add(Rule::kAffinity, 0);
  add(Rule::kUnschedulable, 0);
  add(Rule::kTaint, 0);
  for (size_t i = 0; i < question.pod().datasets.size(); ++i) {
    if (question.needed() >> i & 1) add(Rule::kDataset, i);
  }
  for (int k = 0; k < question.asked_count(); ++k)
    add(Rule::kResource, static_cast<size_t>(question.asked()[k]));
  for (size_t i = 0; i < def.anti.size() + def.groups.size(); ++i) add(Rule::kAntiAffinity, i);
  for (size_t i = 0; i < def.spread.size(); ++i) add(Rule::kSpread, i);
}

uint64_t Reasons::FailedBy(Question& question, int64_t at, NodeId node) {
  uint64_t failed = question.rules().Fails(at) & 15;  // the first four of rules_, in the same order
  for (size_t i = 4; i < rules_.size(); ++i) {
    bool broken = false;
    switch (rules_[i].rule) {
      case Rule::kDataset:
        broken = (question.spots()[question.SpotAt(at)].met >> rules_[i].index & 1) == 0;
        break;
      case Rule::kResource:
        broken = question.epoch().tree.Free(at, rules_[i].index) < question.request(rules_[i].index);
        break;
      case Rule::kAntiAffinity:
        broken = question.BreaksAnti(rules_[i].index, at, node);
        break;
      case Rule::kSpread:
        broken = question.SkewAt(rules_[i].index, at, node) >
                 question.rules().def->spread[rules_[i].index].max_skew;
        break;
      default:
        break;
    }
    failed |= static_cast<uint64_t>(broken) << i;
  }
  return failed;
}

void Reasons::WhyNone(Question& question, Ranker& ranker, Conflict& conflict) {
  const Epoch& epoch = question.epoch();
  conflict.infeasible = false;
  conflict.core.clear();
  conflict.relaxation.clear();
  conflict.lacking.clear();
  conflict.node = -1;
  Choice any;
  if (ranker.Rank(question, {&any, 1}, 0, epoch.structure->positions()) > 0) return;
  conflict.infeasible = true;
  ListRules(question);
  failed_.clear();
  for (int64_t base = 0; base < epoch.structure->positions(); base += kFan) {
    const Page& leaf = epoch.tree.Leaf(base);
    for (uint64_t rest = leaf.live; rest != 0; rest &= rest - 1) {
      const int i = std::countr_zero(rest);
      const Failed failed{FailedBy(question, base + i, leaf.id[i]), leaf.rank[i], base + i, leaf.id[i]};
      const auto same = std::find_if(failed_.begin(), failed_.end(),
                                     [&](const Failed& f) { return f.rules == failed.rules; });
      if (same == failed_.end()) {
        failed_.push_back(failed);
      } else if (failed.rank < same->rank) {
        *same = failed;
      }
    }
  }
  if (failed_.empty()) return;  // no node at all
  // Gives up rule after rule, the last asked first, as long as no node passes what is left.
  uint64_t core = rules_.size() == 64 ? ~uint64_t{0} : (uint64_t{1} << rules_.size()) - 1;
  for (size_t i = rules_.size(); i-- > 0;) {
    const uint64_t without = core & ~(uint64_t{1} << i);
    if (std::all_of(failed_.begin(), failed_.end(),
                    [&](const Failed& f) { return (f.rules & without) != 0; })) {
      core = without;
    }
  }
  const Failed& closest =
      *std::min_element(failed_.begin(), failed_.end(), [](const Failed& a, const Failed& b) {
        const int x = std::popcount(a.rules), y = std::popcount(b.rules);
        return x != y ? x < y : a.rank < b.rank;
      });
  conflict.node = closest.node;
  for (size_t i = 0; i < rules_.size(); ++i) {
    if (core >> i & 1) conflict.core.push_back(rules_[i]);
    if (closest.rules >> i & 1) {
      conflict.relaxation.push_back(rules_[i]);
      conflict.lacking.push_back(LackAt(question, rules_[i], closest.at, closest.node));
    }
  }
}

}  // namespace fluid::placement
