#include "plugins/thin/metadata.h"

#include <xxhash.h>

#include <algorithm>
#include <deque>

#include "plugins/thin/files.h"

namespace thin {
namespace {

constexpr std::string_view kMagic = "FLTHINDR";
constexpr size_t kMostEntries = 1000000;
constexpr size_t kMostBytes = size_t{1} << 30;

}  // namespace

std::pair<std::string, std::string> SplitPath(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {"", path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

Metadata::Metadata(const std::string& folder, const std::string& uri)
    : folder_(folder + "/" + HashName(uri)) {
  // A folder that can't be made costs questions after a restart, no more: writing it is best effort.
  (void)MakeFolder(folder_).ok();
  writer_ = StartThread([this](std::stop_token stop) { Writer(stop); });
}

Metadata::~Metadata() {
  {
    MutexLock lock(mutex_);
    stop_ = true;
    changed_.NotifyAll();
  }
  writer_.join();
  WriteDirty();
}

std::string Metadata::FileOf(const std::string& path) const {
  return folder_ + "/" + HashName(path) + ".dir";
}

std::string Metadata::Encode(const std::string& path, const Directory& directory) {
  Encoder out;
  out.Raw(kMagic);
  out.U32(kMetadataFormat);
  out.Text(path);
  out.U64(static_cast<uint64_t>(directory.listed_ns));
  out.U32(directory.single_file ? 1 : 0);
  out.U32(static_cast<uint32_t>(directory.entries.size()));
  for (const auto& [name, attr] : directory.entries) {
    out.Text(name);
    out.U32((attr.dir ? 1u : 0u) | (attr.size ? 2u : 0u));
    out.U64(attr.size.value_or(0));
    out.U64(static_cast<uint64_t>(attr.mtime_ns));
    out.U64(static_cast<uint64_t>(attr.checked_ns));
    out.Text(attr.etag);
    out.Text(attr.last_modified);
    out.Text(attr.mark);
  }
  out.U64(XXH3_64bits(out.bytes.data(), out.bytes.size()));
  return std::move(out.bytes);
}

bool Metadata::Decode(std::string_view bytes, const std::string& path, Directory* out) {
  if (bytes.size() < 8) return false;
  Decoder sum(bytes.substr(bytes.size() - 8));
  bytes.remove_suffix(8);
  if (sum.U64() != XXH3_64bits(bytes.data(), bytes.size())) return false;
  Decoder in(bytes);
  if (in.Raw(8) != kMagic || in.U32() != kMetadataFormat || in.Text() != path) return false;
  out->listed_ns = static_cast<int64_t>(in.U64());
  out->single_file = in.U32() & 1;
  const uint32_t count = in.U32();
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    const std::string name(in.Text());
    Attr attr;
    const uint32_t flags = in.U32();
    attr.dir = flags & 1;
    const uint64_t size = in.U64();
    if (flags & 2) attr.size = size;
    attr.mtime_ns = static_cast<int64_t>(in.U64());
    attr.checked_ns = static_cast<int64_t>(in.U64());
    attr.etag = in.Text();
    attr.last_modified = in.Text();
    attr.mark = in.Text();
    out->entries.emplace_hint(out->entries.end(), name, std::move(attr));
  }
  return in.ok() && in.done();
}

Metadata::Directory& Metadata::Load(const std::string& path) {
  const auto [it, is_new] = directories_.try_emplace(path);
  Directory& directory = it->second;
  directory.used = ++clock_;
  if (!is_new) return directory;
  if (auto bytes = ReadFile(FileOf(path), kMostBytes); bytes.ok() && !Decode(*bytes, path, &directory))
    directory = Directory();  // torn, or of another format: it is only a copy of what the source tells
  directory.used = clock_;
  entries_ += directory.entries.size() + 1;
  if (entries_ > kMostEntries) Trim();
  return directory;
}

void Metadata::Trim() {
  std::vector<std::pair<uint64_t, const std::string*>> by_use;
  for (const auto& [path, directory] : directories_)
    if (!directory.dirty && directory.used != clock_) by_use.emplace_back(directory.used, &path);
  std::sort(by_use.begin(), by_use.end());
  for (const auto& [used, path] : by_use) {
    if (entries_ <= kMostEntries / 4 * 3) break;
    const auto it = directories_.find(*path);
    entries_ -= it->second.entries.size() + 1;
    directories_.erase(it);
  }
}

void Metadata::Touch(Directory& directory) {
  directory.dirty = true;
  if (!dirty_) changed_.NotifyAll();
  dirty_ = true;
}

std::optional<Attr> Metadata::Find(const std::string& path) {
  if (path.empty()) {
    Attr root;
    root.dir = true;
    return root;
  }
  const auto [directory, name] = SplitPath(path);
  MutexLock lock(mutex_);
  const Directory& known = Load(directory);
  const auto it = known.entries.find(name);
  if (it == known.entries.end()) return std::nullopt;
  return it->second;
}

int64_t Metadata::ListedAt(const std::string& directory) {
  MutexLock lock(mutex_);
  return Load(directory).listed_ns;
}

std::vector<RemoteEntry> Metadata::Page(const std::string& directory, const std::string& after, size_t most) {
  std::vector<RemoteEntry> page;
  MutexLock lock(mutex_);
  const Directory& known = Load(directory);
  for (auto it = after.empty() ? known.entries.begin() : known.entries.upper_bound(after);
       it != known.entries.end() && page.size() < most; ++it)
    page.push_back({it->first, it->second});
  return page;
}

std::vector<std::string> Metadata::PutListing(const std::string& directory, Listing listing, int64_t now) {
  std::vector<std::string> changed;
  std::map<std::string, Attr> entries;
  MutexLock lock(mutex_);
  Directory& known = Load(directory);
  for (RemoteEntry& entry : listing.entries) {
    const auto it = known.entries.find(entry.name);
    if (it != known.entries.end()) {
      const Attr& before = it->second;
      const bool same = before.dir == entry.attr.dir && before.mark == entry.attr.mark &&
                        (!entry.attr.size || entry.attr.size == before.size);
      if (same && before.checked_ns > entry.attr.checked_ns)
        entry.attr = before;
      else if (!same)
        changed.push_back(entry.name);
    }
    entries.insert_or_assign(entry.name, std::move(entry.attr));
  }
  for (const auto& [name, attr] : known.entries)
    if (!entries.contains(name)) changed.push_back(name);
  entries_ += entries.size() - known.entries.size();
  known.entries = std::move(entries);
  known.listed_ns = now;
  known.single_file = listing.single_file;
  Touch(known);
  return changed;
}

void Metadata::PutAttr(const std::string& path, const Attr& attr) {
  const auto [directory, name] = SplitPath(path);
  MutexLock lock(mutex_);
  Directory& known = Load(directory);
  const auto [it, is_new] = known.entries.try_emplace(name);
  entries_ += is_new;
  const std::string mark = it->second.mark;
  it->second = attr;
  if (attr.mark.empty()) it->second.mark = mark;
  Touch(known);
}

void Metadata::Remove(const std::string& path) {
  const auto [directory, name] = SplitPath(path);
  MutexLock lock(mutex_);
  Directory& known = Load(directory);
  if (known.entries.erase(name)) --entries_, Touch(known);
}

void Metadata::Doubt(const std::string& path) {
  const auto [directory, name] = SplitPath(path);
  MutexLock lock(mutex_);
  Directory& known = Load(directory);
  if (const auto it = known.entries.find(name); it != known.entries.end()) it->second.checked_ns = 0;
}

std::optional<Metadata::Totals> Metadata::Sum(const std::string& path) {
  MutexLock lock(mutex_);
  Totals totals;
  std::deque<std::string> folders;
  const auto add = [&](const std::string& at, const Attr& attr) {
    if (attr.dir) {
      folders.push_back(at);
      return true;
    }
    totals.files += 1;
    totals.bytes += attr.size.value_or(0);
    return attr.size.has_value();
  };
  if (path.empty()) {
    folders.push_back(path);
  } else {
    const auto [directory, name] = SplitPath(path);
    const Directory& parent = Load(directory);
    const auto it = parent.entries.find(name);
    if (it == parent.entries.end() || !add(path, it->second)) return std::nullopt;
  }
  while (!folders.empty()) {
    const std::string at = std::move(folders.front());
    folders.pop_front();
    const Directory& directory = Load(at);
    if (directory.listed_ns == 0) return std::nullopt;
    for (const auto& [name, attr] : directory.entries)
      if (!add(at.empty() ? name : at + "/" + name, attr)) return std::nullopt;
  }
  return totals;
}

void Metadata::WriteDirty() {
  std::vector<std::pair<std::string, std::string>> files;
  {
    MutexLock lock(mutex_);
    for (auto& [path, directory] : directories_) {
      if (!directory.dirty) continue;
      directory.dirty = false;
      files.emplace_back(FileOf(path), Encode(path, directory));
    }
    dirty_ = false;
  }
  for (const auto& [file, bytes] : files) (void)ReplaceFile(file, bytes).ok();
}

void Metadata::Writer(const std::stop_token&) {
  for (;;) {
    {
      MutexLock lock(mutex_);
      while (!dirty_ && !stop_) changed_.Wait(mutex_);
      // A second for more changes to come together.
      const Time at = Now() + std::chrono::seconds(1);
      while (!stop_ && Now() < at) changed_.WaitUntil(mutex_, at);
      if (stop_) return;
    }
    WriteDirty();
  }
}

}  // namespace thin
