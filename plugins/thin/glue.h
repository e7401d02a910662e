// Between the C ABI and C++: handles, answers, structs that the host sized. No exception passes: an
// allocation that fails is RESOURCE_EXHAUSTED, anything else INTERNAL.
#pragma once

#include <cerrno>
#include <exception>
#include <memory>
#include <new>

#include "fluid/plugin.h"
#include "plugins/thin/engine.h"

struct fluid_engine {
  std::unique_ptr<thin::Engine> engine;
};

struct fluid_handle {
  std::unique_ptr<thin::Mount::File> file;
};

namespace thin {

extern const fluid_data_v1 kDataTable;
extern const fluid_lease_v1 kLeaseTable;

inline fluid_str Borrow(std::string_view text) { return {text.data(), text.size()}; }

inline fluid_status Answer(fluid_call* call, const Status& status) {
  if (status.ok() || status.message.empty()) return status.value;  // a sink's own status goes on as it is
  return call->fail(call, status.value, Borrow(status.message));
}

template <class Fn>
fluid_status Guarded(fluid_call* call, const Fn& fn) noexcept {
  try {
    return Answer(call, fn());
  } catch (const std::bad_alloc&) {
    return call->fail(call, FLUID_STATUS(FLUID_RESOURCE_EXHAUSTED, ENOMEM), fluid_s("out of memory"));
  } catch (const std::exception& e) {
    return call->fail(call, FLUID_INTERNAL, fluid_s(e.what()));
  } catch (...) {
    return call->fail(call, FLUID_INTERNAL, fluid_s("an unknown exception"));
  }
}

// Fills what the host's struct covers.
#define THIN_SET(out, type, field, value)                       \
  do {                                                          \
    if (FLUID_COVERS(out, type, field)) (out)->field = (value); \
  } while (0)

inline void Fill(const Stat& stat, fluid_stat* out) {
  uint32_t known = FLUID_ATTR_MODE | FLUID_ATTR_SIZE | FLUID_ATTR_NLINK;
  if (stat.uid) known |= FLUID_ATTR_UID;
  if (stat.gid) known |= FLUID_ATTR_GID;
  if (stat.version) known |= FLUID_ATTR_VERSION;
  if (stat.mtime_ns) known |= FLUID_ATTR_MTIME;
  THIN_SET(out, fluid_stat, known, known);
  THIN_SET(out, fluid_stat, mode, stat.mode);
  THIN_SET(out, fluid_stat, nlink, stat.nlink);
  THIN_SET(out, fluid_stat, uid, stat.uid.value_or(0));
  THIN_SET(out, fluid_stat, gid, stat.gid.value_or(0));
  THIN_SET(out, fluid_stat, size, stat.size);
  THIN_SET(out, fluid_stat, version, stat.version);
  THIN_SET(out, fluid_stat, mtime_ns, stat.mtime_ns);
  THIN_SET(out, fluid_stat, valid_ns, stat.valid_ns);
}

}  // namespace thin
