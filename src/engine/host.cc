#include "src/engine/host.h"

#include <memory>
#include <new>
#include <string_view>

#include "src/engine/abi_call.h"

namespace fluid::engine {

// What the tables point to. Nothing here throws: an exception must not enter the plugin.
struct HostFunctions {
  static Host& Of(const fluid_host* host) { return *static_cast<Host*>(host->host_data); }

  static int32_t LogEnabled(const fluid_host* host, uint32_t level) noexcept {
    return Of(host).log().enabled(static_cast<LogLevel>(level)) ? 1 : 0;
  }
  static void LogWrite(const fluid_host* host, uint32_t level, fluid_str text) noexcept {
    const Host& h = Of(host);
    if (level < FLUID_LOG_DEBUG || level > FLUID_LOG_ERROR) level = FLUID_LOG_INFO;
    if (!h.log().enabled(static_cast<LogLevel>(level))) return;
    h.log().Write(static_cast<LogLevel>(level), fmt::format("{}: {}", h.name_, View(text)));
  }

  struct HeldCall {
    Call call;
  };
  // A context for a thread of the plugin's own: the call it stands for is held before it.
  struct OwnContext final : HeldCall, CallContext {
    OwnContext(Host& h, Call c) : HeldCall{std::move(c)}, CallContext(call, &h.ending()), host(h) {
      ++host.contexts_;
    }
    ~OwnContext() { --host.contexts_; }
    Host& host;
  };
  static fluid_call* CallBegin(const fluid_host* host, fluid_str, uint64_t timeout_ns) noexcept {
    const bool bounded = timeout_ns < static_cast<uint64_t>(INT64_MAX / 2);
    auto* own = new (std::nothrow)
        OwnContext(Of(host), bounded ? Call::Within(Duration(static_cast<int64_t>(timeout_ns))) : Call());
    return own ? own->get() : nullptr;
  }
  static void CallEnd(fluid_call* call) noexcept {
    delete static_cast<OwnContext*>(static_cast<CallContext*>(call->host_data));
  }

  static fluid_status SecretRead(const fluid_host* host, fluid_str ref, fluid_bytes_sink* to,
                                 fluid_call* call) noexcept {
    const Host& h = Of(host);
    const std::string name = Text(ref);
    if (!h.services_.read_secret) {
      return call->fail(call, FLUID_NOT_FOUND, Str(fmt::format("read secret {}: this home has none", name)));
    }
    const Result<std::string> value = h.services_.read_secret(name);
    if (!value.ok()) {
      const Status why = value.status();
      return call->fail(call, FLUID_STATUS(static_cast<int>(why.code()), why.error_number()),
                        Str(std::string(why.message())));
    }
    h.log().Mask(*value);
    return to->write(to, value->data(), value->size());
  }

  static void EventEmit(const fluid_host* host, uint32_t kind, fluid_str subject, uint64_t version) noexcept {
    const Host& h = Of(host);
    if (h.services_.on_event) h.services_.on_event(kind, Text(subject), version);
  }

  static const void* QueryInterface(const fluid_host*, const char* id) noexcept {
    static constexpr fluid_host_log_v1 kLog = {LogEnabled, LogWrite};
    static constexpr fluid_host_call_v1 kCall = {CallBegin, CallEnd};
    static constexpr fluid_host_secrets_v1 kSecrets = {SecretRead};
    static constexpr fluid_host_events_v1 kEvents = {EventEmit};
    const std::string_view name = id;
    if (name == FLUID_HOST_LOG_V1) return &kLog;
    if (name == FLUID_HOST_CALL_V1) return &kCall;
    if (name == FLUID_HOST_SECRETS_V1) return &kSecrets;
    if (name == FLUID_HOST_EVENTS_V1) return &kEvents;
    return nullptr;
  }
};

Host::Host(std::string name, HostServices services)
    : name_(std::move(name)),
      services_(std::move(services)),
      abi_{FLUID_PLUGIN_MAGIC,           sizeof abi_, FLUID_ABI_MAJOR, FLUID_ABI_MINOR, 0, this,
           HostFunctions::QueryInterface} {}

}  // namespace fluid::engine
