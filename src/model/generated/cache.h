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

struct EmptyDirMediumSource {
  std::string medium;  // "" or Memory
  std::string quota;  // sizeLimit
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EmptyDirMediumSource&) const = default;
};

struct HostPathMediumSource {
  std::vector<std::string> paths;  // host dirs
  std::vector<std::string> quotas;  // one per path
  std::optional<std::string> type;  // corev1 HostPathType
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const HostPathMediumSource&) const = default;
};

struct ProcessMemoryMediumSource {
  std::string quota;  // size of a memory emptyDir mounted on /dev/shm; also added to container memory request/limit if those exist
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ProcessMemoryMediumSource&) const = default;
};

struct RuntimeTieredStoreLevel {
  std::optional<EmptyDirMediumSource> empty_dir;  // medium
  std::string high;  // high watermark ratio
  std::optional<HostPathMediumSource> host_path;  // medium
  std::string low;  // low watermark ratio
  std::optional<ProcessMemoryMediumSource> process_memory;  // medium
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeTieredStoreLevel&) const = default;
};

struct RuntimeTieredStore {
  std::vector<RuntimeTieredStoreLevel> levels;  // levels; one medium per level, at most one processMemory overall
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeTieredStore&) const = default;
};

struct CacheRuntimeClientSpec {
  std::vector<std::string> args;  // replaces args of container 0
  std::string clean_policy;  // only two values here
  bool disabled = false;  // skip the component
  Raw env;  // extra environment for the component container
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // component options; merge order class < spec.options < component
  PodMetadata pod_metadata;  // labels/annotations
  Raw resources;  // requests and limits of the component container
  VersionSpec runtime_version;  // image triple; image and tag both needed for in-place update
  RuntimeTieredStore tiered_store;  // client side cache (workers-only topologies)
  Raw tolerations;  // tolerations added to the pods of this component
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeClientSpec&) const = default;
};

struct CacheRuntimeMasterSpec {
  std::vector<std::string> args;  // replaces args of container 0
  bool disabled = false;  // skip the component
  Raw env;  // extra environment for the component container
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // component options; merge order class < spec.options < component
  PodMetadata pod_metadata;  // labels/annotations
  std::optional<int32_t> replicas;  // number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine
  Raw resources;  // requests and limits of the component container
  VersionSpec runtime_version;  // image triple; image and tag both needed for in-place update
  Raw tolerations;  // tolerations added to the pods of this component
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeMasterSpec&) const = default;
};

struct CacheRuntimeWorkerSpec {
  std::vector<std::string> args;  // replaces args of container 0
  bool disabled = false;  // skip the component
  Raw env;  // extra environment for the component container
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // component options; merge order class < spec.options < component
  PodMetadata pod_metadata;  // labels/annotations
  std::optional<int32_t> replicas;  // number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine
  Raw resources;  // requests and limits of the component container
  VersionSpec runtime_version;  // image triple; image and tag both needed for in-place update
  RuntimeTieredStore tiered_store;  // see RuntimeTieredStore
  Raw tolerations;  // tolerations added to the pods of this component
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeWorkerSpec&) const = default;
};

struct CacheRuntimeSpec {
  CacheRuntimeClientSpec client;  // FUSE client component
  Raw image_pull_secrets;  // declared but not read by the engine
  CacheRuntimeMasterSpec master;  // master component
  std::map<std::string, std::string> options;  // options for all components
  PodMetadata pod_metadata;  // declared but not read by the engine
  std::string runtime_class_name;  // CacheRuntimeClass name
  Raw volumes;  // extra pod volumes usable by component volumeMounts
  CacheRuntimeWorkerSpec worker;  // worker component
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeSpec&) const = default;
};

struct RuntimeComponentStatus {
  int32_t available_replicas = 0;  // n
  int32_t current_replicas = 0;  // n
  int32_t desired_replicas = 0;  // n
  std::string message;  // text
  std::string phase;  // RuntimePhase
  int32_t ready_replicas = 0;  // n
  std::string reason;  // text
  int32_t unavailable_replicas = 0;  // n
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeComponentStatus&) const = default;
};

