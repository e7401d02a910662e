#include "src/placement/gang.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>

#include "src/placement/lanes.h"
#include "src/placement/view_core.h"

namespace fluid::placement {
namespace {

constexpr int64_t kMaxPods = 10'000'000;

Status CheckGang(const Epoch& epoch, const Gang& gang) {
  const int cluster = epoch.structure->cluster();
  if (gang.parts.empty()) return InvalidArgument("a gang needs parts");
  int64_t pods = 0, level_points = 0;
  __int128 points = 0;
  for (const LevelInfo& level : epoch.structure->levels) level_points = std::max(level_points, level.points);
  for (const Gang::Part& part : gang.parts) {
    if (part.count < 1 || part.count > kMaxPods) {
      return InvalidArgument(
          fmt::format("a part of a gang has {} pods; allowed are 1 to {}", part.count, kMaxPods));
    }
    pods += part.count;
    if (pods > kMaxPods) return OutOfRange(fmt::format("a gang has more than {} pods", kMaxPods));
    FLUID_RETURN_IF_ERROR(CheckPod(epoch, part.pod));
    for (const DatasetUse& use : part.pod.datasets)
      points += static_cast<__int128>(use.weight) * level_points * part.count;
    for (const Preference& preference : epoch.RulesOf(part.pod.rules)->def->input.preferred) {
      points += static_cast<__int128>(preference.points) * part.count;
    }
  }
  if (points * kPoint > std::numeric_limits<int64_t>::max() / 4)
    return OutOfRange("the weights overflow the score of a gang");
  if (gang.inside < -1 || gang.inside > cluster || gang.fewest < -1 || gang.fewest > cluster) {
    return InvalidArgument(
        fmt::format("a gang names levels {} and {}; there are 0 to {}", gang.inside, gang.fewest, cluster));
  }
  if (gang.inside >= 0 && gang.fewest > gang.inside) {
    return InvalidArgument("the domains to be few must lie inside the one domain");
  }
  if (gang.max_per_node < 0) return InvalidArgument("a gang allows a negative number of pods on a node");
  return Ok();
}

}  // namespace

bool GangPlacer::Offer::Beats(const Offer& other) const {
  if (other.units == 0) return true;
  if (units != other.units) return units < other.units;
  if (score != other.score) return score > other.score;
  return order != other.order ? order < other.order : unit < other.unit;
}

Status GangPlacer::Place(View& view, const Gang& gang, GangPlan& plan) {
  const Epoch& epoch = view.core().epoch;
  FLUID_RETURN_IF_ERROR(CheckGang(epoch, gang));
  plan.placed = false;
  plan.shares.clear();
  plan.domains = plan.score = 0;
  FLUID_RETURN_IF_ERROR(question_.Ask(epoch, gang.parts[0].pod));
  const RulesDef& def = *question_.rules().def;
  if (gang.parts.size() > 1 || !def.anti.empty() || !def.spread.empty()) {
    if (gang.fewest >= 0) {
      return InvalidArgument(
          "only pods of one shape, without anti-affinity and spread, are placed over the fewest domains");
    }
    return PlaceMixed(view, gang, plan);
  }
  plan.placed = PlaceIdentical(gang, 0, plan);
  return Ok();
}

void GangPlacer::ListUnits(const Epoch& epoch, int level) {
  units_.clear();
  const Structure& structure = *epoch.structure;
  if (level > 0) {
    for (const Structure::Place& place : structure.of_level[level]) {
      units_.push_back({place.begin, place.end, 0, static_cast<uint64_t>(place.order)});
    }
    return;
  }
  for (int32_t at = 0; at < structure.positions(); ++at) {
    const Page& leaf = epoch.tree.Leaf(at);
    if (leaf.live >> Digit(at, 0) & 1) units_.push_back({at, at + 1, 0, leaf.rank[Digit(at, 0)]});
  }
}

uint64_t GangPlacer::Usable(const Page& leaf, int64_t base) const {
  uint64_t passing = 0;
  for (const RulesState::Layer& layer : question_.rules().layers) passing |= layer.Word(0, base >> 6);
  uint64_t mask = leaf.live & passing;
  if (question_.needed() != 0 && mask != 0) {
    uint64_t near = 0;
    auto at =
        std::lower_bound(allowed_.begin(), allowed_.end(), base,
                         [](const auto& interval, int64_t position) { return interval.second <= position; });
    for (; at != allowed_.end() && at->first < base + kFan; ++at)
      near |= Overlap(base, 0, at->first, at->second);
    mask &= near;
  }
  if (question_.crowds()) {
    for (uint64_t rest = mask; rest != 0; rest &= rest - 1) {
      const int i = std::countr_zero(rest);
      if (question_.Crowded(base + i, leaf.id[i])) mask &= ~(rest & -rest);
    }
  }
  return mask;
}

void GangPlacer::SlotsOf(const Page& leaf, uint64_t mask, int64_t cap, int64_t* slots) const {
  const int64_t* columns[kMaxResources];
  int64_t units[kMaxResources];
  for (int k = 0; k < question_.asked_count(); ++k) {
    columns[k] = leaf.most(question_.asked()[k]);
    units[k] = question_.request(question_.asked()[k]);
  }
  CountPageSlots(columns, units, question_.asked_count(), cap, mask, slots);
}

// What the nodes of a rack have together is known, and what a rack can't hold by that need not be counted.
// The units are the domains of level 1.
void GangPlacer::BoundSlots(int64_t cap) {
  const Epoch& epoch = question_.epoch();
  const std::vector<Structure::Place>& places = epoch.structure->of_level[1];
  std::array<double, kMaxResources> inverse;
  for (int k = 0; k < question_.asked_count(); ++k) {
    inverse[k] = (1 + 1e-9) / static_cast<double>(question_.request(question_.asked()[k]));
  }
  for (size_t u = 0; u < units_.size(); ++u) {
    Unit& unit = units_[u];
    unit.slots = cap * (unit.end - unit.begin);
    const uint64_t* sums = epoch.tree.Sums(places[u].id);
    if (sums == nullptr || unit.end - unit.begin > kSummed) continue;
    for (int k = 0; k < question_.asked_count(); ++k) {
      const double most = static_cast<double>(static_cast<int64_t>(sums[question_.asked()[k]])) * inverse[k];
      if (most < static_cast<double>(unit.slots)) unit.slots = static_cast<int64_t>(most) + 1;
    }
  }
}

void GangPlacer::CountSlots(Unit& unit, int64_t cap) {
  int64_t slots[kFan];
  unit.slots = 0;
  unit.counted = true;
  for (int64_t at = unit.begin; at < unit.end;) {
    const int64_t base = at & ~int64_t{kFan - 1}, end = std::min<int64_t>(unit.end, base + kFan);
    const Page& leaf = question_.epoch().tree.Leaf(at);
    SlotsOf(leaf, Usable(leaf, base) & Overlap(base, 0, at, end), cap, slots);
    for (; at < end; ++at) unit.slots += slots[at - base];
  }
}

// The slots of every unit, in one pass over the pages.
void GangPlacer::CountSlots(int64_t cap) {
  const Epoch& epoch = question_.epoch();
  int64_t slots[kFan];
  int64_t base = -1;
  const Page* next = nullptr;  // on its way from memory while one page is counted
  for (Unit& unit : units_) {
    unit.counted = true;
    for (int64_t at = unit.begin; at < unit.end;) {
      if ((at & ~int64_t{kFan - 1}) != base) {
        const int64_t expected = base + kFan;
        base = at & ~int64_t{kFan - 1};
        const Page& leaf = next != nullptr && base == expected ? *next : epoch.tree.Leaf(at);
        if (base + kFan < epoch.structure->positions()) {
          next = &epoch.tree.Leaf(base + kFan);
          for (int k = 0; k < question_.asked_count(); ++k) {
            const char* column = reinterpret_cast<const char*>(next->most(question_.asked()[k]));
            for (size_t line = 0; line < kFan * sizeof(int64_t); line += 64)
              __builtin_prefetch(column + line);
          }
        }
        SlotsOf(leaf, Usable(leaf, base), cap, slots);
      }
      const int64_t end = std::min<int64_t>(unit.end, base + kFan);
      int64_t sum = 0;
      for (; at < end; ++at) sum += slots[at - base];
      unit.slots += sum;
    }
  }
}

// Nodes of the units with their slots, the best `pods` first; never more than needed is sorted.
void GangPlacer::Fill(const std::vector<size_t>& units, int64_t pods, int64_t cap) {
  const Epoch& epoch = question_.epoch();
  shares_.clear();
  const bool weighs = question_.rules().layers.size() > 1;
  int64_t slots[kFan];
  for (const size_t u : units) {
    for (int64_t at = units_[u].begin; at < units_[u].end;) {
      const int64_t base = at & ~int64_t{kFan - 1};
      const int64_t end = std::min<int64_t>(units_[u].end, base + kFan);
      const Page& leaf = epoch.tree.Leaf(at);
      const uint64_t mask = Usable(leaf, base) & Overlap(base, 0, at, end);
      SlotsOf(leaf, mask, cap, slots);
      for (uint64_t rest = mask; rest != 0; rest &= rest - 1) {
        const int i = std::countr_zero(rest);
        if (slots[i] == 0) continue;
        const int64_t score = question_.spots()[question_.SpotAt(base + i)].score +
                              (weighs ? question_.BonusAt(base + i) : question_.rules().layers[0].bonus);
        shares_.push_back({score, leaf.rank[i], leaf.id[i], slots[i]});
      }
      at = end;
    }
  }
  const auto better = [](const Share& a, const Share& b) {
    return a.score != b.score ? a.score > b.score : a.rank < b.rank;
  };
  // Mostly names ascend with positions, and all score the same.
  if (std::is_sorted(shares_.begin(), shares_.end(), better)) return;
  const size_t most = std::min(shares_.size(), static_cast<size_t>(pods));
  std::partial_sort(shares_.begin(), shares_.begin() + static_cast<int64_t>(most), shares_.end(), better);
}

// Of pods on any nodes in [begin, end), where all score the same: in one spot with no other inside.
std::optional<int64_t> GangPlacer::PlainScore(int32_t begin, int32_t end, int64_t pods) {
  if (question_.rules().layers.size() != 1) return std::nullopt;
  const std::vector<Spot>& spots = question_.spots();
  const int32_t spot = question_.SpotAt(begin);
  if (spots[spot].end < end) return std::nullopt;
  for (int32_t i = spot + 1; i < spots[spot].next && spots[i].begin < end; i = spots[i].next) {
    if (spots[i].end > begin) return std::nullopt;
  }
  return pods * (spots[spot].score + question_.rules().layers[0].bonus);
}

int64_t GangPlacer::ScoreOf(const std::vector<size_t>& units, int64_t pods, int64_t cap) {
  int32_t begin = units_[units[0]].begin, end = units_[units[0]].end;
  for (const size_t u : units) {
    begin = std::min(begin, units_[u].begin);
    end = std::max(end, units_[u].end);
  }
  if (const std::optional<int64_t> plain = PlainScore(begin, end, pods)) return *plain;
  Fill(units, pods, cap);
  int64_t score = 0;
  for (const Share& share : shares_) {
    const int64_t n = std::min(pods, share.slots);
    score += n * share.score;
    pods -= n;
    if (pods == 0) break;
  }
  return score;
}

// The fewest units among [from, to), if that is better than `best`; then chosen_ has them. What a unit holds
// at most is enough to leave it, or all of them, out.
bool GangPlacer::Choose(size_t from, size_t to, int64_t pods, int64_t cap, Offer& best, uint64_t order) {
  int64_t all = 0, largest = 0;
  for (size_t u = from; u < to; ++u) {
    all += units_[u].slots;
    largest = std::max(largest, units_[u].slots);
  }
  if (all < pods) return false;
  const int64_t fewest = (pods + largest - 1) / largest;
  int64_t limit = std::numeric_limits<int64_t>::max();  // of units, for an offer that may still be better
  if (best.units != 0) {
    if (fewest > best.units) return false;
    const std::optional<int64_t> plain = PlainScore(units_[from].begin, units_[to - 1].end, pods);
    const Offer same{best.units, plain.value_or(std::numeric_limits<int64_t>::max()), order, 0};
    limit = same.Beats(best) ? best.units : best.units - 1;
    if (fewest > limit) return false;
  }
  bool better = false;
  if (fewest == 1) {  // one may be enough: the one with the best score
    for (size_t u = from; u < to; ++u) {
      Unit& unit = units_[u];
      if (unit.slots < pods) continue;
      const std::optional<int64_t> plain = PlainScore(unit.begin, unit.end, pods);
      if (plain && !Offer{1, *plain, order, unit.order}.Beats(best)) continue;
      if (!unit.counted) CountSlots(unit, cap);
      if (unit.slots < pods) continue;
      picked_.assign(1, u);
      const Offer offer{1, ScoreOf(picked_, pods, cap), order, unit.order};
      if (!offer.Beats(best)) continue;
      best = offer;
      chosen_ = picked_;
      better = true;
    }
    if (best.units == 1) return better;
  }
  // The largest first, until they hold the gang. One that is not counted may be as large as it can be.
  const auto smaller = [&](size_t a, size_t b) {
    const Unit &x = units_[a], &y = units_[b];
    if (x.slots != y.slots) return x.slots < y.slots;
    return x.counted != y.counted ? x.counted : x.order > y.order;
  };
  heap_.clear();
  for (size_t u = from; u < to; ++u) heap_.push_back(u);
  std::make_heap(heap_.begin(), heap_.end(), smaller);
  picked_.clear();
  for (int64_t held = 0; held < pods;) {
    const int64_t left = limit - static_cast<int64_t>(picked_.size());
    if (heap_.empty() || left <= 0) return false;
    const size_t u = heap_.front();
    if (units_[u].slots == 0 || left < (pods - held + units_[u].slots - 1) / units_[u].slots) return false;
    std::pop_heap(heap_.begin(), heap_.end(), smaller);
    if (units_[u].counted) {
      picked_.push_back(u);
      held += units_[u].slots;
      heap_.pop_back();
    } else {
      CountSlots(units_[u], cap);
      std::push_heap(heap_.begin(), heap_.end(), smaller);
    }
  }
  const Offer offer{static_cast<int64_t>(picked_.size()), ScoreOf(picked_, pods, cap), order, 0};
  if (!offer.Beats(best)) return false;
  best = offer;
  chosen_ = picked_;
  return true;
}

bool GangPlacer::PlaceIdentical(const Gang& gang, int32_t index, GangPlan& plan) {
  const Epoch& epoch = question_.epoch();
  const Structure& structure = *epoch.structure;
  const int64_t pods = gang.parts[index].count;
  const int64_t cap = gang.max_per_node > 0 ? std::min(gang.max_per_node, pods) : pods;
  if (epoch.nodes == 0 || question_.rules().layers.empty()) return false;
  allowed_.clear();
  if (question_.needed() != 0) {
    // Outermost spots where all is near; those inside them are covered.
    const std::vector<Spot>& spots = question_.spots();
    for (int32_t i = 0; i < static_cast<int32_t>(spots.size());) {
      const bool met = (spots[i].met & question_.needed()) == question_.needed();
      if (met) allowed_.emplace_back(spots[i].begin, spots[i].end);
      i = met ? spots[i].next : i + 1;
    }
  }
  const int inside = gang.inside < 0 ? structure.cluster() : gang.inside;
  const int unit_level = gang.fewest < 0 ? inside : gang.fewest;
  ListUnits(epoch, unit_level);
  if (unit_level == 1) {
    BoundSlots(cap);
  } else {
    CountSlots(cap);
  }
  Offer best;
  if (unit_level == inside) {
    for (size_t u = 0; u < units_.size(); ++u) Choose(u, u + 1, pods, cap, best, 0);
  } else {
    size_t u = 0;
    for (const Structure::Place& domain : structure.of_level[inside]) {
      while (u < units_.size() && units_[u].begin < domain.begin) ++u;
      const size_t from = u;
      while (u < units_.size() && units_[u].end <= domain.end) ++u;
      Choose(from, u, pods, cap, best, static_cast<uint64_t>(domain.order));
    }
  }
  if (best.units == 0) return false;
  std::sort(chosen_.begin(), chosen_.end());
  Fill(chosen_, pods, cap);
  int64_t rest = pods;
  for (const Share& share : shares_) {
    const int64_t n = std::min(rest, share.slots);
    plan.shares.push_back({index, share.node, n, share.score});
    plan.score += n * share.score;
    rest -= n;
    if (rest == 0) break;
  }
  plan.domains = gang.fewest < 0 ? 0 : best.units;
  return true;
}

}  // namespace fluid::placement
