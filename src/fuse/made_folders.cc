#include "src/fuse/made_folders.h"

#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <climits>

namespace fluid::fuse {
namespace {

constexpr char kMark[] = "trusted.fluid.made";

std::string ValueFor(const std::string& folder) { return "1 " + folder; }

bool Marked(const std::string& folder) {
  char value[PATH_MAX + 2];
  const ssize_t size = lgetxattr(folder.c_str(), kMark, value, sizeof value);
  return size > 0 && std::string(value, static_cast<size_t>(size)) == ValueFor(folder);
}

}  // namespace

void MarkMade(const std::string& folder) {
  const std::string value = ValueFor(folder);
  (void)lsetxattr(folder.c_str(), kMark, value.data(), value.size(), 0);
}

std::vector<std::string> MadeFolders(const std::string& folder, const std::vector<std::string>& made) {
  std::vector<std::string> all;
  std::string at = folder;
  while (at.size() > 1 && (std::find(made.begin(), made.end(), at) != made.end() || Marked(at))) {
    all.push_back(at);
    at.resize(std::max<size_t>(at.rfind('/'), 1));
  }
  std::reverse(all.begin(), all.end());
  return all;
}

void RemoveMade(std::vector<std::string>& folders) {
  while (!folders.empty() && rmdir(folders.back().c_str()) == 0) folders.pop_back();
  folders.clear();
}

}  // namespace fluid::fuse
