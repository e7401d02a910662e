#include "src/fuse/listing.h"

#include <climits>

namespace fluid::fuse {

bool IsEntryName(std::string_view name) {
  return !name.empty() && name.size() <= NAME_MAX && name != "." && name != ".." &&
         name.find('/') == std::string_view::npos && name.find('\0') == std::string_view::npos;
}

const Listing::Page Listing::kEmpty;

Status Listing::Read(engine::DataPlane& plane, uint64_t from, const EntryFn& fn, const Call& call) {
  MutexLock lock(mutex_);
  if (from == 0) {
    for (Page& page : pages_) page.filled = false;
    cursors_.assign(1, "");
  }
  for (uint64_t at = from;;) {
    FLUID_ASSIGN_OR_RETURN(const Page* page, GetPage(plane, at / kPageEntries, call));
    for (; at - page->index * kPageEntries < page->entries.size(); ++at) {
      const Entry& entry = page->entries[at - page->index * kPageEntries];
      if (!fn(entry.name, entry.stat, at + 1)) return Ok();
    }
    if (page->entries.size() < kPageEntries) return Ok();
  }
}

Result<const Listing::Page*> Listing::GetPage(engine::DataPlane& plane, uint64_t index, const Call& call) {
  const Page& kept = pages_[index % pages_.size()];
  if (kept.filled && kept.index == index) return &kept;
  // Another process may have been told this position, or seekdir jumped: go there page by page.
  while (cursors_.size() <= index) {
    FLUID_ASSIGN_OR_RETURN(const Page* page, Fetch(plane, cursors_.size() - 1, call));
    if (page->entries.size() < kPageEntries) return page->index == index ? page : &kEmpty;
  }
  return Fetch(plane, index, call);
}

Result<const Listing::Page*> Listing::Fetch(engine::DataPlane& plane, uint64_t index, const Call& call) {
  Page& page = pages_[index % pages_.size()];
  page.filled = false;
  page.index = index;
  page.entries.clear();
  std::string last;
  FLUID_RETURN_IF_ERROR(plane.List(
      path_, cursors_[index],
      [&](std::string_view name, const engine::FileStat& stat, std::string_view cursor) {
        if (page.entries.size() == kPageEntries) return false;
        last = cursor;
        if (IsEntryName(name)) page.entries.push_back({std::string(name), stat});
        return page.entries.size() < kPageEntries;
      },
      call));
  const bool full = page.entries.size() == kPageEntries;
  if (full && last.empty())
    return Internal("list " + path_ + ": an entry without a cursor to go on behind it");
  page.filled = true;
  if (full && cursors_.size() == index + 1) cursors_.push_back(std::move(last));
  return &page;
}

}  // namespace fluid::fuse
