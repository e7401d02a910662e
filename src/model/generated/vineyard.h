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

// the client
struct VineyardClientSocketSpec {
  std::string clean_policy;  // when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)
  std::map<std::string, std::string> env;  // added to the environment of the component
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  std::string image_tag;  // tag of the image; empty: the default of the engine
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> options;  // options of the client's vineyardd: size, reserve_memory, spill_path and others
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  Raw resources;  // what the container asks for and may use
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const VineyardClientSocketSpec&) const = default;
};

// a metadata service of your own
struct ExternalEndpointSpec {
  std::vector<EncryptOption> encrypt_options;  // credentials
  std::map<std::string, std::string> options;  // options of the connection
  std::string uri;  // URI of etcd or redis
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExternalEndpointSpec&) const = default;
};

// the metadata service
struct MasterSpec {
  ExternalEndpointSpec endpoint;  // a metadata service of your own; none of ours is run then
  std::map<std::string, std::string> env;  // added to the environment of the component
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  std::string image_tag;  // tag of the image; empty: the default of the engine
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // options of etcd
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, int64_t> ports;  // ports by name; left out: chosen
  int32_t replicas = 0;  // number of pods
  Raw resources;  // what the container asks for and may use
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const MasterSpec&) const = default;
};

// the workers
struct VineyardCompTemplateSpec {
  std::map<std::string, std::string> env;  // added to the environment of the component
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  std::string image_tag;  // tag of the image; empty: the default of the engine
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // options of vineyardd
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, int64_t> ports;  // ports by name; left out: chosen
  int32_t replicas = 0;  // number of pods; of workers, spec.replicas counts
  Raw resources;  // what the container asks for and may use
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const VineyardCompTemplateSpec&) const = default;
};

// a Vineyard object store
struct VineyardRuntimeSpec {
  bool disable_prometheus = false;  // no metrics ports
  VineyardClientSocketSpec fuse;  // the client on nodes that read
  MasterSpec master;  // the master
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  int32_t replicas = 0;  // number of workers
  TieredStore tieredstore;  // where the cache lies
  Raw volumes;  // volumes that volumeMounts may name
  VineyardCompTemplateSpec worker;  // the workers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const VineyardRuntimeSpec&) const = default;
};

// a Vineyard object store
struct VineyardRuntime {
  VineyardRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const VineyardRuntime&) const = default;
};

}  // namespace fluid::model
