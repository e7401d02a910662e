// What every store must do with what a deleted object owns, and what holds its end. Included by a file that
// has defined Homes (expectations.h).
#pragma once

#include "tests/unit/store/expectations.h"

namespace fluid::test {

inline const DeleteOptions kInForeground{.propagation = Propagation::kForeground};

inline Object Blocking(Object object) {
  for (OwnerReference& owner : object.metadata().owners) owner.block_owner_deletion = true;
  return object;
}

inline bool Gone(Store& store, const std::string& name) {
  return store.Get(DatasetKey(name)).status().code() == Code::kNotFound;
}

TEMPLATE_LIST_TEST_CASE("a foreground deletion waits for what blocks it, which ends first", "[store]",
                        Homes) {
  TestType home;
  Store& store = home.store();
  const Object owner = Must(store.Create(NewDataset("owner")));
  Object held = Must(store.Create(Blocking(OwnedBy(WithFinalizers(NewDataset("held"), {"f"}), {owner}))));
  Must(store.Create(OwnedBy(NewDataset("grandchild"), {held})));
  Must(store.Create(Blocking(OwnedBy(NewDataset("free"), {owner}))));
  Must(store.Create(OwnedBy(NewDataset("after"), {owner})));
  Must(store.Delete(DatasetKey("owner"), kInForeground));
  const Object waiting = Must(store.Get(DatasetKey("owner")));
  CHECK_FALSE(waiting.metadata().deleted.empty());
  CHECK(waiting.metadata().finalizers == std::vector<std::string>{"foregroundDeletion"});
  CHECK(Gone(store, "free"));
  CHECK(Must(store.Get(DatasetKey("after"))).metadata().deleted.empty());
  held = Must(store.Get(DatasetKey("held")));
  CHECK_FALSE(held.metadata().deleted.empty());
  Must(store.Update(WithFinalizers(held, {})));
  CHECK(Must(store.List({})).items.empty());
}

TEMPLATE_LIST_TEST_CASE("a foreground deletion with nothing to wait for is over at once", "[store]", Homes) {
  TestType home;
  Store& store = home.store();
  const Object owner = Must(store.Create(NewDataset("owner")));
  const Object child = Must(store.Create(Blocking(OwnedBy(NewDataset("child"), {owner}))));
  Must(store.Create(Blocking(OwnedBy(NewDataset("grandchild"), {child}))));
  const std::string before = Must(store.List({})).version;
  Must(store.Delete(DatasetKey("owner"), kInForeground));
  CHECK(Must(store.List({})).items.empty());
  const Lines lines = Ear(store, before).Lines(5);
  CHECK(lines ==
        Lines{"modified owner", "modified child", "deleted grandchild", "deleted child", "deleted owner"});
}

TEMPLATE_LIST_TEST_CASE("what blocks a foreground deletion may be let go instead of ended", "[store]",
                        Homes) {
  TestType home;
  Store& store = home.store();
  const Object owner = Must(store.Create(NewDataset("owner")));
  Must(store.Create(Blocking(OwnedBy(WithFinalizers(NewDataset("child"), {"f"}), {owner}))));
  Must(store.Delete(DatasetKey("owner"), kInForeground));
  CHECK_FALSE(Gone(store, "owner"));
  Object child = Must(store.Get(DatasetKey("child")));
  child.metadata().owners.clear();
  Must(store.Update(child));
  CHECK(Gone(store, "owner"));
  CHECK_FALSE(Gone(store, "child"));
}

TEMPLATE_LIST_TEST_CASE("what others own too is only taken off a foreground deletion", "[store]", Homes) {
  TestType home;
  Store& store = home.store();
  const Object one = Must(store.Create(NewDataset("one")));
  const Object two = Must(store.Create(NewDataset("two")));
  Must(store.Create(Blocking(OwnedBy(NewDataset("shared"), {one, two}))));
  Must(store.Delete(DatasetKey("one"), kInForeground));
  CHECK(Gone(store, "one"));
  const Object shared = Must(store.Get(DatasetKey("shared")));
  CHECK(shared.metadata().deleted.empty());
  REQUIRE(shared.metadata().owners.size() == 1);
  CHECK(shared.metadata().owners[0].name == "two");
}

TEMPLATE_LIST_TEST_CASE("objects that block each other's end go together", "[store]", Homes) {
  TestType home;
  Store& store = home.store();
  const Object a = Must(store.Create(NewDataset("a")));
  const Object b = Must(store.Create(Blocking(OwnedBy(NewDataset("b"), {a}))));
  Must(store.Update(Blocking(OwnedBy(a, {b}))));
  Must(store.Delete(DatasetKey("b"), kInForeground));
  CHECK(Must(store.List({})).items.empty());
}

TEMPLATE_LIST_TEST_CASE("what is created for an owner that waits for its like is deleted", "[store]", Homes) {
  TestType home;
  Store& store = home.store();
  const Object owner = Must(store.Create(NewDataset("owner")));
  Must(store.Create(Blocking(OwnedBy(WithFinalizers(NewDataset("held"), {"f"}), {owner}))));
  Must(store.Delete(DatasetKey("owner"), kInForeground));
  Must(store.Create(Blocking(OwnedBy(NewDataset("late"), {owner}))));
  CHECK(Gone(store, "late"));
}

TEMPLATE_LIST_TEST_CASE("an orphaning deletion leaves what the object owned, owned by nobody", "[store]",
                        Homes) {
  TestType home;
  Store& store = home.store();
  const Object owner = Must(store.Create(NewDataset("owner")));
  Must(store.Create(OwnedBy(NewDataset("child"), {owner})));
  Must(store.Delete(DatasetKey("owner"), {.propagation = Propagation::kOrphan}));
  CHECK(Gone(store, "owner"));
  CHECK(Must(store.Get(DatasetKey("child"))).metadata().owners.empty());
}

TEMPLATE_LIST_TEST_CASE("finalizers say how to delete where the request does not", "[store]", Homes) {
  TestType home;
  Store& store = home.store();
  const Object owner = Must(store.Create(WithFinalizers(NewDataset("owner"), {"orphan"})));
  Must(store.Create(OwnedBy(NewDataset("child"), {owner})));
  Must(store.Delete(DatasetKey("owner")));
  CHECK(Gone(store, "owner"));
  CHECK_FALSE(Gone(store, "child"));
  Must(store.Create(WithFinalizers(NewDataset("owner"), {"foregroundDeletion"})));
  Must(store.Delete(DatasetKey("owner"), {.propagation = Propagation::kBackground}));
  CHECK(Gone(store, "owner"));
}

}  // namespace fluid::test
