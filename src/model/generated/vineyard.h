// VineyardRuntime.
// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "src/model/generated/common.h"
#include "src/model/shape.h"
#include "src/model/resource.h"

namespace fluid::model {

struct VineyardClientSocketSpec {
  std::string clean_policy;  // when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage
  std::map<std::string, std::string> env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  std::string image_tag;  // image tag; empty = engine default
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> options;  // client vineyardd options: size, reserve_memory, allocator, compression, coredump, meta_timeout, etcd_endpoint, etcd_prefix, spill_path, spill_lower_rate, spill_upper_rate
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  Raw resources;  // requests and limits of the component container
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const VineyardClientSocketSpec&) const = default;
};

struct ExternalEndpointSpec {
  std::vector<EncryptOption> encrypt_options;  // credentials
  std::map<std::string, std::string> options;  // connection options
  std::string uri;  // etcd/redis endpoint
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExternalEndpointSpec&) const = default;
};

struct MasterSpec {
  ExternalEndpointSpec endpoint;  // use an external metadata service instead of the bundled etcd
  std::map<std::string, std::string> env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  std::string image_tag;  // image tag; empty = engine default
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // worker: vineyardd.reserve.memory, wait.etcd.timeout ...; master: etcd options
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, int64_t> ports;  // named ports; when omitted, taken from the port allocator (host network) or fixed defaults
  int32_t replicas = 0;  // number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine
  Raw resources;  // requests and limits of the component container
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const MasterSpec&) const = default;
};

struct VineyardCompTemplateSpec {
  std::map<std::string, std::string> env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  std::string image_tag;  // image tag; empty = engine default
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // worker: vineyardd.reserve.memory, wait.etcd.timeout ...; master: etcd options
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, int64_t> ports;  // named ports; when omitted, taken from the port allocator (host network) or fixed defaults
  int32_t replicas = 0;  // number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine
  Raw resources;  // requests and limits of the component container
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const VineyardCompTemplateSpec&) const = default;
};

struct VineyardRuntimeSpec {
  bool disable_prometheus = false;  // do not expose the engine metrics ports/annotations
  VineyardClientSocketSpec fuse;  // FUSE client spec
  MasterSpec master;  // master component
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  int32_t replicas = 0;  // worker count
  TieredStore tieredstore;  // cache media
  Raw volumes;  // extra pod volumes usable by component volumeMounts
  VineyardCompTemplateSpec worker;  // worker component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const VineyardRuntimeSpec&) const = default;
};

struct VineyardRuntime {
  VineyardRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const VineyardRuntime&) const = default;
};

}  // namespace fluid::model
