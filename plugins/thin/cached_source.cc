#include "plugins/thin/cached_source.h"

#include <algorithm>

namespace thin {
namespace {

constexpr size_t kSmallFile = 1 << 20;  // comes whole, with the question about it
constexpr size_t kKeptRoom = 256 << 10;
constexpr size_t kPage = 512;
constexpr Duration kLeastListing = std::chrono::seconds(1);
constexpr Duration kUnlisted =
    std::chrono::seconds(5);  // how long a directory that can't be listed is not asked

bool WorthKeeping(const BlobRef& blob) {
  return blob && (blob->size() == 0 || blob->file()->PresentBytes() > 0);
}

std::string Join(const std::string& directory, const std::string& name) {
  return directory.empty() ? name : directory + "/" + name;
}

}  // namespace

class CachedSource::File : public OpenFile {
 public:
  File(BlobRef blob, std::shared_ptr<const Supply> supply, Stat stat, ReadRun::Hint hint)
      : blob_(std::move(blob)), supply_(std::move(supply)), stat_(stat), run_(hint) {
    blob_->ReaderCame();
  }
  ~File() override { blob_->ReaderWent(); }
  const Stat& stat() const override { return stat_; }
  Result<size_t> Read(void* buf, size_t len, uint64_t offset, bool cached_only, const Call& call) override {
    return blob_->Read(&run_, supply_, buf, len, offset, cached_only, call);
  }
  Result<int> Lease(const Call& call) override { return blob_->Lease(call); }

