// CacheRuntime and CacheRuntimeClass.
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

// a folder that lives with the pod
struct EmptyDirMediumSource {
  std::string medium;  // empty: the node's disk; Memory: its memory
  std::string quota;  // most bytes in it
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EmptyDirMediumSource&) const = default;
};

// folders of the node
struct HostPathMediumSource {
  std::vector<std::string> paths;  // folders on the node
  std::vector<std::string> quotas;  // most bytes in each, in the order of paths
  std::optional<std::string> type;  // what must be there, as in Kubernetes' hostPath
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const HostPathMediumSource&) const = default;
};

// shared memory
struct ProcessMemoryMediumSource {
  std::string quota;  // most bytes of shared memory
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ProcessMemoryMediumSource&) const = default;
};

// one tier, on one medium
struct RuntimeTieredStoreLevel {
  std::optional<EmptyDirMediumSource> empty_dir;  // a folder that lives with the pod
  std::string high;  // share of the quota above which data is evicted
  std::optional<HostPathMediumSource> host_path;  // folders of the node
  std::string low;  // share of the quota down to which data is evicted
  std::optional<ProcessMemoryMediumSource> process_memory;  // shared memory
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeTieredStoreLevel&) const = default;
};

// the tiers of a cache
struct RuntimeTieredStore {
  std::vector<RuntimeTieredStoreLevel> levels;  // tiers, one medium each
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeTieredStore&) const = default;
};

// the clients
struct CacheRuntimeClientSpec {
  std::vector<std::string> args;  // replaces the arguments of the class
  std::string clean_policy;  // when the client on a node ends: with the runtime, or after its last user
  bool disabled = false;  // without this component
  Raw env;  // added to the environment of the component
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // wins over the options of the spec and of the class
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  Raw resources;  // what the container asks for and may use
  VersionSpec runtime_version;  // image instead of the class'
  RuntimeTieredStore tiered_store;  // where the client caches
  Raw tolerations;  // taints that the pods tolerate
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeClientSpec&) const = default;
};

// the masters
struct CacheRuntimeMasterSpec {
  std::vector<std::string> args;  // replaces the arguments of the class
  bool disabled = false;  // without this component
  Raw env;  // added to the environment of the component
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // wins over the options of the spec and of the class
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::optional<int32_t> replicas;  // number of masters
  Raw resources;  // what the container asks for and may use
  VersionSpec runtime_version;  // image instead of the class'
  Raw tolerations;  // taints that the pods tolerate
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeMasterSpec&) const = default;
};

// the workers
struct CacheRuntimeWorkerSpec {
  std::vector<std::string> args;  // replaces the arguments of the class
  bool disabled = false;  // without this component
  Raw env;  // added to the environment of the component
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // wins over the options of the spec and of the class
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::optional<int32_t> replicas;  // number of workers
  Raw resources;  // what the container asks for and may use
  VersionSpec runtime_version;  // image instead of the class'
  RuntimeTieredStore tiered_store;  // where the workers cache
  Raw tolerations;  // taints that the pods tolerate
  Raw volume_mounts;  // volumes of the runtime that the container sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeWorkerSpec&) const = default;
};

// which engine, with which cache
struct CacheRuntimeSpec {
  CacheRuntimeClientSpec client;  // the client on nodes that read
  Raw image_pull_secrets;  // secrets to pull images with
  CacheRuntimeMasterSpec master;  // the master
  std::map<std::string, std::string> options;  // options of all components; they win over those of the class
  PodMetadata pod_metadata;  // labels and annotations for all pods
  std::string runtime_class_name;  // the CacheRuntimeClass that describes the engine
  Raw volumes;  // volumes that volumeMounts may name
  CacheRuntimeWorkerSpec worker;  // the workers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeSpec&) const = default;
};

// how a component does
struct RuntimeComponentStatus {
  int32_t available_replicas = 0;  // pods that have served for a while
  int32_t current_replicas = 0;  // pods there are
  int32_t desired_replicas = 0;  // pods there shall be
  std::string message;  // for people
  std::string phase;  // empty, NotReady, PartialReady or Ready
  int32_t ready_replicas = 0;  // pods that serve
  std::string reason;  // for programs, in CamelCase
  int32_t unavailable_replicas = 0;  // pods that do not serve
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeComponentStatus&) const = default;
};

