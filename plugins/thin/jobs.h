// Jobs: loads and frees, by the host's id. A few run at a time, the others wait; all are known until they are
// forgotten, and those that a restart interrupted go on by themselves.
//
// Threads: all functions, any thread. Destroying stops what runs, to be gone on with by the next life.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "plugins/thin/job_record.h"
#include "plugins/thin/mutex.h"
#include "plugins/thin/tree.h"

namespace thin {

class CacheStore;
class JobRun;

class Jobs {
 public:
  using GetTree = std::function<std::shared_ptr<const Tree>()>;
  Jobs(std::string folder, GetTree tree, CacheStore* store,
       std::function<void(const std::string& id)> changed);
  ~Jobs();

  // The same id with the same spec is the same job; with another: ALREADY_EXISTS.
  Status Start(const JobSpec& spec);
  Result<JobRecord> Query(const std::string& id);
  Status Cancel(const std::string& id);
  Status Forget(const std::string& id);
  void StopAll();

 private:
  struct Job {
    JobRecord record;
    std::shared_ptr<JobRun> run;  // null once it ended
    bool cancelled = false;
    std::jthread thread;
  };

  void Begin(Job& job) THIN_REQUIRES(mutex_);
  void Work(const std::string& id, const std::shared_ptr<JobRun>& run, const std::stop_token& stop);

  const std::string folder_;
  const GetTree tree_;
  CacheStore* const store_;
  const std::function<void(const std::string&)> changed_;
  Mutex mutex_;
  CondVar slot_;
  std::map<std::string, std::unique_ptr<Job>> jobs_ THIN_GUARDED_BY(mutex_);
  int running_ THIN_GUARDED_BY(mutex_) = 0;
  bool stopped_ THIN_GUARDED_BY(mutex_) = false;
};

}  // namespace thin
