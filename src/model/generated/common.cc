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
    {.name = "endpoint", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(APIGatewayStatus, endpoint), .doc = "host:port of the Alluxio proxy"},
};
constinit const ShapeInfo kAPIGatewayStatusShape{.name = "APIGatewayStatus", .fields = kAPIGatewayStatusFields, .unknown = offsetof(APIGatewayStatus, unknown)};

constexpr FieldInfo kCleanCachePolicyFields[] = {
    {.name = "gracePeriodSeconds", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(CleanCachePolicy, grace_period_seconds), .default_json = "60", .doc = "time limit given to one clean attempt (exec timeout)"},
    {.name = "maxRetryAttempts", .type = Type::kInt32, .storage = Storage::kOptionalInt32, .pointer = true, .offset = offsetof(CleanCachePolicy, max_retry_attempts), .default_json = "3", .doc = "after that many failed attempts the controller stops cleaning and goes on with deletion"},
};
constinit const ShapeInfo kCleanCachePolicyShape{.name = "CleanCachePolicy", .fields = kCleanCachePolicyFields, .unknown = offsetof(CleanCachePolicy, unknown)};

constexpr FieldInfo kEncryptOptionFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(EncryptOption, name), .doc = "option key handed to the engine"},
    {.name = "valueFrom", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EncryptOption, value_from), .shape = &kEncryptOptionSourceShape, .doc = "where the value comes from"},
};
constinit const ShapeInfo kEncryptOptionShape{.name = "EncryptOption", .fields = kEncryptOptionFields, .unknown = offsetof(EncryptOption, unknown)};

constexpr FieldInfo kEncryptOptionSourceFields[] = {
    {.name = "secretKeyRef", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(EncryptOptionSource, secret_key_ref), .shape = &kSecretKeySelectorShape, .doc = "the only source kind"},
};
constinit const ShapeInfo kEncryptOptionSourceShape{.name = "EncryptOptionSource", .fields = kEncryptOptionSourceFields, .unknown = offsetof(EncryptOptionSource, unknown)};

constexpr FieldInfo kInitUsersSpecFields[] = {
    {.name = "env", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(InitUsersSpec, env), .doc = "extra environment for the component container"},
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(InitUsersSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(InitUsersSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(InitUsersSpec, image_tag), .doc = "image tag; empty = engine default"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(InitUsersSpec, resources), .shape = &kResourceRequirementsShape, .doc = "resources of the init container"},
};
constinit const ShapeInfo kInitUsersSpecShape{.name = "InitUsersSpec", .fields = kInitUsersSpecFields, .unknown = offsetof(InitUsersSpec, unknown)};

constexpr FieldInfo kLevelFields[] = {
    {.name = "high", .type = Type::kString, .storage = Storage::kString, .check = Check::kShare, .offset = offsetof(Level, high), .doc = "ratio string, eviction starts above it"},
    {.name = "low", .type = Type::kString, .storage = Storage::kString, .check = Check::kShare, .offset = offsetof(Level, low), .doc = "ratio string, eviction stops below it"},
    {.name = "mediumtype", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Level, mediumtype), .allowed = kNames0, .doc = "medium of the tier; sort order MEM<SSD<HDD"},
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .check = Check::kPathList, .offset = offsetof(Level, path), .min_len = 1, .doc = "one or more absolute dirs, comma separated; per path a mount is made"},
    {.name = "quota", .type = Type::kQuantity, .storage = Storage::kString, .pointer = true, .offset = offsetof(Level, quota), .doc = "total quota of the tier; split equally (integer division) across the paths"},
    {.name = "quotaList", .type = Type::kString, .storage = Storage::kString, .check = Check::kQuantityList, .offset = offsetof(Level, quota_list), .doc = "comma list of quantities, one per path; wins over quota; count must equal path count; pattern needs at least two entries"},
    {.name = "volumeSource", .type = Type::kObject, .storage = Storage::kRaw, .offset = offsetof(Level, volume_source), .shape = &kVolumeSourceShape, .doc = "inline corev1.VolumeSource; only its emptyDir part is used by engines"},
    {.name = "volumeType", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .offset = offsetof(Level, volume_type), .default_json = "\"hostPath\"", .allowed = kNames1, .doc = "how the cache dir is provided to the worker pod. A third constant volumeTemplate exists but the enum rejects it"},
};
constinit const ShapeInfo kLevelShape{.name = "Level", .fields = kLevelFields, .unknown = offsetof(Level, unknown)};

