#include "src/store/sqlite_store.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <semaphore>
#include <utility>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/store/change_log.h"
#include "src/store/feed.h"
#include "src/store/leases.h"
#include "src/store/notes.h"

namespace fluid {
namespace {

using store::ChangeLog;
using store::Changes;
using store::EventPtr;
using store::Feed;
using store::Stamp;
using store::Table;

// A commit that is faster than this waits for nobody; none waits longer than the other.
constexpr Duration kLeastPatience = std::chrono::microseconds(200);
constexpr Duration kMostPatience = std::chrono::milliseconds(2);
constexpr int kCommitsWithoutWaiting = 16;  // after company did not come

class SqliteStore final : public Store, public store::Notes {
 public:
  SqliteStore(ChangeLog log, const Table& table, Clock& clock, const SqliteStoreOptions& options)
      : clock_(clock),
        options_(options),
        log_(std::move(log)),
        ahead_(table),
        durable_(table),
        feed_(Feed::Delivery::kThreads, options.lag_limit) {}

  ~SqliteStore() override {
    MutexLock disk(disk_mutex_);
    if (!stale_) (void)log_.Fold();  // so that the file, copied alone, holds all
  }

  Result<Object> Get(const Key& key) override {
    MutexLock lock(mutex_);
    const Object* object = durable_.Find(key);
    if (object == nullptr) return NotFound(fmt::format("reading {}: there is none", key.ToString()));
    return *object;
  }

  Result<ObjectList> List(const Selection& selection) override {
    MutexLock lock(mutex_);
    return durable_.Select(selection);
  }

  Result<Object> Create(const Object& object) override {
    return Write([&object](Table& table, const Stamp& stamp, Changes* changes) {
      return table.Create(object, stamp, changes);
    });
  }

  Result<Object> Update(const Object& object) override {
    return Write([&object](Table& table, const Stamp& stamp, Changes* changes) {
      return table.Update(object, stamp, changes);
    });
  }

  Result<Object> UpdateStatus(const Object& object) override {
    return Write([&object](Table& table, const Stamp&, Changes* changes) {
      return table.UpdateStatus(object, changes);
    });
  }

  Status Delete(const Key& key, const DeleteOptions& options) override {
    const Result<Object> done =
        Write([&](Table& table, const Stamp& stamp, Changes* changes) -> Result<Object> {
          FLUID_RETURN_IF_ERROR(table.Delete(key, options, stamp, changes));
          return Object();
        });
    return done.status();
  }

  Result<std::unique_ptr<Watch>> StartWatch(const Selection& selection, const std::string& version,
                                            WatchFn fn) override {
    MutexLock disk(disk_mutex_);  // nothing is committed, hence published, meanwhile
    FLUID_ASSIGN_OR_RETURN(const std::vector<EventPtr> first, FirstEvents(selection, version));
    return feed_.Open(selection, std::move(fn), first);
  }

  Result<std::unique_ptr<Watch>> StartNoting(const Selection& selection, const std::string& version,
                                             store::NoteFn fn) override {
    MutexLock disk(disk_mutex_);
    FLUID_ASSIGN_OR_RETURN(const std::vector<EventPtr> first, FirstEvents(selection, version));
    return feed_.Note(selection, std::move(fn), first);
  }

  Result<std::unique_ptr<Lease>> Lead(const std::string& name, const std::string& holder) override {
    return leases_.Take(name, holder);
  }

 private:
  using Verb = std::function<Result<Object>(Table&, const Stamp&, Changes*)>;

  // One writer's wish. Who waits for it and who serves it hold it together: either may be done with it first.
  struct Request {
    Verb verb;
    Stamp stamp;
    std::optional<Result<Object>> answer;  // none when its writer is woken: he is to lead
    std::binary_semaphore woken{0};
  };
  using RequestPtr = std::shared_ptr<Request>;
  using Batch = std::vector<RequestPtr>;
  using Answers = std::vector<Result<Object>>;

  // The first writer that finds nobody at the disk goes there with the requests of all who wait, and sends
  // the next of those who came meanwhile. Each is woken by himself, with no lock held, lest they all queue
  // for it.
  Result<Object> Write(Verb verb) {
    const auto request = std::make_shared<Request>();
    request->verb = std::move(verb);
    request->stamp = {FormatTime(clock_.Now()), NewUid()};
    bool lead;
    {
      MutexLock lock(queue_mutex_);
      waiting_.push_back(request);
      lead = !std::exchange(committing_, true);
      if (gathering_ && waiting_.size() >= company_) company_came_.NotifyOne();
    }
    if (!lead) {
      request->woken.acquire();
      lead = !request->answer;
    }
    if (lead) LeadCommit(*request);
    return *std::move(request->answer);
  }

  void LeadCommit(const Request& own) {
    Batch batch;
    {
      MutexLock lock(queue_mutex_);
      Gather();
      batch = std::exchange(waiting_, {});
    }
    const auto begin = std::chrono::steady_clock::now();
    Answers answers = Commit(batch);
    const Duration took = std::chrono::steady_clock::now() - begin;
    RequestPtr next;
    {
      MutexLock lock(queue_mutex_);
      commit_takes_ += (took - commit_takes_) / 8;
      company_ = batch.size() + waiting_.size();
      committing_ = !waiting_.empty();
      if (committing_) next = waiting_.front();
    }
    if (next) next->woken.release();
    for (size_t i = 0; i < batch.size(); ++i) {
      batch[i]->answer = std::move(answers[i]);
      if (batch[i].get() != &own) batch[i]->woken.release();
    }
  }

