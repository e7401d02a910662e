// Metadata: what is known of the directories and files of one source, kept over restarts, so that a question
// is asked once and a source that can't be asked is still listed. It holds facts with the time they were
// learned; whether they are fresh enough is for cached_source.h.
//
// On disk: a file for each directory, FOLDER/KEY.dir, replaced by rename about a second after a change:
//   "FLTHINDR" u32 format, text directory, u64 listed_ns, u32 flags (1: the URI names a single file), u32
//   entries; each: text name, u32 flags (1 directory, 2 size known), u64 size, i64 mtime, i64 checked_ns,
//   texts etag, last_modified, mark; at the end a u64 XXH3 of all before.
// Threads: all functions, any thread. Bounded: directories beyond a million entries leave memory, not the
// disk.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plugins/thin/call.h"
#include "plugins/thin/mutex.h"
#include "plugins/thin/remote.h"

namespace thin {

inline constexpr uint32_t kMetadataFormat = 1;

class Metadata {
 public:
  // Directories of the source `uri` lie in `folder`/HASH-OF-URI.
  Metadata(const std::string& folder, const std::string& uri);
  ~Metadata();  // writes what is not on disk yet

  // "" is the root, a directory.
  std::optional<Attr> Find(const std::string& path);
  // When the directory was last listed (CLOCK_REALTIME); 0: never.
  int64_t ListedAt(const std::string& directory);
  // Up to `most` entries whose names come after `after`, by name.
  std::vector<RemoteEntry> Page(const std::string& directory, const std::string& after, size_t most);

  // The listing at `now`. Sizes and validators that were learned stay with entries of which the listing says
  // the same as before. Names of files that changed or went.
  std::vector<std::string> PutListing(const std::string& directory, Listing listing, int64_t now);
  void PutAttr(const std::string& path, const Attr& attr);
  void Remove(const std::string& path);
  // The next open asks again.
  void Doubt(const std::string& path);

  struct Totals {
    uint64_t bytes = 0, files = 0;
  };
  // Of the subtree; nothing unless all of it was listed and has sizes.
  std::optional<Totals> Sum(const std::string& path);

 private:
  struct Directory {
    std::map<std::string, Attr> entries;
    int64_t listed_ns = 0;
    bool single_file = false;
    bool dirty = false;
    uint64_t used = 0;  // of clock_
  };

  Directory& Load(const std::string& path) THIN_REQUIRES(mutex_);
  std::string FileOf(const std::string& path) const;
  void Touch(Directory& directory) THIN_REQUIRES(mutex_);
  void Trim() THIN_REQUIRES(mutex_);
  void WriteDirty();
  void Writer(const std::stop_token& stop);
  static std::string Encode(const std::string& path, const Directory& directory);
  static bool Decode(std::string_view bytes, const std::string& path, Directory* out);

  const std::string folder_;
  Mutex mutex_;
  CondVar changed_;
  std::map<std::string, Directory> directories_ THIN_GUARDED_BY(mutex_);
  size_t entries_ THIN_GUARDED_BY(mutex_) = 0;
  uint64_t clock_ THIN_GUARDED_BY(mutex_) = 0;
  bool dirty_ THIN_GUARDED_BY(mutex_) = false, stop_ THIN_GUARDED_BY(mutex_) = false;
  std::jthread writer_;
};

std::pair<std::string, std::string> SplitPath(const std::string& path);  // directory, name

}  // namespace thin
