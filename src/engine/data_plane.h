// DataPlane: an instance's fluid.data/1 as C++: what src/fuse serves, and what tests fake. Paths are absolute
// in the dataset, without "." and "..", of any bytes but NUL.
//
// Threads: all functions, any thread, many at once. Errors carry an errno where it says more than the code.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "fluid/status.h"
#include "src/base/call.h"

namespace fluid::engine {

struct FileStat {
  uint32_t mode = 0;  // as st_mode
  uint32_t nlink = 1, uid = 0, gid = 0;
  uint64_t size = 0;
  uint64_t ino = 0;      // 0: unknown
  uint64_t version = 0;  // equal means equal bytes; 0: unknown
  int64_t mtime_ns = 0, ctime_ns = 0, atime_ns = 0;
  int64_t valid_ns = 0;  // may be kept so long; 0: ask again; INT64_MAX: until a source event
  bool is_dir() const { return (mode & 0170000) == 0040000; }
};

struct FsStat {
  uint64_t bytes = 0, bytes_free = 0, files = 0, files_free = 0;
};

// One open file: gives the bytes of the version it was opened with, or ABORTED (ESTALE); never others.
// Destroying closes.
class OpenFile {
 public:
  virtual ~OpenFile() = default;
  virtual const FileStat& stat() const = 0;                // as of open
  virtual Result<FileStat> Refresh(const Call& call) = 0;  // hstat
  // Fills buf; less only at the end of the file.
  virtual Result<size_t> Pread(void* buf, size_t len, uint64_t offset, const Call& call) = 0;
  // A descriptor that holds the whole file at offset 0 (caller owns it), or UNAVAILABLE while it is not
  // wholly cached.
  virtual Result<int> LeaseWhole(const Call& call) = 0;
};

class DataPlane {
 public:
  // Each entry; return false to stop. `cursor` may be passed as `after` to go on behind this entry.
  using EntryFn = std::function<bool(std::string_view name, const FileStat& stat, std::string_view cursor)>;
  // Something changed in the sources at or below `path`; version 0: unknown.
  using ChangeFn = std::function<void(const std::string& path, uint64_t version)>;

  virtual ~DataPlane() = default;
  virtual Result<FileStat> Stat(const std::string& path, const Call& call) = 0;
  virtual Status List(const std::string& path, const std::string& after, const EntryFn& fn,
                      const Call& call) = 0;
  virtual Result<std::string> ReadLink(const std::string& path, const Call& call) = 0;
  virtual Result<FsStat> StatFs(const std::string& path, const Call& call) = 0;
  // version 0: the newest.
  virtual Result<std::unique_ptr<OpenFile>> Open(const std::string& path, uint64_t version,
                                                 const Call& call) = 0;
  // Called after changes, on any thread, without locks held; must not block. One receiver; null: none. When
  // it returns the former receiver is not called any more.
  virtual void OnChange(ChangeFn fn) = 0;
};

}  // namespace fluid::engine
