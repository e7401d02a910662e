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
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntime, spec), .shape = &kCacheRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntime, status), .shape = &kCacheRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kCacheRuntimeSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kCacheRuntimeShape{.name = "CacheRuntime", .fields = kCacheRuntimeFields, .slots = kCacheRuntimeSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "a cache engine described by a class", .unknown = offsetof(CacheRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<CacheRuntime>>(); }};

constexpr FieldInfo kCacheRuntimeClassFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "dataOperationSpecs", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(CacheRuntimeClass, data_operation_specs), .shape = &kDataOperationSpecShape, .access = &VectorAccess<DataOperationSpec>::kValue, .doc = "how operations on its data run"},
    {.name = "extraResources", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeClass, extra_resources), .shape = &kRuntimeExtraResourcesShape, .doc = "config maps made for each runtime"},
    {.name = "fileSystemType", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(CacheRuntimeClass, file_system_type), .doc = "type of the mounts that its client makes"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "topology", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(CacheRuntimeClass, topology), .shape = &kRuntimeTopologyShape, .access = &OptionalAccess<RuntimeTopology>::kValue, .doc = "its components"},
};
constexpr uint8_t kCacheRuntimeClassSlots[] = {0, 0, 5, 1, 0, 0, 0, 7, 2, 0, 0, 6, 0, 4, 3, 0};
constinit const ShapeInfo kCacheRuntimeClassShape{.name = "CacheRuntimeClass", .fields = kCacheRuntimeClassFields, .slots = kCacheRuntimeClassSlots, .seed = 10499958131665514997u, .required = 1, .defaults_below = true, .doc = "how a cache engine is run", .unknown = offsetof(CacheRuntimeClass, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<CacheRuntimeClass>>(); }};

constexpr FieldInfo kCacheRuntimeClientSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(CacheRuntimeClientSpec, args), .doc = "replaces the arguments of the class"},
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(CacheRuntimeClientSpec, clean_policy), .default_json = "\"OnRuntimeDeleted\"", .allowed = kNames0, .doc = "when the client on a node ends: with the runtime, or after its last user"},
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(CacheRuntimeClientSpec, disabled), .doc = "without this component"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeClientSpec, env), .shape = &kEnvVarShape, .doc = "added to the environment of the component"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .atomic = true, .offset = offsetof(CacheRuntimeClientSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeClientSpec, options), .doc = "wins over the options of the spec and of the class"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeClientSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeClientSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "runtimeVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeClientSpec, runtime_version), .shape = &kVersionSpecShape, .doc = "image instead of the class'"},
    {.name = "tieredStore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeClientSpec, tiered_store), .shape = &kRuntimeTieredStoreShape, .doc = "where the client caches"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeClientSpec, tolerations), .shape = &kTolerationShape, .doc = "taints that the pods tolerate"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeClientSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kCacheRuntimeClientSpecSlots[] = {0, 0, 0, 0, 2, 7, 0, 10, 0, 0, 0, 6, 0, 0, 0, 0, 3, 11, 5, 0, 0, 12, 8, 1, 0, 0, 0, 0, 4, 0, 0, 9};
constinit const ShapeInfo kCacheRuntimeClientSpecShape{.name = "CacheRuntimeClientSpec", .fields = kCacheRuntimeClientSpecFields, .slots = kCacheRuntimeClientSpecSlots, .seed = 1164115433906158533u, .defaults = 1, .defaults_below = true, .doc = "the clients", .unknown = offsetof(CacheRuntimeClientSpec, unknown)};

constexpr FieldInfo kCacheRuntimeMasterSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(CacheRuntimeMasterSpec, args), .doc = "replaces the arguments of the class"},
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(CacheRuntimeMasterSpec, disabled), .doc = "without this component"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeMasterSpec, env), .shape = &kEnvVarShape, .doc = "added to the environment of the component"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .atomic = true, .offset = offsetof(CacheRuntimeMasterSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeMasterSpec, options), .doc = "wins over the options of the spec and of the class"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeMasterSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(CacheRuntimeMasterSpec, replicas), .min = 0, .default_json = "1", .doc = "number of masters"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeMasterSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "runtimeVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeMasterSpec, runtime_version), .shape = &kVersionSpecShape, .doc = "image instead of the class'"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeMasterSpec, tolerations), .shape = &kTolerationShape, .doc = "taints that the pods tolerate"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeMasterSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kCacheRuntimeMasterSpecSlots[] = {0, 0, 6, 0, 0, 0, 0, 5, 0, 1, 0, 4, 3, 8, 0, 0, 0, 2, 0, 7, 0, 0, 0, 11, 0, 0, 0, 0, 9, 10, 0, 0};
constinit const ShapeInfo kCacheRuntimeMasterSpecShape{.name = "CacheRuntimeMasterSpec", .fields = kCacheRuntimeMasterSpecFields, .slots = kCacheRuntimeMasterSpecSlots, .seed = 2175216119781798973u, .defaults = 1, .defaults_below = true, .doc = "the masters", .unknown = offsetof(CacheRuntimeMasterSpec, unknown)};

