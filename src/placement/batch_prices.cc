#include "batch_prices.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

#include "batch_bound.h"

namespace fluid::placement {
namespace {

constexpr float kFar = 1e30F;

// e^-x for x >= 0, to 1e-6 of 1: the same on all machines, and in vectors.
inline float Decay(float x) {
  const float y = std::min(x, 80.0F) * -1.44269504F;
  const int32_t whole = static_cast<int32_t>(y) - 1;  // y <= 0: its floor, or one less than y
  const float f = (y - static_cast<float>(whole)) * 0.693147181F;
  const float e =
      1 +
      f * (1 + f * (0.5F + f * (0.166666667F + f * (0.0416666667F + f * (0.00833333F + f * 0.00138889F)))));
  return std::bit_cast<float>((whole + 127) << 23) * e;
}

// The smoothed dual. A slot is an inner vertex or a leaf that may have a price; other leaves are counted in
// the slot of their parent.
class Prices {
 public:
  explicit Prices(const BatchProblem& problem);
  void Run(int steps);
  BatchProof Proof() const;

 private:
  void AddSlot(int32_t vertex);
  void Up(float tau);
  double Spread(float tau);  // pods to vertices; the bound
  void Down();
  void Move(double tau, double damp, double momentum);
  void Wake();  // leaves that would be overfull
  double Pay() const;
  bool FitsIn(int32_t vertex, int32_t shape) const;

