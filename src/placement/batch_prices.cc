#include "batch_prices.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "batch_bound.h"
#include "batch_groups.h"

namespace fluid::placement {
namespace {

// e^x to 1e-6 of it, for x up to 80: the same on all machines, and in vectors. Less than e^-80 is that.
inline float Exp(float x) {
  const float y = std::clamp(x, -80.0F, 80.0F) * 1.44269504F;
  const int32_t whole = static_cast<int32_t>(y + 128.0F) - 128;  // its floor
  const float f = (y - static_cast<float>(whole)) * 0.693147181F;
  const float e =
      1 +
      f * (1 + f * (0.5F + f * (0.166666667F + f * (0.0416666667F + f * (0.00833333F + f * 0.00138889F)))));
  return std::bit_cast<float>((whole + 127) << 23) * e;
}

using Four = float __attribute__((vector_size(16)));

// The smoothed dual, member by member and leaf by leaf. At a temperature tau a pod spreads over all its
// places, each of weight e^-(price / tau).
class Dual {
 public:
  explicit Dual(const BatchGroups& groups);
  void Run(int steps);
  BatchProof Proof() const;

 private:
  void Up(float tau);                       // least prices and weights of places below inner vertices
  double Spread(float tau);                 // pods to vertices; the bound
  void Down(float tau);                     // pods of inner vertices to their children
  void SettleLeaf(size_t leaf, float tau);  // prices at which about what fits comes, all else as it is
  const float* Passing(size_t leaf);
  void Weigh(size_t leaf);
  template <size_t kQuads>
  void WeighQuads(size_t leaf);
  void Raise(size_t leaf, size_t resource, float by, float tau);
  void Mark(size_t leaf);
  void Foresee(std::vector<float>& last, float by);
  double Pay() const;

