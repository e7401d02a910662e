// What every store must do with writes. Included by a file that has defined Homes (expectations.h).
#pragma once

#include <set>
#include <thread>

#include "tests/unit/store/expectations.h"

namespace fluid::test {

TEMPLATE_LIST_TEST_CASE("a created object gets uid, version, time and generation 1, and no status", "[store]",
                        Homes) {
  TestType home;
  Object wanted = WithPhase(NewDataset("a"), "Bound");
  wanted.metadata().uid = "mine";
  wanted.metadata().version = "12";
  wanted.metadata().generation = 7;
  wanted.metadata().deleted = "2020-01-01T00:00:00Z";
  const Object created = Must(home.store().Create(wanted));
  CHECK(created.metadata().uid.size() == 36);
  CHECK_FALSE(created.metadata().version.empty());
  CHECK(created.metadata().version != "12");
  CHECK(created.metadata().created.size() == 20);
  CHECK(created.metadata().generation == 1);
  CHECK(created.metadata().deleted.empty());
  CHECK(PhaseOf(created).empty());
  CHECK(Must(home.store().Get(DatasetKey("a"))).ToJson() == created.ToJson());
}

TEMPLATE_LIST_TEST_CASE("what can't be created is refused and leaves nothing", "[store]", Homes) {
  TestType home;
  Must(home.store().Create(NewDataset("a")));
  const std::string version = Must(home.store().List({})).version;
  CHECK(home.store().Create(NewDataset("a")).status().code() == Code::kAlreadyExists);
  CHECK(home.store().Create(NewDataset("")).status().code() == Code::kInvalidArgument);
  CHECK(home.store().Create(Object()).status().code() == Code::kInvalidArgument);
  Object nowhere = NewDataset("b");
  nowhere.metadata().space.clear();
  CHECK(home.store().Create(nowhere).status().code() == Code::kInvalidArgument);
  Object owned = NewDataset("b");
  owned.metadata().owners = {{"v1", "Dataset", "a", "", false, false}};
  CHECK(home.store().Create(owned).status().code() == Code::kInvalidArgument);
  CHECK(Must(home.store().List({})).items.size() == 1);
  CHECK(Must(home.store().List({})).version == version);
}

TEMPLATE_LIST_TEST_CASE("names are made from generateName, each another", "[store]", Homes) {
  TestType home;
  Object wanted = NewDataset("");
  wanted.metadata().generate_name = "load-";
  std::set<std::string> names;
  for (int i = 0; i < 50; ++i) names.insert(Must(home.store().Create(wanted)).metadata().name);
  CHECK(names.size() == 50);
  CHECK(names.begin()->size() == 10);
  CHECK(names.begin()->starts_with("load-"));
}

TEMPLATE_LIST_TEST_CASE("the generation grows iff the spec changes", "[store]", Homes) {
  TestType home;
  const Object created = Must(home.store().Create(NewDataset("a")));
  const Object labelled = Must(home.store().Update(WithLabel(created, "x")));
  CHECK(labelled.metadata().generation == 1);
  CHECK(labelled.metadata().version != created.metadata().version);
  const Object changed = Must(home.store().Update(WithSource(labelled, "http://two/")));
  CHECK(changed.metadata().generation == 2);
  CHECK(changed.metadata().uid == created.metadata().uid);
  CHECK(changed.metadata().created == created.metadata().created);
  const Object bound = Must(home.store().UpdateStatus(WithPhase(changed, "Bound")));
  CHECK(bound.metadata().generation == 2);
  const Object finalized = Must(home.store().Update(WithFinalizers(bound, {"f"})));
  Must(home.store().Delete(DatasetKey("a")));
  CHECK(Must(home.store().Get(DatasetKey("a"))).metadata().generation == 2);
}

TEMPLATE_LIST_TEST_CASE("an update leaves the status as stored", "[store]", Homes) {
  TestType home;
  const Object created = Must(home.store().Create(NewDataset("a")));
  Must(home.store().UpdateStatus(WithPhase(created, "Bound")));
  Object wanted = WithPhase(WithSource(created, "http://two/"), "Failed");
  wanted.metadata().version.clear();
  const Object updated = Must(home.store().Update(wanted));
  CHECK(PhaseOf(updated) == "Bound");
  CHECK(SourceOf(updated) == "http://two/");
}

TEMPLATE_LIST_TEST_CASE("a status is written against the version it was decided on and touches nothing else",
                        "[store]", Homes) {
  TestType home;
  const Object created = Must(home.store().Create(NewDataset("a")));
  const Object bound =
      Must(home.store().UpdateStatus(WithLabel(WithPhase(WithSource(created, "http://x/"), "Bound"), "x")));
  CHECK(PhaseOf(bound) == "Bound");
  CHECK(SourceOf(bound) == "http://one/");
  CHECK(bound.metadata().labels.empty());
  CHECK(home.store().UpdateStatus(WithPhase(created, "Failed")).status().code() == Code::kAborted);
  Object unversioned = WithPhase(bound, "Failed");
  unversioned.metadata().version.clear();
  CHECK(home.store().UpdateStatus(unversioned).status().code() == Code::kInvalidArgument);
  CHECK(home.store().UpdateStatus(WithPhase(NewDataset("b"), "Bound")).status().code() ==
        Code::kInvalidArgument);
  CHECK(PhaseOf(Must(home.store().Get(DatasetKey("a")))) == "Bound");
}

TEMPLATE_LIST_TEST_CASE("a write against an old version or another object's uid is refused", "[store][D16]",
                        Homes) {
  TestType home;
  const Object created = Must(home.store().Create(NewDataset("a")));
  const Object first = Must(home.store().Update(WithLabel(created, "first")));
  CHECK(home.store().Update(WithLabel(created, "second")).status().code() == Code::kAborted);
  CHECK(Must(home.store().Get(DatasetKey("a"))).metadata().labels.at("label") == "first");

  Must(home.store().Delete(DatasetKey("a")));
  Must(home.store().Create(NewDataset("a")));
  Object late = WithLabel(first, "late");
  late.metadata().version.clear();
  CHECK(home.store().Update(late).status().code() == Code::kAborted);
  CHECK(home.store().Update(NewDataset("b")).status().code() == Code::kNotFound);
}

TEMPLATE_LIST_TEST_CASE("a write that changes nothing writes nothing", "[store]", Homes) {
  TestType home;
  const Object created = Must(home.store().Create(NewDataset("a")));
  const Object bound = Must(home.store().UpdateStatus(WithPhase(created, "Bound")));
  const std::string version = Must(home.store().List({})).version;
  CHECK(Must(home.store().Update(bound)).metadata().version == bound.metadata().version);
  // The same spec from another mouth: equal, though not the same object in memory.
  CHECK(Must(home.store().Update(NewDataset("a"))).metadata().version == bound.metadata().version);
  CHECK(Must(home.store().UpdateStatus(WithPhase(bound, "Bound"))).metadata().version ==
        bound.metadata().version);
  CHECK(Must(home.store().List({})).version == version);
}

TEMPLATE_LIST_TEST_CASE("a deleted object with finalizers stays until they are gone", "[store]", Homes) {
  TestType home;
  Must(home.store().Create(WithFinalizers(NewDataset("a"), {"one", "two"})));
  Must(home.store().Delete(DatasetKey("a")));
  const Object marked = Must(home.store().Get(DatasetKey("a")));
  CHECK(marked.metadata().deleted.size() == 20);
  Must(home.store().Delete(DatasetKey("a")));
  CHECK(Must(home.store().Get(DatasetKey("a"))).metadata().version == marked.metadata().version);
  CHECK(home.store().Update(WithFinalizers(marked, {"one", "two", "three"})).status().code() ==
        Code::kInvalidArgument);
  const Object less = Must(home.store().Update(WithFinalizers(marked, {"two"})));
  CHECK(less.metadata().deleted == marked.metadata().deleted);
  Must(home.store().Update(WithFinalizers(less, {})));
  CHECK(home.store().Get(DatasetKey("a")).status().code() == Code::kNotFound);
}

TEMPLATE_LIST_TEST_CASE("what a removed object alone owned goes with it", "[store][D32]", Homes) {
  TestType home;
  const Object one = Must(home.store().Create(NewDataset("one")));
  const Object two = Must(home.store().Create(NewDataset("two")));
  const Object child = Must(home.store().Create(OwnedBy(NewDataset("child"), {one})));
  Must(home.store().Create(OwnedBy(NewDataset("grandchild"), {child})));
  Must(home.store().Create(OwnedBy(NewDataset("shared"), {one, two})));
  Must(home.store().Create(OwnedBy(WithFinalizers(NewDataset("held"), {"f"}), {one})));
  Must(home.store().Delete(DatasetKey("one")));
  CHECK(home.store().Get(DatasetKey("child")).status().code() == Code::kNotFound);
  CHECK(home.store().Get(DatasetKey("grandchild")).status().code() == Code::kNotFound);
  CHECK(Must(home.store().Get(DatasetKey("shared"))).metadata().deleted.empty());
  CHECK_FALSE(Must(home.store().Get(DatasetKey("held"))).metadata().deleted.empty());
  Must(home.store().Delete(DatasetKey("two")));
  CHECK(home.store().Get(DatasetKey("shared")).status().code() == Code::kNotFound);
}

TEMPLATE_LIST_TEST_CASE("owners are known by uid, not by name", "[store]", Homes) {
  TestType home;
  const Object first = Must(home.store().Create(NewDataset("owner")));
  Must(home.store().Delete(DatasetKey("owner")));
  const Object second = Must(home.store().Create(NewDataset("owner")));
  Must(home.store().Create(OwnedBy(NewDataset("of-second"), {second})));
  // Decided on while the first one lived; it must not stay behind for ever.
  Must(home.store().Create(OwnedBy(NewDataset("of-first"), {first})));
  CHECK(home.store().Get(DatasetKey("of-first")).status().code() == Code::kNotFound);
  CHECK(home.store().Get(DatasetKey("of-second")).ok());
}

TEMPLATE_LIST_TEST_CASE("objects that own each other go together", "[store]", Homes) {
  TestType home;
  const Object a = Must(home.store().Create(NewDataset("a")));
  const Object b = Must(home.store().Create(OwnedBy(NewDataset("b"), {a})));
  Must(home.store().Update(OwnedBy(a, {b})));
  Must(home.store().Delete(DatasetKey("b")));
  CHECK(Must(home.store().List({})).items.empty());
}

TEMPLATE_LIST_TEST_CASE("a deletion can ask for one uid and one version", "[store]", Homes) {
  TestType home;
  const Object old = Must(home.store().Create(NewDataset("a")));
  const Object now = Must(home.store().Update(WithLabel(old, "x")));
  CHECK(home.store().Delete(DatasetKey("a"), {.uid = "other", .version = {}}).code() == Code::kAborted);
  CHECK(home.store().Delete(DatasetKey("a"), {.uid = {}, .version = old.metadata().version}).code() ==
        Code::kAborted);
  CHECK(home.store().Get(DatasetKey("a")).ok());
  Must(home.store().Delete(DatasetKey("a"), {.uid = now.metadata().uid, .version = now.metadata().version}));
  CHECK(home.store().Delete(DatasetKey("a")).code() == Code::kNotFound);
}

TEMPLATE_LIST_TEST_CASE("a list is ordered, selected and has a version", "[store]", Homes) {
  TestType home;
  const std::string empty = Must(home.store().List({})).version;
  Must(home.store().Create(NewEvent("default", "e")));
  Must(home.store().Create(NewDataset("b")));
  Object elsewhere = NewDataset("a");
  elsewhere.metadata().space = "other";
  Must(home.store().Create(elsewhere));
  const Object last = Must(home.store().Create(NewDataset("a")));

  const auto names = [&](const Selection& selection) {
    Lines lines;
    for (const Object& object : Must(home.store().List(selection)).items) {
      lines.push_back(object.metadata().space + "/" + object.metadata().name);
    }
    return lines;
  };
  CHECK(names({}) == Lines{"default/a", "default/b", "other/a", "default/e"});
  CHECK(names({"Dataset", ""}) == Lines{"default/a", "default/b", "other/a"});
  CHECK(names({"Dataset", "other"}) == Lines{"other/a"});
  CHECK(names({"", "default"}) == Lines{"default/a", "default/b", "default/e"});
  CHECK(Must(home.store().List({})).version != empty);
  CHECK(Must(home.store().List({"ThinRuntime", ""})).version == last.metadata().version);
}

TEMPLATE_LIST_TEST_CASE("of events the newest are kept, for each namespace", "[store]", Homes) {
  TestType home(HomeOptions{.events_per_space = 3});
  Must(home.store().Create(NewEvent("other", "x")));
  for (const char* name : {"e1", "e2", "e3"}) Must(home.store().Create(NewEvent("default", name)));
  // Written again, it is no longer the oldest.
  Must(home.store().Update(WithLabel(Must(home.store().Get({"Event", "default", "e1"})), "again")));
  Must(home.store().Create(NewEvent("default", "e4")));
  CHECK(home.store().Get({"Event", "default", "e2"}).status().code() == Code::kNotFound);
  CHECK(home.store().Get({"Event", "default", "e1"}).ok());
  CHECK(Must(home.store().List({"Event", ""})).items.size() == 4);
}

TEMPLATE_LIST_TEST_CASE("one leads at a time", "[store]", Homes) {
  TestType home;
  auto lease = Must(home.store().Lead("fluid", "first"));
  CHECK(lease->held());
  const Status refused = home.store().Lead("fluid", "second").status();
  CHECK(refused.code() == Code::kFailedPrecondition);
  CHECK(refused.message().find("first") != std::string::npos);
  CHECK(Must(home.store().Lead("other", "second"))->held());
  lease.reset();
  CHECK(Must(home.store().Lead("fluid", "second"))->held());
}

TEMPLATE_LIST_TEST_CASE("of many writers none is lost and a watch sees every state once",
                        "[store][threads][D16]", Homes) {
  constexpr int kThreads = 4, kRounds = 25;
  TestType home;
  Ear ear(home.store(), "");
  Must(home.store().Create(WithLabel(NewDataset("counter"), "0")));
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&home, t] {
      for (int i = 0; i < kRounds; ++i) {
        (void)home.store().Create(NewDataset("t" + std::to_string(t) + "-" + std::to_string(i)));
        for (;;) {
          Result<Object> read = home.store().Get(DatasetKey("counter"));
          const int count = std::stoi(read->metadata().labels.at("label"));
          const Result<Object> written = home.store().Update(WithLabel(*read, std::to_string(count + 1)));
          if (written.ok()) break;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(Must(home.store().Get(DatasetKey("counter"))).metadata().labels.at("label") ==
        std::to_string(kThreads * kRounds));
  CHECK(Must(home.store().List({})).items.size() == 1 + kThreads * kRounds);

  constexpr size_t kEvents = 2 + 2 * kThreads * kRounds;  // with the bookmark and the counter's creation
  CHECK(ear.Lines(kEvents).size() == kEvents);
  int expected = 0;
  std::set<std::string> versions;
  for (const WatchEvent& event : ear.events()) {
    CHECK(versions.insert(event.version).second);
    if (event.type == WatchEventType::kBookmark || event.object.metadata().name != "counter") continue;
    CHECK(event.object.metadata().labels.at("label") == std::to_string(expected++));
  }
}

}  // namespace fluid::test
