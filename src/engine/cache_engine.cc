#include "src/engine/cache_engine.h"

#include <fmt/format.h>

#include <deque>
#include <future>
#include <map>
#include <optional>

#include "fluid/plugin.h"
#include "src/base/mutex.h"
#include "src/engine/node_answers.h"

namespace fluid::engine {
namespace {

// `whole`: not OK when the call itself was called off.
using Finish = std::function<void(Status whole, std::vector<NodeAnswer> answers)>;

// One call of a CacheEngine, sent to one or all homes. It finishes when each has answered, or its time is
// over.
struct Gather {
  std::string node;  // empty: to all
  Request request;
  Status refused;  // not OK: to none
  Duration timeout{};
  MonoTime deadline;
  std::stop_token stop;
  Finish finish;

  std::map<std::string, uint64_t> waiting;  // node -> ticket
  std::vector<NodeAnswer> answers;
  std::unique_ptr<Timer> timer;
  std::optional<std::stop_callback<std::function<void()>>> on_stop;
};

// The books of one engine. Everything on the reactor's thread, but what is said otherwise.
class Router final : public std::enable_shared_from_this<Router> {
 public:
  Router(std::shared_ptr<Reactor> reactor, ConnectFn connect, std::string uid)
      : reactor_(std::move(reactor)), connect_(std::move(connect)), uid_(std::move(uid)) {}

  Reactor& reactor() { return *reactor_; }

  void SetHomes(const std::map<std::string, std::string>& addresses) {
    if (closed_) return;
    std::vector<std::string> gone;
    for (const auto& [node, home] : homes_) {
      const auto wanted = addresses.find(node);
      if (wanted == addresses.end() || wanted->second != home.address) gone.push_back(node);
    }
    for (const std::string& node : gone) homes_.erase(node);
    for (const auto& [node, address] : addresses) {
      if (homes_.contains(node)) continue;
      std::unique_ptr<Home> way = connect_(*reactor_, node, address);
      way->OnEvent([this](const EngineEvent& event) {
        if (const auto fn = on_event_) fn(event);  // a copy: it may replace itself
      });
      homes_[node] = {address, std::move(way)};
    }
    for (const std::string& node : gone) FailNode(node);
  }

  void OnEvent(std::function<void(const EngineEvent&)> fn) { on_event_ = std::move(fn); }

  // Any thread. The call begins on the reactor's, in the order of the calls.
  void Take(std::unique_ptr<Gather> call) {
    {
      MutexLock lock(inbox_mutex_);
      inbox_.push_back(std::move(call));
    }
    reactor_->Post([self = shared_from_this()] { self->BeginTaken(); });
  }

  void Close() {
    if (closed_) return;
    closed_ = true;
    on_event_ = nullptr;
    BeginTaken();
    while (!calls_.empty()) End(calls_.begin()->first, Destroyed());
    homes_.clear();
  }

 private:
  struct Way {
    std::string address;
    std::unique_ptr<Home> way;
  };

  Status Destroyed() const {
    return Cancelled(fmt::format("call engine {}: its object was destroyed", uid_));
  }

  void BeginTaken() {
    std::deque<std::unique_ptr<Gather>> taken;
    {
      MutexLock lock(inbox_mutex_);
      taken.swap(inbox_);
    }
    for (std::unique_ptr<Gather>& call : taken) Begin(std::move(call));
  }

  void Begin(std::unique_ptr<Gather> call) {
    const uint64_t id = ++last_;
    Gather& gather = *(calls_[id] = std::move(call));
    if (closed_) return End(id, Destroyed());
    if (!gather.refused.ok()) return End(id, gather.refused);
    if (gather.stop.stop_requested()) return End(id, Cancelled("the caller called it off"));
    std::vector<std::string> nodes;
    if (!gather.node.empty()) {
      nodes.push_back(gather.node);
    } else {
      for (const auto& [node, home] : homes_) nodes.push_back(node);
    }
    for (const std::string& node : nodes) {
      const auto home = homes_.find(node);
      if (home == homes_.end()) {
        gather.answers.push_back(
            {node, {Unavailable(fmt::format("engine {} has no home on {}", uid_, node)), {}}});
        continue;
      }
      gather.waiting[node] = home->second.way->Send(
          gather.request, gather.timeout,
          [this, id, node](Response response) { Answered(id, node, std::move(response)); });
    }
    if (gather.waiting.empty()) return End(id, Ok());
    gather.timer = reactor_->At(gather.deadline, [this, id] { Expire(id); });
    // Called on whatever thread asks to stop; it must not keep us alive.
    gather.on_stop.emplace(gather.stop, [weak = weak_from_this(), id] {
      if (const std::shared_ptr<Router> self = weak.lock()) {
        self->reactor_->Post([self, id] { self->End(id, Cancelled("the caller called it off")); });
      }
    });
  }

