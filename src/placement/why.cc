#include "src/placement/why.h"

#include <algorithm>
#include <array>
#include <bit>

#include "src/placement/lanes.h"

namespace fluid::placement {

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

void Reasons::Explain(Question& question, Ranker& ranker, Explanation& e, bool keep) {
  const Epoch& epoch = question.epoch();
  Choice two[2];
  const size_t found = ranker.Rank(question, two, 0, epoch.structure->positions());
  e.best = found > 0 ? two[0] : Choice();
  e.runner_up = found > 1 ? two[1] : Choice();
  e.margin = found > 1 ? two[0].score - two[1].score : 0;
  counter_.Count(question, e, keep);
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
  refusal.score = question.At(at).score + question.BonusAt(at);
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
  add(Rule::kPodAffinity, 0);
  for (size_t i = 0; i < question.pod().datasets.size(); ++i) {
    if (question.needed() >> i & 1) add(Rule::kDataset, i);
  }
  for (int k = 0; k < question.asked_count(); ++k)
    add(Rule::kResource, static_cast<size_t>(question.asked()[k]));
  for (size_t i = 0; i < def.anti.size() + def.groups.size(); ++i) add(Rule::kAntiAffinity, i);
  for (size_t i = 0; i < def.spread.size(); ++i) add(Rule::kSpread, i);
}

// Of the nodes of a leaf, those that fail the i-th of rules_.
uint64_t Reasons::FailIn(Question& question, size_t i, const Page& leaf, int64_t base) {
  const auto failing = [&](const auto& fails) {
    uint64_t mask = 0;
    for (uint64_t rest = leaf.live; rest != 0; rest &= rest - 1) {
      const int child = std::countr_zero(rest);
      mask |= static_cast<uint64_t>(fails(base + child, leaf.id[child])) << child;
    }
    return mask;
  };
  const RulesState& rules = question.rules();
  const int32_t index = rules_[i].index;
  switch (rules_[i].rule) {
    case Rule::kDataset: {
      uint64_t lack = leaf.live;
      const std::vector<Spot>& spots = question.spots();
      for (size_t s = 0; s < spots.size();) {
        const Spot& spot = spots[s];
        const bool met = (spot.met >> index & 1) != 0;
        if (met) lack &= ~Overlap(base, 0, spot.begin, spot.end);
        s = static_cast<size_t>(met || spot.end <= base || spot.begin >= base + kFan ? spot.next : s + 1);
      }
      return lack;
    }
    case Rule::kResource:
      return leaf.live & ~AtLeast(leaf.most(index), question.request(index));
    case Rule::kAntiAffinity:
      return failing([&](int64_t at, NodeId node) { return question.BreaksAnti(index, at, node); });
    case Rule::kSpread:
      return failing([&](int64_t at, NodeId node) {
        return question.SkewAt(index, at, node) > rules.def->spread[static_cast<size_t>(index)].max_skew;
      });
    default:  // the static ones come first in rules_, in the order of the bits
      return failing([&](int64_t at, NodeId) { return (rules.Fails(at) >> i & 1) != 0; });
  }
}

// Parts the nodes of a leaf by the rules that they fail.
void Reasons::PartLeaf(Question& question, const Page& leaf, int64_t base) {
  struct Part {
    uint64_t rules = 0, nodes = 0;
  };
  std::array<Part, kFan> parts;
  size_t count = 1;
  parts[0].nodes = leaf.live;
  const bool passing = question.rules().Passing(0, base >> 6) == leaf.live;
  for (size_t i = passing ? kStaticRules : 0; i < rules_.size(); ++i) {
    const uint64_t fail = FailIn(question, i, leaf, base);
    for (size_t p = count; fail != 0 && p-- > 0;) {
      const uint64_t rest = parts[p].nodes & ~fail;
      if (rest == parts[p].nodes) continue;
      if (rest != 0) parts[count++] = {parts[p].rules, rest};
      parts[p] = {parts[p].rules | uint64_t{1} << i, parts[p].nodes & fail};
    }
  }
  for (size_t p = 0; p < count; ++p) {
    const int first = First(leaf, parts[p].nodes);
    const Failed failed{parts[p].rules, leaf.rank[first], base + first, leaf.id[first]};
    const auto same = std::find_if(failed_.begin(), failed_.end(),
                                   [&](const Failed& f) { return f.rules == failed.rules; });
    if (same == failed_.end()) {
      failed_.push_back(failed);
    } else if (failed.rank < same->rank) {
      *same = failed;
    }
  }
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
    if (leaf.live != 0) PartLeaf(question, leaf, base);
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
