// Plugin: a plugin whose table was checked, with every slot callable. Steps 6 and 7 of loading.
//
// Threads: immutable. Lives as long as the process, as its code does.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fluid/plugin.h"
#include "fluid/status.h"

namespace fluid::engine {

struct Plugin {
  std::string id, version;
  std::string path;                     // empty: built in
  bool own_process = false;             // its note says isolation=process
  std::vector<std::string> interfaces;  // ids it lists

  // The table, with stubs for what it leaves out: validate accepts, probe is READY, teardown has nothing to
  // do.
  fluid_plugin table{};
  // Interfaces known here; null: not listed.
  const fluid_live_v1* live = nullptr;
  const fluid_cache_v1* cache = nullptr;
  const fluid_jobs_v1* jobs = nullptr;
  const fluid_jobs_plan_v1* jobs_plan = nullptr;
  const fluid_lease_v1* lease = nullptr;
  const fluid_queue_v1* queue = nullptr;
  const fluid_write_v1* write = nullptr;
  bool has_data = false;
  bool has_hstat = false;  // false: an open file never changes
  fluid_data_v1 data{};    // readlink, statfs, hstat: UNIMPLEMENTED where it has none

  bool Lists(const std::string& interface_id) const;
};

// Checks what `entry` returns. `where` names the file, or the built-in, in refusals. FAILED_PRECONDITION:
// says what was found, what is needed, what to do.
Result<std::shared_ptr<Plugin>> CheckPlugin(const fluid_plugin* (*entry)(), const std::string& where);
Result<std::shared_ptr<Plugin>> CheckTable(const fluid_plugin* table, const std::string& where);

}  // namespace fluid::engine
