#include "src/placement/cow.h"

namespace fluid::placement {

Owner::~Owner() {
  while (first_ != nullptr) {
    Cow* next = first_->after;
    delete first_;
    first_ = next;
  }
}

// What a trial stops using belongs to its view, or ends with the trial anyway.
void Owner::Retire(Cow* object) {
  if (kind_ == Kind::kTrial) return;
  retired_.push_back({object, epoch_});
}

void Owner::Turn(uint64_t id, uint64_t epoch) {
  id_ = id;
  epoch_ = epoch;
}

void Owner::Free(uint64_t oldest_epoch) {
  while (!retired_.empty() && retired_.front().seen < oldest_epoch) {
    Cow* object = retired_.front().object;
    retired_.pop_front();
    Unlink(object);
    delete object;
  }
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
