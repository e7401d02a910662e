#include "tests/unit/store/simulated_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

namespace fluid::test {
namespace {

constexpr size_t kSector = 512;

struct OpenFile {
  sqlite3_file base;
  SimulatedDisk* disk;
  SimulatedDisk::FilePtr* file;
};

OpenFile* Of(sqlite3_file* file) { return reinterpret_cast<OpenFile*>(file); }
SimulatedDisk* Of(sqlite3_vfs* vfs) { return static_cast<SimulatedDisk*>(vfs->pAppData); }

void Put(std::string* bytes, const SimulatedDisk::Write& write) {
  if (write.truncate) {
    bytes->resize(write.offset);
    return;
  }
  if (bytes->size() < write.offset + write.bytes.size()) bytes->resize(write.offset + write.bytes.size());
  bytes->replace(write.offset, write.bytes.size(), write.bytes);
}

int Close(sqlite3_file* file) {
  delete Of(file)->file;
  return SQLITE_OK;
}

int Read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  if (Of(file)->disk->cut()) return SQLITE_IOERR_READ;
  const std::string& bytes = (*Of(file)->file)->seen;
  const auto from = std::min<uint64_t>(bytes.size(), static_cast<uint64_t>(offset));
  const auto count = std::min<uint64_t>(bytes.size() - from, static_cast<uint64_t>(size));
  std::memcpy(out, bytes.data() + from, count);
  std::memset(static_cast<char*>(out) + count, 0, static_cast<size_t>(size) - count);
  return count == static_cast<uint64_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int Change(OpenFile* file, SimulatedDisk::Write write) {
  if (const int result = file->disk->Operate(); result != SQLITE_OK) {
    if (file->disk->cut()) (*file->file)->unsynced.push_back(std::move(write));  // it may have been under way
    return result;
  }
  Put(&(*file->file)->seen, write);
  (*file->file)->unsynced.push_back(std::move(write));
  return SQLITE_OK;
}

int WriteFile(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  return Change(Of(file), {static_cast<uint64_t>(offset),
                           std::string(static_cast<const char*>(bytes), static_cast<size_t>(size)), false});
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  return Change(Of(file), {static_cast<uint64_t>(size), "", true});
}

int Sync(sqlite3_file* file, int) { return Of(file)->disk->Sync(**Of(file)->file); }

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>((*Of(file)->file)->seen.size());
  return SQLITE_OK;
}

int Lock(sqlite3_file*, int) { return SQLITE_OK; }
int CheckLock(sqlite3_file*, int* locked) {
  *locked = 0;
  return SQLITE_OK;
}
int Control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int SectorSize(sqlite3_file*) { return 4096; }
// What SQLite takes for granted of real disks: a write harms no bytes beside it.
int Characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

const sqlite3_io_methods kMethods = {
    1,       Close,     Read,    WriteFile,  Truncate,        Sync,    FileSize, Lock,
    Lock,    CheckLock, Control, SectorSize, Characteristics, nullptr, nullptr,  nullptr,
    nullptr, nullptr,   nullptr,
};

int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* out, int flags, int* out_flags) {
  OpenFile* file = Of(out);
  file->base.pMethods = nullptr;
  SimulatedDisk* disk = Of(vfs);
  if (disk->cut()) return SQLITE_IOERR;
  SimulatedDisk::FilePtr found = std::make_shared<SimulatedDisk::File>();
  if (name != nullptr) {
    const auto it = disk->files().find(name);
    if (it != disk->files().end()) {
      found = it->second;
    } else if ((flags & SQLITE_OPEN_CREATE) != 0) {
      disk->files()[name] = found;
    } else {
      return SQLITE_CANTOPEN;
    }
  }
  file->base.pMethods = &kMethods;
  file->disk = disk;
  file->file = new SimulatedDisk::FilePtr(std::move(found));
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs* vfs, const char* name, int synced) {
  if (const int result = Of(vfs)->Operate(); result != SQLITE_OK) return result;
  if (!Of(vfs)->files().contains(name)) return SQLITE_IOERR_DELETE_NOENT;
  Of(vfs)->Delete(name, synced != 0);
  return SQLITE_OK;
}

