#include "plugins/thin/jobs.h"

#include "plugins/thin/job_run.h"

namespace thin {
namespace {

constexpr int kMostRunning = 4;
constexpr size_t kMostKnown = 10000;

}  // namespace

Jobs::Jobs(std::string folder, GetTree tree, CacheStore* store,
           std::function<void(const std::string&)> changed)
    : folder_(std::move(folder)), tree_(std::move(tree)), store_(store), changed_(std::move(changed)) {
  MutexLock lock(mutex_);
  for (JobRecord& record : LoadJobs(folder_)) {
    auto job = std::make_unique<Job>();
    job->record = std::move(record);
    if (!job->record.ended()) Begin(*job);
    jobs_.emplace(job->record.spec.id, std::move(job));
  }
}

Jobs::~Jobs() { StopAll(); }

void Jobs::StopAll() {
  std::vector<std::jthread> threads;
  {
    MutexLock lock(mutex_);
    stopped_ = true;
    for (auto& [id, job] : jobs_)
      if (job->thread.joinable()) job->thread.request_stop(), threads.push_back(std::move(job->thread));
    slot_.NotifyAll();
  }
  for (std::jthread& thread : threads) thread.join();
}

void Jobs::Begin(Job& job) {
  job.run = std::make_shared<JobRun>(job.record.spec, tree_(), store_);
  job.thread = StartThread(
      [this, id = job.record.spec.id, run = job.run](std::stop_token stop) { Work(id, run, stop); });
}

Status Jobs::Start(const JobSpec& spec) {
  MutexLock lock(mutex_);
  if (const auto it = jobs_.find(spec.id); it != jobs_.end()) {
    if (it->second->record.spec == spec) return {};
    return Error(FLUID_ALREADY_EXISTS, Cat("job \"", spec.id, "\" exists with another spec"));
  }
  if (stopped_) return Error(FLUID_FAILED_PRECONDITION, "the engine ends");
  if (jobs_.size() >= kMostKnown)
    return Error(FLUID_RESOURCE_EXHAUSTED,
                 Cat(kMostKnown, " jobs are known already; forget those that ended"));
  auto job = std::make_unique<Job>();
  job->record.spec = spec;
  if (Status status = SaveJob(folder_, job->record); !status.ok()) return status;
  Begin(*job);
  jobs_.emplace(spec.id, std::move(job));
  return {};
}

void Jobs::Work(const std::string& id, const std::shared_ptr<JobRun>& run, const std::stop_token& stop) {
  {
    MutexLock lock(mutex_);
    while (running_ >= kMostRunning && !stop.stop_requested())
      slot_.WaitUntil(mutex_, Now() + std::chrono::milliseconds(200));
    ++running_;
    if (!stop.stop_requested()) jobs_.at(id)->record.phase = FLUID_JOB_RUNNING;
  }
  Status result = stop.stop_requested() ? Error(FLUID_CANCELLED, "cancelled") : run->Run(stop);
  JobRecord record;
  {
    MutexLock lock(mutex_);
    --running_;
    slot_.NotifyAll();
    Job& job = *jobs_.at(id);
    if (!job.cancelled && stop.stop_requested()) return;  // the engine ends: the next life goes on with it
    run->ReportTo(&job.record);
    if (job.cancelled && !result.ok()) result = Error(FLUID_CANCELLED, "cancelled");
    job.record.phase = result.ok()     ? FLUID_JOB_SUCCEEDED
                       : job.cancelled ? FLUID_JOB_CANCELLED
                                       : FLUID_JOB_FAILED;
    job.record.result = result;
    job.run = nullptr;
    record = job.record;
    (void)SaveJob(folder_, record).ok();  // not saved: it runs again in the next life, and finds all done
  }
  changed_(id);
}

Result<JobRecord> Jobs::Query(const std::string& id) {
  MutexLock lock(mutex_);
  const auto it = jobs_.find(id);
  if (it == jobs_.end()) return Error(FLUID_NOT_FOUND, Cat("job \"", id, "\" is not known"));
  JobRecord record = it->second->record;
  if (it->second->run) it->second->run->ReportTo(&record);
  return record;
}

Status Jobs::Cancel(const std::string& id) {
  MutexLock lock(mutex_);
  const auto it = jobs_.find(id);
  if (it == jobs_.end()) return Error(FLUID_NOT_FOUND, Cat("job \"", id, "\" is not known"));
  if (it->second->record.ended()) return {};
  it->second->cancelled = true;
  it->second->thread.request_stop();
  return {};
}

Status Jobs::Forget(const std::string& id) {
  std::unique_ptr<Job> job;
  {
    MutexLock lock(mutex_);
    const auto it = jobs_.find(id);
    if (it == jobs_.end()) return {};
    if (!it->second->record.ended())
      return Error(FLUID_FAILED_PRECONDITION, Cat("job \"", id, "\" has not ended; cancel it first"));
    job = std::move(it->second);
    jobs_.erase(it);
    RemoveJob(folder_, id);
  }
  return {};  // joins its thread, which is at its end
}

}  // namespace thin
