// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/operation.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"Once", "Cron", "OnEvent"};
constexpr std::string_view kNames1[] = {"DataLoad", "DataBackup", "DataMigrate", "DataProcess"};
constexpr std::string_view kNames2[] = {"Never", "OnFailure"};
}  // namespace

constexpr FieldInfo kDataBackupFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataBackup, spec), .shape = &kDataBackupSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataBackup, status), .shape = &kOperationStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kDataBackupSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kDataBackupShape{.name = "DataBackup", .fields = kDataBackupFields, .slots = kDataBackupSlots, .seed = 2175216119781798973u, .doc = "saves the metadata of a cache", .unknown = offsetof(DataBackup, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<DataBackup>>(); }};

constexpr FieldInfo kDataLoadFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataLoad, spec), .shape = &kDataLoadSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataLoad, status), .shape = &kOperationStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kDataLoadSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kDataLoadShape{.name = "DataLoad", .fields = kDataLoadFields, .slots = kDataLoadSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "brings data into the cache", .unknown = offsetof(DataLoad, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<DataLoad>>(); }};

constexpr FieldInfo kDataMigrateFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataMigrate, spec), .shape = &kDataMigrateSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataMigrate, status), .shape = &kOperationStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kDataMigrateSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kDataMigrateShape{.name = "DataMigrate", .fields = kDataMigrateFields, .slots = kDataMigrateSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "copies data between stores", .unknown = offsetof(DataMigrate, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<DataMigrate>>(); }};

constexpr FieldInfo kDataProcessFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataProcess, spec), .shape = &kDataProcessSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataProcess, status), .shape = &kOperationStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kDataProcessSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kDataProcessShape{.name = "DataProcess", .fields = kDataProcessFields, .slots = kDataProcessSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "runs a program on the data", .unknown = offsetof(DataProcess, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<DataProcess>>(); }};

constexpr FieldInfo kAffinityStrategyFields[] = {
    {.name = "dependOn", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(AffinityStrategy, depend_on), .shape = &kObjectRefShape, .access = &OptionalAccess<ObjectRef>::kValue, .doc = "operation to run near; unset: that of runAfter"},
    {.name = "policy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AffinityStrategy, policy), .doc = "empty: anywhere; Require or Prefer: near that operation"},
    {.name = "prefers", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(AffinityStrategy, prefers), .shape = &kPreferShape, .access = &VectorAccess<Prefer>::kValue, .doc = "labels that count, with weights; unset: the node, 100"},
    {.name = "requires", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(AffinityStrategy, requirements), .shape = &kRequireShape, .access = &VectorAccess<Require>::kValue, .doc = "labels that must agree; unset: the node"},
};
constexpr uint8_t kAffinityStrategySlots[] = {3, 0, 0, 0, 0, 2, 4, 1};
constinit const ShapeInfo kAffinityStrategyShape{.name = "AffinityStrategy", .fields = kAffinityStrategyFields, .slots = kAffinityStrategySlots, .seed = 10499958131665514997u, .doc = "whether to run near another operation", .unknown = offsetof(AffinityStrategy, unknown)};

constexpr FieldInfo kConditionFields[] = {
    {.name = "lastProbeTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(Condition, last_probe_time), .doc = "when it was last looked at"},
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(Condition, last_transition_time), .doc = "when the status last changed"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Condition, message), .doc = "for people"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Condition, reason), .doc = "for programs, in CamelCase"},
    {.name = "status", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Condition, status), .doc = "True, False or Unknown"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Condition, type), .doc = "Complete or Failed"},
};
constexpr uint8_t kConditionSlots[] = {2, 0, 3, 5, 0, 0, 6, 1, 0, 0, 4, 0, 0, 0, 0, 0};
constinit const ShapeInfo kConditionShape{.name = "Condition", .fields = kConditionFields, .slots = kConditionSlots, .seed = 2175216119781798973u, .required = 2, .doc = "one thing that is known about an operation", .unknown = offsetof(Condition, unknown)};

