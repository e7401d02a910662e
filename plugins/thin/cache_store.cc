#include "plugins/thin/cache_store.h"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "plugins/thin/files.h"

namespace thin {
namespace {

constexpr std::string_view kFormatName = "fluid-thin-cache ";
constexpr int kFormat = 2;
constexpr Duration kPatience = std::chrono::seconds(2);  // with the scan; what it has not found is fetched

Status CheckFormat(const std::string& folder) {
  const std::string path = folder + "/FORMAT";
  auto text = ReadFile(path, 4096);
  if (!text.ok() && text.status().err() == ENOENT) return ReplaceFile(path, Cat(kFormatName, kFormat, "\n"));
  if (!text.ok()) return text.status();
  int format = 0;
  std::string_view number = *text;
  if (number.starts_with(kFormatName))
    number.remove_prefix(kFormatName.size());
  else
    number = {};
  std::from_chars(number.data(), number.data() + number.size(), format);
  if (format < 1)
    return Error(FLUID_FAILED_PRECONDITION, path + ": this is no cache of fluid's; name another directory");
  if (format > kFormat)
    return Error(FLUID_FAILED_PRECONDITION,
                 Cat(path, ": format ", format, " is newer than ", kFormat,
                     ", the newest this version knows: upgrade, or remove the directory"));
  if (format < kFormat) return ReplaceFile(path, Cat(kFormatName, kFormat, "\n"));
  return {};
}

int64_t ModifiedNs(const std::string& path) {
  struct stat st;
  return stat(path.c_str(), &st) == 0 ? st.st_mtim.tv_sec * int64_t{1000000000} + st.st_mtim.tv_nsec : 0;
}

bool Below(const std::string& path, const std::string& folder) {
  return folder.empty() || path == folder ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

}  // namespace

Result<std::unique_ptr<CacheStore>> CacheStore::Open(const std::string& folder, CacheLimits limits, Log log) {
  if (Status status = MakeFolder(folder + "/objects"); !status.ok()) return status;
  if (Status status = CheckFormat(folder); !status.ok()) return status;
  return std::unique_ptr<CacheStore>(new CacheStore(folder, std::move(limits), std::move(log)));
}

CacheStore::CacheStore(std::string folder, CacheLimits limits, Log log)
    : folder_(std::move(folder)),
      log_(std::move(log)),
      packs_(folder_ + "/packs"),
      limits_(std::move(limits)) {
  scanner_ = StartThread([this](std::stop_token stop) { Scan(stop); });
}

CacheStore::~CacheStore() = default;

std::string CacheStore::BaseOf(const std::string& key) const {
  return folder_ + "/objects/" + key.substr(0, 2) + "/" + key;
}

BlobRef CacheStore::Pin(const std::shared_ptr<Blob>& blob) {
  ++blob->pins_;
  blob->last_use_ns_ = WallNs();
  return BlobRef(blob.get(), [this, blob](Blob*) { Unpin(blob); });
}

BlobRef CacheStore::PinAgain(const std::shared_ptr<Blob>& blob) {
  MutexLock lock(mutex_);
  return Pin(blob);
}

void CacheStore::Unpin(const std::shared_ptr<Blob>& blob) {
  MutexLock lock(mutex_);
  blob->last_use_ns_ = WallNs();
  if (--blob->pins_ > 0 || blob->detached_) return;
  blob->CloseIdle();
  if (blob->cached_ == 0) Detach(blob);
}

std::shared_ptr<Blob> CacheStore::Lookup(const std::string& key) {
  if (const auto it = blobs_.find(key); it != blobs_.end()) return it->second;
  if (scanned_) return nullptr;
  const auto file = BlockFile::Load(BaseOf(key));
  if (!file.ok()) return nullptr;
  Adopt(*file, BaseOf(key), ModifiedNs(BaseOf(key) + ".map"));
  return blobs_.at(key);
}

// A file that a former life left.
void CacheStore::Adopt(const std::shared_ptr<BlockFile>& file, const std::string& base, int64_t last_use_ns) {
  const auto blob = std::make_shared<Blob>(this, base, file);
  blob->last_use_ns_ = last_use_ns;
  blob->cached_ = static_cast<int64_t>(file->PresentBytes());
  cached_ += blob->cached_;
  blobs_.emplace(file->id().Key(), blob);
}

void CacheStore::AwaitPacks() {
  const Time until = Now() + kPatience;
  while (!packs_scanned_ && Now() < until) scan_ended_.WaitUntil(mutex_, until);
}

BlobRef CacheStore::Get(const BlobId& id) {
  const std::string key = id.Key();
  MutexLock lock(mutex_);
  AwaitPacks();
  if (const auto blob = Lookup(key)) return Pin(blob);
  const std::string base = BaseOf(key);
  auto blob = std::make_shared<Blob>(this, base, std::make_shared<BlockFile>(base, id));
  blobs_.emplace(key, blob);
  return Pin(blob);
}

BlobRef CacheStore::Find(const std::string& source, const std::string& path, uint64_t version) {
  MutexLock lock(mutex_);
  AwaitPacks();
  const auto blob = Lookup(BlobId::KeyOf(source, path, version));
  return blob ? Pin(blob) : nullptr;
}

BlobRef CacheStore::FindAny(const std::string& source, const std::string& path) {
  const std::string file = BlobId::FileKeyOf(source, path);
  MutexLock lock(mutex_);
  for (const Time until = Now() + kPatience; !scanned_ && Now() < until;)
    scan_ended_.WaitUntil(mutex_, until);
  std::shared_ptr<Blob> last;
  for (auto it = blobs_.lower_bound(file); it != blobs_.end() && it->first.starts_with(file); ++it)
    if (!last || it->second->last_use_ns_ > last->last_use_ns_) last = it->second;
  return last ? Pin(last) : nullptr;
}

void CacheStore::Detach(const std::shared_ptr<Blob>& blob) {
  blob->detached_ = true;
  cached_ -= blob->cached_;
  blob->cached_ = 0;
  blob->Unlink();
  blobs_.erase(blob->id().Key());
}

uint64_t CacheStore::Remove(const std::string& source, const std::string& path) {
  AwaitScan();
  MutexLock lock(mutex_);
  std::vector<std::shared_ptr<Blob>> gone;
  for (const auto& [key, blob] : blobs_)
    if (blob->id().source == source && Below(blob->id().path, path)) gone.push_back(blob);
  uint64_t bytes = 0;
  for (const auto& blob : gone) bytes += static_cast<uint64_t>(blob->cached_), Detach(blob);
  return bytes;
}

Status CacheStore::Clear() {
  scanner_.request_stop();
  AwaitScan();
  {
    MutexLock lock(mutex_);
    for (const auto& [key, blob] : blobs_) blob->detached_ = true, blob->cached_ = 0, blob->Abandon();
    blobs_.clear();
    cached_ = 0;
  }
  const Status packs = RemoveTree(folder_ + "/packs"), objects = RemoveTree(folder_ + "/objects");
  return packs.ok() ? objects : packs;
}

void CacheStore::ForEach(const std::string& source, const std::string& path,
                         const std::function<void(const BlockFile&, uint64_t)>& fn) {
  MutexLock lock(mutex_);
  for (const auto& [key, blob] : blobs_)
    if (blob->id().source == source && Below(blob->id().path, path))
      fn(*blob->file(), static_cast<uint64_t>(blob->cached_));
}

uint64_t CacheStore::RoomLocked() const {
  struct statvfs fs;
  if (statvfs(folder_.c_str(), &fs) != 0) return static_cast<uint64_t>(cached_);
  return (fs.f_bavail * fs.f_frsize + static_cast<uint64_t>(cached_)) / 10 * 9;
}

uint64_t CacheStore::CapacityLocked() const {
  return limits_.quota ? std::min(limits_.quota, RoomLocked()) : RoomLocked();
}

// Idle blobs go until the bytes fit below the low mark. True: they fit below the high one.
bool CacheStore::Evict(uint64_t bytes) {
  const double capacity = static_cast<double>(CapacityLocked());
  const auto used = [&]() THIN_REQUIRES(mutex_) {
    return static_cast<double>(cached_ + reserved_) + static_cast<double>(bytes);
  };
  if (used() <= capacity * limits_.high) return true;
  std::vector<std::shared_ptr<Blob>> idle;
  for (const auto& [key, blob] : blobs_)
    if (blob->pins_ == 0) idle.push_back(blob);
  std::sort(idle.begin(), idle.end(),
            [](const auto& a, const auto& b) { return a->last_use_ns_ < b->last_use_ns_; });
  for (const auto& blob : idle) {
    if (used() <= capacity * limits_.low) break;
    Detach(blob);
  }
  return used() <= capacity * limits_.high;
}

bool CacheStore::MakeRoom(uint64_t bytes) {
  MutexLock lock(mutex_);
  return Evict(bytes);
}

void CacheStore::ForceRoom(uint64_t bytes) {
  MutexLock lock(mutex_);
  while (!Evict(bytes)) {
    std::shared_ptr<Blob> largest;
    for (const auto& [key, blob] : blobs_)
      if (blob->cached_ > 0 && (!largest || blob->cached_ > largest->cached_)) largest = blob;
    if (!largest) return;  // a quota smaller than one stretch: it is exceeded by that
    RestartLocked(largest.get());
  }
}

void CacheStore::Restart(Blob* blob) {
  MutexLock lock(mutex_);
  RestartLocked(blob);
}

void CacheStore::RestartLocked(Blob* blob) {
  cached_ -= blob->cached_;
  blob->cached_ = 0;
  blob->StartAnew();
}

void CacheStore::Account(Blob* blob, int64_t cached, int64_t reserved) {
  MutexLock lock(mutex_);
  reserved_ += reserved;
  if (blob->detached_) return;
  blob->cached_ += cached;
  cached_ += cached;
}

void CacheStore::SetLimits(CacheLimits limits) {
  MutexLock lock(mutex_);
  limits_ = std::move(limits);
  Evict(0);
}

std::string CacheStore::remark() const {
  MutexLock lock(mutex_);
  return limits_.remark;
}

uint64_t CacheStore::capacity() const {
  MutexLock lock(mutex_);
  return limits_.quota ? limits_.quota : RoomLocked();
}

void CacheStore::NoteRefused(const Status& why) {
  constexpr Duration kQuiet = std::chrono::seconds(60);
  {
    MutexLock lock(mutex_);
    if (refused_ != Time() && Now() - refused_ < kQuiet) return;
    refused_ = Now();
  }
  log_(FLUID_LOG_WARNING, Cat("the cache takes no more, files are read past it: ", why.message));
}

uint64_t CacheStore::usable_bytes() const {
  MutexLock lock(mutex_);
  return static_cast<uint64_t>(static_cast<double>(CapacityLocked()) * limits_.high);
}

uint64_t CacheStore::cached_bytes() const {
  MutexLock lock(mutex_);
  return static_cast<uint64_t>(std::max<int64_t>(0, cached_));
}

void CacheStore::AwaitScan() {
  MutexLock lock(mutex_);
  while (!scanned_) scan_ended_.Wait(mutex_);
}

uint64_t CacheStore::FoundRecord(const std::shared_ptr<Pack>& pack, uint64_t offset) {
  uint64_t bytes = 0;
  const auto file =
      BlockFile::LoadPacked(pack, offset, [this](const BlobId& id) { return BaseOf(id.Key()); }, &bytes);
  if (!file) return 0;
  struct stat st;
  const int64_t written = fstat(pack->fd(), &st) == 0 ? st.st_mtim.tv_sec * int64_t{1000000000} : 0;
  MutexLock lock(mutex_);
  const std::string key = file->id().Key();
  if (file->PresentBytes() == 0 || blobs_.contains(key))
    file->Unlink();
  else  // records are in the order of their age
    Adopt(file, BaseOf(key), written - st.st_size + static_cast<int64_t>(offset));
  return bytes;
}

// Learns what former lives left, and removes what can't be used.
void CacheStore::Scan(const std::stop_token& stop) {
  packs_.Scan(stop, [this](const auto& pack, uint64_t offset) { return FoundRecord(pack, offset); });
  {
    MutexLock lock(mutex_);
    packs_scanned_ = true;
    scan_ended_.NotifyAll();
  }
  std::error_code error;
  for (const auto& sub : std::filesystem::directory_iterator(folder_ + "/objects", error)) {
    std::error_code inner;
    for (const auto& entry : std::filesystem::directory_iterator(sub.path(), inner)) {
      if (stop.stop_requested()) break;
      const std::string name = entry.path().filename(), path = entry.path();
      const std::string key = name.substr(0, name.find('.')), base = BaseOf(key);
      MutexLock lock(mutex_);
      if (blobs_.contains(key)) continue;
      struct stat st;
      if (name == key + ".map") {
        if (Lookup(key)) continue;
        unlink(path.c_str());
      } else if (stat((base + ".map").c_str(), &st) != 0 || name != key + ".data") {
        unlink(path.c_str());
      }
    }
  }
  MutexLock lock(mutex_);
  scanned_ = true;
  scan_ended_.NotifyAll();
  Evict(0);
}

}  // namespace thin
