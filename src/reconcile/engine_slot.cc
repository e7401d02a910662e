#include "src/reconcile/engine_slot.h"

#include <algorithm>

namespace fluid::reconcile {
namespace {

constexpr Duration kSoonest =
    std::chrono::milliseconds(100);                     // between observations while something is awaited
constexpr Duration kPending = std::chrono::seconds(1);  // ... when nothing has changed for a while
constexpr Duration kHealthy = std::chrono::seconds(5);  // ... while nothing is awaited
constexpr Duration kUsage = std::chrono::seconds(2);
constexpr Duration kJob = std::chrono::milliseconds(500);    // for its progress; its end is told by an event
constexpr Duration kHinted = std::chrono::milliseconds(20);  // between questions about it that events cause
constexpr Duration kFirstWait = std::chrono::milliseconds(200);  // after a call that failed; doubles
constexpr Duration kLongestWait = std::chrono::seconds(10);
constexpr Duration kRateWindow = std::chrono::seconds(5);

bool Same(const NodeObservation& a, const NodeObservation& b) {
  const auto sources = [](const MountReport& x, const MountReport& y) {
    return x.path == y.path && x.uri == y.uri && x.state == y.state && x.generation == y.generation &&
           (x.open_files > 0) == (y.open_files > 0) && x.why.ToString() == y.why.ToString() &&
           x.remark == y.remark;
  };
  const auto mounts = [](const NodeMountState& x, const NodeMountState& y) {
    return x.id == y.id && x.mounted == y.mounted && x.message == y.message && x.users == y.users;
  };
  return a.node == b.node && a.reachable.ToString() == b.reachable.ToString() && a.health == b.health &&
         a.reasons == b.reasons && a.config_generation == b.config_generation &&
         a.spec_generation == b.spec_generation &&
         std::equal(a.sources.begin(), a.sources.end(), b.sources.begin(), b.sources.end(), sources) &&
         std::equal(a.mounts.begin(), a.mounts.end(), b.mounts.begin(), b.mounts.end(), mounts);
}

bool Contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool Over(JobPhase phase) { return phase >= JobPhase::kSucceeded; }

}  // namespace

Slot::Slot() : pause_(kSoonest) {}

void Slot::Use(const EngineUse& use, MonoTime now) {
  if (use_.homes != use.homes) {
    observe_due_ = MonoTime::min();
    pause_ = kSoonest;
    other_homes_ = true;
  }
  if (use.pending && !use_.pending) observe_due_ = std::min(observe_due_, now + kSoonest);
  if (use.usage && !use_.usage) usage_due_ = MonoTime::min();
  for (const std::string& id : use_.jobs) {
    if (Contains(use.jobs, id)) continue;  // else it is known to have ended
    jobs_.erase(id);
    usage_due_ = MonoTime::min();
    for (const char* verb : {"start/", "cancel/", "forget/"}) {
      view.failed.erase(verb + id);
      if (const auto call = calls_.find(verb + id); call != calls_.end() && !call->second.under_way)
        calls_.erase(call);
    }
  }
  for (const std::string& id : use.jobs) jobs_.try_emplace(id);
  std::erase_if(view.jobs, [&](const auto& job) {
    return !Contains(use.jobs, job.first) && !Contains(use.known, job.first);
  });
  use_ = use;
}

void Slot::Began(const std::string& name) {
  calls_[name].under_way = true;
  view.under_way[name] = true;
}

void Slot::Ended(const std::string& name, const Status& status, MonoTime now) {
  CallRecord& record = calls_[name];
  record.under_way = false;
  view.under_way.erase(name);
  if (status.ok()) {
    calls_.erase(name);
    view.failed.erase(name);
  } else {
    Duration wait = kFirstWait;
    for (int i = 0; i < record.failures && wait < kLongestWait; ++i) wait *= 2;
    ++record.failures;
    record.not_before = now + std::min(wait, kLongestWait);
    view.failed.insert_or_assign(name, status);
  }
  observe_due_ = MonoTime::min();
  pause_ = kSoonest;
}

bool Slot::ConfiguredUnseen(const std::string& node) const {
  const auto done = configured_.find(node);
  return done != configured_.end() && done->second >= observations_;
}

void Slot::JobChanged(const std::string& id) {
  view.jobs.erase(id);
  if (const auto job = jobs_.find(id); job != jobs_.end()) {
    job->second.due = MonoTime::min();
    ++job->second.changes;
  }
}

uint64_t Slot::job_changes(const std::string& id) const {
  const auto job = jobs_.find(id);
  return job == jobs_.end() ? 0 : job->second.changes;
}

template <typename Fn>
void Slot::ForEachQuestion(Fn fn) const {
  if (use_.homes.empty()) return;
  if (!observing_) fn(Question::About::kNodes, std::string(), observe_due_);
  if (use_.usage && !asking_usage_) fn(Question::About::kUsage, std::string(), usage_due_);
  for (const auto& [id, job] : jobs_) {
    if (job.asking) continue;
    const auto known = view.jobs.find(id);
    if (known != view.jobs.end() && (!known->second.ok() || Over(known->second->phase))) continue;
    fn(Question::About::kJob, id, job.due);
  }
}

std::vector<Question> Slot::DueQuestions(MonoTime now) const {
  std::vector<Question> questions;
  ForEachQuestion([&](Question::About about, const std::string& job, MonoTime due) {
    if (due <= now) questions.push_back({about, job});
  });
  return questions;
}

MonoTime Slot::NextDue() const {
  MonoTime next = MonoTime::max();
  ForEachQuestion([&](Question::About, const std::string&, MonoTime due) { next = std::min(next, due); });
  return next;
}

void Slot::Asked(const Question& question, MonoTime now) {
  switch (question.about) {
    case Question::About::kNodes:
      observing_ = true;
      ++observations_;
      observed_ = now;
      observe_due_ = MonoTime::max();
      other_homes_ = false;
      break;
    case Question::About::kUsage:
      asking_usage_ = true;
      usage_due_ = MonoTime::max();
      break;
    case Question::About::kJob:
      jobs_[question.job].asking = true;
      jobs_[question.job].asked = now;
      break;
  }
}

bool Slot::Observed(const Result<std::vector<NodeObservation>>& answer, MonoTime now) {
  observing_ = false;
  if (!answer.ok() || other_homes_) {  // nobody was heard, or not those that count
    observe_due_ = std::min(observe_due_, now + kPending);
    return false;
  }
  const bool same = view.observed && view.nodes.size() == answer->size() &&
                    std::equal(answer->begin(), answer->end(), view.nodes.begin(), Same);
  view.observed = true;
  view.nodes = *answer;
  for (const NodeObservation& node : *answer) {
    int& silent = view.silent[node.node];
    silent = node.reachable.ok() ? 0 : silent + 1;
  }
  pause_ = same ? std::min(pause_ * 2, kPending) : kSoonest;
  const bool quiet = !use_.pending && same;
  observe_due_ = std::min(observe_due_, now + (quiet ? kHealthy : pause_));
  return !quiet;
}

bool Slot::UsageAnswered(const Result<CacheUsage>& answer, MonoTime now) {
  asking_usage_ = false;
  usage_due_ = std::min(usage_due_, now + kUsage);
  if (!answer.ok() || (view.usage && *view.usage == *answer)) return false;
  view.usage = *answer;
  return true;
}

bool Slot::JobAnswered(const std::string& id, uint64_t changes, const Result<JobStatus>& answer,
                       MonoTime now) {
  const auto asked = jobs_.find(id);
  if (asked == jobs_.end()) return false;  // nobody wants to know any more
  Job& job = asked->second;
  job.asking = false;
  job.due = now + kJob;
  if (job.changes != changes) {
    job.due = std::max(now, job.asked + kHinted);
    return false;
  }
  if (!answer.ok() && answer.status().code() != Code::kNotFound) return false;
  view.jobs.insert_or_assign(id, answer);
  if (answer.ok() && answer->bytes_done) {
    job.samples.push_back({now, *answer->bytes_done});
    while (job.samples.size() > 2 && job.samples.front().at + kRateWindow < now) job.samples.pop_front();
  }
  return true;
}

void Slot::Hinted(const EngineEvent& event) {
  if (event.kind == EngineEvent::Kind::kJob) {
    const auto job = jobs_.find(event.subject);
    if (job == jobs_.end()) return;
    job->second.due = job->second.asked + kHinted;
    ++job->second.changes;
  } else {
    observe_due_ = std::min(observe_due_, observed_ + kSoonest);
    pause_ = kSoonest;
  }
}

double Slot::BytesPerSecond(const std::string& id) const {
  const auto job = jobs_.find(id);
  if (job == jobs_.end() || job->second.samples.size() < 2) return 0;
  const Sample &a = job->second.samples.front(), &b = job->second.samples.back();
  const double seconds = std::chrono::duration<double>(b.at - a.at).count();
  return seconds > 0 && b.bytes > a.bytes ? static_cast<double>(b.bytes - a.bytes) / seconds : 0;
}

}  // namespace fluid::reconcile