 private:
  const BlobRef blob_;
  const std::shared_ptr<const Supply> supply_;
  const Stat stat_;
  ReadRun run_;
};

CachedSource::CachedSource(std::string uri, std::shared_ptr<Remote> remote,
                           std::shared_ptr<Metadata> metadata, CacheStore* store, Duration ttl,
                           SourceEvents events)
    : uri_(std::move(uri)), store_(store), ttl_(ttl), origin_(std::make_shared<Origin>()) {
  origin_->remote = std::move(remote);
  origin_->metadata = std::move(metadata);
  origin_->events = std::move(events);
  Supply supply;
  supply.remote = origin_->remote;
  supply.may_retry = [origin = origin_](const Status&, int failures, Duration* pause) {
    return origin->patience.MayRetry(failures, pause);
  };
  supply.noted = [origin = origin_](const std::string& path, const Status& status) {
    origin->Note(status);
    if (status.code() != FLUID_ABORTED && status.code() != FLUID_NOT_FOUND) return;
    origin->metadata->Doubt(path);
    origin->events.changed(path, 0);
  };
  supply_ = std::make_shared<const Supply>(std::move(supply));
}

CachedSource::~CachedSource() = default;

// ---- What is there ----------------------------------------------------------------------------------------

Status CachedSource::Check(const Call& call) {
  const int64_t asked = WallNs();
  auto listing = origin_->remote->List("", call);
  origin_->Note(listing.status());
  if (!listing.ok()) return listing.status();
  for (const std::string& name : origin_->metadata->PutListing("", std::move(*listing), asked))
    origin_->events.changed(name, 0);
  return {};
}

std::string CachedSource::Remark() const {
  std::string remark = store_->remark();
  if (size_only_)
    remark +=
        Cat(remark.empty() ? "" : "; ",
            "the server tells neither ETag nor Last-Modified: a change of a file is seen by its size alone");
  return remark;
}

Status CachedSource::EnsureListed(const std::string& directory, const Call& call) {
  Metadata& metadata = *origin_->metadata;
  const auto fresh = [&] {
    const int64_t listed = metadata.ListedAt(directory);
    return listed > Floor(directory) && WallNs() - listed <= std::max(ttl_, kLeastListing).count();
  };
  if (fresh()) return {};
  const Turns::Turn turn(&turns_, "list " + directory, call);
  if (!turn.status().ok()) return turn.status();
  if (fresh()) return {};
  const bool known = metadata.ListedAt(directory) != 0;
  {
    MutexLock lock(mutex_);
    if (const auto it = unlisted_.find(directory); it != unlisted_.end() && Now() < it->second.first)
      return known ? Status() : it->second.second;
  }
  const int64_t asked = WallNs();
  auto listing = origin_->Ask<Listing>(
      known, call, [&](const Call& once) { return origin_->remote->List(directory, once); });
  if (listing.ok()) {
    for (const std::string& name : metadata.PutListing(directory, std::move(*listing), asked))
      origin_->events.changed(Join(directory, name), 0);
    return {};
  }
  const Status& why = listing.status();
  if (why.code() == FLUID_NOT_FOUND || why.code() == FLUID_CANCELLED || why.code() == FLUID_DEADLINE_EXCEEDED)
    return why;
  if (why.code() == FLUID_PERMISSION_DENIED || why.code() == FLUID_FAILED_PRECONDITION) {
    // Its files may be read all the same; they shall not ask for the listing each.
    MutexLock lock(mutex_);
    if (unlisted_.size() > 10000) unlisted_.clear();
    unlisted_[directory] = {Now() + kUnlisted, why};
  }
  return known ? Status() : why;
}

void CachedSource::Refresh(const std::string& path) {
  MutexLock lock(mutex_);
  if (floors_.size() > 1000) floors_ = {{"", WallNs()}};  // the whole of it, rather than without end
  floors_[path] = WallNs();
  unlisted_.clear();
}

int64_t CachedSource::Floor(const std::string& path) {
  MutexLock lock(mutex_);
  int64_t floor = 0;
  for (const auto& [above, at] : floors_)
    if (above.empty() || path == above || (path.starts_with(above) && path[above.size()] == '/'))
      floor = std::max(floor, at);
  return floor;
}

Result<Attr> CachedSource::Know(const std::string& path, const Call& call) {
  Metadata& metadata = *origin_->metadata;
  if (path.empty()) return *metadata.Find(path);
  const Status listed = EnsureListed(SplitPath(path).first, call);
  auto attr = metadata.Find(path);
  if (attr && (attr->dir || attr->size)) return *attr;
  if (!attr && listed.ok())
    return Error(FLUID_NOT_FOUND, origin_->remote->Describe(path) + ": not in its directory", ENOENT);
  // The directory doesn't list, or lists without sizes: the file itself knows.
  if (!listed.ok() && listed.code() != FLUID_FAILED_PRECONDITION && listed.code() != FLUID_PERMISSION_DENIED)
    return listed;
  auto head =
      origin_->Ask<Attr>(false, call, [&](const Call& once) { return origin_->remote->Head(path, once); });
  if (!head.ok()) return head.status();
  if (attr) head->mark = attr->mark;
  metadata.PutAttr(path, *head);
  return *head;
}

Stat CachedSource::StatOf(const std::string& path, const Attr& attr) {
  Stat stat;
  stat.mode = attr.dir ? 0040555 : 0100444;
  stat.nlink = attr.dir ? 2 : 1;
  stat.size = attr.dir ? 0 : attr.size.value_or(0);
  stat.mtime_ns = attr.mtime_ns;
  if (!attr.dir && attr.checked_ns != 0) stat.version = attr.version();
  const int64_t known_ns = path.empty() ? WallNs() : origin_->metadata->ListedAt(SplitPath(path).first);
  stat.valid_ns = std::max<int64_t>(0, std::min(ttl_.count(), known_ns + ttl_.count() - WallNs()));
  return stat;
}

Result<Stat> CachedSource::GetStat(const std::string& path, const Call& call) {
  const auto attr = Know(path, call);
  if (!attr.ok()) return attr.status();
  return StatOf(path, *attr);
}

Status CachedSource::List(const std::string& path, const std::string& after, const EntryFn& fn,
                          const Call& call) {
  Metadata& metadata = *origin_->metadata;
  if (!path.empty()) {
    const auto attr = Know(path, call);
    if (!attr.ok()) return attr.status();
    if (!attr->dir) return Error(FLUID_FAILED_PRECONDITION, path + ": not a directory", ENOTDIR);
  }
  if (Status status = EnsureListed(path, call); !status.ok()) return status;
  std::string at = after;
  for (;;) {
    std::vector<RemoteEntry> page = metadata.Page(path, at, kPage);
    if (page.empty()) return {};
    std::vector<std::string> unsized;
    std::vector<size_t> which;
    for (size_t i = 0; i < page.size(); ++i)
      if (!page[i].attr.dir && !page[i].attr.size)
        unsized.push_back(Join(path, page[i].name)), which.push_back(i);
    const auto heads =
        unsized.empty() ? std::vector<Result<Attr>>() : origin_->remote->HeadMany(unsized, call);
    const bool some_came =
        std::any_of(heads.begin(), heads.end(), [](const auto& head) { return head.ok(); });
    std::set<size_t> gone, unknown;
    for (size_t i = 0; i < heads.size(); ++i) {
      RemoteEntry& entry = page[which[i]];
      Result<Attr> head = heads[i];
      if (MayPass(head.status()))
        head = origin_->Ask<Attr>(false, call,
                                  [&](const Call& once) { return origin_->remote->Head(unsized[i], once); });
      const Status& why = head.status();
      if (head.ok()) {
        head->mark = entry.attr.mark;
        entry.attr = *head;
        metadata.PutAttr(unsized[i], entry.attr);
      } else if (why.code() == FLUID_NOT_FOUND) {
        gone.insert(which[i]);
      } else if (why.code() == FLUID_CANCELLED || why.code() == FLUID_DEADLINE_EXCEEDED ||
                 (MayPass(why) && !some_came)) {
        return why;
      } else {
        unknown.insert(which[i]);  // it is there, and open says why it can't be read
      }
    }
    for (size_t i = 0; i < page.size(); ++i) {
      if (gone.contains(i)) continue;
      Stat stat = StatOf(Join(path, page[i].name), page[i].attr);
      if (unknown.contains(i)) stat.valid_ns = 0;  // its size of 0 is no answer to keep
      const fluid_status status = fn(page[i].name, stat);
      if (status != FLUID_OK) return {status, {}};
    }
    at = page.back().name;
  }
}

Result<std::string> CachedSource::ReadLink(const std::string& path, const Call&) {
  return Error(FLUID_INVALID_ARGUMENT, path + ": not a symbolic link", EINVAL);
}

// ---- Versions ---------------------------------------------------------------------------------------------

Result<Attr> CachedSource::Question(const std::string& path, const Attr& known, const BlobRef& cached,
                                    Priority priority, const Call& call) {
  const bool complete = cached && cached->file()->Complete();
  const bool another_answer = WorthKeeping(cached);
  const bool small = known.size && *known.size <= kSmallFile && (!complete || known.HasValidator());
  if (small) {
    // The memory of this thread's last small file, so that not each one's comes from the kernel anew.
    thread_local std::string room;
    auto got = origin_->Ask<Small>(another_answer, call, [&](const Call& once) {
      return origin_->remote->Get(path, complete ? &known : nullptr, kSmallFile, priority, std::move(room),
                                  once);
    });
    if (got.ok() && got->unchanged) {
      Attr attr = known;
      attr.checked_ns = WallNs();
      return attr;
    }
    if (got.ok()) {
      const BlobRef blob = store_->Get({uri_, path, got->attr});
      // What could not be kept is fetched again by the read, which tells why.
      (void)blob->StoreWhole(got->bytes, priority != Priority::kJob).ok();
      if (got->bytes.capacity() <= kKeptRoom) room = std::move(got->bytes);
      return got->attr;
    }
    if (got.status().code() != FLUID_RESOURCE_EXHAUSTED) return got.status();
  }
  return origin_->Ask<Attr>(another_answer, call,
                            [&](const Call& once) { return origin_->remote->Head(path, once); });
}

Result<Attr> CachedSource::Revalidate(const std::string& path, int64_t asked_ns, Priority priority,
                                      const Call& call) {
  Metadata& metadata = *origin_->metadata;
  const auto fresh = [&](const Attr& attr) {
    return attr.checked_ns > Floor(path) && attr.checked_ns + ttl_.count() >= asked_ns;
  };
  auto known = metadata.Find(path);
  if (known && fresh(*known)) return *known;
  const Turns::Turn turn(&turns_, "file " + path, call);
  if (!turn.status().ok()) return turn.status();
  if (auto first = Know(path, call); !first.ok())
    return first.status();
  else
    known = *first;
  if (known->dir) return Error(FLUID_FAILED_PRECONDITION, path + ": is a directory", EISDIR);
  if (fresh(*known)) return *known;
  BlobRef cached;
  if (known->HasValidator() || known->checked_ns != 0) {
    cached = store_->Find(uri_, path, known->version());
  } else if ((cached = store_->FindAny(uri_, path))) {
    // The cache remembers a version that the metadata lost: ask whether it is still that.
    const std::string mark = known->mark;
    known = cached->id().attr;
    known->mark = mark;
  }
  auto answer = Question(path, *known, cached, priority, call);
  if (!answer.ok()) {
    const Status& why = answer.status();
    if (why.code() == FLUID_NOT_FOUND) {
      metadata.Remove(path);
      origin_->events.changed(path, 0);
      return why;
    }
    if (why.code() == FLUID_CANCELLED || why.code() == FLUID_DEADLINE_EXCEEDED) return why;
    if (!WorthKeeping(cached)) return why;
    return *known;
  }
  if (answer->dir) return Error(FLUID_FAILED_PRECONDITION, path + ": is a directory", EISDIR);
  if (answer->mark.empty()) answer->mark = known->mark;
  if (!answer->HasValidator()) size_only_ = true;
  metadata.PutAttr(path, *answer);
  const bool versions_differ = !known->etag.empty() || !known->last_modified.empty()
                                   ? known->version() != answer->version()
                                   : known->size != answer->size;
  if (versions_differ) origin_->events.changed(path, answer->version());
  return *answer;
}

Result<std::unique_ptr<OpenFile>> CachedSource::Open(const std::string& path, uint64_t version,
                                                     ReadRun::Hint hint, const Call& call) {
  BlobRef blob;
  Stat stat;
  if (version != 0) {
    blob = store_->Find(uri_, path, version);
    const auto known = origin_->metadata->Find(path);
    if (!blob && known && known->size && known->version() == version)
      blob = store_->Get({uri_, path, *known});
    if (!blob)
      return Error(FLUID_ABORTED,
                   Cat(origin_->remote->Describe(path), ": version ", version, " can't be had any more"),
                   ESTALE);
    stat = StatOf(path, blob->id().attr);
    stat.version = version;
  } else {
    const auto attr = Revalidate(path, WallNs(), Priority::kReader, call);
    if (!attr.ok()) return attr.status();
    if (attr->dir) return Error(FLUID_FAILED_PRECONDITION, path + ": is a directory", EISDIR);
    blob = store_->Get({uri_, path, *attr});
    stat = StatOf(path, *attr);
    stat.version = attr->version();
  }
  return std::unique_ptr<OpenFile>(std::make_unique<File>(std::move(blob), supply_, stat, hint));
}

// ---- Jobs and numbers -------------------------------------------------------------------------------------

Status CachedSource::Load(const std::string& path, bool verify, const Pace& pace, const Progress& progress,
                          const Call& call) {
  for (int attempt = 1;; ++attempt) {
    if (const auto known = origin_->metadata->Find(path);
        known && known->size.value_or(SIZE_MAX) <= kSmallFile)
      if (Status status = pace(*known->size); !status.ok()) return status;
    const auto attr = Revalidate(path, WallNs(), Priority::kJob, call);
    if (!attr.ok()) return attr.status();
    const BlobRef blob = store_->Get({uri_, path, *attr});
    Status status = blob->Fill(supply_, pace, progress, call);
    if (status.code() == FLUID_ABORTED && attempt < 3) continue;  // it changed meanwhile
    if (!status.ok() || !verify) return status;
    const auto bad = blob->VerifyAll(true, call);
    if (!bad.ok()) return bad.status();
    if (*bad == 0) return {};
    if (attempt >= 3)
      return Error(FLUID_DATA_LOSS, Cat(path, ": ", *bad, " blocks of the cache don't keep what was written"),
                   EIO);
  }
}

uint64_t CachedSource::Free(const std::string& path) { return store_->Remove(uri_, path); }

std::optional<SourceTotals> CachedSource::Totals(const std::string& path) {
  const auto sum = origin_->metadata->Sum(path);
  if (!sum) return std::nullopt;
  return SourceTotals{sum->bytes, sum->files};
}

uint64_t CachedSource::CachedBytes(const std::string& path) {
  uint64_t bytes = 0;
  store_->ForEach(uri_, path, [&](const BlockFile&, uint64_t cached) { bytes += cached; });
  return bytes;
}

fluid_status CachedSource::Locate(const std::string& path, uint64_t offset, uint64_t length,
                                  const StretchFn& fn) {
  const auto known = origin_->metadata->Find(path);
  if (!known || known->dir || !known->size) return FLUID_OK;
  const BlobRef blob = store_->Find(uri_, path, known->version());
  if (!blob) return FLUID_OK;
  const auto file = blob->file();
  const uint64_t end = std::min(file->size(), length > UINT64_MAX - offset ? UINT64_MAX : offset + length);
  for (size_t block = offset / file->block_bytes();
       block < file->blocks() && block * file->block_bytes() < end;) {
    const size_t first = block;
    while (block < file->blocks() && block * file->block_bytes() < end && file->Has(block)) ++block;
    if (block == first) {
      ++block;
      continue;
    }
    const uint64_t begin = first * file->block_bytes();
    if (const fluid_status status = fn(begin, file->BlockEnd(block - 1) - begin); status != FLUID_OK)
      return status;
  }
  return FLUID_OK;
}

}  // namespace thin
