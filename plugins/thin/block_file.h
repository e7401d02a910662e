// BlockFile: one version of one remote file on disk: a sparse file of its size, and a map beside it that
// tells for each block whether it is there and the checksum of its bytes. Once all blocks are there the file
// can be leased whole.
//
// Small files that come whole lie in packs, a map and the bytes behind it each (pack.h). On disk, little
// endian:
//   KEY.data  the bytes at their offsets
//   KEY.map   "FLTHINMP" u32 format, u32 header bytes, u64 size, u32 block bytes, u32 blocks, i64 mtime,
//             u32 lengths of source, path, etag, last_modified; these; padding to 8; u64 XXH3 of all before;
//             then a u64 for each block: 0 absent, else XXH3 of its bytes (1 where that is 0)
// Crashes: a block's word is written after its bytes, so after kill -9 a block that the map has is right.
// After a power loss the word may be there without the bytes: a block is checked against its checksum before
// its first use in a life. Threads: all functions, any thread, but Create, Open and CloseIdle one at a time
// and CloseIdle without readers.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plugins/thin/mutex.h"
#include "plugins/thin/pack.h"
#include "plugins/thin/remote.h"
#include "plugins/thin/status.h"

namespace thin {

// Which version of which file.
struct BlobId {
  std::string source;  // the mount's URI
  std::string path;    // in the source
  Attr attr;           // size and validators

  // A file name: FILE "-" VERSION, 32 and 16 hex digits. Versions of one file are neighbours.
  std::string Key() const { return KeyOf(source, path, attr.version()); }
  static std::string KeyOf(const std::string& source, const std::string& path, uint64_t version);
  static std::string FileKeyOf(const std::string& source, const std::string& path);
};

inline constexpr uint32_t kMapFormat = 1;
inline constexpr uint64_t kMostPacked = 1 << 20;  // bytes of a file that goes into a pack

class BlockFile {
 public:
  // A version that is not on disk yet; its files are made by the first write. `base` is its path without
  // ".data".
  BlockFile(std::string base, BlobId id);
  ~BlockFile();
  // One that is on disk. DATA_LOSS: the map can't be read; FAILED_PRECONDITION: of a newer format.
  static Result<std::shared_ptr<BlockFile>> Load(const std::string& base);
  // One that is in a pack. Null: there is none. `record_bytes`: how long it is there.
  using BaseFn = std::function<std::string(const BlobId&)>;
  static std::shared_ptr<BlockFile> LoadPacked(const std::shared_ptr<Pack>& pack, uint64_t offset,
                                               const BaseFn& base, uint64_t* record_bytes);

  const BlobId& id() const { return id_; }
  uint64_t size() const { return *id_.attr.size; }
  uint64_t block_bytes() const { return block_bytes_; }
  size_t blocks() const { return words_.size(); }
  uint64_t BlockEnd(size_t block) const { return std::min(size(), (block + 1) * block_bytes_); }
  uint64_t BlockLength(size_t block) const { return BlockEnd(block) - block * block_bytes_; }

  bool Has(size_t block) const { return words_[block].load(std::memory_order_acquire) != 0; }
  bool Verified(size_t block) const { return flags_[block].load(std::memory_order_relaxed) & kVerified; }
  bool Complete() const { return present_.load() == blocks(); }
  uint64_t PresentBytes() const;
  // Fetched for a reader who has not read it to its end yet.
  bool Fresh(size_t block) const { return flags_[block].load(std::memory_order_relaxed) & kFresh; }
  void ClearFresh(size_t block) { flags_[block].fetch_and(static_cast<uint8_t>(~kFresh)); }

  // A descriptor of the bytes, open for reading and writing, of this object's. They begin at data_begin().
  Result<int> Open();
  uint64_t data_begin() const { return data_begin_; }
  // In a file of its own, that is.
  bool Leasable() const { return data_begin_ == 0; }
  void CloseIdle();
  // Removes the names; bytes stay for whoever has them open.
  void Unlink();
  // It is about to be removed with its folder.
  void Abandon();

  Status Write(const char* data, size_t size, uint64_t offset);
  // The block's bytes are written and have this checksum. True when the block is new.
  Result<bool> Mark(size_t block, uint64_t checksum, bool fresh);
  // All bytes at once, of a file that had none; a small one goes into a pack if there is nothing of it yet.
  Status StoreWhole(std::string_view bytes, bool fresh, Packs* packs);
  // Reads the block and compares it. False: it was wrong and is absent now.
  Result<bool> Verify(size_t block);

  static uint64_t Checksum(const void* data, size_t size);

 private:
  static constexpr uint8_t kVerified = 1, kFresh = 2;

  Status OpenLocked(bool create) THIN_REQUIRES(mutex_);
  Status StorePacked(std::string_view bytes, std::string_view words, Packs* packs) THIN_REQUIRES(mutex_);
  static Result<std::shared_ptr<BlockFile>> Decode(std::string_view bytes, uint64_t seed, const BaseFn& base);
  std::string Header(uint64_t seed) const;
  std::string Words(std::string_view bytes) const;
  void SetWord(size_t block, uint64_t word, uint8_t flags);

  const std::string base_;
  const BlobId id_;
  uint64_t block_bytes_;
  size_t header_bytes_ = 0;
  std::vector<std::atomic<uint64_t>> words_;
  std::vector<std::atomic<uint8_t>> flags_;
  std::atomic<size_t> present_{0};

  Mutex mutex_;
  bool on_disk_ THIN_GUARDED_BY(mutex_) = false;
  bool unlinked_ THIN_GUARDED_BY(mutex_) = false;
  std::unique_ptr<PackSlot> slot_ THIN_GUARDED_BY(mutex_);  // once it has one it keeps it
  std::atomic<uint64_t> data_begin_{0}, words_begin_{0};    // in their files
  std::atomic<int> data_fd_{-1}, map_fd_{-1};
};

}  // namespace thin
