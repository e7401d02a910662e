#include "src/engine/cache_listing.h"

#include "src/base/files.h"

namespace fluid::engine {
namespace {

constexpr size_t kListed = 1000;  // entries of a folder in one answer

Status TellHeld(Instance& instance, const std::string& path, CachedEntry& entry, const Call& call) {
  if (!entry.folder) {
    const Result<Instance::Held> held = instance.HeldOf(path, entry.size, call);
    if (held.ok()) {
      entry.cached_bytes = held->bytes;
      entry.tier = held->slowest_tier;
      return Ok();
    }
    if (held.status().code() != Code::kUnimplemented) return held.status();
  }
  FLUID_ASSIGN_OR_RETURN(entry.cached_bytes, instance.CachedBytes(path, call));
  return Ok();
}

}  // namespace

Result<CacheListing> ListCache(DataPlane& data, Instance& instance, const ListCacheRequest& r,
                               const Call& call) {
  CacheListing listing;
  std::string last;
  const auto add = [&](std::string_view name, const FileStat& stat) {
    listing.entries.push_back({std::string(name), stat.is_dir(), stat.is_dir() ? 0 : stat.size, 0, -1});
  };
  FLUID_ASSIGN_OR_RETURN(const FileStat self, data.Stat(r.path, call));
  if (self.is_dir()) {
    const auto entry = [&](std::string_view name, const FileStat& stat, std::string_view cursor) {
      if (listing.entries.size() == kListed) {
        listing.next = last;
        return false;
      }
      add(name, stat);
      last = cursor;
      return true;
    };
    FLUID_RETURN_IF_ERROR(data.List(r.path, r.after, entry, call));
  } else {
    add("", self);
  }
  for (CachedEntry& entry : listing.entries) {
    const std::string path = entry.name.empty() ? r.path : JoinPath(r.path, entry.name);
    FLUID_RETURN_IF_ERROR(TellHeld(instance, path, entry, call));
  }
  return listing;
}

}  // namespace fluid::engine
