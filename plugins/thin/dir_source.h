// DirSource: a directory of this machine (or one file), served directly: its bytes are read where they lie,
// which no cache makes faster. A version is made of inode, size and mtime; a file that changes under a reader
// gives ABORTED. Nothing outside the directory is reached: symbolic links are shown, not followed.
#pragma once

#include "plugins/thin/source.h"

namespace thin {

class DirSource : public Source {
 public:
  DirSource(std::string root, SourceEvents events) : root_(std::move(root)), events_(std::move(events)) {}

  Status Check(const Call& call) override;
  Result<Stat> GetStat(const std::string& path, const Call& call) override;
  Status List(const std::string& path, const std::string& after, const EntryFn& fn,
              const Call& call) override;
  Result<std::string> ReadLink(const std::string& path, const Call& call) override;
  Result<std::unique_ptr<OpenFile>> Open(const std::string& path, uint64_t version, ReadRun::Hint hint,
                                         const Call& call) override;
  void Refresh(const std::string&) override {}
  Status Load(const std::string& path, bool verify, const Pace& pace, const Progress& progress,
              const Call& call) override;
  uint64_t Free(const std::string&) override { return 0; }
  std::optional<SourceTotals> Totals(const std::string&) override { return std::nullopt; }
  uint64_t CachedBytes(const std::string&) override { return 0; }
  fluid_status Locate(const std::string&, uint64_t, uint64_t, const StretchFn&) override { return FLUID_OK; }

 private:
  class File;
  // A descriptor below the root; -1 with the reason in errno.
  int OpenAt(const std::string& path, int flags) const;

  // What errno means after a call failed; when the directory itself is gone, it is the source that fails.
  Status Failed(const std::string& what) const;

  const std::string root_;
  const SourceEvents events_;
};

}  // namespace thin
