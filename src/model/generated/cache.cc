// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/cache.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"OnRuntimeDeleted", "OnDemand"};
constexpr std::string_view kNames1[] = {"type"};
constexpr std::string_view kNames2[] = {"DataLoad", "DataBackup", "DataMigrate", "DataProcess"};
}  // namespace

constexpr FieldInfo kCacheRuntimeFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntime, spec), .shape = &kCacheRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntime, status), .shape = &kCacheRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kCacheRuntimeShape{.name = "CacheRuntime", .fields = kCacheRuntimeFields, .unknown = offsetof(CacheRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<CacheRuntime>>(CacheRuntime()); }};

constexpr FieldInfo kCacheRuntimeClassFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "dataOperationSpecs", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(CacheRuntimeClass, data_operation_specs), .shape = &kDataOperationSpecShape, .access = &VectorAccess<DataOperationSpec>::kValue, .doc = "how operations run"},
    {.name = "extraResources", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeClass, extra_resources), .shape = &kRuntimeExtraResourcesShape, .doc = "config maps instantiated per runtime"},
    {.name = "fileSystemType", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(CacheRuntimeClass, file_system_type), .doc = "engine type name, used in mount checks"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "topology", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(CacheRuntimeClass, topology), .shape = &kRuntimeTopologyShape, .access = &OptionalAccess<RuntimeTopology>::kValue, .doc = "components"},
};
constinit const ShapeInfo kCacheRuntimeClassShape{.name = "CacheRuntimeClass", .fields = kCacheRuntimeClassFields, .unknown = offsetof(CacheRuntimeClass, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<CacheRuntimeClass>>(CacheRuntimeClass()); }};

constexpr FieldInfo kCacheRuntimeClientSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(CacheRuntimeClientSpec, args), .doc = "replaces args of container 0"},
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(CacheRuntimeClientSpec, clean_policy), .default_json = "\"OnRuntimeDeleted\"", .allowed = kNames0, .doc = "only two values here"},
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(CacheRuntimeClientSpec, disabled), .doc = "skip the component"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeClientSpec, env), .shape = &kEnvVarShape, .doc = "extra environment for the component container"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeClientSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeClientSpec, options), .doc = "component options; merge order class < spec.options < component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeClientSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels/annotations"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeClientSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "runtimeVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeClientSpec, runtime_version), .shape = &kVersionSpecShape, .doc = "image triple; image and tag both needed for in-place update"},
    {.name = "tieredStore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeClientSpec, tiered_store), .shape = &kRuntimeTieredStoreShape, .doc = "client side cache (workers-only topologies)"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeClientSpec, tolerations), .shape = &kTolerationShape, .doc = "tolerations added to the pods of this component"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeClientSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kCacheRuntimeClientSpecShape{.name = "CacheRuntimeClientSpec", .fields = kCacheRuntimeClientSpecFields, .unknown = offsetof(CacheRuntimeClientSpec, unknown)};

constexpr FieldInfo kCacheRuntimeMasterSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(CacheRuntimeMasterSpec, args), .doc = "replaces args of container 0"},
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(CacheRuntimeMasterSpec, disabled), .doc = "skip the component"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeMasterSpec, env), .shape = &kEnvVarShape, .doc = "extra environment for the component container"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeMasterSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeMasterSpec, options), .doc = "component options; merge order class < spec.options < component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeMasterSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels/annotations"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(CacheRuntimeMasterSpec, replicas), .min = 0, .default_json = "1", .doc = "number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeMasterSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "runtimeVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeMasterSpec, runtime_version), .shape = &kVersionSpecShape, .doc = "image triple; image and tag both needed for in-place update"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeMasterSpec, tolerations), .shape = &kTolerationShape, .doc = "tolerations added to the pods of this component"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeMasterSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kCacheRuntimeMasterSpecShape{.name = "CacheRuntimeMasterSpec", .fields = kCacheRuntimeMasterSpecFields, .unknown = offsetof(CacheRuntimeMasterSpec, unknown)};