constexpr FieldInfo kDataBackupSpecFields[] = {
    {.name = "backupPath", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataBackupSpec, backup_path), .doc = "where to: local:///FOLDER or pvc://CLAIM/FOLDER"},
    {.name = "dataset", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataBackupSpec, dataset), .doc = "the dataset, in the same namespace"},
    {.name = "runAfter", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataBackupSpec, run_after), .shape = &kOperationRefShape, .access = &OptionalAccess<OperationRef>::kValue, .doc = "starts when that operation is complete"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataBackupSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "user and group that the engine runs as"},
    {.name = "ttlSecondsAfterFinished", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(DataBackupSpec, ttl_seconds_after_finished), .doc = "removed so many seconds after its end; unset: kept; not for Cron"},
};
constexpr uint8_t kDataBackupSpecSlots[] = {3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 2, 0, 0, 0, 0, 1};
constinit const ShapeInfo kDataBackupSpecShape{.name = "DataBackupSpec", .fields = kDataBackupSpecFields, .slots = kDataBackupSpecSlots, .seed = 14799178230035213023u, .doc = "what is saved, and where", .unknown = offsetof(DataBackupSpec, unknown)};

constexpr FieldInfo kDataLoadSpecFields[] = {
    {.name = "affinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(DataLoadSpec, affinity), .shape = &kAffinityShape, .doc = "where the pod may run"},
    {.name = "dataset", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataLoadSpec, dataset), .shape = &kTargetDatasetShape, .doc = "the dataset to load"},
    {.name = "loadMetadata", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(DataLoadSpec, load_metadata), .doc = "asks the sources for news first"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataLoadSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataLoadSpec, options), .doc = "options of the engine's loader"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataLoadSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "policy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataLoadSpec, policy), .default_json = "\"Once\"", .allowed = kNames0, .doc = "Once, by schedule (Cron), or on an event (OnEvent)"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(DataLoadSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "runAfter", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataLoadSpec, run_after), .shape = &kOperationRefShape, .access = &OptionalAccess<OperationRef>::kValue, .doc = "starts when that operation is complete"},
    {.name = "schedule", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataLoadSpec, schedule), .doc = "five fields of cron, in UTC unless CRON_TZ= says otherwise; with policy Cron"},
    {.name = "schedulerName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataLoadSpec, scheduler_name), .doc = "scheduler of the pod"},
    {.name = "target", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DataLoadSpec, target), .shape = &kTargetPathShape, .access = &VectorAccess<TargetPath>::kValue, .doc = "what to load; unset: everything"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(DataLoadSpec, tolerations), .shape = &kTolerationShape, .doc = "taints that the pods tolerate"},
    {.name = "ttlSecondsAfterFinished", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(DataLoadSpec, ttl_seconds_after_finished), .doc = "removed so many seconds after its end; unset: kept; not for Cron"},
};
constexpr uint8_t kDataLoadSpecSlots[] = {0, 0, 0, 6, 0, 0, 0, 0, 13, 8, 0, 14, 10, 12, 0, 11, 9, 0, 4, 0, 0, 7, 1, 0, 0, 2, 3, 0, 0, 0, 0, 5};
constinit const ShapeInfo kDataLoadSpecShape{.name = "DataLoadSpec", .fields = kDataLoadSpecFields, .slots = kDataLoadSpecSlots, .seed = 10499958131665514997u, .defaults = 1, .defaults_below = true, .doc = "what is loaded, and when", .unknown = offsetof(DataLoadSpec, unknown)};

