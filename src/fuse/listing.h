// Listing: one open folder, read by position.
//
// The kernel asks for "what follows the n-th entry" and may go back a little, because it passes on less than
// it was given, or a lot, with seekdir. So the last two pages are kept, and of the earlier ones the cursor at
// which each begins: memory does not grow with the folder, nor does the time for going back.
//
// Threads: all functions, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "src/base/mutex.h"
#include "src/engine/data_plane.h"

namespace fluid::fuse {

class Listing {
 public:
  static constexpr uint64_t kPageEntries = 1024;

  explicit Listing(std::string path) : path_(std::move(path)) {}
  const std::string& path() const { return path_; }

  // Calls fn for each entry from position `from` (0: the first) with the position after it, until it returns
  // false or the folder ends. From 0 the folder is read anew.
  using EntryFn = std::function<bool(const std::string& name, const engine::FileStat& stat, uint64_t next)>;
  Status Read(engine::DataPlane& plane, uint64_t from, const EntryFn& fn, const Call& call);

 private:
  struct Entry {
    std::string name;
    engine::FileStat stat;
  };
  struct Page {
    uint64_t index = 0;
    bool filled = false;
    std::vector<Entry> entries;  // fewer than kPageEntries: the last page
  };
  static const Page kEmpty;

  Result<const Page*> GetPage(engine::DataPlane& plane, uint64_t index, const Call& call)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Result<const Page*> Fetch(engine::DataPlane& plane, uint64_t index, const Call& call)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string path_;
  Mutex mutex_;
  std::array<Page, 2> pages_ ABSL_GUARDED_BY(mutex_);             // by index modulo 2
  std::vector<std::string> cursors_ ABSL_GUARDED_BY(mutex_){""};  // where page i begins
};

// A name that a folder may show: what a hostile source sends beyond that is left out.
bool IsEntryName(std::string_view name);

}  // namespace fluid::fuse
