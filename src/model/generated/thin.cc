// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/thin.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"HostNetwork", "", "ContainerNetwork"};
constexpr std::string_view kNames1[] = {"NotMountNodePublishSecret", "MountNodePublishSecretIfExists", "CopyNodePublishSecretAndMountIfNotExists"};
}  // namespace

constexpr FieldInfo kThinRuntimeFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntime, spec), .shape = &kThinRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kThinRuntimeShape{.name = "ThinRuntime", .fields = kThinRuntimeFields, .unknown = offsetof(ThinRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<ThinRuntime>>(ThinRuntime()); }};

constexpr FieldInfo kThinRuntimeProfileFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeProfile, spec), .shape = &kThinRuntimeProfileSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeProfile, status), .shape = &kThinRuntimeProfileStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kThinRuntimeProfileShape{.name = "ThinRuntimeProfile", .fields = kThinRuntimeProfileFields, .unknown = offsetof(ThinRuntimeProfile, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<ThinRuntimeProfile>>(ThinRuntimeProfile()); }};

constexpr FieldInfo kThinCompTemplateSpecFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(ThinCompTemplateSpec, enabled), .doc = "turn the component on"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinCompTemplateSpec, env), .shape = &kEnvVarShape, .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinCompTemplateSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinCompTemplateSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinCompTemplateSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinCompTemplateSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "livenessProbe", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinCompTemplateSpec, liveness_probe), .shape = &kProbeShape, .doc = "pod probe"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ThinCompTemplateSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinCompTemplateSpec, ports), .shape = &kContainerPortShape, .doc = "named ports; when omitted, taken from the port allocator (host network) or fixed defaults"},
    {.name = "readinessProbe", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinCompTemplateSpec, readiness_probe), .shape = &kProbeShape, .doc = "pod probe"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(ThinCompTemplateSpec, replicas), .min = 1, .doc = "number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(ThinCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kThinCompTemplateSpecShape{.name = "ThinCompTemplateSpec", .fields = kThinCompTemplateSpecFields, .unknown = offsetof(ThinCompTemplateSpec, unknown)};

constexpr FieldInfo kThinFuseSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(ThinFuseSpec, args), .doc = "arguments of the process"},
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, clean_policy), .doc = "when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage"},
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(ThinFuseSpec, command), .doc = "entrypoint"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinFuseSpec, env), .shape = &kEnvVarShape, .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinFuseSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "lifecycle", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinFuseSpec, lifecycle), .shape = &kLifecycleShape, .doc = "only preStop may be set; postStart is rejected"},
    {.name = "livenessProbe", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinFuseSpec, liveness_probe), .shape = &kProbeShape, .doc = "pod probe"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ThinFuseSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ThinFuseSpec, options), .doc = "map rendered into MOUNT_OPTIONS / config"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinFuseSpec, ports), .shape = &kContainerPortShape, .doc = "container ports"},
    {.name = "readinessProbe", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinFuseSpec, readiness_probe), .shape = &kProbeShape, .doc = "pod probe"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(ThinFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinFuseSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kThinFuseSpecShape{.name = "ThinFuseSpec", .fields = kThinFuseSpecFields, .unknown = offsetof(ThinFuseSpec, unknown)};

constexpr FieldInfo kThinRuntimeProfileSpecFields[] = {
    {.name = "fileSystemType", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ThinRuntimeProfileSpec, file_system_type), .doc = "mount type name; goes to PV attributes and check script"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeProfileSpec, fuse), .shape = &kThinFuseSpecShape, .doc = "FUSE client spec"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinRuntimeProfileSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "nodePublishSecretPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinRuntimeProfileSpec, node_publish_secret_policy), .default_json = "\"MountNodePublishSecretIfExists\"", .allowed = kNames1, .doc = "what to do with CSI nodePublish secrets of a pvc:// mount"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinRuntimeProfileSpec, volumes), .shape = &kVolumeShape, .doc = "extra pod volumes usable by component volumeMounts"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeProfileSpec, worker), .shape = &kThinCompTemplateSpecShape, .doc = "worker component"},
};
constinit const ShapeInfo kThinRuntimeProfileSpecShape{.name = "ThinRuntimeProfileSpec", .fields = kThinRuntimeProfileSpecFields, .unknown = offsetof(ThinRuntimeProfileSpec, unknown)};

constinit const ShapeInfo kThinRuntimeProfileStatusShape{.name = "ThinRuntimeProfileStatus", .fields = {}, .unknown = offsetof(ThinRuntimeProfileStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<ThinRuntimeProfileStatus*>(to) = *static_cast<const ThinRuntimeProfileStatus*>(from); }};

constexpr FieldInfo kThinRuntimeSpecFields[] = {
    {.name = "disablePrometheus", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(ThinRuntimeSpec, disable_prometheus), .doc = "do not expose the engine metrics ports/annotations"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeSpec, fuse), .shape = &kThinFuseSpecShape, .doc = "FUSE client spec"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinRuntimeSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "management", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeSpec, management), .shape = &kRuntimeManagementShape, .doc = "RuntimeManagement"},
    {.name = "profileName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinRuntimeSpec, profile_name), .doc = "ThinRuntimeProfile name; empty is allowed and used for reference datasets"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(ThinRuntimeSpec, replicas), .doc = "worker count (workers only if worker.enabled)"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(ThinRuntimeSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "uid/gid/user/group the engine runs as (init-users container creates it)"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "cache media"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "extra pod volumes usable by component volumeMounts"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeSpec, worker), .shape = &kThinCompTemplateSpecShape, .doc = "worker component"},
};
constinit const ShapeInfo kThinRuntimeSpecShape{.name = "ThinRuntimeSpec", .fields = kThinRuntimeSpecFields, .unknown = offsetof(ThinRuntimeSpec, unknown)};

}  // namespace fluid::model