  void Answered(uint64_t id, const std::string& node, Response response) {
    const auto call = calls_.find(id);
    if (call == calls_.end()) return;
    Gather& gather = *call->second;
    gather.waiting.erase(node);
    gather.answers.push_back({node, std::move(response)});
    if (gather.waiting.empty()) End(id, Ok());
  }

  void Expire(uint64_t id) {
    const auto call = calls_.find(id);
    if (call == calls_.end()) return;
    for (const auto& [node, ticket] : call->second->waiting) {
      call->second->answers.push_back(
          {node,
           {DeadlineExceeded(fmt::format("engine {}: no answer from its home on {} in time", uid_, node)),
            {}}});
    }
    End(id, Ok());
  }

  void FailNode(const std::string& node) {
    std::vector<uint64_t> waiting;
    for (const auto& [id, call] : calls_) {
      if (call->waiting.contains(node)) waiting.push_back(id);
    }
    for (const uint64_t id : waiting) {
      Answered(id, node, {Unavailable(fmt::format("engine {}: its home on {} is gone", uid_, node)), {}});
    }
  }

  // The only place where a call completes: it is out of the books first.
  void End(uint64_t id, Status whole) {
    auto call = calls_.extract(id);
    if (!call) return;
    const std::unique_ptr<Gather> gather = std::move(call.mapped());
    for (const auto& [node, ticket] : gather->waiting) {
      const auto home = homes_.find(node);
      if (home != homes_.end()) home->second.way->Cancel(ticket);
    }
    gather->timer.reset();
    gather->on_stop.reset();
    gather->finish(std::move(whole), std::move(gather->answers));
  }

  const std::shared_ptr<Reactor> reactor_;
  const ConnectFn connect_;
  const std::string uid_;
  bool closed_ = false;
  uint64_t last_ = 0;
  std::map<uint64_t, std::unique_ptr<Gather>> calls_;
  std::map<std::string, Way> homes_;
  std::function<void(const EngineEvent&)> on_event_;

  Mutex inbox_mutex_;
  std::deque<std::unique_ptr<Gather>> inbox_ ABSL_GUARDED_BY(inbox_mutex_);
};

class HomesEngine final : public CacheEngine {
 public:
  HomesEngine(std::shared_ptr<Reactor> reactor, ConnectFn connect, std::string uid, EnginePlan plan)
      : router_(std::make_shared<Router>(std::move(reactor), std::move(connect), std::move(uid))),
        plan_(std::move(plan)) {}

  ~HomesEngine() override {
    if (router_->reactor().inside()) {
      router_->Close();
      return;
    }
    std::promise<void> closed;
    router_->reactor().Post([&] {
      router_->Close();
      closed.set_value();
    });
    closed.get_future().wait();
  }

  void SetHomes(const std::map<std::string, std::string>& node_to_socket) override {
    router_->reactor().Post([router = router_, node_to_socket] { router->SetHomes(node_to_socket); });
  }

  void OnEvent(std::function<void(const EngineEvent&)> fn) override {
    router_->reactor().Post([router = router_, fn = std::move(fn)] { router->OnEvent(fn); });
  }

  void Configure(const NodeConfig& config, EngineCall call, DoneStatus done) override {
    Send(config.node, ConfigureRequest{config}, std::move(call), Simply(std::move(done)));
  }

