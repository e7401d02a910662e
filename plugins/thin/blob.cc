#include "plugins/thin/blob.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "plugins/thin/cache_store.h"
#include "plugins/thin/download.h"
#include "plugins/thin/files.h"
#include "plugins/thin/read_through.h"

namespace thin {
namespace {

constexpr size_t kMostDownloads = 6;  // of one blob, ahead of its readers
constexpr size_t kMostFills = 4;      // of one blob, for a job
constexpr uint64_t kFillPiece = 16 * kMiB;
constexpr uint64_t kWorthFinishing = 32 * kMiB;

}  // namespace

Blob::Blob(CacheStore* store, std::string base, std::shared_ptr<BlockFile> file)
    : store_(store), base_(std::move(base)), id_(file->id()), file_(std::move(file)) {}

Blob::~Blob() = default;

std::shared_ptr<BlockFile> Blob::file() const {
  MutexLock lock(mutex_);
  return file_;
}

void Blob::StartAnew() {
  MutexLock lock(mutex_);
  file_->Unlink();
  file_ = std::make_shared<BlockFile>(base_, id_);
  if (detached_) file_->Unlink();
  moved_.NotifyAll();
}

void Blob::Unlink() {
  MutexLock lock(mutex_);
  file_->Unlink();
}

void Blob::Abandon() {
  MutexLock lock(mutex_);
  file_->Abandon();
}

void Blob::CloseIdle() {
  MutexLock lock(mutex_);
  file_->CloseIdle();
}

// ---- What is there, and what is on its way ----------------------------------------------------------------

Status Blob::VerifyStretch(BlockFile& file, uint64_t begin, uint64_t end) {
  for (size_t block = begin / file.block_bytes(); block * file.block_bytes() < end; ++block) {
    if (!file.Has(block) || file.Verified(block)) continue;
    auto good = file.Verify(block);
    if (!good.ok()) return good.status();
    if (*good) continue;
    Damaged(file, block);
  }
  return {};
}

void Blob::Damaged(const BlockFile& file, size_t block) {
  const uint64_t count = ++store_->counters().bad_blocks;
  store_->Account(this, -static_cast<int64_t>(file.BlockLength(block)), 0);
  store_->log()(FLUID_LOG_WARNING,
                Cat("cached block ", block, " of ", id_.path,
                    " disagrees with its checksum; it is fetched again; damaged blocks so far: ", count));
}

std::shared_ptr<Download> Blob::Covering(uint64_t at) const {
  for (const auto& download : downloads_)
    if (download->file() == file_ && download->begin() <= at && at < download->end()) return download;
  return nullptr;
}

uint64_t Blob::FirstGap(uint64_t begin, uint64_t end) const {
  uint64_t at = begin;
  while (at < end) {
    const size_t block = at / file_->block_bytes();
    if (file_->Has(block)) {
      at = file_->BlockEnd(block);
      continue;
    }
    uint64_t reached = at;
    for (const auto& download : downloads_)
      if (download->file() == file_ && download->begin() <= at)
        reached = std::max(reached, download->progress());
    if (reached <= at) return at;
    at = reached;
  }
  return end;
}

bool Blob::NextGap(uint64_t at, uint64_t end, uint64_t* gap_begin, uint64_t* gap_end) const {
  const uint64_t block_bytes = file_->block_bytes();
  at = at / block_bytes * block_bytes;
  const auto taken = [&](uint64_t offset) THIN_REQUIRES(mutex_) {
    return file_->Has(offset / block_bytes) || Covering(offset) != nullptr;
  };
  while (at < end && taken(at)) at = file_->BlockEnd(at / block_bytes);
  if (at >= end) return false;
  *gap_begin = at;
  do at = file_->BlockEnd(at / block_bytes);
  while (at < end && !taken(at));
  *gap_end = at;
  return true;
}

void Blob::CountRead(const BlockFile& file, uint64_t begin, uint64_t end) {
  uint64_t hit = 0;
  for (size_t block = begin / file.block_bytes(); block * file.block_bytes() < end; ++block) {
    if (!file.Has(block) || file.Fresh(block)) continue;
    hit += std::min(end, file.BlockEnd(block)) - std::max(begin, block * file.block_bytes());
  }
  CacheCounters& counters = store_->counters();
  counters.hit_bytes += hit;
  ++(hit == end - begin ? counters.hits : counters.misses);
}

bool Blob::AwaitsFirst(const Remote& remote) const {
  return remote.ranges() == Remote::Ranges::kUnknown &&
         std::any_of(downloads_.begin(), downloads_.end(), [](const auto& other) { return !other->begun(); });
}

std::shared_ptr<Download> Blob::Begin(const std::shared_ptr<const Supply>& supply, uint64_t begin,
                                      uint64_t end, Priority priority) {
  const BlobRef pin = store_->PinAgain(shared_from_this());
  std::shared_ptr<Download> download;
  {
    MutexLock lock(mutex_);
    if (auto covering = Covering(begin)) return covering;
    if (priority != Priority::kJob && AwaitsFirst(*supply->remote)) return nullptr;
    if (!NextGap(begin, end, &begin, &end)) return nullptr;
    if (supply->remote->ranges() == Remote::Ranges::kIgnored) begin = 0, end = size();
    download = std::make_shared<Download>(store_, pin, file_, supply, begin, end, priority);
    downloads_.push_back(download);
  }
  download->Launch();
  return download;
}

Status Blob::Await(Download& download, uint64_t until, const Call& call) {
  MutexLock lock(mutex_);
  while (!download.result() && download.file() == file_) {
    const uint64_t target = std::min(until, download.end());
    download.WakeAt(target);
    if (download.progress() >= target) return {};
    if (Status alive = call.Alive(); !alive.ok()) return alive;
    call.Wait(moved_, mutex_);
  }
  // A cancelled download and a file started anew leave it to the caller to look again.
  if (download.result() && !download.result()->ok() && download.result()->code() != FLUID_CANCELLED)
    return *download.result();
  return {};
}

// ---- Reading ----------------------------------------------------------------------------------------------

// Begins what a reader is going to want behind `end`, in whole pieces.
void Blob::FetchAhead(ReadRun* run, const ReadRun::Wish& wish, uint64_t end,
                      const std::shared_ptr<const Supply>& supply) {
  const uint64_t horizon = std::min(size(), end + wish.window);
  uint64_t at = std::max(wish.ahead, end);
  while (wish.piece && at < horizon && (horizon - at >= wish.piece || horizon == size())) {
    uint64_t from = 0, to = 0;
    {
      MutexLock lock(mutex_);
      if (downloads_.size() >= kMostDownloads || AwaitsFirst(*supply->remote)) return;
      if (!NextGap(at, std::min(horizon, at + wish.piece), &from, &to)) {
        at += wish.piece;
        continue;
      }
    }
    if (!store_->MakeRoom(to - from)) return;
    Begin(supply, from, to, Priority::kAhead);
    run->AskedUpTo(at = to);
  }
}

Result<size_t> Blob::Read(ReadRun* run, const std::shared_ptr<const Supply>& supply, void* buf, size_t len,
                          uint64_t offset, bool cached_only, const Call& call) {
  const auto got = ReadCached(run, supply, buf, len, offset, cached_only, call);
  if (got.ok() || cached_only || !DiskRefuses(got.status())) return got;
  store_->NoteRefused(got.status());
  return ReadThrough(*supply, id_.path, id_.attr, buf, std::min<uint64_t>(len, size() - offset), offset,
                     call);
}

Result<size_t> Blob::ReadCached(ReadRun* run, const std::shared_ptr<const Supply>& supply, void* buf,
                                size_t len, uint64_t offset, bool cached_only, const Call& call) {
  if (offset >= size() || len == 0) return size_t{0};
  const uint64_t end = offset + std::min<uint64_t>(len, size() - offset);
  const ReadRun::Wish wish = run->Note(offset, end - offset);
  std::shared_ptr<BlockFile> file;
  int fd = -1, cut = 0;
  for (bool first = true;; first = false) {
    file = this->file();
    const auto opened = file->Open();
    Status status = opened.ok() ? VerifyStretch(*file, offset, end) : opened.status();
    if (status.err() == ENOENT) {
      store_->Restart(this);  // somebody removed its files
      continue;
    }
    if (!status.ok()) return status;
    fd = *opened;
    if (first) CountRead(*file, offset, end);
    uint64_t gap = 0;
    std::shared_ptr<Download> awaited;
    {
      MutexLock lock(mutex_);
      if (file != file_) continue;
      gap = FirstGap(offset, end);
      if (gap < end) awaited = Covering(gap);
      if (gap < end && !awaited && !cached_only && AwaitsFirst(*supply->remote)) {
        if (Status alive = call.Alive(); !alive.ok()) return alive;
        call.Wait(moved_, mutex_);
        continue;
      }
    }
    if (gap < end && cached_only)
      return Error(FLUID_UNAVAILABLE, Cat(id_.path, ": not cached at ", gap), EAGAIN);
    if (gap < end && !awaited) {
      const uint64_t from = gap / file->block_bytes() * file->block_bytes();
      const uint64_t to = std::min(size(), std::max(end, from + wish.first));
      store_->ForceRoom(to - from);
      awaited = Begin(supply, from, to, Priority::kReader);
      run->AskedUpTo(to);
    }
    if (first && !cached_only) FetchAhead(run, wish, end, supply);
    if (gap == end) {
      const auto got = ReadAt(fd, buf, end - offset, file->data_begin() + offset, id_.path);
      if (!got.ok()) return got;
      if (*got == end - offset) break;
      if (++cut > 2)
        return Error(FLUID_DATA_LOSS, Cat("the cached file of ", id_.path, " is cut short"), EIO);
      store_->Restart(this);  // somebody cut it
      continue;
    }
    if (!awaited) continue;
    if (status = Await(*awaited, end, call); !status.ok()) return status;
  }
  for (size_t block = offset / file->block_bytes(); block * file->block_bytes() < end; ++block)
    if (file->Fresh(block) && end >= file->BlockEnd(block)) file->ClearFresh(block);
  return static_cast<size_t>(end - offset);
}

void Blob::ReaderWent() {
  if (--readers_ > 0) return;
  std::vector<std::shared_ptr<Download>> needless;
  {
    MutexLock lock(mutex_);
    for (const auto& download : downloads_)
      if (download->priority() != Priority::kJob && download->end() - download->progress() > kWorthFinishing)
        needless.push_back(download);
  }
  for (const auto& download : needless) download->Cancel();
}

// ---- The whole of it --------------------------------------------------------------------------------------

Status Blob::StoreWhole(std::string_view bytes, bool fresh) {
  const auto file = this->file();
  {
    // Somebody brings it already, or brought some of it: one writer of a block is enough.
    MutexLock lock(mutex_);
    if (file != file_ || storing_ || !downloads_.empty() || file->PresentBytes() > 0) return {};
    storing_ = true;
  }
  store_->ForceRoom(bytes.size());
  Status status = file->StoreWhole(bytes, fresh, &store_->packs());
  if (status.ok()) store_->Account(this, static_cast<int64_t>(bytes.size()), 0);
  MutexLock lock(mutex_);
  storing_ = false;
  return status;
}

Status Blob::Fill(const std::shared_ptr<const Supply>& supply,
                  const std::function<Status(uint64_t bytes)>& pace,
                  const std::function<void(uint64_t present)>& progress, const Call& call) {
  if (size() > store_->usable_bytes())
    return Error(FLUID_RESOURCE_EXHAUSTED,
                 Cat(id_.path, " has ", size(), " bytes, the cache holds at most ", store_->usable_bytes()),
                 ENOSPC);
  std::vector<std::shared_ptr<Download>> mine;
  const auto stop = [&](Status why) {
    for (const auto& download : mine) download->Cancel();
    return why;
  };
  for (;;) {
    if (Status alive = call.Alive(); !alive.ok()) return stop(alive);
    const auto file = this->file();
    uint64_t from = 0, to = 0;
    bool gap = false;
    {
      MutexLock lock(mutex_);
      for (const auto& download : mine)
        if (download->result() && !download->result()->ok() && download->result()->code() != FLUID_CANCELLED)
          return stop(*download->result());
      std::erase_if(mine, [](const auto& download) { return download->result().has_value(); });
      gap = mine.size() < kMostFills && !AwaitsFirst(*supply->remote) && NextGap(0, size(), &from, &to);
      if (!gap && file->Complete()) break;
      if (!gap) call.Wait(moved_, mutex_);
    }
    progress(file->PresentBytes());
    if (!gap) continue;
    to = std::min(to, from + kFillPiece);
    if (Status status = pace(to - from); !status.ok()) return stop(status);
    store_->ForceRoom(to - from);
    if (auto download = Begin(supply, from, to, Priority::kJob)) mine.push_back(std::move(download));
  }
  progress(size());
  return {};
}

Result<size_t> Blob::VerifyAll(bool again, const Call& call) {
  const auto file = this->file();
  size_t bad = 0;
  for (size_t block = 0; block < file->blocks(); ++block) {
    if (Status alive = call.Alive(); !alive.ok()) return alive;
    if (!file->Has(block) || (!again && file->Verified(block))) continue;
    auto good = file->Verify(block);
    if (!good.ok()) return good.status();
    if (*good) continue;
    ++bad;
    Damaged(*file, block);
  }
  return bad;
}

Result<int> Blob::Lease(const Call& call) {
  const auto file = this->file();
  const Status incomplete = Error(FLUID_UNAVAILABLE, id_.path + ": not all of it is cached", EAGAIN);
  if (!file->Complete() || !file->Leasable()) return incomplete;
  const auto bad = VerifyAll(false, call);
  if (!bad.ok()) return bad.status();
  if (*bad > 0 || !file->Complete()) return incomplete;
  const auto fd = file->Open();
  if (!fd.ok()) return fd.status();
  // Opened anew: a duplicate would share the right to write.
  const int lease = open(Cat("/proc/self/fd/", *fd).c_str(), O_RDONLY | O_CLOEXEC);
  if (lease < 0) return SystemError(errno, "open the cached file of " + id_.path);
  return lease;
}

}  // namespace thin
