// The plugin's own copy of a fluid_spec, read and checked: what the host lends is gone when a call returns.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "plugins/thin/call.h"
#include "plugins/thin/status.h"
#include "plugins/thin/url.h"

namespace thin {

inline std::string Text(fluid_str s) { return s.len ? std::string(s.ptr, s.len) : std::string(); }

struct MountSpec {
  std::string name, uri, path;  // path without "/" at its ends; "" is the root
  uint64_t generation = 0;
  bool draining = false;
  std::map<std::string, std::string> options, secrets;  // secrets: option to ref

  // Served by the same source object; draining or not.
  bool SameSource(const MountSpec& other) const {
    return path == other.path && uri == other.uri && options == other.options && secrets == other.secrets;
  }
};

struct Spec {
  uint64_t generation = 0;
  std::string uid;
  std::vector<MountSpec> mounts;
};

// What a mount's options say; the options and their defaults are listed in spec.cc.
struct MountOptions {
  enum class Kind { kHttp, kDirectory } kind = Kind::kDirectory;
  Url url;                // kHttp
  std::string directory;  // kDirectory
  Duration ttl = std::chrono::seconds(60);
  Duration connect_timeout = std::chrono::seconds(2);
  Duration stall_timeout = std::chrono::seconds(4);
  std::string user;
};

// A problem of the spec at a field, "mounts[0].uri".
using Problem = std::function<void(const std::string& field, const std::string& text)>;

Spec ReadSpec(const fluid_spec& spec);
void CheckSpec(const fluid_spec& spec, const Problem& problem);
// Of one mount; `field` is its place, "mounts[0]".
MountOptions ReadOptions(const MountSpec& mount, const std::string& field, const Problem& problem);
// "60s", "500ms", "5m", "1h", "0"; a number alone is seconds.
std::optional<Duration> ParseDuration(std::string_view text);

}  // namespace thin