// how a CacheRuntime does
struct CacheRuntimeStatus {
  Raw cache_affinity;  // nodes that the workers may use
  RuntimeComponentStatus client;  // how the clients do
  std::vector<RuntimeCondition> conditions;  // what is known, one of each type
  RuntimeComponentStatus master;  // how the masters do
  std::string mount_time;  // when the sources were last mounted
  std::string selector;  // labels of the workers, as text
  std::string setup_duration;  // from creation until it first served
  std::string value_file;  // unused here
  RuntimeComponentStatus worker;  // how the workers do
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeStatus&) const = default;
};

// a cache engine described by a class
struct CacheRuntime {
  CacheRuntimeSpec spec;  // what is wanted
  CacheRuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const CacheRuntime&) const = default;
};

// how an operation runs
struct DataOperationSpec {
  std::vector<std::string> args;  // arguments after the command
  std::vector<std::string> command;  // the program and its first arguments
  std::string image;  // image of the job; empty: that of the workers
  std::string name;  // which operation
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataOperationSpec&) const = default;
};

// a config map made for each runtime
struct ConfigMapRuntimeExtraResource {
  std::map<std::string, std::string> data;  // its entries
  std::string name;  // name of the config map
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ConfigMapRuntimeExtraResource&) const = default;
};

// things made for each runtime
struct RuntimeExtraResources {
  std::vector<ConfigMapRuntimeExtraResource> config_maps;  // config maps made for each runtime
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeExtraResources&) const = default;
};

// a config map and where it is seen
struct ConfigMapDependencyConfig {
  std::string mount_path;  // folder where the component sees it
  std::string name;  // name of one of extraResources.configMaps
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ConfigMapDependencyConfig&) const = default;
};

// further things a component sees
struct ExtraResourcesComponentDependency {
  std::vector<ConfigMapDependencyConfig> config_maps;  // config maps that the component sees
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExtraResourcesComponentDependency&) const = default;
};

// whether a component sees secrets
struct SecretMountComponentDependency {
  bool enabled = false;  // sees the secrets
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const SecretMountComponentDependency&) const = default;
};

// what a component sees
struct RuntimeComponentDependencies {
  std::optional<ExtraResourcesComponentDependency> extra_resources;  // config maps that it sees
  std::optional<SecretMountComponentDependency> secret_mount;  // whether it sees the dataset's secrets; unset: all but clients do
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeComponentDependencies&) const = default;
};

// a command
struct ExecutionCommonEntry {
  std::vector<std::string> command;  // the program and its first arguments
  int32_t timeout = 0;  // seconds it may take; at least 20
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExecutionCommonEntry&) const = default;
};

// commands run in a component
struct ExecutionEntries {
  std::optional<ExecutionCommonEntry> mount_ufs;  // mounts the sources; may run again
  std::optional<ExecutionCommonEntry> report_summary;  // prints the figures of the cache as JSON
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExecutionEntries&) const = default;
};

// a switch: there or not
struct HeadlessRuntimeComponentService {
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const HeadlessRuntimeComponentService&) const = default;
};

// how a component is found
struct RuntimeComponentService {
  std::optional<HeadlessRuntimeComponentService> headless;  // a headless service, by being there
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeComponentService&) const = default;
};

// how a component is run
struct RuntimeComponentDefinition {
  RuntimeComponentDependencies dependencies;  // secrets and config maps that it sees
  std::optional<ExecutionEntries> execution_entries;  // commands that are run in it
  std::map<std::string, std::string> options;  // options under those of the runtime
  RuntimeComponentService service;  // how it is found by name
  Raw pod_template;  // its pod; the first container is the engine
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeComponentDefinition&) const = default;
};

// the components of an engine
struct RuntimeTopology {
  std::optional<RuntimeComponentDefinition> client;  // the client; unset: none
  std::optional<RuntimeComponentDefinition> master;  // the master; unset: none
  std::optional<RuntimeComponentDefinition> worker;  // the workers; unset: none
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeTopology&) const = default;
};

// how a cache engine is run
struct CacheRuntimeClass {
  std::vector<DataOperationSpec> data_operation_specs;  // how operations on its data run
  RuntimeExtraResources extra_resources;  // config maps made for each runtime
  std::string file_system_type;  // type of the mounts that its client makes
  std::optional<RuntimeTopology> topology;  // its components
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const CacheRuntimeClass&) const = default;
};

}  // namespace fluid::model
