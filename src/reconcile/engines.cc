#include "src/reconcile/engines.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "src/base/gate.h"
#include "src/reconcile/engine_slot.h"

namespace fluid::reconcile {
namespace {

constexpr Duration kObserveTimeout = std::chrono::seconds(2);
constexpr Duration kCallTimeout = std::chrono::seconds(5);
constexpr Duration kTeardownTimeout = std::chrono::minutes(5);  // removes each file of the cache

}  // namespace

// Shared with completions that may come after the end of Engines; then the gate is closed and they do
// nothing.
struct Engines::State : std::enable_shared_from_this<State> {
  State(EngineFactory& f, Clock& c, std::function<void(const std::string&)> news, std::function<void()> any)
      : factory(f), clock(c), changed(std::move(news)), answered(std::move(any)) {}

  EngineFactory& factory;
  Clock& clock;
  const std::function<void(const std::string&)> changed;
  const std::function<void()> answered;

  Gate completions;
  mutable Mutex mutex;
  uint64_t lives ABSL_GUARDED_BY(mutex) = 0;
  std::map<std::string, Slot> slots ABSL_GUARDED_BY(mutex);

  // Runs `fn` with the slot if that life of it still is, then tells whether there is news. Either way another
  // question may be due now than before.
  void With(const std::string& uid, uint64_t life, const std::function<bool(Slot&)>& fn) {
    const Gate::Pass pass = completions.Enter();
    if (!pass) return;
    bool news = false;
    {
      MutexLock lock(mutex);
      const auto it = slots.find(uid);
      if (it == slots.end() || it->second.life != life) return;
      news = fn(it->second);
    }
    news ? changed(uid) : answered();
  }

  // Begins the named call, or says when to ask again.
  std::optional<MonoTime> Call(const std::string& uid, const std::string& name,
                               const std::function<void(CacheEngine&, DoneStatus)>& make,
                               const std::function<void(Slot&, const Status&)>& ended) {
    std::shared_ptr<CacheEngine> engine;
    uint64_t life = 0;
    {
      MutexLock lock(mutex);
      const auto it = slots.find(uid);
      if (it == slots.end()) return std::nullopt;
      Slot& slot = it->second;
      const CallRecord& record = slot.call(name);
      if (record.under_way) return std::nullopt;
      if (clock.Mono() < record.not_before) return record.not_before;
      slot.Began(name);
      engine = slot.engine;
      life = slot.life;
    }
    make(*engine, [self = shared_from_this(), uid, life, name, ended](const Status& status) {
      self->With(uid, life, [&](Slot& slot) {
        slot.Ended(name, status, self->clock.Mono());
        ended(slot, status);
        return true;
      });
    });
    return std::nullopt;
  }

  std::optional<MonoTime> CallJob(const std::string& uid, const std::string& verb, const std::string& id,
                                  const std::function<void(CacheEngine&, DoneStatus)>& make) {
    return Call(uid, verb + id, make, [id](Slot& slot, const Status&) { slot.JobChanged(id); });
  }

