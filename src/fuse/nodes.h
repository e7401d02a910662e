// Nodes: what a node id of the kernel means: one version of one path.
//
// An id is a hash of path, type and version, so a process that takes over a mount arrives at the ids of its
// predecessor by looking at the same tree; nothing is numbered in the order in which it was met. Folders have
// no version: what is in use below one stays where it is when its listing changes. Two ids never mean the
// same thing, and the rare pair with one hash is told apart by taking the next free number.
//
// Memory: one entry of a few hundred bytes for each inode that the kernel keeps, ended by its FORGET.
// Threads: all functions, any thread.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "src/base/mutex.h"
#include "src/engine/data_plane.h"

namespace fluid::fuse {

struct Node {
  std::string path;       // in the dataset
  engine::FileStat stat;  // of a file: for good; of a folder: when it was last looked up
  uint32_t type() const { return stat.mode & S_IFMT; }
  // What `now` describes at the path is this node.
  bool Is(const engine::FileStat& now) const;
};

// What tells versions of one path apart: of a folder nothing, of a file its version, or size and time when
// that is unknown.
uint64_t VersionOf(const engine::FileStat& stat);
// "/a" + "b" is "/a/b"; "/" + "b" is "/b".
std::string ChildPath(std::string_view folder, std::string_view name);
// `path` is `folder` or below it.
bool IsWithin(std::string_view path, std::string_view folder);

class Nodes {
 public:
  static constexpr uint64_t kRoot = 1;

  explicit Nodes(std::string root);  // path of the root node, which is never forgotten

  // The id of what `stat` describes at `path`; the kernel holds it once more.
  uint64_t Ref(const std::string& path, const engine::FileStat& stat);
  // The kernel holds it `count` times less.
  void Unref(uint64_t id, uint64_t count);
  // Nothing: no such node.
  std::shared_ptr<const Node> Get(uint64_t id) const;
  // The id Ref would give, without holding it.
  uint64_t IdOf(const std::string& path, const engine::FileStat& stat) const;
  // The id of a folder that the kernel holds, else 0.
  uint64_t Folder(std::string_view path) const;

  struct Entry {
    uint64_t parent;
    std::string name;
  };
  // The entries by which the kernel may have reached what it holds below `folder`.
  std::vector<Entry> Below(std::string_view folder) const;
  size_t size() const;

 private:
  struct Held {
    std::shared_ptr<const Node> node;
    uint64_t lookups = 0;
  };
  uint64_t Find(std::string_view path, uint32_t type, uint64_t version) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  uint64_t FolderLocked(std::string_view path) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string root_;
  mutable Mutex mutex_;
  absl::flat_hash_map<uint64_t, Held> nodes_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace fluid::fuse