constexpr FieldInfo kCacheRuntimeSpecFields[] = {
    {.name = "client", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeSpec, client), .shape = &kCacheRuntimeClientSpecShape, .doc = "the client on nodes that read"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(CacheRuntimeSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeSpec, master), .shape = &kCacheRuntimeMasterSpecShape, .doc = "the master"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeSpec, options), .doc = "options of all components; they win over those of the class"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for all pods"},
    {.name = "runtimeClassName", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(CacheRuntimeSpec, runtime_class_name), .doc = "the CacheRuntimeClass that describes the engine"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "volumes that volumeMounts may name"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeSpec, worker), .shape = &kCacheRuntimeWorkerSpecShape, .doc = "the workers"},
};
constexpr uint8_t kCacheRuntimeSpecSlots[] = {6, 5, 3, 4, 8, 0, 0, 0, 0, 1, 2, 0, 0, 7, 0, 0};
constinit const ShapeInfo kCacheRuntimeSpecShape{.name = "CacheRuntimeSpec", .fields = kCacheRuntimeSpecFields, .slots = kCacheRuntimeSpecSlots, .seed = 17565809823296557717u, .required = 1, .defaults_below = true, .doc = "which engine, with which cache", .unknown = offsetof(CacheRuntimeSpec, unknown)};

constexpr FieldInfo kCacheRuntimeStatusFields[] = {
    {.name = "cacheAffinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(CacheRuntimeStatus, cache_affinity), .shape = &kNodeAffinityShape, .doc = "nodes that the workers may use"},
    {.name = "client", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeStatus, client), .shape = &kRuntimeComponentStatusShape, .doc = "how the clients do"},
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .list_type = ListType::kMap, .offset = offsetof(CacheRuntimeStatus, conditions), .shape = &kRuntimeConditionShape, .access = &VectorAccess<RuntimeCondition>::kValue, .list_keys = kNames1, .doc = "what is known, one of each type"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeStatus, master), .shape = &kRuntimeComponentStatusShape, .doc = "how the masters do"},
    {.name = "mountTime", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(CacheRuntimeStatus, mount_time), .doc = "when the sources were last mounted"},
    {.name = "selector", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(CacheRuntimeStatus, selector), .doc = "labels of the workers, as text"},
    {.name = "setupDuration", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(CacheRuntimeStatus, setup_duration), .doc = "from creation until it first served"},
    {.name = "valueFile", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(CacheRuntimeStatus, value_file), .doc = "unused here"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeStatus, worker), .shape = &kRuntimeComponentStatusShape, .doc = "how the workers do"},
};
constexpr uint8_t kCacheRuntimeStatusSlots[] = {4, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 9, 0, 2, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 7, 0, 0, 3};
constinit const ShapeInfo kCacheRuntimeStatusShape{.name = "CacheRuntimeStatus", .fields = kCacheRuntimeStatusFields, .slots = kCacheRuntimeStatusSlots, .seed = 14799178230035213023u, .doc = "how a CacheRuntime does", .unknown = offsetof(CacheRuntimeStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<CacheRuntimeStatus*>(to) = *static_cast<const CacheRuntimeStatus*>(from); }};

