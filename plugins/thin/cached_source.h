// CachedSource: a remote behind the metadata and block caches. This is where freshness is decided:
//   - a directory is listed, and a file's size and validators are asked, at first need, and again at the
//   first use
//     (for a file: the first open) after the ttl; else never;
//   - a source that can't be asked is served from what is known, without waiting for it each time;
//   - a file that is open keeps its version. A new version is told as a change.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>

#include "plugins/thin/cache_store.h"
#include "plugins/thin/origin.h"
#include "plugins/thin/source.h"
#include "plugins/thin/turns.h"

namespace thin {

class CachedSource : public Source {
 public:
  // `store` outlives it and all files opened through it.
  CachedSource(std::string uri, std::shared_ptr<Remote> remote, std::shared_ptr<Metadata> metadata,
               CacheStore* store, Duration ttl, SourceEvents events);
  ~CachedSource() override;

  Status Check(const Call& call) override;
  std::string Remark() const override;
  Result<Stat> GetStat(const std::string& path, const Call& call) override;
  Status List(const std::string& path, const std::string& after, const EntryFn& fn,
              const Call& call) override;
  Result<std::string> ReadLink(const std::string& path, const Call& call) override;
  Result<std::unique_ptr<OpenFile>> Open(const std::string& path, uint64_t version, ReadRun::Hint hint,
                                         const Call& call) override;
  void Refresh(const std::string& path) override;
  Status Load(const std::string& path, bool verify, const Pace& pace, const Progress& progress,
              const Call& call) override;
  uint64_t Free(const std::string& path) override;
  std::optional<SourceTotals> Totals(const std::string& path) override;
  uint64_t CachedBytes(const std::string& path) override;
  fluid_status Locate(const std::string& path, uint64_t offset, uint64_t length,
                      const StretchFn& fn) override;

 private:
  class File;

  Status EnsureListed(const std::string& directory, const Call& call);
  Result<Attr> Know(const std::string& path, const Call& call);
  // What is true of the file at `asked_ns` or, within the ttl, before. Small files come with their bytes.
  Result<Attr> Revalidate(const std::string& path, int64_t asked_ns, Priority priority, const Call& call);
  Result<Attr> Question(const std::string& path, const Attr& known, const BlobRef& cached, Priority priority,
                        const Call& call);
  // Facts about the path from before this don't count as fresh.
  int64_t Floor(const std::string& path);
  Stat StatOf(const std::string& path, const Attr& attr);

  const std::string uri_;
  CacheStore* const store_;
  const Duration ttl_;
  const std::shared_ptr<Origin> origin_;
  std::shared_ptr<const Supply> supply_;
  std::atomic<bool> size_only_{false};  // files came without ETag and Last-Modified
  Turns turns_;
  Mutex mutex_;
  std::map<std::string, int64_t> floors_ THIN_GUARDED_BY(mutex_);
  std::map<std::string, std::pair<Time, Status>> unlisted_
      THIN_GUARDED_BY(mutex_);  // until when not to ask, and why
};

}  // namespace thin