constexpr FieldInfo kCacheRuntimeSpecFields[] = {
    {.name = "client", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeSpec, client), .shape = &kCacheRuntimeClientSpecShape, .doc = "FUSE client component"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "declared but not read by the engine"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeSpec, master), .shape = &kCacheRuntimeMasterSpecShape, .doc = "master component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeSpec, options), .doc = "options for all components"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "declared but not read by the engine"},
    {.name = "runtimeClassName", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(CacheRuntimeSpec, runtime_class_name), .doc = "CacheRuntimeClass name"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "extra pod volumes usable by component volumeMounts"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeSpec, worker), .shape = &kCacheRuntimeWorkerSpecShape, .doc = "worker component"},
};
constinit const ShapeInfo kCacheRuntimeSpecShape{.name = "CacheRuntimeSpec", .fields = kCacheRuntimeSpecFields, .unknown = offsetof(CacheRuntimeSpec, unknown)};

constexpr FieldInfo kCacheRuntimeStatusFields[] = {
    {.name = "cacheAffinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(CacheRuntimeStatus, cache_affinity), .shape = &kNodeAffinityShape, .doc = "as RuntimeStatus"},
    {.name = "client", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeStatus, client), .shape = &kRuntimeComponentStatusShape, .doc = "status"},
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(CacheRuntimeStatus, conditions), .shape = &kRuntimeConditionShape, .access = &VectorAccess<RuntimeCondition>::kValue, .list_keys = kNames1, .doc = "condition list"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeStatus, master), .shape = &kRuntimeComponentStatusShape, .doc = "status"},
    {.name = "mountTime", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(CacheRuntimeStatus, mount_time), .doc = "last mountUFS"},
    {.name = "selector", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(CacheRuntimeStatus, selector), .doc = "worker selector text (but the CRD has no scale subresource)"},
    {.name = "setupDuration", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(CacheRuntimeStatus, setup_duration), .doc = "text"},
    {.name = "valueFile", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(CacheRuntimeStatus, value_file), .doc = "unused text"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeStatus, worker), .shape = &kRuntimeComponentStatusShape, .doc = "status"},
};
constinit const ShapeInfo kCacheRuntimeStatusShape{.name = "CacheRuntimeStatus", .fields = kCacheRuntimeStatusFields, .unknown = offsetof(CacheRuntimeStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<CacheRuntimeStatus*>(to) = *static_cast<const CacheRuntimeStatus*>(from); }};

constexpr FieldInfo kCacheRuntimeWorkerSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(CacheRuntimeWorkerSpec, args), .doc = "replaces args of container 0"},
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(CacheRuntimeWorkerSpec, disabled), .doc = "skip the component"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeWorkerSpec, env), .shape = &kEnvVarShape, .doc = "extra environment for the component container"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeWorkerSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeWorkerSpec, options), .doc = "component options; merge order class < spec.options < component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeWorkerSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels/annotations"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(CacheRuntimeWorkerSpec, replicas), .min = 0, .default_json = "1", .doc = "number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeWorkerSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "runtimeVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeWorkerSpec, runtime_version), .shape = &kVersionSpecShape, .doc = "image triple; image and tag both needed for in-place update"},
    {.name = "tieredStore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeWorkerSpec, tiered_store), .shape = &kRuntimeTieredStoreShape, .doc = "see RuntimeTieredStore"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeWorkerSpec, tolerations), .shape = &kTolerationShape, .doc = "tolerations added to the pods of this component"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeWorkerSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kCacheRuntimeWorkerSpecShape{.name = "CacheRuntimeWorkerSpec", .fields = kCacheRuntimeWorkerSpecFields, .unknown = offsetof(CacheRuntimeWorkerSpec, unknown)};

constexpr FieldInfo kConfigMapDependencyConfigFields[] = {
    {.name = "mountPath", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ConfigMapDependencyConfig, mount_path), .doc = "dir"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ConfigMapDependencyConfig, name), .doc = "name"},
};
constinit const ShapeInfo kConfigMapDependencyConfigShape{.name = "ConfigMapDependencyConfig", .fields = kConfigMapDependencyConfigFields, .unknown = offsetof(ConfigMapDependencyConfig, unknown)};