constexpr FieldInfo kCacheRuntimeWorkerSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(CacheRuntimeWorkerSpec, args), .doc = "replaces the arguments of the class"},
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(CacheRuntimeWorkerSpec, disabled), .doc = "without this component"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeWorkerSpec, env), .shape = &kEnvVarShape, .doc = "added to the environment of the component"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .atomic = true, .offset = offsetof(CacheRuntimeWorkerSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(CacheRuntimeWorkerSpec, options), .doc = "wins over the options of the spec and of the class"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeWorkerSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(CacheRuntimeWorkerSpec, replicas), .min = 0, .default_json = "1", .doc = "number of workers"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeWorkerSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "runtimeVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeWorkerSpec, runtime_version), .shape = &kVersionSpecShape, .doc = "image instead of the class'"},
    {.name = "tieredStore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(CacheRuntimeWorkerSpec, tiered_store), .shape = &kRuntimeTieredStoreShape, .doc = "where the workers cache"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeWorkerSpec, tolerations), .shape = &kTolerationShape, .doc = "taints that the pods tolerate"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(CacheRuntimeWorkerSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kCacheRuntimeWorkerSpecSlots[] = {0, 0, 0, 0, 9, 0, 0, 5, 0, 2, 6, 0, 3, 0, 10, 0, 12, 7, 0, 0, 0, 8, 0, 11, 4, 0, 0, 0, 1, 0, 0, 0};
constinit const ShapeInfo kCacheRuntimeWorkerSpecShape{.name = "CacheRuntimeWorkerSpec", .fields = kCacheRuntimeWorkerSpecFields, .slots = kCacheRuntimeWorkerSpecSlots, .seed = 8711387064946514083u, .defaults = 1, .defaults_below = true, .doc = "the workers", .unknown = offsetof(CacheRuntimeWorkerSpec, unknown)};

constexpr FieldInfo kConfigMapDependencyConfigFields[] = {
    {.name = "mountPath", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ConfigMapDependencyConfig, mount_path), .doc = "folder where the component sees it"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ConfigMapDependencyConfig, name), .doc = "name of one of extraResources.configMaps"},
};
constexpr uint8_t kConfigMapDependencyConfigSlots[] = {0, 1, 0, 2};
constinit const ShapeInfo kConfigMapDependencyConfigShape{.name = "ConfigMapDependencyConfig", .fields = kConfigMapDependencyConfigFields, .slots = kConfigMapDependencyConfigSlots, .seed = 10499958131665514997u, .doc = "a config map and where it is seen", .unknown = offsetof(ConfigMapDependencyConfig, unknown)};

constexpr FieldInfo kConfigMapRuntimeExtraResourceFields[] = {
    {.name = "data", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ConfigMapRuntimeExtraResource, data), .doc = "its entries"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ConfigMapRuntimeExtraResource, name), .doc = "name of the config map"},
};
constexpr uint8_t kConfigMapRuntimeExtraResourceSlots[] = {0, 0, 1, 2};
constinit const ShapeInfo kConfigMapRuntimeExtraResourceShape{.name = "ConfigMapRuntimeExtraResource", .fields = kConfigMapRuntimeExtraResourceFields, .slots = kConfigMapRuntimeExtraResourceSlots, .seed = 10499958131665514997u, .doc = "a config map made for each runtime", .unknown = offsetof(ConfigMapRuntimeExtraResource, unknown)};

constexpr FieldInfo kDataOperationSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(DataOperationSpec, args), .doc = "arguments after the command"},
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(DataOperationSpec, command), .doc = "the program and its first arguments"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataOperationSpec, image), .doc = "image of the job; empty: that of the workers"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DataOperationSpec, name), .allowed = kNames2, .doc = "which operation"},
};
constexpr uint8_t kDataOperationSpecSlots[] = {1, 2, 0, 0, 0, 3, 4, 0};
constinit const ShapeInfo kDataOperationSpecShape{.name = "DataOperationSpec", .fields = kDataOperationSpecFields, .slots = kDataOperationSpecSlots, .seed = 10499958131665514997u, .required = 1, .doc = "how an operation runs", .unknown = offsetof(DataOperationSpec, unknown)};

constexpr FieldInfo kEmptyDirMediumSourceFields[] = {
    {.name = "medium", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EmptyDirMediumSource, medium), .doc = "empty: the node's disk; Memory: its memory"},
    {.name = "quota", .type = Type::kQuantity, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(EmptyDirMediumSource, quota), .doc = "most bytes in it"},
};
constexpr uint8_t kEmptyDirMediumSourceSlots[] = {0, 2, 1, 0};
constinit const ShapeInfo kEmptyDirMediumSourceShape{.name = "EmptyDirMediumSource", .fields = kEmptyDirMediumSourceFields, .slots = kEmptyDirMediumSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "a folder that lives with the pod", .unknown = offsetof(EmptyDirMediumSource, unknown)};

