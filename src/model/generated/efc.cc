// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/efc.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"HostNetwork", "", "ContainerNetwork"};
}  // namespace

constexpr FieldInfo kEFCRuntimeFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntime, spec), .shape = &kEFCRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kEFCRuntimeSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kEFCRuntimeShape{.name = "EFCRuntime", .fields = kEFCRuntimeFields, .slots = kEFCRuntimeSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "an EFC cache", .unknown = offsetof(EFCRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<EFCRuntime>>(); }};

constexpr FieldInfo kEFCCompTemplateSpecFields[] = {
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(EFCCompTemplateSpec, disabled), .doc = "without this component"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EFCCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(EFCCompTemplateSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(EFCCompTemplateSpec, ports), .doc = "ports by name; left out: chosen"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(EFCCompTemplateSpec, properties), .doc = "properties of the engine for this component; they win over those of the spec"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(EFCCompTemplateSpec, replicas), .min = 1, .doc = "number of pods; of workers, spec.replicas counts"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(EFCCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "version", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCCompTemplateSpec, version), .shape = &kVersionSpecShape, .doc = "image of the component"},
};
constexpr uint8_t kEFCCompTemplateSpecSlots[] = {0, 0, 0, 0, 0, 0, 0, 5, 0, 1, 4, 2, 0, 0, 0, 0, 0, 7, 0, 0, 6, 8, 9, 0, 3, 0, 0, 0, 0, 0, 0, 0};
constinit const ShapeInfo kEFCCompTemplateSpecShape{.name = "EFCCompTemplateSpec", .fields = kEFCCompTemplateSpecFields, .slots = kEFCCompTemplateSpecSlots, .seed = 8711387064946514083u, .doc = "a component of EFC", .unknown = offsetof(EFCCompTemplateSpec, unknown)};

constexpr FieldInfo kEFCFuseSpecFields[] = {
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EFCFuseSpec, clean_policy), .doc = "when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EFCFuseSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(EFCFuseSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(EFCFuseSpec, properties), .doc = "properties of the engine for this component; they win over those of the spec"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(EFCFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "version", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCFuseSpec, version), .shape = &kVersionSpecShape, .doc = "image of the client"},
};
constexpr uint8_t kEFCFuseSpecSlots[] = {2, 0, 7, 4, 5, 0, 0, 1, 0, 6, 0, 0, 3, 0, 0, 0};
constinit const ShapeInfo kEFCFuseSpecShape{.name = "EFCFuseSpec", .fields = kEFCFuseSpecFields, .slots = kEFCFuseSpecSlots, .seed = 14151560559444937093u, .doc = "the client", .unknown = offsetof(EFCFuseSpec, unknown)};

constexpr FieldInfo kEFCRuntimeSpecFields[] = {
    {.name = "cleanCachePolicy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, clean_cache_policy), .shape = &kCleanCachePolicyShape, .doc = "how hard the cache is cleaned when the runtime ends"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, fuse), .shape = &kEFCFuseSpecShape, .doc = "the client on nodes that read"},
    {.name = "initFuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, init_fuse), .shape = &kInitFuseSpecShape, .doc = "prepares a node for the client"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, master), .shape = &kEFCCompTemplateSpecShape, .doc = "the master"},
    {.name = "osAdvise", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, os_advise), .shape = &kOSAdviseShape, .doc = "settings of the operating system"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(EFCRuntimeSpec, replicas), .doc = "number of workers"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "where the cache lies"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, worker), .shape = &kEFCCompTemplateSpecShape, .doc = "the workers"},
};
constexpr uint8_t kEFCRuntimeSpecSlots[] = {0, 0, 0, 6, 0, 8, 5, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 9, 3, 0, 0, 0, 0, 7, 0};
constinit const ShapeInfo kEFCRuntimeSpecShape{.name = "EFCRuntimeSpec", .fields = kEFCRuntimeSpecFields, .slots = kEFCRuntimeSpecSlots, .seed = 10499958131665514997u, .defaults_below = true, .doc = "an EFC cache", .unknown = offsetof(EFCRuntimeSpec, unknown)};

constexpr FieldInfo kInitFuseSpecFields[] = {
    {.name = "version", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(InitFuseSpec, version), .shape = &kVersionSpecShape, .doc = "image"},
};
constexpr uint8_t kInitFuseSpecSlots[] = {1, 0};
constinit const ShapeInfo kInitFuseSpecShape{.name = "InitFuseSpec", .fields = kInitFuseSpecFields, .slots = kInitFuseSpecSlots, .seed = 10499958131665514997u, .doc = "prepares a node for the client", .unknown = offsetof(InitFuseSpec, unknown)};

constexpr FieldInfo kOSAdviseFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(OSAdvise, enabled), .doc = "tunes the operating system"},
    {.name = "osVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(OSAdvise, os_version), .doc = "which operating system"},
};
constexpr uint8_t kOSAdviseSlots[] = {2, 0, 0, 1};
constinit const ShapeInfo kOSAdviseShape{.name = "OSAdvise", .fields = kOSAdviseFields, .slots = kOSAdviseSlots, .seed = 10499958131665514997u, .doc = "settings of the operating system", .unknown = offsetof(OSAdvise, unknown)};

}  // namespace fluid::model
