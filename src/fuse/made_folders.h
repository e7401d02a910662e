// Folders that fluid made on the way to a mount's target, so that it removes these and no others.
//
// The mark is an extended attribute of the folder itself, so the process that follows a killed one finds it:
// "trusted.fluid.made", of which the value is the format's version and the folder's path ("1 /mnt/a"); a
// folder that was moved or copied is nobody's. Of a newer version: not ours to remove. Where the file system
// has no such attributes the folder is known to its maker only.
//
// Threads: pure functions but for the file system. Paths are canonical.
#pragma once

#include <string>
#include <vector>

namespace fluid::fuse {

void MarkMade(const std::string& folder);
// `folder` and those above it, as far as each is marked or among `made`; outermost first.
std::vector<std::string> MadeFolders(const std::string& folder, const std::vector<std::string>& made);
// Innermost first, as long as they are empty.
void RemoveMade(std::vector<std::string>& folders);

}  // namespace fluid::fuse
