#include <map>

#include "src/engine/home.h"
#include "src/engine/instance_home.h"
#include "src/engine/reactor.h"
#include "src/engine/work_pool.h"

namespace fluid::engine {
namespace {

class LocalHome final : public Home {
 public:
  LocalHome(Reactor& reactor, InstanceHome& home) : reactor_(reactor), home_(home) {
    listener_ = home_.AddListener([this](const EngineEvent& event) {
      reactor_.Post([this, alive = alive_, event] {
        if (*alive && on_event_) on_event_(event);
      });
    });
  }
  ~LocalHome() override {
    home_.RemoveListener(listener_);
    *alive_ = false;
    for (auto& [ticket, pending] : pending_) pending.stop.request_stop();
  }

  uint64_t Send(Request request, Duration timeout, Answer answer) override {
    const uint64_t ticket = ++last_;
    Pending& pending = pending_[ticket];
    pending.answer = std::move(answer);
    const Call call{std::chrono::steady_clock::now() + timeout, pending.stop.get_token()};
    const bool taken = pool_.Post(
        [this, ticket, request = std::move(request), call] { Deliver(ticket, home_.Handle(request, call)); });
    if (!taken)
      Deliver(ticket, {ResourceExhausted("call the home in this process: too many calls wait"), {}});
    return ticket;
  }

  void Cancel(uint64_t ticket) override {
    const auto pending = pending_.find(ticket);
    if (pending == pending_.end()) return;
    pending->second.stop.request_stop();
    pending_.erase(pending);
  }

  void OnEvent(std::function<void(const EngineEvent&)> fn) override { on_event_ = std::move(fn); }

 private:
  struct Pending {
    Answer answer;
    std::stop_source stop;
  };

  void Deliver(uint64_t ticket, Response response) {
    reactor_.Post([this, alive = alive_, ticket, response = std::move(response)] {
      if (!*alive) return;
      auto pending = pending_.extract(ticket);
      if (pending) pending.mapped().answer(response);
    });
  }

  Reactor& reactor_;
  InstanceHome& home_;
  uint64_t listener_ = 0;
  std::function<void(const EngineEvent&)> on_event_;
  uint64_t last_ = 0;
  std::map<uint64_t, Pending> pending_;
  const std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // read on the reactor's thread only
  WorkPool pool_{4, 256};                                             // destroyed first: it uses the rest
};

}  // namespace

std::unique_ptr<Home> NewLocalHome(Reactor& reactor, InstanceHome& home) {
  return std::make_unique<LocalHome>(reactor, home);
}

}  // namespace fluid::engine
