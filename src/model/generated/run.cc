// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/run.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"True", "False", "Unknown"};
constexpr std::string_view kNames1[] = {"ReadOnly"};
constexpr std::string_view kNames2[] = {"mount", "sidecar", "library"};
constexpr std::string_view kNames3[] = {"type"};
constexpr std::string_view kNames4[] = {"", "Pending", "Mounted", "Failed", "Unmounting"};
constexpr std::string_view kNames5[] = {"namespace"};
constexpr std::string_view kNames6[] = {"node", "rack", "zone", "region"};
constexpr std::string_view kNames7[] = {"name"};
constexpr std::string_view kNames8[] = {"", "Pending", "Running", "Complete", "Failed"};
constexpr std::string_view kNames9[] = {"DataLoad", "DataBackup", "DataMigrate", "DataProcess", "Run"};
constexpr std::string_view kNames10[] = {"Stop", "Continue"};
constexpr std::string_view kNames11[] = {"Once", "Cron"};
constexpr std::string_view kNames12[] = {"", "Pending", "Executing", "Complete", "Failed"};
}  // namespace

constexpr FieldInfo kDatasetReferenceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .check = Check::kDns1035, .required = true, .offset = offsetof(DatasetReference, name), .doc = "name of the dataset"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(DatasetReference, space), .doc = "its namespace; empty: that of this object"},
};
constexpr uint8_t kDatasetReferenceSlots[] = {1, 0, 0, 2};
constinit const ShapeInfo kDatasetReferenceShape{.name = "DatasetReference", .fields = kDatasetReferenceFields, .slots = kDatasetReferenceSlots, .seed = 14799178230035213023u, .required = 1, .doc = "a dataset, by name", .unknown = offsetof(DatasetReference, unknown)};

constexpr FieldInfo kRunConditionFields[] = {
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(RunCondition, last_transition_time), .doc = "when the status last changed"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RunCondition, message), .doc = "for people"},
    {.name = "observedGeneration", .type = Type::kInt64, .storage = Storage::kInt64, .offset = offsetof(RunCondition, observed_generation), .doc = "of the spec that this is about"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RunCondition, reason), .doc = "for programs, in CamelCase"},
    {.name = "status", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RunCondition, status), .allowed = kNames0, .doc = "True, False or Unknown"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RunCondition, type), .doc = "what is known"},
};
constexpr uint8_t kRunConditionSlots[] = {0, 0, 6, 0, 3, 5, 0, 0, 0, 4, 0, 0, 0, 1, 2, 0};
constinit const ShapeInfo kRunConditionShape{.name = "RunCondition", .fields = kRunConditionFields, .slots = kRunConditionSlots, .seed = 14037279428536751483u, .required = 2, .doc = "one thing that is known about an object", .unknown = offsetof(RunCondition, unknown)};

constexpr FieldInfo kAttachmentFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .required = true, .offset = offsetof(Attachment, spec), .shape = &kAttachmentSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Attachment, status), .shape = &kAttachmentStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kAttachmentSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kAttachmentShape{.name = "Attachment", .fields = kAttachmentFields, .slots = kAttachmentSlots, .seed = 2175216119781798973u, .required = 1, .defaults_below = true, .doc = "a dataset in use on a node", .unknown = offsetof(Attachment, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<Attachment>>(); }};

