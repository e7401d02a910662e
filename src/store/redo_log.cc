#include "src/store/redo_log.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>

#include "src/base/strings.h"
#include "src/store/sqlite.h"

namespace fluid::store {
namespace {

constexpr size_t kBlock = 4096;
constexpr size_t kHash = 8, kHead = 24;

size_t BlocksOf(size_t record) { return (kHead + record + kBlock - 1) / kBlock * kBlock; }

void Put(uint64_t number, char* to) {
  for (int i = 0; i < 8; ++i) to[i] = static_cast<char>(number >> (8 * i));
}

uint64_t Number(const char* from) {
  uint64_t number = 0;
  for (int i = 7; i >= 0; --i) number = number << 8 | static_cast<unsigned char>(from[i]);
  return number;
}

}  // namespace

void RedoLog::Close::operator()(sqlite3_file* file) const {
  if (file->pMethods != nullptr) file->pMethods->xClose(file);
  std::free(file);
}

Result<RedoLog> RedoLog::Open(const std::string& path, const char* vfs, int64_t bytes) {
  sqlite3_vfs* const system = sqlite3_vfs_find(vfs);
  if (system == nullptr) return Internal(fmt::format("opening {}: there is no file system {}", path, vfs));
  File file(static_cast<sqlite3_file*>(std::calloc(1, static_cast<size_t>(system->szOsFile))));
  if (file == nullptr) return ResourceExhausted(fmt::format("opening {}: no memory", path));
  RedoLog log(path, std::move(file));
  // As a write-ahead log it gets the mode of the database it lies beside, and its name is synced with it.
  constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_WAL;
  int result = system->xOpen(system, log.path_.c_str(), log.file_.get(), kFlags, nullptr);
  if (result == SQLITE_OK) result = log.Reserve(bytes);
  if (result == SQLITE_OK || (result & 0xff) == SQLITE_FULL) return log;
  return log.Failed(result);
}

int RedoLog::Reserve(int64_t bytes) {
  sqlite3_io_methods const& methods = *file_->pMethods;
  sqlite3_int64 length = 0;
  int result = methods.xFileSize(file_.get(), &length);
  length -= length % static_cast<int64_t>(kBlock);
  const std::string zeros(64 << 10, '\0');
  const bool grows = length < bytes;
  while (result == SQLITE_OK && length < bytes) {
    const int64_t piece = std::min<int64_t>(bytes - length, static_cast<int64_t>(zeros.size()));
    result = methods.xWrite(file_.get(), zeros.data(), static_cast<int>(piece), length);
    length += piece;
  }
  if (result == SQLITE_OK && grows) result = methods.xSync(file_.get(), SQLITE_SYNC_NORMAL);
  if (result == SQLITE_OK) length_ = length;
  return result;
}

Result<std::vector<std::string>> RedoLog::Read(int64_t era) {
  Restart(era);
  std::vector<std::string> records;
  const auto read = [&](char* to, size_t size, int64_t offset) {
    return file_->pMethods->xRead(file_.get(), to, static_cast<int>(size), offset);
  };
  while (end_ + static_cast<int64_t>(kHead) <= length_) {
    std::string bytes(kHead, '\0');
    if (const int result = read(bytes.data(), kHead, end_); result != SQLITE_OK) return Failed(result);
    const uint64_t size = Number(bytes.data() + 2 * kHash);
    const auto left = static_cast<uint64_t>(length_ - end_) - kHead;
    if (Number(bytes.data() + kHash) != static_cast<uint64_t>(era) || size > left) break;
    bytes.resize(kHead + size);
    const int result = read(bytes.data() + kHead, size, end_ + static_cast<int64_t>(kHead));
    if (result != SQLITE_OK) return Failed(result);
    if (Number(bytes.data()) != Hash64(std::string_view(bytes).substr(kHash))) break;
    const int written =
        file_->pMethods->xWrite(file_.get(), bytes.data(), static_cast<int>(bytes.size()), end_);
    if (written != SQLITE_OK) return Failed(written);
    records.push_back(bytes.substr(kHead));
    end_ += static_cast<int64_t>(BlocksOf(size));
  }
  if (!records.empty()) FLUID_RETURN_IF_ERROR(Sync());
  return records;
}

bool RedoLog::Fits(size_t record) const {
  return BlocksOf(record) <= static_cast<uint64_t>(std::max<int64_t>(0, length_ - end_));
}

Status RedoLog::Append(std::string_view record) {
  block_.assign(kHead, '\0');
  block_ += record;
  Put(static_cast<uint64_t>(era_), block_.data() + kHash);
  Put(record.size(), block_.data() + 2 * kHash);
  Put(Hash64(std::string_view(block_).substr(kHash)), block_.data());
  block_.resize(BlocksOf(record.size()));
  const int result =
      file_->pMethods->xWrite(file_.get(), block_.data(), static_cast<int>(block_.size()), end_);
  if (result != SQLITE_OK) return Failed(result);
  FLUID_RETURN_IF_ERROR(Sync());
  end_ += static_cast<int64_t>(block_.size());
  return Ok();
}

Status RedoLog::Sync() {
  const int result = file_->pMethods->xSync(file_.get(), SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
  return result == SQLITE_OK ? Ok() : Failed(result);
}

void RedoLog::Restart(int64_t era) {
  era_ = era;
  end_ = 0;
}

Status RedoLog::Failed(int result) const { return FromSqlite(result, path_, sqlite3_errstr(result)); }

}  // namespace fluid::store