  void Observe(EngineCall call, Done<std::vector<NodeObservation>> done) override {
    Send("", ObserveRequest{}, std::move(call),
         [done = std::move(done)](const Status& whole, std::vector<NodeAnswer> answers) {
           if (!whole.ok()) return done(whole);
           done(Observations(std::move(answers)));
         });
  }

  void Usage(const std::string& path, EngineCall call, Done<CacheUsage> done) override {
    Offered(FLUID_CACHE_V1, 0, UsageRequest{path}, std::move(call),
            Summed<CacheUsage>(SumUsage, std::move(done)));
  }

  void ListCache(const std::string& path, const std::string& after, EngineCall call,
                 Done<CacheListing> done) override {
    Offered(FLUID_CACHE_V1, 0, ListCacheRequest{path, after}, std::move(call),
            Summed<CacheListing>(SumListing, std::move(done)));
  }

  void StartJob(const JobSpec& job, EngineCall call, DoneStatus done) override {
    Offered(FLUID_JOBS_V1, uint64_t{1} << static_cast<int>(job.kind), StartJobRequest{job}, std::move(call),
            Simply(std::move(done)));
  }
  void QueryJob(const std::string& id, EngineCall call, Done<JobStatus> done) override {
    Offered(FLUID_JOBS_V1, 0, QueryJobRequest{id}, std::move(call),
            Summed<JobStatus>(SumJob, std::move(done)));
  }
  void CancelJob(const std::string& id, EngineCall call, DoneStatus done) override {
    Offered(FLUID_JOBS_V1, 0, CancelJobRequest{id}, std::move(call), Simply(std::move(done)));
  }
  void ForgetJob(const std::string& id, EngineCall call, DoneStatus done) override {
    Offered(FLUID_JOBS_V1, 0, ForgetJobRequest{id}, std::move(call), Simply(std::move(done)));
  }

  void Teardown(bool force, EngineCall call, DoneStatus done) override {
    Send("", TeardownRequest{force}, std::move(call), Simply(std::move(done)));
  }

 private:
  static Finish Simply(DoneStatus done) {
    return [done = std::move(done)](const Status& whole, const std::vector<NodeAnswer>& answers) {
      done(AllOk(whole, answers));
    };
  }
  template <class T>
  static Finish Summed(Result<T> (*sum)(const std::vector<NodeAnswer>&), Done<T> done) {
    return [sum, done = std::move(done)](const Status& whole, const std::vector<NodeAnswer>& answers) {
      const Status status = AllOk(whole, answers);
      done(status.ok() ? sum(answers) : Result<T>(status));
    };
  }

  // `bit`: of the interface's offer, 0: none needed.
  void Offered(const char* interface_id, uint64_t bit, Request request, EngineCall call, Finish finish) {
    const auto offer = plan_.offers.find(interface_id);
    const auto bits = plan_.offer_bits.find(interface_id);
    const bool offered = offer != plan_.offers.end() && offer->second == FLUID_SCOPE_NODE &&
                         (bit == 0 || (bits != plan_.offer_bits.end() && (bits->second & bit)));
    Send("", std::move(request), std::move(call), std::move(finish),
         offered ? Ok()
                 : Unimplemented(fmt::format("the engine offers no {} for this on its nodes", interface_id)));
  }

  void Send(const std::string& node, Request request, EngineCall call, Finish finish, Status refused = {}) {
    auto gather = std::make_unique<Gather>();
    gather->node = node;
    gather->request = std::move(request);
    gather->refused = std::move(refused);
    gather->timeout = call.timeout;
    gather->deadline = std::chrono::steady_clock::now() + call.timeout;
    gather->stop = std::move(call.stop);
    gather->finish = std::move(finish);
    router_->Take(std::move(gather));
  }

  const std::shared_ptr<Router> router_;
  const EnginePlan plan_;
};

}  // namespace

std::unique_ptr<CacheEngine> NewCacheEngine(std::shared_ptr<Reactor> reactor, ConnectFn connect,
                                            std::string uid, EnginePlan plan) {
  return std::make_unique<HomesEngine>(std::move(reactor), std::move(connect), std::move(uid),
                                       std::move(plan));
}

}  // namespace fluid::engine
