// What a plugin's file says of itself, read from its bytes: no code of it has run. Step 3 of loading.
#pragma once

#include <string>
#include <string_view>

#include "fluid/status.h"

namespace fluid::engine {

struct PluginNote {
  int abi_major = 0, abi_minor = 0;
  std::string id, version;
  bool own_process = false;  // isolation=process
};

// `path` is for the messages. FAILED_PRECONDITION: no ELF shared object of this machine, no fluid note,
// another major, or fluid_plugin_v1 is not exported; each says what was found, what is needed, what to do.
Result<PluginNote> ReadPluginNote(std::string_view file, const std::string& path);

}  // namespace fluid::engine
