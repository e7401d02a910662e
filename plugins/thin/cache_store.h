// CacheStore: the blobs of one cache directory, within a quota. Layout:
//   FORMAT                      "fluid-thin-cache 2"; 1 had no packs
//   objects/KK/KEY.data, .map   block_file.h; KK: the first two digits of KEY
//   packs/NUMBER.pack           pack.h
//
// Above the high water mark the blobs that nobody uses go, least recently used first, until the low one; they
// are unlinked, so bytes that somebody has open never change. When only used ones are left, the largest of
// them starts anew in fresh files. Threads: all functions, any thread. A BlobRef pins its blob; all of them
// are gone before the store is destroyed. Lock order: CacheStore, then Blob, then BlockFile.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "plugins/thin/blob.h"
#include "plugins/thin/call.h"
#include "plugins/thin/mutex.h"

namespace thin {

struct CacheLimits {
  uint64_t quota = 0;  // bytes; 0: nine tenths of what the file system has
  double high = 0.95, low = 0.7;
  std::string remark;  // what users should know of them
};

struct CacheCounters {
  std::atomic<uint64_t> hits{0}, misses{0}, hit_bytes{0};
  std::atomic<uint64_t> bad_blocks{0};  // whose bytes disagreed with their checksum
};

class CacheStore {
 public:
  using Log = std::function<void(uint32_t level, const std::string& text)>;

  // FAILED_PRECONDITION: the directory is of a newer format.
  static Result<std::unique_ptr<CacheStore>> Open(const std::string& folder, CacheLimits limits, Log log);
  ~CacheStore();

  // That version; with what is cached of it.
  BlobRef Get(const BlobId& id);
  // A version that the cache knows; null: none.
  BlobRef Find(const std::string& source, const std::string& path, uint64_t version);
  // The last used version of the file; null: none is cached. Waits a little for the scan of former lives.
  BlobRef FindAny(const std::string& source, const std::string& path);
  // Blobs of `source` at or below `path` leave the cache; open ones keep their bytes until they are closed.
  uint64_t Remove(const std::string& source, const std::string& path);
  // All blobs leave the cache, at once, with the cache's files. Nothing is kept in it afterwards.
  Status Clear();
  void ForEach(const std::string& source, const std::string& path,
               const std::function<void(const BlockFile&, uint64_t bytes)>& fn);

  // Makes room for bytes that are about to come. False: there is none without emptying a blob that is in use.
  bool MakeRoom(uint64_t bytes);
  // The same; empties blobs in use.
  void ForceRoom(uint64_t bytes);
  // Its bytes leave the cache, and it begins again with none.
  void Restart(Blob* blob);
  void SetLimits(CacheLimits limits);
  std::string remark() const;
  uint64_t capacity() const;
  uint64_t usable_bytes() const;        // up to the high mark
  void NoteRefused(const Status& why);  // its disk took no more; logged now and then
  uint64_t cached_bytes() const;
  // Waits until the blobs of former lives are known.
  void AwaitScan();
  Packs& packs() { return packs_; }

  CacheCounters& counters() { return counters_; }
  const Log& log() const { return log_; }

 private:
  friend class Blob;
  friend class Download;
  CacheStore(std::string folder, CacheLimits limits, Log log);

  std::string BaseOf(const std::string& key) const;
  BlobRef Pin(const std::shared_ptr<Blob>& blob) THIN_REQUIRES(mutex_);
  BlobRef PinAgain(const std::shared_ptr<Blob>& blob);
  void Unpin(const std::shared_ptr<Blob>& blob);
  std::shared_ptr<Blob> Lookup(const std::string& key) THIN_REQUIRES(mutex_);
  void Detach(const std::shared_ptr<Blob>& blob) THIN_REQUIRES(mutex_);
  void RestartLocked(Blob* blob) THIN_REQUIRES(mutex_);
  bool Evict(uint64_t bytes) THIN_REQUIRES(mutex_);
  // A blob's bytes on disk, and those that a download is going to bring.
  void Account(Blob* blob, int64_t cached, int64_t reserved);
  void Scan(const std::stop_token& stop);
  uint64_t FoundRecord(const std::shared_ptr<Pack>& pack, uint64_t offset);
  void AwaitPacks() THIN_REQUIRES(mutex_);
  void Adopt(const std::shared_ptr<BlockFile>& file, const std::string& base, int64_t last_use_ns)
      THIN_REQUIRES(mutex_);
  // What its disk lets it have; a tenth of that is left to others.
  uint64_t RoomLocked() const THIN_REQUIRES(mutex_);
  uint64_t CapacityLocked() const THIN_REQUIRES(mutex_);  // no more than the quota, and than there is room

  const std::string folder_;
  const Log log_;
  CacheCounters counters_;
  Packs packs_;
  mutable Mutex mutex_;
  CondVar scan_ended_;
  CacheLimits limits_ THIN_GUARDED_BY(mutex_);
  std::map<std::string, std::shared_ptr<Blob>> blobs_ THIN_GUARDED_BY(mutex_);
  int64_t cached_ THIN_GUARDED_BY(mutex_) = 0, reserved_ THIN_GUARDED_BY(mutex_) = 0;
  bool scanned_ THIN_GUARDED_BY(mutex_) = false, packs_scanned_ THIN_GUARDED_BY(mutex_) = false;
  Time refused_ THIN_GUARDED_BY(mutex_);  // when that was last told
  std::jthread scanner_;
};

}  // namespace thin
