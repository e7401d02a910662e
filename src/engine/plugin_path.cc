#include "src/engine/plugin_path.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <climits>
#include <cstdlib>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/engine/factory.h"

namespace fluid::engine {
namespace {

// An id or version becomes a folder's name: nothing in it may lead elsewhere.
bool SafeName(std::string_view name) {
  return !name.empty() && name.size() <= 128 && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '.' || c == '_' || c == '-' || c == '+';
         });
}

Result<PluginFile> NewestIn(const std::string& folder) {
  FLUID_ASSIGN_OR_RETURN(std::vector<std::string> versions, ListDir(folder));
  std::erase_if(versions, [](const std::string& v) { return !SafeName(v); });
  if (versions.empty()) return NotFound(fmt::format("find a version in {}: it is empty", folder));
  const std::string newest = *std::max_element(versions.begin(), versions.end(), OlderVersion);
  const std::string version_folder = JoinPath(folder, newest);
  FLUID_ASSIGN_OR_RETURN(std::vector<std::string> files, ListDir(version_folder));
  std::erase_if(files, [](const std::string& f) { return !f.ends_with(".so"); });
  if (files.size() != 1) {
    return FailedPrecondition(
        fmt::format("find the plugin in {}: {} files end in .so ({}); exactly one is needed; "
                    "install one version of one plugin in each folder",
                    version_folder, files.size(), Join(files, ", ")));
  }
  const std::string path = JoinPath(version_folder, files.front());
  char real[PATH_MAX];
  if (!realpath(path.c_str(), real)) return Status::FromErrno(errno, fmt::format("resolve {}", path));
  return PluginFile{real, newest};
}

}  // namespace

bool OlderVersion(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (std::isdigit(static_cast<unsigned char>(a.front())) &&
        std::isdigit(static_cast<unsigned char>(b.front()))) {
      const auto number = [](std::string_view& text) {
        size_t digits = 0;
        while (digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits]))) ++digits;
        std::string_view value = text.substr(0, digits);
        text.remove_prefix(digits);
        while (value.size() > 1 && value.front() == '0') value.remove_prefix(1);
        return value;
      };
      const std::string_view x = number(a), y = number(b);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
    } else {
      if (a.front() != b.front()) return a.front() < b.front();
      a.remove_prefix(1), b.remove_prefix(1);
    }
  }
  return a.size() < b.size();
}

Result<PluginFile> FindPluginFile(const std::vector<std::string>& dirs, const std::string& id) {
  if (!SafeName(id)) {
    return InvalidArgument(fmt::format(
        "find plugin \"{}\": an id is letters, digits, dots, dashes, for example com.example.engine", id));
  }
  for (const std::string& dir : dirs) {
    const std::string folder = JoinPath(dir, id);
    if (Exists(folder)) return NewestIn(folder);
  }
  return NotFound(
      fmt::format("find plugin {}: it is not installed; searched: {}; install it as DIR/{}/VERSION/NAME.so "
                  "in one of these, or name its folder in FLUID_PLUGIN_PATH",
                  id, dirs.empty() ? "no folder" : Join(dirs, ", "), id));
}

std::vector<std::string> ListPluginIds(const std::vector<std::string>& dirs) {
  std::vector<std::string> ids;
  for (const std::string& dir : dirs) {
    const Result<std::vector<std::string>> names = ListDir(dir);
    if (!names.ok()) continue;
    for (const std::string& name : *names) {
      if (SafeName(name) && !name.ends_with(".so")) ids.push_back(name);
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Status CheckPluginOwners(const std::string& path) {
  for (std::string at = path;;) {
    struct stat st;
    if (lstat(at.c_str(), &st) != 0) return Status::FromErrno(errno, fmt::format("look at {}", at));
    if (st.st_uid != 0 && st.st_uid != geteuid()) {
      return PermissionDenied(
          fmt::format("load plugin {}: {} belongs to user {}; root or user {} is needed; "
                      "chown it or install the plugin elsewhere",
                      path, at, st.st_uid, geteuid()));
    }
    const bool sticky = S_ISDIR(st.st_mode) && (st.st_mode & S_ISVTX) && st.st_uid == 0;
    if ((st.st_mode & (S_IWGRP | S_IWOTH)) && !sticky) {
      return PermissionDenied(
          fmt::format("load plugin {}: {} has mode {:o}, so others may write it; "
                      "only its owner may; chmod go-w {}",
                      path, at, st.st_mode & 07777, at));
    }
    const size_t slash = at.find_last_of('/');
    if (at == "/" || slash == std::string::npos) return Ok();
    at = slash == 0 ? "/" : at.substr(0, slash);
  }
}

std::vector<std::string> PluginDirs(const std::vector<std::string>& fallback) {
  std::vector<std::string> dirs;
  const char* path = secure_getenv("FLUID_PLUGIN_PATH");  // null with raised privileges
  for (const std::string_view dir : Split(path ? path : "", ':')) {
    if (dir.starts_with('/')) dirs.emplace_back(dir);
  }
  for (const std::string& dir : fallback) {
    if (dir.starts_with('/')) dirs.push_back(dir);
  }
  return dirs;
}

}  // namespace fluid::engine
