#include "src/reconcile/engines.h"

#include <algorithm>
#include <deque>
#include <map>

namespace fluid::reconcile {
namespace {

constexpr Duration kSoonest =
    std::chrono::milliseconds(100);                     // between observations while something is awaited
constexpr Duration kPending = std::chrono::seconds(1);  // ... when nothing has changed for a while
constexpr Duration kHealthy = std::chrono::seconds(5);  // ... while nothing is awaited
constexpr Duration kUsage = std::chrono::seconds(2);
constexpr Duration kJob = std::chrono::milliseconds(500);    // for its progress; its end is told by an event
constexpr Duration kHinted = std::chrono::milliseconds(20);  // between questions about it that events cause
constexpr Duration kObserveTimeout = std::chrono::seconds(2);
constexpr Duration kCallTimeout = std::chrono::seconds(5);
constexpr Duration kTeardownTimeout = std::chrono::minutes(5);   // removes each file of the cache
constexpr Duration kFirstWait = std::chrono::milliseconds(200);  // after a call that failed; doubles
constexpr Duration kLongestWait = std::chrono::seconds(10);
constexpr Duration kRateWindow = std::chrono::seconds(5);

struct CallRecord {
  bool under_way = false;
  int failures = 0;
  MonoTime not_before = MonoTime::min();
};

struct Sample {
  MonoTime at;
  uint64_t bytes;
};

// One engine in use.
struct Slot {
  std::shared_ptr<CacheEngine> engine;
  uint64_t life = 0;  // answers to an earlier one of the same uid are dropped
  EngineUse use;
  EngineView view;
  std::map<std::string, CallRecord> calls;
  std::map<std::string, uint64_t>
      configured;  // node -> count of observations when its Configure had succeeded
  std::map<std::string, std::deque<Sample>> samples;  // of jobs
  std::map<std::string, MonoTime> job_due, job_asked;
  std::map<std::string, uint64_t> job_changes;  // calls that changed it; an answer from before one is old
  uint64_t observations = 0;                    // begun
  MonoTime observe_due = MonoTime::min(), usage_due = MonoTime::min();
  MonoTime observed = MonoTime::min();  // when it was begun last
  Duration pause = kSoonest;
};

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

bool Ended(JobPhase phase) { return phase >= JobPhase::kSucceeded; }

}  // namespace

// Shared with completions that may come after the end of Engines; then `closed` is set and they do nothing.
struct Engines::State : std::enable_shared_from_this<State> {
  State(EngineFactory& f, Clock& c, std::function<void(const std::string&)> fn)
      : factory(f), clock(c), changed(std::move(fn)) {}

  EngineFactory& factory;
  Clock& clock;
  const std::function<void(const std::string&)> changed;

  mutable Mutex mutex;
  bool closed ABSL_GUARDED_BY(mutex) = false;
  uint64_t lives ABSL_GUARDED_BY(mutex) = 0;
  std::map<std::string, Slot> slots ABSL_GUARDED_BY(mutex);

  // Runs `fn` with the slot if that life of it still is, then tells of the change if fn says there is one.
  void With(const std::string& uid, uint64_t life, const std::function<bool(Slot&)>& fn) {
    {
      MutexLock lock(mutex);
      const auto it = slots.find(uid);
      if (closed || it == slots.end() || it->second.life != life || !fn(it->second)) return;
    }
    changed(uid);
  }

  // Begins the named call, or says when to ask again.
  std::optional<MonoTime> Call(const std::string& uid, const std::string& name,
                               const std::function<void(CacheEngine&, DoneStatus)>& make,
                               const std::function<void(Slot&)>& succeeded) {
    std::shared_ptr<CacheEngine> engine;
    uint64_t life = 0;
    {
      MutexLock lock(mutex);
      const auto it = slots.find(uid);
      if (it == slots.end()) return std::nullopt;
      CallRecord& call = it->second.calls[name];
      if (call.under_way) return std::nullopt;
      if (clock.Mono() < call.not_before) return call.not_before;
      call.under_way = true;
      it->second.view.under_way[name] = true;
      engine = it->second.engine;
      life = it->second.life;
    }
    make(*engine, [self = shared_from_this(), uid, life, name, succeeded](const Status& status) {
      self->With(uid, life, [&](Slot& slot) {
        CallRecord& call = slot.calls[name];
        call.under_way = false;
        slot.view.under_way.erase(name);
        if (status.ok()) {
          slot.calls.erase(name);
          slot.view.failed.erase(name);
        } else {
          Duration wait = kFirstWait;
          for (int i = 0; i < call.failures && wait < kLongestWait; ++i) wait *= 2;
          ++call.failures;
          call.not_before = self->clock.Mono() + std::min(wait, kLongestWait);
          slot.view.failed.insert_or_assign(name, status);
        }
        if (succeeded) succeeded(slot);
        slot.observe_due = MonoTime::min();
        slot.pause = kSoonest;
        return true;
      });
    });
    return std::nullopt;
  }

