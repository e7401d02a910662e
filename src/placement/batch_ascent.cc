#include "batch_ascent.h"

#include <algorithm>
#include <limits>

#include "batch_bound.h"

namespace fluid::placement {
namespace {

// A class's arc that can be used, and its request in the proof's units.
struct Ascent {
  const BatchProblem& problem;
  BatchProof& proof;
  size_t n, rs;  // rs: with the count
  std::vector<double> request, capacity, price, least, load, spread;
  std::vector<int32_t> below;  // leaves below a vertex
  std::vector<std::vector<FlowArc>> arcs;
  double bound = 0;

  Ascent(const BatchProblem& p, BatchProof& given)
      : problem(p), proof(given), n(p.parent.size()), rs(static_cast<size_t>(p.resources) + 1), below(n, 0) {
    const BatchUnits units = UnitsOf(p, given.shifts);
    request.assign(units.request.begin(), units.request.end());
    capacity.assign(units.capacity.begin(), units.capacity.end());
    price.resize(n * rs);
    for (size_t i = 0; i < price.size(); ++i) {
      price[i] = static_cast<double>(given.prices[i]) / static_cast<double>(given.price_scale);
    }
    for (size_t k = 0; k < p.classes.size(); ++k) {
      arcs.emplace_back();
      for (const FlowArc& arc : p.classes[k].arcs) {
        if (units.Fits(p, arc.vertex, k)) arcs.back().push_back(arc);
      }
    }
    std::vector<bool> inner(n, false);
    for (size_t v = 1; v < n; ++v) inner[p.parent[v]] = true;
    for (size_t v = n; v-- > 0;) {
      if (!inner[v]) below[v] = 1;
      if (v > 0) below[p.parent[v]] += below[v];
    }
    leaf_.assign(n, false);
    for (size_t v = 0; v < n; ++v) leaf_[v] = !inner[v];
  }

  void Evaluate(double near) {
    least.assign(n * rs, std::numeric_limits<double>::infinity());
    load.assign(n * rs, 0);
    spread.assign(n * rs, 0);
    bound = 0;
    for (size_t v = n; v-- > 0;) {
      for (size_t r = 0; r < rs; ++r) {
        if (leaf_[v]) {
          least[v * rs + r] = price[v * rs + r];
          bound -= price[v * rs + r] * capacity[v * rs + r];
        }
        if (v > 0)
          least[problem.parent[v] * rs + r] = std::min(least[problem.parent[v] * rs + r], least[v * rs + r]);
      }
    }
    std::vector<double> costs;
    for (size_t k = 0; k < problem.classes.size(); ++k) {
      const BatchClass& c = problem.classes[k];
      const double* q = &request[k * rs];
      double best = static_cast<double>(c.penalty);
      costs.clear();
      for (const FlowArc& arc : arcs[k]) {
        double cost = static_cast<double>(arc.cost);
        for (size_t r = 0; r < rs; ++r) cost += q[r] * least[arc.vertex * rs + r];
        costs.push_back(cost);
        best = std::min(best, cost);
      }
      const double pods = static_cast<double>(c.pods);
      bound += best * pods;
      // All arcs that are about as good share the pods, by how many leaves they lead to.
      double shares = static_cast<double>(c.penalty) <= best + near ? 1 : 0;
      for (size_t a = 0; a < costs.size(); ++a) {
        if (costs[a] <= best + near) shares += below[arcs[k][a].vertex];
      }
      for (size_t a = 0; a < costs.size(); ++a) {
        const int32_t v = arcs[k][a].vertex;
        if (costs[a] > best + near) continue;
        for (size_t r = 0; r < rs; ++r) spread[v * rs + r] += pods / shares * q[r];
      }
    }
    for (size_t v = 0; v < n; ++v) {
      for (size_t r = 0; r < rs; ++r) {
        if (v > 0) spread[v * rs + r] += spread[problem.parent[v] * rs + r];
        if (leaf_[v]) load[v * rs + r] = spread[v * rs + r] - capacity[v * rs + r];
      }
    }
  }

  void Step(double gap, double share) {
    double square = 0;
    for (size_t i = 0; i < load.size(); ++i) {
      if (load[i] < 0 && price[i] == 0) load[i] = 0;
      square += load[i] * load[i];
    }
    if (square == 0) return;
    for (size_t i = 0; i < load.size(); ++i)
      price[i] = std::max(0.0, price[i] + share * gap / square * load[i]);
  }

  BatchProof Rounded() const {
    BatchProof rounded = proof;
    for (size_t i = 0; i < price.size(); ++i) {
      rounded.prices[i] =
          static_cast<int64_t>(std::min(price[i] * static_cast<double>(proof.price_scale), 4e12));
    }
    return rounded;
  }

 private:
  std::vector<bool> leaf_;
};

}  // namespace

int64_t RaiseBound(const BatchProblem& problem, int64_t upper, int steps, BatchProof& proof) {
  int64_t best = ProvenBound(problem, proof);
  Ascent ascent(problem, proof);
  std::vector<double> best_price = ascent.price;
  double best_bound = static_cast<double>(best);
  double share = 1, near = static_cast<double>(upper - best) / 1000;
  int idle = 0;
  for (int i = 0; i < steps && upper > best; ++i) {
    ascent.Evaluate(near);
    if (ascent.bound > best_bound) {
      best_bound = ascent.bound;
      best_price = ascent.price;
      idle = 0;
    } else if (++idle == 3) {
      ascent.price = best_price;
      ascent.Evaluate(near);
      share /= 2;
      near /= 2;
      idle = 0;
    }
    ascent.Step(std::max(1.0, static_cast<double>(upper) - ascent.bound), share);
  }
  ascent.price = best_price;
  BatchProof rounded = ascent.Rounded();
  const int64_t bound = ProvenBound(problem, rounded);
  if (bound > best) {
    best = bound;
    proof = std::move(rounded);
  }
  return best;
}

}  // namespace fluid::placement
