// JobRun: the work of one job, from its first listing to its last byte, on threads of its own.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <string>

#include "plugins/thin/cache_store.h"
#include "plugins/thin/job_record.h"
#include "plugins/thin/tree.h"

namespace thin {

class JobRun {
 public:
  JobRun(JobSpec spec, std::shared_ptr<const Tree> tree, CacheStore* store);
  // Until it is done or stopped.
  Status Run(const std::stop_token& stop);
  void ReportTo(JobRecord* record) const;  // any thread

 private:
  struct Item {
    std::shared_ptr<Mount> mount;
    std::string path;
    uint64_t size = 0;
  };

  Status Load(const std::stop_token& stop);
  Status Free();
  Status AddTarget(const std::string& target, const Call& call);
  void Worker(const std::stop_token& stop);
  void DoFolder(const Item& item, const Call& call);
  void DoFile(const Item& item, const Call& call);
  Status Pace(uint64_t bytes, const Call& call);
  void Fail(const Status& why);

  const JobSpec spec_;
  const std::shared_ptr<const Tree> tree_;
  CacheStore* const store_;
  std::atomic<uint64_t> bytes_done_{0}, bytes_total_{0}, files_done_{0}, files_total_{0};
  std::atomic<bool> total_known_{false};
  Mutex mutex_;
  CondVar changed_;
  std::deque<Item> folders_ THIN_GUARDED_BY(mutex_), files_ THIN_GUARDED_BY(mutex_);
  int folders_open_ THIN_GUARDED_BY(mutex_) = 0, busy_ THIN_GUARDED_BY(mutex_) = 0;
  uint64_t failures_ THIN_GUARDED_BY(mutex_) = 0;
  bool give_up_ THIN_GUARDED_BY(mutex_) = false;
  Status first_failure_ THIN_GUARDED_BY(mutex_);
  Time next_byte_ THIN_GUARDED_BY(mutex_);
};

}  // namespace thin
