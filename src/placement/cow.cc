#include "src/placement/cow.h"

#include <algorithm>

namespace fluid::placement {

constexpr size_t kLine = 64;

Pool::~Pool() {
  for (const Blocks& blocks : sizes_) {
    for (void* block : blocks.free) ::operator delete(block, std::align_val_t{kLine});
  }
}

Pool::Blocks& Pool::Of(size_t bytes) {
  for (Blocks& blocks : sizes_) {
    if (blocks.bytes == bytes) return blocks;
  }
  return sizes_.emplace_back(Blocks{bytes, {}});
}

void* Pool::Take(size_t bytes) {
  Blocks& blocks = Of(bytes);
  if (blocks.free.empty()) return ::operator new(bytes, std::align_val_t{kLine});
  void* block = blocks.free.back();
  blocks.free.pop_back();
  free_bytes_ -= bytes;
  return block;
}

void Pool::Give(void* block, size_t bytes) {
  if (free_bytes_ + bytes > kMostBytes) return ::operator delete(block, std::align_val_t{kLine});
  Of(bytes).free.push_back(block);
  free_bytes_ += bytes;
}

Owner::~Owner() {
  while (first_ != nullptr) {
    Cow* next = first_->after;
    first_->Release(pool_);
    first_ = next;
  }
}

// What a trial stops using belongs to its view, or ends with the trial anyway.
void Owner::Retire(Cow* object) {
  if (kind_ == Kind::kTrial) return;
  retired_.push_back({object, epoch_});
}

void Owner::Turn(uint64_t epoch) {
  epoch_ = epoch;
  id_ = 2 * (epoch + 1);
}

void Owner::FreeOrKeep(const Retired& retired, std::span<const Held> held) {
  const uint64_t first = FirstOf(retired.object->owner);
  const auto by = std::find_if(held.begin(), held.end(),
                               [&](const Held& h) { return h.from <= retired.seen && h.to >= first; });
  if (by == held.end()) {
    Unlink(retired.object);
    retired.object->Release(pool_);
    return;
  }
  auto kept = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& k) { return k.by == *by; });
  if (kept == kept_.end()) kept = kept_.insert(kept, Kept{*by, {}});
  kept->objects.push_back(retired);
}

void Owner::Free(std::span<const Held> held) {
  // What is no longer held goes first, so that the lists of those that are only grow.
  for (size_t i = kept_.size(); i-- > 0;) {
    if (std::find(held.begin(), held.end(), kept_[i].by) != held.end()) continue;
    std::vector<Retired> objects = std::move(kept_[i].objects);
    kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(i));
    for (const Retired& retired : objects) FreeOrKeep(retired, held);
  }
  for (const Retired& retired : retired_) FreeOrKeep(retired, held);
  retired_.clear();
}

size_t Owner::bytes() const {
  size_t sum = 0;
  for (const Cow* object = first_; object != nullptr; object = object->after) sum += object->bytes();
  return sum;
}

void Owner::Link(Cow* object) {
  object->before = nullptr;
  object->after = first_;
  if (first_ != nullptr) first_->before = object;
  first_ = object;
}

void Owner::Unlink(Cow* object) {
  (object->before != nullptr ? object->before->after : first_) = object->after;
  if (object->after != nullptr) object->after->before = object->before;
}

}  // namespace fluid::placement
