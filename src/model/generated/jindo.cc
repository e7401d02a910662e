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
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntime, spec), .shape = &kJindoRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kJindoRuntimeSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kJindoRuntimeShape{.name = "JindoRuntime", .fields = kJindoRuntimeFields, .slots = kJindoRuntimeSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "a Jindo cache", .unknown = offsetof(JindoRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<JindoRuntime>>(); }};

constexpr FieldInfo kClientMetricsFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(ClientMetrics, enabled), .doc = "serves metrics"},
    {.name = "scrapeTarget", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ClientMetrics, scrape_target), .doc = "which clients are scraped: MountPod, Sidecar, joined by commas, or All, or None"},
};
constexpr uint8_t kClientMetricsSlots[] = {0, 1, 2, 0};
constinit const ShapeInfo kClientMetricsShape{.name = "ClientMetrics", .fields = kClientMetricsFields, .slots = kClientMetricsSlots, .seed = 14799178230035213023u, .doc = "metrics of clients", .unknown = offsetof(ClientMetrics, unknown)};

constexpr FieldInfo kJindoCompTemplateSpecFields[] = {
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(JindoCompTemplateSpec, disabled), .doc = "without this component; without a master there are clients only"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoCompTemplateSpec, env), .doc = "added to the environment of the component"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(JindoCompTemplateSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .deprecated = true, .offset = offsetof(JindoCompTemplateSpec, labels), .doc = "now podMetadata.labels"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoCompTemplateSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(JindoCompTemplateSpec, ports), .doc = "ports by name; left out: chosen"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoCompTemplateSpec, properties), .doc = "properties of the engine for this component; they win over those of the spec"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(JindoCompTemplateSpec, replicas), .min = 1, .doc = "number of pods; of workers, spec.replicas counts"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(JindoCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoCompTemplateSpec, tolerations), .shape = &kTolerationShape, .doc = "taints that the pods tolerate"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kJindoCompTemplateSpecSlots[] = {8, 12, 0, 1, 0, 0, 0, 0, 0, 0, 2, 6, 0, 5, 0, 11, 0, 0, 0, 7, 0, 9, 0, 4, 3, 0, 0, 0, 0, 0, 10, 0};
constinit const ShapeInfo kJindoCompTemplateSpecShape{.name = "JindoCompTemplateSpec", .fields = kJindoCompTemplateSpecFields, .slots = kJindoCompTemplateSpecSlots, .seed = 8999366892653588109u, .doc = "a component of Jindo", .unknown = offsetof(JindoCompTemplateSpec, unknown)};

constexpr FieldInfo kJindoFuseSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(JindoFuseSpec, args), .doc = "arguments of the client"},
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoFuseSpec, clean_policy), .doc = "when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)"},
    {.name = "disabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(JindoFuseSpec, disabled), .doc = "without this component"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoFuseSpec, env), .doc = "added to the environment of the component"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoFuseSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoFuseSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(JindoFuseSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoFuseSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .deprecated = true, .offset = offsetof(JindoFuseSpec, labels), .doc = "now podMetadata.labels"},
    {.name = "logConfig", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoFuseSpec, log_config), .doc = "settings of the log"},
    {.name = "metrics", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoFuseSpec, metrics), .shape = &kClientMetricsShape, .doc = "metrics of clients"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoFuseSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoFuseSpec, properties), .doc = "properties of the engine for this component; they win over those of the spec"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(JindoFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoFuseSpec, tolerations), .shape = &kTolerationShape, .doc = "taints that the pods tolerate"},
};
constexpr uint8_t kJindoFuseSpecSlots[] = {0, 0, 16, 0, 0, 9, 10, 0, 1, 15, 0, 0, 11, 13, 7, 0, 0, 0, 0, 4, 5, 0, 0, 2, 0, 3, 12, 14, 6, 0, 8, 0};
constinit const ShapeInfo kJindoFuseSpecShape{.name = "JindoFuseSpec", .fields = kJindoFuseSpecFields, .slots = kJindoFuseSpecSlots, .seed = 9238123869591611895u, .doc = "the client", .unknown = offsetof(JindoFuseSpec, unknown)};

constexpr FieldInfo kJindoRuntimeSpecFields[] = {
    {.name = "cleanCachePolicy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, clean_cache_policy), .shape = &kCleanCachePolicyShape, .doc = "how hard the cache is cleaned when the runtime ends"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, fuse), .shape = &kJindoFuseSpecShape, .doc = "the client on nodes that read"},
    {.name = "hadoopConfig", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoRuntimeSpec, hadoop_config), .doc = "config map with core-site.xml and hdfs-site.xml"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(JindoRuntimeSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "jindoVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, jindo_version), .shape = &kVersionSpecShape, .doc = "image of all components"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .deprecated = true, .offset = offsetof(JindoRuntimeSpec, labels), .doc = "now podMetadata.labels"},
    {.name = "logConfig", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoRuntimeSpec, log_config), .doc = "settings of the log"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, master), .shape = &kJindoCompTemplateSpecShape, .doc = "the master"},
    {.name = "networkmode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoRuntimeSpec, networkmode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(JindoRuntimeSpec, properties), .doc = "properties of all components"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(JindoRuntimeSpec, replicas), .doc = "number of workers"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(JindoRuntimeSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "user and group that the engine runs as"},
    {.name = "secret", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoRuntimeSpec, secret), .doc = "secret with credentials, seen by all components"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "where the cache lies"},
    {.name = "user", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(JindoRuntimeSpec, user), .doc = "name of the user"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(JindoRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "volumes that volumeMounts may name"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(JindoRuntimeSpec, worker), .shape = &kJindoCompTemplateSpecShape, .doc = "the workers"},
};
constexpr uint8_t kJindoRuntimeSpecSlots[] = {5, 0, 0, 0, 0, 0, 0, 9, 0, 7, 0, 0, 0, 0, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 17, 0, 0, 6, 0, 0, 0, 0, 15, 12, 0, 2, 16, 0, 13, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0, 14, 1, 0, 4, 0, 18, 0, 0, 0, 0, 0};
constinit const ShapeInfo kJindoRuntimeSpecShape{.name = "JindoRuntimeSpec", .fields = kJindoRuntimeSpecFields, .slots = kJindoRuntimeSpecSlots, .seed = 12835850853227824551u, .defaults_below = true, .doc = "a Jindo cache", .unknown = offsetof(JindoRuntimeSpec, unknown)};

}  // namespace fluid::model