constexpr FieldInfo kConfigMapRuntimeExtraResourceFields[] = {
    {.name = "data", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ConfigMapRuntimeExtraResource, data), .doc = "content"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ConfigMapRuntimeExtraResource, name), .doc = "config map created per runtime"},
};
constinit const ShapeInfo kConfigMapRuntimeExtraResourceShape{.name = "ConfigMapRuntimeExtraResource", .fields = kConfigMapRuntimeExtraResourceFields, .unknown = offsetof(ConfigMapRuntimeExtraResource, unknown)};

constexpr FieldInfo kDataOperationSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(DataOperationSpec, args), .doc = "args"},
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(DataOperationSpec, command), .doc = "argv"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataOperationSpec, image), .doc = "job image; default worker image"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DataOperationSpec, name), .allowed = kNames2, .doc = "operation kind"},
};
constinit const ShapeInfo kDataOperationSpecShape{.name = "DataOperationSpec", .fields = kDataOperationSpecFields, .unknown = offsetof(DataOperationSpec, unknown)};

constexpr FieldInfo kEmptyDirMediumSourceFields[] = {
    {.name = "medium", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EmptyDirMediumSource, medium), .doc = "\"\" or Memory"},
    {.name = "quota", .type = Type::kQuantity, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(EmptyDirMediumSource, quota), .doc = "sizeLimit"},
};
constinit const ShapeInfo kEmptyDirMediumSourceShape{.name = "EmptyDirMediumSource", .fields = kEmptyDirMediumSourceFields, .unknown = offsetof(EmptyDirMediumSource, unknown)};

constexpr FieldInfo kExecutionCommonEntryFields[] = {
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .omit = Omit::kNever, .required = true, .offset = offsetof(ExecutionCommonEntry, command), .doc = "argv"},
    {.name = "timeout", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(ExecutionCommonEntry, timeout), .doc = "seconds, raised to at least 20"},
};
constinit const ShapeInfo kExecutionCommonEntryShape{.name = "ExecutionCommonEntry", .fields = kExecutionCommonEntryFields, .unknown = offsetof(ExecutionCommonEntry, unknown)};

constexpr FieldInfo kExecutionEntriesFields[] = {
    {.name = "mountUFS", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(ExecutionEntries, mount_ufs), .shape = &kExecutionCommonEntryShape, .access = &OptionalAccess<ExecutionCommonEntry>::kValue, .doc = "idempotent mount command"},
    {.name = "reportSummary", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(ExecutionEntries, report_summary), .shape = &kExecutionCommonEntryShape, .access = &OptionalAccess<ExecutionCommonEntry>::kValue, .doc = "prints CacheRuntimeReportSummary JSON"},
};
constinit const ShapeInfo kExecutionEntriesShape{.name = "ExecutionEntries", .fields = kExecutionEntriesFields, .unknown = offsetof(ExecutionEntries, unknown)};

constexpr FieldInfo kExtraResourcesComponentDependencyFields[] = {
    {.name = "configMaps", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(ExtraResourcesComponentDependency, config_maps), .shape = &kConfigMapDependencyConfigShape, .access = &VectorAccess<ConfigMapDependencyConfig>::kValue, .doc = "which extra config maps to mount"},
};
constinit const ShapeInfo kExtraResourcesComponentDependencyShape{.name = "ExtraResourcesComponentDependency", .fields = kExtraResourcesComponentDependencyFields, .unknown = offsetof(ExtraResourcesComponentDependency, unknown)};

constinit const ShapeInfo kHeadlessRuntimeComponentServiceShape{.name = "HeadlessRuntimeComponentService", .fields = {}, .unknown = offsetof(HeadlessRuntimeComponentService, unknown)};

