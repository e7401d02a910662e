// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/juicefs.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"HostNetwork", "", "ContainerNetwork"};
}  // namespace

constexpr FieldInfo kJuiceFSRuntimeFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntime, spec), .shape = &kJuiceFSRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kJuiceFSRuntimeSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kJuiceFSRuntimeShape{.name = "JuiceFSRuntime", .fields = kJuiceFSRuntimeFields, .slots = kJuiceFSRuntimeSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "a JuiceFS cache", .unknown = offsetof(JuiceFSRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<JuiceFSRuntime>>(); }};

constexpr FieldInfo kJuiceFSCompTemplateSpecFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(JuiceFSCompTemplateSpec, enabled), .doc = "runs the component"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSCompTemplateSpec, env), .shape = &kEnvVarShape, .doc = "added to the environment of the component"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JuiceFSCompTemplateSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JuiceFSCompTemplateSpec, options), .doc = "mount options of the workers"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSCompTemplateSpec, ports), .shape = &kContainerPortShape, .doc = "ports of the container"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(JuiceFSCompTemplateSpec, replicas), .min = 1, .doc = "number of pods; of workers, spec.replicas counts"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(JuiceFSCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kJuiceFSCompTemplateSpecSlots[] = {7, 0, 0, 0, 9, 0, 0, 10, 0, 1, 0, 4, 0, 0, 0, 6, 0, 0, 2, 8, 0, 0, 5, 0, 0, 0, 0, 3, 0, 0, 0, 0};
constinit const ShapeInfo kJuiceFSCompTemplateSpecShape{.name = "JuiceFSCompTemplateSpec", .fields = kJuiceFSCompTemplateSpecFields, .slots = kJuiceFSCompTemplateSpecSlots, .seed = 14799178230035213023u, .defaults_below = true, .doc = "a component of JuiceFS", .unknown = offsetof(JuiceFSCompTemplateSpec, unknown)};

constexpr FieldInfo kJuiceFSFuseSpecFields[] = {
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, clean_policy), .doc = "when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSFuseSpec, env), .shape = &kEnvVarShape, .doc = "added to the environment of the component"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JuiceFSFuseSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JuiceFSFuseSpec, options), .doc = "mount options of the client"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(JuiceFSFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSFuseSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kJuiceFSFuseSpecSlots[] = {0, 0, 0, 4, 1, 9, 0, 0, 0, 6, 0, 8, 0, 0, 5, 0, 0, 0, 7, 0, 0, 11, 10, 3, 0, 0, 0, 0, 2, 0, 0, 0};
constinit const ShapeInfo kJuiceFSFuseSpecShape{.name = "JuiceFSFuseSpec", .fields = kJuiceFSFuseSpecFields, .slots = kJuiceFSFuseSpecSlots, .seed = 1164115433906158533u, .doc = "the client", .unknown = offsetof(JuiceFSFuseSpec, unknown)};

constexpr FieldInfo kJuiceFSRuntimeSpecFields[] = {
    {.name = "configs", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .pointer = true, .offset = offsetof(JuiceFSRuntimeSpec, configs), .doc = "flags added to the command that formats"},
    {.name = "disablePrometheus", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(JuiceFSRuntimeSpec, disable_prometheus), .doc = "no metrics ports"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, fuse), .shape = &kJuiceFSFuseSpecShape, .doc = "the client on nodes that read"},
    {.name = "initUsers", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, init_users), .shape = &kInitUsersSpecShape, .doc = "makes the user of runAs before a component starts"},
    {.name = "jobWorker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, job_worker), .shape = &kJuiceFSCompTemplateSpecShape, .doc = "unused"},
    {.name = "juicefsVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, juicefs_version), .shape = &kVersionSpecShape, .doc = "image of the workers"},
    {.name = "management", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, management), .shape = &kRuntimeManagementShape, .doc = "how cache and metadata are looked after"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, master), .shape = &kJuiceFSCompTemplateSpecShape, .doc = "the master"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(JuiceFSRuntimeSpec, replicas), .doc = "number of workers"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(JuiceFSRuntimeSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "user and group that the engine runs as"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "where the cache lies"},
    {.name = "volumeClaimTemplates", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSRuntimeSpec, volume_claim_templates), .shape = &kPersistentVolumeClaimShape, .doc = "claims made for each worker; can't be changed later"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "volumes that volumeMounts may name"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, worker), .shape = &kJuiceFSCompTemplateSpecShape, .doc = "the workers"},
};
constexpr uint8_t kJuiceFSRuntimeSpecSlots[] = {5, 0, 7, 3, 0, 11, 0, 1, 9, 10, 0, 0, 0, 0, 0, 0, 15, 6, 0, 0, 2, 0, 0, 8, 12, 0, 13, 0, 0, 14, 4, 0};
constinit const ShapeInfo kJuiceFSRuntimeSpecShape{.name = "JuiceFSRuntimeSpec", .fields = kJuiceFSRuntimeSpecFields, .slots = kJuiceFSRuntimeSpecSlots, .seed = 17091030677239832747u, .defaults_below = true, .doc = "a JuiceFS cache", .unknown = offsetof(JuiceFSRuntimeSpec, unknown)};

}  // namespace fluid::model
