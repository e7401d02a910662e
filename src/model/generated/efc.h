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

// the client
struct EFCFuseSpec {
  std::string clean_policy;  // when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, std::string> properties;  // properties of the engine for this component; they win over those of the spec
  Raw resources;  // what the container asks for and may use
  VersionSpec version;  // image of the client
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EFCFuseSpec&) const = default;
};

// prepares a node for the client
struct InitFuseSpec {
  VersionSpec version;  // image
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const InitFuseSpec&) const = default;
};

// a component of EFC
struct EFCCompTemplateSpec {
  bool disabled = false;  // without this component
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, int64_t> ports;  // ports by name; left out: chosen
  std::map<std::string, std::string> properties;  // properties of the engine for this component; they win over those of the spec
  int32_t replicas = 0;  // number of pods; of workers, spec.replicas counts
  Raw resources;  // what the container asks for and may use
  VersionSpec version;  // image of the component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EFCCompTemplateSpec&) const = default;
};

// settings of the operating system
struct OSAdvise {
  bool enabled = false;  // tunes the operating system
  std::string os_version;  // which operating system
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const OSAdvise&) const = default;
};

// an EFC cache
struct EFCRuntimeSpec {
  CleanCachePolicy clean_cache_policy;  // how hard the cache is cleaned when the runtime ends
  EFCFuseSpec fuse;  // the client on nodes that read
  InitFuseSpec init_fuse;  // prepares a node for the client
  EFCCompTemplateSpec master;  // the master
  OSAdvise os_advise;  // settings of the operating system
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  int32_t replicas = 0;  // number of workers
  TieredStore tieredstore;  // where the cache lies
  EFCCompTemplateSpec worker;  // the workers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EFCRuntimeSpec&) const = default;
};

// an EFC cache
struct EFCRuntime {
  EFCRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const EFCRuntime&) const = default;
};

}  // namespace fluid::model