constexpr FieldInfo kAttachmentSpecFields[] = {
    {.name = "access", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AttachmentSpec, access), .default_json = "\"ReadOnly\"", .allowed = kNames1, .doc = "how it may be used"},
    {.name = "dataset", .type = Type::kObject, .storage = Storage::kStruct, .required = true, .offset = offsetof(AttachmentSpec, dataset), .shape = &kDatasetReferenceShape, .doc = "what is attached"},
    {.name = "mode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AttachmentSpec, mode), .default_json = "\"mount\"", .allowed = kNames2, .doc = "mount: a file system at target; sidecar: the same inside a pod; library: through the data socket"},
    {.name = "node", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AttachmentSpec, node), .doc = "where; empty: this host"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AttachmentSpec, options), .doc = "mount options, such as metadata.ttl"},
    {.name = "root", .type = Type::kString, .storage = Storage::kString, .check = Check::kPath, .offset = offsetof(AttachmentSpec, root), .doc = "path in the dataset that becomes the root; empty: all of it"},
    {.name = "target", .type = Type::kString, .storage = Storage::kString, .check = Check::kPath, .offset = offsetof(AttachmentSpec, target), .doc = "absolute path of the mount point"},
    {.name = "users", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(AttachmentSpec, users), .doc = "who it is for, as Kind/namespace/name"},
};
constexpr uint8_t kAttachmentSpecSlots[] = {0, 0, 0, 8, 7, 0, 1, 0, 2, 0, 0, 5, 4, 6, 0, 3};
constinit const ShapeInfo kAttachmentSpecShape{.name = "AttachmentSpec", .fields = kAttachmentSpecFields, .slots = kAttachmentSpecSlots, .seed = 14037279428536751483u, .required = 1, .defaults = 2, .defaults_below = true, .doc = "which dataset, where, for whom", .unknown = offsetof(AttachmentSpec, unknown)};

constexpr FieldInfo kAttachmentStatusFields[] = {
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .list_type = ListType::kMap, .offset = offsetof(AttachmentStatus, conditions), .shape = &kRunConditionShape, .access = &VectorAccess<RunCondition>::kValue, .list_keys = kNames3, .doc = "what is known, one of each type"},
    {.name = "node", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AttachmentStatus, node), .doc = "where it is"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AttachmentStatus, phase), .allowed = kNames4, .doc = "how far it is"},
    {.name = "pids", .type = Type::kInt64, .container = Container::kArray, .storage = Storage::kInts, .offset = offsetof(AttachmentStatus, pids), .doc = "processes with open files, while an end waits for them"},
};
constexpr uint8_t kAttachmentStatusSlots[] = {0, 0, 0, 0, 3, 1, 4, 2};
constinit const ShapeInfo kAttachmentStatusShape{.name = "AttachmentStatus", .fields = kAttachmentStatusFields, .slots = kAttachmentStatusSlots, .seed = 10499958131665514997u, .doc = "how far the attachment is", .unknown = offsetof(AttachmentStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<AttachmentStatus*>(to) = *static_cast<const AttachmentStatus*>(from); }};

constexpr FieldInfo kGrantFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .required = true, .offset = offsetof(Grant, spec), .shape = &kGrantSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Grant, status), .shape = &kGrantStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kGrantSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kGrantShape{.name = "Grant", .fields = kGrantFields, .slots = kGrantSlots, .seed = 2175216119781798973u, .required = 1, .defaults_below = true, .doc = "consent that other namespaces use datasets of this one", .unknown = offsetof(Grant, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<Grant>>(); }};

constexpr FieldInfo kGrantFromFields[] = {
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .check = Check::kDns1123Label, .required = true, .offset = offsetof(GrantFrom, space), .doc = "the namespace that may refer to datasets of this one"},
};
constexpr uint8_t kGrantFromSlots[] = {0, 1};
constinit const ShapeInfo kGrantFromShape{.name = "GrantFrom", .fields = kGrantFromFields, .slots = kGrantFromSlots, .seed = 10499958131665514997u, .required = 1, .doc = "who may", .unknown = offsetof(GrantFrom, unknown)};