constexpr FieldInfo kExecutionCommonEntryFields[] = {
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .omit = Omit::kNever, .required = true, .offset = offsetof(ExecutionCommonEntry, command), .doc = "the program and its first arguments"},
    {.name = "timeout", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(ExecutionCommonEntry, timeout), .doc = "seconds it may take; at least 20"},
};
constexpr uint8_t kExecutionCommonEntrySlots[] = {1, 2, 0, 0};
constinit const ShapeInfo kExecutionCommonEntryShape{.name = "ExecutionCommonEntry", .fields = kExecutionCommonEntryFields, .slots = kExecutionCommonEntrySlots, .seed = 10499958131665514997u, .required = 1, .doc = "a command", .unknown = offsetof(ExecutionCommonEntry, unknown)};

constexpr FieldInfo kExecutionEntriesFields[] = {
    {.name = "mountUFS", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(ExecutionEntries, mount_ufs), .shape = &kExecutionCommonEntryShape, .access = &OptionalAccess<ExecutionCommonEntry>::kValue, .doc = "mounts the sources; may run again"},
    {.name = "reportSummary", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(ExecutionEntries, report_summary), .shape = &kExecutionCommonEntryShape, .access = &OptionalAccess<ExecutionCommonEntry>::kValue, .doc = "prints the figures of the cache as JSON"},
};
constexpr uint8_t kExecutionEntriesSlots[] = {2, 0, 0, 1};
constinit const ShapeInfo kExecutionEntriesShape{.name = "ExecutionEntries", .fields = kExecutionEntriesFields, .slots = kExecutionEntriesSlots, .seed = 10499958131665514997u, .doc = "commands run in a component", .unknown = offsetof(ExecutionEntries, unknown)};

constexpr FieldInfo kExtraResourcesComponentDependencyFields[] = {
    {.name = "configMaps", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(ExtraResourcesComponentDependency, config_maps), .shape = &kConfigMapDependencyConfigShape, .access = &VectorAccess<ConfigMapDependencyConfig>::kValue, .doc = "config maps that the component sees"},
};
constexpr uint8_t kExtraResourcesComponentDependencySlots[] = {1, 0};
constinit const ShapeInfo kExtraResourcesComponentDependencyShape{.name = "ExtraResourcesComponentDependency", .fields = kExtraResourcesComponentDependencyFields, .slots = kExtraResourcesComponentDependencySlots, .seed = 10499958131665514997u, .doc = "further things a component sees", .unknown = offsetof(ExtraResourcesComponentDependency, unknown)};

constinit const ShapeInfo kHeadlessRuntimeComponentServiceShape{.name = "HeadlessRuntimeComponentService", .fields = {}, .doc = "a switch: there or not", .unknown = offsetof(HeadlessRuntimeComponentService, unknown)};

constexpr FieldInfo kHostPathMediumSourceFields[] = {
    {.name = "paths", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .omit = Omit::kNever, .required = true, .offset = offsetof(HostPathMediumSource, paths), .min_len = 1, .doc = "folders on the node"},
    {.name = "quotas", .type = Type::kQuantity, .container = Container::kArray, .storage = Storage::kStrings, .omit = Omit::kNever, .required = true, .offset = offsetof(HostPathMediumSource, quotas), .min_len = 1, .doc = "most bytes in each, in the order of paths"},
    {.name = "type", .type = Type::kString, .storage = Storage::kOptionalString, .pointer = true, .offset = offsetof(HostPathMediumSource, type), .doc = "what must be there, as in Kubernetes' hostPath"},
};
constexpr uint8_t kHostPathMediumSourceSlots[] = {2, 3, 0, 0, 0, 0, 1, 0};
constinit const ShapeInfo kHostPathMediumSourceShape{.name = "HostPathMediumSource", .fields = kHostPathMediumSourceFields, .slots = kHostPathMediumSourceSlots, .seed = 10499958131665514997u, .required = 2, .doc = "folders of the node", .unknown = offsetof(HostPathMediumSource, unknown)};

constexpr FieldInfo kProcessMemoryMediumSourceFields[] = {
    {.name = "quota", .type = Type::kQuantity, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ProcessMemoryMediumSource, quota), .doc = "most bytes of shared memory"},
};
constexpr uint8_t kProcessMemoryMediumSourceSlots[] = {1, 0};
constinit const ShapeInfo kProcessMemoryMediumSourceShape{.name = "ProcessMemoryMediumSource", .fields = kProcessMemoryMediumSourceFields, .slots = kProcessMemoryMediumSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "shared memory", .unknown = offsetof(ProcessMemoryMediumSource, unknown)};

