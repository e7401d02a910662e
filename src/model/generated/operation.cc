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
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataBackup, spec), .shape = &kDataBackupSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataBackup, status), .shape = &kOperationStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kDataBackupShape{.name = "DataBackup", .fields = kDataBackupFields, .unknown = offsetof(DataBackup, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<DataBackup>>(DataBackup()); }};

constexpr FieldInfo kDataLoadFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataLoad, spec), .shape = &kDataLoadSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataLoad, status), .shape = &kOperationStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kDataLoadShape{.name = "DataLoad", .fields = kDataLoadFields, .unknown = offsetof(DataLoad, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<DataLoad>>(DataLoad()); }};

constexpr FieldInfo kDataMigrateFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataMigrate, spec), .shape = &kDataMigrateSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataMigrate, status), .shape = &kOperationStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kDataMigrateShape{.name = "DataMigrate", .fields = kDataMigrateFields, .unknown = offsetof(DataMigrate, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<DataMigrate>>(DataMigrate()); }};

constexpr FieldInfo kDataProcessFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataProcess, spec), .shape = &kDataProcessSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataProcess, status), .shape = &kOperationStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kDataProcessShape{.name = "DataProcess", .fields = kDataProcessFields, .unknown = offsetof(DataProcess, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<DataProcess>>(DataProcess()); }};

constexpr FieldInfo kAffinityStrategyFields[] = {
    {.name = "dependOn", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(AffinityStrategy, depend_on), .shape = &kObjectRefShape, .access = &OptionalAccess<ObjectRef>::kValue, .doc = "operation whose placement is followed; default = the runAfter object; it must be Complete"},
    {.name = "policy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AffinityStrategy, policy), .doc = "\"\" (off) / Require / Prefer"},
    {.name = "prefers", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(AffinityStrategy, prefers), .shape = &kPreferShape, .access = &VectorAccess<Prefer>::kValue, .doc = "label keys + weights for Prefer; default hostname weight 100"},
    {.name = "requires", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(AffinityStrategy, requirements), .shape = &kRequireShape, .access = &VectorAccess<Require>::kValue, .doc = "label keys for Require; default hostname"},
};
constinit const ShapeInfo kAffinityStrategyShape{.name = "AffinityStrategy", .fields = kAffinityStrategyFields, .unknown = offsetof(AffinityStrategy, unknown)};

constexpr FieldInfo kConditionFields[] = {
    {.name = "lastProbeTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(Condition, last_probe_time), .doc = "time"},
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(Condition, last_transition_time), .doc = "time"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Condition, message), .doc = "text"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Condition, reason), .doc = "machine reason"},
    {.name = "status", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Condition, status), .doc = "True/False/Unknown"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Condition, type), .doc = "Complete or Failed"},
};
constinit const ShapeInfo kConditionShape{.name = "Condition", .fields = kConditionFields, .unknown = offsetof(Condition, unknown)};

constexpr FieldInfo kDataBackupSpecFields[] = {
    {.name = "backupPath", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataBackupSpec, backup_path), .doc = "must start with local:// or pvc://"},
    {.name = "dataset", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataBackupSpec, dataset), .doc = "dataset name, same namespace"},
    {.name = "runAfter", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataBackupSpec, run_after), .shape = &kOperationRefShape, .access = &OptionalAccess<OperationRef>::kValue, .doc = "OperationRef: run only when that operation reached Complete"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataBackupSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "uid/gid/user/group the engine runs as (init-users container creates it)"},
    {.name = "ttlSecondsAfterFinished", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(DataBackupSpec, ttl_seconds_after_finished), .doc = "delete the operation object this many seconds after Complete/Failed; unset = keep forever; ignored for Cron"},
};
constinit const ShapeInfo kDataBackupSpecShape{.name = "DataBackupSpec", .fields = kDataBackupSpecFields, .unknown = offsetof(DataBackupSpec, unknown)};

