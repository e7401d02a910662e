// Operations: their queue, their jobs, schedules and ends. A job's id is the operation's uid and attempt; the
// attempt is stored before its job is started, so that whoever comes later finds it again.
#include <algorithm>

#include "src/base/cron.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/model/conditions.h"
#include "src/model/generated/dataset.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/names.h"
#include "src/reconcile/plan.h"

namespace fluid::reconcile {
namespace {

// What an operation needs for itself while it runs: the lock table's entry.
struct Claim {
  JobKind kind;
  std::vector<std::string> paths;
  std::string holder;
};

bool Overlap(const std::string& a, const std::string& b) {  // one is the other or contains it
  const auto within = [](const std::string& inner, const std::string& outer) {
    return outer == "/" || inner == outer || inner.compare(0, outer.size() + 1, outer + "/") == 0;
  };
  return within(a, b) || within(b, a);
}

// Loads of different paths go on side by side; everything else has the dataset to itself.
bool Conflict(const Claim& a, const Claim& b) {
  if (a.kind != JobKind::kLoad || b.kind != JobKind::kLoad) return true;
  for (const std::string& x : a.paths) {
    for (const std::string& y : b.paths) {
      if (Overlap(x, y)) return true;
    }
  }
  return false;
}

WallTime TimeOf(const std::string& text) { return ParseTime(text).ok() ? *ParseTime(text) : WallTime::min(); }

// The last instant of the schedule in (after, now], or none.
std::optional<WallTime> LastDue(const Cron& cron, WallTime after, WallTime now) {
  using std::chrono::hours;
  std::optional<WallTime> due;
  for (const WallTime::duration back :
       {WallTime::duration(hours(1)), WallTime::duration(hours(25)), WallTime::duration(hours(24 * 32)),
        WallTime::duration(hours(24 * 366 * 5))}) {
    WallTime at = cron.Next(std::max(after, now - back));
    for (; at <= now; at = cron.Next(at)) due = at;
    if (due || now - back <= after) return due;
  }
  return due;
}

class OperationPlanner {
 public:
  OperationPlanner(Plan& plan, const Object& object, std::vector<Claim>& held, std::vector<Claim>& waiting)
      : plan_(plan),
        facts_(plan.facts),
        before_(object),
        after_(object),
        status_(*EditOperationStatus(after_)),
        phase_(status_.phase),
        held_(held),
        waiting_(waiting) {
    if (model::Is<model::DataLoad>(object)) load_ = &model::Get<model::DataLoad>(object).spec;
    if (const auto it = status_.infos.find("attempt"); it != status_.infos.end())
      attempt_ = std::atoi(it->second.c_str());
  }

  bool executing() const { return phase_ == "Executing"; }

  Claim MakeClaim() const {
    Claim claim{JobKind::kLoad, {}, before_.key().ToString()};
    if (load_) {
      for (const model::TargetPath& target : load_->target) claim.paths.push_back(Clean(target.path));
    }
    if (claim.paths.empty()) claim.paths = {"/"};
    return claim;
  }

  void Run() {
    if (Ending(before_)) return HasFinalizer(before_) ? End() : void();
    const bool owned = !facts_.dataset || OwnedBy(before_, *facts_.dataset);
    if (!HasFinalizer(before_) || !owned) {
      AddFinalizer(after_);
      if (facts_.dataset) AddOwner(after_, *facts_.dataset);
      return plan_.Update("operation.adopt", after_);
    }
    if (phase_ == "Complete" || phase_ == "Failed") return Ended();
    if (phase_ == "Executing") return Execute();
    Wait();
  }

 private:
  bool cron() const { return load_ && load_->policy == "Cron"; }
  bool cancel() const { return Annotation(before_, kCancelAnnotation) == "true"; }
  std::string JobId() const { return before_.metadata().uid + "-" + std::to_string(attempt_); }

  static std::string Clean(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path.empty() || path[0] != '/' ? "/" + path : path;
  }

  // ---- Before it runs