constexpr FieldInfo kGrantSpecFields[] = {
    {.name = "access", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(GrantSpec, access), .default_json = "\"ReadOnly\"", .allowed = kNames1, .doc = "how they may be used"},
    {.name = "datasets", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .check = Check::kDns1035, .offset = offsetof(GrantSpec, datasets), .doc = "names; empty: every dataset here"},
    {.name = "from", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .omit = Omit::kNever, .required = true, .list_type = ListType::kMap, .offset = offsetof(GrantSpec, from), .min_len = 1, .shape = &kGrantFromShape, .access = &VectorAccess<GrantFrom>::kValue, .list_keys = kNames5, .doc = "who may"},
};
constexpr uint8_t kGrantSpecSlots[] = {0, 0, 0, 1, 0, 3, 2, 0};
constinit const ShapeInfo kGrantSpecShape{.name = "GrantSpec", .fields = kGrantSpecFields, .slots = kGrantSpecSlots, .seed = 10499958131665514997u, .required = 1, .defaults = 1, .defaults_below = true, .doc = "who may use what", .unknown = offsetof(GrantSpec, unknown)};

constexpr FieldInfo kGrantStatusFields[] = {
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .list_type = ListType::kMap, .offset = offsetof(GrantStatus, conditions), .shape = &kRunConditionShape, .access = &VectorAccess<RunCondition>::kValue, .list_keys = kNames3, .doc = "what is known, one of each type"},
};
constexpr uint8_t kGrantStatusSlots[] = {0, 1};
constinit const ShapeInfo kGrantStatusShape{.name = "GrantStatus", .fields = kGrantStatusFields, .slots = kGrantStatusSlots, .seed = 10499958131665514997u, .doc = "whether the grant is in force", .unknown = offsetof(GrantStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<GrantStatus*>(to) = *static_cast<const GrantStatus*>(from); }};

constexpr FieldInfo kRunFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .required = true, .offset = offsetof(Run, spec), .shape = &kRunSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Run, status), .shape = &kRunStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kRunSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kRunShape{.name = "Run", .fields = kRunFields, .slots = kRunSlots, .seed = 2175216119781798973u, .required = 1, .defaults_below = true, .doc = "a command near its data", .unknown = offsetof(Run, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<Run>>(); }};

constexpr FieldInfo kRunDatasetFields[] = {
    {.name = "mountPath", .type = Type::kString, .storage = Storage::kString, .check = Check::kPath, .offset = offsetof(RunDataset, mount_path), .doc = "where the command sees it; empty: /data/NAME"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .check = Check::kDns1035, .required = true, .offset = offsetof(RunDataset, name), .doc = "name of the dataset"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RunDataset, space), .doc = "its namespace; empty: that of this object"},
    {.name = "subPath", .type = Type::kString, .storage = Storage::kString, .check = Check::kPath, .offset = offsetof(RunDataset, sub_path), .doc = "path in the dataset that becomes the root"},
};
constexpr uint8_t kRunDatasetSlots[] = {0, 2, 4, 1, 0, 0, 0, 3};
constinit const ShapeInfo kRunDatasetShape{.name = "RunDataset", .fields = kRunDatasetFields, .slots = kRunDatasetSlots, .seed = 14799178230035213023u, .required = 1, .doc = "a dataset that a command reads", .unknown = offsetof(RunDataset, unknown)};

constexpr FieldInfo kRunNearFields[] = {
    {.name = "dataset", .type = Type::kString, .storage = Storage::kString, .check = Check::kDns1035, .offset = offsetof(RunNear, dataset), .doc = "the dataset that counts; empty: all of them"},
    {.name = "level", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RunNear, level), .default_json = "\"node\"", .allowed = kNames6, .doc = "how near"},
    {.name = "required", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(RunNear, required), .doc = "wait rather than run farther away"},
};
constexpr uint8_t kRunNearSlots[] = {3, 0, 0, 0, 2, 1, 0, 0};
constinit const ShapeInfo kRunNearShape{.name = "RunNear", .fields = kRunNearFields, .slots = kRunNearSlots, .seed = 14799178230035213023u, .defaults = 1, .defaults_below = true, .doc = "how near to its data a command must run", .unknown = offsetof(RunNear, unknown)};