  const BatchProblem& problem_;
  const size_t n_, rs_;
  size_t shapes_ = 0;
  double span_ = 1;                                   // of costs
  std::vector<int32_t> shape_;                        // of class
  std::vector<const std::vector<int64_t>*> request_;  // of shape
  std::vector<float> size_;                           // [resource * shapes_ + shape]: in means of leaves
  std::vector<double> mean_;
  std::vector<bool> leaf_;
  std::vector<int32_t> slot_, slots_;  // of vertex, -1: none; vertices of slots, awake leaves last
  std::vector<float> plain_;           // [inner vertex * shapes_ + shape]: leaves without slots right below
  std::vector<float> asked_;  // [vertex * rs_ + resource]: of leaves without slots, by their own arcs
  size_t inner_ = 0;          // slots of inner vertices, each after its parent's
  // [slot * shapes_ + shape]: least price of a place, its weight, that weight in its parent's, pods
  std::vector<float> least_, weight_, part_, pods_;
  std::vector<uint8_t> fits_;
  std::vector<double> price_, last_, best_price_;  // [vertex * rs_ + resource], of a mean of leaves
  std::vector<double> u_, best_u_;
  struct Arc {
    int32_t vertex;
    float cost;
  };
  std::vector<Arc> arcs_;
  std::vector<size_t> first_;
  std::vector<size_t> order_;  // of classes: those of the same arcs together, for the cache
  std::vector<float> costs_;
  std::vector<std::pair<size_t, float>> near_;
};

Prices::Prices(const BatchProblem& problem)
    : problem_(problem),
      n_(problem.parent.size()),
      rs_(static_cast<size_t>(problem.resources)),
      mean_(rs_, 0),
      leaf_(n_, true),
      slot_(n_, -1),
      price_(n_ * rs_, 0),
      last_(n_ * rs_, 0),
      u_(problem.classes.size()) {
  std::map<std::vector<int64_t>, int32_t> shapes;
  for (const BatchClass& c : problem.classes) {
    const auto [it, fresh] = shapes.emplace(c.request, static_cast<int32_t>(shapes.size()));
    if (fresh) request_.push_back(&it->first);
    shape_.push_back(it->second);
  }
  shapes_ = request_.size();
  // Map nodes go with `shapes`: point at the problem's own.
  for (size_t k = 0; k < shape_.size(); ++k) request_[shape_[k]] = &problem.classes[k].request;
  for (size_t v = 1; v < n_; ++v) leaf_[problem.parent[v]] = false;
  double leaves = 0;
  for (size_t v = 0; v < n_; ++v) {
    leaves += leaf_[v] ? 1 : 0;
    for (size_t r = 0; r < rs_; ++r) mean_[r] += static_cast<double>(problem.capacity[v * rs_ + r]);
  }
  for (double& mean : mean_) mean = std::max(1.0, mean / leaves);
  for (size_t r = 0; r < rs_; ++r) {
    for (size_t s = 0; s < shapes_; ++s)
      size_.push_back(static_cast<float>(static_cast<double>((*request_[s])[r]) / mean_[r]));
  }
  plain_.assign(n_ * shapes_, 0);
  std::vector<bool> some(n_ * shapes_, false);
  for (size_t v = n_; v-- > 0;) {
    for (size_t s = 0; s < shapes_; ++s) {
      if (leaf_[v]) some[v * shapes_ + s] = FitsIn(static_cast<int32_t>(v), static_cast<int32_t>(s));
      if (!some[v * shapes_ + s] || v == 0) continue;
      const size_t up = static_cast<size_t>(problem.parent[v]) * shapes_ + s;
      some[up] = true;
      if (leaf_[v]) plain_[up] += 1;
    }
  }
  for (size_t v = 0; v < n_; ++v) {
    if (!leaf_[v]) AddSlot(static_cast<int32_t>(v));
  }
  inner_ = slots_.size();
  asked_.assign(n_ * rs_, 0);
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    first_.push_back(arcs_.size());
    int64_t low = std::numeric_limits<int64_t>::max(), high = 0;
    for (const FlowArc& arc : problem.classes[k].arcs) {
      if (!some[arc.vertex * shapes_ + shape_[k]]) continue;
      arcs_.push_back({arc.vertex, static_cast<float>(arc.cost)});
      low = std::min(low, arc.cost);
      high = std::max(high, arc.cost);
    }
    if (low < high) span_ = std::max(span_, static_cast<double>(high - low));
  }
  first_.push_back(arcs_.size());
  order_.resize(u_.size());
  std::iota(order_.begin(), order_.end(), size_t{0});
  auto last = [&](size_t k) {
    return problem.classes[k].arcs.empty() ? -1 : problem.classes[k].arcs.back().vertex;
  };
  auto some_arc = [&](size_t k) {
    const std::vector<FlowArc>& arcs = problem.classes[k].arcs;
    return arcs.empty() ? -1 : arcs[arcs.size() / 2].vertex;
  };
  std::stable_sort(order_.begin(), order_.end(), [&](size_t a, size_t b) {
    return std::pair(some_arc(a), last(a)) < std::pair(some_arc(b), last(b));
  });
}

bool Prices::FitsIn(int32_t vertex, int32_t shape) const {
  for (size_t r = 0; r < rs_; ++r) {
    if ((*request_[shape])[r] > problem_.capacity[vertex * rs_ + r]) return false;
  }
  return true;
}

void Prices::AddSlot(int32_t vertex) {
  slot_[vertex] = static_cast<int32_t>(slots_.size());
  slots_.push_back(vertex);
  const int32_t parent = problem_.parent[vertex];
  for (size_t s = 0; s < shapes_; ++s) {
    const bool fits = leaf_[vertex] && FitsIn(vertex, static_cast<int32_t>(s));
    fits_.push_back(fits ? 1 : 0);
    if (fits && parent >= 0) plain_[parent * shapes_ + s] -= 1;
  }
}

// Weights of places, from the leaves up.
void Prices::Up(float tau) {
  const size_t all = slots_.size() * shapes_;
  least_.assign(all, kFar);
  weight_.assign(all, 0);
  part_.resize(all);
  pods_.assign(all, 0);
  const float by = 1 / tau;
  for (size_t i = 0; i < slots_.size(); ++i) {
    const size_t v = static_cast<size_t>(slots_[i]);
    float* least = &least_[i * shapes_];
    float* weight = &weight_[i * shapes_];
    if (i < inner_) {
      const float* plain = &plain_[v * shapes_];
      for (size_t s = 0; s < shapes_; ++s) {
        if (plain[s] > 0) least[s] = 0;
        weight[s] = plain[s];
      }
      continue;
    }
    std::fill(least, least + shapes_, 0.0F);
    for (size_t r = 0; r < rs_; ++r) {
      const float price = static_cast<float>(price_[v * rs_ + r]);
      const float* size = &size_[r * shapes_];
      for (size_t s = 0; s < shapes_; ++s) least[s] += price * size[s];
    }
    for (size_t s = 0; s < shapes_; ++s) {
      const bool fits = fits_[i * shapes_ + s] != 0;
      if (!fits) least[s] = kFar;
      weight[s] = fits ? 1 : 0;
    }
  }
  auto add = [&](size_t i) {
    const int32_t parent = problem_.parent[slots_[i]];
    if (parent < 0) return;
    const size_t up = static_cast<size_t>(slot_[parent]) * shapes_;
    for (size_t s = 0; s < shapes_; ++s) least_[up + s] = std::min(least_[up + s], least_[i * shapes_ + s]);
  };
  auto weigh = [&](size_t i) {
    const int32_t parent = problem_.parent[slots_[i]];
    if (parent < 0) return;
    float* up = &weight_[static_cast<size_t>(slot_[parent]) * shapes_];
    const float* above = &least_[static_cast<size_t>(slot_[parent]) * shapes_];
    const float* least = &least_[i * shapes_];
    const float* weight = &weight_[i * shapes_];
    float* part = &part_[i * shapes_];
    for (size_t s = 0; s < shapes_; ++s) part[s] = weight[s] * Decay((least[s] - above[s]) * by);
    for (size_t s = 0; s < shapes_; ++s) up[s] += part[s];
  };
  for (size_t i = inner_; i < slots_.size(); ++i) add(i);
  for (size_t i = inner_; i-- > 0;) add(i);
  for (size_t i = inner_; i < slots_.size(); ++i) weigh(i);
  for (size_t i = inner_; i-- > 0;) weigh(i);
}

double Prices::Spread(float tau) {
  constexpr float kNone = 16;  // temperatures above the cheapest: e^-16 of the pods
  std::fill(asked_.begin(), asked_.end(), 0.0F);
  double bound = -Pay();
  const float by = 1 / tau;
  for (const size_t k : order_) {
    const BatchClass& c = problem_.classes[k];
    const size_t s = static_cast<size_t>(shape_[k]);
    const float penalty = static_cast<float>(c.penalty);
    float best = penalty;
    costs_.clear();
    for (size_t a = first_[k]; a < first_[k + 1]; ++a) {
      const int32_t slot = slot_[arcs_[a].vertex];
      costs_.push_back(arcs_[a].cost + (slot < 0 ? 0 : least_[static_cast<size_t>(slot) * shapes_ + s]));
      best = std::min(best, costs_.back());
    }
    u_[k] = best;
    const float pods = static_cast<float>(c.pods);
    bound += static_cast<double>(best) * static_cast<double>(c.pods);
    float all = Decay((penalty - best) * by);
    near_.clear();
    for (size_t i = 0; i < costs_.size(); ++i) {
      const float over = (costs_[i] - best) * by;
      if (over > kNone) continue;
      const int32_t slot = slot_[arcs_[first_[k] + i].vertex];
      const float share = Decay(over) * (slot < 0 ? 1 : weight_[static_cast<size_t>(slot) * shapes_ + s]);
      near_.emplace_back(i, share);
      all += share;
    }
    for (const auto& [i, share] : near_) {
      const int32_t v = arcs_[first_[k] + i].vertex;
      const float there = share / all * pods;
      if (slot_[v] >= 0) {
        pods_[static_cast<size_t>(slot_[v]) * shapes_ + s] += there;
      } else {
        for (size_t r = 0; r < rs_; ++r) asked_[v * rs_ + r] += there * size_[r * shapes_ + s];
      }
    }
  }
  return bound;
}

void Prices::Down() {
  for (size_t i = 0; i < slots_.size(); ++i) {
    const int32_t parent = problem_.parent[slots_[i]];
    if (parent < 0) continue;
    const size_t up = static_cast<size_t>(slot_[parent]) * shapes_;
    float* pods = &pods_[i * shapes_];
    const float* part = &part_[i * shapes_];
    for (size_t s = 0; s < shapes_; ++s)
      pods[s] += pods_[up + s] * (weight_[up + s] > 0 ? part[s] / weight_[up + s] : 0);
  }
}

void Prices::Wake() {
  // What a leaf gets of its parent's pods, if all fit.
  std::vector<float> each(rs_ * inner_, 0);
  for (size_t i = 0; i < inner_; ++i) {
    for (size_t s = 0; s < shapes_; ++s) {
      const size_t j = i * shapes_ + s;
      if (weight_[j] <= 0 || plain_[slots_[i] * shapes_ + s] <= 0) continue;
      for (size_t r = 0; r < rs_; ++r) each[i * rs_ + r] += pods_[j] / weight_[j] * size_[r * shapes_ + s];
    }
  }
  for (size_t v = 0; v < n_; ++v) {
    if (!leaf_[v] || slot_[v] >= 0) continue;
    const int32_t parent = problem_.parent[v];
    const float* shared = parent < 0 ? nullptr : &each[static_cast<size_t>(slot_[parent]) * rs_];
    for (size_t r = 0; r < rs_; ++r) {
      const double room = static_cast<double>(problem_.capacity[v * rs_ + r]) / mean_[r];
      double load = asked_[v * rs_ + r];
      if (load + (shared == nullptr ? 0.0F : shared[r]) <= room) continue;
      // Not all of those fit.
      for (size_t s = 0; s < shapes_ && parent >= 0; ++s) {
        const size_t j = static_cast<size_t>(slot_[parent]) * shapes_ + s;
        if (pods_[j] > 0 && size_[r * shapes_ + s] > 0 &&
            FitsIn(static_cast<int32_t>(v), static_cast<int32_t>(s)))
          load += pods_[j] / weight_[j] * size_[r * shapes_ + s];
      }
      if (load <= room) continue;
      AddSlot(static_cast<int32_t>(v));
      break;
    }
  }
}

double Prices::Pay() const {
  double pay = 0;
  for (size_t i = inner_; i < slots_.size(); ++i) {
    const size_t v = static_cast<size_t>(slots_[i]);
    for (size_t r = 0; r < rs_; ++r)
      pay += price_[v * rs_ + r] * static_cast<double>(problem_.capacity[v * rs_ + r]) / mean_[r];
  }
  return pay;
}

// One step of Newton's method for each price alone, with momentum.
void Prices::Move(double tau, double damp, double momentum) {
  for (size_t i = inner_; i < slots_.size(); ++i) {
    const size_t v = static_cast<size_t>(slots_[i]);
    const float* pods = &pods_[i * shapes_];
    for (size_t r = 0; r < rs_; ++r) {
      const float* size = &size_[r * shapes_];
      float load = 0, square = 0;
      for (size_t s = 0; s < shapes_; ++s) {
        load += pods[s] * size[s];
        square += pods[s] * size[s] * size[s];
      }
      const double capacity = static_cast<double>(problem_.capacity[v * rs_ + r]) / mean_[r];
      const double least = std::max(1e-9, capacity / 50);  // of the square: who stands empty falls no faster
      double& price = price_[v * rs_ + r];
      double& last = last_[v * rs_ + r];
      const double step = damp * tau * (load - capacity) / std::max<double>(square, least);
      const double now = std::max(0.0, price + step + momentum * (price - last));
      last = price;
      price = now;
    }
  }
}

void Prices::Run(int steps) {
  constexpr double kHot = 1.0 / 33, kMomentum = 0.8;  // of the span of costs
  const double cold = std::min(1.0 / 300, 0.5 / steps);
  double damp = 0.5, best = -1;
  // Where some pods must stay out, prices rise to penalties, and start at their scale.
  double hot = span_ * kHot;
  for (size_t r = 0; r < rs_; ++r) {
    double demand = 0, capacity = 0;
    for (const BatchClass& c : problem_.classes)
      demand += static_cast<double>(c.request[r]) * static_cast<double>(c.pods);
    for (size_t v = 0; v < n_; ++v) capacity += static_cast<double>(problem_.capacity[v * rs_ + r]);
    if (demand <= capacity) continue;
    for (const BatchClass& c : problem_.classes) hot = std::max(hot, static_cast<double>(c.penalty) / 3);
  }
  const double cooling = std::pow(span_ * cold / hot, 1.0 / std::max(1.0, 0.75 * steps));
  double tau = hot;
  int worse = 0;
  best_price_ = price_;
  best_u_ = u_;
  for (int i = 0; i < steps; ++i) {
    Up(static_cast<float>(tau));
    const double bound = Spread(static_cast<float>(tau));
    if (bound > best) {
      best = bound;
      best_price_ = price_;
      best_u_ = u_;
      worse = 0;
    } else if (bound < best - 0.1 * std::abs(best) && ++worse > 5) {
      price_ = last_ = best_price_;
      damp *= 0.7;
      worse = 0;
      continue;
    }
    Down();
    if (i % 4 == 0) Wake();
    pods_.resize(slots_.size() * shapes_, 0);
    Move(tau, damp, kMomentum);
    tau = std::max(span_ * cold, tau * cooling);
  }
}

BatchProof Prices::Proof() const {
  BatchProof proof = EmptyProof(problem_);
  const double scale = static_cast<double>(proof.price_scale);
  for (size_t k = 0; k < u_.size(); ++k) {
    proof.class_prices[k] =
        std::min(static_cast<int64_t>(best_u_[k] * scale), problem_.classes[k].penalty * proof.price_scale);
  }
  for (size_t v = 0; v < n_; ++v) {
    for (size_t r = 0; r < rs_; ++r) {
      const double unit = std::ldexp(1.0, proof.shifts[r]) / mean_[r];
      proof.prices[v * (rs_ + 1) + r] = static_cast<int64_t>(best_price_[v * rs_ + r] * unit * scale);
    }
  }
  return proof;
}

}  // namespace

