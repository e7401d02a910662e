#include "src/store/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace fluid::store {

Status FromSqlite(int result, std::string_view path, std::string_view said) {
  const std::string message = fmt::format("database {}: {}", path, said);
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FailedPrecondition(fmt::format("database {}: another process has it open", path));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return DataLoss(message +
                      "; it is damaged or no database: move it away and start anew, or restore a copy");
    case SQLITE_FULL:
      return ResourceExhausted(message);
    case SQLITE_MISUSE:
    case SQLITE_ERROR:
      return Internal(message);
    default:
      return Unavailable(message);
  }
}

namespace {

Status FromSqlite(sqlite3* db, int result, std::string_view path) {
  return store::FromSqlite(result, path, fmt::format("{} ({})", sqlite3_errmsg(db), sqlite3_errstr(result)));
}

}  // namespace

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::Bind(int parameter, int64_t value) {
  sqlite3_bind_int64(statement_, parameter, value);
  return *this;
}

Statement& Statement::Bind(int parameter, std::string_view value) {
  sqlite3_bind_text64(statement_, parameter, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Result<bool> Statement::Step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  sqlite3* db = sqlite3_db_handle(statement_);
  const Status error = FromSqlite(db, result, sqlite3_db_filename(db, "main"));
  Reset();
  return error;
}

Status Statement::Run() {
  for (;;) {
    FLUID_ASSIGN_OR_RETURN(const bool row, Step());
    if (!row) break;
  }
  Reset();
  return Ok();
}

void Statement::Reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

int64_t Statement::Int(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Statement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_, column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text), static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

Result<Database> Database::Open(const std::string& path, const char* vfs) {
  sqlite3* db = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int result = sqlite3_open_v2(path.c_str(), &db, flags, vfs);
  Database opened(path, db);
  if (result != SQLITE_OK) return FromSqlite(db, result, path);
  return opened;
}

Database::~Database() { sqlite3_close_v2(db_); }

Status Database::Execute(const char* sql) {
  const int result = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  return result == SQLITE_OK ? Ok() : FromSqlite(db_, result, path_);
}

Result<Statement> Database::Prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (result != SQLITE_OK) return FromSqlite(db_, result, path_);
  return Statement(statement);
}

Result<int64_t> Database::ReadInt(const char* sql) {
  FLUID_ASSIGN_OR_RETURN(Statement statement, Prepare(sql));
  FLUID_ASSIGN_OR_RETURN(const bool row, statement.Step());
  return row ? statement.Int(0) : 0;
}

}  // namespace fluid::store