constexpr FieldInfo kHostPathMediumSourceFields[] = {
    {.name = "paths", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .omit = Omit::kNever, .required = true, .offset = offsetof(HostPathMediumSource, paths), .min_len = 1, .doc = "host dirs"},
    {.name = "quotas", .type = Type::kQuantity, .container = Container::kArray, .storage = Storage::kStrings, .omit = Omit::kNever, .required = true, .offset = offsetof(HostPathMediumSource, quotas), .min_len = 1, .doc = "one per path"},
    {.name = "type", .type = Type::kString, .storage = Storage::kOptionalString, .pointer = true, .offset = offsetof(HostPathMediumSource, type), .doc = "corev1 HostPathType"},
};
constinit const ShapeInfo kHostPathMediumSourceShape{.name = "HostPathMediumSource", .fields = kHostPathMediumSourceFields, .unknown = offsetof(HostPathMediumSource, unknown)};

constexpr FieldInfo kProcessMemoryMediumSourceFields[] = {
    {.name = "quota", .type = Type::kQuantity, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ProcessMemoryMediumSource, quota), .doc = "size of a memory emptyDir mounted on /dev/shm; also added to container memory request/limit if those exist"},
};
constinit const ShapeInfo kProcessMemoryMediumSourceShape{.name = "ProcessMemoryMediumSource", .fields = kProcessMemoryMediumSourceFields, .unknown = offsetof(ProcessMemoryMediumSource, unknown)};

constexpr FieldInfo kRuntimeComponentDefinitionFields[] = {
    {.name = "dependencies", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(RuntimeComponentDefinition, dependencies), .shape = &kRuntimeComponentDependenciesShape, .doc = "secrets/config maps"},
    {.name = "executionEntries", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeComponentDefinition, execution_entries), .shape = &kExecutionEntriesShape, .access = &OptionalAccess<ExecutionEntries>::kValue, .doc = "commands run by exec"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(RuntimeComponentDefinition, options), .doc = "default options"},
    {.name = "service", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(RuntimeComponentDefinition, service), .shape = &kRuntimeComponentServiceShape, .doc = "headless service toggle"},
    {.name = "template", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(RuntimeComponentDefinition, pod_template), .shape = &kPodTemplateSpecShape, .doc = "full PodTemplateSpec; container 0 is the engine"},
};
constinit const ShapeInfo kRuntimeComponentDefinitionShape{.name = "RuntimeComponentDefinition", .fields = kRuntimeComponentDefinitionFields, .unknown = offsetof(RuntimeComponentDefinition, unknown)};

constexpr FieldInfo kRuntimeComponentDependenciesFields[] = {
    {.name = "extraResources", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeComponentDependencies, extra_resources), .shape = &kExtraResourcesComponentDependencyShape, .access = &OptionalAccess<ExtraResourcesComponentDependency>::kValue, .doc = "config maps"},
    {.name = "secretMount", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeComponentDependencies, secret_mount), .shape = &kSecretMountComponentDependencyShape, .access = &OptionalAccess<SecretMountComponentDependency>::kValue, .doc = "mount dataset secrets (default yes master/worker, no client)"},
};
constinit const ShapeInfo kRuntimeComponentDependenciesShape{.name = "RuntimeComponentDependencies", .fields = kRuntimeComponentDependenciesFields, .unknown = offsetof(RuntimeComponentDependencies, unknown)};

constexpr FieldInfo kRuntimeComponentServiceFields[] = {
    {.name = "headless", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeComponentService, headless), .shape = &kHeadlessRuntimeComponentServiceShape, .access = &OptionalAccess<HeadlessRuntimeComponentService>::kValue, .doc = "presence = create headless service svc-<name>-<type>"},
};
constinit const ShapeInfo kRuntimeComponentServiceShape{.name = "RuntimeComponentService", .fields = kRuntimeComponentServiceFields, .unknown = offsetof(RuntimeComponentService, unknown)};

