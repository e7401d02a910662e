// What every store must do with watches. Included by a file that has defined Homes (expectations.h).
#pragma once

#include <atomic>
#include <condition_variable>

#include "tests/unit/store/expectations.h"

namespace fluid::test {

TEMPLATE_LIST_TEST_CASE("a watch from nowhere tells all objects, a bookmark, then changes", "[store]",
                        Homes) {
  TestType home;
  Must(home.store().Create(NewDataset("a")));
  Must(home.store().Create(NewDataset("b")));
  const std::string version = Must(home.store().List({})).version;
  Ear ear(home.store(), "");
  CHECK(ear.Lines(3) == Lines{"added a", "added b", "bookmark"});
  CHECK(ear.events()[0].version.empty());
  CHECK(ear.events()[2].version == version);
  const Object a = Must(home.store().Update(WithLabel(Must(home.store().Get(DatasetKey("a"))), "x")));
  Must(home.store().Delete(DatasetKey("a")));
  CHECK(ear.Lines(5) == Lines{"added a", "added b", "bookmark", "modified a", "deleted a"});
  CHECK(ear.events()[3].object.ToJson() == a.ToJson());
  CHECK(ear.events()[3].version == a.metadata().version);
  CHECK(ear.events()[4].object.metadata().labels.at("label") == "x");
  CHECK(ear.events()[4].version == Must(home.store().List({})).version);
}

TEMPLATE_LIST_TEST_CASE("a watch resumes after any version it was told, without loss or doubling", "[store]",
                        Homes) {
  TestType home;
  Ear all(home.store(), Must(home.store().List({})).version);
  for (int i = 0; i < 5; ++i) {
    const std::string name = "d" + std::to_string(i);
    const Object created = Must(home.store().Create(NewDataset(name)));
    Must(home.store().UpdateStatus(WithPhase(created, "Bound")));
    if (i % 2 == 0) Must(home.store().Delete(DatasetKey(name)));
  }
  const Lines lines = all.Lines(13);
  REQUIRE(lines.size() == 13);
  const std::vector<WatchEvent> events = all.events();
  for (size_t i = 0; i < events.size(); ++i) {
    Ear rest(home.store(), events[i].version);
    CHECK(rest.Lines(12 - i) == Lines(lines.begin() + static_cast<long>(i) + 1, lines.end()));
  }
}

TEMPLATE_LIST_TEST_CASE("a watch hears what it selected and nothing else", "[store]", Homes) {
  TestType home;
  const std::string start = Must(home.store().List({})).version;
  Ear live(home.store(), start, {"Dataset", "default"});
  Object elsewhere = NewDataset("a");
  elsewhere.metadata().space = "other";
  Must(home.store().Create(elsewhere));
  Must(home.store().Create(NewEvent("default", "e")));
  Must(home.store().Create(NewDataset("b")));
  CHECK(live.Lines(1) == Lines{"added b"});
  Ear resumed(home.store(), start, {"Dataset", "default"});
  CHECK(resumed.Lines(1) == Lines{"added b"});
  Ear listed(home.store(), "", {"Event", ""});
  CHECK(listed.Lines(2) == Lines{"added e", "bookmark"});
}

TEMPLATE_LIST_TEST_CASE("a removal with all it owned is told owner first", "[store]", Homes) {
  TestType home;
  const Object owner = Must(home.store().Create(NewDataset("owner")));
  Must(home.store().Create(OwnedBy(NewDataset("child"), {owner})));
  Ear ear(home.store(), Must(home.store().List({})).version);
  Must(home.store().Delete(DatasetKey("owner")));
  CHECK(ear.Lines(2) == Lines{"deleted owner", "deleted child"});
}

TEMPLATE_LIST_TEST_CASE("a version that is too old, or of another store, is gone", "[store]", Homes) {
  TestType home(HomeOptions{.history = 10});
  TestType other;
  const std::string old = Must(home.store().List({})).version;
  Must(home.store().Create(NewDataset("quiet")));
  const std::string old_too = Must(home.store().List({})).version;
  Object object = Must(home.store().Create(NewDataset("a")));
  std::vector<std::string> versions;
  for (int i = 0; i < 30; ++i) {
    object = Must(home.store().Update(WithLabel(object, std::to_string(i))));
    versions.push_back(object.metadata().version);
  }
  for (const std::string& version : {old, old_too, versions[18]}) {
    Ear ear(home.store(), version);
    CHECK(ear.Lines(1) == Lines{"gone"});
  }
  Ear foreign(home.store(), std::string("of another store"));
  CHECK(foreign.Lines(1) == Lines{"gone"});
  Ear resumed(home.store(), versions[19]);
  CHECK(resumed.Lines(10) == Lines(10, "modified a"));
  Ear listed(home.store(), "");
  CHECK(listed.Lines(3) == Lines{"added a", "added quiet", "bookmark"});
}

TEMPLATE_LIST_TEST_CASE("a slow reader is told gone and disturbs nobody", "[store][threads]", Homes) {
  TestType home(HomeOptions{.lag_limit = 20});
  std::mutex mutex;
  std::condition_variable released;
  bool free = false;
  std::vector<std::string> heard;
  auto slow = Must(home.store().StartWatch({}, "", [&](const WatchEvent& event) {
    std::unique_lock lock(mutex);
    heard.push_back(Ear::Line(event));
    released.wait(lock, [&] { return free; });
  }));
  Ear quick(home.store(), "");
  REQUIRE(quick.Lines(1) == Lines{"bookmark"});
  for (int i = 0; i < 50; ++i) {
    Must(home.store().Create(NewDataset("d" + std::to_string(i))));
    REQUIRE(quick.Lines(static_cast<size_t>(i) + 2).size() == static_cast<size_t>(i) + 2);
  }
  {
    std::lock_guard lock(mutex);
    free = true;
    released.notify_all();
  }
  CHECK(Eventually([&] {
    std::lock_guard lock(mutex);
    return heard == Lines{"bookmark", "gone"};
  }));
  slow.reset();
}

TEMPLATE_LIST_TEST_CASE("a first listing longer than the lag limit is told whole", "[store]", Homes) {
  TestType home(HomeOptions{.lag_limit = 10});
  for (int i = 0; i < 30; ++i) Must(home.store().Create(NewDataset("d" + std::to_string(i))));
  Ear ear(home.store(), "");
  CHECK(ear.Lines(31).size() == 31);
  CHECK(ear.Lines(31).back() == "bookmark");
}

TEMPLATE_LIST_TEST_CASE("a watch of something quiet keeps a version it can resume from", "[store]", Homes) {
  TestType home(HomeOptions{.history = 1500});
  Ear quiet(home.store(), Must(home.store().List({})).version, {"ThinRuntime", ""});
  Object object = Must(home.store().Create(NewDataset("busy")));
  for (int i = 0; i < 1600; ++i) object = Must(home.store().Update(WithLabel(object, std::to_string(i))));
  REQUIRE(quiet.Lines(1) == Lines{"bookmark"});
  Ear resumed(home.store(), quiet.events()[0].version);
  CHECK(resumed.Lines(1).front() == "modified busy");
}

TEMPLATE_LIST_TEST_CASE("a watch may end itself and write from its callback", "[store][threads]", Homes) {
  TestType home;
  std::unique_ptr<Watch> watch;
  std::atomic<int> calls = 0;
  std::atomic<bool> ended = false;
  watch = Must(
      home.store().StartWatch({"Dataset", ""}, Must(home.store().List({})).version, [&](const WatchEvent&) {
        ++calls;
        (void)home.store().Create(NewEvent("default", "heard"));
        watch.reset();
        ended = true;
      }));
  Must(home.store().Create(NewDataset("a")));
  REQUIRE(Eventually([&] { return ended.load(); }));
  Must(home.store().Create(NewDataset("b")));
  Ear after(home.store(), "");
  CHECK(after.Lines(4) == Lines{"added a", "added b", "added heard", "bookmark"});
  CHECK(calls == 1);
}

TEMPLATE_LIST_TEST_CASE("after a watch ended no callback runs or comes", "[store][threads]", Homes) {
  TestType home;
  for (int i = 0; i < 20; ++i) {
    auto alive = std::make_unique<std::atomic<bool>>(true);
    auto watch = Must(home.store().StartWatch({}, "", [flag = alive.get()](const WatchEvent&) {
      if (!*flag) std::abort();
    }));
    Must(home.store().Create(NewDataset("d" + std::to_string(i))));
    watch.reset();
    *alive = false;
    alive.reset();
  }
}

TEMPLATE_LIST_TEST_CASE("watches that outlive their store are silent", "[store][threads]", Homes) {
  std::unique_ptr<Watch> watch;
  std::atomic<int> calls = 0;
  {
    TestType home;
    watch = Must(home.store().StartWatch({}, "", [&](const WatchEvent&) { ++calls; }));
    Must(home.store().Create(NewDataset("a")));
  }
  const int before = calls;
  watch.reset();
  CHECK(calls == before);
}

}  // namespace fluid::test