  void Wait() {
    if (cancel())
      return Finish("operation.cancel.waiting", false, {"Cancelled", "it was cancelled before it ran"});
    if (const std::optional<Trouble> why = Unsupported()) return Finish("operation.refuse", false, *why);
    if (cron() && status_.last_schedule_time.empty() && !Due()) {
      return Pend("operation.clock", {"Scheduled", "it waits for " + load_->schedule});
    }
    if (phase_.empty()) return Pend("operation.new", {"Pending", "it was accepted"});
    if (cron() && status_.last_schedule_time.empty()) return Schedule();
    if (Predecessor()) return;
    if (!Bound())
      return Pend("operation.wait", {"DatasetNotBound", "dataset " + plan_.world.key.name + " is not bound"});
    const Claim claim = MakeClaim();
    for (const std::vector<Claim>* claims : {&held_, &waiting_}) {
      for (const Claim& other : *claims) {
        if (!Conflict(claim, other)) continue;
        Pend("operation.queue", {"Queued", "it waits for " + other.holder});
        return waiting_.push_back(claim);  // last: `other` may lie in there
      }
    }
    held_.push_back(claim);
    status_.phase = "Executing";
    status_.infos = {{"attempt", std::to_string(attempt_ + 1)}, {"started", plan_.now_text}};
    status_.waiting_for = {};
    model::RemoveCondition(status_.conditions, "Waiting");
    model::RemoveCondition(status_.conditions, "Complete");
    model::RemoveCondition(status_.conditions, "Failed");
    plan_.Status("operation.run", before_, after_,
                 Notice{"Started", "attempt " + std::to_string(attempt_ + 1)});
  }

  std::optional<Trouble> Unsupported() const {
    if (!load_) return Trouble{"NotYetSupported", std::string(before_.kind().name) + " is not there yet"};
    if (load_->policy == "OnEvent")
      return Trouble{"NotYetSupported", "policy OnEvent is not there yet; use Once or Cron"};
    if (!load_->dataset.space.empty() && load_->dataset.space != before_.metadata().space) {
      return Trouble{"NotYetSupported", "the dataset is in another namespace; create the operation there"};
    }
    if (cron()) {
      if (const Result<Cron> line = Cron::Parse(load_->schedule); !line.ok()) {
        return Trouble{"InvalidSpec", "spec.schedule: " + std::string(line.status().message())};
      }
    }
    if (Bound() && facts_.plan) {
      const auto bits = facts_.plan->offer_bits.find(std::string(kJobsInterface));
      if (bits == facts_.plan->offer_bits.end() || !(bits->second >> static_cast<int>(JobKind::kLoad) & 1)) {
        return Trouble{"NotYetSupported", "engine " + facts_.record.spec.plugin + " can't load data ahead"};
      }
    }
    return std::nullopt;
  }

  bool Bound() const {
    if (!facts_.wanted()) return false;
    const std::string& phase = model::Get<model::Dataset>(*facts_.dataset).status.phase;
    return phase == "Bound" || phase == "Updating";
  }

  // True: it must wait for another operation, or fails with it.
  bool Predecessor() {
    const std::optional<Key> key = RunAfter(before_);
    if (!key || (cron() && attempt_ > 0)) return false;
    const auto other = plan_.world.others.find(*key);
    const model::OperationStatus* status =
        other == plan_.world.others.end() ? nullptr : OperationStatusOf(other->second);
    if (status && status->phase == "Complete") {
      status_.waiting_for.operation_complete = false;
      return false;
    }
    if (status && status->phase == "Failed") {
      Finish("operation.after.failed", false, {"PredecessorFailed", key->ToString() + " has failed"});
      return true;
    }
    status_.waiting_for.operation_complete = true;
    Pend("operation.after",
         {"RunAfter", "it waits for " + key->ToString() + (status ? "" : ", which does not exist")});
    return true;
  }

  void Pend(std::string_view row, const Trouble& why) {
    status_.phase = "Pending";
    status_.duration = "Unfinished";
    model::SetCondition(status_.conditions, "Waiting", model::kTrue, why.reason, why.message, plan_.now_text);
    plan_.Status(row, before_, after_);
  }

  // ---- Schedules