constexpr FieldInfo kRuntimeComponentStatusFields[] = {
    {.name = "availableReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, available_replicas), .doc = "n"},
    {.name = "currentReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, current_replicas), .doc = "n"},
    {.name = "desiredReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, desired_replicas), .doc = "n"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeComponentStatus, message), .doc = "text"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeComponentStatus, phase), .doc = "RuntimePhase"},
    {.name = "readyReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, ready_replicas), .doc = "n"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeComponentStatus, reason), .doc = "text"},
    {.name = "unavailableReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, unavailable_replicas), .doc = "n"},
};
constinit const ShapeInfo kRuntimeComponentStatusShape{.name = "RuntimeComponentStatus", .fields = kRuntimeComponentStatusFields, .unknown = offsetof(RuntimeComponentStatus, unknown)};

constexpr FieldInfo kRuntimeExtraResourcesFields[] = {
    {.name = "configMaps", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(RuntimeExtraResources, config_maps), .shape = &kConfigMapRuntimeExtraResourceShape, .access = &VectorAccess<ConfigMapRuntimeExtraResource>::kValue, .doc = "list"},
};
constinit const ShapeInfo kRuntimeExtraResourcesShape{.name = "RuntimeExtraResources", .fields = kRuntimeExtraResourcesFields, .unknown = offsetof(RuntimeExtraResources, unknown)};

constexpr FieldInfo kRuntimeTieredStoreFields[] = {
    {.name = "levels", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(RuntimeTieredStore, levels), .shape = &kRuntimeTieredStoreLevelShape, .access = &VectorAccess<RuntimeTieredStoreLevel>::kValue, .doc = "levels; one medium per level, at most one processMemory overall"},
};
constinit const ShapeInfo kRuntimeTieredStoreShape{.name = "RuntimeTieredStore", .fields = kRuntimeTieredStoreFields, .unknown = offsetof(RuntimeTieredStore, unknown)};

constexpr FieldInfo kRuntimeTieredStoreLevelFields[] = {
    {.name = "emptyDir", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTieredStoreLevel, empty_dir), .shape = &kEmptyDirMediumSourceShape, .access = &OptionalAccess<EmptyDirMediumSource>::kValue, .doc = "medium"},
    {.name = "high", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeTieredStoreLevel, high), .doc = "high watermark ratio"},
    {.name = "hostPath", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTieredStoreLevel, host_path), .shape = &kHostPathMediumSourceShape, .access = &OptionalAccess<HostPathMediumSource>::kValue, .doc = "medium"},
    {.name = "low", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeTieredStoreLevel, low), .doc = "low watermark ratio"},
    {.name = "processMemory", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTieredStoreLevel, process_memory), .shape = &kProcessMemoryMediumSourceShape, .access = &OptionalAccess<ProcessMemoryMediumSource>::kValue, .doc = "medium"},
};
constinit const ShapeInfo kRuntimeTieredStoreLevelShape{.name = "RuntimeTieredStoreLevel", .fields = kRuntimeTieredStoreLevelFields, .unknown = offsetof(RuntimeTieredStoreLevel, unknown)};

constexpr FieldInfo kRuntimeTopologyFields[] = {
    {.name = "client", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTopology, client), .shape = &kRuntimeComponentDefinitionShape, .access = &OptionalAccess<RuntimeComponentDefinition>::kValue, .doc = "client definition; absent = no FUSE (but see the nil bug in section 3)"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTopology, master), .shape = &kRuntimeComponentDefinitionShape, .access = &OptionalAccess<RuntimeComponentDefinition>::kValue, .doc = "optional; absent = workers-only topology"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTopology, worker), .shape = &kRuntimeComponentDefinitionShape, .access = &OptionalAccess<RuntimeComponentDefinition>::kValue, .doc = "worker definition"},
};
constinit const ShapeInfo kRuntimeTopologyShape{.name = "RuntimeTopology", .fields = kRuntimeTopologyFields, .unknown = offsetof(RuntimeTopology, unknown)};

constexpr FieldInfo kSecretMountComponentDependencyFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(SecretMountComponentDependency, enabled), .doc = "toggle"},
};
constinit const ShapeInfo kSecretMountComponentDependencyShape{.name = "SecretMountComponentDependency", .fields = kSecretMountComponentDependencyFields, .unknown = offsetof(SecretMountComponentDependency, unknown)};

}  // namespace fluid::model
