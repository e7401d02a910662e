#include "plugins/thin/mount.h"

#include <algorithm>

namespace thin {
namespace {

constexpr Duration kCheckTimeout = std::chrono::seconds(4);
constexpr Duration kFirstPause = std::chrono::milliseconds(250);
constexpr Duration kLongestPause = std::chrono::seconds(10);

}  // namespace

std::shared_ptr<Mount> Mount::Make(MountSpec spec, const MakeSource& make, Listener listener) {
  auto mount = std::shared_ptr<Mount>(new Mount(std::move(spec), std::move(listener)));
  {
    MutexLock lock(mount->link_->mutex);
    mount->link_->mount = mount.get();
  }
  SourceEvents events;
  events.health = [link = mount->link_](const Status& status) {
    MutexLock lock(link->mutex);
    if (link->mount) link->mount->Note(status);
  };
  events.changed = [link = mount->link_](const std::string& path, uint64_t version) {
    MutexLock lock(link->mutex);
    if (!link->mount) return;
    std::string absolute = "/" + link->mount->spec_.path;
    if (!path.empty()) absolute += (absolute == "/" ? "" : "/") + path;
    link->mount->listener_.changed(absolute, version);
  };
  mount->source_ = make(events);
  if (mount->spec_.draining)
    mount->Drain();
  else
    mount->watcher_ = StartThread([raw = mount.get()](std::stop_token stop) { raw->Watch(stop); });
  return mount;
}

Mount::~Mount() {
  Drain();
  if (watcher_.joinable()) watcher_.join();
  MutexLock lock(link_->mutex);
  link_->mount = nullptr;
}

void Mount::Drain() {
  draining_ = true;
  watcher_.request_stop();
  MutexLock lock(mutex_);
  stop_ = true;
  changed_.NotifyAll();
}

MountReport Mount::Report() const {
  MountReport report;
  report.generation = generation_;
  report.open_files = open_files_;
  report.path = "/" + spec_.path;
  report.uri = spec_.uri;
  report.message = source_->Remark();
  MutexLock lock(mutex_);
  report.state = draining_ ? uint32_t{FLUID_MOUNT_CLOSING} : state_;
  if (report.state == FLUID_MOUNT_FAILED) report.why = why_;
  return report;
}

void Mount::Note(const Status& status) {
  {
    MutexLock lock(mutex_);
    const uint32_t state = status.ok() ? FLUID_MOUNT_SERVING : FLUID_MOUNT_FAILED;
    const bool same = state == state_;
    state_ = state;
    why_ = status;
    if (same) return;
    changed_.NotifyAll();
  }
  listener_.health();
}

void Mount::Watch(const std::stop_token& stop) {
  Duration pause = Duration::zero();
  for (;;) {
    {
      MutexLock lock(mutex_);
      while (!stop_ && state_ == FLUID_MOUNT_SERVING) {
        changed_.Wait(mutex_);
        pause = kFirstPause;
      }
      const Time at = Now() + pause;
      while (!stop_ && Now() < at) changed_.WaitUntil(mutex_, at);
      if (stop_) return;
      if (state_ == FLUID_MOUNT_SERVING) continue;  // a reader found it well
    }
    const Call call(stop, kCheckTimeout);
    Status status = source_->Check(call);
    if (stop.stop_requested()) return;
    if (status.code() == FLUID_DEADLINE_EXCEEDED)
      status = Error(FLUID_UNAVAILABLE, spec_.uri + ": no answer in time", ETIMEDOUT);
    Note(status);
    pause = std::clamp(pause * 2, kFirstPause, kLongestPause);
  }
}

}  // namespace thin
