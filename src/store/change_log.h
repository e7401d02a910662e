// ChangeLog: the SQLite file of a store. Its one table is a log: each row is what a change left behind, under
// the revision of the change. An object is the newest row of its key, unless that is its deletion. Rows go
// when they are neither an object nor among the last `history` changes, so that the file stays as small as
// what it holds.
//
// A commit is synced to a redo log beside the file (PATH-redo) before it returns; the table takes over many
// at once, when that log is full or the store closes. The table's meta row `redo_era` says which records of
// the log it has not taken over yet; it changes in the transaction that takes them. The file is locked by the
// process that has it open. Its header carries an application id and the number of its format: since 2 there
// is a redo log.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "fluid/status.h"
#include "src/store/redo_log.h"
#include "src/store/sqlite.h"
#include "src/store/table.h"

namespace fluid::store {

// In the header of the file: application_id and user_version. Source: sqlite.org/fileformat2.html.
inline constexpr int64_t kDatabaseOwner = 0x666c7564;  // "flud"
inline constexpr int64_t kDatabaseFormat = 2;

class ChangeLog {
 public:
  // FAILED_PRECONDITION: another process has it open, or its format is newer, or it is a database of
  // something else.
  static Result<ChangeLog> Open(const std::string& path, const char* vfs, size_t history, int64_t log_bytes);

  Result<Table> Load(size_t events_per_space);
  // All of them durably, or none; each brings its JSON. After an error, Load again before anything else.
  Status Append(const Changes& changes);
  // What was changed after `revision`, or kGone when that is not known any more.
  Result<std::vector<EventPtr>> EventsSince(const Selection& selection, int64_t revision);
  // The table takes over what only the redo log holds. Where it can't, that stays there.
  Status Fold();

 private:
  ChangeLog(Database db, size_t history) : db_(std::move(db)), history_(static_cast<int64_t>(history)) {}
  Status Prepare();
  Status Format();
  Status OpenRedoLog(const char* vfs, int64_t bytes);
  Status FoldRows(int64_t era);
  Status AppendRows(const Changes& changes);
  Status Trim();
  Status Erase(int64_t revision);

  Database db_;
  int64_t history_;
  Statement begin_, commit_, rollback_, insert_, erase_, keys_, object_, since_, era_;
  std::optional<RedoLog> redo_;
  Changes pending_;                      // in the redo log only
  int64_t revision_ = 0;                 // of the last change
  int64_t horizon_ = 0;                  // of the newest change whose row may be missing
  absl::flat_hash_set<int64_t> living_;  // rows that are objects
};

}  // namespace fluid::store
