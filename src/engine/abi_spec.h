// AbiArena: C++ values as the C structs of plugin.h. Owns the structs and arrays; their strings are those of
// the values given, which therefore outlive it, as it outlives the call that borrows from it.
//
// A part's argv has no field of its own in the ABI: it travels as the part's options "argv.0", "argv.1", ...
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/plugin.h"

namespace fluid::engine {

class AbiArena {
 public:
  AbiArena() = default;
  AbiArena(const AbiArena&) = delete;
  AbiArena& operator=(const AbiArena&) = delete;

  const fluid_spec* Spec(const EngineSpec& spec);
  const fluid_instance* NodeInstance(const std::string& node, const std::string& state_dir,
                                     const std::vector<Tier>& tiers);
  // The part of `job` that the instance on `node` does.
  const fluid_job_spec* Job(const JobSpec& job, const std::string& node);

 private:
  template <class T>
  struct Array {
    const T* data;
    size_t size;
  };
  template <class T>
  using Arrays = std::deque<std::vector<T>>;
  template <class T>
  static Array<T> Keep(Arrays<T>& arrays, std::vector<T> items) {
    const std::vector<T>& kept = arrays.emplace_back(std::move(items));
    return {kept.data(), kept.size()};
  }

  const std::string& Own(std::string text) { return strings_.emplace_back(std::move(text)); }
  Array<fluid_kv> Options(const std::map<std::string, std::string>& options);
  Array<fluid_secret> Secrets(const std::vector<SecretRef>& secrets);
  Array<const fluid_tier*> Tiers(const std::vector<Tier>& tiers);
  const fluid_mount* Mount(const MountSpec& mount);
  const fluid_part* Part(const PartSpec& part);

  // Deques: what was handed out stays where it is.
  std::deque<std::string> strings_;
  std::deque<fluid_spec> specs_;
  std::deque<fluid_instance> instances_;
  std::deque<fluid_job_spec> jobs_;
  std::deque<fluid_mount> mounts_;
  std::deque<fluid_part> parts_;
  std::deque<fluid_tier> tiers_;
  Arrays<fluid_kv> kvs_;
  Arrays<fluid_secret> secrets_;
  Arrays<fluid_target> targets_;
  Arrays<fluid_str> texts_;
  Arrays<const fluid_tier*> tier_lists_;
  Arrays<const fluid_mount*> mount_lists_;
  Arrays<const fluid_part*> part_lists_;
};

}  // namespace fluid::engine
