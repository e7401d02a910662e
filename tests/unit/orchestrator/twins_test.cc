// The orchestrator's threads and promises, over twins.
#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/support.h"
#include "tests/unit/orchestrator/twins.h"

namespace fluid::test {
namespace {

using namespace std::chrono_literals;

TEST_CASE_METHOD(Twins, "a dataset is applied, bound, deleted and gone", "[threads]") {
  REQUIRE(orchestrator);
  REQUIRE(orchestrator->Apply(kDemo).ok());
  CHECK(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
  CHECK(launcher->List("").size() == 1);
  REQUIRE(orchestrator->Delete(kDataset).ok());
  CHECK(orchestrator->WaitUntilGone(kDataset, 20s).ok());
  CHECK(orchestrator->WaitUntilGone(kRuntime, 20s).ok());
  CHECK(launcher->List("").empty());
}

TEST_CASE_METHOD(Twins, "waiting in vain tells the phase and why", "[threads][D17]") {
  REQUIRE(orchestrator);
  CHECK(orchestrator->WaitForPhase(kDataset, "Bound", 1s).code() == Code::kNotFound);
  const std::string alone(kDemo, std::string_view(kDemo).find("---"));
  REQUIRE(orchestrator->Apply(alone).ok());
  CHECK(orchestrator->WaitForPhase(kDataset, "NotBound", 20s).ok());
  const Status status = orchestrator->WaitForPhase(kDataset, "Bound", 300ms);
  CHECK(status.code() == Code::kDeadlineExceeded);
  CHECK(std::string(status.message()).find("RuntimeNotFound") != std::string::npos);
  std::stop_source stop;
  std::jthread later([&] { stop.request_stop(); });
  CHECK(orchestrator->WaitForPhase(kDataset, "Bound", 1h, stop.get_token()).code() == Code::kCancelled);
}

TEST_CASE_METHOD(Twins, "a load runs, shows its progress, and is cancelled", "[threads]") {
  REQUIRE(orchestrator);
  REQUIRE(orchestrator->Apply(kDemo).ok());
  REQUIRE(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
  const Result<Key> load = orchestrator->StartLoad(kDataset, {"/demo"});
  REQUIRE(load.ok());
  REQUIRE(orchestrator->WaitForPhase(*load, "Executing", 20s).ok());
  const std::string uid = orchestrator->Get(kRuntime)->metadata().uid;
  const std::string job = orchestrator->Get(*load)->metadata().uid + "-1";
  CHECK(Eventually([&] {
    engines->EditJob(uid, job, [](JobStatus& status) { status.bytes_done = 40, status.bytes_total = 100; });
    const Result<Progress> progress = orchestrator->GetProgress(*load);
    return progress.ok() && progress->bytes_done == 40u;
  }));
  CHECK(orchestrator->GetProgress(*load)->bytes_total == 100u);
  REQUIRE(orchestrator->Cancel(*load).ok());
  CHECK(orchestrator->WaitForPhase(*load, "Failed", 20s).ok());
  CHECK(engines->Jobs(uid)[job].phase != JobPhase::kRunning);
}

TEST_CASE_METHOD(Twins, "what was going on goes on under the next orchestrator", "[threads]") {
  REQUIRE(orchestrator);
  REQUIRE(orchestrator->Apply(kDemo).ok());
  REQUIRE(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
  const Result<Key> load = orchestrator->StartLoad(kDataset, {});
  REQUIRE(load.ok());
  REQUIRE(orchestrator->WaitForPhase(*load, "Executing", 20s).ok());
  const std::string uid = seams.store->Get(kRuntime)->metadata().uid;
  REQUIRE(Eventually([&] { return !engines->Jobs(uid).empty(); }));
  orchestrator.reset();
  for (const auto& [id, job] : engines->Jobs(uid)) {
    engines->EditJob(uid, id, [](JobStatus& status) { status.phase = JobPhase::kSucceeded; });
  }
  orchestrator = Open();
  REQUIRE(orchestrator);
  CHECK(orchestrator->WaitForPhase(*load, "Complete", 20s).ok());
  CHECK(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
}

TEST_CASE_METHOD(Twins, "an engine that tells nothing by itself is asked again, however quiet it is",
                 "[threads]") {
  REQUIRE(orchestrator);
  REQUIRE(orchestrator->Apply(kDemo).ok());
  REQUIRE(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
  const auto observed = [&] {
    for (const engine::FakeCall& call : engines->TakeCalls()) {
      if (call.verb == "observe") return true;
    }
    return false;
  };
  for (int quiet = 0; quiet < 2; ++quiet) {
    (void)observed();
    CHECK(Eventually(observed));
  }
}

TEST_CASE_METHOD(Twins, "who waits goes on waiting when the store ends the watches", "[threads]") {
  REQUIRE(orchestrator);
  auto& store = dynamic_cast<MemoryStore&>(*seams.store);
  std::jthread user([&] {
    store.DropWatches();
    (void)orchestrator->Apply(kDemo);
  });
  while (!orchestrator->Get(kDataset).ok()) std::this_thread::yield();
  std::jthread other([&] {
    for (int i = 0; i < 3; ++i) store.DropWatches();
  });
  CHECK(orchestrator->WaitForPhase(kDataset, "Bound", 1min).ToString() == "OK");
}

TEST_CASE_METHOD(Twins, "many datasets come and go at once", "[threads]") {
  REQUIRE(orchestrator);
  constexpr int kMany = 20;
  std::vector<std::jthread> users;
  for (int user = 0; user < 2; ++user) {
    users.emplace_back([&, user] {
      for (int i = user; i < kMany; i += 2) {
        std::string text = kDemo;
        const std::string name = "demo" + std::to_string(i);
        for (size_t at = 0; (at = text.find("name: demo}", at)) != std::string::npos; at += name.size()) {
          text.replace(at, 10, "name: " + name);
        }
        (void)orchestrator->Apply(text);
      }
    });
  }
  users.clear();
  for (int i = 0; i < kMany; ++i) {
    const Key key{"Dataset", "default", "demo" + std::to_string(i)};
    CHECK(orchestrator->WaitForPhase(key, "Bound", 30s).ToString() == "OK");
    CHECK(orchestrator->Delete(key).ok());
  }
  for (int i = 0; i < kMany; ++i) {
    CHECK(orchestrator->WaitUntilGone({"Dataset", "default", "demo" + std::to_string(i)}, 30s).ToString() ==
          "OK");
  }
  CHECK(launcher->List("").empty());
}

}  // namespace
}  // namespace fluid::test