  // The instant for which it should run now. At most one of those that were missed.
  std::optional<WallTime> Due() const {
    const Result<Cron> line = Cron::Parse(load_->schedule);
    if (!line.ok()) return std::nullopt;
    WallTime after =
        TimeOf(status_.last_schedule_time.empty() ? before_.metadata().created : status_.last_schedule_time);
    after = std::min(after, plan_.now);  // the clock was set back
    plan_.WakeAt(line->Next(plan_.now));
    return LastDue(*line, after, plan_.now);
  }
  void Schedule() {
    const std::optional<WallTime> due = Due();
    if (!due) return;
    status_.last_schedule_time = FormatTime(*due);
    Pend("operation.due", {"Due", "it was due at " + status_.last_schedule_time});
  }

  // ---- While it runs

  void Execute() {
    if (!facts_.runtime || facts_.runtime_ending) {
      return Finish("operation.abandon", false, {"RuntimeNotFound", "the runtime it ran on is gone"});
    }
    if (!facts_.has_engine()) return;
    EngineUse& use = plan_.engine();
    use.jobs.push_back(JobId());
    if (const auto refused = plan_.world.engine.failed.find("start/" + JobId());
        refused != plan_.world.engine.failed.end()) {
      const Code code = refused->second.code();
      if (code == Code::kInvalidArgument || code == Code::kUnimplemented || code == Code::kPermissionDenied) {
        return Finish("operation.fail", false, {"Refused", std::string(refused->second.message())});
      }
    }
    const auto answer = plan_.world.engine.jobs.find(JobId());
    if (answer == plan_.world.engine.jobs.end() || plan_.world.engine.under_way.contains("start/" + JobId()))
      return;
    if (!answer->second.ok()) {
      if (answer->second.status().code() != Code::kNotFound) return;
      if (cancel()) return Finish("operation.cancelled", false, {"Cancelled", "it was cancelled"});
      return plan_.Do("operation.start", StartJob{MakeJob()});
    }
    const JobStatus& job = *answer->second;
    TellProgress(job);
    switch (job.phase) {
      case JobPhase::kSucceeded:
        return Finish("operation.complete", true, {"Complete", "all of it is done"});
      case JobPhase::kCancelled:
        return Finish("operation.cancelled", false, {"Cancelled", "it was cancelled"});
      case JobPhase::kFailed:
        return Finish("operation.fail", false,
                      {"JobFailed", job.result.ok() ? job.reason : std::string(job.result.message())});
      default:
        break;
    }
    if (cancel()) {
      model::SetCondition(status_.conditions, "Waiting", model::kTrue, "Cancelling",
                          "the engine is asked to stop", plan_.now_text);
      plan_.Do("operation.cancel", CancelJob{JobId()});
      return plan_.Status("operation.cancel", before_, after_);
    }
    plan_.Status("operation.progress", before_, after_);
  }

  JobSpec MakeJob() const {
    JobSpec job;
    job.id = JobId();
    job.kind = JobKind::kLoad;
    job.targets = MakeClaim().paths;
    job.refresh = load_->load_metadata;
    job.options = load_->options;
    const auto verify = job.options.find(std::string(kVerifyOption));
    if (verify != job.options.end()) {
      job.verify = verify->second == "true";
      job.options.erase(verify);
    }
    return job;
  }

  // In steps of a twentieth, so that a status is not written for every block; the last step is exact.
  void TellProgress(const JobStatus& job) {
    const bool running = job.phase == JobPhase::kPending || job.phase == JobPhase::kRunning;
    if (running && Told("bytesTotal") == job.bytes_total && Told("filesTotal") == job.files_total &&
        SmallStep(Told("bytesDone"), job.bytes_done, job.bytes_total) &&
        SmallStep(Told("filesDone"), job.files_done, job.files_total)) {
      return;
    }
    Tell("bytesTotal", job.bytes_total);
    Tell("filesTotal", job.files_total);
    Tell("bytesDone", job.bytes_done);
    Tell("filesDone", job.files_done);
  }
  static bool SmallStep(std::optional<uint64_t> told, std::optional<uint64_t> done,
                        std::optional<uint64_t> total) {
    if (told == done) return true;
    if (!told || !done || *done < *told) return false;
    return *done - *told < (total && *total >= 20 ? *total / 20 : std::max<uint64_t>(*told / 2, 1));
  }
  std::optional<uint64_t> Told(const char* name) const {
    const auto it = status_.infos.find(name);
    if (it == status_.infos.end()) return std::nullopt;
    return std::strtoull(it->second.c_str(), nullptr, 10);
  }
  void Tell(const char* name, std::optional<uint64_t> value) {
    if (value) status_.infos[name] = std::to_string(*value);
  }

