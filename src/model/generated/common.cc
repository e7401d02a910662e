// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/common.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"MEM", "SSD", "HDD"};
constexpr std::string_view kNames1[] = {"hostPath", "emptyDir"};
}  // namespace

constexpr FieldInfo kAPIGatewayStatusFields[] = {
    {.name = "endpoint", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(APIGatewayStatus, endpoint), .doc = "HOST:PORT of the gateway"},
};
constexpr uint8_t kAPIGatewayStatusSlots[] = {1, 0};
constinit const ShapeInfo kAPIGatewayStatusShape{.name = "APIGatewayStatus", .fields = kAPIGatewayStatusFields, .slots = kAPIGatewayStatusSlots, .seed = 10499958131665514997u, .doc = "where the gateway is", .unknown = offsetof(APIGatewayStatus, unknown)};

constexpr FieldInfo kCleanCachePolicyFields[] = {
    {.name = "gracePeriodSeconds", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(CleanCachePolicy, grace_period_seconds), .default_json = "60", .doc = "time for one attempt"},
    {.name = "maxRetryAttempts", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(CleanCachePolicy, max_retry_attempts), .default_json = "3", .doc = "attempts, after which the runtime ends uncleaned"},
};
constexpr uint8_t kCleanCachePolicySlots[] = {2, 0, 0, 1};
constinit const ShapeInfo kCleanCachePolicyShape{.name = "CleanCachePolicy", .fields = kCleanCachePolicyFields, .slots = kCleanCachePolicySlots, .seed = 10499958131665514997u, .defaults = 2, .defaults_below = true, .doc = "how hard a cache is cleaned at its end", .unknown = offsetof(CleanCachePolicy, unknown)};

constexpr FieldInfo kEncryptOptionFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(EncryptOption, name), .doc = "name of the option"},
    {.name = "valueFrom", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EncryptOption, value_from), .shape = &kEncryptOptionSourceShape, .doc = "where its value is"},
};
constexpr uint8_t kEncryptOptionSlots[] = {0, 0, 2, 1};
constinit const ShapeInfo kEncryptOptionShape{.name = "EncryptOption", .fields = kEncryptOptionFields, .slots = kEncryptOptionSlots, .seed = 10499958131665514997u, .required = 1, .doc = "an option whose value is in a secret", .unknown = offsetof(EncryptOption, unknown)};

constexpr FieldInfo kEncryptOptionSourceFields[] = {
    {.name = "secretKeyRef", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EncryptOptionSource, secret_key_ref), .shape = &kSecretKeySelectorShape, .doc = "key of a secret in the namespace of the object"},
};
constexpr uint8_t kEncryptOptionSourceSlots[] = {0, 1};
constinit const ShapeInfo kEncryptOptionSourceShape{.name = "EncryptOptionSource", .fields = kEncryptOptionSourceFields, .slots = kEncryptOptionSourceSlots, .seed = 10499958131665514997u, .doc = "where a value is", .unknown = offsetof(EncryptOptionSource, unknown)};

