// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/jindo.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"HostNetwork", "", "ContainerNetwork"};
}  // namespace

constexpr FieldInfo kJindoRuntimeFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntime, spec), .shape = &kJindoRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kJindoRuntimeShape{.name = "JindoRuntime", .fields = kJindoRuntimeFields, .unknown = offsetof(JindoRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<JindoRuntime>>(JindoRuntime()); }};

constexpr FieldInfo kClientMetricsFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(ClientMetrics, enabled), .doc = "export client metrics port"},
    {.name = "scrapeTarget", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ClientMetrics, scrape_target), .doc = "comma list of MountPod, Sidecar, All, None; decides where the prometheus annotation/port is kept"},
};
constinit const ShapeInfo kClientMetricsShape{.name = "ClientMetrics", .fields = kClientMetricsFields, .unknown = offsetof(ClientMetrics, unknown)};

constexpr FieldInfo kJindoCompTemplateSpecFields[] = {
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(JindoCompTemplateSpec, disabled), .doc = "for master: fuse-only mode"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoCompTemplateSpec, env), .doc = "extra environment for the component container"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoCompTemplateSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .deprecated = true, .offset = offsetof(JindoCompTemplateSpec, labels), .doc = "deprecated, prefer podMetadata.labels; setting both is an error"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoCompTemplateSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(JindoCompTemplateSpec, ports), .doc = "named ports; when omitted, taken from the port allocator (host network) or fixed defaults"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoCompTemplateSpec, properties), .doc = "engine property key/values for this component, override spec-level properties"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(JindoCompTemplateSpec, replicas), .min = 1, .doc = "number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(JindoCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoCompTemplateSpec, tolerations), .shape = &kTolerationShape, .doc = "tolerations added to the pods of this component"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kJindoCompTemplateSpecShape{.name = "JindoCompTemplateSpec", .fields = kJindoCompTemplateSpecFields, .unknown = offsetof(JindoCompTemplateSpec, unknown)};

constexpr FieldInfo kJindoFuseSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(JindoFuseSpec, args), .doc = "arguments of the process"},
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoFuseSpec, clean_policy), .doc = "when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage"},
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(JindoFuseSpec, disabled), .doc = "turn the component off"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoFuseSpec, env), .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoFuseSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoFuseSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoFuseSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoFuseSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .deprecated = true, .offset = offsetof(JindoFuseSpec, labels), .doc = "deprecated, prefer podMetadata.labels; setting both is an error"},
    {.name = "logConfig", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoFuseSpec, log_config), .doc = "log4j-like settings map"},
    {.name = "metrics", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoFuseSpec, metrics), .shape = &kClientMetricsShape, .doc = "ClientMetrics"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoFuseSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoFuseSpec, properties), .doc = "engine property key/values for this component, override spec-level properties"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(JindoFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoFuseSpec, tolerations), .shape = &kTolerationShape, .doc = "tolerations added to the pods of this component"},
};
constinit const ShapeInfo kJindoFuseSpecShape{.name = "JindoFuseSpec", .fields = kJindoFuseSpecFields, .unknown = offsetof(JindoFuseSpec, unknown)};

constexpr FieldInfo kJindoRuntimeSpecFields[] = {
    {.name = "cleanCachePolicy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, clean_cache_policy), .shape = &kCleanCachePolicyShape, .doc = "own copy of the policy (not under management)"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, fuse), .shape = &kJindoFuseSpecShape, .doc = "FUSE client spec"},
    {.name = "hadoopConfig", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoRuntimeSpec, hadoop_config), .doc = "config map"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoRuntimeSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "jindoVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, jindo_version), .shape = &kVersionSpecShape, .doc = "image triple"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .deprecated = true, .offset = offsetof(JindoRuntimeSpec, labels), .doc = "deprecated, prefer podMetadata.labels; setting both is an error"},
    {.name = "logConfig", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoRuntimeSpec, log_config), .doc = "log4j-like settings map"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, master), .shape = &kJindoCompTemplateSpecShape, .doc = "master component"},
    {.name = "networkmode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoRuntimeSpec, networkmode), .allowed = kNames0, .doc = "note the lower case json name"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoRuntimeSpec, properties), .doc = "engine property key/values for this component, override spec-level properties"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(JindoRuntimeSpec, replicas), .doc = "worker count"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(JindoRuntimeSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "uid/gid/user/group the engine runs as (init-users container creates it)"},
    {.name = "secret", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoRuntimeSpec, secret), .doc = "secret with credentials mounted into all parts"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "cache media"},
    {.name = "user", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoRuntimeSpec, user), .doc = "user name"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "extra pod volumes usable by component volumeMounts"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, worker), .shape = &kJindoCompTemplateSpecShape, .doc = "worker component"},
};
constinit const ShapeInfo kJindoRuntimeSpecShape{.name = "JindoRuntimeSpec", .fields = kJindoRuntimeSpecFields, .unknown = offsetof(JindoRuntimeSpec, unknown)};

}  // namespace fluid::model
