// Blob: one version of one remote file in the cache, and the downloads that bring its blocks. However many
// read it at once, a byte is fetched once: a reader finds the download that brings what it needs, or begins
// one, and has its bytes as soon as they came, before the stretch is whole.
//
// Threads: all functions, any thread, but those marked [store], which the CacheStore calls under its lock.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plugins/thin/block_file.h"
#include "plugins/thin/call.h"
#include "plugins/thin/mutex.h"
#include "plugins/thin/read_run.h"
#include "plugins/thin/remote.h"

namespace thin {

class Blob;
class CacheStore;
class Download;
using BlobRef = std::shared_ptr<Blob>;  // pins it: it stays in the cache

// Where bytes come from, and how patient we are with it. Shared by all readers of a mount.
struct Supply {
  std::shared_ptr<Remote> remote;
  // Whether to try again after `attempts` failures, and after what pause.
  std::function<bool(const Status& why, int attempts, Duration* pause)> may_retry;
  // How a transfer went: health, and the end of a version.
  std::function<void(const std::string& path, const Status&)> noted;
};

class Blob : public std::enable_shared_from_this<Blob> {
 public:
  Blob(CacheStore* store, std::string base, std::shared_ptr<BlockFile> file);
  ~Blob();

  const BlobId& id() const { return id_; }
  uint64_t size() const { return *id_.attr.size; }
  std::shared_ptr<BlockFile> file() const;

  // Fills buf; short only at the end of the file. What the cache's disk doesn't take is read past it.
  // cached_only: UNAVAILABLE instead of waiting for the source. ABORTED: bytes of this version can't be had
  // any more.
  Result<size_t> Read(ReadRun* run, const std::shared_ptr<const Supply>& supply, void* buf, size_t len,
                      uint64_t offset, bool cached_only, const Call& call);
  // Brings all of it. `pace` is asked before each stretch and may wait; `progress` hears how many bytes are
  // there.
  Status Fill(const std::shared_ptr<const Supply>& supply, const std::function<Status(uint64_t bytes)>& pace,
              const std::function<void(uint64_t present)>& progress, const Call& call);
  // All bytes at once; nothing happens when some are there already.
  Status StoreWhole(std::string_view bytes, bool fresh);
  // Compares every block with its checksum; wrong ones are absent afterwards. How many were wrong.
  Result<size_t> VerifyAll(bool again, const Call& call);
  // A read-only descriptor of the whole file, the caller's. UNAVAILABLE: not all of it is cached.
  Result<int> Lease(const Call& call);
  // When the last reader went, downloads that would bring much more end.
  void ReaderCame() { ++readers_; }
  void ReaderWent();

 private:
  friend class CacheStore;
  friend class Download;

  void StartAnew();  // [store] the bytes so far stay for those who have them open
  void Unlink();     // [store]
  void Abandon();    // [store]
  void CloseIdle();  // [store]

  Result<size_t> ReadCached(ReadRun* run, const std::shared_ptr<const Supply>& supply, void* buf, size_t len,
                            uint64_t offset, bool cached_only, const Call& call);
  Status VerifyStretch(BlockFile& file, uint64_t begin, uint64_t end);
  void Damaged(const BlockFile& file, size_t block);  // it is absent now; counted and told
  uint64_t FirstGap(uint64_t begin, uint64_t end) const THIN_REQUIRES(mutex_);
  std::shared_ptr<Download> Covering(uint64_t at) const THIN_REQUIRES(mutex_);
  // The stretch without a block or a download that begins at or behind `at` (a block's begin), at most to
  // `end`.
  bool NextGap(uint64_t at, uint64_t end, uint64_t* gap_begin, uint64_t* gap_end) const THIN_REQUIRES(mutex_);
  // The first stretch of a remote shows whether it gives any; if not it brings the whole file, so nothing
  // else is asked for before.
  bool AwaitsFirst(const Remote& remote) const THIN_REQUIRES(mutex_);
  // The download that brings `begin`: one under way, or a new one up to `end` at most; null: the block is
  // there.
  std::shared_ptr<Download> Begin(const std::shared_ptr<const Supply>& supply, uint64_t begin, uint64_t end,
                                  Priority priority) THIN_EXCLUDES(mutex_);
  // Until the download got to `until`, or ended. Fine does not mean that the bytes are there: look again.
  Status Await(Download& download, uint64_t until, const Call& call) THIN_EXCLUDES(mutex_);
  void FetchAhead(ReadRun* run, const ReadRun::Wish& wish, uint64_t end,
                  const std::shared_ptr<const Supply>& supply);
  void CountRead(const BlockFile& file, uint64_t begin, uint64_t end);

  CacheStore* const store_;
  const std::string base_;
  const BlobId id_;

  std::atomic<int> readers_{0};
  mutable Mutex mutex_;
  CondVar moved_;  // a download got on, or ended
  std::shared_ptr<BlockFile> file_ THIN_GUARDED_BY(mutex_);
  std::vector<std::shared_ptr<Download>> downloads_ THIN_GUARDED_BY(mutex_);
  bool storing_ THIN_GUARDED_BY(mutex_) = false;

  // The store's, under its lock.
  int pins_ = 0;
  bool detached_ = false;
  int64_t cached_ = 0;
  int64_t last_use_ns_ = 0;
};

}  // namespace thin