constexpr FieldInfo kDataLoadSpecFields[] = {
    {.name = "affinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(DataLoadSpec, affinity), .shape = &kAffinityShape, .doc = "pod affinity of the job; runAfter affinity is merged in"},
    {.name = "dataset", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataLoadSpec, dataset), .shape = &kTargetDatasetShape, .doc = "target"},
    {.name = "loadMetadata", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(DataLoadSpec, load_metadata), .doc = "refresh UFS metadata first"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataLoadSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataLoadSpec, options), .doc = "engine options of the loader"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataLoadSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "pod labels/annotations"},
    {.name = "policy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataLoadSpec, policy), .default_json = "\"Once\"", .allowed = kNames0, .doc = "Once / Cron / OnEvent; OnEvent is accepted by the schema but does nothing useful"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(DataLoadSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "runAfter", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataLoadSpec, run_after), .shape = &kOperationRefShape, .access = &OptionalAccess<OperationRef>::kValue, .doc = "OperationRef: run only when that operation reached Complete"},
    {.name = "schedule", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataLoadSpec, schedule), .doc = "five-field cron text, used only when policy is Cron"},
    {.name = "schedulerName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataLoadSpec, scheduler_name), .doc = "scheduler of the job pod"},
    {.name = "target", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(DataLoadSpec, target), .shape = &kTargetPathShape, .access = &VectorAccess<TargetPath>::kValue, .doc = "paths; default / replicas 1"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(DataLoadSpec, tolerations), .shape = &kTolerationShape, .doc = "tolerations added to the pods of this component"},
    {.name = "ttlSecondsAfterFinished", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(DataLoadSpec, ttl_seconds_after_finished), .doc = "delete the operation object this many seconds after Complete/Failed; unset = keep forever; ignored for Cron"},
};
constinit const ShapeInfo kDataLoadSpecShape{.name = "DataLoadSpec", .fields = kDataLoadSpecFields, .unknown = offsetof(DataLoadSpec, unknown)};

constexpr FieldInfo kDataMigrateSpecFields[] = {
    {.name = "affinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(DataMigrateSpec, affinity), .shape = &kAffinityShape, .doc = "pod affinity of the job; runAfter affinity is merged in"},
    {.name = "block", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(DataMigrateSpec, block), .doc = "declared; no code reads it"},
    {.name = "from", .type = Type::kObject, .storage = Storage::kStruct, .omit = Omit::kNever, .required = true, .offset = offsetof(DataMigrateSpec, from), .shape = &kDataToMigrateShape, .doc = "source"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataMigrateSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataMigrateSpec, options), .doc = "juicefs sync flags"},
    {.name = "parallelOptions", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(DataMigrateSpec, parallel_options), .doc = "sshSecretName, sshPort, sshReadyTimeoutSeconds ..."},
    {.name = "parallelism", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(DataMigrateSpec, parallelism), .min = 1, .default_json = "1", .doc = "total pods = 1 launcher + n-1 ssh workers"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(DataMigrateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "pod labels/annotations"},
    {.name = "policy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, policy), .default_json = "\"Once\"", .allowed = kNames0, .doc = "Once / Cron / OnEvent; OnEvent is accepted by the schema but does nothing useful"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(DataMigrateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "runAfter", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataMigrateSpec, run_after), .shape = &kOperationRefShape, .access = &OptionalAccess<OperationRef>::kValue, .doc = "OperationRef: run only when that operation reached Complete"},
    {.name = "runtimeType", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, runtime_type), .doc = "runtime to use when both sides are datasets; else the runtime of the dataset"},
    {.name = "schedule", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, schedule), .doc = "five-field cron text, used only when policy is Cron"},
    {.name = "schedulerName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataMigrateSpec, scheduler_name), .doc = "scheduler of the job pod"},
    {.name = "to", .type = Type::kObject, .storage = Storage::kStruct, .omit = Omit::kNever, .required = true, .offset = offsetof(DataMigrateSpec, to), .shape = &kDataToMigrateShape, .doc = "destination"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(DataMigrateSpec, tolerations), .shape = &kTolerationShape, .doc = "tolerations added to the pods of this component"},
    {.name = "ttlSecondsAfterFinished", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(DataMigrateSpec, ttl_seconds_after_finished), .doc = "delete the operation object this many seconds after Complete/Failed; unset = keep forever; ignored for Cron"},
};
constinit const ShapeInfo kDataMigrateSpecShape{.name = "DataMigrateSpec", .fields = kDataMigrateSpecFields, .unknown = offsetof(DataMigrateSpec, unknown)};

constexpr FieldInfo kDataProcessSpecFields[] = {
    {.name = "dataset", .type = Type::kObject, .storage = Storage::kStruct, .omit = Omit::kNever, .required = true, .offset = offsetof(DataProcessSpec, dataset), .shape = &kTargetDatasetWithMountPathShape, .doc = "target + mount path"},
    {.name = "policy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataProcessSpec, policy), .default_json = "\"Once\"", .allowed = kNames0, .doc = "Once / Cron / OnEvent; OnEvent is accepted by the schema but does nothing useful"},
    {.name = "processor", .type = Type::kObject, .storage = Storage::kStruct, .omit = Omit::kNever, .required = true, .offset = offsetof(DataProcessSpec, processor), .shape = &kProcessorShape, .doc = "exactly one of job/script"},
    {.name = "runAfter", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataProcessSpec, run_after), .shape = &kOperationRefShape, .access = &OptionalAccess<OperationRef>::kValue, .doc = "OperationRef: run only when that operation reached Complete"},
    {.name = "schedule", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DataProcessSpec, schedule), .doc = "five-field cron text, used only when policy is Cron"},
    {.name = "ttlSecondsAfterFinished", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(DataProcessSpec, ttl_seconds_after_finished), .doc = "delete the operation object this many seconds after Complete/Failed; unset = keep forever; ignored for Cron"},
};
constinit const ShapeInfo kDataProcessSpecShape{.name = "DataProcessSpec", .fields = kDataProcessSpecFields, .unknown = offsetof(DataProcessSpec, unknown)};

