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
constexpr uint8_t kVineyardRuntimeSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kVineyardRuntimeShape{.name = "VineyardRuntime", .fields = kVineyardRuntimeFields, .slots = kVineyardRuntimeSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "a Vineyard object store", .unknown = offsetof(VineyardRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<VineyardRuntime>>(); }};

constexpr FieldInfo kExternalEndpointSpecFields[] = {
    {.name = "encryptOptions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(ExternalEndpointSpec, encrypt_options), .shape = &kEncryptOptionShape, .access = &VectorAccess<EncryptOption>::kValue, .doc = "credentials"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ExternalEndpointSpec, options), .doc = "options of the connection"},
    {.name = "uri", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .offset = offsetof(ExternalEndpointSpec, uri), .doc = "URI of etcd or redis"},
};
constexpr uint8_t kExternalEndpointSpecSlots[] = {0, 0, 1, 0, 0, 3, 0, 2};
constinit const ShapeInfo kExternalEndpointSpecShape{.name = "ExternalEndpointSpec", .fields = kExternalEndpointSpecFields, .slots = kExternalEndpointSpecSlots, .seed = 10499958131665514997u, .doc = "a metadata service of your own", .unknown = offsetof(ExternalEndpointSpec, unknown)};

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
constexpr uint8_t kMasterSpecSlots[] = {0, 6, 0, 0, 2, 0, 9, 0, 0, 0, 3, 0, 0, 0, 5, 1, 0, 0, 12, 0, 0, 13, 8, 11, 7, 0, 0, 10, 4, 0, 0, 0};
constinit const ShapeInfo kMasterSpecShape{.name = "MasterSpec", .fields = kMasterSpecFields, .slots = kMasterSpecSlots, .seed = 14151560559444937093u, .doc = "the metadata service", .unknown = offsetof(MasterSpec, unknown)};

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
constexpr uint8_t kVineyardClientSocketSpecSlots[] = {0, 0, 0, 4, 1, 8, 0, 0, 0, 6, 0, 7, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 9, 3, 0, 0, 0, 0, 2, 0, 0, 0};
constinit const ShapeInfo kVineyardClientSocketSpecShape{.name = "VineyardClientSocketSpec", .fields = kVineyardClientSocketSpecFields, .slots = kVineyardClientSocketSpecSlots, .seed = 1164115433906158533u, .doc = "the client", .unknown = offsetof(VineyardClientSocketSpec, unknown)};

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
constexpr uint8_t kVineyardCompTemplateSpecSlots[] = {0, 5, 0, 0, 1, 0, 8, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 11, 0, 0, 12, 7, 10, 6, 0, 0, 9, 3, 0, 0, 0};
constinit const ShapeInfo kVineyardCompTemplateSpecShape{.name = "VineyardCompTemplateSpec", .fields = kVineyardCompTemplateSpecFields, .slots = kVineyardCompTemplateSpecSlots, .seed = 14151560559444937093u, .doc = "the workers", .unknown = offsetof(VineyardCompTemplateSpec, unknown)};

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
constexpr uint8_t kVineyardRuntimeSpecSlots[] = {8, 3, 4, 6, 0, 0, 0, 1, 0, 2, 7, 0, 0, 0, 0, 5};
constinit const ShapeInfo kVineyardRuntimeSpecShape{.name = "VineyardRuntimeSpec", .fields = kVineyardRuntimeSpecFields, .slots = kVineyardRuntimeSpecSlots, .seed = 1164115433906158533u, .defaults_below = true, .doc = "a Vineyard object store", .unknown = offsetof(VineyardRuntimeSpec, unknown)};

}  // namespace fluid::model
