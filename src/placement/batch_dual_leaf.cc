#include <cmath>
#include <cstring>

#include "batch_dual.h"

namespace fluid::placement {

const float* BatchDual::Passing(size_t leaf) {
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
void BatchDual::WeighQuads(size_t leaf) {
  Four load[kQuads] = {}, square[kQuads] = {};
  for (size_t h = g_.holders_of[leaf]; h < g_.holders_of[leaf + 1]; ++h) {
    const auto [member, count, at] = g_.holders[h];
    const float* cell = &cell_[at];
    for (size_t j = 0; j < count; ++j) {
      const float part = cell[j] / z_[member + j];
      const float share = part * count_[member + j], rest = 1 - part;
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

void BatchDual::Weigh(size_t leaf) {
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

void BatchDual::Raise(size_t leaf, size_t r, float by, float tau) {
  price_[leaf * rs_ + r] += by;
  const float rate = -by / tau;
  for (size_t h = g_.holders_of[leaf]; h < g_.holders_of[leaf + 1]; ++h) {
    const auto [member, count, at] = g_.holders[h];
    float* cell = &cell_[at];
    const float* size = &g_.size[r * members_ + member];
    for (size_t j = 0; j < count; ++j) {
      const float now = cell[j] * BatchExp(rate * size[j]);
      z_[member + j] = std::max(z_[member + j] + now - cell[j], now);
      cell[j] = now;
    }
  }
  const float* size = &g_.shape_size[r * shapes_];
  for (size_t i = 0; i < above_.size(); ++i) above_[i] *= BatchExp(rate * size[above_shape_[i]]);
}

void BatchDual::SettleLeaf(size_t leaf, float tau) {
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
    for (float& at : above_) at = BatchExp(at / tau);
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

}  // namespace fluid::placement
