// Tree: the mounts as one tree. A value that never changes: a new spec makes a new tree, so that a reader
// sees the old or the new one and nothing between. A path belongs to the mount with the longest path above
// it; directories on the way to a mount exist even where no source has them.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "plugins/thin/mount.h"

namespace thin {

class Tree {
 public:
  // `leaving`: removed ones that handles may still be taken over from. Of `serving` no two have one path.
  Tree(std::vector<std::shared_ptr<Mount>> serving, std::vector<std::shared_ptr<Mount>> leaving)
      : serving_(std::move(serving)), leaving_(std::move(leaving)) {}

  // Paths as the ABI gives them: absolute.
  Result<Stat> GetStat(const std::string& path, const Call& call) const;
  Status List(const std::string& path, const std::string& after, const Source::EntryFn& fn,
              const Call& call) const;
  Result<std::string> ReadLink(const std::string& path, const Call& call) const;
  Result<std::unique_ptr<Mount::File>> Open(const std::string& path, uint64_t version, ReadRun::Hint hint,
                                            const Call& call) const;

  struct Place {
    std::shared_ptr<Mount> mount;  // null: none has it
    std::string path;              // relative to it
  };
  Place Find(const std::string& path) const;
  // Where the subtree at `path` lies: its own place, and the mounts below it.
  std::vector<Place> Below(const std::string& path) const;
  const std::vector<std::shared_ptr<Mount>>& serving() const { return serving_; }
  const std::vector<std::shared_ptr<Mount>>& leaving() const { return leaving_; }

 private:
  // Names directly below `path` that lead to mounts.
  std::set<std::string> Virtual(const std::string& path) const;

  const std::vector<std::shared_ptr<Mount>> serving_, leaving_;
};

}  // namespace thin
