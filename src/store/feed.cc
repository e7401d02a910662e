#include "src/store/feed.h"

#include <deque>
#include <thread>
#include <utility>

namespace fluid::store {
namespace {

// A watch of something quiet learns now and then how far the store is, lest its version become too old to
// resume from.
constexpr size_t kBookmarkEvery = 1000;

// Who takes note and has some leisure for it, at one change.
constexpr int kFew = 4;

}  // namespace

// One watch: its queue and, unless pumped, its thread; or who takes note, and needs neither.
class Reader : public std::enable_shared_from_this<Reader> {
 public:
  Reader(Selection selection, Store::WatchFn fn, const std::vector<EventPtr>& first, size_t lag_limit,
         bool held)
      : selection_(std::move(selection)), lag_limit_(lag_limit), fn_(std::move(fn)), held_(held) {
    MutexLock lock(mutex_);
    for (const EventPtr& event : first) Push({event});
    first_left_ = queue_.size();
  }

  Reader(Selection selection, NoteFn fn, const std::vector<EventPtr>& first)
      : selection_(std::move(selection)), lag_limit_(0), note_(std::move(fn)), held_(false) {
    MutexLock lock(mutex_);
    for (const EventPtr& event : first) Push({event});
  }

  void Start() {
    thread_ = std::thread([self = shared_from_this()] { self->Run(); });
  }

  bool takes_note() const { return note_ != nullptr; }

  // Whether anything was told.
  bool Offer(const Changes& changes, Leisure leisure) {
    bool told = false;
    {
      MutexLock lock(mutex_);
      for (const Change& change : changes) told |= OfferOne(change, leisure);
    }
    if (told) changed_.NotifyAll();  // with no lock held, lest it wake only to wait for that
    return told;
  }

  void Drop() {
    MutexLock lock(mutex_);
    if (!over_ && !closed_) End();
    changed_.NotifyAll();
  }

  void Hold(bool hold) {
    MutexLock lock(mutex_);
    held_ = hold;
    changed_.NotifyAll();
  }

  // Calls back the first event of the queue. False: there is none, or it must wait.
  bool DeliverOne() {
    EventPtr event;
    {
      MutexLock lock(mutex_);
      if (!Ready()) return false;
      event = std::move(queue_.front());
      queue_.pop_front();
      if (first_left_ > 0) --first_left_;
      calling_ = true;
      caller_ = std::this_thread::get_id();
    }
    fn_(*event);
    MutexLock lock(mutex_);
    calling_ = false;
    changed_.NotifyAll();
    return true;
  }

  void Close() {
    MutexLock lock(mutex_);
    closed_ = true;
    changed_.NotifyAll();
    if (calling_ && caller_ == std::this_thread::get_id()) return;
    while (calling_) changed_.Wait(mutex_);
  }

  bool ended() {
    MutexLock lock(mutex_);
    return closed_ && (!thread_.joinable() || left_);
  }

  void Join() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  void Run() {
    for (;;) {
      {
        MutexLock lock(mutex_);
        while (!closed_ && !Ready()) changed_.Wait(mutex_);
        if (closed_) break;
      }
      DeliverOne();
    }
    fn_ = nullptr;
    MutexLock lock(mutex_);
    left_ = true;
  }

  bool OfferOne(const Change& change, Leisure leisure) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (over_ || closed_) return false;
    if (Matches(selection_, change.event->object.key())) {
      passed_ = 0;
      if (!note_ && queue_.size() - first_left_ >= lag_limit_) {
        End();
      } else {
        Push({change.event, change.json, leisure});
      }
      return true;
    }
    if (++passed_ < kBookmarkEvery) return false;
    passed_ = 0;
    Push({Bookmark(change.revision)});
    return true;
  }