struct CacheRuntimeStatus {
  Raw cache_affinity;  // as RuntimeStatus
  RuntimeComponentStatus client;  // status
  std::vector<RuntimeCondition> conditions;  // condition list
  RuntimeComponentStatus master;  // status
  std::string mount_time;  // last mountUFS
  std::string selector;  // worker selector text (but the CRD has no scale subresource)
  std::string setup_duration;  // text
  std::string value_file;  // unused text
  RuntimeComponentStatus worker;  // status
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheRuntimeStatus&) const = default;
};

struct CacheRuntime {
  CacheRuntimeSpec spec;  // what is wanted
  CacheRuntimeStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const CacheRuntime&) const = default;
};

struct DataOperationSpec {
  std::vector<std::string> args;  // args
  std::vector<std::string> command;  // argv
  std::string image;  // job image; default worker image
  std::string name;  // operation kind
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataOperationSpec&) const = default;
};

struct ConfigMapRuntimeExtraResource {
  std::map<std::string, std::string> data;  // content
  std::string name;  // config map created per runtime
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ConfigMapRuntimeExtraResource&) const = default;
};

struct RuntimeExtraResources {
  std::vector<ConfigMapRuntimeExtraResource> config_maps;  // list
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeExtraResources&) const = default;
};

struct ConfigMapDependencyConfig {
  std::string mount_path;  // dir
  std::string name;  // name
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ConfigMapDependencyConfig&) const = default;
};

struct ExtraResourcesComponentDependency {
  std::vector<ConfigMapDependencyConfig> config_maps;  // which extra config maps to mount
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExtraResourcesComponentDependency&) const = default;
};

struct SecretMountComponentDependency {
  bool enabled = false;  // toggle
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const SecretMountComponentDependency&) const = default;
};

struct RuntimeComponentDependencies {
  std::optional<ExtraResourcesComponentDependency> extra_resources;  // config maps
  std::optional<SecretMountComponentDependency> secret_mount;  // mount dataset secrets (default yes master/worker, no client)
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeComponentDependencies&) const = default;
};

struct ExecutionCommonEntry {
  std::vector<std::string> command;  // argv
  int32_t timeout = 0;  // seconds, raised to at least 20
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExecutionCommonEntry&) const = default;
};

struct ExecutionEntries {
  std::optional<ExecutionCommonEntry> mount_ufs;  // idempotent mount command
  std::optional<ExecutionCommonEntry> report_summary;  // prints CacheRuntimeReportSummary JSON
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExecutionEntries&) const = default;
};

struct HeadlessRuntimeComponentService {
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const HeadlessRuntimeComponentService&) const = default;
};

struct RuntimeComponentService {
  std::optional<HeadlessRuntimeComponentService> headless;  // presence = create headless service svc-<name>-<type>
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeComponentService&) const = default;
};

struct RuntimeComponentDefinition {
  RuntimeComponentDependencies dependencies;  // secrets/config maps
  std::optional<ExecutionEntries> execution_entries;  // commands run by exec
  std::map<std::string, std::string> options;  // default options
  RuntimeComponentService service;  // headless service toggle
  Raw pod_template;  // full PodTemplateSpec; container 0 is the engine
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeComponentDefinition&) const = default;
};

struct RuntimeTopology {
  std::optional<RuntimeComponentDefinition> client;  // client definition; absent = no FUSE (but see the nil bug in section 3)
  std::optional<RuntimeComponentDefinition> master;  // optional; absent = workers-only topology
  std::optional<RuntimeComponentDefinition> worker;  // worker definition
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeTopology&) const = default;
};

struct CacheRuntimeClass {
  std::vector<DataOperationSpec> data_operation_specs;  // how operations run
  RuntimeExtraResources extra_resources;  // config maps instantiated per runtime
  std::string file_system_type;  // engine type name, used in mount checks
  std::optional<RuntimeTopology> topology;  // components
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const CacheRuntimeClass&) const = default;
};

}  // namespace fluid::model