constexpr FieldInfo kRuntimeComponentDefinitionFields[] = {
    {.name = "dependencies", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(RuntimeComponentDefinition, dependencies), .shape = &kRuntimeComponentDependenciesShape, .doc = "secrets and config maps that it sees"},
    {.name = "executionEntries", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeComponentDefinition, execution_entries), .shape = &kExecutionEntriesShape, .access = &OptionalAccess<ExecutionEntries>::kValue, .doc = "commands that are run in it"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(RuntimeComponentDefinition, options), .doc = "options under those of the runtime"},
    {.name = "service", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(RuntimeComponentDefinition, service), .shape = &kRuntimeComponentServiceShape, .doc = "how it is found by name"},
    {.name = "template", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(RuntimeComponentDefinition, pod_template), .shape = &kPodTemplateSpecShape, .doc = "its pod; the first container is the engine"},
};
constexpr uint8_t kRuntimeComponentDefinitionSlots[] = {0, 0, 0, 5, 0, 1, 0, 0, 0, 0, 2, 0, 4, 0, 0, 3};
constinit const ShapeInfo kRuntimeComponentDefinitionShape{.name = "RuntimeComponentDefinition", .fields = kRuntimeComponentDefinitionFields, .slots = kRuntimeComponentDefinitionSlots, .seed = 10499958131665514997u, .defaults_below = true, .doc = "how a component is run", .unknown = offsetof(RuntimeComponentDefinition, unknown)};

constexpr FieldInfo kRuntimeComponentDependenciesFields[] = {
    {.name = "extraResources", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeComponentDependencies, extra_resources), .shape = &kExtraResourcesComponentDependencyShape, .access = &OptionalAccess<ExtraResourcesComponentDependency>::kValue, .doc = "config maps that it sees"},
    {.name = "secretMount", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeComponentDependencies, secret_mount), .shape = &kSecretMountComponentDependencyShape, .access = &OptionalAccess<SecretMountComponentDependency>::kValue, .doc = "whether it sees the dataset's secrets; unset: all but clients do"},
};
constexpr uint8_t kRuntimeComponentDependenciesSlots[] = {2, 0, 0, 1};
constinit const ShapeInfo kRuntimeComponentDependenciesShape{.name = "RuntimeComponentDependencies", .fields = kRuntimeComponentDependenciesFields, .slots = kRuntimeComponentDependenciesSlots, .seed = 10499958131665514997u, .doc = "what a component sees", .unknown = offsetof(RuntimeComponentDependencies, unknown)};

constexpr FieldInfo kRuntimeComponentServiceFields[] = {
    {.name = "headless", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeComponentService, headless), .shape = &kHeadlessRuntimeComponentServiceShape, .access = &OptionalAccess<HeadlessRuntimeComponentService>::kValue, .doc = "a headless service, by being there"},
};
constexpr uint8_t kRuntimeComponentServiceSlots[] = {0, 1};
constinit const ShapeInfo kRuntimeComponentServiceShape{.name = "RuntimeComponentService", .fields = kRuntimeComponentServiceFields, .slots = kRuntimeComponentServiceSlots, .seed = 10499958131665514997u, .doc = "how a component is found", .unknown = offsetof(RuntimeComponentService, unknown)};

