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
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntime, spec), .shape = &kVineyardRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kVineyardRuntimeShape{.name = "VineyardRuntime", .fields = kVineyardRuntimeFields, .doc = "a Vineyard object store", .unknown = offsetof(VineyardRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<VineyardRuntime>>(VineyardRuntime()); }};

constexpr FieldInfo kExternalEndpointSpecFields[] = {
    {.name = "encryptOptions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(ExternalEndpointSpec, encrypt_options), .shape = &kEncryptOptionShape, .access = &VectorAccess<EncryptOption>::kValue, .doc = "credentials"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ExternalEndpointSpec, options), .doc = "options of the connection"},
    {.name = "uri", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .offset = offsetof(ExternalEndpointSpec, uri), .doc = "URI of etcd or redis"},
};
constinit const ShapeInfo kExternalEndpointSpecShape{.name = "ExternalEndpointSpec", .fields = kExternalEndpointSpecFields, .doc = "a metadata service of your own", .unknown = offsetof(ExternalEndpointSpec, unknown)};

constexpr FieldInfo kMasterSpecFields[] = {
    {.name = "endpoint", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(MasterSpec, endpoint), .shape = &kExternalEndpointSpecShape, .doc = "a metadata service of your own; none of ours is run then"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(MasterSpec, env), .doc = "added to the environment of the component"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(MasterSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(MasterSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(MasterSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(MasterSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(MasterSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(MasterSpec, options), .doc = "options of etcd"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(MasterSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(MasterSpec, ports), .doc = "ports by name; left out: chosen"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(MasterSpec, replicas), .min = 1, .doc = "number of pods"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(MasterSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(MasterSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constinit const ShapeInfo kMasterSpecShape{.name = "MasterSpec", .fields = kMasterSpecFields, .doc = "the metadata service", .unknown = offsetof(MasterSpec, unknown)};

constexpr FieldInfo kVineyardClientSocketSpecFields[] = {
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, clean_policy), .doc = "when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardClientSocketSpec, env), .doc = "added to the environment of the component"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardClientSocketSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardClientSocketSpec, options), .doc = "options of the client's vineyardd: size, reserve_memory, spill_path and others"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardClientSocketSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(VineyardClientSocketSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
};
constinit const ShapeInfo kVineyardClientSocketSpecShape{.name = "VineyardClientSocketSpec", .fields = kVineyardClientSocketSpecFields, .doc = "the client", .unknown = offsetof(VineyardClientSocketSpec, unknown)};

constexpr FieldInfo kVineyardCompTemplateSpecFields[] = {
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardCompTemplateSpec, env), .doc = "added to the environment of the component"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardCompTemplateSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardCompTemplateSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardCompTemplateSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VineyardCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardCompTemplateSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(VineyardCompTemplateSpec, options), .doc = "options of vineyardd"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(VineyardCompTemplateSpec, ports), .doc = "ports by name; left out: chosen"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(VineyardCompTemplateSpec, replicas), .min = 1, .doc = "number of pods; of workers, spec.replicas counts"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(VineyardCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(VineyardCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constinit const ShapeInfo kVineyardCompTemplateSpecShape{.name = "VineyardCompTemplateSpec", .fields = kVineyardCompTemplateSpecFields, .doc = "the workers", .unknown = offsetof(VineyardCompTemplateSpec, unknown)};

constexpr FieldInfo kVineyardRuntimeSpecFields[] = {
    {.name = "disablePrometheus", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(VineyardRuntimeSpec, disable_prometheus), .doc = "no metrics ports"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, fuse), .shape = &kVineyardClientSocketSpecShape, .doc = "the client on nodes that read"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, master), .shape = &kMasterSpecShape, .doc = "the master"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(VineyardRuntimeSpec, replicas), .doc = "number of workers"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "where the cache lies"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(VineyardRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "volumes that volumeMounts may name"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(VineyardRuntimeSpec, worker), .shape = &kVineyardCompTemplateSpecShape, .doc = "the workers"},
};
constinit const ShapeInfo kVineyardRuntimeSpecShape{.name = "VineyardRuntimeSpec", .fields = kVineyardRuntimeSpecFields, .doc = "a Vineyard object store", .unknown = offsetof(VineyardRuntimeSpec, unknown)};

}  // namespace fluid::model
