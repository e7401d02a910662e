#include "src/fuse/retries.h"

namespace fluid::fuse {
namespace {

constexpr Duration kRetryWithin =
    std::chrono::seconds(1);  // the kernel does so at once, on a busy machine too
constexpr size_t kMostKept = 256;

}  // namespace

void Retries::Keep(pid_t thread, const std::string& path, std::shared_ptr<engine::OpenFile> file) {
  if (thread == 0) return;
  std::vector<Kept> old;  // closes outside the lock, here and below
  MutexLock lock(mutex_);
  old = DropOld();
  if (kept_.size() == kMostKept) return;
  Kept& kept = kept_[{thread, path}];
  old.push_back(std::exchange(kept, {std::move(file), std::chrono::steady_clock::now() + kRetryWithin}));
  any_ = true;
}

std::shared_ptr<engine::OpenFile> Retries::Find(pid_t thread, const std::string& path) {
  if (!any_) return nullptr;
  std::vector<Kept> old;
  MutexLock lock(mutex_);
  old = DropOld();
  const auto it = kept_.find({thread, path});
  return it == kept_.end() ? nullptr : it->second.file;
}

std::shared_ptr<engine::OpenFile> Retries::Take(pid_t thread, const std::string& path) {
  if (!any_) return nullptr;
  std::vector<Kept> old;
  MutexLock lock(mutex_);
  old = DropOld();
  const auto it = kept_.find({thread, path});
  if (it == kept_.end()) return nullptr;
  std::shared_ptr<engine::OpenFile> file = std::move(it->second.file);
  kept_.erase(it);
  any_ = !kept_.empty();
  return file;
}

void Retries::Clear() {
  ByThread all;
  MutexLock lock(mutex_);
  all.swap(kept_);
  any_ = false;
}

std::vector<Retries::Kept> Retries::DropOld() {
  std::vector<Kept> old;
  const MonoTime now = std::chrono::steady_clock::now();
  std::erase_if(kept_, [&](auto& entry) {
    if (entry.second.until > now) return false;
    old.push_back(std::move(entry.second));
    return true;
  });
  any_ = !kept_.empty();
  return old;
}

}  // namespace fluid::fuse
