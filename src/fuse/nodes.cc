#include "src/fuse/nodes.h"

#include <algorithm>
#include <cstring>

#include "src/base/strings.h"

namespace fluid::fuse {
namespace {

std::string_view ParentOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

template <class T>
void Append(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

bool Node::Is(const engine::FileStat& now) const {
  return type() == (now.mode & S_IFMT) && VersionOf(stat) == VersionOf(now);
}

uint64_t VersionOf(const engine::FileStat& stat) {
  if (stat.is_dir()) return 0;
  if (stat.version != 0) return stat.version;
  std::string bytes;
  Append(bytes, stat.size);
  Append(bytes, stat.mtime_ns);
  return Hash64(bytes);
}

std::string ChildPath(std::string_view folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  if (folder != "/") path += '/';
  path += name;
  return path;
}

bool IsWithin(std::string_view path, std::string_view folder) {
  if (folder == "/") return true;
  return path.substr(0, folder.size()) == folder &&
         (path.size() == folder.size() || path[folder.size()] == '/');
}

Nodes::Nodes(std::string root) : root_(std::move(root)) {
  engine::FileStat folder;
  folder.mode = S_IFDIR | 0555;
  nodes_[kRoot] = {std::make_shared<const Node>(Node{root_, folder}), 1};
}

uint64_t Nodes::Find(std::string_view path, uint32_t type, uint64_t version) const {
  if (type == S_IFDIR && path == root_) return kRoot;
  std::string bytes(path);
  bytes += '\0';
  Append(bytes, type);
  Append(bytes, version);
  for (uint64_t id = Hash64(bytes);; ++id) {
    if (id <= kRoot) continue;
    const auto it = nodes_.find(id);
    if (it == nodes_.end()) return id;
    const Node& node = *it->second.node;
    if (node.path == path && node.type() == type && VersionOf(node.stat) == version) return id;
  }
}

uint64_t Nodes::Ref(const std::string& path, const engine::FileStat& stat) {
  auto node = std::make_shared<const Node>(Node{path, stat});
  MutexLock lock(mutex_);
  const uint64_t id = Find(path, node->type(), VersionOf(stat));
  if (id == kRoot) return id;
  Held& held = nodes_[id];
  held.node.swap(node);
  ++held.lookups;
  return id;
}

void Nodes::Unref(uint64_t id, uint64_t count) {
  if (id == kRoot) return;
  MutexLock lock(mutex_);
  const auto it = nodes_.find(id);
  if (it == nodes_.end()) return;
  it->second.lookups -= std::min(count, it->second.lookups);
  if (it->second.lookups == 0) nodes_.erase(it);
}

std::shared_ptr<const Node> Nodes::Get(uint64_t id) const {
  MutexLock lock(mutex_);
  const auto it = nodes_.find(id);
  return it == nodes_.end() ? nullptr : it->second.node;
}

uint64_t Nodes::IdOf(const std::string& path, const engine::FileStat& stat) const {
  MutexLock lock(mutex_);
  return Find(path, stat.mode & S_IFMT, VersionOf(stat));
}

uint64_t Nodes::FolderLocked(std::string_view path) const {
  const uint64_t id = Find(path, S_IFDIR, 0);
  return nodes_.contains(id) ? id : 0;
}

uint64_t Nodes::Folder(std::string_view path) const {
  MutexLock lock(mutex_);
  return FolderLocked(path);
}

std::vector<Nodes::Entry> Nodes::Below(std::string_view folder) const {
  std::vector<Entry> entries;
  MutexLock lock(mutex_);
  for (const auto& [id, held] : nodes_) {
    const std::string& path = held.node->path;
    if (id == kRoot || path == folder || !IsWithin(path, folder)) continue;
    const std::string_view parent = ParentOf(path);
    const uint64_t parent_id = FolderLocked(parent);
    if (parent_id == 0) continue;
    entries.push_back({parent_id, path.substr(path.rfind('/') + 1)});
  }
  return entries;
}

size_t Nodes::size() const {
  MutexLock lock(mutex_);
  return nodes_.size();
}

}  // namespace fluid::fuse