constexpr FieldInfo kRunSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(RunSpec, args), .doc = "arguments after the command"},
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .omit = Omit::kNever, .required = true, .offset = offsetof(RunSpec, command), .min_len = 1, .doc = "the program and its first arguments; no shell reads them"},
    {.name = "datasets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .list_type = ListType::kMap, .offset = offsetof(RunSpec, datasets), .shape = &kRunDatasetShape, .access = &VectorAccess<RunDataset>::kValue, .list_keys = kNames7, .doc = "what it reads"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(RunSpec, env), .doc = "added to its environment"},
    {.name = "near", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RunSpec, near), .shape = &kRunNearShape, .access = &OptionalAccess<RunNear>::kValue, .doc = "where it should run"},
    {.name = "runAfter", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RunSpec, run_after), .shape = &kOperationRefShape, .access = &OptionalAccess<OperationRef>::kValue, .doc = "starts when that operation is complete"},
    {.name = "ttlSecondsAfterFinished", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(RunSpec, ttl_seconds_after_finished), .min = 0, .doc = "removed so many seconds after its end; unset: kept"},
    {.name = "workingDir", .type = Type::kString, .storage = Storage::kString, .check = Check::kPath, .offset = offsetof(RunSpec, working_dir), .doc = "its working directory"},
};
constexpr uint8_t kRunSpecSlots[] = {0, 3, 7, 4, 0, 8, 1, 0, 0, 6, 2, 5, 0, 0, 0, 0};
constinit const ShapeInfo kRunSpecShape{.name = "RunSpec", .fields = kRunSpecFields, .slots = kRunSpecSlots, .seed = 7002664860023442459u, .required = 1, .defaults_below = true, .doc = "what runs, and with which data", .unknown = offsetof(RunSpec, unknown)};

constexpr FieldInfo kRunStatusFields[] = {
    {.name = "completionTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(RunStatus, completion_time), .doc = "when it ended"},
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .list_type = ListType::kMap, .offset = offsetof(RunStatus, conditions), .shape = &kRunConditionShape, .access = &VectorAccess<RunCondition>::kValue, .list_keys = kNames3, .doc = "what is known, one of each type"},
    {.name = "exitCode", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(RunStatus, exit_code), .doc = "128 + signal when a signal ended it"},
    {.name = "node", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RunStatus, node), .doc = "where it ran"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RunStatus, phase), .allowed = kNames8, .doc = "how far it is"},
    {.name = "startTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(RunStatus, start_time), .doc = "when it started"},
};
constexpr uint8_t kRunStatusSlots[] = {3, 0, 0, 0, 0, 1, 0, 0, 0, 5, 0, 2, 6, 0, 0, 4};
constinit const ShapeInfo kRunStatusShape{.name = "RunStatus", .fields = kRunStatusFields, .slots = kRunStatusSlots, .seed = 10499958131665514997u, .doc = "how the command does", .unknown = offsetof(RunStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<RunStatus*>(to) = *static_cast<const RunStatus*>(from); }};

constexpr FieldInfo kFlowFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .required = true, .offset = offsetof(Flow, spec), .shape = &kFlowSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Flow, status), .shape = &kFlowStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kFlowSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kFlowShape{.name = "Flow", .fields = kFlowFields, .slots = kFlowSlots, .seed = 2175216119781798973u, .required = 1, .defaults_below = true, .doc = "operations in an order", .unknown = offsetof(Flow, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<Flow>>(); }};

