#include "src/store/change_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
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

}  // namespace

Result<ChangeLog> ChangeLog::Open(const std::string& path, const char* vfs, size_t history,
                                  int64_t log_bytes) {
  FLUID_ASSIGN_OR_RETURN(Database db, Database::Open(path, vfs));
  ChangeLog log(std::move(db), history);
  // Exclusive before the first look, so that the write-ahead log needs no memory shared with other processes.
  FLUID_RETURN_IF_ERROR(log.db_.Execute("PRAGMA locking_mode = EXCLUSIVE"));
  FLUID_RETURN_IF_ERROR(log.Format());
  // Where there is no room, commits will say so, and a deletion may still fit.
  (void)log.db_.ReserveLog(log_bytes);
  FLUID_RETURN_IF_ERROR(log.Prepare());
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
  if (!empty) return Ok();
  const std::string fill = fmt::format("INSERT INTO meta VALUES ('first_revision', {})", RandomRevision());
  const std::string mark =
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kDatabaseOwner, kDatabaseFormat);
  FLUID_RETURN_IF_ERROR(db_.Execute("BEGIN"));
  FLUID_RETURN_IF_ERROR(db_.Execute(kCreateTables));
  FLUID_RETURN_IF_ERROR(db_.Execute(fill.c_str()));
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
  };
  for (const auto& [statement, sql] : statements) {
    FLUID_ASSIGN_OR_RETURN(*statement, db_.Prepare(sql));
  }
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
    table.Apply({revision, 0, std::move(event)});
    living_.insert(revision);
  }
  return table;
}

Status ChangeLog::Append(const Changes& changes) {
  FLUID_RETURN_IF_ERROR(begin_.Run());
  Status status = AppendRows(changes);
  if (status.ok()) status = commit_.Run();
  // SQLite may have rolled back by itself; then this one fails, and that is as good.
  if (!status.ok()) (void)rollback_.Run();
  return status.Annotate(fmt::format("storing {} changes", changes.size()));
}

Status ChangeLog::AppendRows(const Changes& changes) {
  for (const Change& change : changes) {
    const Object& object = change.event->object;
    const Key key = object.key();
    const std::string json = object.ToJson();
    FLUID_RETURN_IF_ERROR(insert_.Bind(1, change.revision)
                              .Bind(2, static_cast<int64_t>(change.event->type))
                              .Bind(3, key.kind)
                              .Bind(4, key.space)
                              .Bind(5, key.name)
                              .Bind(6, json)
                              .Run());
    revision_ = change.revision;
    if (change.event->type != WatchEventType::kDeleted) living_.insert(change.revision);
    if (change.replaced == 0) continue;
    living_.erase(change.replaced);
    if (change.replaced <= horizon_) FLUID_RETURN_IF_ERROR(Erase(change.replaced));
  }
  return Trim();
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
  if (revision < horizon_ || revision > revision_) {
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
  return events;
}

}  // namespace fluid::store
