#include "plugins/thin/host.h"

namespace thin {
namespace {

constexpr uint64_t kSecretTimeoutNs = 2000000000;

template <class T>
const T* Query(const fluid_host* host, const char* id) {
  return static_cast<const T*>(host->query_interface(host, id));
}

fluid_str Borrow(const std::string& text) { return {text.data(), text.size()}; }

}  // namespace

Host::Host(const fluid_host* host)
    : host_(host),
      log_(Query<fluid_host_log_v1>(host, FLUID_HOST_LOG_V1)),
      events_(Query<fluid_host_events_v1>(host, FLUID_HOST_EVENTS_V1)),
      secrets_(Query<fluid_host_secrets_v1>(host, FLUID_HOST_SECRETS_V1)),
      call_(Query<fluid_host_call_v1>(host, FLUID_HOST_CALL_V1)) {}

void Host::Log(uint32_t level, const std::string& text) const {
  if (log_ && log_->enabled(host_, level)) log_->write(host_, level, Borrow(text));
}

void Host::Emit(uint32_t kind, const std::string& subject, uint64_t version) const {
  if (events_) events_->emit(host_, kind, Borrow(subject), version);
}

Status Host::ReadSecret(const std::string& ref, std::string* value) const {
  if (!secrets_ || !call_) return Error(FLUID_FAILED_PRECONDITION, "the host offers no secrets", EACCES);
  fluid_call* const call = call_->begin(host_, fluid_s("read a secret"), kSecretTimeoutNs);
  if (!call) return Error(FLUID_RESOURCE_EXHAUSTED, "no memory for a call", ENOMEM);
  fluid_bytes_sink sink{
      value, [](fluid_bytes_sink* self, const void* data, size_t size) -> fluid_status {
        static_cast<std::string*>(self->host_data)->append(static_cast<const char*>(data), size);
        return FLUID_OK;
      }};
  value->clear();
  const fluid_status status = secrets_->read(host_, Borrow(ref), &sink, call);
  call_->end(call);
  if (status == FLUID_OK) return {};
  return Error(FLUID_CODE(status), Cat("the secret \"", ref, "\" can't be read"), EACCES);
}

}  // namespace thin
