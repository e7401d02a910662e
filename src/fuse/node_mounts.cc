#include "src/fuse/node_mounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/fuse/fuse_mount.h"
#include "src/fuse/mount_record.h"
#include "src/fuse/mount_watch.h"

namespace fluid::fuse {
namespace {

// NodeMount.root as an absolute path: "a/b/", "/a//b" are "/a/b".
Result<std::string> RootPath(const std::string& root) {
  std::string path;
  for (const std::string_view part : Split(root, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == ".." || part.find('\0') != std::string_view::npos) {
      return InvalidArgument(fmt::format("the sub-path '{}' leaves the dataset", root));
    }
    path += '/';
    path += part;
  }
  return path.empty() ? "/" : path;
}

class NodeMounts : public engine::MountTable {
 public:
  NodeMounts(engine::DataPlane& plane, NodeMountOptions options)
      : plane_(plane), options_(std::move(options)), record_(options_.record), left_(record_.Read()) {
    plane_.OnChange([this](const std::string& path, uint64_t) { Changed(path); });
  }
  ~NodeMounts() override {
    watch_.reset();
    plane_.OnChange(nullptr);
    MutexLock apply(apply_mutex_);
    std::map<std::string, Entry> ended;
    MutexLock lock(mutex_);
    ended.swap(entries_);
    for (auto& [id, entry] : ended) {
      std::vector<int> users;
      if (entry.mount && !entry.mount->Unmount(&users).ok()) entry.mount->Detach();
    }
    ClearLeft({});
    record_.Write({});
  }

  std::vector<NodeMountState> Apply(const std::vector<NodeMount>& wanted,
                                    const engine::ForcedMounts& forced) override;
  std::vector<NodeMountState> States() override;
  void OnLoss(std::function<void()> fn) override {
    watch_.emplace([this, fn = std::move(fn)] {
      if (Lost()) fn();
    });
  }

 private:
  struct Entry {
    NodeMount wanted;                  // as it is mounted, or was tried
    std::shared_ptr<FuseMount> mount;  // null: not mounted
    NodeMountState state;
  };

  void Remove(const std::string& id, bool force) ABSL_EXCLUSIVE_LOCKS_REQUIRED(apply_mutex_);
  void Keep(const NodeMount& wanted) ABSL_EXCLUSIVE_LOCKS_REQUIRED(apply_mutex_);
  Result<std::shared_ptr<FuseMount>> Start(const NodeMount& wanted);
  void ClearLeft(const std::vector<NodeMount>& wanted) ABSL_EXCLUSIVE_LOCKS_REQUIRED(apply_mutex_);
  void Record(const std::vector<NodeMount>& wanted) ABSL_EXCLUSIVE_LOCKS_REQUIRED(apply_mutex_);
  bool Lost();
  void Changed(const std::string& path);
  Entry Get(const std::string& id);
  void Put(const std::string& id, Entry entry);

