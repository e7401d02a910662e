// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/vineyard.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"HostNetwork", "", "ContainerNetwork"};
}  // namespace

constexpr FieldInfo kVineyardRuntimeFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntime, spec), .shape = &kVineyardRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kVineyardRuntimeShape{.name = "VineyardRuntime", .fields = kVineyardRuntimeFields, .unknown = offsetof(VineyardRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<VineyardRuntime>>(VineyardRuntime()); }};

constexpr FieldInfo kExternalEndpointSpecFields[] = {
    {.name = "encryptOptions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(ExternalEndpointSpec, encrypt_options), .shape = &kEncryptOptionShape, .access = &VectorAccess<EncryptOption>::kValue, .doc = "credentials"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ExternalEndpointSpec, options), .doc = "connection options"},
    {.name = "uri", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .offset = offsetof(ExternalEndpointSpec, uri), .doc = "etcd/redis endpoint"},
};
constinit const ShapeInfo kExternalEndpointSpecShape{.name = "ExternalEndpointSpec", .fields = kExternalEndpointSpecFields, .unknown = offsetof(ExternalEndpointSpec, unknown)};

constexpr FieldInfo kMasterSpecFields[] = {
    {.name = "endpoint", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(MasterSpec, endpoint), .shape = &kExternalEndpointSpecShape, .doc = "use an external metadata service instead of the bundled etcd"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(MasterSpec, env), .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(MasterSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(MasterSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(MasterSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(MasterSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(MasterSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(MasterSpec, options), .doc = "worker: vineyardd.reserve.memory, wait.etcd.timeout ...; master: etcd options"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(MasterSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(MasterSpec, ports), .doc = "named ports; when omitted, taken from the port allocator (host network) or fixed defaults"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(MasterSpec, replicas), .min = 1, .doc = "number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(MasterSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(MasterSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kMasterSpecShape{.name = "MasterSpec", .fields = kMasterSpecFields, .unknown = offsetof(MasterSpec, unknown)};

constexpr FieldInfo kVineyardClientSocketSpecFields[] = {
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, clean_policy), .doc = "when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardClientSocketSpec, env), .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardClientSocketSpec, options), .doc = "client vineyardd options: size, reserve_memory, allocator, compression, coredump, meta_timeout, etcd_endpoint, etcd_prefix, spill_path, spill_lower_rate, spill_upper_rate"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardClientSocketSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(VineyardClientSocketSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
};
constinit const ShapeInfo kVineyardClientSocketSpecShape{.name = "VineyardClientSocketSpec", .fields = kVineyardClientSocketSpecFields, .unknown = offsetof(VineyardClientSocketSpec, unknown)};

constexpr FieldInfo kVineyardCompTemplateSpecFields[] = {
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardCompTemplateSpec, env), .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardCompTemplateSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardCompTemplateSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardCompTemplateSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardCompTemplateSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardCompTemplateSpec, options), .doc = "worker: vineyardd.reserve.memory, wait.etcd.timeout ...; master: etcd options"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(VineyardCompTemplateSpec, ports), .doc = "named ports; when omitted, taken from the port allocator (host network) or fixed defaults"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(VineyardCompTemplateSpec, replicas), .min = 1, .doc = "number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(VineyardCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(VineyardCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kVineyardCompTemplateSpecShape{.name = "VineyardCompTemplateSpec", .fields = kVineyardCompTemplateSpecFields, .unknown = offsetof(VineyardCompTemplateSpec, unknown)};

constexpr FieldInfo kVineyardRuntimeSpecFields[] = {
    {.name = "disablePrometheus", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(VineyardRuntimeSpec, disable_prometheus), .doc = "do not expose the engine metrics ports/annotations"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, fuse), .shape = &kVineyardClientSocketSpecShape, .doc = "FUSE client spec"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, master), .shape = &kMasterSpecShape, .doc = "master component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(VineyardRuntimeSpec, replicas), .doc = "worker count"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "cache media"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(VineyardRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "extra pod volumes usable by component volumeMounts"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, worker), .shape = &kVineyardCompTemplateSpecShape, .doc = "worker component"},
};
constinit const ShapeInfo kVineyardRuntimeSpecShape{.name = "VineyardRuntimeSpec", .fields = kVineyardRuntimeSpecFields, .unknown = offsetof(VineyardRuntimeSpec, unknown)};

}  // namespace fluid::model
