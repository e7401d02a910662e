// Which file a plugin's id means, and whether that file may be trusted. Step 1 of loading.
#pragma once

#include <string>
#include <vector>

#include "fluid/status.h"

namespace fluid::engine {

struct PluginFile {
  std::string path;     // real: no symbolic links
  std::string version;  // the folder's name
};

// DIR/ID/VERSION/NAME.so of the first of `dirs` that has the id, in its newest version. NOT_FOUND names the
// folders that were searched and the cure.
Result<PluginFile> FindPluginFile(const std::vector<std::string>& dirs, const std::string& id);
// The ids that have a folder in one of `dirs`.
std::vector<std::string> ListPluginIds(const std::vector<std::string>& dirs);

// PERMISSION_DENIED when the file, or a folder on the way to it, may be written by others or belongs to
// neither root nor us: whoever can write there would run code here. A sticky folder of root's (/tmp) passes.
Status CheckPluginOwners(const std::string& path);

// Numbers in them compare as numbers: "1.10" is newer than "1.9".
bool OlderVersion(std::string_view a, std::string_view b);

}  // namespace fluid::engine
