// Cache workers under any changes: after each, what is placed keeps quotas, numbers and spread, and costs no
// less than the bound.
#include <cstdio>
#include <cstdlib>

#include "fluid/placement_workers.h"
#include "tests/fuzz/placement/bytes.h"

using namespace fluid::placement;

namespace {

constexpr int64_t kGiB = int64_t{1} << 30;

TierBytes BytesOf(Bytes& bytes) {
  return {bytes.Below(3) * kGiB, bytes.Below(5) * kGiB, bytes.Below(16) == 0 ? bytes.Amount() : 0};
}

WorkerSpec SpecOf(Bytes& bytes, int vertices) {
  WorkerSpec spec;
  const int what = bytes.Next();
  spec.workers = bytes.Below(7);
  spec.bytes = BytesOf(bytes);
  spec.exclusive = what % 8 == 0;
  spec.per_node = spec.exclusive ? 1 : 1 + what / 8 % 2;
  spec.spread_depth = what / 16 % 4 - 1;
  spec.max_skew = bytes.Below(3);
  spec.penalty = 100'000;
  spec.fill_price = what / 64 % 2;
  for (int i = bytes.Below(5); i > 0; --i) spec.arcs.push_back({bytes.Below(vertices + 1), bytes.Amount()});
  for (int i = bytes.Below(3); i > 0; --i)
    spec.held.push_back({bytes.Below(vertices), bytes.Below(4) * kGiB});
  return spec;
}

void Hold(const WorkerPlacer& placer, bool repaired) {
  std::vector<WorkerSpec> specs;
  std::vector<std::vector<Worker>> workers;
  for (int32_t k = 0; k < placer.datasets(); ++k) {
    specs.push_back(placer.spec(k));
    if (placer.removed(k)) specs.back().workers = 0;
    if (!repaired || placer.lopsided(k)) specs.back().max_skew = 100;
    workers.emplace_back(placer.workers(k).begin(), placer.workers(k).end());
  }
  const auto status = CheckWorkers(placer.tree(), specs, workers);
  const int64_t bound = repaired ? WorkerBound(placer.tree(), specs, {}) : 0;
  if (status.ok() && bound <= placer.cost()) return;
  std::fprintf(stderr, "%s; bound %lld of %lld\n", status.ToString().c_str(), static_cast<long long>(bound),
               static_cast<long long>(placer.cost()));
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Bytes bytes(data, size);
  WorkerTree tree{{-1}, {TierBytes{}}};
  std::vector<int32_t> leaves;
  for (int zone = 1 + bytes.Below(2); zone >= 0; --zone) {
    tree.parent.push_back(0);
    tree.quota.push_back({});
    const int32_t at = static_cast<int32_t>(tree.parent.size()) - 1;
    for (int node = 1 + bytes.Below(3); node >= 0; --node) {
      tree.parent.push_back(at);
      tree.quota.push_back({2 * kGiB, (1 + bytes.Below(8)) * kGiB, 0});
      leaves.push_back(static_cast<int32_t>(tree.parent.size()) - 1);
    }
  }
  auto made = WorkerPlacer::New(tree);
  if (!made.ok()) std::abort();
  WorkerPlacer placer = std::move(made).value();
  const int vertices = static_cast<int>(tree.parent.size());
  for (int i = 0; i < 60 && !bytes.empty(); ++i) {
    const int32_t dataset = bytes.Below(std::max(1, placer.datasets()));
    bool repaired = false;
    switch (bytes.Below(9)) {
      case 0:
      case 1:
        if (placer.datasets() < 12) {
          if (const auto k = placer.Add(SpecOf(bytes, vertices)); k.ok() && !placer.Place(*k).ok())
            std::abort();
        }
        break;
      case 2:
        (void)placer.SetQuota(leaves[static_cast<size_t>(bytes.Next()) % leaves.size()], BytesOf(bytes));
        break;
      case 3:
        (void)placer.SetBytes(dataset, BytesOf(bytes));
        break;
      case 4:
        (void)placer.Scale(dataset, bytes.Below(8));
        break;
      case 5:
        (void)placer.Remove(dataset);
        break;
      case 6:
        (void)placer.Place(dataset);
        break;
      case 7:
        placer.Repair();
        placer.Improve(2, bytes.Below(3));
        repaired = true;
        break;
      default:
        placer.Repair();
        repaired = true;
    }
    Hold(placer, repaired);
  }
  return 0;
}