  bool Ready() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return !closed_ && !held_ && !calling_ && !queue_.empty();
  }

  void Push(const Note& note) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const EventPtr& event = note.event;
    if (event->type == WatchEventType::kGone) over_ = true;
    if (note_) return note_(note);
    // Of bookmarks in a row the last one says all.
    if (event->type == WatchEventType::kBookmark && queue_.size() > first_left_ &&
        queue_.back()->type == WatchEventType::kBookmark) {
      queue_.pop_back();
    }
    queue_.push_back(event);
  }

  void End() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    queue_.clear();
    first_left_ = 0;
    Push({Gone()});
  }

  const Selection selection_;
  const size_t lag_limit_;
  Store::WatchFn fn_;  // of the caller of DeliverOne
  const NoteFn note_;  // instead; called under mutex_
  std::thread thread_;

  Mutex mutex_;
  CondVar changed_;
  std::deque<EventPtr> queue_ ABSL_GUARDED_BY(mutex_);
  size_t first_left_ ABSL_GUARDED_BY(mutex_) =
      0;  // of the queue, what was there at the beginning; no lag counts for it
  size_t passed_ ABSL_GUARDED_BY(mutex_) = 0;  // changes that were none of its, since its last event
  bool held_ ABSL_GUARDED_BY(mutex_);
  bool over_ ABSL_GUARDED_BY(mutex_) = false;  // kGone is queued or told
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  bool calling_ ABSL_GUARDED_BY(mutex_) = false;
  bool left_ ABSL_GUARDED_BY(mutex_) = false;  // its thread is done
  std::thread::id caller_ ABSL_GUARDED_BY(mutex_);
};

namespace {

class Handle final : public Watch {
 public:
  explicit Handle(std::shared_ptr<Reader> reader) : reader_(std::move(reader)) {}
  ~Handle() override { reader_->Close(); }

 private:
  const std::shared_ptr<Reader> reader_;
};

}  // namespace

Feed::~Feed() {
  for (const std::shared_ptr<Reader>& reader : Readers()) {
    reader->Close();
    reader->Join();
  }
}

std::unique_ptr<Watch> Feed::Open(const Selection& selection, Store::WatchFn fn,
                                  const std::vector<EventPtr>& first) {
  MutexLock lock(mutex_);
  Reap();
  auto reader = std::make_shared<Reader>(selection, std::move(fn), first, lag_limit_, held_);
  if (delivery_ == Delivery::kThreads) reader->Start();
  return Add(std::move(reader));
}

std::unique_ptr<Watch> Feed::Note(const Selection& selection, NoteFn fn, const std::vector<EventPtr>& first) {
  MutexLock lock(mutex_);
  Reap();
  return Add(std::make_shared<Reader>(selection, std::move(fn), first));
}

std::unique_ptr<Watch> Feed::Add(std::shared_ptr<Reader> reader) {
  readers_.push_back(reader);
  return std::make_unique<Handle>(std::move(reader));
}

void Feed::Publish(const Changes& changes) {
  MutexLock lock(mutex_);
  // Those first who only take note, then those whose threads wake and may want this processor. The newest
  // first: who has just come waits for it, who has been here from the beginning works through all.
  int told = 0;
  for (const bool notes : {true, false}) {
    for (auto reader = readers_.rbegin(); reader != readers_.rend(); ++reader) {
      if ((*reader)->takes_note() != notes) continue;
      const Leisure leisure = changes.size() == 1 && told < kFew ? Leisure::kSome : Leisure::kNone;
      if ((*reader)->Offer(changes, leisure)) ++told;
    }
    // A client that was told at once wakes behind its teller, who still has other things to do.
    if (notes && told > 0 && changes.size() == 1) std::this_thread::yield();
  }
}

size_t Feed::Pump(size_t most) {
  size_t calls = 0;
  for (bool moved = true; moved && calls < most;) {
    moved = false;
    for (const std::shared_ptr<Reader>& reader : Readers()) {
      while (calls < most && reader->DeliverOne()) {
        ++calls;
        moved = true;
      }
    }
  }
  return calls;
}

void Feed::Hold(bool hold) {
  MutexLock lock(mutex_);
  held_ = hold;
  for (const std::shared_ptr<Reader>& reader : readers_) reader->Hold(hold);
}

void Feed::DropAll() {
  for (const std::shared_ptr<Reader>& reader : Readers()) reader->Drop();
}

std::vector<std::shared_ptr<Reader>> Feed::Readers() {
  MutexLock lock(mutex_);
  return readers_;
}

void Feed::Reap() {
  std::erase_if(readers_, [](const std::shared_ptr<Reader>& reader) {
    if (!reader->ended()) return false;
    reader->Join();
    return true;
  });
}

}  // namespace fluid::store