  engine::DataPlane& plane_;
  const NodeMountOptions options_;
  Mutex apply_mutex_;  // taken first; held while mounts are made and ended
  MountRecord record_ ABSL_GUARDED_BY(apply_mutex_);
  std::vector<std::string> left_ ABSL_GUARDED_BY(apply_mutex_);  // targets of a former process
  Mutex mutex_;
  std::map<std::string, Entry> entries_ ABSL_GUARDED_BY(mutex_);  // by id; changed under apply_mutex_ only
  std::optional<MountWatch> watch_;
};

NodeMounts::Entry NodeMounts::Get(const std::string& id) {
  MutexLock lock(mutex_);
  const auto it = entries_.find(id);
  return it == entries_.end() ? Entry{} : it->second;
}

void NodeMounts::Put(const std::string& id, Entry entry) {
  MutexLock lock(mutex_);
  entries_[id] = std::move(entry);
}

std::vector<NodeMountState> NodeMounts::Apply(const std::vector<NodeMount>& wanted,
                                              const engine::ForcedMounts& forced) {
  MutexLock apply(apply_mutex_);
  std::vector<std::string> gone;
  {
    MutexLock lock(mutex_);
    for (const auto& [id, entry] : entries_) {
      if (std::find(wanted.begin(), wanted.end(), entry.wanted) == wanted.end()) gone.push_back(id);
    }
  }
  Record(wanted);
  ClearLeft(wanted);
  for (const std::string& id : gone) Remove(id, forced.Contains(id));
  for (const NodeMount& mount : wanted) Keep(mount);
  Record(wanted);
  return States();
}

std::vector<NodeMountState> NodeMounts::States() {
  std::vector<NodeMountState> states;
  MutexLock lock(mutex_);
  for (const auto& [id, entry] : entries_) {
    states.push_back(entry.state);
    if (entry.state.mounted && !(entry.mount && entry.mount->mounted())) {
      states.back().mounted = false;
      states.back().message = "it was ended by somebody else";
    }
  }
  return states;
}

bool NodeMounts::Lost() {
  MutexLock lock(mutex_);
  return std::any_of(entries_.begin(), entries_.end(), [](const auto& entry) {
    return entry.second.state.mounted && !(entry.second.mount && entry.second.mount->mounted());
  });
}

// What may be mounted from now on: what is, and what shall be.
void NodeMounts::Record(const std::vector<NodeMount>& wanted) {
  std::vector<std::string> targets = left_;
  for (const NodeMount& mount : wanted) targets.push_back(mount.target);
  {
    MutexLock lock(mutex_);
    for (const auto& [id, entry] : entries_) targets.push_back(entry.wanted.target);
  }
  record_.Write(std::move(targets));
}

void NodeMounts::ClearLeft(const std::vector<NodeMount>& wanted) {
  for (const std::string& target : left_) {
    const bool again = std::any_of(wanted.begin(), wanted.end(),
                                   [&](const NodeMount& mount) { return mount.target == target; });
    if (again) continue;  // it is taken over
    const Status status = FuseMount::ClearDead(target);
    if (status.code() == Code::kNotFound) continue;
    options_.log.Info("what a former process left at {}: {}", target,
                      status.ok() ? "it is detached" : status.ToString());
  }
  left_.clear();
}

void NodeMounts::Remove(const std::string& id, bool force) {
  Entry entry = Get(id);
  if (entry.mount) {
    const Status status = entry.mount->Unmount(&entry.state.users);
    if (!status.ok() && !force) {
      entry.state.message = status.message();
      options_.log.Info("{}; {} processes", status.message(), entry.state.users.size());
      return Put(id, std::move(entry));
    }
    if (!status.ok()) entry.mount->Detach();
    options_.log.Info("unmounted {}{}", entry.wanted.target, status.ok() ? "" : " under its users");
  }
  MutexLock lock(mutex_);
  entries_.erase(id);
}

void NodeMounts::Keep(const NodeMount& wanted) {
  Entry entry = Get(wanted.id);
  if (entry.mount && entry.wanted != wanted) {  // an earlier form of it that Remove had to leave
    return;
  }
  if (entry.mount && !entry.mount->mounted()) {
    entry.mount->Detach();
    entry.mount.reset();
  }
  const bool new_mount = !entry.mount;
  entry.wanted = wanted;
  entry.state = {wanted.id, wanted.target, false, "", {}};
  Status status;
  if (new_mount) {
    auto started = Start(wanted);
    status = started.status();
    if (started.ok()) entry.mount = *started;
  }
  if (entry.mount) status = entry.mount->Probe(options_.probe_timeout);
  entry.state.mounted = status.ok();
  entry.state.message = status.message();
  if (!status.ok()) options_.log.Warning("{}", status.message());
  if (new_mount && status.ok()) options_.log.Info("mounted {}", wanted.target);
  Put(wanted.id, std::move(entry));
}

Result<std::shared_ptr<FuseMount>> NodeMounts::Start(const NodeMount& wanted) {
  FuseMountOptions options;
  FLUID_ASSIGN_OR_RETURN(options.files.root, RootPath(wanted.root));
  options.files.request_timeout = options_.request_timeout;
  options.files.entry_limit = options_.metadata_ttl;
  if (const auto it = wanted.options.find("metadata.ttl"); it != wanted.options.end()) {
    FLUID_ASSIGN_OR_RETURN(options.files.entry_limit, ParseDuration(it->second));
  }
  if (const auto it = wanted.options.find("mount.nonempty"); it != wanted.options.end()) {
    options.allow_non_empty = it->second == "true";
  }
  options.files.absent_limit = std::min(options.files.absent_limit, options.files.entry_limit);
  options.session.max_threads = options_.max_threads;
  options.read_ahead_kib = options_.read_ahead_kib;
  if (options.files.root != "/") {
    // Elsewhere than in the source's absence, a mount of nothing helps nobody.
    const auto root = plane_.Stat(options.files.root, Call::Within(options_.probe_timeout));
    if (root.status().code() == Code::kNotFound || (root.ok() && !root->is_dir())) {
      return FailedPrecondition(
          fmt::format("mount at {}: the dataset has no folder {}", wanted.target, options.files.root));
    }
  }
  FLUID_ASSIGN_OR_RETURN(auto mount, FuseMount::Mount(plane_, wanted.target, std::move(options)));
  return std::shared_ptr<FuseMount>(std::move(mount));
}

void NodeMounts::Changed(const std::string& path) {
  MutexLock lock(mutex_);
  for (const auto& [id, entry] : entries_) {
    if (entry.mount) entry.mount->Changed(path);
  }
}

}  // namespace

std::unique_ptr<engine::MountTable> NewNodeMounts(engine::DataPlane& plane, NodeMountOptions options) {
  return std::make_unique<NodeMounts>(plane, std::move(options));
}

}  // namespace fluid::fuse
