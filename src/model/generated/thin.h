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

// the client on nodes that read
struct ThinFuseSpec {
  std::vector<std::string> args;  // its arguments
  std::string clean_policy;  // when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)
  std::vector<std::string> command;  // the program of the client; no shell reads it
  Raw env;  // added to the environment of the component
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  Raw image_pull_secrets;  // secrets to pull images with
  std::string image_tag;  // tag of the image; empty: the default of the engine
  Raw lifecycle;  // what runs before the client stops
  Raw liveness_probe;  // how to see that it lives
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // options of the client
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  Raw ports;  // ports of the container
  Raw readiness_probe;  // how to see that it serves
  Raw resources;  // what the container asks for and may use
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinFuseSpec&) const = default;
};

// the workers
struct ThinCompTemplateSpec {
  bool enabled = false;  // runs the component
  Raw env;  // added to the environment of the component
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  Raw image_pull_secrets;  // secrets to pull images with
  std::string image_tag;  // tag of the image; empty: the default of the engine
  Raw liveness_probe;  // how to see that it lives
  std::string network_mode;  // network of the pods; empty: that of the host
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  Raw ports;  // ports of the container
  Raw readiness_probe;  // how to see that it serves
  int32_t replicas = 0;  // number of pods; of workers, spec.replicas counts
  Raw resources;  // what the container asks for and may use
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinCompTemplateSpec&) const = default;
};

// which client, with which cache
struct ThinRuntimeSpec {
  bool disable_prometheus = false;  // no metrics ports
  ThinFuseSpec fuse;  // the client on nodes that read
  Raw image_pull_secrets;  // secrets to pull images with
  RuntimeManagement management;  // how cache and metadata are looked after
  std::string profile_name;  // the ThinRuntimeProfile that describes the client; empty: the built-in client
  int32_t replicas = 0;  // number of workers, where worker.enabled
  std::optional<User> run_as;  // user and group that the engine runs as
  TieredStore tieredstore;  // where the cache lies
  Raw volumes;  // volumes that volumeMounts may name
  ThinCompTemplateSpec worker;  // the workers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinRuntimeSpec&) const = default;
};

// a cache on one node, or any storage client
struct ThinRuntime {
  ThinRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const ThinRuntime&) const = default;
};

// how a storage client is run
struct ThinRuntimeProfileSpec {
  std::string file_system_type;  // type of the mounts that the client makes; fluid: the built-in client
  ThinFuseSpec fuse;  // the client on nodes that read
  Raw image_pull_secrets;  // secrets to pull images with
  std::string node_publish_secret_policy;  // what is done with the secrets of a pvc:// source
  Raw volumes;  // volumes that volumeMounts may name
  ThinCompTemplateSpec worker;  // the workers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinRuntimeProfileSpec&) const = default;
};

// nothing
struct ThinRuntimeProfileStatus {
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ThinRuntimeProfileStatus&) const = default;
};

// how a storage client is run
struct ThinRuntimeProfile {
  ThinRuntimeProfileSpec spec;  // what is wanted
  ThinRuntimeProfileStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const ThinRuntimeProfile&) const = default;
};

}  // namespace fluid::model
