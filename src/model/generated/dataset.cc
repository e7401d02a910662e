// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/dataset.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"Exclusive", "", "Shared"};
}  // namespace

constexpr FieldInfo kDatasetFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Dataset, spec), .shape = &kDatasetSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Dataset, status), .shape = &kDatasetStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kDatasetSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kDatasetShape{.name = "Dataset", .fields = kDatasetFields, .slots = kDatasetSlots, .seed = 2175216119781798973u, .doc = "a set of sources seen as one tree", .unknown = offsetof(Dataset, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<Dataset>>(); }};

constexpr FieldInfo kCacheableNodeAffinityFields[] = {
    {.name = "required", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .atomic = true, .offset = offsetof(CacheableNodeAffinity, required), .shape = &kNodeSelectorShape, .doc = "terms of node labels; one of them must hold"},
};
constexpr uint8_t kCacheableNodeAffinitySlots[] = {0, 1};
constinit const ShapeInfo kCacheableNodeAffinityShape{.name = "CacheableNodeAffinity", .fields = kCacheableNodeAffinityFields, .slots = kCacheableNodeAffinitySlots, .seed = 10499958131665514997u, .doc = "which nodes may cache", .unknown = offsetof(CacheableNodeAffinity, unknown)};

constexpr FieldInfo kDataRestoreLocationFields[] = {
    {.name = "nodeName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataRestoreLocation, node_name), .doc = "node that holds a local:// backup"},
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataRestoreLocation, path), .doc = "local:///FOLDER or pvc://CLAIM/FOLDER of a backup"},
};
constexpr uint8_t kDataRestoreLocationSlots[] = {1, 0, 0, 2};
constinit const ShapeInfo kDataRestoreLocationShape{.name = "DataRestoreLocation", .fields = kDataRestoreLocationFields, .slots = kDataRestoreLocationSlots, .seed = 10499958131665514997u, .doc = "a backup to start from", .unknown = offsetof(DataRestoreLocation, unknown)};

constexpr FieldInfo kDatasetConditionFields[] = {
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(DatasetCondition, last_transition_time), .doc = "when the status last changed"},
    {.name = "lastUpdateTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(DatasetCondition, last_update_time), .doc = "when anything in it last changed"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetCondition, message), .doc = "for people"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetCondition, reason), .doc = "for programs, in CamelCase"},
    {.name = "status", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetCondition, status), .doc = "True, False or Unknown"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetCondition, type), .doc = "Ready, NotReady, Updating, Initialized, RuntimeScheduled or UpdateReady"},
};
constexpr uint8_t kDatasetConditionSlots[] = {1, 2, 3, 5, 0, 0, 6, 0, 0, 0, 4, 0, 0, 0, 0, 0};
constinit const ShapeInfo kDatasetConditionShape{.name = "DatasetCondition", .fields = kDatasetConditionFields, .slots = kDatasetConditionSlots, .seed = 2175216119781798973u, .required = 2, .doc = "one thing that is known about a dataset", .unknown = offsetof(DatasetCondition, unknown)};

constexpr FieldInfo kDatasetSpecFields[] = {
    {.name = "accessModes", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(DatasetSpec, access_modes), .doc = "ReadOnlyMany (default), ReadWriteMany, ReadWriteOnce, ReadWriteOncePod"},
    {.name = "dataRestoreLocation", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DatasetSpec, data_restore_location), .shape = &kDataRestoreLocationShape, .access = &OptionalAccess<DataRestoreLocation>::kValue, .doc = "backup that the cache's metadata starts from"},
    {.name = "mounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetSpec, mounts), .min_len = 1, .shape = &kMountShape, .access = &VectorAccess<Mount>::kValue, .doc = "the sources, seen as one tree"},
    {.name = "nodeAffinity", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DatasetSpec, node_affinity), .shape = &kCacheableNodeAffinityShape, .access = &OptionalAccess<CacheableNodeAffinity>::kValue, .doc = "nodes that may cache it"},
    {.name = "owner", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DatasetSpec, owner), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "user who owns the data"},
    {.name = "placement", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetSpec, placement), .allowed = kNames0, .doc = "whether its workers share nodes with those of other datasets; empty: Exclusive"},
    {.name = "runtimes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetSpec, runtimes), .shape = &kRuntimeShape, .access = &VectorAccess<Runtime>::kValue, .doc = "the runtime that serves it; unset: the one of the same name"},
    {.name = "sharedEncryptOptions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetSpec, shared_encrypt_options), .shape = &kEncryptOptionShape, .access = &VectorAccess<EncryptOption>::kValue, .doc = "options of all mounts whose values are in secrets"},
    {.name = "sharedOptions", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DatasetSpec, shared_options), .doc = "options of all mounts; those of a mount win"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(DatasetSpec, tolerations), .shape = &kTolerationShape, .doc = "taints that its pods tolerate"},
};
constexpr uint8_t kDatasetSpecSlots[] = {0, 0, 0, 5, 0, 4, 0, 0, 10, 1, 0, 0, 0, 0, 2, 0, 0, 8, 0, 0, 0, 0, 6, 9, 0, 7, 0, 0, 3, 0, 0, 0};
constinit const ShapeInfo kDatasetSpecShape{.name = "DatasetSpec", .fields = kDatasetSpecFields, .slots = kDatasetSpecSlots, .seed = 10499958131665514997u, .doc = "which sources, and how they are served", .unknown = offsetof(DatasetSpec, unknown)};

