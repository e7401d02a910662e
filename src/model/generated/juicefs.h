// JuiceFSRuntime.
// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/model/generated/common.h"
#include "src/model/shape.h"
#include "src/model/resource.h"

namespace fluid::model {

// the client
struct JuiceFSFuseSpec {
  std::string clean_policy;  // when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)
  Raw env;  // added to the environment of the component
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  std::string image_tag;  // tag of the image; empty: the default of the engine
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // mount options of the client
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  Raw resources;  // what the container asks for and may use
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JuiceFSFuseSpec&) const = default;
};

// a component of JuiceFS
struct JuiceFSCompTemplateSpec {
  bool enabled = false;  // runs the component
  Raw env;  // added to the environment of the component
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // mount options of the workers
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  Raw ports;  // ports of the container
  int32_t replicas = 0;  // number of pods; of workers, spec.replicas counts
  Raw resources;  // what the container asks for and may use
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JuiceFSCompTemplateSpec&) const = default;
};

// a JuiceFS cache
struct JuiceFSRuntimeSpec {
  std::vector<std::string> configs;  // flags added to the command that formats
  bool disable_prometheus = false;  // no metrics ports
  JuiceFSFuseSpec fuse;  // the client on nodes that read
  InitUsersSpec init_users;  // makes the user of runAs before a component starts
  JuiceFSCompTemplateSpec job_worker;  // unused
  VersionSpec juicefs_version;  // image of the workers
  RuntimeManagement management;  // how cache and metadata are looked after
  JuiceFSCompTemplateSpec master;  // the master
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  int32_t replicas = 0;  // number of workers
  std::optional<User> run_as;  // user and group that the engine runs as
  TieredStore tieredstore;  // where the cache lies
  Raw volume_claim_templates;  // claims made for each worker; can't be changed later
  Raw volumes;  // volumes that volumeMounts may name
  JuiceFSCompTemplateSpec worker;  // the workers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JuiceFSRuntimeSpec&) const = default;
};

// a JuiceFS cache
struct JuiceFSRuntime {
  JuiceFSRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const JuiceFSRuntime&) const = default;
};

}  // namespace fluid::model
