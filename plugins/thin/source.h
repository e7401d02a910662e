// Source: one mount's files as the tree serves them. Paths are relative to the mount: "" is its root.
//
// Threads: all functions, any thread. An OpenFile may outlive the mount that opened it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "plugins/thin/call.h"
#include "plugins/thin/read_run.h"
#include "plugins/thin/status.h"

namespace thin {

struct Stat {
  uint32_t mode = 0;  // type and permissions
  uint32_t nlink = 1;
  std::optional<uint32_t> uid, gid;
  uint64_t size = 0;
  uint64_t version = 0;  // equal means equal bytes; 0: not known
  int64_t mtime_ns = 0;  // 0: not known
  int64_t valid_ns = 0;  // may be kept so long
  bool dir() const { return (mode & 0170000) == 0040000; }
};

class OpenFile {
 public:
  virtual ~OpenFile() = default;
  virtual const Stat& stat() const = 0;
  virtual Result<size_t> Read(void* buf, size_t len, uint64_t offset, bool cached_only, const Call& call) = 0;
  // A read-only descriptor of the whole file, the caller's; UNAVAILABLE where there is none.
  virtual Result<int> Lease(const Call& call) = 0;
};

struct SourceTotals {
  uint64_t bytes = 0, files = 0;
};

class Source {
 public:
  // Stops at the first status that is not fine, and returns it.
  using EntryFn = std::function<fluid_status(std::string_view name, const Stat& stat)>;
  using Pace = std::function<Status(uint64_t bytes)>;
  using Progress = std::function<void(uint64_t present)>;

  virtual ~Source() = default;
  // Whether it serves: asks it.
  virtual Status Check(const Call& call) = 0;
  // What users should know of it; empty: nothing.
  virtual std::string Remark() const { return {}; }
  virtual Result<Stat> GetStat(const std::string& path, const Call& call) = 0;
  // Entries whose names come after `after`, by name.
  virtual Status List(const std::string& path, const std::string& after, const EntryFn& fn,
                      const Call& call) = 0;
  virtual Result<std::string> ReadLink(const std::string& path, const Call& call) = 0;
  // version 0: the newest; else that one, or ABORTED.
  virtual Result<std::unique_ptr<OpenFile>> Open(const std::string& path, uint64_t version,
                                                 ReadRun::Hint hint, const Call& call) = 0;

  // What is known of the subtree is not believed any more: the next use asks.
  virtual void Refresh(const std::string& path) = 0;
  // Brings the file into the cache. `verify`: and compares all of it with its checksums.
  virtual Status Load(const std::string& path, bool verify, const Pace& pace, const Progress& progress,
                      const Call& call) = 0;
  // The subtree leaves the cache. How many bytes that were.
  virtual uint64_t Free(const std::string& path) = 0;
  // Of the subtree, as far as it is known without asking.
  virtual std::optional<SourceTotals> Totals(const std::string& path) = 0;
  virtual uint64_t CachedBytes(const std::string& path) = 0;
  // Cached stretches of the file that touch the range, as (offset, length).
  using StretchFn = std::function<fluid_status(uint64_t offset, uint64_t length)>;
  virtual fluid_status Locate(const std::string& path, uint64_t offset, uint64_t length,
                              const StretchFn& fn) = 0;
};

// What a source tells its mount.
struct SourceEvents {
  std::function<void(const Status& why)> health;  // how asking it went
  std::function<void(const std::string& path, uint64_t version)> changed;
};

}  // namespace thin
