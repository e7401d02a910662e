#include "plugins/thin/download.h"

#include <xxhash.h>

#include "plugins/thin/cache_store.h"

namespace thin {

Download::Download(CacheStore* store, BlobRef blob, std::shared_ptr<BlockFile> file,
                   std::shared_ptr<const Supply> supply, uint64_t begin, uint64_t end, Priority priority)
    : store_(store),
      blob_(std::move(blob)),
      file_(std::move(file)),
      supply_(std::move(supply)),
      priority_(priority),
      begin_(begin),
      end_(end),
      progress_(begin),
      whole_(begin == 0 && end == file_->size()),
      hash_(XXH3_createState()),
      reserved_(static_cast<int64_t>(end - begin)) {
  XXH3_64bits_reset(hash_);
}

Download::~Download() { XXH3_freeState(hash_); }

void Download::Launch() {
  store_->Account(blob_.get(), 0, reserved_);
  Ask(Duration::zero());
}

void Download::Ask(Duration delay) {
  const bool all = whole_ || supply_->remote->ranges() == Remote::Ranges::kIgnored;
  const uint64_t from = all ? 0 : progress_.load(), to = all ? file_->size() : end_.load();
  supply_->remote->Read(blob_->id().path, blob_->id().attr, from, to - from, priority_, shared_from_this(),
                        delay);
}

void Download::Cancel() { supply_->remote->Cancel(this); }

Status Download::Begin(const Attr&, uint64_t offset, bool whole) {
  if (offset != progress_ && !whole) return Error(FLUID_INTERNAL, "a stretch began somewhere else");
  // The server can't give ranges. One transfer of the whole file serves everybody; the others step back.
  MutexLock lock(blob_->mutex_);
  begun_ = true;
  blob_->moved_.NotifyAll();
  if (!whole) return {};
  for (const auto& other : blob_->downloads_)
    if (other.get() != this && other->whole_ && other->file_ == file_)
      return Error(FLUID_CANCELLED, "another transfer brings the whole file", EAGAIN);
  whole_ = true;
  begin_ = 0, end_ = file_->size(), progress_ = 0;
  XXH3_64bits_reset(hash_);
  return {};
}

Status Download::Take(const char* data, size_t size) {
  const uint64_t block_bytes = file_->block_bytes();
  while (size > 0) {
    const uint64_t at = progress_;
    const size_t block = at / block_bytes;
    const size_t n = std::min<uint64_t>(size, file_->BlockEnd(block) - at);
    const bool known = file_->Has(block);
    if (!known) {
      if (Status status = file_->Write(data, n, at); !status.ok()) return status;
      XXH3_64bits_update(hash_, data, n);
    }
    data += n, size -= n;
    if (at + n == file_->BlockEnd(block)) {
      if (!known) {
        auto is_new = file_->Mark(block, XXH3_64bits_digest(hash_), priority_ != Priority::kJob);
        if (!is_new.ok()) return is_new.status();
        const int64_t length = static_cast<int64_t>(file_->BlockLength(block));
        const int64_t paid = std::min(reserved_, length);
        reserved_ -= paid;
        store_->Account(blob_.get(), *is_new ? length : 0, -paid);
      }
      XXH3_64bits_reset(hash_);
    }
    progress_ = at + n;
  }
  return {};
}

Status Download::Data(const char* data, size_t size) {
  if (Status status = Take(data, size); !status.ok()) return status;
  if (progress_ >= wake_at_) {
    MutexLock lock(blob_->mutex_);
    wake_at_ = UINT64_MAX;
    blob_->moved_.NotifyAll();
  }
  return {};
}

void Download::End(const Status& status) {
  Duration pause{};
  supply_->noted(blob_->id().path, status);
  if (!status.ok() && MayPass(status) && supply_->may_retry(status, ++attempts_, &pause)) {
    Ask(pause);
    return;
  }
  store_->Account(blob_.get(), 0, -reserved_);
  const BlobRef blob = std::move(blob_);  // let go of after the lock
  MutexLock lock(blob->mutex_);
  result_ = status;
  std::erase_if(blob->downloads_, [this](const auto& other) { return other.get() == this; });
  blob->moved_.NotifyAll();
}

}  // namespace thin