constexpr FieldInfo kMetadataSyncPolicyFields[] = {
    {.name = "autoSync", .type = Type::kBool, .storage = Storage::kOptionalBool, .pointer = true, .offset = offsetof(MetadataSyncPolicy, auto_sync), .doc = "nil means true; false disables the automatic UFS scan, ufsTotal stays empty. Exception: Thin treats nil as false"},
};
constinit const ShapeInfo kMetadataSyncPolicyShape{.name = "MetadataSyncPolicy", .fields = kMetadataSyncPolicyFields, .unknown = offsetof(MetadataSyncPolicy, unknown)};

constexpr FieldInfo kMountFields[] = {
    {.name = "encryptOptions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(Mount, encrypt_options), .shape = &kEncryptOptionShape, .access = &VectorAccess<EncryptOption>::kValue, .doc = "options whose values come from secrets"},
    {.name = "mountPoint", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(Mount, mount_point), .min_len = 5, .doc = "UFS URI; schemes with own meaning: local:// pvc:// http(s):// dataset://, all others are passed to the engine"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Mount, name), .doc = "mount name; used for the default path; uniqueness is only checked by Thin"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(Mount, options), .doc = "engine option map; overrides sharedOptions"},
    {.name = "path", .type = Type::kString, .storage = Storage::kString, .check = Check::kPath, .offset = offsetof(Mount, path), .doc = "path in the unified namespace; default /<name>"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(Mount, read_only), .doc = "passed to the engine"},
    {.name = "shared", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(Mount, shared), .doc = "passed to the engine (Alluxio --shared)"},
};
constinit const ShapeInfo kMountShape{.name = "Mount", .fields = kMountFields, .unknown = offsetof(Mount, unknown)};

constexpr FieldInfo kPodMetadataFields[] = {
    {.name = "annotations", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(PodMetadata, annotations), .doc = "annotations"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(PodMetadata, labels), .doc = "labels"},
};
constinit const ShapeInfo kPodMetadataShape{.name = "PodMetadata", .fields = kPodMetadataFields, .unknown = offsetof(PodMetadata, unknown)};

constexpr FieldInfo kRuntimeConditionFields[] = {
    {.name = "lastProbeTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(RuntimeCondition, last_probe_time), .doc = "time"},
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(RuntimeCondition, last_transition_time), .doc = "time"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeCondition, message), .doc = "text"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeCondition, reason), .doc = "text"},
    {.name = "status", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeCondition, status), .doc = "True/False"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeCondition, type), .doc = "see list below"},
};
constinit const ShapeInfo kRuntimeConditionShape{.name = "RuntimeCondition", .fields = kRuntimeConditionFields, .unknown = offsetof(RuntimeCondition, unknown)};

