#include "src/store/change_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <random>
#include <utility>

namespace fluid::store {
namespace {

constexpr const char* kCreateTables = R"(
  CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE changes (
    revision INTEGER PRIMARY KEY,
    type INTEGER NOT NULL,  -- 0 added, 1 modified, 2 deleted
    kind TEXT NOT NULL, space TEXT NOT NULL, name TEXT NOT NULL,
    object TEXT NOT NULL    -- as JSON; of a deleted one the last state
  );
)";

static_assert(static_cast<int>(WatchEventType::kAdded) == 0 &&
                  static_cast<int>(WatchEventType::kModified) == 1 &&
                  static_cast<int>(WatchEventType::kDeleted) == 2,
              "the numbers are stored");

Result<EventPtr> ReadEvent(int64_t revision, int64_t type, std::string_view json) {
  Result<Object> object = Object::FromJson(json);
  if (!object.ok()) return object.status().Annotate(fmt::format("reading change {} of the store", revision));
  object->metadata().version = FormatVersion(revision);
  return std::make_shared<const WatchEvent>(
      WatchEvent{static_cast<WatchEventType>(type), *std::move(object), FormatVersion(revision)});
}

int64_t NewEra() {
  std::random_device random;
  return static_cast<int64_t>(uint64_t{random()} << 31 | random() >> 1);
}

// A record of the redo log: of each change its numbers, "TYPE REVISION REPLACED SIZE\n", and its JSON.
std::string WriteRecord(const Changes& changes) {
  std::string record;
  for (const Change& change : changes) {
    fmt::format_to(std::back_inserter(record), "{} {} {} {}\n", static_cast<int>(change.event->type),
                   change.revision, change.replaced, change.json->size());
    record += *change.json;
  }
  return record;
}

// Appends them to `changes`.
Status ReadRecord(std::string_view record, Changes& changes) {
  const auto damaged = [] { return DataLoss("reading the redo log: a record holds what was never written"); };
  while (!record.empty()) {
    const size_t line = record.find('\n');
    int64_t numbers[4] = {};
    const char* at = record.data();
    const char* const end = at + std::min(line, record.size());
    for (int64_t& number : numbers) {
      const auto [rest, error] = std::from_chars(at, end, number);
      if (error != std::errc()) return damaged();
      at = rest + (rest != end ? 1 : 0);
    }
    if (at != end || line == std::string_view::npos) return damaged();
    record.remove_prefix(line + 1);
    const auto [type, revision, replaced, size] = numbers;
    if (size < 0 || static_cast<uint64_t>(size) > record.size()) return damaged();
    const std::string_view json = record.substr(0, static_cast<size_t>(size));
    record.remove_prefix(json.size());
    FLUID_ASSIGN_OR_RETURN(EventPtr event, ReadEvent(revision, type, json));
    changes.push_back({revision, replaced, std::move(event), std::make_shared<const std::string>(json)});
  }
  return Ok();
}

}  // namespace

Result<ChangeLog> ChangeLog::Open(const std::string& path, const char* vfs, size_t history,
                                  int64_t log_bytes) {
  FLUID_ASSIGN_OR_RETURN(Database db, Database::Open(path, vfs));
  ChangeLog log(std::move(db), history);
  // Exclusive before the first look, so that the write-ahead log needs no memory shared with other processes.
  FLUID_RETURN_IF_ERROR(log.db_.Execute("PRAGMA locking_mode = EXCLUSIVE"));
  FLUID_RETURN_IF_ERROR(log.Format());
  FLUID_RETURN_IF_ERROR(log.Prepare());
  FLUID_RETURN_IF_ERROR(log.OpenRedoLog(vfs, log_bytes));
  return log;
}

