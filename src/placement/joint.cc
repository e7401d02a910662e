#include "fluid/placement_joint.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "fluid/placement_workers.h"

namespace fluid::placement {
namespace {

struct Tree {
  explicit Tree(const JointProblem& p)
      : parent(p.tree.parent), depth(parent.size(), 0), leaf(parent.size(), true) {
    for (size_t v = 1; v < parent.size(); ++v) {
      depth[v] = depth[parent[v]] + 1;
      leaf[parent[v]] = false;
    }
  }
  int32_t CommonDepth(int32_t a, int32_t b) const {
    while (a != b) (a > b ? a : b) = parent[a > b ? a : b];
    return depth[a];
  }
  const std::vector<int32_t>& parent;
  std::vector<int32_t> depth;
  std::vector<bool> leaf;
};

int64_t Price(const JointProblem& p, int32_t depth) {
  return p.price_by_depth[std::min<size_t>(depth, p.price_by_depth.size() - 1)];
}

int64_t FillCost(const WorkerSpec& spec, int32_t leaf) {
  int64_t missing = spec.bytes[0] + spec.bytes[1] + spec.bytes[2], held = 0;
  for (const HeldBytes& h : spec.held) held = std::max(held, h.leaf == leaf ? h.bytes : 0);
  missing = std::max<int64_t>(0, missing - held);
  return spec.fill_price * ((missing + (1 << 20) - 1) >> 20);
}

// The whole cost, from all pairs of pods and workers; and the MiB that cross zones.
int64_t Evaluate(const JointProblem& p, const Tree& tree, const JointPlan& plan, int64_t* cross) {
  int64_t cost = 0;
  *cross = 0;
  for (size_t d = 0; d < p.datasets.size(); ++d) {
    for (const Worker& w : plan.workers[d]) cost += FillCost(p.datasets[d], w.leaf);
    cost += (p.datasets[d].workers - static_cast<int64_t>(plan.workers[d].size())) * p.datasets[d].penalty;
  }
  std::vector<int64_t> left;
  for (const JointClass& c : p.classes) left.push_back(c.pods);
  for (const FlowShare& share : plan.shares) {
    const JointClass& c = p.classes[share.pod_class];
    left[share.pod_class] -= share.pods;
    for (const Worker& w : plan.workers[c.dataset]) {
      const int32_t depth = tree.CommonDepth(share.leaf, w.leaf);
      cost += share.pods * c.mib * Price(p, depth);
      if (depth == 0) *cross += share.pods * c.mib;
    }
  }
  for (size_t k = 0; k < left.size(); ++k) cost += left[k] * p.classes[k].penalty;
  return cost;
}

class Descent {
 public:
  Descent(const JointProblem& problem, const Tree& tree) : p_(problem), tree_(tree) {}

  // Workers given the pods; no pods: anywhere.
  Status PlaceWorkers(JointPlan& plan, const std::vector<int32_t>* homes) {
    FLUID_ASSIGN_OR_RETURN(WorkerPlacer placer, WorkerPlacer::New(p_.tree));
    std::vector<std::vector<HeldBytes>> readers(p_.datasets.size());
    for (const FlowShare& share : plan.shares) {
      const JointClass& c = p_.classes[share.pod_class];
      readers[c.dataset].push_back({share.leaf, share.pods * c.mib * (1 << 20)});
    }
    for (size_t d = 0; d < p_.datasets.size(); ++d) {
      WorkerSpec spec = p_.datasets[d];
      spec.arcs = homes != nullptr ? std::vector<FlowArc>{{0, 1}, {(*homes)[d], 0}}
                                   : TrafficArcs(p_.tree.parent, readers[d], p_.price_by_depth);
      FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const int32_t k, placer.Add(spec));
    }
    placer.PlaceAll();
    placer.Improve(2, 0);
    for (size_t d = 0; d < p_.datasets.size(); ++d) {
      plan.workers[d].clear();
      for (const Worker& w : placer.workers(static_cast<int32_t>(d))) {
        plan.workers[d].push_back({w.leaf, FillCost(p_.datasets[d], w.leaf)});
      }
    }
    return {};
  }

  // Pods given the workers; none: anywhere.
  Status PlacePods(JointPlan& plan, const std::vector<int32_t>* homes) {
    FLUID_ASSIGN_OR_RETURN(SlotFlow flow, SlotFlow::New({p_.tree.parent, p_.slots}));
    for (const JointClass& c : p_.classes) {
      FlowClass added{c.pods, c.penalty, {}};
      if (homes != nullptr) {
        added.arcs = {{0, 1}, {(*homes)[c.dataset], 0}};
      } else {
        std::vector<HeldBytes> sources;
        for (const Worker& w : plan.workers[c.dataset]) sources.push_back({w.leaf, c.mib << 20});
        added.arcs = TrafficArcs(p_.tree.parent, sources, p_.price_by_depth);
      }
      FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const int32_t k, flow.AddClass(added));
    }
    flow.Solve();
    plan.shares = flow.Answer().shares;
    return {};
  }

