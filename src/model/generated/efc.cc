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
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntime, spec), .shape = &kEFCRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kEFCRuntimeShape{.name = "EFCRuntime", .fields = kEFCRuntimeFields, .unknown = offsetof(EFCRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<EFCRuntime>>(EFCRuntime()); }};

constexpr FieldInfo kEFCCompTemplateSpecFields[] = {
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(EFCCompTemplateSpec, disabled), .doc = "turn the component off"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EFCCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(EFCCompTemplateSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(EFCCompTemplateSpec, ports), .doc = "named ports; when omitted, taken from the port allocator (host network) or fixed defaults"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(EFCCompTemplateSpec, properties), .doc = "engine property key/values for this component, override spec-level properties"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(EFCCompTemplateSpec, replicas), .min = 1, .doc = "number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(EFCCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "version", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCCompTemplateSpec, version), .shape = &kVersionSpecShape, .doc = "image triple of the component"},
};
constinit const ShapeInfo kEFCCompTemplateSpecShape{.name = "EFCCompTemplateSpec", .fields = kEFCCompTemplateSpecFields, .unknown = offsetof(EFCCompTemplateSpec, unknown)};

constexpr FieldInfo kEFCFuseSpecFields[] = {
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EFCFuseSpec, clean_policy), .doc = "when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EFCFuseSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(EFCFuseSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(EFCFuseSpec, properties), .doc = "engine property key/values for this component, override spec-level properties"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(EFCFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "version", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCFuseSpec, version), .shape = &kVersionSpecShape, .doc = "image triple of the component"},
};
constinit const ShapeInfo kEFCFuseSpecShape{.name = "EFCFuseSpec", .fields = kEFCFuseSpecFields, .unknown = offsetof(EFCFuseSpec, unknown)};

constexpr FieldInfo kEFCRuntimeSpecFields[] = {
    {.name = "cleanCachePolicy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, clean_cache_policy), .shape = &kCleanCachePolicyShape, .doc = "own copy"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, fuse), .shape = &kEFCFuseSpecShape, .doc = "FUSE client spec"},
    {.name = "initFuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, init_fuse), .shape = &kInitFuseSpecShape, .doc = "init container"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, master), .shape = &kEFCCompTemplateSpecShape, .doc = "master component"},
    {.name = "osAdvise", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, os_advise), .shape = &kOSAdviseShape, .doc = "OS tuning"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(EFCRuntimeSpec, replicas), .doc = "worker count"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "cache media"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EFCRuntimeSpec, worker), .shape = &kEFCCompTemplateSpecShape, .doc = "worker component"},
};
constinit const ShapeInfo kEFCRuntimeSpecShape{.name = "EFCRuntimeSpec", .fields = kEFCRuntimeSpecFields, .unknown = offsetof(EFCRuntimeSpec, unknown)};

constexpr FieldInfo kInitFuseSpecFields[] = {
    {.name = "version", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(InitFuseSpec, version), .shape = &kVersionSpecShape, .doc = "init image"},
};
constinit const ShapeInfo kInitFuseSpecShape{.name = "InitFuseSpec", .fields = kInitFuseSpecFields, .unknown = offsetof(InitFuseSpec, unknown)};

constexpr FieldInfo kOSAdviseFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(OSAdvise, enabled), .doc = "tune OS parameters"},
    {.name = "osVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(OSAdvise, os_version), .doc = "target OS"},
};
constinit const ShapeInfo kOSAdviseShape{.name = "OSAdvise", .fields = kOSAdviseFields, .unknown = offsetof(OSAdvise, unknown)};

}  // namespace fluid::model