constexpr FieldInfo kDataToMigrateFields[] = {
    {.name = "dataset", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataToMigrate, dataset), .shape = &kDatasetToMigrateShape, .access = &OptionalAccess<DatasetToMigrate>::kValue, .doc = "dataset side"},
    {.name = "externalStorage", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(DataToMigrate, external_storage), .shape = &kExternalStorageShape, .access = &OptionalAccess<ExternalStorage>::kValue, .doc = "raw storage side"},
};
constinit const ShapeInfo kDataToMigrateShape{.name = "DataToMigrate", .fields = kDataToMigrateFields, .unknown = offsetof(DataToMigrate, unknown)};

constexpr FieldInfo kDatasetToMigrateFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetToMigrate, name), .doc = "name"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(DatasetToMigrate, space), .doc = "namespace"},
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .check = Check::kPath, .offset = offsetof(DatasetToMigrate, path), .doc = "sub path"},
};
constinit const ShapeInfo kDatasetToMigrateShape{.name = "DatasetToMigrate", .fields = kDatasetToMigrateFields, .unknown = offsetof(DatasetToMigrate, unknown)};

constexpr FieldInfo kExternalStorageFields[] = {
    {.name = "encryptOptions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(ExternalStorage, encrypt_options), .shape = &kEncryptOptionShape, .access = &VectorAccess<EncryptOption>::kValue, .doc = "credentials (access-key, secret-key, token)"},
    {.name = "uri", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ExternalStorage, uri), .doc = "URI or pvc://"},
};
constinit const ShapeInfo kExternalStorageShape{.name = "ExternalStorage", .fields = kExternalStorageFields, .unknown = offsetof(ExternalStorage, unknown)};

constexpr FieldInfo kJobProcessorFields[] = {
    {.name = "podSpec", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(JobProcessor, pod_spec), .shape = &kPodSpecShape, .doc = "pod spec; dataset volume is added to all containers and init containers"},
};
constinit const ShapeInfo kJobProcessorShape{.name = "JobProcessor", .fields = kJobProcessorFields, .unknown = offsetof(JobProcessor, unknown)};

constexpr FieldInfo kObjectRefFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectRef, api_version), .doc = "ignored by the code"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ObjectRef, kind), .allowed = kNames1, .doc = "which operation kind"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ObjectRef, name), .doc = "name"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectRef, space), .doc = "default = namespace of the waiting object; cross namespace is allowed"},
};
constinit const ShapeInfo kObjectRefShape{.name = "ObjectRef", .fields = kObjectRefFields, .unknown = offsetof(ObjectRef, unknown)};

constexpr FieldInfo kOperationRefFields[] = {
    {.name = "affinityStrategy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(OperationRef, affinity_strategy), .shape = &kAffinityStrategyShape, .doc = "placement relation to the previous operation"},
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(OperationRef, api_version), .doc = "ignored by the code"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationRef, kind), .allowed = kNames1, .doc = "which operation kind"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationRef, name), .doc = "name"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(OperationRef, space), .doc = "default = namespace of the waiting object; cross namespace is allowed"},
};
constinit const ShapeInfo kOperationRefShape{.name = "OperationRef", .fields = kOperationRefFields, .unknown = offsetof(OperationRef, unknown)};

constexpr FieldInfo kOperationStatusFields[] = {
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationStatus, conditions), .shape = &kConditionShape, .access = &VectorAccess<Condition>::kValue, .doc = "condition list"},
    {.name = "duration", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationStatus, duration), .doc = "text; \"Unfinished\" while running"},
    {.name = "infos", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(OperationStatus, infos), .doc = "free key/values (DataBackup path and node)"},
    {.name = "lastScheduleTime", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(OperationStatus, last_schedule_time), .doc = "Cron"},
    {.name = "lastSuccessfulTime", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(OperationStatus, last_successful_time), .doc = "Cron"},
    {.name = "nodeAffinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(OperationStatus, node_affinity), .shape = &kNodeAffinityShape, .doc = "placement of the finished pod, feeds the next step"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(OperationStatus, phase), .doc = "\"\" Pending Executing Complete Failed"},
    {.name = "waitingFor", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(OperationStatus, waiting_for), .shape = &kWaitingStatusShape, .doc = "dataflow wait flag"},
};
constinit const ShapeInfo kOperationStatusShape{.name = "OperationStatus", .fields = kOperationStatusFields, .unknown = offsetof(OperationStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<OperationStatus*>(to) = *static_cast<const OperationStatus*>(from); }};

