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

std::string Question::name() const {
  switch (about) {
    case About::kNodes:
      return "observe";
    case About::kUsage:
      return "usage";
    case About::kJob:
      return "query/" + job;
  }
  return "";
}

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
    samples_.erase(id);
    job_due_.erase(id);
    job_asked_.erase(id);
    job_changes_.erase(id);
    usage_due_ = MonoTime::min();
    for (const char* verb : {"query/", "start/", "cancel/", "forget/"}) {
      view.failed.erase(verb + id);
      if (const auto call = calls_.find(verb + id); call != calls_.end() && !call->second.under_way)
        calls_.erase(call);
    }
  }
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
  job_due_[id] = MonoTime::min();
  ++job_changes_[id];
}

std::vector<Question> Slot::Questions() const {
  std::vector<Question> questions;
  if (use_.homes.empty()) return questions;
  const auto add = [&](Question question) {
    const auto record = calls_.find(question.name());
    if (record == calls_.end() || !record->second.under_way) questions.push_back(std::move(question));
  };
  add({Question::About::kNodes, "", observe_due_});
  if (use_.usage) add({Question::About::kUsage, "", usage_due_});
  for (const std::string& id : use_.jobs) {
    const auto known = view.jobs.find(id);
    if (known != view.jobs.end() && (!known->second.ok() || Over(known->second->phase))) continue;
    const auto due = job_due_.find(id);
    add({Question::About::kJob, id, due == job_due_.end() ? MonoTime::min() : due->second});
  }
  return questions;
}

void Slot::Asked(const Question& question, MonoTime now) {
  calls_[question.name()].under_way = true;
  switch (question.about) {
    case Question::About::kNodes:
      ++observations_;
      observed_ = now;
      observe_due_ = MonoTime::max();
      other_homes_ = false;
      break;
    case Question::About::kUsage:
      usage_due_ = MonoTime::max();
      break;
    case Question::About::kJob:
      job_asked_[question.job] = now;
      break;
  }
}

bool Slot::Observed(const Result<std::vector<NodeObservation>>& answer, MonoTime now) {
  calls_["observe"].under_way = false;
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
  calls_["usage"].under_way = false;
  usage_due_ = std::min(usage_due_, now + kUsage);
  if (!answer.ok() || (view.usage && *view.usage == *answer)) return false;
  view.usage = *answer;
  return true;
}

bool Slot::JobAnswered(const std::string& id, uint64_t changes, const Result<JobStatus>& answer,
                       MonoTime now) {
  calls_["query/" + id].under_way = false;
  job_due_[id] = now + kJob;
  if (job_changes_[id] != changes) {
    job_due_[id] = std::max(now, job_asked_[id] + kHinted);
    return false;
  }
  if (!answer.ok() && answer.status().code() != Code::kNotFound) return false;
  view.jobs.insert_or_assign(id, answer);
  if (answer.ok() && answer->bytes_done) {
    std::deque<Sample>& samples = samples_[id];
    samples.push_back({now, *answer->bytes_done});
    while (samples.size() > 2 && samples.front().at + kRateWindow < now) samples.pop_front();
  }
  return true;
}

void Slot::Hinted(const EngineEvent& event) {
  if (event.kind == EngineEvent::Kind::kJob) {
    if (!Contains(use_.jobs, event.subject)) return;
    job_due_[event.subject] = job_asked_[event.subject] + kHinted;
    ++job_changes_[event.subject];
  } else {
    observe_due_ = std::min(observe_due_, observed_ + kSoonest);
    pause_ = kSoonest;
  }
}

double Slot::BytesPerSecond(const std::string& job) const {
  const auto samples = samples_.find(job);
  if (samples == samples_.end() || samples->second.size() < 2) return 0;
  const Sample &a = samples->second.front(), &b = samples->second.back();
  const double seconds = std::chrono::duration<double>(b.at - a.at).count();
  return seconds > 0 && b.bytes > a.bytes ? static_cast<double>(b.bytes - a.bytes) / seconds : 0;
}

}  // namespace fluid::reconcile