  // What is known of a job is old once anything was done to it, whether that was heard to succeed or not.
  std::function<void(Slot&)> AskAgain(const std::string& id) {
    return [id](Slot& slot) {
      slot.view.jobs.erase(id);
      slot.job_due[id] = MonoTime::min();
      ++slot.job_changes[id];
    };
  }

  // Whether it is news.
  bool Observed(Slot& slot, const Result<std::vector<NodeObservation>>& answer) {
    const MonoTime now = clock.Mono();
    slot.calls["observe"].under_way = false;
    if (!answer.ok()) {  // nobody was heard
      slot.observe_due = now + kPending;
      return false;
    }
    const bool same = slot.view.observed && slot.view.nodes.size() == answer->size() &&
                      std::equal(answer->begin(), answer->end(), slot.view.nodes.begin(), Same);
    slot.view.observed = true;
    slot.view.nodes = *answer;
    for (const NodeObservation& node : *answer) {
      int& silent = slot.view.silent[node.node];
      silent = node.reachable.ok() ? 0 : silent + 1;
    }
    slot.pause = same ? std::min(slot.pause * 2, kPending) : kSoonest;
    const bool quiet = !slot.use.pending && same;
    slot.observe_due = now + (quiet ? kHealthy : slot.pause);
    return !quiet;
  }

  bool JobAnswered(Slot& slot, const std::string& id, uint64_t changes, const Result<JobStatus>& answer) {
    const MonoTime now = clock.Mono();
    slot.calls["query/" + id].under_way = false;
    slot.job_due[id] = now + kJob;
    if (slot.job_changes[id] != changes) {
      slot.job_due[id] = std::max(now, slot.job_asked[id] + kHinted);
      return true;  // so that it is asked again
    }
    if (!answer.ok() && answer.status().code() != Code::kNotFound) return false;
    slot.view.jobs.insert_or_assign(id, answer);
    if (answer.ok() && answer->bytes_done) {
      std::deque<Sample>& samples = slot.samples[id];
      samples.push_back({now, *answer->bytes_done});
      while (samples.size() > 2 && samples.front().at + kRateWindow < now) samples.pop_front();
    }
    return true;
  }

  // Brings the next question forward, not more. Always news: who polls has to wake up.
  bool Hinted(Slot& slot, const EngineEvent& event) {
    if (event.kind == EngineEvent::Kind::kJob) {
      if (!Contains(slot.use.jobs, event.subject)) return false;
      slot.job_due[event.subject] = slot.job_asked[event.subject] + kHinted;
      ++slot.job_changes[event.subject];
    } else {
      slot.observe_due = std::min(slot.observe_due, slot.observed + kSoonest);
      slot.pause = kSoonest;
    }
    return true;
  }

