#include "src/placement/counts.h"

#include <algorithm>
#include <bit>

#include "src/placement/lanes.h"

namespace fluid::placement {
namespace {

// Nodes in [from, to) that break no rule about themselves alone.
int64_t CountPassing(const Question& question, int64_t from, int64_t to) {
  const RulesState& rules = question.rules();
  if (from <= 0 && to >= question.epoch().structure->positions()) return rules.passing();
  int64_t sum = 0;
  for (int64_t base = from & ~int64_t{kFan - 1}; base < to; base += kFan) {
    sum += std::popcount(rules.Passing(0, base >> 6) & Overlap(base, 0, from, to));
  }
  return sum;
}

// The required dataset that a node of the spot lacks first; -1: none.
int FirstMissing(const Question& question, const Spot& spot) {
  const uint32_t missing = question.needed() & ~spot.met;
  return missing == 0 ? -1 : std::countr_zero(missing);
}

}  // namespace

Counter::Kind* Counter::KindOf(const Question& question, bool keep) {
  if (question.crowds() || question.asked_count() > kKeptResources) return nullptr;
  uint64_t hash = static_cast<uint64_t>(question.pod().rules);
  for (int k = 0; k < question.asked_count(); ++k) {
    const int r = question.asked()[k];
    hash = (hash ^ static_cast<uint64_t>(question.request(r)) ^ static_cast<uint64_t>(r) << 56) *
           0x9E3779B97F4A7C15u;
  }
  Kind& kind = kinds_[hash >> 59];
  static_assert(kKinds == 32);
  bool same =
      kind.rules.Is(question.rules()) && kind.request.size() == static_cast<size_t>(question.asked_count());
  for (size_t k = 0; same && k < kind.request.size(); ++k) {
    const int r = question.asked()[k];
    same = kind.request[k] == std::pair(r, question.request(r));
  }
  if (same) return &kind;
  if (!keep) return nullptr;
  kind.rules = {&question.rules(), question.rules().owner};
  kind.request.clear();
  for (int k = 0; k < question.asked_count(); ++k) {
    const int r = question.asked()[k];
    kind.request.emplace_back(r, question.request(r));
  }
  const size_t pages = static_cast<size_t>((question.epoch().structure->positions() + Span(2) - 1) / Span(2));
  kind.all = {};
  kind.below.assign(pages, {});
  return &kind;
}

void Counter::CountLeaf(Question& question, const Page& leaf, int64_t base, uint64_t mask) {
  for (int k = 0; k < question.asked_count() && mask != 0; ++k) {
    const uint64_t enough = question.Enough(leaf, k, mask);
    by_resource_[question.asked()[k]] += std::popcount(mask & ~enough);
    mask = enough;
  }
  for (; question.crowds() && mask != 0; mask &= mask - 1) {
    const int i = std::countr_zero(mask);
    const Broken broken = question.FirstCrowd(base + i, leaf.id[i]);
    if (broken.rule == Rule::kAntiAffinity) ++by_anti_[broken.index];
    if (broken.rule == Rule::kSpread) ++by_spread_[broken.index];
  }
}

// Children that all have enough, or none has, need not be read.
void Counter::CountPages(Question& question, const Page& page, int64_t base, int64_t from, int64_t to) {
  const int h = page.height;
  uint64_t read = question.rules().Passing(h, base >> (6 * (h + 1))) & Overlap(base, h, from, to);
  uint64_t enough = read;
  for (int k = 0; k < question.asked_count() && enough != 0; ++k) {
    const int r = question.asked()[k];
    uint64_t none = enough & ~question.Enough(page, k, enough);
    read &= ~none;
    enough &= ~none & AtLeast(page.least(r), question.request(r));
    for (; none != 0; none &= none - 1) {
      const int64_t begin = base + std::countr_zero(none) * Span(h);
      by_resource_[r] += CountPassing(question, std::max(begin, from), std::min(begin + Span(h), to));
    }
  }
  if (!question.crowds()) read &= ~enough;
  for (uint64_t rest = h == 1 ? read : 0; rest != 0; rest &= rest - 1) {
    const Page& leaf = *page.child[std::countr_zero(rest)];
    for (int k = 0; k < question.asked_count(); ++k) __builtin_prefetch(leaf.code(question.asked()[k]));
  }
  std::array<int64_t, kMaxResources> lack = {};
  for (; read != 0; read &= read - 1) {
    const int i = std::countr_zero(read);
    const Page& child = *page.child[i];
    const int64_t begin = base + i * Span(h);
    // Most leaves can be told from codes alone.
    if (h == 1 && !question.crowds() &&
        CountLack(child.code(0), question.asked().data(), question.codes().data(), question.asked_count(),
                  question.rules().Passing(0, begin >> 6) & Overlap(begin, 0, from, to), lack.data()))
      continue;
    CountBelow(question, child, begin, from, to);
  }
  for (int k = 0; k < question.asked_count(); ++k) by_resource_[question.asked()[k]] += lack[k];
}

void Counter::CountOnce(Question& question, const Page& page, int64_t base, Kind::Below& below) {
  const auto resource = [&](size_t k) -> int64_t& { return by_resource_[kind_->request[k].first]; };
  if (below.page.Is(page)) {
    for (size_t k = 0; k < kind_->request.size(); ++k) resource(k) += below.lack[k];
    return;
  }
  std::array<int64_t, kKeptResources> before;
  for (size_t k = 0; k < kind_->request.size(); ++k) before[k] = resource(k);
  CountPages(question, page, base, base, base + Span(page.height + 1));
  if (!keep_) return;
  below.page = {&page, page.owner};
  for (size_t k = 0; k < kind_->request.size(); ++k)
    below.lack[k] = static_cast<int32_t>(resource(k) - before[k]);
}

void Counter::CountBelow(Question& question, const Page& page, int64_t base, int64_t from, int64_t to) {
  if (page.height == 0) {
    CountLeaf(question, page, base, question.rules().Passing(0, base >> 6) & Overlap(base, 0, from, to));
  } else if (page.height == 1 && kind_ != nullptr && from <= base && to >= base + Span(2)) {
    CountOnce(question, page, base, kind_->below[static_cast<size_t>(base >> 12)]);
  } else {
    CountPages(question, page, base, from, to);
  }
}

void Counter::CountIn(Question& question, int64_t from, int64_t to) {
  const Page& root = *question.epoch().tree.root;
  if (from >= to) return;
  if (kind_ != nullptr && root.height > 1 && from == 0 && to >= question.epoch().structure->positions())
    return CountOnce(question, root, 0, kind_->all);
  CountBelow(question, root, 0, from, to);
}

// Nodes of a spot count as those of the one around it, but for spots that lack another dataset first, or
// none.
void Counter::CountDatasets(Question& question) {
  const std::vector<Spot>& spots = question.spots();
  const auto count = [&](int missing, int64_t nodes) {
    if (missing >= 0) by_dataset_[missing] += nodes;
  };
  const int everywhere = FirstMissing(question, spots[0]);
  count(everywhere, question.rules().passing());
  if (everywhere < 0) CountIn(question, spots[0].begin, spots[0].end);
  for (int32_t i = 0; i < static_cast<int32_t>(spots.size()); ++i) {
    const int around = FirstMissing(question, spots[i]);
    if (around < 0) continue;  // so is all that is inside
    for (int32_t j = i + 1; j < spots[i].next; j = spots[j].next) {
      const int missing = FirstMissing(question, spots[j]);
      if (missing == around) continue;
      const int64_t nodes = CountPassing(question, spots[j].begin, spots[j].end);
      count(around, -nodes);
      count(missing, nodes);
      if (missing < 0) CountIn(question, spots[j].begin, spots[j].end);
    }
  }
}

void Counter::Count(Question& question, Explanation& e, bool keep) {
  const RulesState& rules = question.rules();
  const RulesDef& def = *rules.def;
  by_dataset_.assign(question.pod().datasets.size(), 0);
  by_resource_.assign(kMaxResources, 0);
  by_anti_.assign(def.anti.size() + def.groups.size(), 0);
  by_spread_.assign(def.spread.size(), 0);
  std::array<int64_t, kStaticRules> by_static = {};
  for (unsigned fails = 1; fails < rules.count.size(); ++fails)
    by_static[std::countr_zero(fails)] += rules.count[fails];
  keep_ = keep;
  kind_ = KindOf(question, keep);
  if (question.needed() == 0) {
    CountIn(question, 0, question.epoch().structure->positions());
  } else {
    CountDatasets(question);
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
  tell(Rule::kPodAffinity, 0, by_static[4]);
  for (size_t i = 0; i < by_dataset_.size(); ++i) tell(Rule::kDataset, i, by_dataset_[i]);
  for (size_t i = 0; i < by_resource_.size(); ++i) tell(Rule::kResource, i, by_resource_[i]);
  for (size_t i = 0; i < by_anti_.size(); ++i) tell(Rule::kAntiAffinity, i, by_anti_[i]);
  for (size_t i = 0; i < by_spread_.size(); ++i) tell(Rule::kSpread, i, by_spread_[i]);
}

}  // namespace fluid::placement
