#include "src/store/memory_store.h"

#include <fmt/format.h>

#include <deque>
#include <utility>

#include "src/base/units.h"
#include "src/store/feed.h"
#include "src/store/leases.h"
#include "src/store/table.h"

namespace fluid {
namespace {

using store::Change;
using store::Changes;
using store::EventPtr;
using store::Feed;
using store::Stamp;
using store::Table;

constexpr int64_t kFirstRevision = int64_t{7} << 40;

class MemoryStoreImpl final : public MemoryStore {
 public:
  MemoryStoreImpl(Clock& clock, const MemoryStoreOptions& options)
      : clock_(clock),
        options_(options),
        table_(kFirstRevision, options.events_per_space),
        feed_(options.pumped ? Feed::Delivery::kPumped : Feed::Delivery::kThreads, options.lag_limit) {}

  Result<Object> Get(const Key& key) override {
    MutexLock lock(mutex_);
    FLUID_RETURN_IF_ERROR(TakeFault());
    const Object* object = table_.Find(key);
    if (object == nullptr) return NotFound(fmt::format("reading {}: there is none", key.ToString()));
    return *object;
  }

  Result<ObjectList> List(const Selection& selection) override {
    MutexLock lock(mutex_);
    FLUID_RETURN_IF_ERROR(TakeFault());
    return table_.Select(selection);
  }

  Result<Object> Create(const Object& object) override {
    return Write([&](const Stamp& stamp, Changes* changes) { return table_.Create(object, stamp, changes); });
  }

  Result<Object> Update(const Object& object) override {
    return Write([&](const Stamp& stamp, Changes* changes) { return table_.Update(object, stamp, changes); });
  }

  Result<Object> UpdateStatus(const Object& object) override {
    return Write([&](const Stamp&, Changes* changes) { return table_.UpdateStatus(object, changes); });
  }

  Status Delete(const Key& key, const DeleteOptions& options) override {
    return Write([&](const Stamp& stamp, Changes* changes) -> Result<Object> {
             FLUID_RETURN_IF_ERROR(table_.Delete(key, options, stamp, changes));
             return Object();
           })
        .status();
  }

  Result<std::unique_ptr<Watch>> StartWatch(const Selection& selection, const std::string& version,
                                            WatchFn fn) override {
    MutexLock lock(mutex_);
    FLUID_RETURN_IF_ERROR(TakeFault());
    return feed_.Open(selection, std::move(fn), EventsSince(selection, version));
  }

  Result<std::unique_ptr<Lease>> Lead(const std::string& name, const std::string& holder) override {
    MutexLock lock(mutex_);
    FLUID_RETURN_IF_ERROR(TakeFault());
    return leases_.Take(name, holder);
  }

  size_t Pump(size_t most) override { return feed_.Pump(most); }
  void HoldEvents() override { feed_.Hold(true); }
  void ReleaseEvents() override { feed_.Hold(false); }
  void DropWatches() override { feed_.DropAll(); }
  void LoseLeadership(const std::string& name) override { leases_.Lose(name); }

  void ForgetHistory() override {
    MutexLock lock(mutex_);
    history_.clear();
  }

  void FailNext(int calls, Status error, Fault fault) override {
    MutexLock lock(mutex_);
    faults_left_ = calls;
    error_ = std::move(error);
    fault_ = fault;
  }

 private:
  template <class Verb>
  Result<Object> Write(Verb verb) {
    MutexLock lock(mutex_);
    if (fault_ == Fault::kRefused) FLUID_RETURN_IF_ERROR(TakeFault());
    Changes changes;
    Result<Object> result = verb(NextStamp(), &changes);
    for (const Change& change : changes) {
      history_.push_back(change);
      if (history_.size() > options_.history) history_.pop_front();
    }
    feed_.Publish(changes);
    if (fault_ == Fault::kUnheard) FLUID_RETURN_IF_ERROR(TakeFault());
    return result;
  }

  Status TakeFault() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (faults_left_ == 0) return Ok();
    --faults_left_;
    return error_;
  }

  Stamp NextStamp() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return {FormatTime(clock_.Now()), fmt::format("00000000-0000-4000-8000-{:012x}", ++last_uid_)};
  }

  std::vector<EventPtr> EventsSince(const Selection& selection, const std::string& version)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (version.empty()) return table_.SelectEvents(selection);
    const std::optional<int64_t> since = store::ParseVersion(version);
    const int64_t oldest = history_.empty() ? table_.revision() : history_.front().revision - 1;
    if (!since || *since < oldest || *since > table_.revision()) return {store::Gone()};
    std::vector<EventPtr> events;
    for (const Change& change : history_) {
      if (change.revision > *since && store::Matches(selection, change.event->object.key()))
        events.push_back(change.event);
    }
    return events;
  }

  Clock& clock_;
  const MemoryStoreOptions options_;
  Mutex mutex_;
  Table table_;  // guarded by mutex_; verbs reach it through Write()
  std::deque<Change> history_ ABSL_GUARDED_BY(mutex_);
  uint64_t last_uid_ ABSL_GUARDED_BY(mutex_) = 0;
  int faults_left_ ABSL_GUARDED_BY(mutex_) = 0;
  Status error_ ABSL_GUARDED_BY(mutex_);
  Fault fault_ ABSL_GUARDED_BY(mutex_) = Fault::kRefused;
  store::Leases leases_;
  Feed feed_;  // last: its threads end first
};

}  // namespace

std::unique_ptr<MemoryStore> NewMemoryStore(Clock& clock, const MemoryStoreOptions& options) {
  return std::make_unique<MemoryStoreImpl>(clock, options);
}

}  // namespace fluid
