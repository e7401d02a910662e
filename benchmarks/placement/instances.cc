#include "benchmarks/placement/instances.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace fluid::placement::bench {

constexpr int64_t kGib = int64_t{1} << 30;

Instance::Instance(const InstanceShape& s) : shape(s), random(s.seed) {
  Options options;
  options.check_answers = false;
  state = Must(State::New(options));
  std::vector<Node> nodes(static_cast<size_t>(shape.nodes));
  plain.racks = (shape.nodes + 31) / 32;
  for (int i = 0; i < shape.nodes; ++i) {
    const int rack = i / 32, zone = rack * plain.zones / plain.racks,
              region = zone * plain.regions / plain.zones;
    const bool full = Roll(1'000'000) < shape.full * 1'000'000;
    const int64_t cpu = full ? 0 : shape.cpu / 2 + Roll(static_cast<int>(shape.cpu / 2));
    const int64_t memory = full ? 0 : (128 + Roll(128)) * kGib;
    Node& node = nodes[static_cast<size_t>(i)];
    node.name = fmt::format("node-{:06}", i);
    node.labels = {{"kubernetes.io/hostname", node.name},
                   {"topology.kubernetes.io/rack", fmt::format("rack-{}", rack)},
                   {"topology.kubernetes.io/zone", fmt::format("zone-{}", zone)},
                   {"topology.kubernetes.io/region", fmt::format("region-{}", region)}};
    node.free = {cpu, memory};
    plain.cpu.push_back(cpu);
    plain.memory.push_back(memory);
    plain.rack.push_back(rack);
    plain.zone.push_back(zone);
    plain.region.push_back(region);
  }
  ids = Must(state->AddNodes(nodes));
  for (int d = 0; d < shape.datasets; ++d) {
    Plain::Held held;
    held.size = (64 + Roll(1024)) * kGib;
    std::vector<int32_t> at;
    while (static_cast<int>(at.size()) < std::min(shape.holders, shape.nodes)) {
      const int32_t node = Roll(shape.nodes);
      if (std::find(at.begin(), at.end(), node) == at.end()) at.push_back(node);
    }
    std::vector<State::Holding> holdings;
    for (const int32_t node : at) {
      // Whole copies and shares, so that scores differ and tie.
      const int64_t bytes = Roll(3) == 0 ? held.size : held.size / (1 + Roll(8));
      held.nodes.emplace_back(node, bytes);
      holdings.push_back({ids[static_cast<size_t>(node)], Tier::kSsd, bytes});
    }
    datasets.push_back(Must(state->AddDataset({fmt::format("data-{}", d), held.size})));
    Must(state->ReportAll(datasets.back(), holdings));
    plain.datasets.push_back(std::move(held));
  }
  state->Publish();
  view = std::make_unique<View>(*state);
}

Pod Instance::Reader(int count, int64_t cpu) {
  Pod pod;
  pod.request = {cpu, 4 * kGib};
  while (static_cast<int>(pod.datasets.size()) < count) {
    const DatasetId id = datasets[static_cast<size_t>(Roll(shape.datasets))];
    const bool there = std::any_of(pod.datasets.begin(), pod.datasets.end(),
                                   [&](const DatasetUse& use) { return use.dataset == id; });
    if (!there) pod.datasets.push_back({id});
  }
  return pod;
}

}  // namespace fluid::placement::bench
