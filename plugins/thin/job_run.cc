#include "plugins/thin/job_run.h"

#include <algorithm>
#include <vector>

namespace thin {
namespace {

constexpr uint32_t kDefaultParallelism = 8, kMostParallelism = 64;
constexpr uint64_t kMostFailures = 20;
constexpr size_t kMostWaiting = 500000;  // files that are listed and not loaded yet
constexpr Duration kForever = std::chrono::hours(24 * 365);

}  // namespace

JobRun::JobRun(JobSpec spec, std::shared_ptr<const Tree> tree, CacheStore* store)
    : spec_(std::move(spec)), tree_(std::move(tree)), store_(store) {
  if (spec_.targets.empty()) const_cast<JobSpec&>(spec_).targets.push_back("/");
}

void JobRun::ReportTo(JobRecord* record) const {
  // Done first: what is done never exceeds the total read after it.
  record->bytes_done = bytes_done_, record->files_done = files_done_;
  record->total_known = total_known_;
  record->bytes_total = bytes_total_, record->files_total = files_total_;
}

Status JobRun::Run(const std::stop_token& stop) { return spec_.kind == FLUID_JOB_LOAD ? Load(stop) : Free(); }

Status JobRun::Free() {
  for (const std::string& target : spec_.targets) {
    const auto places = tree_->Below(target);
    if (places.empty()) return Error(FLUID_NOT_FOUND, target + ": no such file or directory", ENOENT);
    for (const Tree::Place& place : places) {
      bytes_done_ += place.mount->source().Free(place.path);
      if (spec_.flags & FLUID_JOB_VERIFY && place.mount->source().CachedBytes(place.path) > 0)
        return Error(FLUID_ABORTED, target + ": it was read again while it was freed");
    }
  }
  bytes_total_ = bytes_done_.load();
  total_known_ = true;
  return {};
}

Status JobRun::AddTarget(const std::string& target, const Call& call) {
  const auto stat = tree_->GetStat(target, call);
  if (!stat.ok())
    return Error(stat.status().code(), Cat("load ", target, ": ", stat.status().message),
                 stat.status().err());
  const auto places = tree_->Below(target);
  MutexLock lock(mutex_);
  for (const Tree::Place& place : places) {
    if (spec_.flags & FLUID_JOB_REFRESH) place.mount->source().Refresh(place.path);
    if (&place == &places[0] && !stat->dir()) {
      files_.push_back({place.mount, place.path, stat->size});
      ++files_total_, bytes_total_ += stat->size;
    } else {
      folders_.push_back({place.mount, place.path});
    }
  }
  return {};
}

Status JobRun::Load(const std::stop_token& stop) {
  const Call call(stop, kForever);
  for (const std::string& target : spec_.targets)
    if (Status status = AddTarget(target, call); !status.ok()) return status;
  {
    std::vector<std::jthread> workers;
    const uint32_t wanted = spec_.parallelism ? spec_.parallelism : kDefaultParallelism;
    for (uint32_t i = 0; i < std::min(wanted, kMostParallelism); ++i)
      workers.push_back(StartThread([this, stop](const std::stop_token&) { Worker(stop); }));
    for (std::jthread& worker : workers) worker.join();
  }
  if (Status alive = call.Alive(); !alive.ok()) return alive;
  MutexLock lock(mutex_);
  if (failures_ == 0) return {};
  if (failures_ == 1) return first_failure_;
  return {first_failure_.value,
          Cat(give_up_ ? "gave up after " : "", failures_, " failures; the first: ", first_failure_.message)};
}

void JobRun::Worker(const std::stop_token& stop) {
  const Call call(stop, kForever);
  for (;;) {
    Item item;
    bool folder = false;
    {
      MutexLock lock(mutex_);
      for (;;) {
        if (give_up_ || !call.Alive().ok()) return;
        // Folders first, so that the total is known early.
        folder = !folders_.empty() && (files_.size() < kMostWaiting || busy_ == 0);
        if (folder || !files_.empty()) break;
        if (folders_open_ == 0 && folders_.empty()) return changed_.NotifyAll();
        call.Wait(changed_, mutex_);
      }
      std::deque<Item>& queue = folder ? folders_ : files_;
      item = std::move(queue.front());
      queue.pop_front();
      if (folder) ++folders_open_;
      ++busy_;
    }
    if (folder)
      DoFolder(item, call);
    else
      DoFile(item, call);
    MutexLock lock(mutex_);
    --busy_;
    if (folder && --folders_open_ == 0 && folders_.empty()) {
      total_known_ = true;
      const uint64_t usable = store_->usable_bytes();
      if (bytes_total_ > usable && failures_++ == 0) {
        first_failure_ = Error(FLUID_RESOURCE_EXHAUSTED,
                               Cat("to load are ", bytes_total_.load(), " bytes, the cache holds ", usable,
                                   ": raise its quota or make room on its disk, or load less"),
                               ENOSPC);
        give_up_ = true;
      }
    } else if (!folder && folders_.empty() && folders_open_ == 0) {
      total_known_ = true;
    }
    changed_.NotifyAll();
  }
}

void JobRun::DoFolder(const Item& item, const Call& call) {
  const Status status = item.mount->source().List(
      item.path, "",
      [&](std::string_view name, const Stat& stat) -> fluid_status {
        const std::string path = item.path.empty() ? std::string(name) : Cat(item.path, "/", name);
        MutexLock lock(mutex_);
        if (stat.dir()) {
          folders_.push_back({item.mount, path});
        } else if ((stat.mode & 0170000) == 0100000) {
          ++files_total_, bytes_total_ += stat.size;
          files_.push_back({item.mount, path, stat.size});
        }
        changed_.NotifyOne();
        return call.Alive().ok() ? FLUID_OK : FLUID_CANCELLED;
      },
      call);
  if (!status.ok() && status.code() != FLUID_NOT_FOUND) Fail(status);
}

void JobRun::DoFile(const Item& item, const Call& call) {
  uint64_t counted = 0;
  const auto count = [&](uint64_t present) {
    present = std::min(present, item.size);
    if (present > counted) bytes_done_ += present - counted, counted = present;
  };
  const Status status = item.mount->source().Load(
      item.path, spec_.flags & FLUID_JOB_VERIFY, [&](uint64_t bytes) { return Pace(bytes, call); }, count,
      call);
  if (status.ok()) {
    count(item.size);
    ++files_done_;
  } else if (status.code() == FLUID_NOT_FOUND) {
    --files_total_, bytes_total_ -= item.size - counted;  // it went meanwhile
  } else if (call.Alive().ok()) {
    Fail(status);
  }
}

void JobRun::Fail(const Status& why) {
  MutexLock lock(mutex_);
  if (failures_++ == 0) first_failure_ = why;
  if (failures_ >= kMostFailures || why.code() == FLUID_RESOURCE_EXHAUSTED) give_up_ = true;
}

Status JobRun::Pace(uint64_t bytes, const Call& call) {
  if (spec_.bytes_per_second == 0) return call.Alive();
  MutexLock lock(mutex_);
  const Time begin = std::max(Now(), next_byte_);
  next_byte_ = begin + Duration(static_cast<int64_t>(static_cast<double>(bytes) /
                                                     static_cast<double>(spec_.bytes_per_second) * 1e9));
  while (Now() < begin) {
    if (Status alive = call.Alive(); !alive.ok()) return alive;
    changed_.WaitUntil(mutex_, std::min(begin, Now() + std::chrono::milliseconds(100)));
  }
  return {};
}

}  // namespace thin