  bool UsageAnswered(Slot& slot, const Result<CacheUsage>& answer) {
    slot.calls["usage"].under_way = false;
    slot.usage_due = clock.Mono() + kUsage;
    if (!answer.ok() || (slot.view.usage && *slot.view.usage == *answer)) return false;
    slot.view.usage = *answer;
    return true;
  }
};

Engines::Engines(EngineFactory& factory, Clock& clock, std::function<void(const std::string&)> changed)
    : state_(std::make_shared<State>(factory, clock, std::move(changed))) {}

Engines::~Engines() {
  std::map<std::string, Slot> slots;
  {
    MutexLock lock(state_->mutex);
    state_->closed = true;
    slots.swap(state_->slots);
  }
}  // ending an engine completes its calls, outside the lock

Status Engines::Use(const EngineUse& use) {
  const std::string& uid = use.spec.uid;
  std::shared_ptr<CacheEngine> engine;
  bool homes_changed = false;
  {
    MutexLock lock(state_->mutex);
    const auto it = state_->slots.find(uid);
    if (it != state_->slots.end()) {
      Slot& slot = it->second;
      homes_changed = slot.use.homes != use.homes;
      engine = slot.engine;
      const MonoTime now = state_->clock.Mono();
      if (homes_changed) {
        slot.observe_due = MonoTime::min();
        slot.pause = kSoonest;
      }
      if (use.pending && !slot.use.pending) slot.observe_due = std::min(slot.observe_due, now + kSoonest);
      if (use.usage && !slot.use.usage) slot.usage_due = MonoTime::min();
      for (const std::string& id : slot.use.jobs) {
        if (Contains(use.jobs, id)) continue;  // else it is known to have ended
        slot.samples.erase(id);
        slot.job_due.erase(id);
        slot.job_asked.erase(id);
        slot.job_changes.erase(id);
        slot.usage_due = MonoTime::min();
        for (const char* verb : {"query/", "start/", "cancel/", "forget/"}) {
          slot.view.failed.erase(verb + id);
          if (const auto call = slot.calls.find(verb + id);
              call != slot.calls.end() && !call->second.under_way) {
            slot.calls.erase(call);
          }
        }
      }
      std::erase_if(slot.view.jobs, [&](const auto& job) {
        return !Contains(use.jobs, job.first) && !Contains(use.known, job.first);
      });
      slot.use = use;
    }
  }
  if (!engine) {
    FLUID_ASSIGN_OR_RETURN(std::unique_ptr<CacheEngine> made, state_->factory.Create(use.spec));
    engine = std::move(made);
    uint64_t life = 0;
    {
      MutexLock lock(state_->mutex);
      Slot& slot = state_->slots[uid];
      slot.engine = engine;
      slot.life = life = ++state_->lives;
      slot.use = use;
    }
    engine->OnEvent([weak = std::weak_ptr<State>(state_), uid, life](const EngineEvent& event) {
      if (const auto state = weak.lock())
        state->With(uid, life, [&](Slot& slot) { return state->Hinted(slot, event); });
    });
    homes_changed = true;
  }
  if (homes_changed) engine->SetHomes(use.homes);
  return Ok();
}

void Engines::Drop(const std::string& uid) {
  std::shared_ptr<CacheEngine> ended;  // completes its calls, outside the lock
  MutexLock lock(state_->mutex);
  const auto it = state_->slots.find(uid);
  if (it == state_->slots.end()) return;
  ended = std::move(it->second.engine);
  state_->slots.erase(it);
}

EngineView Engines::View(const std::string& uid) const {
  MutexLock lock(state_->mutex);
  const auto it = state_->slots.find(uid);
  return it == state_->slots.end() ? EngineView() : it->second.view;
}

std::optional<MonoTime> Engines::Do(const std::string& uid, const Configure& what) {
  const NodeConfig& config = what.config;
  {
    MutexLock lock(state_->mutex);
    const auto it = state_->slots.find(uid);
    if (it == state_->slots.end()) return std::nullopt;
    const auto done = it->second.configured.find(config.node);
    // Succeeded, and no observation has begun since.
    if (done != it->second.configured.end() && done->second >= it->second.observations) return std::nullopt;
  }
  return state_->Call(
      uid, "configure/" + config.node,
      [&](CacheEngine& engine, DoneStatus done) {
        engine.Configure(config, {kCallTimeout, {}}, std::move(done));
      },
      [node = config.node](Slot& slot) {
        if (!slot.view.failed.contains("configure/" + node)) slot.configured[node] = slot.observations;
      });
}

std::optional<MonoTime> Engines::Do(const std::string& uid, const StartJob& what) {
  return state_->Call(
      uid, "start/" + what.job.id,
      [&](CacheEngine& engine, DoneStatus done) {
        engine.StartJob(what.job, {kCallTimeout, {}}, std::move(done));
      },
      state_->AskAgain(what.job.id));
}

std::optional<MonoTime> Engines::Do(const std::string& uid, const CancelJob& what) {
  return state_->Call(
      uid, "cancel/" + what.id,
      [&](CacheEngine& engine, DoneStatus done) {
        engine.CancelJob(what.id, {kCallTimeout, {}}, std::move(done));
      },
      state_->AskAgain(what.id));
}

std::optional<MonoTime> Engines::Do(const std::string& uid, const ForgetJob& what) {
  return state_->Call(
      uid, "forget/" + what.id,
      [&](CacheEngine& engine, DoneStatus done) {
        engine.ForgetJob(what.id, {kCallTimeout, {}}, std::move(done));
      },
      state_->AskAgain(what.id));
}

std::optional<MonoTime> Engines::Do(const std::string& uid, const Teardown& what) {
  return state_->Call(
      uid, "teardown",
      [&](CacheEngine& engine, DoneStatus done) {
        engine.Teardown(what.force, {kTeardownTimeout, {}}, std::move(done));
      },
      [](Slot& slot) { slot.view.torn_down = !slot.view.failed.contains("teardown"); });
}

MonoTime Engines::Poll() {
  struct Question {
    std::string uid;
    uint64_t life;
    std::string job;  // empty: not about a job
    uint64_t changes = 0;
    bool usage = false;
  };
  using Ask = std::pair<std::shared_ptr<CacheEngine>, Question>;
  std::vector<Ask> asks;
  MonoTime next = MonoTime::max();
  {
    MutexLock lock(state_->mutex);
    const MonoTime now = state_->clock.Mono();
    for (auto& [uid, slot] : state_->slots) {
      const auto due = [&](const std::string& name, MonoTime at) {
        CallRecord& call = slot.calls[name];
        if (call.under_way) return false;
        if (now < at) {
          next = std::min(next, at);
          return false;
        }
        return call.under_way = true;
      };
      if (slot.use.homes.empty()) continue;
      if (due("observe", slot.observe_due)) {
        ++slot.observations;
        slot.observed = now;
        asks.push_back({slot.engine, {uid, slot.life, "", 0, false}});
      }
      if (slot.use.usage && due("usage", slot.usage_due))
        asks.push_back({slot.engine, {uid, slot.life, "", 0, true}});
      for (const std::string& id : slot.use.jobs) {
        const auto known = slot.view.jobs.find(id);
        if (known != slot.view.jobs.end() && (!known->second.ok() || Ended(known->second->phase))) continue;
        if (due("query/" + id, slot.job_due[id])) {
          slot.job_asked[id] = now;
          asks.push_back({slot.engine, {uid, slot.life, id, slot.job_changes[id], false}});
        }
      }
    }
  }
  for (const auto& [engine, ask] : asks) {
    const std::shared_ptr<State> state = state_;
    if (!ask.job.empty()) {
      engine->QueryJob(ask.job, {kCallTimeout, {}}, [state, question = ask](const Result<JobStatus>& answer) {
        state->With(question.uid, question.life, [&](Slot& slot) {
          return state->JobAnswered(slot, question.job, question.changes, answer);
        });
      });
    } else if (ask.usage) {
      engine->Usage("/", {kCallTimeout, {}}, [state, question = ask](const Result<CacheUsage>& answer) {
        state->With(question.uid, question.life,
                    [&](Slot& slot) { return state->UsageAnswered(slot, answer); });
      });
    } else {
      engine->Observe({kObserveTimeout, {}}, [state, question = ask](
                                                 const Result<std::vector<NodeObservation>>& answer) {
        state->With(question.uid, question.life, [&](Slot& slot) { return state->Observed(slot, answer); });
      });
    }
  }
  return next;
}

std::shared_ptr<CacheEngine> Engines::Find(const std::string& uid) const {
  MutexLock lock(state_->mutex);
  const auto it = state_->slots.find(uid);
  return it == state_->slots.end() ? nullptr : it->second.engine;
}

std::optional<CacheUsage> Engines::Usage(const std::string& engine) const {
  MutexLock lock(state_->mutex);
  const auto slot = state_->slots.find(engine);
  return slot == state_->slots.end() ? std::nullopt : slot->second.view.usage;
}

std::optional<Engines::JobRate> Engines::Job(const std::string& id) const {
  MutexLock lock(state_->mutex);
  for (const auto& [uid, slot] : state_->slots) {
    const auto it = slot.view.jobs.find(id);
    if (it == slot.view.jobs.end() || !it->second.ok()) continue;
    JobRate rate{*it->second, 0};
    if (const auto samples = slot.samples.find(id);
        samples != slot.samples.end() && samples->second.size() > 1) {
      const Sample &a = samples->second.front(), &b = samples->second.back();
      const double seconds = std::chrono::duration<double>(b.at - a.at).count();
      if (seconds > 0 && b.bytes > a.bytes)
        rate.bytes_per_second = static_cast<double>(b.bytes - a.bytes) / seconds;
    }
    return rate;
  }
  return std::nullopt;
}

}  // namespace fluid::reconcile
