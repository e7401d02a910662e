#include "src/orchestrator/installation.h"

#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "src/base/files.h"

namespace fluid::orchestrator {
namespace {

std::string FolderOf(std::string_view path) { return std::string(path.substr(0, path.find_last_of('/'))); }

// Folders that our files are found from: that of the code, then that of the program that runs it.
std::vector<std::string> Anchors() {
  std::vector<std::string> anchors;
  Dl_info code{};
  if (dladdr(reinterpret_cast<const void*>(&ProgramPath), &code) != 0 && code.dli_fname &&
      code.dli_fname[0] == '/') {
    anchors.push_back(FolderOf(code.dli_fname));
  }
  char path[4096];
  const ssize_t n = readlink("/proc/self/exe", path, sizeof path);
  if (n > 0 && n < static_cast<ssize_t>(sizeof path)) {
    anchors.push_back(FolderOf(std::string_view(path, static_cast<size_t>(n))));
  }
  return anchors;
}

}  // namespace

std::string ProgramPath(std::string_view name) {
  for (const std::string& anchor : Anchors()) {
    // bin/ beside itself, bin/ from bin/tests/, bin/ from lib/ and from lib/ARCH/.
    for (const char* place : {"", "..", "../bin", "../../bin"}) {
      const std::string path = JoinPath(JoinPath(anchor, place), name);
      if (access(path.c_str(), X_OK) == 0) return path;
    }
  }
  return std::string(name);
}

std::vector<std::string> PluginFolders() {
  std::vector<std::string> folders;
  const auto add = [&](const std::string& place) {
    char* real = realpath(place.c_str(), nullptr);
    if (!real) return;
    if (std::find(folders.begin(), folders.end(), real) == folders.end()) folders.emplace_back(real);
    free(real);
  };
  for (const std::string& anchor : Anchors()) {
    for (const char* place : {"fluid/plugins", "../lib/fluid/plugins", "../../lib/fluid/plugins"}) {
      add(JoinPath(anchor, place));
    }
  }
  add("/usr/local/lib/fluid/plugins");
  add("/usr/lib/fluid/plugins");
  return folders;
}

}  // namespace fluid::orchestrator
