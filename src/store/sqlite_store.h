// SqliteStore: objects in one SQLite file. Reads come from memory; a write returns when it is on the disk,
// and writes that wait at the same time go there together. Nothing is seen by a reader or a watch before it
// is on the disk.
//
// Threads, semantics: store.h. One process at a time has the file open; a lease is known to that process
// only. Errors: beside those of store.h, a disk that is full or fails answers RESOURCE_EXHAUSTED or
// UNAVAILABLE to writes until it works again; reads go on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "fluid/store.h"

namespace fluid {

struct SqliteStoreOptions {
  size_t history = 10'000;         // changes that a watch can be resumed from, also after a restart
  size_t lag_limit = 10'000;       // changes that a reader may be behind
  size_t events_per_space = 1000;  // Event objects kept of each namespace
  // Of the redo log, taken on opening. A commit takes blocks of 4096 bytes of it; when it is full, one of
  // them waits until the database has taken over all.
  int64_t log_bytes = 2 << 20;
  const char* vfs = nullptr;  // one of SQLite's registered file systems; null: its default
};

// Makes the file, mode 0600, if it is missing; its folder must exist. FAILED_PRECONDITION: another process
// has it open, or its format is newer than this program. DATA_LOSS: it is damaged.
Result<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path, Clock& clock,
                                               const SqliteStoreOptions& options = {});

}  // namespace fluid
