// ThinRuntime and ThinRuntimeProfile.
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

struct ThinFuseSpec {
  std::vector<std::string> args;  // arguments of the process
  std::string clean_policy;  // when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage
  std::vector<std::string> command;  // entrypoint
  Raw env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  std::string image_tag;  // image tag; empty = engine default
  Raw lifecycle;  // only preStop may be set; postStart is rejected
  Raw liveness_probe;  // pod probe
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // map rendered into MOUNT_OPTIONS / config
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  Raw ports;  // container ports
  Raw readiness_probe;  // pod probe
  Raw resources;  // requests and limits of the component container
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinFuseSpec&) const = default;
};

struct ThinCompTemplateSpec {
  bool enabled = false;  // turn the component on
  Raw env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  std::string image_tag;  // image tag; empty = engine default
  Raw liveness_probe;  // pod probe
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  Raw ports;  // named ports; when omitted, taken from the port allocator (host network) or fixed defaults
  Raw readiness_probe;  // pod probe
  int32_t replicas = 0;  // number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine
  Raw resources;  // requests and limits of the component container
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinCompTemplateSpec&) const = default;
};

struct ThinRuntimeSpec {
  bool disable_prometheus = false;  // do not expose the engine metrics ports/annotations
  ThinFuseSpec fuse;  // FUSE client spec
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  RuntimeManagement management;  // RuntimeManagement
  std::string profile_name;  // ThinRuntimeProfile name; empty is allowed and used for reference datasets
  int32_t replicas = 0;  // worker count (workers only if worker.enabled)
  std::optional<User> run_as;  // uid/gid/user/group the engine runs as (init-users container creates it)
  TieredStore tieredstore;  // cache media
  Raw volumes;  // extra pod volumes usable by component volumeMounts
  ThinCompTemplateSpec worker;  // worker component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinRuntimeSpec&) const = default;
};

struct ThinRuntime {
  ThinRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const ThinRuntime&) const = default;
};

struct ThinRuntimeProfileSpec {
  std::string file_system_type;  // mount type name; goes to PV attributes and check script
  ThinFuseSpec fuse;  // FUSE client spec
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  std::string node_publish_secret_policy;  // what to do with CSI nodePublish secrets of a pvc:// mount
  Raw volumes;  // extra pod volumes usable by component volumeMounts
  ThinCompTemplateSpec worker;  // worker component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinRuntimeProfileSpec&) const = default;
};

struct ThinRuntimeProfileStatus {
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinRuntimeProfileStatus&) const = default;
};

struct ThinRuntimeProfile {
  ThinRuntimeProfileSpec spec;  // what is wanted
  ThinRuntimeProfileStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const ThinRuntimeProfile&) const = default;
};

}  // namespace fluid::model
