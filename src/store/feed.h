// Feed: brings the changes of a store to those who watch it. Each watch has a queue of its own; one that
// falls more than `lag_limit` changes behind is told kGone, and nobody waits for it.
//
// Threads: all functions, any thread. Callbacks run on a thread of their watch, or, when the feed is pumped,
// inside Pump(). They may open and destroy watches; they must not destroy the feed. Lock order: the store's
// locks, the feed's, a reader's. None is held while a callback runs; all of them are while a note is taken,
// inside Note() and Publish().
#pragma once

#include <memory>
#include <vector>

#include "src/base/mutex.h"
#include "src/store/notes.h"
#include "src/store/table.h"

namespace fluid::store {

class Reader;

class Feed {
 public:
  enum class Delivery {
    kThreads,
    kPumped,  // callbacks come only from Pump(): for tests in one thread
  };
  Feed(Delivery delivery, size_t lag_limit) : delivery_(delivery), lag_limit_(lag_limit) {}
  ~Feed();  // waits for callbacks that run; watches may outlive it and stay silent

  // A watch that gets `first`, then what is published from now on. Whoever calls makes sure, with a lock of
  // his, that nothing is published between his reading of `first` and this call.
  std::unique_ptr<Watch> Open(const Selection& selection, Store::WatchFn fn,
                              const std::vector<EventPtr>& first);
  // The same for one who only takes note of them.
  std::unique_ptr<Watch> Note(const Selection& selection, NoteFn fn, const std::vector<EventPtr>& first);
  void Publish(const Changes& changes);

  // Calls back what is waiting, and what the callbacks cause, up to `most` times. How often it did.
  size_t Pump(size_t most);
  void Hold(bool hold);  // true: no callbacks until false
  void DropAll();        // every watch of now is over: kGone

 private:
  std::unique_ptr<Watch> Add(std::shared_ptr<Reader> reader) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::vector<std::shared_ptr<Reader>> Readers();
  void Reap() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Delivery delivery_;
  const size_t lag_limit_;
  Mutex mutex_;
  std::vector<std::shared_ptr<Reader>> readers_ ABSL_GUARDED_BY(mutex_);
  bool held_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace fluid::store
