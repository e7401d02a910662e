// The power is cut at a random write of a random history; what was acknowledged is there afterwards.
#include <catch2/catch.hpp>
#include <optional>

#include "src/base/virtual_clock.h"
#include "src/store/sqlite_store.h"
#include "tests/unit/store/fixture.h"
#include "tests/unit/store/simulated_disk.h"

namespace fluid::test {
namespace {

constexpr int kSeeds = 200, kCuts = 4, kNames = 6;

// One history: what is known of each object, and what may be besides, as the answer to the last write never
// came.
class History {
 public:
  explicit History(uint64_t seed) : disk_(seed), random_(seed) {}

  void Run() {
    for (int i = 0; i < kCuts; ++i) {
      // Long and short histories: a checkpoint comes after a thousand pages, or with the end of a store.
      disk_.CutAfter(random_() % (i % 2 == 0 ? 2000 : 60));
      Live();
      disk_.PowerOn();
      Check();
    }
  }
  int acknowledged() const { return acknowledged_; }
  int cuts_in_flight() const { return in_flight_; }

 private:
  struct Known {
    std::optional<std::string> value;  // none: there is no such object
    bool unsure = false;
    std::optional<std::string> wanted;  // when unsure: this may be instead
  };

  // Until the power is gone; now and then the store is closed and opened.
  void Live() {
    while (!disk_.cut()) {
      Result<std::unique_ptr<Store>> store = Open();
      if (!store.ok()) return;
      for (uint64_t left = 1 + random_() % 150; left > 0 && !disk_.cut(); --left) Write(**store);
    }
  }

  Result<std::unique_ptr<Store>> Open() {
    SqliteStoreOptions options;
    options.history = 50;
    options.vfs = disk_.vfs();
    options.log_bytes = 64 << 10;  // so that it is full now and then
    return OpenSqliteStore("/store.db", clock_, options);
  }

  void Write(Store& store) {
    const std::string name = "d" + std::to_string(random_() % kNames);
    Known& known = known_[name];
    Object object = NewDataset(name);
    const std::string value = std::to_string(++counter_);
    object.metadata().labels["label"] = value;
    object.metadata().annotations["weight"] = std::string(random_() % 30'000, 'x');
    Status status;
    std::optional<std::string> wanted = value;
    if (!known.value) {
      status = store.Create(object).status();
    } else if (random_() % 4 == 0) {
      wanted.reset();
      status = store.Delete(DatasetKey(name));
    } else {
      status = store.Update(object).status();
    }
    if (status.ok()) {
      ++acknowledged_;
      known = {wanted, false, {}};
    } else {
      INFO(status.ToString());
      REQUIRE(disk_.cut());
      ++in_flight_;
      known.unsure = true;
      known.wanted = wanted;
    }
  }

  void Check() {
    const Result<std::unique_ptr<Store>> store = Open();
    INFO(store.status().ToString());
    REQUIRE(store.ok());
    for (auto& [name, known] : known_) {
      const Result<Object> found = (*store)->Get(DatasetKey(name));
      std::optional<std::string> value;
      if (found.ok()) value = found->metadata().labels.at("label");
      INFO(name << " is " << value.value_or("missing") << ", acknowledged was "
                << known.value.value_or("its end"));
      REQUIRE((value == known.value || (known.unsure && value == known.wanted)));
      known = {value, false, {}};
    }
  }

  SimulatedDisk disk_;
  VirtualClock clock_;
  std::mt19937_64 random_;
  std::map<std::string, Known> known_;
  int counter_ = 0, acknowledged_ = 0, in_flight_ = 0;
};

}  // namespace

TEST_CASE("nothing acknowledged is lost by 200 power cuts", "[store]") {
  int acknowledged = 0, in_flight = 0;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    INFO("seed " << seed);
    History history(seed);
    history.Run();
    acknowledged += history.acknowledged();
    in_flight += history.cuts_in_flight();
  }
  // Otherwise it has tried nothing.
  CHECK(acknowledged > 10'000);
  CHECK(in_flight > kSeeds);
}

}  // namespace fluid::test
