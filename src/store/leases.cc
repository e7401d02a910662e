#include "src/store/leases.h"

#include <fmt/format.h>

#include <cstdint>
#include <map>

#include "src/base/mutex.h"

namespace fluid::store {

struct Leases::State {
  struct Term {
    std::string holder;
    uint64_t number;  // no two leases have the same
  };
  Mutex mutex;
  std::map<std::string, Term> terms ABSL_GUARDED_BY(mutex);
  uint64_t last_number ABSL_GUARDED_BY(mutex) = 0;
};

class Leases::Held final : public Lease {
 public:
  Held(std::shared_ptr<State> state, std::string name, uint64_t number)
      : state_(std::move(state)), name_(std::move(name)), number_(number) {}
  ~Held() override {
    MutexLock lock(state_->mutex);
    if (Mine()) state_->terms.erase(name_);
  }
  bool held() const override {
    MutexLock lock(state_->mutex);
    return Mine();
  }

 private:
  bool Mine() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(state_->mutex) {
    const auto it = state_->terms.find(name_);
    return it != state_->terms.end() && it->second.number == number_;
  }

  const std::shared_ptr<State> state_;
  const std::string name_;
  const uint64_t number_;
};

Leases::Leases() : state_(std::make_shared<State>()) {}

Result<std::unique_ptr<Lease>> Leases::Take(const std::string& name, const std::string& holder) {
  MutexLock lock(state_->mutex);
  if (const auto it = state_->terms.find(name); it != state_->terms.end()) {
    return FailedPrecondition(fmt::format("becoming {} as {}: {} leads", name, holder, it->second.holder));
  }
  const uint64_t number = ++state_->last_number;
  state_->terms[name] = {holder, number};
  return std::unique_ptr<Lease>(std::make_unique<Held>(state_, name, number));
}

void Leases::Lose(const std::string& name) {
  MutexLock lock(state_->mutex);
  state_->terms.erase(name);
}

}  // namespace fluid::store