  // Waits for as many as wrote last time: a sync costs the same for one and for all, and who has just been
  // answered is about to write again. It pays where they come back sooner than a commit takes.
  void Gather() ABSL_EXCLUSIVE_LOCKS_REQUIRED(queue_mutex_) {
    if (waiting_.size() >= company_ || commit_takes_ < kLeastPatience) return;
    if (without_waiting_ > 0) {
      --without_waiting_;
      return;
    }
    const MonoTime patience = std::chrono::steady_clock::now() + std::min(commit_takes_, kMostPatience);
    gathering_ = true;
    while (waiting_.size() < company_ && company_came_.WaitUntil(queue_mutex_, patience)) {
    }
    gathering_ = false;
    if (waiting_.size() < company_) without_waiting_ = kCommitsWithoutWaiting;
  }

  Answers Commit(const Batch& batch) {
    MutexLock disk(disk_mutex_);
    if (const Status status = LoadIfStale(); !status.ok()) return Answers(batch.size(), status);
    Answers answers;
    Changes changes;
    answers.reserve(batch.size());
    for (const RequestPtr& request : batch)
      answers.push_back(request->verb(ahead_, request->stamp, &changes));
    if (changes.empty()) return answers;
    for (store::Change& change : changes) {
      change.json = std::make_shared<const std::string>(change.event->object.ToJson());
    }
    if (const Status status = log_.Append(changes); !status.ok()) {
      stale_ = true;
      return Answers(batch.size(), status);  // also the refused: they were judged by what did not happen
    }
    {
      MutexLock lock(mutex_);
      for (const store::Change& change : changes) durable_.Apply(change);
    }
    feed_.Publish(changes);
    return answers;
  }

  Result<std::vector<EventPtr>> FirstEvents(const Selection& selection, const std::string& version)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(disk_mutex_) {
    FLUID_RETURN_IF_ERROR(LoadIfStale());
    if (version.empty()) return ahead_.SelectEvents(selection);
    if (const std::optional<int64_t> since = store::ParseVersion(version)) {
      return log_.EventsSince(selection, *since);
    }
    return std::vector<EventPtr>{store::Gone()};
  }

  // After a failed commit the disk alone knows what is true.
  Status LoadIfStale() ABSL_EXCLUSIVE_LOCKS_REQUIRED(disk_mutex_) {
    if (!stale_) return Ok();
    FLUID_ASSIGN_OR_RETURN(ahead_, log_.Load(options_.events_per_space));
    stale_ = false;
    MutexLock lock(mutex_);
    if (ahead_.revision() != durable_.revision()) {
      durable_ = ahead_;
      feed_.DropAll();
    }
    return Ok();
  }

  Clock& clock_;
  const SqliteStoreOptions options_;

  Mutex disk_mutex_;  // before mutex_
  ChangeLog log_ ABSL_GUARDED_BY(disk_mutex_);
  Table ahead_ ABSL_GUARDED_BY(disk_mutex_);  // what writers decide on: durable, and what is being committed
  bool stale_ ABSL_GUARDED_BY(disk_mutex_) = false;

  Mutex mutex_;
  Table durable_ ABSL_GUARDED_BY(mutex_);  // what readers see

  Mutex queue_mutex_;  // held with no other
  CondVar company_came_;
  Batch waiting_ ABSL_GUARDED_BY(queue_mutex_);
  bool committing_ ABSL_GUARDED_BY(queue_mutex_) = false;  // somebody leads
  bool gathering_ ABSL_GUARDED_BY(queue_mutex_) = false;
  int without_waiting_ ABSL_GUARDED_BY(queue_mutex_) = 0;  // commits
  size_t company_ ABSL_GUARDED_BY(queue_mutex_) = 0;  // writers at the last commit, and who came meanwhile
  Duration commit_takes_ ABSL_GUARDED_BY(queue_mutex_) = {};  // on average, lately

  store::Leases leases_;
  Feed feed_;  // last: its threads end first
};

}  // namespace

Result<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path, Clock& clock,
                                               const SqliteStoreOptions& options) {
  if (options.vfs == nullptr) {
    // SQLite gives the mode of this file to those it keeps beside it.
    // One that is there is not opened: closing it would release the locks that this process may have on it.
    const Fd made(open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!made && errno != EEXIST) return Status::FromErrno(errno, fmt::format("opening database {}", path));
  }
  FLUID_ASSIGN_OR_RETURN(ChangeLog log,
                         ChangeLog::Open(path, options.vfs, options.history, options.log_bytes));
  Result<Table> table = log.Load(options.events_per_space);
  if (!table.ok()) return table.status().Annotate(fmt::format("opening database {}", path));
  return std::unique_ptr<Store>(std::make_unique<SqliteStore>(std::move(log), *table, clock, options));
}

}  // namespace fluid
