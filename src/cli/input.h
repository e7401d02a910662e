// Manifests from where people keep them: files, folders, standard input.
#pragma once

#include <string>
#include <vector>

#include "fluid/status.h"
#include "src/cli/console.h"
#include "src/model/manifest.h"

namespace fluid::cli {

// Reads everything named: files, "-" for standard input, and of folders their *.yaml, *.yml and *.json
// (`recursive`: also of folders in them), by name. INVALID_ARGUMENT with every problem of every file.
Result<model::Manifest> ReadManifests(const std::vector<std::string>& files, bool recursive,
                                      const model::ManifestOptions& options, Console& console);

// The text of a file, or of standard input ("-"). INVALID_ARGUMENT: it can't be read, or is a URL.
Result<std::string> ReadText(const std::string& path, Console& console);

// What they name, in their order; kinds that are not ours are passed over.
Result<std::vector<Key>> ReadKeys(const std::vector<std::string>& files, bool recursive,
                                  const std::string& space, Console& console);

// INVALID_ARGUMENT when there is nothing to do: what was to be piped in is missing, not well done.
Status HoldsObjects(const model::Manifest& manifest);

}  // namespace fluid::cli
