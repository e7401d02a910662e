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
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntime, spec), .shape = &kThinRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kThinRuntimeSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kThinRuntimeShape{.name = "ThinRuntime", .fields = kThinRuntimeFields, .slots = kThinRuntimeSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "a cache on one node, or any storage client", .unknown = offsetof(ThinRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<ThinRuntime>>(); }};

constexpr FieldInfo kThinRuntimeProfileFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeProfile, spec), .shape = &kThinRuntimeProfileSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeProfile, status), .shape = &kThinRuntimeProfileStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kThinRuntimeProfileSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kThinRuntimeProfileShape{.name = "ThinRuntimeProfile", .fields = kThinRuntimeProfileFields, .slots = kThinRuntimeProfileSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "how a storage client is run", .unknown = offsetof(ThinRuntimeProfile, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<ThinRuntimeProfile>>(); }};

constexpr FieldInfo kThinCompTemplateSpecFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(ThinCompTemplateSpec, enabled), .doc = "runs the component"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinCompTemplateSpec, env), .shape = &kEnvVarShape, .doc = "added to the environment of the component"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinCompTemplateSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinCompTemplateSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(ThinCompTemplateSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinCompTemplateSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "livenessProbe", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinCompTemplateSpec, liveness_probe), .shape = &kProbeShape, .doc = "how to see that it lives"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ThinCompTemplateSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinCompTemplateSpec, ports), .shape = &kContainerPortShape, .doc = "ports of the container"},
    {.name = "readinessProbe", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinCompTemplateSpec, readiness_probe), .shape = &kProbeShape, .doc = "how to see that it serves"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(ThinCompTemplateSpec, replicas), .min = 1, .doc = "number of pods; of workers, spec.replicas counts"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(ThinCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kThinCompTemplateSpecSlots[] = {10, 0, 0, 0, 13, 4, 0, 14, 0, 1, 0, 9, 0, 3, 0, 6, 0, 0, 2, 12, 11, 0, 0, 0, 0, 7, 0, 8, 0, 5, 0, 0};
constinit const ShapeInfo kThinCompTemplateSpecShape{.name = "ThinCompTemplateSpec", .fields = kThinCompTemplateSpecFields, .slots = kThinCompTemplateSpecSlots, .seed = 14799178230035213023u, .defaults_below = true, .doc = "the workers", .unknown = offsetof(ThinCompTemplateSpec, unknown)};

constexpr FieldInfo kThinFuseSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(ThinFuseSpec, args), .doc = "its arguments"},
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, clean_policy), .doc = "when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)"},
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(ThinFuseSpec, command), .doc = "the program of the client; no shell reads it"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinFuseSpec, env), .shape = &kEnvVarShape, .doc = "added to the environment of the component"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(ThinFuseSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "lifecycle", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinFuseSpec, lifecycle), .shape = &kLifecycleShape, .doc = "what runs before the client stops"},
    {.name = "livenessProbe", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinFuseSpec, liveness_probe), .shape = &kProbeShape, .doc = "how to see that it lives"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinFuseSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ThinFuseSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ThinFuseSpec, options), .doc = "options of the client"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinFuseSpec, ports), .shape = &kContainerPortShape, .doc = "ports of the container"},
    {.name = "readinessProbe", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(ThinFuseSpec, readiness_probe), .shape = &kProbeShape, .doc = "how to see that it serves"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(ThinFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinFuseSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kThinFuseSpecSlots[] = {0, 0, 0, 0, 14, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 1, 0, 0, 12, 0, 4, 8, 0, 17, 2, 0, 10, 0, 0, 9, 0, 0, 0, 0, 0, 15, 0, 0, 6, 7, 0, 0, 18, 3, 0, 0, 0, 16, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0};
constinit const ShapeInfo kThinFuseSpecShape{.name = "ThinFuseSpec", .fields = kThinFuseSpecFields, .slots = kThinFuseSpecSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "the client on nodes that read", .unknown = offsetof(ThinFuseSpec, unknown)};

constexpr FieldInfo kThinRuntimeProfileSpecFields[] = {
    {.name = "fileSystemType", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(ThinRuntimeProfileSpec, file_system_type), .doc = "type of the mounts that the client makes; fluid: the built-in client"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeProfileSpec, fuse), .shape = &kThinFuseSpecShape, .doc = "the client on nodes that read"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(ThinRuntimeProfileSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "nodePublishSecretPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinRuntimeProfileSpec, node_publish_secret_policy), .default_json = "\"MountNodePublishSecretIfExists\"", .allowed = kNames1, .doc = "what is done with the secrets of a pvc:// source"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinRuntimeProfileSpec, volumes), .shape = &kVolumeShape, .doc = "volumes that volumeMounts may name"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeProfileSpec, worker), .shape = &kThinCompTemplateSpecShape, .doc = "the workers"},
};
constexpr uint8_t kThinRuntimeProfileSpecSlots[] = {0, 4, 0, 0, 0, 0, 3, 0, 0, 0, 2, 0, 6, 1, 5, 0};
constinit const ShapeInfo kThinRuntimeProfileSpecShape{.name = "ThinRuntimeProfileSpec", .fields = kThinRuntimeProfileSpecFields, .slots = kThinRuntimeProfileSpecSlots, .seed = 10499958131665514997u, .required = 1, .defaults = 1, .defaults_below = true, .doc = "how a storage client is run", .unknown = offsetof(ThinRuntimeProfileSpec, unknown)};

constinit const ShapeInfo kThinRuntimeProfileStatusShape{.name = "ThinRuntimeProfileStatus", .fields = {}, .doc = "nothing", .unknown = offsetof(ThinRuntimeProfileStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<ThinRuntimeProfileStatus*>(to) = *static_cast<const ThinRuntimeProfileStatus*>(from); }};

constexpr FieldInfo kThinRuntimeSpecFields[] = {
    {.name = "disablePrometheus", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(ThinRuntimeSpec, disable_prometheus), .doc = "no metrics ports"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeSpec, fuse), .shape = &kThinFuseSpecShape, .doc = "the client on nodes that read"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(ThinRuntimeSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "management", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeSpec, management), .shape = &kRuntimeManagementShape, .doc = "how cache and metadata are looked after"},
    {.name = "profileName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ThinRuntimeSpec, profile_name), .doc = "the ThinRuntimeProfile that describes the client; empty: the built-in client"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(ThinRuntimeSpec, replicas), .doc = "number of workers, where worker.enabled"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(ThinRuntimeSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "user and group that the engine runs as"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "where the cache lies"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(ThinRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "volumes that volumeMounts may name"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(ThinRuntimeSpec, worker), .shape = &kThinCompTemplateSpecShape, .doc = "the workers"},
};
constexpr uint8_t kThinRuntimeSpecSlots[] = {10, 3, 4, 0, 0, 5, 0, 8, 7, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6};
constinit const ShapeInfo kThinRuntimeSpecShape{.name = "ThinRuntimeSpec", .fields = kThinRuntimeSpecFields, .slots = kThinRuntimeSpecSlots, .seed = 1164115433906158533u, .defaults_below = true, .doc = "which client, with which cache", .unknown = offsetof(ThinRuntimeSpec, unknown)};

}  // namespace fluid::model
