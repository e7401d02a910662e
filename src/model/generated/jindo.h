// JindoRuntime.
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

struct ClientMetrics {
  bool enabled = false;  // export client metrics port
  std::string scrape_target;  // comma list of MountPod, Sidecar, All, None; decides where the prometheus annotation/port is kept
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ClientMetrics&) const = default;
};

struct JindoFuseSpec {
  std::vector<std::string> args;  // arguments of the process
  std::string clean_policy;  // when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage
  bool disabled = false;  // turn the component off
  std::map<std::string, std::string> env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  std::string image_tag;  // image tag; empty = engine default
  std::map<std::string, std::string> labels;  // deprecated, prefer podMetadata.labels; setting both is an error
  std::map<std::string, std::string> log_config;  // log4j-like settings map
  ClientMetrics metrics;  // ClientMetrics
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, std::string> properties;  // engine property key/values for this component, override spec-level properties
  Raw resources;  // requests and limits of the component container
  Raw tolerations;  // tolerations added to the pods of this component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JindoFuseSpec&) const = default;
};

struct JindoCompTemplateSpec {
  bool disabled = false;  // for master: fuse-only mode
  std::map<std::string, std::string> env;  // extra environment for the component container
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  std::map<std::string, std::string> labels;  // deprecated, prefer podMetadata.labels; setting both is an error
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, int64_t> ports;  // named ports; when omitted, taken from the port allocator (host network) or fixed defaults
  std::map<std::string, std::string> properties;  // engine property key/values for this component, override spec-level properties
  int32_t replicas = 0;  // number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine
  Raw resources;  // requests and limits of the component container
  Raw tolerations;  // tolerations added to the pods of this component
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JindoCompTemplateSpec&) const = default;
};

struct JindoRuntimeSpec {
  CleanCachePolicy clean_cache_policy;  // own copy of the policy (not under management)
  JindoFuseSpec fuse;  // FUSE client spec
  std::string hadoop_config;  // config map
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  VersionSpec jindo_version;  // image triple
  std::map<std::string, std::string> labels;  // deprecated, prefer podMetadata.labels; setting both is an error
  std::map<std::string, std::string> log_config;  // log4j-like settings map
  JindoCompTemplateSpec master;  // master component
  std::string networkmode;  // note the lower case json name
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, std::string> properties;  // engine property key/values for this component, override spec-level properties
  int32_t replicas = 0;  // worker count
  std::optional<User> run_as;  // uid/gid/user/group the engine runs as (init-users container creates it)
  std::string secret;  // secret with credentials mounted into all parts
  TieredStore tieredstore;  // cache media
  std::string user;  // user name
  Raw volumes;  // extra pod volumes usable by component volumeMounts
  JindoCompTemplateSpec worker;  // worker component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JindoRuntimeSpec&) const = default;
};

struct JindoRuntime {
  JindoRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const JindoRuntime&) const = default;
};

}  // namespace fluid::model
