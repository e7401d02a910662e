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

struct JuiceFSFuseSpec {
  std::string clean_policy;  // when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage
  Raw env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  std::string image_tag;  // image tag; empty = engine default
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // juicefs mount options for the client; cache-dir/cache-size/free-space-ratio have special handling
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  Raw resources;  // requests and limits of the component container
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JuiceFSFuseSpec&) const = default;
};

struct JuiceFSCompTemplateSpec {
  bool enabled = false;  // turn the component on
  Raw env;  // extra environment for the component container
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // juicefs mount options for the worker
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  Raw ports;  // named ports; when omitted, taken from the port allocator (host network) or fixed defaults
  int32_t replicas = 0;  // number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine
  Raw resources;  // requests and limits of the component container
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JuiceFSCompTemplateSpec&) const = default;
};

struct JuiceFSRuntimeSpec {
  std::vector<std::string> configs;  // extra flags appended to the format/auth command line
  bool disable_prometheus = false;  // do not expose the engine metrics ports/annotations
  JuiceFSFuseSpec fuse;  // FUSE client spec
  InitUsersSpec init_users;  // init container creating users
  JuiceFSCompTemplateSpec job_worker;  // unused by the engine
  VersionSpec juicefs_version;  // image triple of the worker
  RuntimeManagement management;  // RuntimeManagement
  JuiceFSCompTemplateSpec master;  // master component
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  int32_t replicas = 0;  // worker count
  std::optional<User> run_as;  // uid/gid/user/group the engine runs as (init-users container creates it)
  TieredStore tieredstore;  // cache media
  Raw volume_claim_templates;  // PVC templates of the worker StatefulSet, immutable after creation
  Raw volumes;  // extra pod volumes usable by component volumeMounts
  JuiceFSCompTemplateSpec worker;  // worker component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JuiceFSRuntimeSpec&) const = default;
};

struct JuiceFSRuntime {
  JuiceFSRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const JuiceFSRuntime&) const = default;
};

}  // namespace fluid::model
