#include "src/fuse/users.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <charconv>
#include <memory>
#include <string>

#include "src/base/files.h"
#include "src/base/strings.h"

namespace fluid::fuse {
namespace {

struct CloseDir {
  void operator()(DIR* dir) const { closedir(dir); }
};
using Dir = std::unique_ptr<DIR, CloseDir>;

bool IsOn(const std::string& path, dev_t device) {
  struct statx found;
  return statx(AT_FDCWD, path.c_str(), AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, STATX_TYPE, &found) == 0 &&
         makedev(found.stx_dev_major, found.stx_dev_minor) == device;
}

bool HasOpenOn(const std::string& process, dev_t device) {
  const std::string folder = process + "/fd";
  const Dir dir(opendir(folder.c_str()));
  if (!dir) return false;
  while (const dirent* entry = readdir(dir.get())) {
    if (entry->d_name[0] != '.' && IsOn(folder + "/" + entry->d_name, device)) return true;
  }
  return false;
}

bool HasMappedOf(const std::string& process, dev_t device) {
  const auto maps = ReadFile(process + "/maps");
  if (!maps.ok()) return false;
  // "FROM-TO PERMISSIONS OFFSET MAJOR:MINOR INODE PATH", the device in hexadecimal.
  const std::string wanted = fmt::format(" {:02x}:{:02x} ", major(device), minor(device));
  for (const std::string_view line : Split(*maps, '\n')) {
    const size_t path = line.find('/');
    if (line.substr(0, path).find(wanted) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::vector<int> FindUsers(dev_t device, size_t limit) {
  std::vector<int> users;
  const Dir proc(opendir("/proc"));
  if (!proc) return users;
  while (const dirent* entry = readdir(proc.get())) {
    const std::string_view name = entry->d_name;
    int pid = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), pid).ptr != name.data() + name.size())
      continue;
    const std::string process = fmt::format("/proc/{}", pid);
    if (IsOn(process + "/cwd", device) || IsOn(process + "/root", device) || HasOpenOn(process, device) ||
        HasMappedOf(process, device)) {
      users.push_back(pid);
      if (users.size() == limit) break;
    }
  }
  return users;
}

}  // namespace fluid::fuse