constexpr FieldInfo kDatasetStatusFields[] = {
    {.name = "cacheStates", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DatasetStatus, cache_states), .doc = "figures of the cache by name: capacity, cached, ratio, hit ratios"},
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetStatus, conditions), .shape = &kDatasetConditionShape, .access = &VectorAccess<DatasetCondition>::kValue, .doc = "what is known, one of each type"},
    {.name = "dataBackupRef", .type = Type::kString, .storage = Storage::kString, .deprecated = true, .offset = offsetof(DatasetStatus, data_backup_ref), .doc = "now operationRef"},
    {.name = "dataLoadRef", .type = Type::kString, .storage = Storage::kString, .deprecated = true, .offset = offsetof(DatasetStatus, data_load_ref), .doc = "now operationRef"},
    {.name = "datasetRef", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(DatasetStatus, dataset_ref), .doc = "datasets that refer to this one, as namespace/name"},
    {.name = "fileNum", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetStatus, file_num), .doc = "number of files"},
    {.name = "hcfs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DatasetStatus, hcfs), .shape = &kHCFSStatusShape, .access = &OptionalAccess<HCFSStatus>::kValue, .doc = "how Hadoop reaches it"},
    {.name = "mounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetStatus, mounts), .shape = &kMountShape, .access = &VectorAccess<Mount>::kValue, .doc = "the sources as they are mounted"},
    {.name = "operationRef", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DatasetStatus, operation_ref), .doc = "operations under way, by kind"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetStatus, phase), .doc = "NotBound, Bound, Updating, DataMigrating, Failed or Pending"},
    {.name = "runtimes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetStatus, runtimes), .shape = &kRuntimeShape, .access = &VectorAccess<Runtime>::kValue, .doc = "the runtime that serves it"},
    {.name = "ufsTotal", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetStatus, ufs_total), .doc = "bytes in the sources, for people"},
};
constexpr uint8_t kDatasetStatusSlots[] = {0, 0, 0, 5, 0, 0, 8, 10, 0, 0, 0, 0, 0, 0, 0, 3, 1, 4, 11, 0, 0, 0, 9, 0, 0, 7, 6, 0, 2, 0, 12, 0};
constinit const ShapeInfo kDatasetStatusShape{.name = "DatasetStatus", .fields = kDatasetStatusFields, .slots = kDatasetStatusSlots, .seed = 14037279428536751483u, .required = 1, .doc = "how a dataset does", .unknown = offsetof(DatasetStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<DatasetStatus*>(to) = *static_cast<const DatasetStatus*>(from); }};

constexpr FieldInfo kHCFSStatusFields[] = {
    {.name = "endpoint", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(HCFSStatus, endpoint), .doc = "URL for Hadoop's file system interface"},
    {.name = "underlayerFileSystemVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(HCFSStatus, underlayer_file_system_version), .doc = "version of the file system below"},
};
constexpr uint8_t kHCFSStatusSlots[] = {2, 1, 0, 0};
constinit const ShapeInfo kHCFSStatusShape{.name = "HCFSStatus", .fields = kHCFSStatusFields, .slots = kHCFSStatusSlots, .seed = 10499958131665514997u, .doc = "how Hadoop reaches a dataset", .unknown = offsetof(HCFSStatus, unknown)};

constexpr FieldInfo kRuntimeFields[] = {
    {.name = "category", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Runtime, category), .doc = "Accelerate"},
    {.name = "masterReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(Runtime, master_replicas), .doc = "number of masters"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Runtime, name), .doc = "name of the runtime"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Runtime, space), .doc = "its namespace"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Runtime, type), .doc = "alluxio, juicefs, jindo, efc, thin, vineyard or cache"},
};
constexpr uint8_t kRuntimeSlots[] = {0, 2, 0, 5, 0, 0, 0, 0, 0, 0, 1, 0, 3, 0, 0, 4};
constinit const ShapeInfo kRuntimeShape{.name = "Runtime", .fields = kRuntimeFields, .slots = kRuntimeSlots, .seed = 10499958131665514997u, .doc = "the runtime of a dataset", .unknown = offsetof(Runtime, unknown)};

}  // namespace fluid::model
