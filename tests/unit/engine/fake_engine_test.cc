// The scripted twin does what planners' tests rely on.
#include <catch2/catch.hpp>

#include "src/base/virtual_clock.h"
#include "src/engine/fake_engine.h"
#include "tests/unit/engine/fixture.h"

using namespace fluid;
using namespace fluid::engine;
using namespace fluid::engine::test;

namespace {

struct Fake {
  Fake() {
    engine = std::move(*factory.Create(SpecOf("fake")));
    engine->SetHomes({{"n1", "s1"}});
  }
  Status Configure(uint64_t generation) {
    EngineSpec spec = SpecOf("fake", generation);
    spec.mounts = {MountOf("/", "file:///a")};
    NodeConfig config = ConfigOf(spec, "n1", generation);
    config.mounts = {{"a1", "/mnt/a", "/", {}}};
    AwaitedStatus done;
    engine->Configure(config, {}, done.done());
    factory.Pump();
    return done.Get();
  }
  NodeObservation Observe() {
    Awaited<std::vector<NodeObservation>> seen;
    engine->Observe({}, seen.done());
    factory.Pump();
    return seen.Get()->at(0);
  }
  VirtualClock clock;
  FakeEngineFactory factory{clock};
  std::unique_ptr<CacheEngine> engine;
};

}  // namespace

TEST_CASE("the fake answers when it is pumped, never inside the call") {
  Fake fake;
  AwaitedStatus done;
  fake.engine->StartJob(JobOf("j"), {}, done.done());
  CHECK_FALSE(done.came());
  CHECK(fake.factory.Pump() == 1);
  CHECK(done.Get().ok());
  CHECK(fake.factory.Jobs("u-1").at("j").phase == JobPhase::kRunning);
}

TEST_CASE("the fake keeps the generations' order and reports mounts") {
  Fake fake;
  CHECK(fake.Configure(2).ok());
  CHECK(fake.Configure(1).code() == Code::kAborted);
  const NodeObservation seen = fake.Observe();
  CHECK(seen.config_generation == 2);
  CHECK(seen.health == Health::kReady);
  REQUIRE(seen.mounts.size() == 1);
  CHECK(seen.mounts[0].mounted);
  REQUIRE(seen.sources.size() == 1);
  CHECK(seen.sources[0].state == MountReport::State::kServing);
}

TEST_CASE("a lost answer takes effect and ends with its deadline, a lost request does not") {
  Fake fake;
  FakeFate::Kind kind = FakeFate::kLoseAnswer;
  fake.factory.SetFate([&](const FakeCall&) { return FakeFate{kind, 0, {}}; });
  AwaitedStatus answer, request;
  fake.engine->StartJob(JobOf("a"), {}, answer.done());
  kind = FakeFate::kLoseRequest;
  fake.engine->StartJob(JobOf("r"), {}, request.done());
  CHECK(fake.factory.Pump() == 0);
  fake.clock.Advance(std::chrono::seconds(6));
  CHECK(fake.factory.Pump() == 2);
  CHECK(answer.Get().code() == Code::kDeadlineExceeded);
  CHECK(request.Get().code() == Code::kDeadlineExceeded);
  CHECK(fake.factory.Jobs("u-1").contains("a"));
  CHECK_FALSE(fake.factory.Jobs("u-1").contains("r"));
}

TEST_CASE("a killed home forgets its config, ends what is under way and is unreachable until started") {
  Fake fake;
  REQUIRE(fake.Configure(1).ok());
  AwaitedStatus pending;
  fake.factory.SetFate([](const FakeCall&) { return FakeFate{FakeFate::kDelay, 5, {}}; });
  fake.engine->Configure(ConfigOf(SpecOf("fake"), "n1", 2), {}, pending.done());
  fake.factory.SetFate(nullptr);
  fake.factory.Kill("u-1", "n1");
  fake.factory.Pump();
  CHECK(pending.Get().code() == Code::kUnavailable);
  CHECK(fake.Observe().reachable.code() == Code::kUnavailable);
  fake.factory.Start("u-1", "n1", std::nullopt);
  CHECK(fake.Observe().config_generation == 0);
}

TEST_CASE("destroying a fake engine completes what is under way with CANCELLED, once") {
  Fake fake;
  AwaitedStatus done;
  fake.engine->StartJob(JobOf("j"), {}, done.done());
  fake.engine.reset();
  CHECK(done.Get().code() == Code::kCancelled);
  CHECK(fake.factory.Pump() == 0);
  CHECK(done.count() == 1);
}