  void Ask(CacheEngine& engine, const std::string& uid, uint64_t life, const Question& question,
           uint64_t changes) {
    const auto answer = [self = shared_from_this(), uid, life](auto fn) {
      return [self, uid, life, fn](const auto& result) {
        self->With(uid, life, [&](Slot& slot) { return fn(slot, result, self->clock.Mono()); });
      };
    };
    switch (question.about) {
      case Question::About::kNodes:
        return engine.Observe({kObserveTimeout, {}}, answer([](Slot& slot, const auto& result, MonoTime now) {
                                return slot.Observed(result, now);
                              }));
      case Question::About::kUsage:
        return engine.Usage("/", {kCallTimeout, {}}, answer([](Slot& slot, const auto& result, MonoTime now) {
                              return slot.UsageAnswered(result, now);
                            }));
      case Question::About::kJob:
        return engine.QueryJob(
            question.job, {kCallTimeout, {}},
            answer([id = question.job, changes](Slot& slot, const auto& result, MonoTime now) {
              return slot.JobAnswered(id, changes, result, now);
            }));
    }
  }
};

Engines::Engines(EngineFactory& factory, Clock& clock, std::function<void(const std::string&)> changed,
                 std::function<void()> answered)
    : state_(std::make_shared<State>(factory, clock, std::move(changed), std::move(answered))) {}

Engines::~Engines() {
  state_->completions.Close();
  std::map<std::string, Slot> slots;
  MutexLock lock(state_->mutex);
  slots.swap(state_->slots);
}  // ending an engine completes its calls, outside the lock

Status Engines::Use(const EngineUse& use) {
  const std::string& uid = use.spec.uid;
  std::shared_ptr<CacheEngine> engine;
  {
    MutexLock lock(state_->mutex);
    if (const auto it = state_->slots.find(uid); it != state_->slots.end()) {
      if (it->second.use().homes == use.homes) {
        it->second.Use(use, state_->clock.Mono());
        return Ok();
      }
      engine = it->second.engine;
    }
  }
  // The engine knows its homes before anybody asks them.
  if (engine) {
    engine->SetHomes(use.homes);
    MutexLock lock(state_->mutex);
    if (const auto it = state_->slots.find(uid); it != state_->slots.end())
      it->second.Use(use, state_->clock.Mono());
    return Ok();
  }
  FLUID_ASSIGN_OR_RETURN(engine, state_->factory.Create(use.spec));
  uint64_t life = 0;
  {
    MutexLock lock(state_->mutex);
    life = ++state_->lives;
  }
  engine->OnEvent([weak = std::weak_ptr<State>(state_), uid, life](const EngineEvent& event) {
    const auto state = weak.lock();
    if (!state) return;
    state->With(uid, life, [&](Slot& slot) {
      slot.Hinted(event);
      return false;
    });
  });
  engine->SetHomes(use.homes);
  MutexLock lock(state_->mutex);
  Slot& slot = state_->slots[uid];
  slot.engine = std::move(engine);
  slot.life = life;
  slot.Use(use, state_->clock.Mono());
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
    if (it == state_->slots.end() || it->second.ConfiguredUnseen(config.node)) return std::nullopt;
  }
  return state_->Call(
      uid, "configure/" + config.node,
      [&](CacheEngine& engine, DoneStatus done) {
        engine.Configure(config, {kCallTimeout, {}}, std::move(done));
      },
      [node = config.node](Slot& slot, const Status& status) {
        if (status.ok()) slot.Configured(node);
      });
}

std::optional<MonoTime> Engines::Do(const std::string& uid, const StartJob& what) {
  return state_->CallJob(uid, "start/", what.job.id, [&](CacheEngine& engine, DoneStatus done) {
    engine.StartJob(what.job, {kCallTimeout, {}}, std::move(done));
  });
}

std::optional<MonoTime> Engines::Do(const std::string& uid, const CancelJob& what) {
  return state_->CallJob(uid, "cancel/", what.id, [&](CacheEngine& engine, DoneStatus done) {
    engine.CancelJob(what.id, {kCallTimeout, {}}, std::move(done));
  });
}

std::optional<MonoTime> Engines::Do(const std::string& uid, const ForgetJob& what) {
  return state_->CallJob(uid, "forget/", what.id, [&](CacheEngine& engine, DoneStatus done) {
    engine.ForgetJob(what.id, {kCallTimeout, {}}, std::move(done));
  });
}

std::optional<MonoTime> Engines::Do(const std::string& uid, const Teardown& what) {
  return state_->Call(
      uid, "teardown",
      [&](CacheEngine& engine, DoneStatus done) {
        engine.Teardown(what.force, {kTeardownTimeout, {}}, std::move(done));
      },
      [](Slot& slot, const Status& status) { slot.view.torn_down = status.ok(); });
}

void Engines::Poll() {
  struct Asking {
    std::shared_ptr<CacheEngine> engine;
    std::string uid;
    uint64_t life;
    Question question;
    uint64_t changes;
  };
  std::vector<Asking> all;
  {
    MutexLock lock(state_->mutex);
    const MonoTime now = state_->clock.Mono();
    for (auto& [uid, slot] : state_->slots) {
      for (Question& question : slot.DueQuestions(now)) {
        slot.Asked(question, now);
        const uint64_t changes = question.job.empty() ? 0 : slot.job_changes(question.job);
        all.push_back({slot.engine, uid, slot.life, std::move(question), changes});
      }
    }
  }
  for (const Asking& ask : all) state_->Ask(*ask.engine, ask.uid, ask.life, ask.question, ask.changes);
}

MonoTime Engines::NextDue() const {
  MonoTime next = MonoTime::max();
  MutexLock lock(state_->mutex);
  for (const auto& [uid, slot] : state_->slots) next = std::min(next, slot.NextDue());
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
    if (it != slot.view.jobs.end() && it->second.ok()) return JobRate{*it->second, slot.BytesPerSecond(id)};
  }
  return std::nullopt;
}

}  // namespace fluid::reconcile
