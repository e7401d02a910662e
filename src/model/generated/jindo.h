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

// metrics of clients
struct ClientMetrics {
  bool enabled = false;  // serves metrics
  std::string scrape_target;  // which clients are scraped: MountPod, Sidecar, joined by commas, or All, or None
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ClientMetrics&) const = default;
};

// the client
struct JindoFuseSpec {
  std::vector<std::string> args;  // arguments of the client
  std::string clean_policy;  // when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)
  bool disabled = false;  // without this component
  std::map<std::string, std::string> env;  // added to the environment of the component
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  Raw image_pull_secrets;  // secrets to pull images with
  std::string image_tag;  // tag of the image; empty: the default of the engine
  std::map<std::string, std::string> labels;  // now podMetadata.labels
  std::map<std::string, std::string> log_config;  // settings of the log
  ClientMetrics metrics;  // metrics of clients
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, std::string> properties;  // properties of the engine for this component; they win over those of the spec
  Raw resources;  // what the container asks for and may use
  Raw tolerations;  // taints that the pods tolerate
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JindoFuseSpec&) const = default;
};

// a component of Jindo
struct JindoCompTemplateSpec {
  bool disabled = false;  // without this component; without a master there are clients only
  std::map<std::string, std::string> env;  // added to the environment of the component
  Raw image_pull_secrets;  // secrets to pull images with
  std::map<std::string, std::string> labels;  // now podMetadata.labels
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, int64_t> ports;  // ports by name; left out: chosen
  std::map<std::string, std::string> properties;  // properties of the engine for this component; they win over those of the spec
  int32_t replicas = 0;  // number of pods; of workers, spec.replicas counts
  Raw resources;  // what the container asks for and may use
  Raw tolerations;  // taints that the pods tolerate
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JindoCompTemplateSpec&) const = default;
};

// a Jindo cache
struct JindoRuntimeSpec {
  CleanCachePolicy clean_cache_policy;  // how hard the cache is cleaned when the runtime ends
  JindoFuseSpec fuse;  // the client on nodes that read
  std::string hadoop_config;  // config map with core-site.xml and hdfs-site.xml
  Raw image_pull_secrets;  // secrets to pull images with
  VersionSpec jindo_version;  // image of all components
  std::map<std::string, std::string> labels;  // now podMetadata.labels
  std::map<std::string, std::string> log_config;  // settings of the log
  JindoCompTemplateSpec master;  // the master
  std::string networkmode;  // network of the pods; empty: that of the host
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::map<std::string, std::string> properties;  // properties of all components
  int32_t replicas = 0;  // number of workers
  std::optional<User> run_as;  // user and group that the engine runs as
  std::string secret;  // secret with credentials, seen by all components
  TieredStore tieredstore;  // where the cache lies
  std::string user;  // name of the user
  Raw volumes;  // volumes that volumeMounts may name
  JindoCompTemplateSpec worker;  // the workers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JindoRuntimeSpec&) const = default;
};

// a Jindo cache
struct JindoRuntime {
  JindoRuntimeSpec spec;  // what is wanted
  RuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const JindoRuntime&) const = default;
};

}  // namespace fluid::model
