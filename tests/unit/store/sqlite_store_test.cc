// What is special to the store in a file: it is there again, whole, and only for one.
#include "src/store/sqlite_store.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <mutex>
#include <sstream>
#include <thread>

#include "src/base/virtual_clock.h"
#include "src/store/notes.h"
#include "tests/unit/store/fixture.h"
#include "tests/unit/store/simulated_disk.h"

namespace fluid::test {
namespace {

class Home {
 public:
  Home() = default;
  explicit Home(SqliteStoreOptions options) : options_(options) {}

  Store& Open() {
    store_.reset();
    store_ = Must(TryOpen());
    return *store_;
  }
  Result<std::unique_ptr<Store>> TryOpen() { return OpenSqliteStore(path(), clock_, options_); }
  void Close() { store_.reset(); }
  std::string path() const { return options_.vfs == nullptr ? dir_ / "store.db" : "/store.db"; }

  // Behind the store's back.
  void Execute(const std::string& sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(path().c_str(), &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
  }

 private:
  TempDir dir_;
  VirtualClock clock_;
  SqliteStoreOptions options_;
  std::unique_ptr<Store> store_;
};

SqliteStoreOptions On(const SimulatedDisk& disk) {
  SqliteStoreOptions options;
  options.vfs = disk.vfs();
  options.log_bytes = 64 << 10;  // so that it is full now and then
  return options;
}

std::string All(Store& store) {
  std::string all;
  const ObjectList list = Must(store.List({}));
  for (const Object& object : list.items) all += object.ToJson() + "\n";
  return all + list.version;
}

TEST_CASE("a few who take note of one change have leisure for it, more have none") {
  Home home;
  Store& store = home.Open();
  int some = 0, none = 0;
  const auto count = [&](const store::Note& note) {
    ++(note.leisure == store::Leisure::kSome ? some : none);
  };
  std::vector<std::unique_ptr<Watch>> taking;
  const auto take = [&] {
    taking.push_back(Must(store::TakeNotes(store, {"Dataset", ""}, Must(store.List({})).version, count)));
  };
  for (int i = 0; i < 2; ++i) take();
  Must(store.Create(NewDataset("a")));
  CHECK((some == 2 && none == 0));
  for (int i = 0; i < 8; ++i) take();
  Must(store.Create(NewDataset("b")));
  CHECK(some < 2 + 10);
  CHECK(some + none == 2 + 10);
}

TEST_CASE("notes are taken before the writer has his answer, and none after their end", "[threads]") {
  Home home;
  Store& store = home.Open();
  Must(store.Create(NewDataset("a")));
  std::mutex mutex;
  Lines notes;
  std::unique_ptr<Watch> taking =
      Must(store::TakeNotes(store, {"Dataset", "default"}, "", [&](const store::Note& note) {
        const std::lock_guard lock(mutex);
        const WatchEvent& event = *note.event;
        notes.push_back(event.type == WatchEventType::kBookmark ? "bookmark" : event.object.metadata().name);
      }));
  const auto taken = [&] {
    const std::lock_guard lock(mutex);
    return notes;
  };
  CHECK(taken() == Lines{"a", "bookmark"});
  Must(store.Create(NewEvent("default", "e")));
  Must(store.Create(NewDataset("b")));
  CHECK(taken() == Lines{"a", "bookmark", "b"});
  {
    std::atomic<int> refused = 0;
    std::vector<std::jthread> writers;
    for (const char* writer : {"v", "w", "x", "y"}) {
      writers.emplace_back([&store, &refused, writer] {
        for (int i = 0; i < 50; ++i) refused += !store.Create(NewDataset(writer + std::to_string(i))).ok();
      });
    }
    writers.clear();
    CHECK(refused == 0);
  }
  CHECK(taken().size() == 203);
  taking.reset();
  Must(store.Create(NewDataset("c")));
  CHECK(taken().size() == 203);
}

}  // namespace

TEST_CASE("a store is the same after it was closed and opened", "[store][D33]") {
  Home home;
  Store* store = &home.Open();
  const Object owner = Must(store->Create(NewDataset("owner")));
  Must(store->Create(OwnedBy(WithFinalizers(NewDataset("child"), {"f"}), {owner})));
  Must(store->UpdateStatus(WithPhase(Must(store->Update(WithSource(owner, "http://two/"))), "Bound")));
  Must(store->Create(NewDataset("gone")));
  Must(store->Delete(DatasetKey("gone")));  // the last change is no object
  const std::string before = All(*store);
  store = &home.Open();
  CHECK(All(*store) == before);
  Must(store->Delete(DatasetKey("owner")));
  CHECK_FALSE(Must(store->Get(DatasetKey("child"))).metadata().deleted.empty());
}

TEST_CASE("a watch resumes across a restart, without loss or doubling", "[store]") {
  Home home;
  Store* store = &home.Open();
  std::vector<std::string> versions = {Must(store->List({})).version};
  for (int i = 0; i < 3; ++i) {
    Must(store->Create(NewDataset("d" + std::to_string(i))));
    versions.push_back(Must(store->List({})).version);
  }
  Must(store->Delete(DatasetKey("d0")));
  store = &home.Open();
  Ear all(*store, versions[0]);
  Ear some(*store, versions[2]);
  Must(store->Create(NewDataset("new")));
  CHECK(all.Lines(5) == Lines{"added d0", "added d1", "added d2", "deleted d0", "added new"});
  CHECK(some.Lines(3) == Lines{"added d2", "deleted d0", "added new"});
}

TEST_CASE("the file holds the objects and the last changes, no more", "[store]") {
  SimulatedDisk disk(1);
  SqliteStoreOptions options = On(disk);
  options.history = 50;
  Home home(options);
  Store* store = &home.Open();
  Must(store->Create(NewDataset("old")));
  Object object = Must(store->Create(NewDataset("busy")));
  object.metadata().annotations["weight"] = std::string(2000, 'x');
  std::vector<std::string> versions;
  uint64_t size = 0;
  for (int i = 0; i < 600; ++i) {
    object = Must(store->Update(WithLabel(object, std::to_string(i))));
    versions.push_back(object.metadata().version);
    if (i % 200 == 199) {
      store = &home.Open();
      if (size == 0) size = disk.bytes();
      CHECK(disk.bytes() <= size + size / 10);
    }
  }
  // An object that history has passed over, replaced: its old row goes too.
  Must(store->Update(WithLabel(Must(store->Get(DatasetKey("old"))), "x")));
  Must(store->Delete(DatasetKey("old")));
  store = &home.Open();
  Ear gone(*store, versions[550]);
  CHECK(gone.Lines(1) == Lines{"gone"});
  Ear resumed(*store, versions[551]);
  CHECK(resumed.Lines(50).size() == 50);
  // A longer history begins where rows are, not where it would.
  home.Close();
  options.history = 10'000;
  VirtualClock clock;
  const auto longer = Must(OpenSqliteStore(home.path(), clock, options));
  Ear still_gone(*longer, versions[550]);
  CHECK(still_gone.Lines(1) == Lines{"gone"});
  Ear still_there(*longer, versions[551]);
  CHECK(still_there.Lines(50).size() == 50);
}

TEST_CASE("the versions of one store are gone in another", "[store]") {
  Home first, second;
  const std::string version = Must(first.Open().List({})).version;
  Must(second.Open().Create(NewDataset("a")));
  Ear ear(second.Open(), version);
  CHECK(ear.Lines(1) == Lines{"gone"});
}

TEST_CASE("the file is for its owner and for one store at a time", "[store]") {
  Home home;
  home.Open();
  struct stat status{};
  REQUIRE(stat(home.path().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  for (const char* beside : {"-wal", "-redo"}) {
    REQUIRE(stat((home.path() + beside).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
  }
  for (int i = 0; i < 2; ++i) {
    const Status refused = home.TryOpen().status();
    CHECK(refused.code() == Code::kFailedPrecondition);
    CHECK(refused.message().find(home.path()) != std::string::npos);
  }
}

TEST_CASE("a file of a newer format or of another program is refused and left alone", "[store]") {
  Home home;
  home.Open();
  home.Close();
  home.Execute("PRAGMA user_version = 3");
  Status refused = home.TryOpen().status();
  CHECK(refused.code() == Code::kFailedPrecondition);
  CHECK(refused.message().find("format 3") != std::string::npos);
  CHECK(refused.message().find("use the newer fluid") != std::string::npos);
  home.Execute("PRAGMA user_version = 2; PRAGMA application_id = 7");
  refused = home.TryOpen().status();
  CHECK(refused.code() == Code::kFailedPrecondition);
  CHECK(refused.message().find("another program") != std::string::npos);

  Home foreign;
  foreign.Execute("CREATE TABLE theirs (x)");
  const std::string before = ReadAll(foreign.path());
  CHECK(foreign.TryOpen().status().code() == Code::kFailedPrecondition);
  CHECK(ReadAll(foreign.path()) == before);
}

TEST_CASE("a file that is no database is an error with advice", "[store]") {
  Home home;
  WriteFile(home.path(), std::string(5000, 'x'));
  const Status refused = home.TryOpen().status();
  CHECK(refused.code() == Code::kDataLoss);
  CHECK(refused.message().find("move it away") != std::string::npos);
}

TEST_CASE("a database of format 1 as it was once written is read", "[store]") {
  Home home;
  std::filesystem::copy_file(FLUID_SOURCE_DIR "/tests/data/store/v1/store.db", home.path());
  std::istringstream lines(ReadAll(FLUID_SOURCE_DIR "/tests/data/store/v1/objects.txt"));
  const ObjectList list = Must(home.Open().List({}));
  CHECK(list.items.size() == 3);
  std::string line;
  for (const Object& object : list.items) {
    std::getline(lines, line);
    CHECK(object.ToJson() == Parsed(line).ToJson());
  }
  std::getline(lines, line);
  CHECK(list.version == line);
}

TEST_CASE("a redo log that lies beside another database than its own is passed over", "[store]") {
  Home home, other;
  Must(home.Open().Create(NewDataset("a")));
  const std::string redo = ReadAll(home.path() + "-redo");  // as after a kill: nobody has closed the store
  Must(other.Open().Create(NewDataset("b")));
  other.Close();
  WriteFile(other.path() + "-redo", redo);
  CHECK(Must(other.Open().List({})).items.size() == 1);
  CHECK_FALSE(other.Open().Get(DatasetKey("a")).ok());
}

TEST_CASE("a change that is larger than the redo log goes to the database, with all before it", "[store]") {
  SimulatedDisk disk(1);
  Home home(On(disk));
  Store& store = home.Open();
  Must(store.Create(NewDataset("small")));
  Object large = NewDataset("large");
  large.metadata().annotations["weight"] = std::string(200 << 10, 'x');
  Must(store.Create(large));
  const std::string before = All(store);
  disk.files().erase("/store.db-redo");
  disk.CutAfter(0);
  CHECK_FALSE(store.Create(NewDataset("last")).ok());
  disk.PowerOn();
  CHECK(All(home.Open()) == before);
}

TEST_CASE("what a failed sync left in the redo log is durable before anything is put behind it", "[store]") {
  SimulatedDisk disk(1);
  Home home(On(disk));
  Must(home.Open().Create(NewDataset("a")));
  Store& failing = home.Open();
  disk.FailSync();
  CHECK_FALSE(failing.Create(NewDataset("unsure")).ok());
  Store& again = home.Open();  // as a process does that starts after a kill
  Must(again.Create(NewDataset("b")));
  const std::string before = All(again);
  disk.CutAfter(0);
  home.Close();
  disk.PowerOn();
  CHECK(All(home.Open()) == before);
}

TEST_CASE("nothing is seen before it is on the disk", "[store]") {
  SimulatedDisk disk(1);
  Home home(On(disk));
  Store& store = home.Open();
  Ear ear(store, "");
  REQUIRE(ear.Lines(1) == Lines{"bookmark"});
  int looked = 0;
  disk.on_sync = [&] {
    ++looked;
    CHECK(store.Get(DatasetKey("a")).status().code() == Code::kNotFound);
    CHECK(ear.events().size() == 1);
  };
  Must(store.Create(NewDataset("a")));
  disk.on_sync = nullptr;
  CHECK(looked > 0);
  CHECK(store.Get(DatasetKey("a")).ok());
  CHECK(ear.Lines(2).size() == 2);
}

TEST_CASE("a full disk refuses writes, reads go on, and it recovers", "[store]") {
  SimulatedDisk disk(1);
  Home home(On(disk));
  Store& store = home.Open();
  const Object a = Must(store.Create(NewDataset("a")));
  Ear ear(store, a.metadata().version);
  disk.set_full(true);
  for (int i = 0; i < 3; ++i) {
    CHECK_FALSE(store.Create(NewDataset("b")).ok());
    CHECK_FALSE(store.Update(WithLabel(a, "x")).ok());
  }
  CHECK(Must(store.List({})).items.size() == 1);
  CHECK(Must(store.Get(DatasetKey("a"))).ToJson() == a.ToJson());
  disk.set_full(false);
  Must(store.Create(NewDataset("b")));
  CHECK(ear.Lines(1) == Lines{"added b"});
}

TEST_CASE("writers that wait together are synced together", "[store][threads]") {
  SimulatedDisk disk(1);
  Home home(On(disk));
  Store& store = home.Open();
  disk.on_sync = [] { std::this_thread::sleep_for(std::chrono::milliseconds(1)); };
  const uint64_t before = disk.syncs();
  constexpr int kThreads = 8, kEach = 25;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        if (!store.Create(NewDataset("t" + std::to_string(t) + "-" + std::to_string(i))).ok()) std::abort();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(Must(store.List({})).items.size() == kThreads * kEach);
  // A sync for each round of the writers, and some for what a busy machine makes of rounds.
  CHECK(disk.syncs() - before < kThreads * kEach / 3);
}

}  // namespace fluid::test
