#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "src/launch/shim/shim.h"

namespace fluid::shim {
namespace {

// The parent of a process: the fourth field of its stat, after a name that may hold blanks and parentheses.
pid_t ParentOf(const char* pid) {
  char path[64];
  std::snprintf(path, sizeof(path), "/proc/%.20s/stat", pid);
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  char text[512];
  const ssize_t size = read(fd, text, sizeof(text) - 1);
  close(fd);
  if (size <= 0) return -1;
  text[size] = 0;
  const char* end = std::strrchr(text, ')');
  return end != nullptr && std::strlen(end) > 4 ? static_cast<pid_t>(std::atoi(end + 4)) : -1;
}

}  // namespace

void KillDescendants() {
  DIR* proc = opendir("/proc");
  if (proc == nullptr) return;
  std::vector<std::pair<pid_t, pid_t>> others;  // pid, parent
  while (const dirent* entry = readdir(proc)) {
    if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
    others.emplace_back(std::atoi(entry->d_name), ParentOf(entry->d_name));
  }
  closedir(proc);
  std::vector<pid_t> mine = {getpid()};
  for (size_t i = 0; i < mine.size(); ++i) {
    for (const auto& [pid, parent] : others) {
      if (parent == mine[i] && pid != mine[i]) mine.push_back(pid);
    }
  }
  for (size_t i = 1; i < mine.size(); ++i) kill(mine[i], SIGKILL);
}

}  // namespace fluid::shim
