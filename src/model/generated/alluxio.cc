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
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntime, spec), .shape = &kAlluxioRuntimeSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntime, status), .shape = &kRuntimeStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kAlluxioRuntimeSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kAlluxioRuntimeShape{.name = "AlluxioRuntime", .fields = kAlluxioRuntimeFields, .slots = kAlluxioRuntimeSlots, .seed = 2175216119781798973u, .defaults_below = true, .doc = "an Alluxio cache", .unknown = offsetof(AlluxioRuntime, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<AlluxioRuntime>>(); }};

constexpr FieldInfo kAlluxioCompTemplateSpecFields[] = {
    {.name = "enabled", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(AlluxioCompTemplateSpec, enabled), .doc = "runs the component; only for apiGateway"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioCompTemplateSpec, env), .doc = "added to the environment of the component"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(AlluxioCompTemplateSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "jvmOptions", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(AlluxioCompTemplateSpec, jvm_options), .doc = "flags for the Java virtual machine"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioCompTemplateSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioCompTemplateSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioCompTemplateSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "ports", .type = Type::kInt32, .container = Container::kMap, .storage = Storage::kIntMap, .offset = offsetof(AlluxioCompTemplateSpec, ports), .doc = "ports by name; left out: chosen"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioCompTemplateSpec, properties), .doc = "properties of the engine for this component; they win over those of the spec"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(AlluxioCompTemplateSpec, replicas), .min = 1, .doc = "number of pods; of workers, spec.replicas counts"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(AlluxioCompTemplateSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(AlluxioCompTemplateSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kAlluxioCompTemplateSpecSlots[] = {8, 0, 0, 0, 11, 0, 0, 12, 0, 1, 0, 6, 0, 4, 0, 7, 0, 0, 2, 10, 0, 0, 9, 0, 0, 0, 0, 5, 0, 3, 0, 0};
constinit const ShapeInfo kAlluxioCompTemplateSpecShape{.name = "AlluxioCompTemplateSpec", .fields = kAlluxioCompTemplateSpecFields, .slots = kAlluxioCompTemplateSpecSlots, .seed = 14799178230035213023u, .doc = "a component of Alluxio", .unknown = offsetof(AlluxioCompTemplateSpec, unknown)};

constexpr FieldInfo kAlluxioFuseSpecFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(AlluxioFuseSpec, args), .doc = "arguments of the client; unset: those that fit the version"},
    {.name = "cleanPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, clean_policy), .doc = "when the client on a node ends: OnRuntimeDeleted (default), OnDemand (after its last user), OnFuseChanged (when a newer client waits)"},
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioFuseSpec, env), .doc = "added to the environment of the component"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(AlluxioFuseSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "jvmOptions", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(AlluxioFuseSpec, jvm_options), .doc = "flags for the Java virtual machine"},
    {.name = "networkMode", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioFuseSpec, network_mode), .allowed = kNames0, .doc = "network of the pods; empty: that of the host"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioFuseSpec, node_selector), .doc = "labels that a node must have to run this component"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioFuseSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioFuseSpec, properties), .doc = "properties of the engine for this component; they win over those of the spec"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(AlluxioFuseSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(AlluxioFuseSpec, volume_mounts), .shape = &kVolumeMountShape, .doc = "volumes of the runtime that the container sees"},
};
constexpr uint8_t kAlluxioFuseSpecSlots[] = {6, 4, 9, 5, 0, 0, 0, 0, 2, 0, 0, 13, 1, 0, 0, 11, 0, 0, 0, 0, 8, 0, 0, 0, 14, 7, 0, 0, 3, 10, 12, 0};
constinit const ShapeInfo kAlluxioFuseSpecShape{.name = "AlluxioFuseSpec", .fields = kAlluxioFuseSpecFields, .slots = kAlluxioFuseSpecSlots, .seed = 16255895523639956555u, .doc = "the client", .unknown = offsetof(AlluxioFuseSpec, unknown)};

