// Notes: to learn of a store's changes the quickest way, for one who only takes note of them, to deal with
// them elsewhere.
//
// Threads, order, versions: as Store::StartWatch.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "fluid/store.h"

namespace fluid::store {

enum class Leisure {
  kNone,  // many events, or many to tell: only take note
  kSome,  // of one event whose writer tells few: some microseconds may be spent on it
};
struct Note {
  std::shared_ptr<const WatchEvent> event;
  std::shared_ptr<const std::string> json = {};  // of its object, where the store has printed it; else null
  Leisure leisure = Leisure::kNone;
};
// Must call nothing of the store and wait for nobody: it may run inside TakeNotes and inside the call of a
// writer, with locks of the store held.
using NoteFn = std::function<void(const Note&)>;

// A store that tells on the thread of its writer, instead of waking another.
class Notes {
 public:
  virtual Result<std::unique_ptr<Watch>> StartNoting(const Selection& selection, const std::string& version,
                                                     NoteFn fn) = 0;

 protected:
  ~Notes() = default;
};

// From any store: one that is not Notes tells as it tells every watch.
Result<std::unique_ptr<Watch>> TakeNotes(Store& store, const Selection& selection, const std::string& version,
                                         NoteFn fn);

}  // namespace fluid::store
