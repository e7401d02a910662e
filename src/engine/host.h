// Host: fluid_host, as one instance sees it. Offers fluid.host.log/1, call/1, secrets/1 and events/1.
//
// Threads: the plugin calls it from any of its threads; ours may call the functions below from any.
// Ownership: outlives the instance's destroy.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "fluid/plugin.h"
#include "fluid/status.h"
#include "src/base/log.h"

namespace fluid::engine {

struct HostServices {
  Log log;
  // The value of a reference, read now. Null: there are no secrets.
  std::function<Result<std::string>(const std::string& ref)> read_secret;
  // A hint of the plugin's (fluid_event_kind); must not block. Null: dropped.
  std::function<void(uint32_t kind, const std::string& subject, uint64_t version)> on_event;
};

class Host {
 public:
  Host(std::string name, HostServices services);  // name: of the instance, in logs
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  const fluid_host* get() const { return &abi_; }
  const Log& log() const { return services_.log; }

  // Teardown or destroy begins: contexts of the plugin's own threads are cancelled from now on.
  void BeginEnd() { ending_ = true; }
  const std::atomic<bool>& ending() const { return ending_; }
  int open_contexts() const { return contexts_; }  // begun and not yet ended

 private:
  friend struct HostFunctions;

  const std::string name_;
  const HostServices services_;
  fluid_host abi_;
  std::atomic<bool> ending_ = false;
  std::atomic<int> contexts_ = 0;
};

}  // namespace fluid::engine
