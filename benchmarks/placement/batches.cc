#include "benchmarks/placement/batches.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <stdexcept>

namespace fluid::placement::bench {
namespace {

// Arcs to the leaves that hold the class's dataset, to their racks and to their zones, each once.
void AddNear(const std::vector<int32_t>& parent, std::vector<int32_t> at, BatchClass& c) {
  for (const int64_t cost : {0, 50, 80}) {
    std::sort(at.begin(), at.end());
    at.erase(std::unique(at.begin(), at.end()), at.end());
    for (int32_t& v : at) {
      c.arcs.push_back({v, cost});
      v = parent[v];
    }
  }
}

}  // namespace

BatchProblem Traced(const char* trace, int32_t nodes, int64_t pods, int holders) {
  const std::string path = fmt::format("{}/{}_shapes.csv", FLUID_BENCH_DATA, trace);
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  struct Shape {
    double count;
    std::vector<int64_t> amounts;
  };
  std::vector<Shape> of_nodes, of_pods;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string kind, field;
    std::getline(fields, kind, ',');
    std::vector<int64_t> numbers;
    while (std::getline(fields, field, ',')) numbers.push_back(std::stoll(field));
    (kind == "node" ? of_nodes : of_pods)
        .push_back({static_cast<double>(numbers[0]), {numbers.begin() + 1, numbers.end()}});
  }
  // As many of each shape as its share says, in mixed order.
  std::mt19937 random(9);
  auto draw = [&random](const std::vector<Shape>& shapes, int64_t n) {
    double all = 0, sum = 0;
    for (const Shape& s : shapes) all += s.count;
    std::vector<const Shape*> drawn;
    for (const Shape& s : shapes) {
      sum += s.count;
      while (static_cast<double>(drawn.size()) < sum / all * static_cast<double>(n) - 0.5)
        drawn.push_back(&s);
    }
    for (size_t i = drawn.size(); i > 1; --i) std::swap(drawn[i - 1], drawn[random() % i]);
    return drawn;
  };
  BatchProblem p;
  p.resources = static_cast<int>(of_nodes.front().amounts.size());
  const std::vector<int64_t> nothing(static_cast<size_t>(p.resources), 0);
  auto add = [&p](int32_t parent, const std::vector<int64_t>& capacity) {
    p.parent.push_back(parent);
    p.capacity.insert(p.capacity.end(), capacity.begin(), capacity.end());
    return static_cast<int32_t>(p.parent.size()) - 1;
  };
  std::vector<int32_t> leaves;
  int32_t zone = add(-1, nothing), rack = 0;
  for (const Shape* node : draw(of_nodes, nodes)) {
    if (leaves.size() % 1'280 == 0) zone = add(0, nothing);
    if (leaves.size() % 32 == 0) rack = add(zone, nothing);
    leaves.push_back(add(rack, node->amounts));
  }
  const int datasets = std::min(500, nodes / 3);
  std::vector<std::vector<int32_t>> held(datasets);
  std::vector<double> until;
  double sum = 0;
  for (int d = 0; d < datasets; ++d) {
    until.push_back(sum += std::pow(d + 1, -0.9));
    for (int i = 0; i < holders; ++i) held[d].push_back(leaves[random() % leaves.size()]);
  }
  std::map<std::pair<std::vector<int64_t>, size_t>, int64_t> classes;
  for (const Shape* pod : draw(of_pods, pods)) {
    const double at = static_cast<double>(random()) / 4294967296.0 * sum;
    const size_t d = static_cast<size_t>(std::upper_bound(until.begin(), until.end(), at) - until.begin());
    ++classes[{pod->amounts, std::min<size_t>(d, static_cast<size_t>(datasets) - 1)}];
  }
  for (const auto& [key, count] : classes) {
    BatchClass c{count, 1'000, key.first, {{0, 100}}};
    AddNear(p.parent, held[key.second], c);
    p.classes.push_back(std::move(c));
  }
  return p;
}

BatchProblem Tight(int32_t nodes, int32_t pods, double full, uint32_t seed) {
  constexpr int kResources = 3;
  std::mt19937 random(seed);
  BatchProblem p;
  p.resources = kResources;
  p.parent = {-1};
  p.capacity.assign(kResources, 0);
  auto add = [&p](int32_t parent, std::vector<int64_t> capacity) {
    p.parent.push_back(parent);
    p.capacity.insert(p.capacity.end(), capacity.begin(), capacity.end());
    return static_cast<int32_t>(p.parent.size()) - 1;
  };
  std::vector<int32_t> leaves;
  std::vector<int64_t> all(kResources, 0);
  int32_t zone = 0, rack = 0;
  for (int32_t i = 0; i < nodes; ++i) {
    if (i % 20 == 0) zone = add(0, {0, 0, 0});
    if (i % 5 == 0) rack = add(zone, {0, 0, 0});
    const int64_t cpu = 32 + 32 * static_cast<int64_t>(random() % 3);
    const std::vector<int64_t> capacity{cpu, cpu * static_cast<int64_t>(3 + random() % 3),
                                        static_cast<int64_t>(random() % 3) * 4 + 4};
    for (int r = 0; r < kResources; ++r) all[r] += capacity[r];
    leaves.push_back(add(rack, capacity));
  }
  // Amounts between a third and five thirds of what makes it as full as asked.
  for (int32_t k = 0; k < pods; ++k) {
    BatchClass c;
    c.pods = 1;
    c.penalty = 100 * pods + 1;
    for (int r = 0; r < kResources; ++r) {
      const double mean = full * static_cast<double>(all[r]) / pods;
      c.request.push_back(
          static_cast<int64_t>(mean * (1.0 / 3 + static_cast<double>(random() % 1'001) / 750)));
    }
    std::vector<int32_t> at;
    for (int i = 0; i < 3; ++i) at.push_back(leaves[random() % leaves.size()]);
    c.arcs = {{0, 100}};
    AddNear(p.parent, at, c);
    p.classes.push_back(std::move(c));
  }
  return p;
}

}  // namespace fluid::placement::bench
