#include "batch_dual.h"

#include <cmath>

#include "batch_bound.h"

namespace fluid::placement {

BatchDual::BatchDual(const BatchGroups& groups)
    : g_(groups),
      rs_(g_.resources),
      shapes_(g_.shapes),
      members_(g_.members()),
      count_(g_.pods),
      closed_(g_.leaf_vertices.size(), false),
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

void BatchDual::Up(float tau) {
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
      to[s] += (weight == nullptr ? 1 : weight[s]) * BatchExp((from[s] - price[s]) * by);
  };
  for (size_t l = 0; l < priced_.size(); ++l) {
    if (g_.leaf_parent[l] < 0 || closed_[l]) continue;
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
    if (!priced_[l] || g_.leaf_parent[l] < 0 || closed_[l]) continue;
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

double BatchDual::Pay() const {
  double pay = 0;
  for (size_t l = 0; l < priced_.size(); ++l) {
    if (!priced_[l] || closed_[l]) continue;
    for (size_t r = 0; r < rs_; ++r)
      pay +=
          static_cast<double>(price_[l * rs_ + r]) * static_cast<double>(g_.room[g_.leaf_kind[l] * rs_ + r]);
  }
  return pay;
}

double BatchDual::Spread(float tau) {
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
      if (closed_[arc.leaf]) {
        std::fill_n(cell, count, BatchGroups::kFar);
        continue;
      }
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
      bound += static_cast<double>(best[j]) * static_cast<double>(count_[m + j]);
      z[j] = BatchExp((best[j] - g_.penalty[m + j]) * by);
    }
    for (size_t a = from.inner; a < to.inner; ++a) {
      const float* weight = &weight_[g_.inner_arcs[a].inner * shapes_];
      float* term = &term_[(a - from.inner) * count];
      for (size_t j = 0; j < count; ++j) term[j] = BatchExp((best[j] - term[j]) * by) * weight[shape[j]];
      for (size_t j = 0; j < count; ++j) z[j] += term[j];
    }
    const size_t cells = (to.leaf - from.leaf) * count;
    if (cells > 0) {
      float* cell = &cell_[g_.leaf_arcs[from.leaf].cell];
      for (size_t c = 0; c < cells; c += count) {
        for (size_t j = 0; j < count; ++j) cell[c + j] = BatchExp((best[j] - cell[c + j]) * by);
        for (size_t j = 0; j < count; ++j) z[j] += cell[c + j];
      }
    }
    for (size_t j = 0; j < count; ++j) top_[j] = count_[m + j] / z[j];
    for (size_t a = from.inner; a < to.inner; ++a) {
      float* pods = &pods_[g_.inner_arcs[a].inner * shapes_];
      const float* term = &term_[(a - from.inner) * count];
      for (size_t j = 0; j < count; ++j) pods[shape[j]] += term[j] * top_[j];
    }
  }
  return bound;
}

void BatchDual::Down(float tau) {
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
        pods[s] += pods_[up + s] * weight[s] * BatchExp((least_[up + s] - least[s]) / tau);
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

// The path of prices is smooth in the temperature: what comes next lies straight on, then settles.
void BatchDual::Foresee(std::vector<float>& last, float by) {
  for (size_t i = 0; i < price_.size(); ++i) {
    const float settled = price_[i];
    if (settled > 0) price_[i] = std::max(0.0F, settled + by * (settled - last[i]));
    last[i] = settled;
  }
  for (size_t l = 0; l < priced_.size(); ++l) Mark(l);
}

void BatchDual::Mark(size_t leaf) {
  const float* price = &price_[leaf * rs_];
  priced_[leaf] = std::any_of(price, price + rs_, [](float p) { return p > 0; });
}

void BatchDual::Run(int steps) {
  constexpr double kHot = 1.0 / 10, kCold = 1.0 / 2000, kColdest = 1.0 / 20'000;  // of the span of costs
  constexpr int kHeadlong = 4;  // steps before prices have a course
  // Where some pods must stay out, prices rise to penalties, and start at their scale.
  double hot = g_.span * kHot;
  for (size_t r = 0; r < rs_; ++r) {
    double demand = 0, capacity = 0;
    for (size_t m = 0; m < members_; ++m)
      demand += static_cast<double>(g_.size[r * members_ + m]) * static_cast<double>(count_[m]);
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
    last_ = now;
    if (i + 1 == steps) break;
    Sweep(now);
    Foresee(last, i < kHeadlong ? 0 : static_cast<float>(cooling));
  }
  price_ = best_price_;
  for (size_t l = 0; l < priced_.size(); ++l) Mark(l);
}

void BatchDual::Sweep(float tau) {
  constexpr int kSweeps = 2;
  Down(tau);
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    for (size_t l = 0; l < priced_.size(); ++l) {
      if (!closed_[l]) SettleLeaf(l, tau);
    }
  }
}

void BatchDual::Settle() {
  Up(last_);
  Spread(last_);
  Sweep(last_);
  Up(last_);
  Spread(last_);
  best_price_ = price_;
  best_u_ = u_;
}

void BatchDual::Close(int32_t leaf) {
  const auto at = std::lower_bound(g_.leaf_vertices.begin(), g_.leaf_vertices.end(), leaf);
  closed_[static_cast<size_t>(at - g_.leaf_vertices.begin())] = true;
}

void BatchDual::SetPods(std::span<const int64_t> by_class) {
  for (size_t m = 0; m < members_; ++m) count_[m] = static_cast<float>(by_class[g_.member_class[m]]);
}

BatchProof BatchDual::Proof() const {
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

}  // namespace fluid::placement
