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
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntime, spec), .shape = &kJuiceFSRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kJuiceFSRuntimeShape{.name = "JuiceFSRuntime", .fields = kJuiceFSRuntimeFields, .unknown = offsetof(JuiceFSRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<JuiceFSRuntime>>(JuiceFSRuntime()); }};

constexpr FieldInfo kJuiceFSCompTemplateSpecFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(JuiceFSCompTemplateSpec, enabled), .doc = "turn the component on"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSCompTemplateSpec, env), .shape = &kEnvVarShape, .doc = "extra environment for the component container"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JuiceFSCompTemplateSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JuiceFSCompTemplateSpec, options), .doc = "juicefs mount options for the worker"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSCompTemplateSpec, ports), .shape = &kContainerPortShape, .doc = "named ports; when omitted, taken from the port allocator (host network) or fixed defaults"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(JuiceFSCompTemplateSpec, replicas), .min = 1, .doc = "number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(JuiceFSCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kJuiceFSCompTemplateSpecShape{.name = "JuiceFSCompTemplateSpec", .fields = kJuiceFSCompTemplateSpecFields, .unknown = offsetof(JuiceFSCompTemplateSpec, unknown)};

constexpr FieldInfo kJuiceFSFuseSpecFields[] = {
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, clean_policy), .doc = "when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSFuseSpec, env), .shape = &kEnvVarShape, .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JuiceFSFuseSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JuiceFSFuseSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JuiceFSFuseSpec, options), .doc = "juicefs mount options for the client; cache-dir/cache-size/free-space-ratio have special handling"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(JuiceFSFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSFuseSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kJuiceFSFuseSpecShape{.name = "JuiceFSFuseSpec", .fields = kJuiceFSFuseSpecFields, .unknown = offsetof(JuiceFSFuseSpec, unknown)};

constexpr FieldInfo kJuiceFSRuntimeSpecFields[] = {
    {.name = "configs", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .pointer = true, .offset = offsetof(JuiceFSRuntimeSpec, configs), .doc = "extra flags appended to the format/auth command line"},
    {.name = "disablePrometheus", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(JuiceFSRuntimeSpec, disable_prometheus), .doc = "do not expose the engine metrics ports/annotations"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, fuse), .shape = &kJuiceFSFuseSpecShape, .doc = "FUSE client spec"},
    {.name = "initUsers", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, init_users), .shape = &kInitUsersSpecShape, .doc = "init container creating users"},
    {.name = "jobWorker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, job_worker), .shape = &kJuiceFSCompTemplateSpecShape, .doc = "unused by the engine"},
    {.name = "juicefsVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, juicefs_version), .shape = &kVersionSpecShape, .doc = "image triple of the worker"},
    {.name = "management", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, management), .shape = &kRuntimeManagementShape, .doc = "RuntimeManagement"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, master), .shape = &kJuiceFSCompTemplateSpecShape, .doc = "master component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(JuiceFSRuntimeSpec, replicas), .doc = "worker count"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(JuiceFSRuntimeSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "uid/gid/user/group the engine runs as (init-users container creates it)"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "cache media"},
    {.name = "volumeClaimTemplates", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSRuntimeSpec, volume_claim_templates), .shape = &kPersistentVolumeClaimShape, .doc = "PVC templates of the worker StatefulSet, immutable after creation"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JuiceFSRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "extra pod volumes usable by component volumeMounts"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JuiceFSRuntimeSpec, worker), .shape = &kJuiceFSCompTemplateSpecShape, .doc = "worker component"},
};
constinit const ShapeInfo kJuiceFSRuntimeSpecShape{.name = "JuiceFSRuntimeSpec", .fields = kJuiceFSRuntimeSpecFields, .unknown = offsetof(JuiceFSRuntimeSpec, unknown)};

}  // namespace fluid::model