constexpr FieldInfo kFlowStepFields[] = {
    {.name = "kind", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(FlowStep, kind), .allowed = kNames9, .doc = "kind of the operation"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .check = Check::kDns1123Label, .required = true, .offset = offsetof(FlowStep, name), .doc = "unique in the flow"},
    {.name = "onFailure", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(FlowStep, on_failure), .default_json = "\"Stop\"", .allowed = kNames10, .doc = "what its failure means for the flow"},
    {.name = "runAfter", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(FlowStep, run_after), .doc = "names of the steps that must end first"},
    {.name = "spec", .type = Type::kAny, .storage = Storage::kRaw, .required = true, .offset = offsetof(FlowStep, spec), .doc = "the spec of the operation"},
};
constexpr uint8_t kFlowStepSlots[] = {4, 0, 0, 2, 0, 0, 1, 0, 0, 0, 5, 0, 0, 3, 0, 0};
constinit const ShapeInfo kFlowStepShape{.name = "FlowStep", .fields = kFlowStepFields, .slots = kFlowStepSlots, .seed = 14799178230035213023u, .required = 3, .defaults = 1, .defaults_below = true, .doc = "one operation of a flow", .unknown = offsetof(FlowStep, unknown)};

constexpr FieldInfo kFlowSpecFields[] = {
    {.name = "policy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(FlowSpec, policy), .default_json = "\"Once\"", .allowed = kNames11, .doc = "Once, or again by schedule"},
    {.name = "schedule", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(FlowSpec, schedule), .doc = "five fields of cron; with policy Cron"},
    {.name = "steps", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .omit = Omit::kNever, .required = true, .list_type = ListType::kMap, .offset = offsetof(FlowSpec, steps), .min_len = 1, .shape = &kFlowStepShape, .access = &VectorAccess<FlowStep>::kValue, .list_keys = kNames7, .doc = "the operations"},
};
constexpr uint8_t kFlowSpecSlots[] = {0, 3, 0, 2, 0, 1, 0, 0};
constinit const ShapeInfo kFlowSpecShape{.name = "FlowSpec", .fields = kFlowSpecFields, .slots = kFlowSpecSlots, .seed = 10499958131665514997u, .required = 1, .defaults = 1, .defaults_below = true, .doc = "which operations, in which order", .unknown = offsetof(FlowSpec, unknown)};

constexpr FieldInfo kFlowStepStatusFields[] = {
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(FlowStepStatus, message), .doc = "for people"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(FlowStepStatus, name), .doc = "of the step"},
    {.name = "operation", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(FlowStepStatus, operation), .doc = "name of the object that does it"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(FlowStepStatus, phase), .doc = "phase of that object"},
};
constexpr uint8_t kFlowStepStatusSlots[] = {0, 1, 3, 0, 4, 0, 2, 0};
constinit const ShapeInfo kFlowStepStatusShape{.name = "FlowStepStatus", .fields = kFlowStepStatusFields, .slots = kFlowStepStatusSlots, .seed = 10499958131665514997u, .required = 1, .doc = "how one step does", .unknown = offsetof(FlowStepStatus, unknown)};

constexpr FieldInfo kFlowStatusFields[] = {
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .list_type = ListType::kMap, .offset = offsetof(FlowStatus, conditions), .shape = &kRunConditionShape, .access = &VectorAccess<RunCondition>::kValue, .list_keys = kNames3, .doc = "what is known, one of each type"},
    {.name = "lastScheduleTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(FlowStatus, last_schedule_time), .doc = "when it was last started by schedule"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(FlowStatus, phase), .allowed = kNames12, .doc = "how far it is"},
    {.name = "steps", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .list_type = ListType::kMap, .offset = offsetof(FlowStatus, steps), .shape = &kFlowStepStatusShape, .access = &VectorAccess<FlowStepStatus>::kValue, .list_keys = kNames7, .doc = "one for each step"},
};
constexpr uint8_t kFlowStatusSlots[] = {0, 4, 0, 2, 3, 1, 0, 0};
constinit const ShapeInfo kFlowStatusShape{.name = "FlowStatus", .fields = kFlowStatusFields, .slots = kFlowStatusSlots, .seed = 10499958131665514997u, .doc = "how the flow does", .unknown = offsetof(FlowStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<FlowStatus*>(to) = *static_cast<const FlowStatus*>(from); }};

}  // namespace fluid::model
