#include "batch_ascent.h"

#include <algorithm>
#include <limits>

#include "batch_bound.h"

namespace fluid::placement {
namespace {

// The Lagrangian of a batch in floating point. Prices are counted per share of what leaves have on average,
// so that all resources weigh the same.
class Ascent {
 public:
  Ascent(const BatchProblem& p, const BatchProof& proof)
      : problem_(p),
        proof_(proof),
        n_(p.parent.size()),
        rs_(static_cast<size_t>(p.resources) + 1),
        leaf_(n_, true) {
    const BatchUnits units = UnitsOf(p, proof.shifts);
    for (size_t v = 1; v < n_; ++v) leaf_[p.parent[v]] = false;
    mean_.assign(rs_, 1);
    for (size_t i = 0; i < units.capacity.size(); ++i)
      mean_[i % rs_] += static_cast<double>(units.capacity[i]);
    const double leaves = static_cast<double>(std::count(leaf_.begin(), leaf_.end(), true));
    for (double& mean : mean_) mean /= leaves;
    for (size_t i = 0; i < units.capacity.size(); ++i) {
      capacity_.push_back(static_cast<double>(units.capacity[i]) / mean_[i % rs_]);
      price.push_back(static_cast<double>(proof.prices[i]) / static_cast<double>(proof.price_scale) *
                      mean_[i % rs_]);
    }
    for (size_t i = 0; i < units.request.size(); ++i)
      request_.push_back(static_cast<double>(units.request[i]) / mean_[i % rs_]);
    for (size_t k = 0; k < p.classes.size(); ++k) {
      first_.push_back(arcs_.size());
      for (const FlowArc& arc : p.classes[k].arcs) {
        if (units.Fits(p, arc.vertex, k)) arcs_.push_back(arc);
      }
    }
    first_.push_back(arcs_.size());
  }

  // The bound that `price` gives, and `excess`: by how much the pods, each where it is cheapest, overload
  // each leaf. Places that cost no more than `near` above the cheapest share them.
  double Evaluate(double near) {
    least_.assign(n_ * rs_, std::numeric_limits<double>::infinity());
    ties_.assign(n_ * rs_, 0);
    down_.assign(n_ * rs_, 0);
    excess.resize(n_ * rs_);
    double bound = 0;
    for (size_t v = n_; v-- > 0;) {
      for (size_t r = 0; r < rs_; ++r) {
        const size_t i = v * rs_ + r;
        if (leaf_[v]) {
          least_[i] = price[i];
          ties_[i] = 1;
          bound -= price[i] * capacity_[i];
        }
        if (v == 0) continue;
        const size_t up = problem_.parent[v] * rs_ + r;
        if (least_[i] < least_[up]) {
          least_[up] = least_[i];
          ties_[up] = ties_[i];
        } else if (least_[i] == least_[up]) {
          ties_[up] += ties_[i];
        }
      }
    }
    for (size_t k = 0; k < problem_.classes.size(); ++k) {
      const BatchClass& c = problem_.classes[k];
      const double* q = &request_[k * rs_];
      double best = static_cast<double>(c.penalty);
      costs_.clear();
      for (size_t a = first_[k]; a < first_[k + 1]; ++a) {
        double cost = static_cast<double>(arcs_[a].cost);
        for (size_t r = 0; r < rs_; ++r) cost += q[r] * least_[arcs_[a].vertex * rs_ + r];
        costs_.push_back(cost);
        best = std::min(best, cost);
      }
      const double pods = static_cast<double>(c.pods);
      bound += best * pods;
      double shares = static_cast<double>(c.penalty) <= best + near ? 1 : 0;
      for (const double cost : costs_) shares += cost <= best + near ? 1 : 0;
      for (size_t i = 0; i < costs_.size(); ++i) {
        if (costs_[i] > best + near) continue;
        double* down = &down_[arcs_[first_[k] + i].vertex * rs_];
        for (size_t r = 0; r < rs_; ++r) down[r] += pods / shares * q[r];
      }
    }
    for (size_t v = 0; v < n_; ++v) {
      for (size_t r = 0; r < rs_; ++r) {
        const size_t i = v * rs_ + r, up = v > 0 ? problem_.parent[v] * rs_ + r : 0;
        if (v > 0 && least_[i] == least_[up]) down_[i] += down_[up] * ties_[i] / ties_[up];
        excess[i] = leaf_[v] ? down_[i] - capacity_[i] : 0;
      }
    }
    return bound;
  }

  BatchProof Rounded(const std::vector<double>& from) const {
    BatchProof rounded = proof_;
    for (size_t i = 0; i < from.size(); ++i) {
      const double scaled = from[i] / mean_[i % rs_] * static_cast<double>(proof_.price_scale);
      rounded.prices[i] = leaf_[i / rs_] ? static_cast<int64_t>(std::min(scaled, 4e12)) : 0;
    }
    return rounded;
  }

  std::vector<double> price, excess;

 private:
  const BatchProblem& problem_;
  const BatchProof& proof_;
  const size_t n_, rs_;  // rs_: with the count
  std::vector<bool> leaf_;
  std::vector<double> mean_, request_, capacity_, least_, ties_, down_, costs_;
  std::vector<FlowArc> arcs_;  // those that can be used, by class
  std::vector<size_t> first_;
};

}  // namespace

int64_t RaiseBound(const BatchProblem& problem, int64_t upper, int steps, BatchProof& proof) {
  constexpr double kLatest = 0.2;  // weight of a step in the mean
  const int64_t start = ProvenBound(problem, proof);
  if (upper <= start) return start;
  Ascent ascent(problem, proof);
  std::vector<double> best_price = ascent.price, flow;
  double best = static_cast<double>(start), share = 0.5;
  const double top = static_cast<double>(upper);
  double near = (top - best) / 1e4;
  int idle = 0;
  for (int i = 0; i <= steps && best < top; ++i) {
    const double bound = ascent.Evaluate(near);
    // The mean of what the steps say, the latest most: single steps zigzag.
    if (flow.empty()) {
      flow = ascent.excess;
    } else {
      for (size_t j = 0; j < flow.size(); ++j) flow[j] += kLatest * (ascent.excess[j] - flow[j]);
    }
    if (bound > best) {
      best = bound;
      best_price = ascent.price;
      idle = 0;
      share = std::min(1.0, share * 1.1);
    } else if (++idle >= 5) {
      share /= 1.5;
      near /= 1.5;
      idle = 0;
    }
    double square = 0;
    for (size_t j = 0; j < flow.size(); ++j) {
      if (flow[j] > 0 || best_price[j] > 0) square += flow[j] * flow[j];
    }
    if (square == 0) break;
    const double step = share * (std::min(top, best * 1.05 + 1) - best) / square;
    for (size_t j = 0; j < flow.size(); ++j) ascent.price[j] = std::max(0.0, best_price[j] + step * flow[j]);
  }
  BatchProof rounded = ascent.Rounded(best_price);
  const int64_t bound = ProvenBound(problem, rounded);
  if (bound <= start) return start;
  proof = std::move(rounded);
  return bound;
}

}  // namespace fluid::placement
