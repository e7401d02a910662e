#include "src/store/sqlite_store.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <utility>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/store/change_log.h"
#include "src/store/feed.h"
#include "src/store/leases.h"

namespace fluid {
namespace {

using store::ChangeLog;
using store::Changes;
using store::EventPtr;
using store::Feed;
using store::Stamp;
using store::Table;

constexpr Duration kMostPatience = std::chrono::milliseconds(2);

class SqliteStore final : public Store {
 public:
  SqliteStore(ChangeLog log, const Table& table, Clock& clock, const SqliteStoreOptions& options)
      : clock_(clock),
        options_(options),
        log_(std::move(log)),
        ahead_(table),
        durable_(table),
        feed_(Feed::Delivery::kThreads, options.lag_limit) {}

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
    FLUID_RETURN_IF_ERROR(LoadIfStale());
    std::vector<EventPtr> first;
    if (version.empty()) {
      first = ahead_.SelectEvents(selection);
    } else if (const std::optional<int64_t> since = store::ParseVersion(version)) {
      FLUID_ASSIGN_OR_RETURN(first, log_.EventsSince(selection, *since));
    } else {
      first.push_back(store::Gone());
    }
    return feed_.Open(selection, std::move(fn), first);
  }

  Result<std::unique_ptr<Lease>> Lead(const std::string& name, const std::string& holder) override {
    return leases_.Take(name, holder);
  }

 private:
  using Verb = std::function<Result<Object>(Table&, const Stamp&, Changes*)>;

  struct Request {
    Verb verb;
    Stamp stamp;
    std::optional<Result<Object>> answer;
  };
  using Batch = std::vector<Request*>;
  using Answers = std::vector<Result<Object>>;

  // The first writer that finds nobody at the disk goes there with the requests of all who wait; they wait
  // for it. Where many wrote last time it waits a little for as many: a sync costs the same for one and for
  // all, and who has just been answered is about to write again.
  Result<Object> Write(Verb verb) {
    Request request{std::move(verb), {FormatTime(clock_.Now()), NewUid()}, std::nullopt};
    mutex_.Lock();
    waiting_.push_back(&request);
    if (gathering_ && waiting_.size() >= company_) company_came_.NotifyOne();
    while (!request.answer && committing_) committed_.Wait(mutex_);
    if (!request.answer) {
      committing_ = true;
      Gather();
      const Batch batch = std::exchange(waiting_, {});
      mutex_.Unlock();
      const auto begin = std::chrono::steady_clock::now();
      Answers answers = Commit(batch);
      const Duration took = std::chrono::steady_clock::now() - begin;
      mutex_.Lock();
      commit_takes_ += (took - commit_takes_) / 8;
      company_ = batch.size() + waiting_.size();
      for (size_t i = 0; i < batch.size(); ++i) batch[i]->answer = std::move(answers[i]);
      committing_ = false;
      committed_.NotifyAll();
    }
    mutex_.Unlock();
    return *std::move(request.answer);
  }

  void Gather() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (company_ <= 1) return;
    const MonoTime patience = std::chrono::steady_clock::now() + std::min(commit_takes_ / 2, kMostPatience);
    gathering_ = true;
    while (waiting_.size() < company_ && company_came_.WaitUntil(mutex_, patience)) {
    }
    gathering_ = false;
  }

  Answers Commit(const Batch& batch) {
    MutexLock disk(disk_mutex_);
    if (const Status status = LoadIfStale(); !status.ok()) return Answers(batch.size(), status);
    Answers answers;
    Changes changes;
    for (const Request* request : batch) answers.push_back(request->verb(ahead_, request->stamp, &changes));
    if (changes.empty()) return answers;
    if (const Status status = log_.Append(changes); !status.ok()) {
      stale_ = true;
      return Answers(batch.size(), status);  // also the refused: they were judged by what did not happen
    }
    MutexLock lock(mutex_);
    for (const store::Change& change : changes) durable_.Apply(change);
    feed_.Publish(changes);
    return answers;
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
  CondVar committed_;
  Table durable_ ABSL_GUARDED_BY(mutex_);  // what readers see
  Batch waiting_ ABSL_GUARDED_BY(mutex_);
  bool committing_ ABSL_GUARDED_BY(mutex_) = false;
  CondVar company_came_;
  bool gathering_ ABSL_GUARDED_BY(mutex_) = false;
  size_t company_ ABSL_GUARDED_BY(mutex_) = 0;          // writers at the last commit, and who came meanwhile
  Duration commit_takes_ ABSL_GUARDED_BY(mutex_) = {};  // on average, lately

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
  FLUID_ASSIGN_OR_RETURN(ChangeLog log, ChangeLog::Open(path, options.vfs, options.history));
  Result<Table> table = log.Load(options.events_per_space);
  if (!table.ok()) return table.status().Annotate(fmt::format("opening database {}", path));
  return std::unique_ptr<Store>(std::make_unique<SqliteStore>(std::move(log), *table, clock, options));
}

}  // namespace fluid
