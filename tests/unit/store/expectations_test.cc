// Our stores under one set of expectations.
#include <tuple>

#include "src/base/virtual_clock.h"
#include "src/store/memory_store.h"
#include "src/store/sqlite_store.h"
#include "tests/unit/store/expectations.h"

namespace fluid::test {

class MemoryHome {
 public:
  explicit MemoryHome(const HomeOptions& options = {})
      : store_(NewMemoryStore(clock_, {.pumped = false,
                                       .history = options.history,
                                       .lag_limit = options.lag_limit,
                                       .events_per_space = options.events_per_space})) {}
  Store& store() { return *store_; }

 private:
  VirtualClock clock_;
  std::unique_ptr<MemoryStore> store_;
};

class SqliteHome {
 public:
  explicit SqliteHome(const HomeOptions& options = {})
      : store_(Must(OpenSqliteStore(dir_ / "store.db", clock_,
                                    {.history = options.history,
                                     .lag_limit = options.lag_limit,
                                     .events_per_space = options.events_per_space,
                                     .vfs = nullptr}))) {}
  Store& store() { return *store_; }

 private:
  TempDir dir_;
  VirtualClock clock_;
  std::unique_ptr<Store> store_;
};

using Homes = std::tuple<MemoryHome, SqliteHome>;

}  // namespace fluid::test

#include "tests/unit/store/expect_deletions.h"
#include "tests/unit/store/expect_watches.h"
#include "tests/unit/store/expect_writes.h"
