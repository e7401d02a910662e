// Download: one stretch of a blob on its way from the source into its file. Bytes are written as they come; a
// block is marked when it is whole. After a failure that may pass it goes on from where it got to.
//
// Threads: Begin, Data and End on the remote's thread; the others from any.
#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "plugins/thin/blob.h"

struct XXH3_state_s;

namespace thin {

class Download : public ByteSink, public std::enable_shared_from_this<Download> {
 public:
  // [begin, end): whole blocks of `file`.
  Download(CacheStore* store, BlobRef blob, std::shared_ptr<BlockFile> file,
           std::shared_ptr<const Supply> supply, uint64_t begin, uint64_t end, Priority priority);
  ~Download() override;

  void Launch();  // once
  void Cancel();

  Status Begin(const Attr& attr, uint64_t offset, bool whole) override;
  Status Data(const char* data, size_t size) override;
  void End(const Status& status) override;

  const std::shared_ptr<BlockFile>& file() const { return file_; }
  Priority priority() const { return priority_; }
  uint64_t begin() const { return begin_.load(); }
  uint64_t end() const { return end_.load(); }
  // Bytes before it are in the file.
  uint64_t progress() const { return progress_.load(); }
  // Wakes the blob's waiters when progress reaches `at`.
  void WakeAt(uint64_t at) {
    if (at < wake_at_.load()) wake_at_ = at;
  }
  // How it ended; nothing while it goes on. Under the blob's lock.
  const std::optional<Status>& result() const { return result_; }
  // The source began to send.
  bool begun() const { return begun_; }

 private:
  void Ask(Duration delay);
  Status Take(const char* data, size_t size);

  CacheStore* const store_;
  BlobRef blob_;  // let go of at the end
  const std::shared_ptr<BlockFile> file_;
  const std::shared_ptr<const Supply> supply_;
  const Priority priority_;
  std::atomic<uint64_t> begin_, end_, progress_;
  std::atomic<uint64_t> wake_at_{UINT64_MAX};
  std::atomic<bool> begun_{false};
  std::atomic<bool> whole_{false};  // the server sends all of the file
  std::optional<Status> result_;
  // The remote's thread.
  XXH3_state_s* hash_;
  int attempts_ = 0;
  int64_t reserved_ = 0;
};

}  // namespace thin