BatchProof PriceBatch(const BatchProblem& problem, int steps) {
  Prices prices(problem);
  prices.Run(steps);
  BatchProof proof = prices.Proof();
  TuneProof(problem, proof);
  return proof;
}

Result<SlotBound> BoundOneShape(const BatchProblem& problem) {
  const size_t n = problem.parent.size(), rs = static_cast<size_t>(problem.resources);
  int64_t pods = 0;
  for (const BatchClass& c : problem.classes) pods += c.pods;
  FlowTree tree{problem.parent, std::vector<int64_t>(n, pods)};
  for (size_t v = 1; v < n; ++v) tree.slots[problem.parent[v]] = 0;
  for (size_t v = 0; v < n; ++v) {
    for (size_t r = 0; r < rs && !problem.classes.empty(); ++r) {
      const int64_t request = problem.classes.front().request[r];
      if (request > 0) tree.slots[v] = std::min(tree.slots[v], problem.capacity[v * rs + r] / request);
    }
  }
  int64_t room = kMaxFlowPods;
  for (int64_t& slots : tree.slots) {
    slots = std::min(slots, room);
    room -= slots;
  }
  FLUID_ASSIGN_OR_RETURN(SlotFlow flow, SlotFlow::New(tree));
  for (const BatchClass& c : problem.classes) {
    FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const int32_t added, flow.AddClass({c.pods, c.penalty, c.arcs}));
  }
  flow.Solve();
  SlotBound made{flow.Answer(), EmptyProof(problem)};
  std::vector<int64_t> least = made.flow.prices;
  std::vector<bool> inner(n, false);
  for (size_t v = 1; v < n; ++v) inner[problem.parent[v]] = true;
  for (size_t v = n; v-- > 0;) {
    if (inner[v]) continue;
    made.proof.prices[v * (rs + 1) + rs] = least[v] * made.proof.price_scale;
  }
  for (size_t v = 0; v < n; ++v) least[v] = inner[v] ? std::numeric_limits<int64_t>::max() / 4 : least[v];
  for (size_t v = n; v-- > 1;) least[problem.parent[v]] = std::min(least[problem.parent[v]], least[v]);
  for (size_t k = 0; k < problem.classes.size(); ++k) {
    int64_t price = problem.classes[k].penalty;
    for (const FlowArc& arc : problem.classes[k].arcs) price = std::min(price, arc.cost + least[arc.vertex]);
    made.proof.class_prices[k] = price * made.proof.price_scale;
  }
  return made;
}

}  // namespace fluid::placement
