// Sqlite: a database and its prepared statements, with Status for errors. Just what the store needs of
// SQLite.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "fluid/status.h"

struct sqlite3;
struct sqlite3_stmt;

namespace fluid::store {

// What a result code of SQLite means for the file at `path`; `message`: what SQLite says of it.
Status FromSqlite(int result, std::string_view path, std::string_view message);

class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Statement& operator=(Statement&& other) noexcept {
    std::swap(statement_, other.statement_);
    return *this;
  }
  ~Statement();

  // Parameters are numbered from 1, columns from 0. Text must stay until Reset or Run.
  Statement& Bind(int parameter, int64_t value);
  Statement& Bind(int parameter, std::string_view value);
  Result<bool> Step();  // whether there is a row
  Status Run();         // steps to the end and resets
  void Reset();
  int64_t Int(int column) const;
  std::string_view Text(int column) const;  // until the next step

 private:
  sqlite3_stmt* statement_ = nullptr;
};

class Database {
 public:
  // `vfs`: of SQLite's registered file systems, null: the default. Makes the file if it is missing.
  static Result<Database> Open(const std::string& path, const char* vfs);
  Database(Database&& other) noexcept
      : path_(std::move(other.path_)), db_(std::exchange(other.db_, nullptr)) {}
  Database& operator=(Database&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(db_, other.db_);
    return *this;
  }
  ~Database();

  const std::string& path() const { return path_; }
  Status Execute(const char* sql);
  Result<Statement> Prepare(const char* sql);
  Result<int64_t> ReadInt(const char* sql);  // the first column of the first row; none: 0

 private:
  Database(std::string path, sqlite3* db) : path_(std::move(path)), db_(db) {}

  std::string path_;
  sqlite3* db_ = nullptr;
};

}  // namespace fluid::store