Status ChangeLog::Format() {
  FLUID_ASSIGN_OR_RETURN(const int64_t tables, db_.ReadInt("SELECT count(*) FROM sqlite_schema"));
  FLUID_ASSIGN_OR_RETURN(const int64_t application, db_.ReadInt("PRAGMA application_id"));
  FLUID_ASSIGN_OR_RETURN(const int64_t format, db_.ReadInt("PRAGMA user_version"));
  const bool empty = tables == 0 && application == 0;
  if (!empty && application != kDatabaseOwner) {
    return FailedPrecondition(fmt::format("database {}: it belongs to another program", db_.path()));
  }
  if (format > kDatabaseFormat) {
    return FailedPrecondition(
        fmt::format("database {}: it has format {}, this program knows formats up to {}; use the newer fluid "
                    "that wrote it, or "
                    "another state directory",
                    db_.path(), format, kDatabaseFormat));
  }
  FLUID_RETURN_IF_ERROR(
      db_.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                  "PRAGMA journal_size_limit = 16777216"));
  if (!empty && format == kDatabaseFormat) return Ok();
  const std::string fill = fmt::format("INSERT INTO meta VALUES ('first_revision', {})", RandomRevision());
  const std::string era = fmt::format("INSERT INTO meta VALUES ('redo_era', {})", NewEra());
  const std::string mark =
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kDatabaseOwner, kDatabaseFormat);
  FLUID_RETURN_IF_ERROR(db_.Execute("BEGIN"));
  if (empty) {
    FLUID_RETURN_IF_ERROR(db_.Execute(kCreateTables));
    FLUID_RETURN_IF_ERROR(db_.Execute(fill.c_str()));
  }
  FLUID_RETURN_IF_ERROR(db_.Execute(era.c_str()));
  FLUID_RETURN_IF_ERROR(db_.Execute(mark.c_str()));
  return db_.Execute("COMMIT");
}

Status ChangeLog::Prepare() {
  const std::pair<Statement*, const char*> statements[] = {
      {&begin_, "BEGIN IMMEDIATE"},
      {&commit_, "COMMIT"},
      {&rollback_, "ROLLBACK"},
      {&insert_, "INSERT INTO changes VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
      {&erase_, "DELETE FROM changes WHERE revision = ?1"},
      {&keys_, "SELECT revision, type, kind, space, name FROM changes ORDER BY revision"},
      {&object_, "SELECT object FROM changes WHERE revision = ?1"},
      {&since_,
       "SELECT revision, type, object FROM changes WHERE revision > ?1 AND (?2 = '' OR kind = ?2)"
       " AND (?3 = '' OR space = ?3) ORDER BY revision"},
      {&era_, "UPDATE meta SET value = ?1 WHERE name = 'redo_era'"},
  };
  for (const auto& [statement, sql] : statements) {
    FLUID_ASSIGN_OR_RETURN(*statement, db_.Prepare(sql));
  }
  return Ok();
}

Status ChangeLog::OpenRedoLog(const char* vfs, int64_t bytes) {
  FLUID_ASSIGN_OR_RETURN(const int64_t era, db_.ReadInt("SELECT value FROM meta WHERE name = 'redo_era'"));
  FLUID_ASSIGN_OR_RETURN(redo_, RedoLog::Open(db_.path() + "-redo", vfs, bytes));
  FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> records, redo_->Read(era));
  for (const std::string& record : records) FLUID_RETURN_IF_ERROR(ReadRecord(record, pending_));
  return Ok();
}

Result<Table> ChangeLog::Load(size_t events_per_space) {
  FLUID_ASSIGN_OR_RETURN(revision_, db_.ReadInt("SELECT value FROM meta WHERE name = 'first_revision'"));
  horizon_ = revision_;
  std::map<Key, int64_t> newest;
  for (;;) {
    FLUID_ASSIGN_OR_RETURN(const bool row, keys_.Step());
    if (!row) break;
    const int64_t revision = keys_.Int(0);
    // Trimming leaves no gap among the newest rows, so the last gap is where history begins.
    if (revision != revision_ + 1) horizon_ = revision - 1;
    revision_ = revision;
    Key key{std::string(keys_.Text(2)), std::string(keys_.Text(3)), std::string(keys_.Text(4))};
    if (keys_.Int(1) == static_cast<int64_t>(WatchEventType::kDeleted)) {
      newest.erase(key);
    } else {
      newest[std::move(key)] = revision;
    }
  }
  keys_.Reset();
  horizon_ = std::max(horizon_, revision_ - history_);

  Table table(revision_, events_per_space);
  living_.clear();
  for (const auto& [key, revision] : newest) {
    FLUID_ASSIGN_OR_RETURN(const bool row, object_.Bind(1, revision).Step());
    if (!row) return DataLoss(fmt::format("database {}: change {} vanished", db_.path(), revision));
    FLUID_ASSIGN_OR_RETURN(
        EventPtr event, ReadEvent(revision, static_cast<int64_t>(WatchEventType::kAdded), object_.Text(0)));
    object_.Reset();
    table.Apply({revision, 0, std::move(event), nullptr});
    living_.insert(revision);
  }
  for (const Change& change : pending_) table.Apply(change);
  revision_ = table.revision();
  return table;
}