constexpr FieldInfo kInitUsersSpecFields[] = {
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(InitUsersSpec, env), .doc = "added to its environment"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(InitUsersSpec, image), .doc = "container image, without its tag; empty: the default of the engine"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(InitUsersSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(InitUsersSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(InitUsersSpec, resources), .shape = &kResourceRequirementsShape, .doc = "what the container asks for and may use"},
};
constexpr uint8_t kInitUsersSpecSlots[] = {0, 3, 0, 0, 5, 0, 4, 1, 0, 0, 0, 2, 0, 0, 0, 0};
constinit const ShapeInfo kInitUsersSpecShape{.name = "InitUsersSpec", .fields = kInitUsersSpecFields, .slots = kInitUsersSpecSlots, .seed = 10499958131665514997u, .doc = "makes users before a component starts", .unknown = offsetof(InitUsersSpec, unknown)};

constexpr FieldInfo kLevelFields[] = {
    {.name = "high", .type = Type::kString, .storage = Storage::kString, .check = Check::kShare, .offset = offsetof(Level, high), .doc = "share of the quota above which data is evicted"},
    {.name = "low", .type = Type::kString, .storage = Storage::kString, .check = Check::kShare, .offset = offsetof(Level, low), .doc = "share of the quota down to which data is evicted"},
    {.name = "mediumtype", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Level, mediumtype), .allowed = kNames0, .doc = "memory, SSD or disk; a faster one is used first"},
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .check = Check::kPathList, .offset = offsetof(Level, path), .min_len = 1, .doc = "folders, joined by commas"},
    {.name = "quota", .type = Type::kQuantity, .storage = Storage::kString, .pointer = true, .offset = offsetof(Level, quota), .doc = "most bytes, divided equally among the folders"},
    {.name = "quotaList", .type = Type::kString, .storage = Storage::kString, .check = Check::kQuantityList, .offset = offsetof(Level, quota_list), .doc = "most bytes of each folder, joined by commas; wins over quota"},
    {.name = "volumeSource", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(Level, volume_source), .shape = &kVolumeSourceShape, .doc = "a volume in place of a folder of the node"},
    {.name = "volumeType", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .offset = offsetof(Level, volume_type), .default_json = "\"hostPath\"", .allowed = kNames1, .doc = "whether the folder is the node's or lives with the pod"},
};
constexpr uint8_t kLevelSlots[] = {0, 1, 8, 0, 3, 5, 0, 0, 0, 7, 4, 0, 0, 0, 2, 6};
constinit const ShapeInfo kLevelShape{.name = "Level", .fields = kLevelFields, .slots = kLevelSlots, .seed = 14799178230035213023u, .required = 1, .defaults = 1, .defaults_below = true, .doc = "one tier of a cache", .unknown = offsetof(Level, unknown)};

constexpr FieldInfo kMetadataSyncPolicyFields[] = {
    {.name = "autoSync", .type = Type::kBool, .storage = Storage::kOptionalBool, .pointer = true, .offset = offsetof(MetadataSyncPolicy, auto_sync), .doc = "whether the sources are listed unasked; unset: yes, for ThinRuntime no"},
};
constexpr uint8_t kMetadataSyncPolicySlots[] = {1, 0};
constinit const ShapeInfo kMetadataSyncPolicyShape{.name = "MetadataSyncPolicy", .fields = kMetadataSyncPolicyFields, .slots = kMetadataSyncPolicySlots, .seed = 10499958131665514997u, .doc = "how news of the sources are learned", .unknown = offsetof(MetadataSyncPolicy, unknown)};

constexpr FieldInfo kMountFields[] = {
    {.name = "encryptOptions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(Mount, encrypt_options), .shape = &kEncryptOptionShape, .access = &VectorAccess<EncryptOption>::kValue, .doc = "options whose values are in secrets"},
    {.name = "mountPoint", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Mount, mount_point), .min_len = 5, .doc = "the source: http(s)://, s3://, local:///, pvc://, dataset://NAMESPACE/NAME, or what the engine knows"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Mount, name), .doc = "its name, unique in the dataset"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(Mount, options), .doc = "options for this source; they win over sharedOptions"},
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .check = Check::kPath, .offset = offsetof(Mount, path), .doc = "where in the tree; unset: /NAME"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(Mount, read_only), .doc = "nothing is written to it"},
    {.name = "shared", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(Mount, shared), .doc = "other users of the engine may see it"},
};
constexpr uint8_t kMountSlots[] = {0, 0, 0, 3, 0, 0, 7, 2, 0, 0, 5, 4, 1, 0, 0, 6};
constinit const ShapeInfo kMountShape{.name = "Mount", .fields = kMountFields, .slots = kMountSlots, .seed = 14799178230035213023u, .required = 1, .doc = "one source", .unknown = offsetof(Mount, unknown)};

constexpr FieldInfo kPodMetadataFields[] = {
    {.name = "annotations", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(PodMetadata, annotations), .doc = "free text by key"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(PodMetadata, labels), .doc = "short values by key"},
};
constexpr uint8_t kPodMetadataSlots[] = {0, 1, 2, 0};
constinit const ShapeInfo kPodMetadataShape{.name = "PodMetadata", .fields = kPodMetadataFields, .slots = kPodMetadataSlots, .seed = 10499958131665514997u, .doc = "labels and annotations of pods", .unknown = offsetof(PodMetadata, unknown)};