constexpr FieldInfo kDataMigrateSpecFields[] = {
    {.name = "affinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(DataMigrateSpec, affinity), .shape = &kAffinityShape, .doc = "where the pod may run"},
    {.name = "block", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(DataMigrateSpec, block), .doc = "unused"},
    {.name = "from", .type = Type::kObject, .storage = Storage::kStruct, .omit = Omit::kNever, .required = true, .offset = offsetof(DataMigrateSpec, from), .shape = &kDataToMigrateShape, .doc = "where the data is"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataMigrateSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataMigrateSpec, options), .doc = "options of the program that copies"},
    {.name = "parallelOptions", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataMigrateSpec, parallel_options), .doc = "how helpers are reached: sshSecretName, sshPort, sshReadyTimeoutSeconds"},
    {.name = "parallelism", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(DataMigrateSpec, parallelism), .min = 1, .default_json = "1", .doc = "pods that copy"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataMigrateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "policy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, policy), .default_json = "\"Once\"", .allowed = kNames0, .doc = "Once, by schedule (Cron), or on an event (OnEvent)"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(DataMigrateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "runAfter", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataMigrateSpec, run_after), .shape = &kOperationRefShape, .access = &OptionalAccess<OperationRef>::kValue, .doc = "starts when that operation is complete"},
    {.name = "runtimeType", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, runtime_type), .doc = "which engine copies, when both ends are datasets"},
    {.name = "schedule", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, schedule), .doc = "five fields of cron, in UTC unless CRON_TZ= says otherwise; with policy Cron"},
    {.name = "schedulerName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, scheduler_name), .doc = "scheduler of the pod"},
    {.name = "to", .type = Type::kObject, .storage = Storage::kStruct, .omit = Omit::kNever, .required = true, .offset = offsetof(DataMigrateSpec, to), .shape = &kDataToMigrateShape, .doc = "where the data goes"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(DataMigrateSpec, tolerations), .shape = &kTolerationShape, .doc = "taints that the pods tolerate"},
    {.name = "ttlSecondsAfterFinished", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(DataMigrateSpec, ttl_seconds_after_finished), .doc = "removed so many seconds after its end; unset: kept; not for Cron"},
};
constexpr uint8_t kDataMigrateSpecSlots[] = {0, 0, 10, 0, 0, 0, 11, 0, 18, 0, 0, 0, 0, 14, 8, 0, 0, 0, 0, 0, 0, 0, 0, 3, 6, 0, 0, 0, 0, 19, 15, 5, 0, 0, 0, 2, 0, 0, 0, 4, 0, 12, 0, 0, 0, 0, 0, 20, 0, 0, 17, 0, 9, 0, 0, 13, 0, 0, 0, 0, 1, 16, 0, 7};
constinit const ShapeInfo kDataMigrateSpecShape{.name = "DataMigrateSpec", .fields = kDataMigrateSpecFields, .slots = kDataMigrateSpecSlots, .seed = 17565809823296557717u, .required = 2, .defaults = 2, .defaults_below = true, .doc = "what is copied, and when", .unknown = offsetof(DataMigrateSpec, unknown)};

constexpr FieldInfo kDataProcessSpecFields[] = {
    {.name = "dataset", .type = Type::kObject, .storage = Storage::kStruct, .omit = Omit::kNever, .required = true, .offset = offsetof(DataProcessSpec, dataset), .shape = &kTargetDatasetWithMountPathShape, .doc = "the dataset and where the program sees it"},
    {.name = "policy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataProcessSpec, policy), .default_json = "\"Once\"", .allowed = kNames0, .doc = "Once, by schedule (Cron), or on an event (OnEvent)"},
    {.name = "processor", .type = Type::kObject, .storage = Storage::kStruct, .omit = Omit::kNever, .required = true, .offset = offsetof(DataProcessSpec, processor), .shape = &kProcessorShape, .doc = "what runs"},
    {.name = "runAfter", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataProcessSpec, run_after), .shape = &kOperationRefShape, .access = &OptionalAccess<OperationRef>::kValue, .doc = "starts when that operation is complete"},
    {.name = "schedule", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataProcessSpec, schedule), .doc = "five fields of cron, in UTC unless CRON_TZ= says otherwise; with policy Cron"},
    {.name = "ttlSecondsAfterFinished", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(DataProcessSpec, ttl_seconds_after_finished), .doc = "removed so many seconds after its end; unset: kept; not for Cron"},
};
constexpr uint8_t kDataProcessSpecSlots[] = {0, 0, 0, 0, 0, 6, 5, 0, 4, 3, 2, 0, 1, 0, 0, 0};
constinit const ShapeInfo kDataProcessSpecShape{.name = "DataProcessSpec", .fields = kDataProcessSpecFields, .slots = kDataProcessSpecSlots, .seed = 10499958131665514997u, .required = 2, .defaults = 1, .defaults_below = true, .doc = "what runs on which data", .unknown = offsetof(DataProcessSpec, unknown)};