  const BatchGroups& g_;
  const size_t rs_, shapes_, members_;
  std::vector<float> price_, best_price_;  // [leaf * rs_ + resource], of a mean of leaves
  std::vector<bool> priced_;               // by leaf: has any price
  // [inner * shapes_ + shape]: least price of a place; sum of e^-(price - least) / tau of all below; pods,
  // after Down those of a place of weight 1.
  std::vector<float> least_, weight_, pods_;
  std::vector<float> u_, best_u_;  // by member: its cheapest place
  std::vector<float> z_;           // by member: sum of weights of all its places
  std::vector<float> cell_;        // weight of a member on a leaf by its own arc
  std::vector<float> term_, top_, place_;
  std::vector<float> plain_;    // [inner * kinds + kind]: leaves without prices
  std::vector<float> passing_;  // [(inner * kinds + kind) * rs_ + resource]: what such a leaf gets from above
  std::vector<bool> passing_known_;
  // What is not nothing of pods_, by inner vertex.
  struct Some {
    int32_t shape;
    float pods, least;
  };
  std::vector<Some> some_;
  std::vector<size_t> some_of_;
  // Of the leaf at hand: pods that come from above, by shape; load of each resource, and of its square.
  std::vector<float> above_;
  std::vector<int32_t> above_shape_;
  std::array<float, kMaxBatchResources> load_, square_;
  const size_t quads_;  // of resources
  std::vector<Four> size_, shape_size_;
};

Dual::Dual(const BatchGroups& groups)
    : g_(groups),
      rs_(g_.resources),
      shapes_(g_.shapes),
      members_(g_.members()),
      price_(g_.leaf_vertices.size() * rs_, 0),
      priced_(g_.leaf_vertices.size(), false),
      u_(members_, 0),
      z_(members_, 0),
      cell_(g_.cells, 0),
      top_(members_, 0),
      place_(shapes_, 0),
      quads_((rs_ + 3) / 4),
      size_(members_ * quads_),
      shape_size_(shapes_ * quads_) {
  for (size_t r = 0; r < rs_; ++r) {
    for (size_t m = 0; m < members_; ++m) size_[m * quads_ + r / 4][r % 4] = g_.size[r * members_ + m];
    for (size_t s = 0; s < shapes_; ++s)
      shape_size_[s * quads_ + r / 4][r % 4] = g_.shape_size[r * shapes_ + s];
  }
}

void Dual::Up(float tau) {
  const size_t inner = g_.inner_vertices.size();
  const float by = 1 / tau;
  least_.assign(inner * shapes_, BatchGroups::kFar);
  weight_.assign(inner * shapes_, 0);
  pods_.assign(inner * shapes_, 0);
  plain_.assign(inner * g_.kinds, 0);
  passing_known_.assign(inner * g_.kinds, false);
  passing_.resize(inner * g_.kinds * rs_);
  // Prices of a leaf's places, by shape.
  auto place = [&](size_t leaf) {
    std::copy_n(&g_.far[g_.leaf_kind[leaf] * shapes_], shapes_, place_.begin());
    for (size_t r = 0; r < rs_; ++r) {
      const float price = price_[leaf * rs_ + r];
      const float* size = &g_.shape_size[r * shapes_];
      if (price == 0) continue;
      for (size_t s = 0; s < shapes_; ++s) place_[s] += price * size[s];
    }
  };
  auto least = [&](size_t up, const float* price) {
    float* to = &least_[up * shapes_];
    for (size_t s = 0; s < shapes_; ++s) to[s] = std::min(to[s], price[s]);
  };
  auto weigh = [&](size_t up, const float* price, const float* weight) {
    float* to = &weight_[up * shapes_];
    const float* from = &least_[up * shapes_];
    for (size_t s = 0; s < shapes_; ++s)
      to[s] += (weight == nullptr ? 1 : weight[s]) * Exp((from[s] - price[s]) * by);
  };
  for (size_t l = 0; l < priced_.size(); ++l) {
    if (g_.leaf_parent[l] < 0) continue;
    const size_t up = static_cast<size_t>(g_.leaf_parent[l]);
    if (!priced_[l]) {
      plain_[up * g_.kinds + g_.leaf_kind[l]] += 1;
      continue;
    }
    place(l);
    least(up, place_.data());
  }
  for (size_t i = inner; i-- > 0;) {
    for (size_t kind = 0; kind < g_.kinds; ++kind) {
      if (plain_[i * g_.kinds + kind] > 0) least(i, &g_.far[kind * shapes_]);
    }
    if (i > 0) least(static_cast<size_t>(g_.inner_parent[i]), &least_[i * shapes_]);
  }
  for (size_t l = 0; l < priced_.size(); ++l) {
    if (!priced_[l] || g_.leaf_parent[l] < 0) continue;
    place(l);
    weigh(static_cast<size_t>(g_.leaf_parent[l]), place_.data(), nullptr);
  }
  for (size_t i = inner; i-- > 0;) {
    for (size_t kind = 0; kind < g_.kinds; ++kind) {
      const float count = plain_[i * g_.kinds + kind];
      if (count == 0) continue;
      const float* far = &g_.far[kind * shapes_];  // the least price is 0 where one fits
      for (size_t s = 0; s < shapes_; ++s) weight_[i * shapes_ + s] += far[s] > 0 ? 0 : count;
    }
    if (i > 0) weigh(static_cast<size_t>(g_.inner_parent[i]), &least_[i * shapes_], &weight_[i * shapes_]);
  }
}

double Dual::Pay() const {
  double pay = 0;
  for (size_t l = 0; l < priced_.size(); ++l) {
    if (!priced_[l]) continue;
    for (size_t r = 0; r < rs_; ++r)
      pay +=
          static_cast<double>(price_[l * rs_ + r]) * static_cast<double>(g_.room[g_.leaf_kind[l] * rs_ + r]);
  }
  return pay;
}

double Dual::Spread(float tau) {
  const float by = 1 / tau;
  double bound = -Pay();
  for (size_t i = 0; i + 1 < g_.reaches.size(); ++i) {
    const BatchGroups::Reach &from = g_.reaches[i], &to = g_.reaches[i + 1];
    const size_t m = from.member, count = to.member - m;
    const int32_t* shape = &g_.member_shape[m];
    float* best = &u_[m];
    std::copy_n(&g_.penalty[m], count, best);
    term_.resize((to.inner - from.inner) * count);
    for (size_t a = from.inner; a < to.inner; ++a) {
      const auto [v, cost] = g_.inner_arcs[a];
      const float* least = &least_[v * shapes_];
      float* term = &term_[(a - from.inner) * count];
      for (size_t j = 0; j < count; ++j) term[j] = cost + least[shape[j]];
      for (size_t j = 0; j < count; ++j) best[j] = std::min(best[j], term[j]);
    }
    for (size_t a = from.leaf; a < to.leaf; ++a) {
      const BatchGroups::LeafArc& arc = g_.leaf_arcs[a];
      const float* far = &g_.far[g_.leaf_kind[arc.leaf] * shapes_];
      float* cell = &cell_[arc.cell];
      for (size_t j = 0; j < count; ++j) cell[j] = arc.cost + far[shape[j]];
      for (size_t r = 0; r < rs_ && priced_[arc.leaf]; ++r) {
        const float price = price_[arc.leaf * rs_ + r];
        const float* size = &g_.size[r * members_ + m];
        for (size_t j = 0; j < count; ++j) cell[j] += price * size[j];
      }
      for (size_t j = 0; j < count; ++j) best[j] = std::min(best[j], cell[j]);
    }
    float* z = &z_[m];
    for (size_t j = 0; j < count; ++j) {
      bound += static_cast<double>(best[j]) * static_cast<double>(g_.pods[m + j]);
      z[j] = Exp((best[j] - g_.penalty[m + j]) * by);
    }
    for (size_t a = from.inner; a < to.inner; ++a) {
      const float* weight = &weight_[g_.inner_arcs[a].inner * shapes_];
      float* term = &term_[(a - from.inner) * count];
      for (size_t j = 0; j < count; ++j) term[j] = Exp((best[j] - term[j]) * by) * weight[shape[j]];
      for (size_t j = 0; j < count; ++j) z[j] += term[j];
    }
    const size_t cells = (to.leaf - from.leaf) * count;
    if (cells > 0) {
      float* cell = &cell_[g_.leaf_arcs[from.leaf].cell];
      for (size_t c = 0; c < cells; c += count) {
        for (size_t j = 0; j < count; ++j) cell[c + j] = Exp((best[j] - cell[c + j]) * by);
        for (size_t j = 0; j < count; ++j) z[j] += cell[c + j];
      }
    }
    for (size_t j = 0; j < count; ++j) top_[j] = g_.pods[m + j] / z[j];
    for (size_t a = from.inner; a < to.inner; ++a) {
      float* pods = &pods_[g_.inner_arcs[a].inner * shapes_];
      const float* term = &term_[(a - from.inner) * count];
      for (size_t j = 0; j < count; ++j) pods[shape[j]] += term[j] * top_[j];
    }
  }
  return bound;
}

void Dual::Down(float tau) {
  constexpr float kSome = 1e-5F;
  some_.clear();
  some_of_.resize(g_.inner_vertices.size() + 1);
  for (size_t i = 0; i < g_.inner_vertices.size(); ++i) {
    float* pods = &pods_[i * shapes_];
    const float* weight = &weight_[i * shapes_];
    const float* least = &least_[i * shapes_];
    if (i > 0) {
      const size_t up = static_cast<size_t>(g_.inner_parent[i]) * shapes_;
      for (size_t s = 0; s < shapes_; ++s)
        pods[s] += pods_[up + s] * weight[s] * Exp((least_[up + s] - least[s]) / tau);
    }
    // From here on: pods of a place of weight 1.
    for (size_t s = 0; s < shapes_; ++s) pods[s] = weight[s] > 0 ? pods[s] / weight[s] : 0;
    some_of_[i] = some_.size();
    for (size_t s = 0; s < shapes_; ++s) {
      if (pods[s] > kSome) some_.push_back({static_cast<int32_t>(s), pods[s], least[s]});
    }
  }
  some_of_.back() = some_.size();
}

const float* Dual::Passing(size_t leaf) {
  const size_t up = static_cast<size_t>(g_.leaf_parent[leaf]), kind = static_cast<size_t>(g_.leaf_kind[leaf]);
  float* passing = &passing_[(up * g_.kinds + kind) * rs_];
  if (passing_known_[up * g_.kinds + kind]) return passing;
  passing_known_[up * g_.kinds + kind] = true;
  const float* far = &g_.far[kind * shapes_];
  Four all[kMaxBatchResources / 4] = {};
  for (size_t i = some_of_[up]; i < some_of_[up + 1]; ++i) {
    const auto [s, pods, least] = some_[i];
    if (far[s] > 0) continue;
    for (size_t q = 0; q < quads_; ++q) all[q] += shape_size_[s * quads_ + q] * pods;
  }
  for (size_t r = 0; r < rs_; ++r) passing[r] = all[r / 4][r % 4];
  return passing;
}

// load_ and square_ of what comes by arcs of its own.
template <size_t kQuads>
void Dual::WeighQuads(size_t leaf) {
  Four load[kQuads] = {}, square[kQuads] = {};
  for (size_t h = g_.holders_of[leaf]; h < g_.holders_of[leaf + 1]; ++h) {
    const auto [member, count, at] = g_.holders[h];
    const float* cell = &cell_[at];
    for (size_t j = 0; j < count; ++j) {
      const float part = cell[j] / z_[member + j];
      const float share = part * g_.pods[member + j], rest = 1 - part;
      const Four* size = &size_[(member + j) * kQuads];
      for (size_t q = 0; q < kQuads; ++q) {
        const Four there = size[q] * share;
        load[q] += there;
        square[q] += there * size[q] * rest;
      }
    }
  }
  for (size_t i = 0; i < above_.size(); ++i) {
    for (size_t q = 0; q < kQuads; ++q) {
      const Four size = shape_size_[above_shape_[i] * kQuads + q], there = size * above_[i];
      load[q] += there;
      square[q] += there * size;
    }
  }
  std::memcpy(load_.data(), load, sizeof load);
  std::memcpy(square_.data(), square, sizeof square);
}

void Dual::Weigh(size_t leaf) {
  switch (quads_) {
    case 1:
      return WeighQuads<1>(leaf);
    case 2:
      return WeighQuads<2>(leaf);
    case 3:
      return WeighQuads<3>(leaf);
    default:
      return WeighQuads<4>(leaf);
  }
}

void Dual::Raise(size_t leaf, size_t r, float by, float tau) {
  price_[leaf * rs_ + r] += by;
  const float rate = -by / tau;
  for (size_t h = g_.holders_of[leaf]; h < g_.holders_of[leaf + 1]; ++h) {
    const auto [member, count, at] = g_.holders[h];
    float* cell = &cell_[at];
    const float* size = &g_.size[r * members_ + member];
    for (size_t j = 0; j < count; ++j) {
      const float now = cell[j] * Exp(rate * size[j]);
      z_[member + j] = std::max(z_[member + j] + now - cell[j], now);
      cell[j] = now;
    }
  }
  const float* size = &g_.shape_size[r * shapes_];
  for (size_t i = 0; i < above_.size(); ++i) above_[i] *= Exp(rate * size[above_shape_[i]]);
}

void Dual::SettleLeaf(size_t leaf, float tau) {
  constexpr int kTurns = 3;
  constexpr float kClose = 1e-3F, kFarthest = 4;
  const float* room = &g_.room[g_.leaf_kind[leaf] * rs_];
  float* price = &price_[leaf * rs_];
  above_.clear();
  above_shape_.clear();
  const int32_t parent = g_.leaf_parent[leaf];
  if (!priced_[leaf]) {
    Weigh(leaf);
    const float* passing = parent < 0 ? nullptr : Passing(leaf);
    bool over = false;
    for (size_t r = 0; r < rs_; ++r) over = over || load_[r] + (parent < 0 ? 0 : passing[r]) > room[r];
    if (!over) return;
  }
  if (parent >= 0) {
    const float* far = &g_.far[g_.leaf_kind[leaf] * shapes_];
    for (size_t i = some_of_[parent]; i < some_of_[parent + 1]; ++i) {
      const auto [s, pods, least] = some_[i];
      float at = least - far[s];
      for (size_t r = 0; r < rs_; ++r) at -= price[r] * g_.shape_size[r * shapes_ + s];
      if (at < -16 * tau) continue;
      above_shape_.push_back(s);
      above_.push_back(at);
    }
    for (float& at : above_) at = Exp(at / tau);
    for (size_t i = 0; i < above_.size(); ++i) above_[i] *= pods_[parent * shapes_ + above_shape_[i]];
  }
  for (int turn = 0; turn < kTurns; ++turn) {
    Weigh(leaf);
    // The resource by which most is gained.
    size_t best = rs_;
    float most = 0, step = 0;
    for (size_t r = 0; r < rs_; ++r) {
      const float over = load_[r] - room[r];
      if (std::abs(over) <= kClose * room[r] || (over < 0 && price[r] == 0)) continue;
      float by = tau * over / std::max(square_[r], 1e-6F * load_[r] + 1e-9F);
      // No farther than some temperatures of a mean pod there.
      const float farthest = kFarthest * tau * (load_[r] > 0 ? load_[r] / std::max(square_[r], 1e-9F) : 1);
      by = std::max(std::clamp(by, -farthest, farthest), -price[r]);
      if (by * over > most) {
        most = by * over;
        step = by;
        best = r;
      }
    }
    if (best == rs_) break;
    Raise(leaf, best, step, tau);
  }
  for (size_t r = 0; r < rs_; ++r) {
    if (price[r] < 1e-6F) price[r] = 0;
  }
  Mark(leaf);
}

// The path of prices is smooth in the temperature: what comes next lies straight on, then settles.
void Dual::Foresee(std::vector<float>& last, float by) {
  for (size_t i = 0; i < price_.size(); ++i) {
    const float settled = price_[i];
    if (settled > 0) price_[i] = std::max(0.0F, settled + by * (settled - last[i]));
    last[i] = settled;
  }
  for (size_t l = 0; l < priced_.size(); ++l) Mark(l);
}

void Dual::Mark(size_t leaf) {
  const float* price = &price_[leaf * rs_];
  priced_[leaf] = std::any_of(price, price + rs_, [](float p) { return p > 0; });
}

void Dual::Run(int steps) {
  constexpr double kHot = 1.0 / 10, kCold = 1.0 / 2000, kColdest = 1.0 / 20'000;  // of the span of costs
  constexpr int kSweeps = 2, kHeadlong = 4;  // steps before prices have a course
  // Where some pods must stay out, prices rise to penalties, and start at their scale.
  double hot = g_.span * kHot;
  for (size_t r = 0; r < rs_; ++r) {
    double demand = 0, capacity = 0;
    for (size_t m = 0; m < members_; ++m)
      demand += static_cast<double>(g_.size[r * members_ + m]) * static_cast<double>(g_.pods[m]);
    for (const int32_t kind : g_.leaf_kind) capacity += static_cast<double>(g_.room[kind * rs_ + r]);
    if (demand <= capacity) continue;
    for (const float penalty : g_.penalty) hot = std::max(hot, static_cast<double>(penalty) / 3);
  }
  const double cold = g_.span * std::clamp(0.01 / steps, kColdest, kCold);
  const double cooling = std::pow(cold / hot, 1.0 / std::max(1, steps - 1));
  double tau = hot, best = -1;
  std::vector<float> last = price_;
  best_price_ = price_;
  best_u_ = u_;
  for (int i = 0; i < steps; ++i, tau *= cooling) {
    const float now = static_cast<float>(tau);
    Up(now);
    const double bound = Spread(now);
    if (bound > best) {
      best = bound;
      best_price_ = price_;
      best_u_ = u_;
    }
    if (i + 1 == steps) break;
    Down(now);
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      for (size_t l = 0; l < priced_.size(); ++l) SettleLeaf(l, now);
    }
    Foresee(last, i < kHeadlong ? 0 : static_cast<float>(cooling));
  }
}

BatchProof Dual::Proof() const {
  BatchProof proof = EmptyProof(g_.problem);
  const double scale = static_cast<double>(proof.price_scale);
  for (size_t m = 0; m < members_; ++m) {
    const size_t k = static_cast<size_t>(g_.member_class[m]);
    proof.class_prices[k] = std::clamp<int64_t>(static_cast<int64_t>(static_cast<double>(best_u_[m]) * scale),
                                                0, g_.problem.classes[k].penalty * proof.price_scale);
  }
  for (size_t l = 0; l < priced_.size(); ++l) {
    for (size_t r = 0; r < rs_; ++r) {
      const double unit = std::ldexp(1.0, proof.shifts[r]) / g_.mean[r];
      proof.prices[g_.leaf_vertices[l] * (rs_ + 1) + r] =
          static_cast<int64_t>(static_cast<double>(best_price_[l * rs_ + r]) * unit * scale);
    }
  }
  return proof;
}

}  // namespace

BatchProof PriceBatch(const BatchProblem& problem, int steps) {
  const BatchGroups groups(problem);
  Dual dual(groups);
  dual.Run(steps);
  BatchProof proof = dual.Proof();
  TuneProof(problem, proof);
  return proof;
}

}  // namespace fluid::placement