constexpr FieldInfo kRuntimeComponentStatusFields[] = {
    {.name = "availableReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, available_replicas), .doc = "pods that have served for a while"},
    {.name = "currentReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, current_replicas), .doc = "pods there are"},
    {.name = "desiredReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, desired_replicas), .doc = "pods there shall be"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeComponentStatus, message), .doc = "for people"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeComponentStatus, phase), .doc = "empty, NotReady, PartialReady or Ready"},
    {.name = "readyReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, ready_replicas), .doc = "pods that serve"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeComponentStatus, reason), .doc = "for programs, in CamelCase"},
    {.name = "unavailableReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeComponentStatus, unavailable_replicas), .doc = "pods that do not serve"},
};
constexpr uint8_t kRuntimeComponentStatusSlots[] = {1, 8, 0, 0, 0, 3, 5, 0, 4, 7, 0, 0, 6, 0, 0, 2};
constinit const ShapeInfo kRuntimeComponentStatusShape{.name = "RuntimeComponentStatus", .fields = kRuntimeComponentStatusFields, .slots = kRuntimeComponentStatusSlots, .seed = 3872982626502034967u, .required = 1, .doc = "how a component does", .unknown = offsetof(RuntimeComponentStatus, unknown)};

constexpr FieldInfo kRuntimeExtraResourcesFields[] = {
    {.name = "configMaps", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(RuntimeExtraResources, config_maps), .shape = &kConfigMapRuntimeExtraResourceShape, .access = &VectorAccess<ConfigMapRuntimeExtraResource>::kValue, .doc = "config maps made for each runtime"},
};
constexpr uint8_t kRuntimeExtraResourcesSlots[] = {1, 0};
constinit const ShapeInfo kRuntimeExtraResourcesShape{.name = "RuntimeExtraResources", .fields = kRuntimeExtraResourcesFields, .slots = kRuntimeExtraResourcesSlots, .seed = 10499958131665514997u, .doc = "things made for each runtime", .unknown = offsetof(RuntimeExtraResources, unknown)};

constexpr FieldInfo kRuntimeTieredStoreFields[] = {
    {.name = "levels", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(RuntimeTieredStore, levels), .shape = &kRuntimeTieredStoreLevelShape, .access = &VectorAccess<RuntimeTieredStoreLevel>::kValue, .doc = "tiers, one medium each"},
};
constexpr uint8_t kRuntimeTieredStoreSlots[] = {1, 0};
constinit const ShapeInfo kRuntimeTieredStoreShape{.name = "RuntimeTieredStore", .fields = kRuntimeTieredStoreFields, .slots = kRuntimeTieredStoreSlots, .seed = 10499958131665514997u, .doc = "the tiers of a cache", .unknown = offsetof(RuntimeTieredStore, unknown)};

constexpr FieldInfo kRuntimeTieredStoreLevelFields[] = {
    {.name = "emptyDir", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTieredStoreLevel, empty_dir), .shape = &kEmptyDirMediumSourceShape, .access = &OptionalAccess<EmptyDirMediumSource>::kValue, .doc = "a folder that lives with the pod"},
    {.name = "high", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeTieredStoreLevel, high), .doc = "share of the quota above which data is evicted"},
    {.name = "hostPath", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTieredStoreLevel, host_path), .shape = &kHostPathMediumSourceShape, .access = &OptionalAccess<HostPathMediumSource>::kValue, .doc = "folders of the node"},
    {.name = "low", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeTieredStoreLevel, low), .doc = "share of the quota down to which data is evicted"},
    {.name = "processMemory", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTieredStoreLevel, process_memory), .shape = &kProcessMemoryMediumSourceShape, .access = &OptionalAccess<ProcessMemoryMediumSource>::kValue, .doc = "shared memory"},
};
constexpr uint8_t kRuntimeTieredStoreLevelSlots[] = {0, 2, 0, 0, 0, 0, 0, 5, 3, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kRuntimeTieredStoreLevelShape{.name = "RuntimeTieredStoreLevel", .fields = kRuntimeTieredStoreLevelFields, .slots = kRuntimeTieredStoreLevelSlots, .seed = 14799178230035213023u, .doc = "one tier, on one medium", .unknown = offsetof(RuntimeTieredStoreLevel, unknown)};

constexpr FieldInfo kRuntimeTopologyFields[] = {
    {.name = "client", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTopology, client), .shape = &kRuntimeComponentDefinitionShape, .access = &OptionalAccess<RuntimeComponentDefinition>::kValue, .doc = "the client; unset: none"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTopology, master), .shape = &kRuntimeComponentDefinitionShape, .access = &OptionalAccess<RuntimeComponentDefinition>::kValue, .doc = "the master; unset: none"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeTopology, worker), .shape = &kRuntimeComponentDefinitionShape, .access = &OptionalAccess<RuntimeComponentDefinition>::kValue, .doc = "the workers; unset: none"},
};
constexpr uint8_t kRuntimeTopologySlots[] = {0, 0, 0, 2, 0, 1, 3, 0};
constinit const ShapeInfo kRuntimeTopologyShape{.name = "RuntimeTopology", .fields = kRuntimeTopologyFields, .slots = kRuntimeTopologySlots, .seed = 10499958131665514997u, .defaults_below = true, .doc = "the components of an engine", .unknown = offsetof(RuntimeTopology, unknown)};

constexpr FieldInfo kSecretMountComponentDependencyFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(SecretMountComponentDependency, enabled), .doc = "sees the secrets"},
};
constexpr uint8_t kSecretMountComponentDependencySlots[] = {0, 1};
constinit const ShapeInfo kSecretMountComponentDependencyShape{.name = "SecretMountComponentDependency", .fields = kSecretMountComponentDependencyFields, .slots = kSecretMountComponentDependencySlots, .seed = 10499958131665514997u, .doc = "whether a component sees secrets", .unknown = offsetof(SecretMountComponentDependency, unknown)};

}  // namespace fluid::model
