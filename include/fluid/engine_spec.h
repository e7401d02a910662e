// EngineSpec: what one cache engine is asked to be: the one form that every runtime kind is lowered to, and
// the C++ mirror of plugin.h's fluid_spec. Plain values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fluid {

struct SecretRef {
  std::string key;  // the option's name
  std::string ref;  // see secrets.h
  bool operator==(const SecretRef&) const = default;
};

// One level of a cache, fastest first.
struct Tier {
  std::string medium;  // "MEM", "SSD", "HDD"
  std::string path;    // empty: the host's choice
  uint64_t quota_bytes = 0;
  double high = 0.95, low = 0.7;  // water marks, as shares of the quota
  bool operator==(const Tier&) const = default;
};

// One source in the dataset's tree.
struct MountSpec {
  std::string name, uri;
  std::string path;  // where in the tree: "/" or "/a/b"
  bool read_only = false, shared = false;
  bool draining = false;    // removed; only open files and open-by-version see it
  uint64_t generation = 0;  // grows with uri, options, or a secret's value
  std::map<std::string, std::string> options;
  std::vector<SecretRef> secrets;
  bool operator==(const MountSpec&) const = default;
};

// What the user said of one component.
struct PartSpec {
  std::string name;  // "master", "worker", "client"
  std::string image;
  int replicas = -1;  // -1: not said
  bool disabled = false;
  std::map<std::string, std::string> options;
  std::vector<Tier> tiers;
  std::vector<std::string> argv;  // a ThinRuntimeProfile's fuse.command + fuse.args; empty: the engine's own
  bool operator==(const PartSpec&) const = default;
};

struct EngineSpec {
  std::string plugin;       // id of the plugin that drives it: "io.fluid.thin"
  std::string version;      // of the engine's software; empty: the plugin's choice
  std::string name, space;  // of the runtime
  std::string uid;          // the engine's, for its whole life: the runtime object's
  uint64_t generation = 0;  // grows with every change
  std::vector<PartSpec> parts;
  std::vector<MountSpec> mounts;
  std::map<std::string, std::string> options;
  std::vector<SecretRef> secrets;
  bool operator==(const EngineSpec&) const = default;
};

}  // namespace fluid
