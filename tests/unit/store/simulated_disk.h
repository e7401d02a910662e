// SimulatedDisk: a file system for SQLite, in memory, that behaves like a disk whose power is cut: what was
// written and not synced may be there afterwards, or not, or half, in any order; files that were made or
// deleted may be so or not.
//
// Threads: as SQLite calls it, for one database at a time; the rest from one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace fluid::test {

class SimulatedDisk {
 public:
  explicit SimulatedDisk(uint64_t seed);
  ~SimulatedDisk();
  SimulatedDisk(const SimulatedDisk&) = delete;
  SimulatedDisk& operator=(const SimulatedDisk&) = delete;

  const char* vfs() const { return name_.c_str(); }

  // The power goes at that write or sync from now: this one and all later calls fail.
  void CutAfter(uint64_t operations) { left_ = operations; }
  bool cut() const { return cut_; }
  void PowerOn();

  // The next sync fails as Linux lets it: what it was for is read back and counts as written, and is on no
  // disk.
  void FailSync() { fail_sync_ = true; }
  void set_full(bool full) { full_ = full; }  // writes fail, nothing is lost
  uint64_t syncs() const { return syncs_; }
  std::function<void()> on_sync;  // at the beginning of each
  uint64_t bytes() const;         // of all files

  // For the functions of SQLite.
  struct Write {
    uint64_t offset;
    std::string bytes;
    bool truncate = false;
  };
  struct File {
    std::string seen;    // what reads give
    std::string synced;  // what a cut leaves for sure
    std::vector<Write> unsynced;
    bool created = false;  // its name is on the disk for sure
  };
  using FilePtr = std::shared_ptr<File>;
  int Operate();  // SQLITE_OK, or why this write or sync fails
  int Sync(File& file);
  std::map<std::string, FilePtr>& files() { return files_; }
  void Delete(const std::string& path, bool synced);
  uint64_t Random() { return random_(); }

 private:
  void Survive(File& file);

  const std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  std::mt19937_64 random_;
  std::map<std::string, FilePtr> files_;
  std::map<std::string, FilePtr> ghosts_;  // deleted, not for sure
  uint64_t left_ = UINT64_MAX;
  uint64_t syncs_ = 0;
  bool cut_ = false;
  bool fail_sync_ = false;
  bool full_ = false;
};

}  // namespace fluid::test
