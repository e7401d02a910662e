// AlluxioRuntime.
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

struct AlluxioCompTemplateSpec {
  bool enabled = false;  // only read for apiGateway
  std::map<std::string, std::string> env;  // extra environment for the component container
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  std::vector<std::string> jvm_options;  // extra JVM flags
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, int64_t> ports;  // named ports; when omitted, taken from the port allocator (host network) or fixed defaults
  std::map<std::string, std::string> properties;  // engine property key/values for this component, override spec-level properties
  int32_t replicas = 0;  // number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine
  Raw resources;  // requests and limits of the component container
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AlluxioCompTemplateSpec&) const = default;
};

struct Data {
  bool pin = false;  // pin the data in cache
  int32_t replicas = 0;  // replication factor hint
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Data&) const = default;
};

struct AlluxioFuseSpec {
  std::vector<std::string> args;  // FUSE command line; default fuse --fuse-opts=kernel_cache,rw/ro...,max_read=131072,... depending on Alluxio version
  std::string clean_policy;  // when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage
  std::map<std::string, std::string> env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  std::string image_tag;  // image tag; empty = engine default
  std::vector<std::string> jvm_options;  // extra JVM flags
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, std::string> properties;  // engine property key/values for this component, override spec-level properties
  Raw resources;  // requests and limits of the component container
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AlluxioFuseSpec&) const = default;
};

struct AlluxioRuntimeSpec {
  VersionSpec alluxio_version;  // image triple of master/worker
  AlluxioCompTemplateSpec api_gateway;  // Alluxio proxy (REST/S3)
  Data data;  // replicas/pin
  bool disable_prometheus = false;  // do not expose the engine metrics ports/annotations
  AlluxioFuseSpec fuse;  // FUSE client spec
  std::string hadoop_config;  // config map name with core-site/hdfs-site
  Raw image_pull_secrets;  // pull secrets appended to the pod spec
  InitUsersSpec init_users;  // init container creating users
  AlluxioCompTemplateSpec job_master;  // Alluxio job service
  AlluxioCompTemplateSpec job_worker;  // Alluxio job service
  std::vector<std::string> jvm_options;  // extra JVM flags
  RuntimeManagement management;  // RuntimeManagement
  AlluxioCompTemplateSpec master;  // master component
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, std::string> properties;  // global alluxio-site properties
  int32_t replicas = 0;  // worker count, scale subresource
  std::optional<User> run_as;  // uid/gid/user/group the engine runs as (init-users container creates it)
  TieredStore tieredstore;  // cache media
  Raw volumes;  // extra pod volumes usable by component volumeMounts
  AlluxioCompTemplateSpec worker;  // worker component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AlluxioRuntimeSpec&) const = default;
};

struct AlluxioRuntime {
  AlluxioRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const AlluxioRuntime&) const = default;
};

}  // namespace fluid::model