Status ChangeLog::Append(const Changes& changes) {
  const std::string record = WriteRecord(changes);
  const bool fits = redo_->Fits(record.size());
  Status status = fits ? redo_->Append(record) : Ok();
  if (status.ok()) {
    pending_.insert(pending_.end(), changes.begin(), changes.end());
    revision_ = changes.back().revision;
    if (!fits) status = Fold();
    if (!status.ok()) pending_.resize(pending_.size() - changes.size());
  }
  return status.Annotate(fmt::format("storing {} changes", changes.size()));
}

Status ChangeLog::Fold() {
  if (pending_.empty()) return Ok();
  const int64_t era = NewEra();
  FLUID_RETURN_IF_ERROR(begin_.Run());
  Status status = FoldRows(era);
  if (status.ok()) status = commit_.Run();
  if (!status.ok()) {
    // SQLite may have rolled back by itself; then this one fails, and that is as good.
    (void)rollback_.Run();
    return status;
  }
  pending_.clear();
  redo_->Restart(era);
  return Ok();
}

Status ChangeLog::FoldRows(int64_t era) {
  for (const Change& change : pending_) {
    const Key key = change.event->object.key();
    FLUID_RETURN_IF_ERROR(insert_.Bind(1, change.revision)
                              .Bind(2, static_cast<int64_t>(change.event->type))
                              .Bind(3, key.kind)
                              .Bind(4, key.space)
                              .Bind(5, key.name)
                              .Bind(6, *change.json)
                              .Run());
    if (change.event->type != WatchEventType::kDeleted) living_.insert(change.revision);
    if (change.replaced == 0) continue;
    living_.erase(change.replaced);
    if (change.replaced <= horizon_) FLUID_RETURN_IF_ERROR(Erase(change.replaced));
  }
  FLUID_RETURN_IF_ERROR(Trim());
  return era_.Bind(1, era).Run();
}

Status ChangeLog::Trim() {
  for (; horizon_ < revision_ - history_; ++horizon_) {
    if (!living_.contains(horizon_ + 1)) FLUID_RETURN_IF_ERROR(Erase(horizon_ + 1));
  }
  return Ok();
}

Status ChangeLog::Erase(int64_t revision) { return erase_.Bind(1, revision).Run(); }

Result<std::vector<EventPtr>> ChangeLog::EventsSince(const Selection& selection, int64_t revision) {
  std::vector<EventPtr> events;
  if (revision < std::max(horizon_, revision_ - history_) || revision > revision_) {
    events.push_back(Gone());
    return events;
  }
  since_.Bind(1, revision).Bind(2, selection.kind).Bind(3, selection.space);
  for (;;) {
    FLUID_ASSIGN_OR_RETURN(const bool row, since_.Step());
    if (!row) break;
    Result<EventPtr> event = ReadEvent(since_.Int(0), since_.Int(1), since_.Text(2));
    if (!event.ok()) {
      since_.Reset();
      return event.status();
    }
    events.push_back(*std::move(event));
  }
  since_.Reset();
  for (const Change& change : pending_) {
    if (change.revision > revision && Matches(selection, change.event->object.key())) {
      events.push_back(change.event);
    }
  }
  return events;
}

}  // namespace fluid::store
