#include "src/engine/plugin_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace fluid::engine {
namespace {

constexpr uint32_t kMaxTableSize = 4096;
constexpr int kMaxInterfaces = 256;

fluid_status ValidateNothing(const fluid_spec*, fluid_call*) { return FLUID_OK; }
fluid_status ProbeReady(fluid_engine*, fluid_health* out, fluid_call*) {
  out->state = FLUID_HEALTH_READY;
  return FLUID_OK;
}
fluid_status TeardownNothing(fluid_engine*, uint32_t, fluid_call*) { return FLUID_OK; }
fluid_status NoReadlink(fluid_engine*, fluid_str, fluid_bytes_sink*, fluid_call*) {
  return FLUID_STATUS(FLUID_UNIMPLEMENTED, 95);
}
fluid_status NoStatfs(fluid_engine*, fluid_str, fluid_statfs*, fluid_call*) {
  return FLUID_STATUS(FLUID_UNIMPLEMENTED, 95);
}
fluid_status NoHstat(fluid_handle*, fluid_stat*, fluid_call*) {
  return FLUID_STATUS(FLUID_UNIMPLEMENTED, 95);
}

Status Refuse(const std::string& where, std::string_view found, std::string_view needed) {
  return FailedPrecondition(
      fmt::format("load plugin {}: {}; {}; ask its vendor for a corrected build", where, found, needed));
}

// The id's table as T, or null when `id` is another.
template <class T>
const T* As(const fluid_interface& i, const char* id) {
  return std::string_view(i.id) == id ? static_cast<const T*>(i.table) : nullptr;
}

// Names the first slot of `slots` that is null.
std::string_view Missing(std::initializer_list<std::pair<const char*, bool>> slots) {
  for (const auto& [name, set] : slots) {
    if (!set) return name;
  }
  return {};
}
#define FLUID_SLOT(table, slot) {#slot, (table)->slot != nullptr}

// Takes one interface into the plugin. Returns the name of a required slot that is null, or nothing.
std::string_view TakeInterface(const fluid_interface& i, Plugin* to) {
  if (const auto* t = As<fluid_live_v1>(i, FLUID_LIVE_V1)) {
    to->live = t;
    return Missing({FLUID_SLOT(t, apply), FLUID_SLOT(t, report)});
  }
  if (const auto* t = As<fluid_cache_v1>(i, FLUID_CACHE_V1)) {
    to->cache = t;
    return Missing({FLUID_SLOT(t, usage), FLUID_SLOT(t, nodes), FLUID_SLOT(t, locate)});
  }
  if (const auto* t = As<fluid_jobs_v1>(i, FLUID_JOBS_V1)) {
    to->jobs = t;
    return Missing(
        {FLUID_SLOT(t, start), FLUID_SLOT(t, status), FLUID_SLOT(t, cancel), FLUID_SLOT(t, forget)});
  }
  if (const auto* t = As<fluid_jobs_plan_v1>(i, FLUID_JOBS_PLAN_V1)) {
    to->jobs_plan = t;
    return Missing({FLUID_SLOT(t, plan), FLUID_SLOT(t, progress)});
  }
  if (const auto* t = As<fluid_lease_v1>(i, FLUID_LEASE_V1)) {
    to->lease = t;
    return Missing({FLUID_SLOT(t, borrow), FLUID_SLOT(t, release)});
  }
  if (const auto* t = As<fluid_queue_v1>(i, FLUID_QUEUE_V1)) {
    to->queue = t;
    return Missing(
        {FLUID_SLOT(t, create), FLUID_SLOT(t, submit), FLUID_SLOT(t, reap), FLUID_SLOT(t, destroy)});
  }
  if (const auto* t = As<fluid_write_v1>(i, FLUID_WRITE_V1)) {
    to->write = t;
    return Missing({FLUID_SLOT(t, create), FLUID_SLOT(t, pwrite), FLUID_SLOT(t, flush),
                    FLUID_SLOT(t, setattr), FLUID_SLOT(t, mkdir), FLUID_SLOT(t, remove),
                    FLUID_SLOT(t, rename), FLUID_SLOT(t, link)});
  }
  if (const auto* t = As<fluid_data_v1>(i, FLUID_DATA_V1)) {
    to->has_data = true;
    to->data = *t;
    to->has_hstat = t->hstat != nullptr;
    if (!t->readlink) to->data.readlink = NoReadlink;
    if (!t->statfs) to->data.statfs = NoStatfs;
    if (!t->hstat) to->data.hstat = NoHstat;
    return Missing({FLUID_SLOT(t, stat), FLUID_SLOT(t, list), FLUID_SLOT(t, open), FLUID_SLOT(t, pread),
                    FLUID_SLOT(t, close)});
  }
  return {};
}

}  // namespace

