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
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Dataset, spec), .shape = &kDatasetSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Dataset, status), .shape = &kDatasetStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kDatasetShape{.name = "Dataset", .fields = kDatasetFields, .unknown = offsetof(Dataset, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<Dataset>>(Dataset()); }};

constexpr FieldInfo kCacheableNodeAffinityFields[] = {
    {.name = "required", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(CacheableNodeAffinity, required), .shape = &kNodeSelectorShape, .doc = "node selector terms"},
};
constinit const ShapeInfo kCacheableNodeAffinityShape{.name = "CacheableNodeAffinity", .fields = kCacheableNodeAffinityFields, .unknown = offsetof(CacheableNodeAffinity, unknown)};

constexpr FieldInfo kDataRestoreLocationFields[] = {
    {.name = "nodeName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataRestoreLocation, node_name), .doc = "node of a local:// backup; master is pinned there"},
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataRestoreLocation, path), .doc = "local://<dir> or pvc://<name>/<dir> of an Alluxio metadata backup"},
};
constinit const ShapeInfo kDataRestoreLocationShape{.name = "DataRestoreLocation", .fields = kDataRestoreLocationFields, .unknown = offsetof(DataRestoreLocation, unknown)};

constexpr FieldInfo kDatasetConditionFields[] = {
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(DatasetCondition, last_transition_time), .doc = "time"},
    {.name = "lastUpdateTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(DatasetCondition, last_update_time), .doc = "time"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetCondition, message), .doc = "message"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetCondition, reason), .doc = "reason"},
    {.name = "status", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetCondition, status), .doc = "status"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetCondition, type), .doc = "Initialized, RuntimeScheduled, Ready, NotReady, UpdateReady, Updating"},
};
constinit const ShapeInfo kDatasetConditionShape{.name = "DatasetCondition", .fields = kDatasetConditionFields, .unknown = offsetof(DatasetCondition, unknown)};

constexpr FieldInfo kDatasetSpecFields[] = {
    {.name = "accessModes", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(DatasetSpec, access_modes), .doc = "PVC access modes; default ReadOnlyMany"},
    {.name = "dataRestoreLocation", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DatasetSpec, data_restore_location), .shape = &kDataRestoreLocationShape, .access = &OptionalAccess<DataRestoreLocation>::kValue, .doc = "restore Alluxio metadata"},
    {.name = "mounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetSpec, mounts), .min_len = 1, .shape = &kMountShape, .access = &VectorAccess<Mount>::kValue, .doc = "list of UFS mounts; optional so a dataset may have none (e.g. Vineyard)"},
    {.name = "nodeAffinity", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DatasetSpec, node_affinity), .shape = &kCacheableNodeAffinityShape, .access = &OptionalAccess<CacheableNodeAffinity>::kValue, .doc = "where cache workers may run (required terms only)"},
    {.name = "owner", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DatasetSpec, owner), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "owner user of the data (Alluxio/Jindo init users)"},
    {.name = "placement", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetSpec, placement), .allowed = kNames0, .doc = "Exclusive (default, also \"\") or Shared"},
    {.name = "runtimes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetSpec, runtimes), .shape = &kRuntimeShape, .access = &VectorAccess<Runtime>::kValue, .doc = "meant for binding several runtimes; only index 0 is used"},
    {.name = "sharedEncryptOptions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetSpec, shared_encrypt_options), .shape = &kEncryptOptionShape, .access = &VectorAccess<EncryptOption>::kValue, .doc = "secret options for all mounts"},
    {.name = "sharedOptions", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DatasetSpec, shared_options), .doc = "options for all mounts"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(DatasetSpec, tolerations), .shape = &kTolerationShape, .doc = "tolerations for engine pods"},
};
constinit const ShapeInfo kDatasetSpecShape{.name = "DatasetSpec", .fields = kDatasetSpecFields, .unknown = offsetof(DatasetSpec, unknown)};

constexpr FieldInfo kDatasetStatusFields[] = {
    {.name = "cacheStates", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DatasetStatus, cache_states), .doc = "string map, names in 2.4"},
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetStatus, conditions), .shape = &kDatasetConditionShape, .access = &VectorAccess<DatasetCondition>::kValue, .doc = "condition list"},
    {.name = "dataBackupRef", .type = Type::kString, .storage = Storage::kString, .deprecated = true, .offset = offsetof(DatasetStatus, data_backup_ref), .doc = "deprecated"},
    {.name = "dataLoadRef", .type = Type::kString, .storage = Storage::kString, .deprecated = true, .offset = offsetof(DatasetStatus, data_load_ref), .doc = "deprecated"},
    {.name = "datasetRef", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(DatasetStatus, dataset_ref), .doc = "list of \"namespace/name\" of datasets that reference this one"},
    {.name = "fileNum", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetStatus, file_num), .doc = "number of files as text, or \"[Calculating]\""},
    {.name = "hcfs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DatasetStatus, hcfs), .shape = &kHCFSStatusShape, .access = &OptionalAccess<HCFSStatus>::kValue, .doc = "Hadoop endpoint"},
    {.name = "mounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetStatus, mounts), .shape = &kMountShape, .access = &VectorAccess<Mount>::kValue, .doc = "mounts as actually mounted"},
    {.name = "operationRef", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DatasetStatus, operation_ref), .doc = "map operation type -> comma joined operation names"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetStatus, phase), .doc = "see 1.4"},
    {.name = "runtimes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DatasetStatus, runtimes), .shape = &kRuntimeShape, .access = &VectorAccess<Runtime>::kValue, .doc = "bound runtime (one)"},
    {.name = "ufsTotal", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetStatus, ufs_total), .doc = "human size, or \"[Calculating]\""},
};
constinit const ShapeInfo kDatasetStatusShape{.name = "DatasetStatus", .fields = kDatasetStatusFields, .unknown = offsetof(DatasetStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<DatasetStatus*>(to) = *static_cast<const DatasetStatus*>(from); }};

constexpr FieldInfo kHCFSStatusFields[] = {
    {.name = "endpoint", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(HCFSStatus, endpoint), .doc = "Hadoop compatible URL of the engine"},
    {.name = "underlayerFileSystemVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(HCFSStatus, underlayer_file_system_version), .doc = "version text"},
};
constinit const ShapeInfo kHCFSStatusShape{.name = "HCFSStatus", .fields = kHCFSStatusFields, .unknown = offsetof(HCFSStatus, unknown)};

constexpr FieldInfo kRuntimeFields[] = {
    {.name = "category", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Runtime, category), .doc = "Accelerate (only value)"},
    {.name = "masterReplicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(Runtime, master_replicas), .doc = "master count, for HA decisions"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Runtime, name), .doc = "runtime name"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Runtime, space), .doc = "runtime namespace"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Runtime, type), .doc = "alluxio / jindo / juicefs / efc / thin / vineyard / cache"},
};
constinit const ShapeInfo kRuntimeShape{.name = "Runtime", .fields = kRuntimeFields, .unknown = offsetof(Runtime, unknown)};

}  // namespace fluid::model
