// RedoLog: records in a file whose bytes lie on the disk before they are needed. So a record costs one write
// of whole blocks and one sync, and the file system has no new blocks and no length to write down.
//
// Each record bears the era it belongs to; an era ends when nothing of it is needed any more, and the next
// one begins at the front of the file. A record that a power cut tore, and what is older than its era, are no
// records.
//
// Layout, numbers little-endian: hash of what follows (XXH3, 8 bytes), era (8), size (8), the record's bytes,
// zeros up to a multiple of 4096. Threads: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/status.h"

struct sqlite3_file;

namespace fluid::store {

class RedoLog {
 public:
  // `vfs`: of SQLite's registered file systems, null: the default. Makes the file if it is missing and
  // lengthens it to `bytes`; where there is no room for that, no record fits.
  static Result<RedoLog> Open(const std::string& path, const char* vfs, int64_t bytes);

  // The records of `era`, in order, durable now: they are written again, as after a kill or a failed sync the
  // file system may give what is not on the disk. The next one goes behind them.
  Result<std::vector<std::string>> Read(int64_t era);
  bool Fits(size_t record) const;
  // Durably. After an error the record may be found by Read, until another takes its place.
  Status Append(std::string_view record);
  void Restart(int64_t era);

 private:
  struct Close {
    void operator()(sqlite3_file* file) const;
  };
  using File = std::unique_ptr<sqlite3_file, Close>;

  RedoLog(std::string path, File file) : path_(std::move(path)), file_(std::move(file)) {}
  int Reserve(int64_t bytes);
  Status Sync();
  Status Failed(int result) const;

  std::string path_;
  File file_;
  int64_t length_ = 0;  // of the file
  int64_t end_ = 0;     // of the records
  int64_t era_ = 0;
  std::string block_;  // as it is written
};

}  // namespace fluid::store