  // In turn, as long as the cost falls; `pods_next`: whose turn it is.
  Status Descend(JointPlan& plan, bool pods_next, int rounds) {
    int64_t cross = 0;
    for (int idle = 0; idle < 2 && rounds > 0; --rounds, pods_next = !pods_next) {
      JointPlan next = plan;
      FLUID_RETURN_IF_ERROR(pods_next ? PlacePods(next, nullptr) : PlaceWorkers(next, nullptr));
      next.cost = Evaluate(p_, tree_, next, &cross);
      if (next.cost < plan.cost) {
        plan = std::move(next);
        idle = 0;
      } else {
        ++idle;
      }
    }
    return {};
  }

 private:
  const JointProblem& p_;
  const Tree& tree_;
};

// A zone for each dataset: most wanted first, where its pods and bytes have the most room.
std::vector<int32_t> Homes(const JointProblem& p, const Tree& tree) {
  const size_t n = p.tree.parent.size();
  std::vector<int32_t> zones;
  std::vector<int64_t> slots(n, 0), bytes(n, 0);
  for (size_t v = 0; v < n; ++v) {
    if (tree.depth[v] == 1) zones.push_back(static_cast<int32_t>(v));
    int32_t zone = static_cast<int32_t>(v);
    while (tree.depth[zone] > 1) zone = tree.parent[zone];
    slots[zone] += p.slots[v];
    for (const int64_t quota : p.tree.quota[v]) bytes[zone] += quota >> 20;
  }
  std::vector<int64_t> wanted(p.datasets.size(), 0);
  for (const JointClass& c : p.classes) wanted[c.dataset] += c.pods;
  std::vector<int32_t> order(p.datasets.size()), homes(p.datasets.size(), 0);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) { return wanted[a] > wanted[b]; });
  if (zones.empty()) return homes;
  for (const int32_t d : order) {
    const WorkerSpec& spec = p.datasets[d];
    const int64_t size = ((spec.bytes[0] + spec.bytes[1] + spec.bytes[2]) >> 20) * spec.workers;
    auto fits = [&](int32_t zone) {
      return std::min(slots[zone] - wanted[d], int64_t{0}) * (1 << 20) +
             std::min(bytes[zone] - size, int64_t{0});
    };
    const int32_t home = *std::max_element(zones.begin(), zones.end(), [&](int32_t a, int32_t b) {
      return fits(a) != fits(b) ? fits(a) < fits(b) : slots[a] < slots[b];
    });
    homes[d] = home;
    slots[home] -= wanted[d];
    bytes[home] -= size;
  }
  return homes;
}

int64_t Bound(const JointProblem& p, const Tree& tree) {
  // The most leaves below any vertex of a depth.
  std::vector<int64_t> below(p.tree.parent.size(), 0), most;
  for (size_t v = below.size(); v-- > 0;) {
    if (tree.leaf[v]) below[v] = 1;
    if (v > 0) below[tree.parent[v]] += below[v];
  }
  for (size_t v = 0; v < below.size(); ++v) {
    most.resize(std::max<size_t>(most.size(), tree.depth[v] + 1), 0);
    most[tree.depth[v]] = std::max(most[tree.depth[v]], below[v]);
  }
  // What a pod pays at least if `workers` of its dataset are there.
  auto each = [&](const JointClass& c, int32_t workers) {
    int64_t sum = 0, near = 0;
    for (size_t depth = most.size(); depth-- > 0;) {
      const int64_t reach = std::min<int64_t>(workers, most[depth] * p.datasets[c.dataset].per_node);
      sum += std::max<int64_t>(0, reach - near) * c.mib * Price(p, static_cast<int32_t>(depth));
      near = std::max(near, reach);
    }
    return std::min(sum, c.penalty) * c.pods;
  };
  std::vector<std::vector<const JointClass*>> readers(p.datasets.size());
  for (const JointClass& c : p.classes) readers[c.dataset].push_back(&c);
  int64_t bound = 0;
  for (size_t d = 0; d < p.datasets.size(); ++d) {
    const int32_t wanted = p.datasets[d].workers;
    int64_t least = std::numeric_limits<int64_t>::max();
    for (int32_t workers = 0; workers <= wanted; ++workers) {
      int64_t cost = (wanted - workers) * p.datasets[d].penalty;
      for (const JointClass* c : readers[d]) cost += each(*c, workers);
      least = std::min(least, cost);
    }
    bound += least;
  }
  return bound;
}

}  // namespace

