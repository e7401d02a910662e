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

// a component of Alluxio
struct AlluxioCompTemplateSpec {
  bool enabled = false;  // runs the component; only for apiGateway
  std::map<std::string, std::string> env;  // added to the environment of the component
  Raw image_pull_secrets;  // secrets to pull images with
  std::vector<std::string> jvm_options;  // flags for the Java virtual machine
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, int64_t> ports;  // ports by name; left out: chosen
  std::map<std::string, std::string> properties;  // properties of the engine for this component; they win over those of the spec
  int32_t replicas = 0;  // number of pods; of workers, spec.replicas counts
  Raw resources;  // what the container asks for and may use
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AlluxioCompTemplateSpec&) const = default;
};

// how data is kept
struct Data {
  bool pin = false;  // loaded data is not evicted
  int32_t replicas = 0;  // copies of a block in the cache
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Data&) const = default;
};

// the client
struct AlluxioFuseSpec {
  std::vector<std::string> args;  // arguments of the client; unset: those that fit the version
  std::string clean_policy;  // when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)
  std::map<std::string, std::string> env;  // added to the environment of the component
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  Raw image_pull_secrets;  // secrets to pull images with
  std::string image_tag;  // tag of the image; empty: the default of the engine
  std::vector<std::string> jvm_options;  // flags for the Java virtual machine
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, std::string> properties;  // properties of the engine for this component; they win over those of the spec
  Raw resources;  // what the container asks for and may use
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AlluxioFuseSpec&) const = default;
};

// an Alluxio cache
struct AlluxioRuntimeSpec {
  VersionSpec alluxio_version;  // image of masters and workers
  AlluxioCompTemplateSpec api_gateway;  // REST and S3 gateway
  Data data;  // how data is kept
  bool disable_prometheus = false;  // no metrics ports
  AlluxioFuseSpec fuse;  // the client on nodes that read
  std::string hadoop_config;  // config map with core-site.xml and hdfs-site.xml
  Raw image_pull_secrets;  // secrets to pull images with
  InitUsersSpec init_users;  // makes the user of runAs before a component starts
  AlluxioCompTemplateSpec job_master;  // master of background jobs
  AlluxioCompTemplateSpec job_worker;  // workers of background jobs
  std::vector<std::string> jvm_options;  // flags for the Java virtual machine
  RuntimeManagement management;  // how cache and metadata are looked after
  AlluxioCompTemplateSpec master;  // the master
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, std::string> properties;  // properties of all components
  int32_t replicas = 0;  // number of workers
  std::optional<User> run_as;  // user and group that the engine runs as
  TieredStore tieredstore;  // where the cache lies
  Raw volumes;  // volumes that volumeMounts may name
  AlluxioCompTemplateSpec worker;  // the workers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AlluxioRuntimeSpec&) const = default;
};

// an Alluxio cache
struct AlluxioRuntime {
  AlluxioRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const AlluxioRuntime&) const = default;
};

}  // namespace fluid::model