constexpr FieldInfo kDataToMigrateFields[] = {
    {.name = "dataset", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataToMigrate, dataset), .shape = &kDatasetToMigrateShape, .access = &OptionalAccess<DatasetToMigrate>::kValue, .doc = "a dataset"},
    {.name = "externalStorage", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataToMigrate, external_storage), .shape = &kExternalStorageShape, .access = &OptionalAccess<ExternalStorage>::kValue, .doc = "a store outside"},
};
constexpr uint8_t kDataToMigrateSlots[] = {0, 2, 0, 1};
constinit const ShapeInfo kDataToMigrateShape{.name = "DataToMigrate", .fields = kDataToMigrateFields, .slots = kDataToMigrateSlots, .seed = 10499958131665514997u, .doc = "one end of a copy", .unknown = offsetof(DataToMigrate, unknown)};

constexpr FieldInfo kDatasetToMigrateFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetToMigrate, name), .doc = "name of the dataset"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetToMigrate, space), .doc = "its namespace"},
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .check = Check::kPath, .offset = offsetof(DatasetToMigrate, path), .doc = "folder in it"},
};
constexpr uint8_t kDatasetToMigrateSlots[] = {0, 1, 0, 0, 0, 3, 0, 2};
constinit const ShapeInfo kDatasetToMigrateShape{.name = "DatasetToMigrate", .fields = kDatasetToMigrateFields, .slots = kDatasetToMigrateSlots, .seed = 14799178230035213023u, .required = 2, .doc = "a dataset as one end", .unknown = offsetof(DatasetToMigrate, unknown)};

constexpr FieldInfo kExternalStorageFields[] = {
    {.name = "encryptOptions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(ExternalStorage, encrypt_options), .shape = &kEncryptOptionShape, .access = &VectorAccess<EncryptOption>::kValue, .doc = "credentials: access-key, secret-key, token"},
    {.name = "uri", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ExternalStorage, uri), .doc = "its URI, or pvc://CLAIM"},
};
constexpr uint8_t kExternalStorageSlots[] = {0, 1, 2, 0};
constinit const ShapeInfo kExternalStorageShape{.name = "ExternalStorage", .fields = kExternalStorageFields, .slots = kExternalStorageSlots, .seed = 10499958131665514997u, .required = 1, .doc = "a store outside as one end", .unknown = offsetof(ExternalStorage, unknown)};

constexpr FieldInfo kJobProcessorFields[] = {
    {.name = "podSpec", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(JobProcessor, pod_spec), .shape = &kPodSpecShape, .doc = "the pod; all its containers see the dataset"},
};
constexpr uint8_t kJobProcessorSlots[] = {1, 0};
constinit const ShapeInfo kJobProcessorShape{.name = "JobProcessor", .fields = kJobProcessorFields, .slots = kJobProcessorSlots, .seed = 10499958131665514997u, .defaults_below = true, .doc = "a pod", .unknown = offsetof(JobProcessor, unknown)};

constexpr FieldInfo kObjectRefFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectRef, api_version), .doc = "group and version; not needed"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ObjectRef, kind), .allowed = kNames1, .doc = "kind of the operation"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ObjectRef, name), .doc = "name of the operation"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectRef, space), .doc = "its namespace; empty: that of this object"},
};
constexpr uint8_t kObjectRefSlots[] = {0, 3, 0, 2, 0, 0, 1, 4};
constinit const ShapeInfo kObjectRefShape{.name = "ObjectRef", .fields = kObjectRefFields, .slots = kObjectRefSlots, .seed = 14799178230035213023u, .required = 2, .doc = "an operation", .unknown = offsetof(ObjectRef, unknown)};