bool Plugin::Lists(const std::string& interface_id) const {
  return std::find(interfaces.begin(), interfaces.end(), interface_id) != interfaces.end();
}

Result<std::shared_ptr<Plugin>> CheckPlugin(const fluid_plugin* (*entry)(), const std::string& where) {
  const fluid_plugin* table = entry();
  if (entry() != table) {
    return Refuse(where, "fluid_plugin_v1() returns another pointer each time", "the same one is needed");
  }
  return CheckTable(table, where);
}

Result<std::shared_ptr<Plugin>> CheckTable(const fluid_plugin* t, const std::string& where) {
  if (!t) return Refuse(where, "fluid_plugin_v1() returns NULL", "its table is needed");
  if (t->magic != FLUID_PLUGIN_MAGIC) {
    return Refuse(where, fmt::format("its table begins with {:#x}", t->magic),
                  fmt::format("FLUID_PLUGIN_MAGIC ({:#x}) is needed", FLUID_PLUGIN_MAGIC));
  }
  if (t->struct_size < sizeof(fluid_plugin) || t->struct_size > kMaxTableSize) {
    return Refuse(where, fmt::format("its table is said to be {} bytes", t->struct_size),
                  fmt::format("{} to {} are needed", sizeof(fluid_plugin), kMaxTableSize));
  }
  if (t->abi_major != FLUID_ABI_MAJOR) {
    return FailedPrecondition(
        fmt::format("load plugin {}: it is for major {} of the plugin ABI; this fluid takes {}; "
                    "install the build of the plugin for this major",
                    where, t->abi_major, FLUID_ABI_MAJOR));
  }
  if (t->min_host_minor > FLUID_ABI_MINOR) {
    return FailedPrecondition(fmt::format(
        "load plugin {}: it needs a fluid of ABI {}.{}; this one has {}.{}; install a newer fluid or an "
        "older plugin",
        where, t->abi_major, t->min_host_minor, FLUID_ABI_MAJOR, FLUID_ABI_MINOR));
  }
  if (!t->id || !*t->id || !t->version || !*t->version) {
    return Refuse(where, "its table has no id or no version", "both are needed");
  }
  if (!t->plan || !t->create || !t->destroy) {
    return Refuse(where, "its table leaves out plan, create or destroy", "all three are needed");
  }

  auto plugin = std::make_shared<Plugin>();
  plugin->id = t->id;
  plugin->version = t->version;
  plugin->table = *t;
  if (!t->validate) plugin->table.validate = ValidateNothing;
  if (!t->probe) plugin->table.probe = ProbeReady;
  if (!t->teardown) plugin->table.teardown = TeardownNothing;

  std::set<std::string> ids;
  for (const fluid_interface* i = t->interfaces; i && i->id; ++i) {
    if (!*i->id || !i->table) {
      return Refuse(where, "it lists an interface without id or table", "both are needed");
    }
    if (!ids.insert(i->id).second) {
      return Refuse(where, fmt::format("it lists {} twice", i->id), "ids must be unique");
    }
    if (ids.size() > kMaxInterfaces) {
      return Refuse(where, fmt::format("it lists more than {} interfaces", kMaxInterfaces),
                    "{ NULL, NULL } is needed at the end");
    }
    if (const std::string_view slot = TakeInterface(*i, plugin.get()); !slot.empty()) {
      return Refuse(where, fmt::format("its {} has no {}", i->id, slot), "this slot is required");
    }
  }
  plugin->interfaces.assign(ids.begin(), ids.end());
  return plugin;
}

}  // namespace fluid::engine
