// What the store of tests does on request.
#include "src/store/memory_store.h"

#include <catch2/catch.hpp>

#include "src/base/virtual_clock.h"
#include "tests/unit/store/fixture.h"

namespace fluid::test {
namespace {

// Hears without waiting.
class Notes {
 public:
  Notes(Store& store, const std::string& version)
      : watch_(Must(store.StartWatch({}, version,
                                     [this](const WatchEvent& e) { lines_.push_back(Ear::Line(e)); }))) {}
  const Lines& lines() const { return lines_; }

 private:
  Lines lines_;
  std::unique_ptr<Watch> watch_;
};

}  // namespace

TEST_CASE("a pumped store calls back only from Pump, and as often as it may", "[store]") {
  VirtualClock clock;
  auto store = NewMemoryStore(clock, {.pumped = true});
  Notes notes(*store, "");
  Must(store->Create(NewDataset("a")));
  Must(store->Create(NewDataset("b")));
  CHECK(notes.lines().empty());
  CHECK(store->Pump(1) == 1);
  CHECK(notes.lines() == Lines{"bookmark"});
  CHECK(store->Pump() == 2);
  CHECK(notes.lines() == Lines{"bookmark", "added a", "added b"});
  CHECK(store->Pump() == 0);
}

TEST_CASE("a pump also brings what callbacks cause", "[store]") {
  VirtualClock clock;
  auto store = NewMemoryStore(clock, {.pumped = true});
  auto watch = Must(store->StartWatch({"Dataset", ""}, "", [&](const WatchEvent& event) {
    if (event.type != WatchEventType::kAdded || event.object.metadata().name == "aaaa") return;
    Must(store->Create(NewDataset(event.object.metadata().name + "a")));
  }));
  Must(store->Create(NewDataset("a")));
  CHECK(store->Pump() == 5);
  CHECK(Must(store->List({})).items.size() == 4);
}

TEST_CASE("held events come when they are released", "[store]") {
  VirtualClock clock;
  auto store = NewMemoryStore(clock);
  Ear ear(*store, "");
  REQUIRE(ear.Lines(1) == Lines{"bookmark"});
  store->HoldEvents();
  Must(store->Create(NewDataset("a")));
  Ear late(*store, "");
  CHECK(ear.events().size() == 1);
  CHECK(late.events().empty());
  store->ReleaseEvents();
  CHECK(ear.Lines(2) == Lines{"bookmark", "added a"});
  CHECK(late.Lines(2) == Lines{"added a", "bookmark"});
}

TEST_CASE("a dropped watch is told gone, and can start again", "[store]") {
  VirtualClock clock;
  auto store = NewMemoryStore(clock, {.pumped = true});
  Notes notes(*store, "");
  const std::string version = Must(store->List({})).version;
  Must(store->Create(NewDataset("a")));
  store->DropWatches();
  Must(store->Create(NewDataset("b")));
  store->Pump();
  CHECK(notes.lines() == Lines{"gone"});
  Notes again(*store, version);
  store->ForgetHistory();
  Notes lost(*store, version);
  store->Pump();
  CHECK(again.lines() == Lines{"added a", "added b"});
  CHECK(lost.lines() == Lines{"gone"});
}

TEST_CASE("calls fail as often as asked for, with or without effect", "[store]") {
  VirtualClock clock;
  auto store = NewMemoryStore(clock);
  store->FailNext(2, Unavailable("no"));
  CHECK(store->Create(NewDataset("a")).status().code() == Code::kUnavailable);
  CHECK(store->List({}).status().code() == Code::kUnavailable);
  CHECK(Must(store->List({})).items.empty());
  store->FailNext(1, Unavailable("no"), MemoryStore::Fault::kUnheard);
  CHECK(store->Create(NewDataset("a")).status().code() == Code::kUnavailable);
  CHECK(store->Create(NewDataset("a")).status().code() == Code::kAlreadyExists);
}

TEST_CASE("a lost leader knows, and does not end the next one's term", "[store]") {
  VirtualClock clock;
  auto store = NewMemoryStore(clock);
  auto first = Must(store->Lead("fluid", "first"));
  store->LoseLeadership("fluid");
  CHECK_FALSE(first->held());
  auto second = Must(store->Lead("fluid", "second"));
  first.reset();
  CHECK(second->held());
}

TEST_CASE("equal calls give equal objects", "[store]") {
  const auto run = [] {
    VirtualClock clock;
    auto store = NewMemoryStore(clock);
    Object wanted = NewDataset("");
    wanted.metadata().generate_name = "x-";
    std::string all;
    for (int i = 0; i < 5; ++i) all += Must(store->Create(wanted)).ToJson();
    return all;
  };
  CHECK(run() == run());
}

}  // namespace fluid::test