constexpr FieldInfo kOperationRefFields[] = {
    {.name = "affinityStrategy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(OperationRef, affinity_strategy), .shape = &kAffinityStrategyShape, .doc = "whether to run near that operation"},
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(OperationRef, api_version), .doc = "group and version; not needed"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationRef, kind), .allowed = kNames1, .doc = "kind of the operation"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationRef, name), .doc = "name of the operation"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(OperationRef, space), .doc = "its namespace; empty: that of this object"},
};
constexpr uint8_t kOperationRefSlots[] = {0, 0, 0, 4, 0, 0, 3, 0, 0, 0, 1, 0, 0, 2, 5, 0};
constinit const ShapeInfo kOperationRefShape{.name = "OperationRef", .fields = kOperationRefFields, .slots = kOperationRefSlots, .seed = 14799178230035213023u, .required = 2, .doc = "an operation to wait for", .unknown = offsetof(OperationRef, unknown)};

constexpr FieldInfo kOperationStatusFields[] = {
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationStatus, conditions), .shape = &kConditionShape, .access = &VectorAccess<Condition>::kValue, .doc = "what is known, one of each type"},
    {.name = "duration", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationStatus, duration), .doc = "how long it took; Unfinished until then"},
    {.name = "infos", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(OperationStatus, infos), .doc = "figures by name: bytesDone, bytesTotal, filesDone, filesTotal and others"},
    {.name = "lastScheduleTime", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(OperationStatus, last_schedule_time), .doc = "when it was last started by schedule"},
    {.name = "lastSuccessfulTime", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(OperationStatus, last_successful_time), .doc = "when it last succeeded"},
    {.name = "nodeAffinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(OperationStatus, node_affinity), .shape = &kNodeAffinityShape, .doc = "where it ran"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationStatus, phase), .doc = "empty, Pending, Executing, Complete or Failed"},
    {.name = "waitingFor", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(OperationStatus, waiting_for), .shape = &kWaitingStatusShape, .doc = "what it waits for"},
};
constexpr uint8_t kOperationStatusSlots[] = {0, 3, 7, 0, 0, 0, 2, 8, 0, 5, 0, 0, 0, 4, 1, 6};
constinit const ShapeInfo kOperationStatusShape{.name = "OperationStatus", .fields = kOperationStatusFields, .slots = kOperationStatusSlots, .seed = 1164115433906158533u, .required = 3, .doc = "how an operation does", .unknown = offsetof(OperationStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<OperationStatus*>(to) = *static_cast<const OperationStatus*>(from); }};

constexpr FieldInfo kPreferFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Prefer, name), .doc = "key of a node label"},
    {.name = "weight", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(Prefer, weight), .doc = "1 to 100"},
};
constexpr uint8_t kPreferSlots[] = {0, 2, 0, 1};
constinit const ShapeInfo kPreferShape{.name = "Prefer", .fields = kPreferFields, .slots = kPreferSlots, .seed = 10499958131665514997u, .required = 2, .doc = "a label that counts", .unknown = offsetof(Prefer, unknown)};

constexpr FieldInfo kProcessorFields[] = {
    {.name = "job", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(Processor, job), .shape = &kJobProcessorShape, .access = &OptionalAccess<JobProcessor>::kValue, .doc = "a whole pod"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Processor, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "script", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(Processor, script), .shape = &kScriptProcessorShape, .access = &OptionalAccess<ScriptProcessor>::kValue, .doc = "a script"},
    {.name = "serviceAccountName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Processor, service_account_name), .doc = "account of the pod"},
};
constexpr uint8_t kProcessorSlots[] = {2, 0, 0, 1, 0, 3, 0, 4};
constinit const ShapeInfo kProcessorShape{.name = "Processor", .fields = kProcessorFields, .slots = kProcessorSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "what runs", .unknown = offsetof(Processor, unknown)};

constexpr FieldInfo kRequireFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Require, name), .doc = "key of a node label"},
};
constexpr uint8_t kRequireSlots[] = {0, 1};
constinit const ShapeInfo kRequireShape{.name = "Require", .fields = kRequireFields, .slots = kRequireSlots, .seed = 10499958131665514997u, .required = 1, .doc = "a label that must agree", .unknown = offsetof(Require, unknown)};