Result<JointAnswer> SolveJoint(const JointProblem& problem, int rounds) {
  const size_t n = problem.tree.parent.size();
  if (problem.slots.size() != n) return InvalidArgument("joint: as many slots as parents are needed");
  if (problem.price_by_depth.empty()) return InvalidArgument("joint: no prices");
  if (!std::is_sorted(problem.price_by_depth.rbegin(), problem.price_by_depth.rend()) ||
      problem.price_by_depth.back() < 0) {
    return InvalidArgument("joint: prices must not rise with depth, nor be negative");
  }
  if (problem.price_by_depth.front() > 1 << 20) return OutOfRange("joint: a price of a MiB above 2^20");
  FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const SlotFlow flow,
                         SlotFlow::New({problem.tree.parent, problem.slots}));
  FLUID_ASSIGN_OR_RETURN([[maybe_unused]] const WorkerPlacer placer, WorkerPlacer::New(problem.tree));
  for (const JointClass& c : problem.classes) {
    if (c.dataset < 0 || c.dataset >= static_cast<int64_t>(problem.datasets.size())) {
      return InvalidArgument(fmt::format("joint: a class reads dataset {}, which does not exist", c.dataset));
    }
    if (c.pods < 0 || c.mib < 0 || c.penalty < 0)
      return InvalidArgument("joint: a class has a negative number");
    // A sum of costs must fit: pods * MiB * workers * price.
    const __int128 most = static_cast<__int128>(c.pods) * c.mib * problem.price_by_depth.front();
    if (c.pods > kMaxFlowPods || c.mib > 1 << 20 || most > kMaxFlowCost ||
        static_cast<__int128>(c.mib) * problem.price_by_depth.front() *
                std::max(1, problem.datasets[c.dataset].workers) >
            kMaxFlowCost) {
      return OutOfRange("joint: a class's traffic times its price overflows");
    }
  }
  const Tree tree(problem);
  Descent descent(problem, tree);
  JointAnswer answer;
  JointPlan empty;
  empty.workers.resize(problem.datasets.size());
  const std::vector<int32_t> anywhere(problem.datasets.size(), 0);

  JointPlan data = empty;
  FLUID_RETURN_IF_ERROR(descent.PlaceWorkers(data, &anywhere));
  FLUID_RETURN_IF_ERROR(descent.PlacePods(data, nullptr));
  data.cost = answer.data_first = Evaluate(problem, tree, data, &answer.cross_data_first);

  JointPlan compute = empty;
  FLUID_RETURN_IF_ERROR(descent.PlacePods(compute, &anywhere));
  FLUID_RETURN_IF_ERROR(descent.PlaceWorkers(compute, nullptr));
  compute.cost = answer.compute_first = Evaluate(problem, tree, compute, &answer.cross_compute_first);

  JointPlan homes = empty;
  const std::vector<int32_t> zones = Homes(problem, tree);
  FLUID_RETURN_IF_ERROR(descent.PlaceWorkers(homes, &zones));
  FLUID_RETURN_IF_ERROR(descent.PlacePods(homes, nullptr));
  int64_t cross = 0;
  homes.cost = Evaluate(problem, tree, homes, &cross);

  FLUID_RETURN_IF_ERROR(descent.Descend(data, /*pods_next=*/false, rounds));
  FLUID_RETURN_IF_ERROR(descent.Descend(compute, /*pods_next=*/true, rounds));
  FLUID_RETURN_IF_ERROR(descent.Descend(homes, /*pods_next=*/false, rounds));
  answer.best = std::move(data);
  for (JointPlan* other : {&compute, &homes}) {
    if (other->cost < answer.best.cost) answer.best = std::move(*other);
  }
  answer.together = Evaluate(problem, tree, answer.best, &answer.cross_together);
  answer.bound = Bound(problem, tree);
#ifndef NDEBUG
  FLUID_RETURN_IF_ERROR(CheckJoint(problem, answer.best));
#endif
  return answer;
}

Status CheckJoint(const JointProblem& problem, const JointPlan& plan) {
  auto wrong = [](std::string what) { return Internal("joint check: " + std::move(what)); };
  if (plan.workers.size() != problem.datasets.size())
    return wrong("as many placements as datasets are needed");
  std::vector<WorkerSpec> specs = problem.datasets;
  for (WorkerSpec& spec : specs) spec.arcs = {{0, 0}};
  FLUID_RETURN_IF_ERROR(CheckWorkers(problem.tree, specs, plan.workers));
  std::vector<int64_t> used(problem.slots.size(), 0), left;
  for (const JointClass& c : problem.classes) left.push_back(c.pods);
  for (const FlowShare& share : plan.shares) {
    if (share.pod_class < 0 || share.pod_class >= static_cast<int64_t>(left.size()) || share.pods <= 0)
      return wrong("a share of no class");
    if ((left[share.pod_class] -= share.pods) < 0) return wrong("more pods than there are");
    if (share.leaf < 0 || share.leaf >= static_cast<int64_t>(used.size()) ||
        (used[share.leaf] += share.pods) > problem.slots[share.leaf]) {
      return wrong("more pods than slots");
    }
  }
  const Tree tree(problem);
  int64_t cross = 0;
  const int64_t cost = Evaluate(problem, tree, plan, &cross);
  if (cost != plan.cost) return wrong(fmt::format("the cost is {}, not {}", cost, plan.cost));
  return {};
}

}  // namespace fluid::placement
