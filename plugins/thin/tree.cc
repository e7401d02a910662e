#include "plugins/thin/tree.h"

#include <algorithm>

namespace thin {
namespace {

// "a/b" of "/a/b/"; "" of "/".
std::string Relative(const std::string& path) {
  size_t begin = 0, end = path.size();
  while (begin < end && path[begin] == '/') ++begin;
  while (end > begin && path[end - 1] == '/') --end;
  return path.substr(begin, end - begin);
}

// Whether `path` is `folder` or below; and what is left of it.
bool Under(const std::string& path, const std::string& folder, std::string* rest) {
  if (folder.empty()) return *rest = path, true;
  if (!path.starts_with(folder)) return false;
  if (path.size() == folder.size()) return rest->clear(), true;
  if (path[folder.size()] != '/') return false;
  return *rest = path.substr(folder.size() + 1), true;
}

Stat VirtualDirectory() {
  Stat stat;
  stat.mode = 0040555;
  stat.nlink = 2;
  stat.valid_ns = 1000000000;
  return stat;
}

Status NotFound(const std::string& path) {
  return Error(FLUID_NOT_FOUND, path + ": no such file or directory", ENOENT);
}

}  // namespace

Tree::Place Tree::Find(const std::string& absolute) const {
  const std::string path = Relative(absolute);
  Place best;
  size_t longest = 0;
  for (const auto& mount : serving_) {
    std::string rest;
    if (!Under(path, mount->spec().path, &rest)) continue;
    if (best.mount && mount->spec().path.size() < longest) continue;
    longest = mount->spec().path.size();
    best = {mount, std::move(rest)};
  }
  return best;
}

std::vector<Tree::Place> Tree::Below(const std::string& absolute) const {
  std::vector<Place> places;
  if (Place own = Find(absolute); own.mount) places.push_back(std::move(own));
  const std::string path = Relative(absolute);
  for (const auto& mount : serving_) {
    std::string rest;
    if (!places.empty() && mount == places[0].mount) continue;
    if (Under(mount->spec().path, path, &rest)) places.push_back({mount, ""});
  }
  return places;
}

std::set<std::string> Tree::Virtual(const std::string& path) const {
  std::set<std::string> names;
  for (const auto& mount : serving_) {
    std::string rest;
    if (Under(mount->spec().path, path, &rest) && !rest.empty()) names.insert(rest.substr(0, rest.find('/')));
  }
  return names;
}

Result<Stat> Tree::GetStat(const std::string& path, const Call& call) const {
  const std::string relative = Relative(path);
  const bool on_the_way = relative.empty() || !Virtual(relative).empty();
  const Place place = Find(path);
  if (on_the_way && (!place.mount || !place.path.empty())) return VirtualDirectory();
  if (!place.mount) return NotFound(path);
  return place.mount->source().GetStat(place.path, call);
}

Status Tree::List(const std::string& path, const std::string& after, const Source::EntryFn& fn,
                  const Call& call) const {
  const std::set<std::string> names = Virtual(Relative(path));
  auto next = after.empty() ? names.begin() : names.upper_bound(after);
  const Place place = Find(path);
  if (!place.mount && names.empty() && !Relative(path).empty()) return NotFound(path);
  if (place.mount) {
    // Both are in order; a mount's name hides the source's.
    const auto merged = [&](std::string_view name, const Stat& stat) -> fluid_status {
      for (; next != names.end() && *next <= name; ++next) {
        const bool same = *next == name;
        if (const fluid_status status = fn(*next, VirtualDirectory()); status != FLUID_OK) return status;
        if (same) return ++next, FLUID_OK;
      }
      return fn(name, stat);
    };
    Status status = place.mount->source().List(place.path, after, merged, call);
    if (!status.ok() && (status.code() != FLUID_NOT_FOUND || names.empty())) return status;
  }
  for (; next != names.end(); ++next)
    if (const fluid_status status = fn(*next, VirtualDirectory()); status != FLUID_OK) return {status, {}};
  return {};
}

Result<std::string> Tree::ReadLink(const std::string& path, const Call& call) const {
  const Place place = Find(path);
  if (!place.mount) return NotFound(path);
  return place.mount->source().ReadLink(place.path, call);
}

Result<std::unique_ptr<Mount::File>> Tree::Open(const std::string& path, uint64_t version, ReadRun::Hint hint,
                                                const Call& call) const {
  const auto file = [](const std::shared_ptr<Mount>& mount,
                       Result<std::unique_ptr<OpenFile>> opened) -> Result<std::unique_ptr<Mount::File>> {
    if (!opened.ok()) return opened.status();
    return std::make_unique<Mount::File>(mount, std::move(*opened));
  };
  if (!Virtual(Relative(path)).empty() || Relative(path).empty())
    return Error(FLUID_FAILED_PRECONDITION, path + ": is a directory", EISDIR);
  const Place place = Find(path);
  auto opened = place.mount ? file(place.mount, place.mount->source().Open(place.path, version, hint, call))
                            : Result<std::unique_ptr<Mount::File>>(NotFound(path));
  if (opened.ok() || version == 0) return opened;
  // A successor after a crash takes over handles of mounts that are leaving, too.
  for (const auto& mount : leaving_) {
    std::string rest;
    if (!Under(Relative(path), mount->spec().path, &rest)) continue;
    if (auto old = file(mount, mount->source().Open(rest, version, hint, call)); old.ok()) return old;
  }
  return opened;
}

}  // namespace thin