constexpr FieldInfo kScriptProcessorFields[] = {
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(ScriptProcessor, command), .doc = "the interpreter and its arguments"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ScriptProcessor, env), .shape = &kEnvVarShape, .doc = "added to the environment of the component"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ScriptProcessor, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ScriptProcessor, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ScriptProcessor, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(ScriptProcessor, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ScriptProcessor, restart_policy), .default_json = "\"Never\"", .allowed = kNames2, .doc = "whether it is tried again after a failure"},
    {.name = "source", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ScriptProcessor, source), .doc = "text of the script"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ScriptProcessor, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ScriptProcessor, volumes), .shape = &kVolumeShape, .doc = "volumes that volumeMounts may name"},
};
constexpr uint8_t kScriptProcessorSlots[] = {0, 0, 0, 0, 6, 4, 0, 9, 0, 0, 0, 8, 0, 3, 0, 5, 1, 0, 2, 0, 0, 7, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0};
constinit const ShapeInfo kScriptProcessorShape{.name = "ScriptProcessor", .fields = kScriptProcessorFields, .slots = kScriptProcessorSlots, .seed = 14799178230035213023u, .required = 1, .defaults = 1, .defaults_below = true, .doc = "a script", .unknown = offsetof(ScriptProcessor, unknown)};

constexpr FieldInfo kTargetDatasetFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(TargetDataset, name), .doc = "name of the dataset"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(TargetDataset, space), .doc = "its namespace; empty: that of this object"},
};
constexpr uint8_t kTargetDatasetSlots[] = {1, 0, 0, 2};
constinit const ShapeInfo kTargetDatasetShape{.name = "TargetDataset", .fields = kTargetDatasetFields, .slots = kTargetDatasetSlots, .seed = 14799178230035213023u, .required = 1, .doc = "a dataset", .unknown = offsetof(TargetDataset, unknown)};

constexpr FieldInfo kTargetDatasetWithMountPathFields[] = {
    {.name = "mountPath", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .check = Check::kPath, .required = true, .offset = offsetof(TargetDatasetWithMountPath, mount_path), .doc = "where the program sees it"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(TargetDatasetWithMountPath, name), .doc = "name of the dataset"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(TargetDatasetWithMountPath, space), .doc = "its namespace; empty: that of this object"},
    {.name = "subPath", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(TargetDatasetWithMountPath, sub_path), .doc = "folder of the dataset that becomes the root"},
};
constexpr uint8_t kTargetDatasetWithMountPathSlots[] = {0, 2, 4, 1, 0, 0, 0, 3};
constinit const ShapeInfo kTargetDatasetWithMountPathShape{.name = "TargetDatasetWithMountPath", .fields = kTargetDatasetWithMountPathFields, .slots = kTargetDatasetWithMountPathSlots, .seed = 14799178230035213023u, .required = 2, .doc = "a dataset and where it is seen", .unknown = offsetof(TargetDatasetWithMountPath, unknown)};

constexpr FieldInfo kTargetPathFields[] = {
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .check = Check::kPath, .required = true, .offset = offsetof(TargetPath, path), .doc = "folder or file in the dataset"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(TargetPath, replicas), .doc = "copies in the cache"},
};
constexpr uint8_t kTargetPathSlots[] = {0, 1, 0, 2};
constinit const ShapeInfo kTargetPathShape{.name = "TargetPath", .fields = kTargetPathFields, .slots = kTargetPathSlots, .seed = 1164115433906158533u, .required = 1, .doc = "a part of a dataset", .unknown = offsetof(TargetPath, unknown)};

constexpr FieldInfo kWaitingStatusFields[] = {
    {.name = "operationComplete", .type = Type::kBool, .storage = Storage::kOptionalBool, .pointer = true, .offset = offsetof(WaitingStatus, operation_complete), .doc = "true: the operation of runAfter is still awaited"},
};
constexpr uint8_t kWaitingStatusSlots[] = {0, 1};
constinit const ShapeInfo kWaitingStatusShape{.name = "WaitingStatus", .fields = kWaitingStatusFields, .slots = kWaitingStatusSlots, .seed = 10499958131665514997u, .doc = "what an operation waits for", .unknown = offsetof(WaitingStatus, unknown)};

}  // namespace fluid::model
