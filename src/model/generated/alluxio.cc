// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/alluxio.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"HostNetwork", "", "ContainerNetwork"};
}  // namespace

constexpr FieldInfo kAlluxioRuntimeFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntime, spec), .shape = &kAlluxioRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constinit const ShapeInfo kAlluxioRuntimeShape{.name = "AlluxioRuntime", .fields = kAlluxioRuntimeFields, .unknown = offsetof(AlluxioRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<AlluxioRuntime>>(AlluxioRuntime()); }};

constexpr FieldInfo kAlluxioCompTemplateSpecFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(AlluxioCompTemplateSpec, enabled), .doc = "only read for apiGateway"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioCompTemplateSpec, env), .doc = "extra environment for the component container"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(AlluxioCompTemplateSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "jvmOptions", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(AlluxioCompTemplateSpec, jvm_options), .doc = "extra JVM flags"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioCompTemplateSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(AlluxioCompTemplateSpec, ports), .doc = "named ports; when omitted, taken from the port allocator (host network) or fixed defaults"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioCompTemplateSpec, properties), .doc = "engine property key/values for this component, override spec-level properties"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(AlluxioCompTemplateSpec, replicas), .min = 1, .doc = "number of pods of the component; for workers the effective value is spec.replicas, this one is generally ignored by the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(AlluxioCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(AlluxioCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kAlluxioCompTemplateSpecShape{.name = "AlluxioCompTemplateSpec", .fields = kAlluxioCompTemplateSpecFields, .unknown = offsetof(AlluxioCompTemplateSpec, unknown)};

constexpr FieldInfo kAlluxioFuseSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(AlluxioFuseSpec, args), .doc = "FUSE command line; default fuse --fuse-opts=kernel_cache,rw/ro...,max_read=131072,... depending on Alluxio version"},
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, clean_policy), .doc = "when the FUSE pod on a node is removed: OnRuntimeDeleted (default), OnDemand (last user pod gone), OnFuseChanged (only if a newer FUSE generation exists). Free string in the CRD (no enum) except CacheRuntime; unknown values fail at NodeUnstage"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioFuseSpec, env), .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(AlluxioFuseSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "jvmOptions", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(AlluxioFuseSpec, jvm_options), .doc = "extra JVM flags"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, network_mode), .allowed = kNames0, .doc = "HostNetwork is default when empty; ContainerNetwork = pod network"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioFuseSpec, node_selector), .doc = "plain node selector of the pods of this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioFuseSpec, properties), .doc = "engine property key/values for this component, override spec-level properties"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(AlluxioFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "requests and limits of the component container"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(AlluxioFuseSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "extra mounts; each name must exist in spec.volumes"},
};
constinit const ShapeInfo kAlluxioFuseSpecShape{.name = "AlluxioFuseSpec", .fields = kAlluxioFuseSpecFields, .unknown = offsetof(AlluxioFuseSpec, unknown)};

constexpr FieldInfo kAlluxioRuntimeSpecFields[] = {
    {.name = "alluxioVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, alluxio_version), .shape = &kVersionSpecShape, .doc = "image triple of master/worker"},
    {.name = "apiGateway", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, api_gateway), .shape = &kAlluxioCompTemplateSpecShape, .doc = "Alluxio proxy (REST/S3)"},
    {.name = "data", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, data), .shape = &kDataShape, .doc = "replicas/pin"},
    {.name = "disablePrometheus", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(AlluxioRuntimeSpec, disable_prometheus), .doc = "do not expose the engine metrics ports/annotations"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, fuse), .shape = &kAlluxioFuseSpecShape, .doc = "FUSE client spec"},
    {.name = "hadoopConfig", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioRuntimeSpec, hadoop_config), .doc = "config map name with core-site/hdfs-site"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(AlluxioRuntimeSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "pull secrets appended to the pod spec"},
    {.name = "initUsers", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, init_users), .shape = &kInitUsersSpecShape, .doc = "init container creating users"},
    {.name = "jobMaster", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, job_master), .shape = &kAlluxioCompTemplateSpecShape, .doc = "Alluxio job service"},
    {.name = "jobWorker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, job_worker), .shape = &kAlluxioCompTemplateSpecShape, .doc = "Alluxio job service"},
    {.name = "jvmOptions", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(AlluxioRuntimeSpec, jvm_options), .doc = "extra JVM flags"},
    {.name = "management", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, management), .shape = &kRuntimeManagementShape, .doc = "RuntimeManagement"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, master), .shape = &kAlluxioCompTemplateSpecShape, .doc = "master component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations copied on the pods of this component (or of all components when at spec level)"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioRuntimeSpec, properties), .doc = "global alluxio-site properties"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(AlluxioRuntimeSpec, replicas), .doc = "worker count, scale subresource"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(AlluxioRuntimeSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "uid/gid/user/group the engine runs as (init-users container creates it)"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "cache media"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(AlluxioRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "extra pod volumes usable by component volumeMounts"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, worker), .shape = &kAlluxioCompTemplateSpecShape, .doc = "worker component"},
};
constinit const ShapeInfo kAlluxioRuntimeSpecShape{.name = "AlluxioRuntimeSpec", .fields = kAlluxioRuntimeSpecFields, .unknown = offsetof(AlluxioRuntimeSpec, unknown)};

constexpr FieldInfo kDataFields[] = {
    {.name = "pin", .type = Type::kBool, .storage = Storage::kBool, .omit = Omit::kNever, .offset = offsetof(Data, pin), .doc = "pin the data in cache"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .offset = offsetof(Data, replicas), .doc = "replication factor hint"},
};
constinit const ShapeInfo kDataShape{.name = "Data", .fields = kDataFields, .unknown = offsetof(Data, unknown)};

}  // namespace fluid::model
