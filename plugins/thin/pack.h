// Packs: small files, each brought whole, one behind the other in a few large files, because file systems
// take longer to make a file than to write 100 KB into it, and longer still to remove it.
//
// On disk: FOLDER/NUMBER.pack, eight hex digits, little endian:
//   "FLTHINPK" u32 format, u32 0, u64 seed, u64 XXH3 of all before
//   records at multiples of 4096, each the map of a block_file.h, whose checksum has the seed, and the bytes
//   behind it
// A record that is dropped becomes a hole. What is between records is a hole, or the rest of a write that
// kill -9 cut short: reading goes on at the next 4096 that holds a record. The seed is random, so that no
// file's content can look like a record. Threads: all functions, any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "plugins/thin/mutex.h"
#include "plugins/thin/status.h"

namespace thin {

inline constexpr uint32_t kPackFormat = 1;

// One file of them. It goes with the last of its records.
class Pack {
 public:
  Pack(std::string path, int fd, uint64_t seed, uint64_t end);
  ~Pack();
  Pack(const Pack&) = delete;
  int fd() const { return fd_; }
  uint64_t seed() const { return seed_; }

 private:
  friend class Packs;
  friend class PackSlot;
  const std::string path_;
  const int fd_;
  const uint64_t seed_;
  std::atomic<uint64_t> records_{0};
  uint64_t end_;  // of Packs, under its lock
};

// The place of one record.
class PackSlot {
 public:
  PackSlot(std::shared_ptr<Pack> pack, uint64_t offset, uint64_t bytes);
  ~PackSlot();  // one that was dropped becomes a hole
  PackSlot(const PackSlot&) = delete;
  const Pack& pack() const { return *pack_; }
  uint64_t offset() const { return offset_; }
  void Drop() { dropped_ = true; }

 private:
  const std::shared_ptr<Pack> pack_;
  const uint64_t offset_, bytes_;
  std::atomic<bool> dropped_{false};
};

class Packs {
 public:
  explicit Packs(std::string folder);

  // Room for a record. UNIMPLEMENTED: the file system can't make holes.
  Result<std::unique_ptr<PackSlot>> Reserve(uint64_t bytes);

  // Reads what former lives left, once. `record` is asked at each place where one may begin, and returns how
  // many bytes it has; 0: there is none.
  using RecordFn = std::function<uint64_t(const std::shared_ptr<Pack>& pack, uint64_t offset)>;
  void Scan(const std::stop_token& stop, const RecordFn& record);

 private:
  Result<std::shared_ptr<Pack>> Make() THIN_REQUIRES(mutex_);

  const std::string folder_;
  std::vector<std::pair<uint32_t, std::string>> old_;  // number and path, of former lives; Scan's
  Mutex mutex_;
  std::shared_ptr<Pack> open_ THIN_GUARDED_BY(mutex_);  // the one that grows
  bool unable_ THIN_GUARDED_BY(mutex_) = false;
  uint32_t number_ THIN_GUARDED_BY(mutex_) = 0;
};

}  // namespace thin