constexpr FieldInfo kRuntimeManagementFields[] = {
    {.name = "cleanCachePolicy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(RuntimeManagement, clean_cache_policy), .shape = &kCleanCachePolicyShape, .doc = "cache cleaning at shutdown"},
    {.name = "metadataSyncPolicy", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(RuntimeManagement, metadata_sync_policy), .shape = &kMetadataSyncPolicyShape, .doc = "UFS metadata scan"},
};
constinit const ShapeInfo kRuntimeManagementShape{.name = "RuntimeManagement", .fields = kRuntimeManagementFields, .unknown = offsetof(RuntimeManagement, unknown)};

constexpr FieldInfo kRuntimeStatusFields[] = {
    {.name = "apiGateway", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(RuntimeStatus, api_gateway), .shape = &kAPIGatewayStatusShape, .access = &OptionalAccess<APIGatewayStatus>::kValue, .doc = "Alluxio only"},
    {.name = "cacheAffinity", .type = Type::kObject, .storage = Storage::kRaw, .pointer = true, .offset = offsetof(RuntimeStatus, cache_affinity), .shape = &kNodeAffinityShape, .doc = "static node affinity of the workers (nodeSelector + required nodeAffinity); read by the webhook for zone/region locality"},
    {.name = "cacheStates", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(RuntimeStatus, cache_states), .doc = "same map as dataset.status.cacheStates"},
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(RuntimeStatus, conditions), .shape = &kRuntimeConditionShape, .access = &VectorAccess<RuntimeCondition>::kValue, .doc = "condition list"},
    {.name = "currentFuseNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, current_fuse_number_scheduled), .doc = "current"},
    {.name = "currentMasterNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, current_master_number_scheduled), .doc = "current"},
    {.name = "currentWorkerNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, current_worker_number_scheduled), .doc = "pods created (scale subresource statuspath)"},
    {.name = "desiredFuseNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, desired_fuse_number_scheduled), .doc = "desired"},
    {.name = "desiredMasterNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, desired_master_number_scheduled), .doc = "desired"},
    {.name = "desiredWorkerNumberScheduled", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, desired_worker_number_scheduled), .doc = "spec.replicas as seen"},
    {.name = "fuseNumberAvailable", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeStatus, fuse_number_available), .doc = "available"},
    {.name = "fuseNumberReady", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, fuse_number_ready), .doc = "ready"},
    {.name = "fuseNumberUnavailable", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeStatus, fuse_number_unavailable), .doc = "unavailable"},
    {.name = "fusePhase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, fuse_phase), .doc = "RuntimePhase, always Ready once computed"},
    {.name = "fuseReason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, fuse_reason), .doc = "text"},
    {.name = "masterNumberReady", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, master_number_ready), .doc = "ready"},
    {.name = "masterPhase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, master_phase), .doc = "RuntimePhase of the master"},
    {.name = "masterReason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, master_reason), .doc = "text"},
    {.name = "mountTime", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(RuntimeStatus, mount_time), .doc = "last UFS mount; compared with the master start time to remount"},
    {.name = "mounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(RuntimeStatus, mounts), .shape = &kMountShape, .access = &VectorAccess<Mount>::kValue, .doc = "Thin: mounts as last written to the FUSE config"},
    {.name = "selector", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, selector), .doc = "label selector text for HPA"},
    {.name = "setupDuration", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, setup_duration), .doc = "creation to first ready, text"},
    {.name = "valueFile", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, value_file), .doc = "name of the config map with the helm values of the last install"},
    {.name = "workerNumberAvailable", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeStatus, worker_number_available), .doc = "available"},
    {.name = "workerNumberReady", .type = Type::kInt32, .storage = Storage::kInt32, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, worker_number_ready), .doc = "ready"},
    {.name = "workerNumberUnavailable", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(RuntimeStatus, worker_number_unavailable), .doc = "unavailable"},
    {.name = "workerPhase", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(RuntimeStatus, worker_phase), .doc = "RuntimePhase of the workers"},
    {.name = "workerReason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(RuntimeStatus, worker_reason), .doc = "text"},
};
constinit const ShapeInfo kRuntimeStatusShape{.name = "RuntimeStatus", .fields = kRuntimeStatusFields, .unknown = offsetof(RuntimeStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<RuntimeStatus*>(to) = *static_cast<const RuntimeStatus*>(from); }};

constexpr FieldInfo kSecretKeySelectorFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(SecretKeySelector, key), .doc = "key"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(SecretKeySelector, name), .doc = "secret in the namespace of the dataset"},
};
constinit const ShapeInfo kSecretKeySelectorShape{.name = "SecretKeySelector", .fields = kSecretKeySelectorFields, .unknown = offsetof(SecretKeySelector, unknown)};

constexpr FieldInfo kTieredStoreFields[] = {
    {.name = "levels", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(TieredStore, levels), .shape = &kLevelShape, .access = &VectorAccess<Level>::kValue, .doc = "ordered tiers; empty = no worker cache declared"},
};
constinit const ShapeInfo kTieredStoreShape{.name = "TieredStore", .fields = kTieredStoreFields, .unknown = offsetof(TieredStore, unknown)};

constexpr FieldInfo kUserFields[] = {
    {.name = "gid", .type = Type::kInt64, .storage = Storage::kOptionalInt64, .omit = Omit::kNever, .required = true, .pointer = true, .offset = offsetof(User, gid), .doc = "numeric id"},
    {.name = "group", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(User, group), .doc = "name"},
    {.name = "uid", .type = Type::kInt64, .storage = Storage::kOptionalInt64, .omit = Omit::kNever, .required = true, .pointer = true, .offset = offsetof(User, uid), .doc = "numeric id"},
    {.name = "user", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(User, user), .doc = "name"},
};
constinit const ShapeInfo kUserShape{.name = "User", .fields = kUserFields, .unknown = offsetof(User, unknown)};

constexpr FieldInfo kVersionSpecFields[] = {
    {.name = "image", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VersionSpec, image), .doc = "container image repository (no tag); empty = engine default from the controller env / chart values"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VersionSpec, image_pull_policy), .doc = "Always / IfNotPresent / Never as plain string; default IfNotPresent"},
    {.name = "imageTag", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(VersionSpec, image_tag), .doc = "image tag; empty = engine default"},
};
constinit const ShapeInfo kVersionSpecShape{.name = "VersionSpec", .fields = kVersionSpecFields, .unknown = offsetof(VersionSpec, unknown)};

}  // namespace fluid::model