constexpr FieldInfo kRuntimeConditionFields[] = {
    {.name = "lastProbeTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(RuntimeCondition, last_probe_time), .doc = "when it was last looked at"},
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(RuntimeCondition, last_transition_time), .doc = "when the status last changed"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeCondition, message), .doc = "for people"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeCondition, reason), .doc = "for programs, in CamelCase"},
    {.name = "status", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeCondition, status), .doc = "True, False or Unknown"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeCondition, type), .doc = "such as MasterReady, WorkersReady, FusesReady"},
};
constexpr uint8_t kRuntimeConditionSlots[] = {2, 0, 3, 5, 0, 0, 6, 1, 0, 0, 4, 0, 0, 0, 0, 0};
constinit const ShapeInfo kRuntimeConditionShape{.name = "RuntimeCondition", .fields = kRuntimeConditionFields, .slots = kRuntimeConditionSlots, .seed = 2175216119781798973u, .required = 2, .doc = "one thing that is known about a runtime", .unknown = offsetof(RuntimeCondition, unknown)};

constexpr FieldInfo kRuntimeManagementFields[] = {
    {.name = "cleanCachePolicy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(RuntimeManagement, clean_cache_policy), .shape = &kCleanCachePolicyShape, .doc = "how hard the cache is cleaned when the runtime ends"},
    {.name = "metadataSyncPolicy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(RuntimeManagement, metadata_sync_policy), .shape = &kMetadataSyncPolicyShape, .doc = "how news of the sources are learned"},
};
constexpr uint8_t kRuntimeManagementSlots[] = {0, 0, 1, 2};
constinit const ShapeInfo kRuntimeManagementShape{.name = "RuntimeManagement", .fields = kRuntimeManagementFields, .slots = kRuntimeManagementSlots, .seed = 10499958131665514997u, .defaults_below = true, .doc = "how cache and metadata are looked after", .unknown = offsetof(RuntimeManagement, unknown)};

constexpr FieldInfo kRuntimeStatusFields[] = {
    {.name = "apiGateway", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeStatus, api_gateway), .shape = &kAPIGatewayStatusShape, .access = &OptionalAccess<APIGatewayStatus>::kValue, .doc = "the REST gateway"},
    {.name = "cacheAffinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(RuntimeStatus, cache_affinity), .shape = &kNodeAffinityShape, .doc = "nodes that the workers may use"},
    {.name = "cacheStates", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(RuntimeStatus, cache_states), .doc = "figures of the cache by name: capacity, cached, ratio, hit ratios"},
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(RuntimeStatus, conditions), .shape = &kRuntimeConditionShape, .access = &VectorAccess<RuntimeCondition>::kValue, .doc = "what is known, one of each type"},
    {.name = "currentFuseNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, current_fuse_number_scheduled), .doc = "clients there are"},
    {.name = "currentMasterNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, current_master_number_scheduled), .doc = "masters there are"},
    {.name = "currentWorkerNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, current_worker_number_scheduled), .doc = "workers there are"},
    {.name = "desiredFuseNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, desired_fuse_number_scheduled), .doc = "clients there shall be"},
    {.name = "desiredMasterNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, desired_master_number_scheduled), .doc = "masters there shall be"},
    {.name = "desiredWorkerNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, desired_worker_number_scheduled), .doc = "workers there shall be"},
    {.name = "fuseNumberAvailable", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeStatus, fuse_number_available), .doc = "clients that have served for a while"},
    {.name = "fuseNumberReady", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, fuse_number_ready), .doc = "clients that serve"},
    {.name = "fuseNumberUnavailable", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeStatus, fuse_number_unavailable), .doc = "clients that do not serve"},
    {.name = "fusePhase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, fuse_phase), .doc = "of the clients: empty, NotReady, PartialReady or Ready"},
    {.name = "fuseReason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, fuse_reason), .doc = "why the clients are in that phase"},
    {.name = "masterNumberReady", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, master_number_ready), .doc = "masters that serve"},
    {.name = "masterPhase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, master_phase), .doc = "of the masters: empty, NotReady, PartialReady or Ready"},
    {.name = "masterReason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, master_reason), .doc = "why the masters are in that phase"},
    {.name = "mountTime", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(RuntimeStatus, mount_time), .doc = "when the sources were last mounted"},
    {.name = "mounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(RuntimeStatus, mounts), .shape = &kMountShape, .access = &VectorAccess<Mount>::kValue, .doc = "the sources as they are mounted"},
    {.name = "selector", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, selector), .doc = "labels of the workers, as text"},
    {.name = "setupDuration", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, setup_duration), .doc = "from creation until it first served"},
    {.name = "valueFile", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, value_file), .doc = "unused here"},
    {.name = "workerNumberAvailable", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeStatus, worker_number_available), .doc = "workers that have served for a while"},
    {.name = "workerNumberReady", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, worker_number_ready), .doc = "workers that serve"},
    {.name = "workerNumberUnavailable", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeStatus, worker_number_unavailable), .doc = "workers that do not serve"},
    {.name = "workerPhase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, worker_phase), .doc = "of the workers: empty, NotReady, PartialReady or Ready"},
    {.name = "workerReason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, worker_reason), .doc = "why the workers are in that phase"},
};
constexpr uint8_t kRuntimeStatusSlots[] = {0, 0, 0, 1, 0, 2, 0, 21, 0, 0, 19, 11, 18, 0, 28, 26, 4, 5, 20, 0, 14, 7, 23, 10, 15, 16, 22, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 12, 9, 0, 25, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 27, 0, 0, 17, 24, 13};
constinit const ShapeInfo kRuntimeStatusShape{.name = "RuntimeStatus", .fields = kRuntimeStatusFields, .slots = kRuntimeStatusSlots, .seed = 17512350197995985493u, .required = 13, .doc = "how a runtime does", .unknown = offsetof(RuntimeStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<RuntimeStatus*>(to) = *static_cast<const RuntimeStatus*>(from); }};

constexpr FieldInfo kSecretKeySelectorFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(SecretKeySelector, key), .doc = "one of its keys"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(SecretKeySelector, name), .doc = "name of the secret"},
};
constexpr uint8_t kSecretKeySelectorSlots[] = {2, 0, 0, 1};
constinit const ShapeInfo kSecretKeySelectorShape{.name = "SecretKeySelector", .fields = kSecretKeySelectorFields, .slots = kSecretKeySelectorSlots, .seed = 14799178230035213023u, .required = 1, .doc = "one value of a secret", .unknown = offsetof(SecretKeySelector, unknown)};

constexpr FieldInfo kTieredStoreFields[] = {
    {.name = "levels", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(TieredStore, levels), .shape = &kLevelShape, .access = &VectorAccess<Level>::kValue, .doc = "the tiers"},
};
constexpr uint8_t kTieredStoreSlots[] = {1, 0};
constinit const ShapeInfo kTieredStoreShape{.name = "TieredStore", .fields = kTieredStoreFields, .slots = kTieredStoreSlots, .seed = 10499958131665514997u, .defaults_below = true, .doc = "the tiers of a cache", .unknown = offsetof(TieredStore, unknown)};

constexpr FieldInfo kUserFields[] = {
    {.name = "gid", .type = Type::kInt64, .storage = Storage::kOptionalInt64, .omit = Omit::kNever, .required = true, .pointer = true, .offset = offsetof(User, gid), .doc = "number of the group"},
    {.name = "group", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(User, group), .doc = "name of the group"},
    {.name = "uid", .type = Type::kInt64, .storage = Storage::kOptionalInt64, .omit = Omit::kNever, .required = true, .pointer = true, .offset = offsetof(User, uid), .doc = "number of the user"},
    {.name = "user", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(User, user), .doc = "name of the user"},
};
constexpr uint8_t kUserSlots[] = {0, 0, 3, 0, 0, 1, 2, 4};
constinit const ShapeInfo kUserShape{.name = "User", .fields = kUserFields, .slots = kUserSlots, .seed = 14799178230035213023u, .required = 4, .doc = "a user and a group", .unknown = offsetof(User, unknown)};

constexpr FieldInfo kVersionSpecFields[] = {
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VersionSpec, image), .doc = "container image, without its tag"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VersionSpec, image_pull_policy), .doc = "Always, IfNotPresent (default) or Never"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VersionSpec, image_tag), .doc = "tag of the image; empty: the default of the engine"},
};
constexpr uint8_t kVersionSpecSlots[] = {2, 0, 0, 3, 0, 1, 0, 0};
constinit const ShapeInfo kVersionSpecShape{.name = "VersionSpec", .fields = kVersionSpecFields, .slots = kVersionSpecSlots, .seed = 10499958131665514997u, .doc = "an image", .unknown = offsetof(VersionSpec, unknown)};

}  // namespace fluid::model