int Access(sqlite3_vfs* vfs, const char* name, int, int* there) {
  const auto it = Of(vfs)->files().find(name);
  *there = it != Of(vfs)->files().end() && !it->second->seen.empty() ? 1 : 0;
  return SQLITE_OK;
}

int FullPath(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

int Randomness(sqlite3_vfs* vfs, int size, char* out) {
  for (int i = 0; i < size; ++i) out[i] = static_cast<char>(Of(vfs)->Random());
  return size;
}

int Sleep(sqlite3_vfs*, int) { return 0; }
int Now(sqlite3_vfs*, double* day) {
  *day = 2460000.5;
  return SQLITE_OK;
}
int LastError(sqlite3_vfs*, int, char*) { return 0; }

std::string NextName() {
  static std::atomic<int> count = 0;
  return "simulated-" + std::to_string(++count);
}

}  // namespace

SimulatedDisk::SimulatedDisk(uint64_t seed) : name_(NextName()), vfs_(new sqlite3_vfs()), random_(seed) {
  vfs_->iVersion = 1;
  vfs_->szOsFile = sizeof(OpenFile);
  vfs_->mxPathname = 512;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = Open;
  vfs_->xDelete = test::Delete;
  vfs_->xAccess = Access;
  vfs_->xFullPathname = FullPath;
  vfs_->xRandomness = Randomness;
  vfs_->xSleep = Sleep;
  vfs_->xCurrentTime = Now;
  vfs_->xGetLastError = LastError;
  sqlite3_vfs_register(vfs_.get(), 0);
}

SimulatedDisk::~SimulatedDisk() { sqlite3_vfs_unregister(vfs_.get()); }

int SimulatedDisk::Operate() {
  if (!cut_ && left_-- == 0) cut_ = true;
  if (cut_) return SQLITE_IOERR_WRITE;
  return full_ ? SQLITE_FULL : SQLITE_OK;
}

int SimulatedDisk::Sync(File& file) {
  if (on_sync) on_sync();
  if (const int result = Operate(); result != SQLITE_OK) return result;
  ++syncs_;
  if (std::exchange(fail_sync_, false)) {
    file.unsynced.clear();
    return SQLITE_IOERR_FSYNC;
  }
  for (const Write& write : file.unsynced) Put(&file.synced, write);
  file.unsynced.clear();
  if (!file.created) {
    // SQLite's own file system syncs the folder with a new file, and with it every name in there.
    for (auto& [path, other] : files_) other->created = true;
    ghosts_.clear();
  }
  return SQLITE_OK;
}

void SimulatedDisk::Delete(const std::string& path, bool synced) {
  const auto it = files_.find(path);
  if (!synced && it->second->created) ghosts_[path] = it->second;
  files_.erase(it);
}

void SimulatedDisk::PowerOn() {
  for (auto& [path, ghost] : ghosts_) {
    if (random_() % 2 == 0) files_.emplace(path, ghost);
  }
  ghosts_.clear();
  std::erase_if(files_, [&](const auto& entry) { return !entry.second->created && random_() % 2 == 0; });
  for (auto& [path, file] : files_) {
    Survive(*file);
    file->created = true;
  }
  cut_ = false;
  left_ = UINT64_MAX;
}

void SimulatedDisk::Survive(File& file) {
  std::string bytes = file.synced;
  const uint64_t chance = random_() % 5;  // of a write to survive, in quarters
  for (Write& write : file.unsynced) {
    if (random_() % 4 >= chance) continue;
    if (write.truncate || random_() % 4 != 0) {
      Put(&bytes, write);
      continue;
    }
    for (size_t at = 0; at < write.bytes.size(); at += kSector) {
      if (random_() % 2 == 0) Put(&bytes, {write.offset + at, write.bytes.substr(at, kSector), false});
    }
  }
  file.seen = file.synced = std::move(bytes);
  file.unsynced.clear();
}

uint64_t SimulatedDisk::bytes() const {
  uint64_t sum = 0;
  for (const auto& [path, file] : files_) sum += file->seen.size();
  return sum;
}

}  // namespace fluid::test
