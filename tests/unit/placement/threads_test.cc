// One writer, many readers.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;

// Every epoch has exactly one node with room, and says so with its number: a reader that saw half of an
// epoch, or freed memory, would know.
TEST_CASE("readers in a storm of changes see whole epochs", "[threads]") {
  auto state = Must(State::New({.check_answers = false}));
  constexpr int kNodes = 300;
  std::vector<Node> nodes;
  for (int i = 0; i < kNodes; ++i)
    nodes.push_back(NodeIn(Numbered("n", i), Numbered("r", i / 10, 1), "z", "", {0, 0}));
  const std::vector<NodeId> ids = Must(state->AddNodes(nodes));
  const DatasetId d = Must(state->AddDataset({"d", 10}));
  Must(state->SetFree(ids[0], std::vector<int64_t>{1, 1}));
  Must(state->Report(d, ids[0], Tier::kSsd, 10));
  state->Publish();
  std::atomic<bool> stop{false};
  std::atomic<int64_t> answers{0}, wrong{0};
  std::vector<std::thread> readers;
  for (int r = 0; r < 3; ++r) {
    readers.emplace_back([&, r] {
      Pod pod;
      pod.request = {1, 1};
      pod.datasets.push_back({d, 1, 0, kAllTiers});
      while (!stop) {
        View view(*state);
        for (int i = 0; i < 50 && !stop; ++i) {
          view.Refresh();
          Choice best[2];
          const auto found = view.Rank(pod, best);
          if (!found.ok() || *found != 1 || best[0].score != 100 * kPoint) ++wrong;
          if (r == 0) {
            Trial trial(view);
            if (!trial.Bind(best[0].node, pod).ok() || *view.Rank(pod, best) != 0) ++wrong;
          }
          GangPlan plan;
          Gang gang;
          gang.parts.push_back({pod, 1});
          if (!view.PlaceGang(gang, plan).ok() || !plan.placed) ++wrong;
          ++answers;
        }
      }
    });
  }
  // What may fail here must not leave before the threads are joined.
  bool told = true;
  for (int i = 1; i < 3000 || (answers < 1000 && i < 1'000'000); ++i) {
    const NodeId from = ids[static_cast<size_t>((i - 1) * 37 % kNodes)],
                 to = ids[static_cast<size_t>(i * 37 % kNodes)];
    told = told && state->SetFree(from, std::vector<int64_t>{0, 0}).ok() &&
           state->Report(d, from, Tier::kSsd, 0).ok() &&
           state->SetFree(to, std::vector<int64_t>{1, 1}).ok() && state->Report(d, to, Tier::kSsd, 10).ok();
    if (i % 50 == 0) {
      const auto added = state->AddNode(NodeIn("x", "r1", "z", "", {0, 0}));
      told = told && added.ok() && state->RemoveNode(*added).ok();
    }
    state->Publish();
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();
  CHECK(told);
  CHECK(wrong == 0);
  CHECK(answers >= 1000);
}
