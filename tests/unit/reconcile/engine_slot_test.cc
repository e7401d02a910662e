// When an engine is asked again: what happens while a question is under way is not forgotten with its answer.
#include "src/reconcile/engine_slot.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

namespace fluid::reconcile {
namespace {

using namespace std::chrono_literals;

struct Engine {
  Engine() {
    use.homes = {{"here", "socket"}};
    use.usage = true;
    seen.node = "here";
    slot.Use(use, now);
  }

  // How long until it is asked, to the millisecond.
  Duration DueIn(Question::About about) {
    for (Duration wait = 0ms; wait < 1min; wait += 1ms) {
      for (const Question& question : slot.DueQuestions(now + wait)) {
        if (question.about == about) return wait;
      }
    }
    throw std::logic_error("it is not asked");
  }
  void Ask(Question::About about) { slot.Asked({about, about == kJob ? "load" : ""}, now); }
  void AnswerNodes() { slot.Observed(std::vector<NodeObservation>{seen}, now); }
  // Nothing new for so long that it is asked seldom.
  void BecomeQuiet() {
    for (int i = 0; i < 2; ++i) {
      Ask(kNodes);
      AnswerNodes();
    }
    REQUIRE(DueIn(kNodes) > 1s);
    now += 1min;
  }

  static constexpr auto kNodes = Question::About::kNodes, kUsage = Question::About::kUsage,
                        kJob = Question::About::kJob;
  Slot slot;
  EngineUse use;
  NodeObservation seen;
  MonoTime now{1h};
};

TEST_CASE_METHOD(Engine, "a hint that comes while an engine is asked is followed by another question") {
  BecomeQuiet();
  Ask(kNodes);
  now += 10ms;
  slot.Hinted({EngineEvent::Kind::kHealth, ""});
  now += 10ms;
  AnswerNodes();
  CHECK(DueIn(kNodes) <= 100ms);
  CHECK(DueIn(kNodes) > 0ms);
}

TEST_CASE_METHOD(Engine, "a call that ends while an engine is asked is followed by another question") {
  BecomeQuiet();
  slot.Began("configure/here");
  Ask(kNodes);
  slot.Ended("configure/here", Ok(), now);
  AnswerNodes();
  CHECK(DueIn(kNodes) <= 0ms);
}

TEST_CASE_METHOD(Engine, "what is awaited from now on is asked for, whatever is under way") {
  BecomeQuiet();
  Ask(kNodes);
  use.pending = true;
  slot.Use(use, now);
  AnswerNodes();
  CHECK(DueIn(kNodes) <= 100ms);
}

TEST_CASE_METHOD(Engine, "the answer of homes that do not count any more is not looked at") {
  Ask(kNodes);
  use.homes = {{"there", "socket"}};
  slot.Use(use, now);
  AnswerNodes();
  CHECK_FALSE(slot.view.observed);
  CHECK(DueIn(kNodes) <= 0ms);
  Ask(kNodes);
  seen.node = "there";
  AnswerNodes();
  CHECK(slot.view.observed);
}

TEST_CASE_METHOD(Engine, "a job that ends while the usage is asked is followed by another question") {
  use.jobs = {"load"};
  slot.Use(use, now);
  Ask(kUsage);
  use.jobs.clear();
  slot.Use(use, now);
  slot.UsageAnswered(CacheUsage(), now);
  CHECK(DueIn(kUsage) <= 0ms);
}

TEST_CASE_METHOD(Engine, "a job's change while it is asked for makes the answer old") {
  use.jobs = {"load"};
  slot.Use(use, now);
  const uint64_t changes = slot.job_changes("load");
  Ask(kJob);
  slot.Hinted({EngineEvent::Kind::kJob, "load"});
  CHECK_FALSE(slot.JobAnswered("load", changes, JobStatus(), now));
  CHECK_FALSE(slot.view.jobs.contains("load"));
  CHECK(DueIn(kJob) <= 20ms);
}

}  // namespace
}  // namespace fluid::reconcile