  // ---- After it

  void Finish(std::string_view row, bool complete, const Trouble& how) {
    status_.phase = complete ? "Complete" : "Failed";
    const auto started = status_.infos.find("started");
    const WallTime from = started == status_.infos.end() ? plan_.now : TimeOf(started->second);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(plan_.now - from);
    status_.duration = FormatDuration(std::max(Duration::zero(), Duration(seconds)));
    status_.waiting_for = {};
    model::RemoveCondition(status_.conditions, "Waiting");
    model::SetCondition(status_.conditions, complete ? "Complete" : "Failed", model::kTrue, how.reason,
                        how.message, plan_.now_text);
    if (complete && cron()) status_.last_successful_time = plan_.now_text;
    plan_.Status(row, before_, after_, Notice{how.reason, how.message, !complete});
  }

  void Ended() {
    const bool known = Sweep("operation.sweep");
    if (cron() && !cancel() && !known && !Unsupported()) return Schedule();
    const std::optional<int32_t> ttl = load_ ? load_->ttl_seconds_after_finished : std::nullopt;
    if (!ttl || cron()) return;
    const model::Condition* end = model::FindCondition(status_.conditions, phase_);
    const WallTime until = (end ? TimeOf(end->last_transition_time) : plan_.now) + std::chrono::seconds(*ttl);
    if (plan_.now >= until) return plan_.Delete("operation.expire", before_);
    plan_.WakeAt(until);
  }

  // Ends and forgets the job, also one that a lost call started after all. True: it is not known to be gone.
  bool Sweep(std::string_view row) {
    if (attempt_ == 0 || !facts_.has_engine()) return false;
    plan_.engine().known.push_back(JobId());
    const auto answer = plan_.world.engine.jobs.find(JobId());
    if (answer == plan_.world.engine.jobs.end() || !answer->second.ok()) {
      const bool gone =
          answer != plan_.world.engine.jobs.end() && answer->second.status().code() == Code::kNotFound;
      if (!gone) plan_.engine().jobs.push_back(JobId());
      return !gone;
    }
    plan_.engine().jobs.push_back(JobId());
    if (answer->second->phase >= JobPhase::kSucceeded) {
      plan_.Do(row, ForgetJob{JobId()});
    } else {
      plan_.Do(row, CancelJob{JobId()});
    }
    return true;
  }

  void End() {
    const WallTime patience = GraceEnd(before_, facts_.dataset);
    if (phase_ == "Executing" || phase_ == "Complete" || phase_ == "Failed") {
      if (plan_.now < patience && Sweep("operation.end.cancel")) return plan_.WakeAt(patience);
    }
    plan_.Release("operation.end.done", before_);
  }

  Plan& plan_;
  const Facts& facts_;
  const Object& before_;
  Object after_;
  model::OperationStatus& status_;  // of after_
  const std::string phase_;
  std::vector<Claim>& held_;
  std::vector<Claim>& waiting_;
  const model::DataLoadSpec* load_ = nullptr;  // null: a kind that can't be run yet
  int attempt_ = 0;
};

// First come, first served.
std::string QueueKey(const Object& object) {
  const std::string& due = OperationStatusOf(object)->last_schedule_time;
  return (due.empty() ? object.metadata().created : due) + " " + object.metadata().name;
}

}  // namespace

void PlanOperations(Plan& plan) {
  std::vector<const Object*> queue;
  for (const Object& object : plan.world.operations) queue.push_back(&object);
  std::sort(queue.begin(), queue.end(),
            [](const Object* a, const Object* b) { return QueueKey(*a) < QueueKey(*b); });
  std::vector<Claim> held, waiting;
  for (const Object* object : queue) {
    OperationPlanner planner(plan, *object, held, waiting);
    if (planner.executing()) held.push_back(planner.MakeClaim());
  }
  for (const Object* object : queue) OperationPlanner(plan, *object, held, waiting).Run();
}

}  // namespace fluid::reconcile
