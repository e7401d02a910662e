#include "src/reconcile/loop.h"

#include <algorithm>

namespace fluid::reconcile {
namespace {

constexpr Duration kFirstWait =
    std::chrono::milliseconds(50);  // after a decision that could not be carried out; doubles
constexpr int kManyRaces = 3;
constexpr Duration kLongestWait = std::chrono::seconds(5);
constexpr Duration kSyncWait = std::chrono::milliseconds(500);

}  // namespace

Loop::Loop(LoopSeams seams, Settings settings, Log log, Planner planner)
    : seams_(seams),
      settings_(std::move(settings)),
      log_(std::move(log)),
      planner_(std::move(planner)),
      cache_(seams.store, seams.clock, [this](const DatasetKey& key) { Touch(key); }),
      engines_(
          seams.engines, seams.clock,
          [this](const std::string& uid) {
            if (const auto key = cache_.OfRuntime(uid)) Touch(*key);
          },
          [this] { Wake(); }),
      launches_(seams.launcher.Subscribe([this](const LaunchId& id) { OnLaunch(id); })),
      nodes_(seams.cluster.Subscribe([this] { TouchAll(); })) {}

Loop::~Loop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    work_.NotifyAll();
  }
  for (std::thread& thread : threads_) thread.join();
  launches_.reset();
  nodes_.reset();
}

void Loop::Start(int threads) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
}

void Loop::Run() {
  for (;;) {
    uint64_t touches;
    {
      MutexLock lock(mutex_);
      if (stopping_) return;
      touches = touches_;
    }
    if (Step()) continue;
    const std::unique_ptr<Timer> timer = seams_.clock.At(NextDue(), [this] { Wake(); });
    MutexLock lock(mutex_);
    while (!stopping_ && touches == touches_) work_.Wait(mutex_);
  }
}

bool Loop::Step() {
  const MonoTime now = seams_.clock.Mono();
  {
    MutexLock one(sync_mutex_);
    if (cache_.lost()) {
      {
        MutexLock lock(mutex_);
        if (now < sync_due_) return false;
        sync_due_ = now + kSyncWait;
      }
      if (const Status status = cache_.Sync(); !status.ok()) {
        log_.Warning("listing all objects: {}", status.ToString());
        return false;
      }
      RemoveOrphans();
    }
  }
  engines_.Poll();
  const std::optional<DatasetKey> key = TakeDue(now);
  if (key) Reconcile(*key);
  return key.has_value();
}

std::optional<DatasetKey> Loop::TakeDue(MonoTime now) {
  MutexLock lock(mutex_);
  if (waiting_.empty() || waiting_.begin()->first > now) return std::nullopt;
  const DatasetKey key = waiting_.begin()->second;
  KeyState& state = *keys_[key];
  state.running = true;
  state.due = MonoTime::max();
  Plan(key, state);
  return key;
}

void Loop::Plan(const DatasetKey& key, KeyState& state) {
  const bool waits = !state.running && state.due != MonoTime::max();
  const MonoTime when = waits ? std::max(state.due, state.not_before) : MonoTime::max();
  if (when == state.planned) return;
  if (state.planned != MonoTime::max()) waiting_.erase({state.planned, key});
  if (waits) waiting_.emplace(when, key);
  state.planned = when;
}

MonoTime Loop::NextDue() {
  const bool lost = cache_.lost();
  const MonoTime next = engines_.NextDue();
  MutexLock lock(mutex_);
  if (lost) return sync_due_;  // nothing is done before that
  return waiting_.empty() ? next : std::min(next, waiting_.begin()->first);
}

// All: a timer that one of them set may be what woke another, who is busy when the next one is due.
void Loop::Wake() {
  MutexLock lock(mutex_);
  ++touches_;
  work_.NotifyAll();
}

void Loop::Touch(const DatasetKey& key) {
  const MonoTime now = seams_.clock.Mono();
  MutexLock lock(mutex_);
  std::unique_ptr<KeyState>& state = keys_[key];
  if (!state) state = std::make_unique<KeyState>();
  state->due = std::min(state->due, now);
  Plan(key, *state);
  ++touches_;
  work_.NotifyOne();
}

void Loop::TouchAll() {
  for (const DatasetKey& key : cache_.Keys()) Touch(key);
}

void Loop::OnLaunch(const LaunchId& id) {
  if (const auto key = cache_.OfRuntime(id.engine)) Touch(*key);
}

// What runs for a runtime that does not exist any more, because somebody took its finalizer off.
void Loop::RemoveOrphans() {
  for (const LaunchState& launch : seams_.launcher.List("")) {
    if (cache_.OfRuntime(launch.id.engine) || launch.phase == LaunchPhase::kStopping) continue;
    const Status status = seams_.launcher.Remove(launch.id, true);
    log_.Info("removing {}, whose runtime is gone: {}", launch.id.ToString(), status.ToString());
  }
}

void Loop::Reconcile(const DatasetKey& key) {
  KeyState* state;
  {
    MutexLock lock(mutex_);
    state = keys_[key].get();
  }
  MonoTime again = MonoTime::max();
  Status outcome;
  if (const std::optional<MonoTime> until = cache_.Behind(key)) {
    again = *until;
  } else {
    if (!state->engine.empty() && !cache_.OfRuntime(state->engine)) RemoveOrphans();
    const World world = Gather(key);
    std::erase_if(state->ensured, [&](const auto& launch) {  // gone without our doing
      return std::none_of(world.launches.begin(), world.launches.end(),
                          [&](const LaunchState& s) { return s.id == launch.first; });
    });
    const WallTime wall = seams_.clock.Now();
    const Decision decision = planner_(world, settings_, wall);
    if (decision.wake != WallTime::max()) again = seams_.clock.Mono() + (decision.wake - wall);
    const std::string engine = decision.engine ? decision.engine->spec.uid : "";
    if (!state->engine.empty() && state->engine != engine) engines_.Drop(state->engine);
    const Status used = engine.empty() ? Ok() : engines_.Use(*decision.engine);
    state->engine = used.ok() ? engine : "";
    for (const Action& action : decision.actions) {
      if (!outcome.ok()) break;  // the rest was decided believing that this would succeed
      outcome = Act(*state, action, again).Annotate(action.row);
    }
    if (outcome.ok()) outcome = used;
  }
  MutexLock lock(mutex_);
  const MonoTime now = seams_.clock.Mono();
  state->running = false;
  state->due = std::min(state->due, again);
  if (outcome.ok()) {
    state->failures = 0;
    state->not_before = MonoTime::min();
  } else {
    // That somebody else was faster is how it goes; that they always are is not.
    const bool race = outcome.code() == Code::kAborted && state->failures < kManyRaces;
    const std::string told = fmt::format("{}/{}: {}", key.space, key.name, outcome.ToString());
    race ? log_.Debug("{}", told) : log_.Info("{}", told);
    const Duration wait = std::min(kFirstWait * (1 << std::min(state->failures, 10)), kLongestWait);
    ++state->failures;
    state->not_before = now + wait;
    state->due = now;
  }
  Plan(key, *state);
  const bool over = state->due == MonoTime::max() && state->engine.empty();
  if (outcome.ok() && over && !cache_.Has(key)) keys_.erase(key);
  ++touches_;
  work_.NotifyOne();
}

}  // namespace fluid::reconcile