constexpr FieldInfo kAlluxioRuntimeSpecFields[] = {
    {.name = "alluxioVersion", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, alluxio_version), .shape = &kVersionSpecShape, .doc = "image of masters and workers"},
    {.name = "apiGateway", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, api_gateway), .shape = &kAlluxioCompTemplateSpecShape, .doc = "REST and S3 gateway"},
    {.name = "data", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, data), .shape = &kDataShape, .doc = "how data is kept"},
    {.name = "disablePrometheus", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(AlluxioRuntimeSpec, disable_prometheus), .doc = "no metrics ports"},
    {.name = "fuse", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, fuse), .shape = &kAlluxioFuseSpecShape, .doc = "the client on nodes that read"},
    {.name = "hadoopConfig", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(AlluxioRuntimeSpec, hadoop_config), .doc = "config map with core-site.xml and hdfs-site.xml"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .atomic = true, .offset = offsetof(AlluxioRuntimeSpec, image_pull_secrets), .shape = &kLocalObjectReferenceShape, .doc = "secrets to pull images with"},
    {.name = "initUsers", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, init_users), .shape = &kInitUsersSpecShape, .doc = "makes the user of runAs before a component starts"},
    {.name = "jobMaster", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, job_master), .shape = &kAlluxioCompTemplateSpecShape, .doc = "master of background jobs"},
    {.name = "jobWorker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, job_worker), .shape = &kAlluxioCompTemplateSpecShape, .doc = "workers of background jobs"},
    {.name = "jvmOptions", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(AlluxioRuntimeSpec, jvm_options), .doc = "flags for the Java virtual machine"},
    {.name = "management", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, management), .shape = &kRuntimeManagementShape, .doc = "how cache and metadata are looked after"},
    {.name = "master", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, master), .shape = &kAlluxioCompTemplateSpecShape, .doc = "the master"},
    {.name = "podMetadata", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, pod_metadata), .shape = &kPodMetadataShape, .doc = "labels and annotations for the pods of this component"},
    {.name = "properties", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(AlluxioRuntimeSpec, properties), .doc = "properties of all components"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(AlluxioRuntimeSpec, replicas), .doc = "number of workers"},
    {.name = "runAs", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(AlluxioRuntimeSpec, run_as), .shape = &kUserShape, .access = &OptionalAccess<User>::kValue, .doc = "user and group that the engine runs as"},
    {.name = "tieredstore", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, tieredstore), .shape = &kTieredStoreShape, .doc = "where the cache lies"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(AlluxioRuntimeSpec, volumes), .shape = &kVolumeShape, .doc = "volumes that volumeMounts may name"},
    {.name = "worker", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(AlluxioRuntimeSpec, worker), .shape = &kAlluxioCompTemplateSpecShape, .doc = "the workers"},
};
constexpr uint8_t kAlluxioRuntimeSpecSlots[] = {0, 0, 0, 2, 0, 0, 11, 9, 0, 0, 1, 0, 0, 20, 0, 0, 0, 0, 0, 15, 0, 6, 0, 0, 0, 0, 10, 0, 0, 16, 13, 0, 0, 18, 8, 0, 0, 3, 0, 0, 0, 0, 0, 19, 0, 0, 7, 0, 4, 0, 0, 0, 12, 17, 0, 0, 14, 0, 0, 5, 0, 0, 0, 0};
constinit const ShapeInfo kAlluxioRuntimeSpecShape{.name = "AlluxioRuntimeSpec", .fields = kAlluxioRuntimeSpecFields, .slots = kAlluxioRuntimeSpecSlots, .seed = 14037279428536751483u, .defaults_below = true, .doc = "an Alluxio cache", .unknown = offsetof(AlluxioRuntimeSpec, unknown)};

constexpr FieldInfo kDataFields[] = {
    {.name = "pin", .type = Type::kBool, .storage = Storage::kBool, .omit = Omit::kNever, .offset = offsetof(Data, pin), .doc = "loaded data is not evicted"},
    {.name = "replicas", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .offset = offsetof(Data, replicas), .doc = "copies of a block in the cache"},
};
constexpr uint8_t kDataSlots[] = {0, 1, 0, 2};
constinit const ShapeInfo kDataShape{.name = "Data", .fields = kDataFields, .slots = kDataSlots, .seed = 10499958131665514997u, .doc = "how data is kept", .unknown = offsetof(Data, unknown)};

}  // namespace fluid::model
