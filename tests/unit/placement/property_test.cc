// Random worlds: every answer is compared with the checker's, which reads every node. A difference ends the
// process (Options::check_answers).
#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/unit/placement/world.h"

using namespace fluid::placement;
using namespace fluid::placement::test;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

bool Long() {
  const char* asked = std::getenv("FLUID_TEST_LONG");
  return asked != nullptr && *asked != '\0';
}

// Asks `queries` questions of worlds that change between them.
int64_t AskAll(uint64_t seed, int64_t queries, const WorldShape& shape, int per_world, int changes) {
  int64_t answered = 0;
  std::vector<Choice> best(64);
  for (uint64_t w = 0; answered < queries; ++w) {
    World world(seed + w, shape);
    for (int q = 0; q < per_world && answered < queries; ++q, ++answered) {
      for (int i = 0; i < changes; ++i) world.Change();
      world.Publish();
      const size_t k = static_cast<size_t>(world.Chance(50) ? 1 : 1 + world.Roll(40));
      Must(world.view().Rank(world.RandomPod(), {best.data(), k}));
    }
  }
  return answered;
}

}  // namespace

// A hundred thousand full checks: 5 s, and many times that under a sanitizer, which therefore gets a fifth of
// them.
TEST_CASE("a hundred thousand random queries, or a million, differ nowhere from reading every node",
          "[slow]") {
  const int64_t queries = Long() ? 1'000'000 : kSanitized ? 20'000 : 100'000;
  CHECK(AskAll(1, queries * 6 / 10, {6, 3, 2, 1, 3, 4, true, 6, true}, 40, 2) == queries * 6 / 10);
  CHECK(AskAll(1'000'000, queries * 3 / 10, {14, 4, 2, 2, 4, 5, true, 5, true}, 40, 2) == queries * 3 / 10);
  CHECK(AskAll(2'000'000, queries / 10, {24, 6, 3, 2, 4, 6, false, 8, true}, 40, 2) == queries / 10);
}

TEST_CASE("worlds of several pages differ nowhere from reading every node") {
  CHECK(AskAll(3'000'000, 300, {400, 12, 4, 2, 6, 4, true, 6, true}, 100, 3) == 300);
  CHECK(AskAll(4'000'000, 60, {5000, 40, 6, 2, 6, 2, false, 6, true}, 60, 1) == 60);
}

TEST_CASE("three hundred thousand random operations keep every answer right", "[slow]") {
  // Trees, bitmaps and counts under change; asked now and then.
  const int64_t operations = Long() ? 10'000'000 : 300'000;
  int64_t done = 0;
  std::vector<Choice> best(8);
  for (uint64_t w = 0; done < operations; ++w) {
    World world(5'000'000 + w, {20, 5, 3, 2, 4, 4, true, 40, true});
    for (int i = 0; i < 10'000 && done < operations; ++i, ++done) {
      world.Change();
      if (i % 100 != 99) continue;
      world.Publish();
      Must(world.view().Rank(world.RandomPod(), best));
      Explanation explanation;
      Must(world.view().Explain(world.RandomPod(), explanation));
    }
  }
  CHECK(done == operations);
}

TEST_CASE("random gangs are placed whenever they can be, on the fewest domains, for the best score") {
  const int worlds = Long() ? 20'000 : 400;
  for (int w = 0; w < worlds; ++w) {
    World world(6'000'000 + static_cast<uint64_t>(w), {10, 3, 2, 2, 3, 4, w % 2 == 0, 12, true});
    for (int q = 0; q < 10; ++q) {
      world.Change();
      world.Publish();
      GangPlan plan;
      Must(world.view().PlaceGang(world.RandomGang(), plan));
    }
  }
}

TEST_CASE("a thousand random explanations and conflicts are re-derived by the checker") {
  for (int w = 0; w < 100; ++w) {
    World world(7'000'000 + static_cast<uint64_t>(w), {12, 3, 2, 2, 3, 6, true, 3, true});
    for (int q = 0; q < 10; ++q) {
      for (int i = 0; i < 4; ++i) world.Change();
      world.Publish();
      const Pod pod = world.RandomPod();
      Explanation explanation;
      Must(world.view().Explain(pod, explanation));
      Conflict conflict;
      Must(world.view().WhyNone(pod, conflict));
      CHECK(conflict.infeasible == (explanation.feasible == 0));
      const Refusal refusal = Must(world.view().WhyNot(pod, world.AnyNode()));
      CHECK(refusal.deficit >= 0);
    }
  }
}

TEST_CASE("an answer does not depend on the order in which things were told") {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    std::mt19937_64 random(seed);
    std::vector<Node> nodes;
    for (int i = 0; i < 40; ++i) {
      nodes.push_back(NodeIn(Numbered("n", i), Numbered("r", i / 4, 1), Numbered("z", i / 20, 1), "",
                             {static_cast<int64_t>(random() % 4), 4}));
    }
    std::vector<std::string> answers;
    for (int order = 0; order < 3; ++order) {
      std::shuffle(nodes.begin(), nodes.end(), random);
      auto state = Must(State::New({}));
      // Once at once, once one by one.
      if (order == 0) Must(state->AddNodes(nodes));
      for (size_t i = 0; order > 0 && i < nodes.size(); ++i) Must(state->AddNode(nodes[i]));
      const DatasetId dataset = Must(state->AddDataset({"d", 100}));
      state->Publish();
      View names(*state);
      for (const char* holder : {"n003", "n004", "n031"}) {
        Must(state->Report(dataset, names.FindNode(holder), Tier::kSsd, 60));
      }
      state->Publish();
      View view(*state);
      Pod pod;
      pod.request = {1, 1};
      pod.datasets.push_back({dataset, 1, -1, kAllTiers});
      std::vector<Choice> best(40);
      best.resize(Must(view.Rank(pod, best)));
      std::string answer;
      for (const Choice& choice : best)
        answer += std::string(view.NodeName(choice.node)) + ' ' + std::to_string(choice.score) + ';';
      Gang gang;
      gang.parts.push_back({pod, 5});
      gang.fewest = 1;
      GangPlan plan;
      Must(view.PlaceGang(gang, plan));
      for (const GangPlan::Share& share : plan.shares)
        answer += std::string(view.NodeName(share.node)) + '*' + std::to_string(share.count);
      answers.push_back(answer);
    }
    CHECK(answers[0] == answers[1]);
    CHECK(answers[1] == answers[2]);
  }
}
