// EFCRuntime.
// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "src/model/generated/common.h"
#include "src/model/shape.h"
#include "src/model/resource.h"

namespace fluid::model {

struct EFCFuseSpec {
  std::string clean_policy;  // when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, std::string> properties;  // engine property key/values for this component, override spec-level properties
  Raw resources;  // requests and limits of the component container
  VersionSpec version;  // image triple of the component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EFCFuseSpec&) const = default;
};

struct InitFuseSpec {
  VersionSpec version;  // init image
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const InitFuseSpec&) const = default;
};

struct EFCCompTemplateSpec {
  bool disabled = false;  // turn the component off
  std::string network_mode;  // HostNetwork is default when empty; ContainerNetwork = pod network
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  std::map<std::string, int64_t> ports;  // named ports; when omitted, taken from the port allocator (host network) or fixed defaults
  std::map<std::string, std::string> properties;  // engine property key/values for this component, override spec-level properties
  int32_t replicas = 0;  // number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine
  Raw resources;  // requests and limits of the component container
  VersionSpec version;  // image triple of the component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EFCCompTemplateSpec&) const = default;
};

struct OSAdvise {
  bool enabled = false;  // tune OS parameters
  std::string os_version;  // target OS
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const OSAdvise&) const = default;
};

struct EFCRuntimeSpec {
  CleanCachePolicy clean_cache_policy;  // own copy
  EFCFuseSpec fuse;  // FUSE client spec
  InitFuseSpec init_fuse;  // init container
  EFCCompTemplateSpec master;  // master component
  OSAdvise os_advise;  // OS tuning
  PodMetadata pod_metadata;  // labels and annotations copied on the pods of this component (or of all components when at spec level)
  int32_t replicas = 0;  // worker count
  TieredStore tieredstore;  // cache media
  EFCCompTemplateSpec worker;  // worker component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EFCRuntimeSpec&) const = default;
};

struct EFCRuntime {
  EFCRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const EFCRuntime&) const = default;
};

}  // namespace fluid::model