constexpr FieldInfo kPreferFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Prefer, name), .doc = "node label key"},
    {.name = "weight", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(Prefer, weight), .doc = "1-100"},
};
constinit const ShapeInfo kPreferShape{.name = "Prefer", .fields = kPreferFields, .unknown = offsetof(Prefer, unknown)};

constexpr FieldInfo kProcessorFields[] = {
    {.name = "job", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(Processor, job), .shape = &kJobProcessorShape, .access = &OptionalAccess<JobProcessor>::kValue, .doc = "full pod spec"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Processor, pod_metadata), .shape = &kPodMetadataShape, .doc = "pod labels/annotations"},
    {.name = "script", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(Processor, script), .shape = &kScriptProcessorShape, .access = &OptionalAccess<ScriptProcessor>::kValue, .doc = "script"},
    {.name = "serviceAccountName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Processor, service_account_name), .doc = "service account"},
};
constinit const ShapeInfo kProcessorShape{.name = "Processor", .fields = kProcessorFields, .unknown = offsetof(Processor, unknown)};

constexpr FieldInfo kRequireFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Require, name), .doc = "node label key"},
};
constinit const ShapeInfo kRequireShape{.name = "Require", .fields = kRequireFields, .unknown = offsetof(Require, unknown)};

constexpr FieldInfo kScriptProcessorFields[] = {
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(ScriptProcessor, command), .doc = "interpreter, e.g. bash"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ScriptProcessor, env), .shape = &kEnvVarShape, .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ScriptProcessor, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ScriptProcessor, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ScriptProcessor, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(ScriptProcessor, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ScriptProcessor, restart_policy), .default_json = "\"Never\"", .allowed = kNames2, .doc = "pod restart policy"},
    {.name = "source", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ScriptProcessor, source), .doc = "script text, stored in a config map"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ScriptProcessor, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ScriptProcessor, volumes), .shape = &kVolumeShape, .doc = "extra pod volumes usable by component volumeMounts"},
};
constinit const ShapeInfo kScriptProcessorShape{.name = "ScriptProcessor", .fields = kScriptProcessorFields, .unknown = offsetof(ScriptProcessor, unknown)};

constexpr FieldInfo kTargetDatasetFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(TargetDataset, name), .doc = "dataset"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(TargetDataset, space), .doc = "must equal the operation namespace in practice"},
};
constinit const ShapeInfo kTargetDatasetShape{.name = "TargetDataset", .fields = kTargetDatasetFields, .unknown = offsetof(TargetDataset, unknown)};

constexpr FieldInfo kTargetDatasetWithMountPathFields[] = {
    {.name = "mountPath", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .check = Check::kPath, .required = true, .offset = offsetof(TargetDatasetWithMountPath, mount_path), .doc = "where the dataset is mounted in the container"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(TargetDatasetWithMountPath, name), .doc = "dataset"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(TargetDatasetWithMountPath, space), .doc = "must equal the operation namespace in practice"},
    {.name = "subPath", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(TargetDatasetWithMountPath, sub_path), .doc = "sub path of the PVC"},
};
constinit const ShapeInfo kTargetDatasetWithMountPathShape{.name = "TargetDatasetWithMountPath", .fields = kTargetDatasetWithMountPathFields, .unknown = offsetof(TargetDatasetWithMountPath, unknown)};

constexpr FieldInfo kTargetPathFields[] = {
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .check = Check::kPath, .required = true, .offset = offsetof(TargetPath, path), .doc = "path in the dataset"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(TargetPath, replicas), .doc = "cache replicas wanted"},
};
constinit const ShapeInfo kTargetPathShape{.name = "TargetPath", .fields = kTargetPathFields, .unknown = offsetof(TargetPath, unknown)};

constexpr FieldInfo kWaitingStatusFields[] = {
    {.name = "operationComplete", .type = Type::kBool, .storage = Storage::kOptionalBool, .pointer = true, .offset = offsetof(WaitingStatus, operation_complete), .doc = "TRUE means \"still waiting\"; the DataFlow reconciler sets it to false"},
};
constinit const ShapeInfo kWaitingStatusShape{.name = "WaitingStatus", .fields = kWaitingStatusFields, .unknown = offsetof(WaitingStatus, unknown)};

}  // namespace fluid::model
