// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
constexpr std::string_view kNames0[] = {"containerPort", "protocol"};
constexpr std::string_view kNames1[] = {"name"};
constexpr std::string_view kNames2[] = {"topologyKey", "whenUnsatisfiable"};
constexpr std::string_view kNames3[] = {"uid"};
}  // namespace

constexpr FieldInfo kVolumeSourceFields[] = {
    {.name = "awsElasticBlockStore", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kAWSElasticBlockStoreVolumeSourceShape},
    {.name = "azureDisk", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kAzureDiskVolumeSourceShape},
    {.name = "azureFile", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kAzureFileVolumeSourceShape},
    {.name = "cephfs", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kCephFSVolumeSourceShape},
    {.name = "cinder", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kCinderVolumeSourceShape},
    {.name = "configMap", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kConfigMapVolumeSourceShape},
    {.name = "csi", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kCSIVolumeSourceShape},
    {.name = "downwardAPI", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kDownwardAPIVolumeSourceShape},
    {.name = "emptyDir", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kEmptyDirVolumeSourceShape},
    {.name = "ephemeral", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kEphemeralVolumeSourceShape},
    {.name = "fc", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kFCVolumeSourceShape},
    {.name = "flexVolume", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kFlexVolumeSourceShape},
    {.name = "flocker", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kFlockerVolumeSourceShape},
    {.name = "gcePersistentDisk", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kGCEPersistentDiskVolumeSourceShape},
    {.name = "gitRepo", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kGitRepoVolumeSourceShape},
    {.name = "glusterfs", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kGlusterfsVolumeSourceShape},
    {.name = "hostPath", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kHostPathVolumeSourceShape},
    {.name = "iscsi", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kISCSIVolumeSourceShape},
    {.name = "nfs", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kNFSVolumeSourceShape},
    {.name = "persistentVolumeClaim", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kPersistentVolumeClaimVolumeSourceShape},
    {.name = "photonPersistentDisk", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kPhotonPersistentDiskVolumeSourceShape},
    {.name = "portworxVolume", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kPortworxVolumeSourceShape},
    {.name = "projected", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kProjectedVolumeSourceShape},
    {.name = "quobyte", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kQuobyteVolumeSourceShape},
    {.name = "rbd", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kRBDVolumeSourceShape},
    {.name = "scaleIO", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kScaleIOVolumeSourceShape},
    {.name = "secret", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kSecretVolumeSourceShape},
    {.name = "storageos", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kStorageOSVolumeSourceShape},
    {.name = "vsphereVolume", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kVsphereVirtualDiskVolumeSourceShape},
};
constinit const ShapeInfo kVolumeSourceShape{.name = "VolumeSource", .fields = kVolumeSourceFields};

constexpr FieldInfo kAWSElasticBlockStoreVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "partition", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "volumeID", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kAWSElasticBlockStoreVolumeSourceShape{.name = "AWSElasticBlockStoreVolumeSource", .fields = kAWSElasticBlockStoreVolumeSourceFields};

constexpr FieldInfo kAffinityFields[] = {
    {.name = "nodeAffinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kNodeAffinityShape},
    {.name = "podAffinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodAffinityShape},
    {.name = "podAntiAffinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodAntiAffinityShape},
};
constinit const ShapeInfo kAffinityShape{.name = "Affinity", .fields = kAffinityFields};

constexpr FieldInfo kAzureDiskVolumeSourceFields[] = {
    {.name = "cachingMode", .type = Type::kString, .storage = Storage::kNone},
    {.name = "diskName", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "diskURI", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kAzureDiskVolumeSourceShape{.name = "AzureDiskVolumeSource", .fields = kAzureDiskVolumeSourceFields};

constexpr FieldInfo kAzureFileVolumeSourceFields[] = {
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "secretName", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "shareName", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kAzureFileVolumeSourceShape{.name = "AzureFileVolumeSource", .fields = kAzureFileVolumeSourceFields};

constexpr FieldInfo kCSIVolumeSourceFields[] = {
    {.name = "driver", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "nodePublishSecretRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLocalObjectReferenceShape},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "volumeAttributes", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone},
};
constinit const ShapeInfo kCSIVolumeSourceShape{.name = "CSIVolumeSource", .fields = kCSIVolumeSourceFields};

constexpr FieldInfo kCapabilitiesFields[] = {
    {.name = "add", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "drop", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
};
constinit const ShapeInfo kCapabilitiesShape{.name = "Capabilities", .fields = kCapabilitiesFields};

constexpr FieldInfo kCephFSVolumeSourceFields[] = {
    {.name = "monitors", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .required = true},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "secretFile", .type = Type::kString, .storage = Storage::kNone},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLocalObjectReferenceShape},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kCephFSVolumeSourceShape{.name = "CephFSVolumeSource", .fields = kCephFSVolumeSourceFields};

constexpr FieldInfo kCinderVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLocalObjectReferenceShape},
    {.name = "volumeID", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kCinderVolumeSourceShape{.name = "CinderVolumeSource", .fields = kCinderVolumeSourceFields};

constexpr FieldInfo kClaimSourceFields[] = {
    {.name = "resourceClaimName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "resourceClaimTemplateName", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kClaimSourceShape{.name = "ClaimSource", .fields = kClaimSourceFields};

constexpr FieldInfo kClusterTrustBundleProjectionFields[] = {
    {.name = "labelSelector", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLabelSelectorShape},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "signerName", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kClusterTrustBundleProjectionShape{.name = "ClusterTrustBundleProjection", .fields = kClusterTrustBundleProjectionFields};

constexpr FieldInfo kConfigMapEnvSourceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kConfigMapEnvSourceShape{.name = "ConfigMapEnvSource", .fields = kConfigMapEnvSourceFields};

constexpr FieldInfo kConfigMapKeySelectorFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kConfigMapKeySelectorShape{.name = "ConfigMapKeySelector", .fields = kConfigMapKeySelectorFields};

constexpr FieldInfo kConfigMapProjectionFields[] = {
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kConfigMapProjectionShape{.name = "ConfigMapProjection", .fields = kConfigMapProjectionFields};

constexpr FieldInfo kConfigMapVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kConfigMapVolumeSourceShape{.name = "ConfigMapVolumeSource", .fields = kConfigMapVolumeSourceFields};

constexpr FieldInfo kContainerFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEnvVarShape},
    {.name = "envFrom", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEnvFromSourceShape},
    {.name = "image", .type = Type::kString, .storage = Storage::kNone},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "lifecycle", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleShape},
    {.name = "livenessProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kContainerPortShape, .list_keys = kNames0},
    {.name = "readinessProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape},
    {.name = "resizePolicy", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kContainerResizePolicyShape},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kNone, .shape = &kResourceRequirementsShape},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "securityContext", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSecurityContextShape},
    {.name = "startupProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape},
    {.name = "stdin", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "stdinOnce", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "terminationMessagePath", .type = Type::kString, .storage = Storage::kNone},
    {.name = "terminationMessagePolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "tty", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "volumeDevices", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeDeviceShape},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeMountShape},
    {.name = "workingDir", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kContainerShape{.name = "Container", .fields = kContainerFields};

constexpr FieldInfo kContainerPortFields[] = {
    {.name = "containerPort", .type = Type::kInt32, .storage = Storage::kNone, .required = true},
    {.name = "hostIP", .type = Type::kString, .storage = Storage::kNone},
    {.name = "hostPort", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "protocol", .type = Type::kString, .storage = Storage::kNone, .default_json = "\"TCP\""},
};
constinit const ShapeInfo kContainerPortShape{.name = "ContainerPort", .fields = kContainerPortFields};

constexpr FieldInfo kContainerResizePolicyFields[] = {
    {.name = "resourceName", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kContainerResizePolicyShape{.name = "ContainerResizePolicy", .fields = kContainerResizePolicyFields};

constexpr FieldInfo kCoreSecretKeySelectorFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kCoreSecretKeySelectorShape{.name = "CoreSecretKeySelector", .fields = kCoreSecretKeySelectorFields};

constexpr FieldInfo kDownwardAPIProjectionFields[] = {
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kDownwardAPIVolumeFileShape},
};
constinit const ShapeInfo kDownwardAPIProjectionShape{.name = "DownwardAPIProjection", .fields = kDownwardAPIProjectionFields};

constexpr FieldInfo kDownwardAPIVolumeFileFields[] = {
    {.name = "fieldRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectFieldSelectorShape},
    {.name = "mode", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "resourceFieldRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kResourceFieldSelectorShape},
};
constinit const ShapeInfo kDownwardAPIVolumeFileShape{.name = "DownwardAPIVolumeFile", .fields = kDownwardAPIVolumeFileFields};

constexpr FieldInfo kDownwardAPIVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kDownwardAPIVolumeFileShape},
};
constinit const ShapeInfo kDownwardAPIVolumeSourceShape{.name = "DownwardAPIVolumeSource", .fields = kDownwardAPIVolumeSourceFields};

constexpr FieldInfo kEmptyDirVolumeSourceFields[] = {
    {.name = "medium", .type = Type::kString, .storage = Storage::kNone},
    {.name = "sizeLimit", .type = Type::kQuantity, .storage = Storage::kNone},
};
constinit const ShapeInfo kEmptyDirVolumeSourceShape{.name = "EmptyDirVolumeSource", .fields = kEmptyDirVolumeSourceFields};

constexpr FieldInfo kEnvFromSourceFields[] = {
    {.name = "configMapRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kConfigMapEnvSourceShape},
    {.name = "prefix", .type = Type::kString, .storage = Storage::kNone},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSecretEnvSourceShape},
};
constinit const ShapeInfo kEnvFromSourceShape{.name = "EnvFromSource", .fields = kEnvFromSourceFields};

constexpr FieldInfo kEnvVarFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone},
    {.name = "valueFrom", .type = Type::kObject, .storage = Storage::kNone, .shape = &kEnvVarSourceShape},
};
constinit const ShapeInfo kEnvVarShape{.name = "EnvVar", .fields = kEnvVarFields};

constexpr FieldInfo kEnvVarSourceFields[] = {
    {.name = "configMapKeyRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kConfigMapKeySelectorShape},
    {.name = "fieldRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectFieldSelectorShape},
    {.name = "resourceFieldRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kResourceFieldSelectorShape},
    {.name = "secretKeyRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kCoreSecretKeySelectorShape},
};
constinit const ShapeInfo kEnvVarSourceShape{.name = "EnvVarSource", .fields = kEnvVarSourceFields};

constexpr FieldInfo kEphemeralContainerFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEnvVarShape},
    {.name = "envFrom", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEnvFromSourceShape},
    {.name = "image", .type = Type::kString, .storage = Storage::kNone},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "lifecycle", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleShape},
    {.name = "livenessProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kContainerPortShape, .list_keys = kNames0},
    {.name = "readinessProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape},
    {.name = "resizePolicy", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kContainerResizePolicyShape},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kNone, .shape = &kResourceRequirementsShape},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "securityContext", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSecurityContextShape},
    {.name = "startupProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape},
    {.name = "stdin", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "stdinOnce", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "targetContainerName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "terminationMessagePath", .type = Type::kString, .storage = Storage::kNone},
    {.name = "terminationMessagePolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "tty", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "volumeDevices", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeDeviceShape},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeMountShape},
    {.name = "workingDir", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kEphemeralContainerShape{.name = "EphemeralContainer", .fields = kEphemeralContainerFields};

constexpr FieldInfo kEphemeralVolumeSourceFields[] = {
    {.name = "volumeClaimTemplate", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimTemplateShape},
};
constinit const ShapeInfo kEphemeralVolumeSourceShape{.name = "EphemeralVolumeSource", .fields = kEphemeralVolumeSourceFields};

constexpr FieldInfo kExecActionFields[] = {
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
};
constinit const ShapeInfo kExecActionShape{.name = "ExecAction", .fields = kExecActionFields};

constexpr FieldInfo kFCVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "lun", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "targetWWNs", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "wwids", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
};
constinit const ShapeInfo kFCVolumeSourceShape{.name = "FCVolumeSource", .fields = kFCVolumeSourceFields};

constexpr FieldInfo kFlexVolumeSourceFields[] = {
    {.name = "driver", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLocalObjectReferenceShape},
};
constinit const ShapeInfo kFlexVolumeSourceShape{.name = "FlexVolumeSource", .fields = kFlexVolumeSourceFields};

constexpr FieldInfo kFlockerVolumeSourceFields[] = {
    {.name = "datasetName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "datasetUUID", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kFlockerVolumeSourceShape{.name = "FlockerVolumeSource", .fields = kFlockerVolumeSourceFields};

constexpr FieldInfo kGCEPersistentDiskVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "partition", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "pdName", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kGCEPersistentDiskVolumeSourceShape{.name = "GCEPersistentDiskVolumeSource", .fields = kGCEPersistentDiskVolumeSourceFields};

constexpr FieldInfo kGRPCActionFields[] = {
    {.name = "port", .type = Type::kInt32, .storage = Storage::kNone, .required = true},
    {.name = "service", .type = Type::kString, .storage = Storage::kNone, .default_json = "\"\""},
};
constinit const ShapeInfo kGRPCActionShape{.name = "GRPCAction", .fields = kGRPCActionFields};

constexpr FieldInfo kGitRepoVolumeSourceFields[] = {
    {.name = "directory", .type = Type::kString, .storage = Storage::kNone},
    {.name = "repository", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "revision", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kGitRepoVolumeSourceShape{.name = "GitRepoVolumeSource", .fields = kGitRepoVolumeSourceFields};

constexpr FieldInfo kGlusterfsVolumeSourceFields[] = {
    {.name = "endpoints", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kGlusterfsVolumeSourceShape{.name = "GlusterfsVolumeSource", .fields = kGlusterfsVolumeSourceFields};

constexpr FieldInfo kHTTPGetActionFields[] = {
    {.name = "host", .type = Type::kString, .storage = Storage::kNone},
    {.name = "httpHeaders", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kHTTPHeaderShape},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone},
    {.name = "port", .type = Type::kIntOrString, .storage = Storage::kNone, .required = true},
    {.name = "scheme", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kHTTPGetActionShape{.name = "HTTPGetAction", .fields = kHTTPGetActionFields};

constexpr FieldInfo kHTTPHeaderFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kHTTPHeaderShape{.name = "HTTPHeader", .fields = kHTTPHeaderFields};

constexpr FieldInfo kHostAliasFields[] = {
    {.name = "hostnames", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "ip", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kHostAliasShape{.name = "HostAlias", .fields = kHostAliasFields};

constexpr FieldInfo kHostPathVolumeSourceFields[] = {
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kHostPathVolumeSourceShape{.name = "HostPathVolumeSource", .fields = kHostPathVolumeSourceFields};

constexpr FieldInfo kISCSIVolumeSourceFields[] = {
    {.name = "chapAuthDiscovery", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "chapAuthSession", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "initiatorName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "iqn", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "iscsiInterface", .type = Type::kString, .storage = Storage::kNone},
    {.name = "lun", .type = Type::kInt32, .storage = Storage::kNone, .required = true},
    {.name = "portals", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLocalObjectReferenceShape},
    {.name = "targetPortal", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kISCSIVolumeSourceShape{.name = "ISCSIVolumeSource", .fields = kISCSIVolumeSourceFields};

constexpr FieldInfo kKeyToPathFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "mode", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kKeyToPathShape{.name = "KeyToPath", .fields = kKeyToPathFields};

constexpr FieldInfo kLabelSelectorFields[] = {
    {.name = "matchExpressions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kLabelSelectorRequirementShape},
    {.name = "matchLabels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone},
};
constinit const ShapeInfo kLabelSelectorShape{.name = "LabelSelector", .fields = kLabelSelectorFields};

constexpr FieldInfo kLabelSelectorRequirementFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "operator", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "values", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
};
constinit const ShapeInfo kLabelSelectorRequirementShape{.name = "LabelSelectorRequirement", .fields = kLabelSelectorRequirementFields};

constexpr FieldInfo kLifecycleFields[] = {
    {.name = "postStart", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleHandlerShape},
    {.name = "preStop", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleHandlerShape},
};
constinit const ShapeInfo kLifecycleShape{.name = "Lifecycle", .fields = kLifecycleFields};

constexpr FieldInfo kLifecycleHandlerFields[] = {
    {.name = "exec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kExecActionShape},
    {.name = "httpGet", .type = Type::kObject, .storage = Storage::kNone, .shape = &kHTTPGetActionShape},
    {.name = "sleep", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSleepActionShape},
    {.name = "tcpSocket", .type = Type::kObject, .storage = Storage::kNone, .shape = &kTCPSocketActionShape},
};
constinit const ShapeInfo kLifecycleHandlerShape{.name = "LifecycleHandler", .fields = kLifecycleHandlerFields};

constexpr FieldInfo kLocalObjectReferenceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kLocalObjectReferenceShape{.name = "LocalObjectReference", .fields = kLocalObjectReferenceFields};

constexpr FieldInfo kModifyVolumeStatusFields[] = {
    {.name = "status", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "targetVolumeAttributesClassName", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kModifyVolumeStatusShape{.name = "ModifyVolumeStatus", .fields = kModifyVolumeStatusFields};

constexpr FieldInfo kNFSVolumeSourceFields[] = {
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "server", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kNFSVolumeSourceShape{.name = "NFSVolumeSource", .fields = kNFSVolumeSourceFields};

constexpr FieldInfo kNodeAffinityFields[] = {
    {.name = "preferredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPreferredSchedulingTermShape},
    {.name = "requiredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .storage = Storage::kNone, .shape = &kNodeSelectorShape},
};
constinit const ShapeInfo kNodeAffinityShape{.name = "NodeAffinity", .fields = kNodeAffinityFields};

constexpr FieldInfo kNodeSelectorFields[] = {
    {.name = "nodeSelectorTerms", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .required = true, .shape = &kNodeSelectorTermShape},
};
constinit const ShapeInfo kNodeSelectorShape{.name = "NodeSelector", .fields = kNodeSelectorFields};

constexpr FieldInfo kNodeSelectorRequirementFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "operator", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "values", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
};
constinit const ShapeInfo kNodeSelectorRequirementShape{.name = "NodeSelectorRequirement", .fields = kNodeSelectorRequirementFields};

constexpr FieldInfo kNodeSelectorTermFields[] = {
    {.name = "matchExpressions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kNodeSelectorRequirementShape},
    {.name = "matchFields", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kNodeSelectorRequirementShape},
};
constinit const ShapeInfo kNodeSelectorTermShape{.name = "NodeSelectorTerm", .fields = kNodeSelectorTermFields};

constexpr FieldInfo kObjectFieldSelectorFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kNone},
    {.name = "fieldPath", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kObjectFieldSelectorShape{.name = "ObjectFieldSelector", .fields = kObjectFieldSelectorFields};

constexpr FieldInfo kPersistentVolumeClaimFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kNone},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectMetaShape},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimSpecShape},
    {.name = "status", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimStatusShape},
};
constinit const ShapeInfo kPersistentVolumeClaimShape{.name = "PersistentVolumeClaim", .fields = kPersistentVolumeClaimFields};

constexpr FieldInfo kPersistentVolumeClaimConditionFields[] = {
    {.name = "lastProbeTime", .type = Type::kTime, .storage = Storage::kNone},
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kNone},
    {.name = "message", .type = Type::kString, .storage = Storage::kNone},
    {.name = "reason", .type = Type::kString, .storage = Storage::kNone},
    {.name = "status", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kPersistentVolumeClaimConditionShape{.name = "PersistentVolumeClaimCondition", .fields = kPersistentVolumeClaimConditionFields};

constexpr FieldInfo kPersistentVolumeClaimSpecFields[] = {
    {.name = "accessModes", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "dataSource", .type = Type::kObject, .storage = Storage::kNone, .shape = &kTypedLocalObjectReferenceShape},
    {.name = "dataSourceRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kTypedObjectReferenceShape},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kNone, .shape = &kVolumeResourceRequirementsShape},
    {.name = "selector", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLabelSelectorShape},
    {.name = "storageClassName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "volumeAttributesClassName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "volumeMode", .type = Type::kString, .storage = Storage::kNone},
    {.name = "volumeName", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kPersistentVolumeClaimSpecShape{.name = "PersistentVolumeClaimSpec", .fields = kPersistentVolumeClaimSpecFields};

constexpr FieldInfo kPersistentVolumeClaimStatusFields[] = {
    {.name = "accessModes", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "allocatedResourceStatuses", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone},
    {.name = "allocatedResources", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone},
    {.name = "capacity", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone},
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimConditionShape},
    {.name = "currentVolumeAttributesClassName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "modifyVolumeStatus", .type = Type::kObject, .storage = Storage::kNone, .shape = &kModifyVolumeStatusShape},
    {.name = "phase", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kPersistentVolumeClaimStatusShape{.name = "PersistentVolumeClaimStatus", .fields = kPersistentVolumeClaimStatusFields};

constexpr FieldInfo kPersistentVolumeClaimTemplateFields[] = {
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectMetaShape},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kNone, .required = true, .shape = &kPersistentVolumeClaimSpecShape},
};
constinit const ShapeInfo kPersistentVolumeClaimTemplateShape{.name = "PersistentVolumeClaimTemplate", .fields = kPersistentVolumeClaimTemplateFields};

constexpr FieldInfo kPersistentVolumeClaimVolumeSourceFields[] = {
    {.name = "claimName", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kPersistentVolumeClaimVolumeSourceShape{.name = "PersistentVolumeClaimVolumeSource", .fields = kPersistentVolumeClaimVolumeSourceFields};

constexpr FieldInfo kPhotonPersistentDiskVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "pdID", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kPhotonPersistentDiskVolumeSourceShape{.name = "PhotonPersistentDiskVolumeSource", .fields = kPhotonPersistentDiskVolumeSourceFields};

constexpr FieldInfo kPodAffinityFields[] = {
    {.name = "preferredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kWeightedPodAffinityTermShape},
    {.name = "requiredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodAffinityTermShape},
};
constinit const ShapeInfo kPodAffinityShape{.name = "PodAffinity", .fields = kPodAffinityFields};

constexpr FieldInfo kPodAffinityTermFields[] = {
    {.name = "labelSelector", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLabelSelectorShape},
    {.name = "matchLabelKeys", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "mismatchLabelKeys", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "namespaceSelector", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLabelSelectorShape},
    {.name = "namespaces", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "topologyKey", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kPodAffinityTermShape{.name = "PodAffinityTerm", .fields = kPodAffinityTermFields};

constexpr FieldInfo kPodAntiAffinityFields[] = {
    {.name = "preferredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kWeightedPodAffinityTermShape},
    {.name = "requiredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodAffinityTermShape},
};
constinit const ShapeInfo kPodAntiAffinityShape{.name = "PodAntiAffinity", .fields = kPodAntiAffinityFields};

constexpr FieldInfo kPodDNSConfigFields[] = {
    {.name = "nameservers", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "options", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodDNSConfigOptionShape},
    {.name = "searches", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
};
constinit const ShapeInfo kPodDNSConfigShape{.name = "PodDNSConfig", .fields = kPodDNSConfigFields};

constexpr FieldInfo kPodDNSConfigOptionFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kPodDNSConfigOptionShape{.name = "PodDNSConfigOption", .fields = kPodDNSConfigOptionFields};

constexpr FieldInfo kPodOSFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kPodOSShape{.name = "PodOS", .fields = kPodOSFields};

constexpr FieldInfo kPodReadinessGateFields[] = {
    {.name = "conditionType", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kPodReadinessGateShape{.name = "PodReadinessGate", .fields = kPodReadinessGateFields};

constexpr FieldInfo kPodResourceClaimFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "source", .type = Type::kObject, .storage = Storage::kNone, .shape = &kClaimSourceShape},
};
constinit const ShapeInfo kPodResourceClaimShape{.name = "PodResourceClaim", .fields = kPodResourceClaimFields};

constexpr FieldInfo kPodSchedulingGateFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kPodSchedulingGateShape{.name = "PodSchedulingGate", .fields = kPodSchedulingGateFields};

constexpr FieldInfo kPodSecurityContextFields[] = {
    {.name = "fsGroup", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "fsGroupChangePolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "runAsGroup", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "runAsNonRoot", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "runAsUser", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "seLinuxOptions", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSELinuxOptionsShape},
    {.name = "seccompProfile", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSeccompProfileShape},
    {.name = "supplementalGroups", .type = Type::kInt64, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "sysctls", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kSysctlShape},
    {.name = "windowsOptions", .type = Type::kObject, .storage = Storage::kNone, .shape = &kWindowsSecurityContextOptionsShape},
};
constinit const ShapeInfo kPodSecurityContextShape{.name = "PodSecurityContext", .fields = kPodSecurityContextFields};

constexpr FieldInfo kPodSpecFields[] = {
    {.name = "activeDeadlineSeconds", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "affinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kAffinityShape},
    {.name = "automountServiceAccountToken", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "containers", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .required = true, .shape = &kContainerShape},
    {.name = "dnsConfig", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodDNSConfigShape},
    {.name = "dnsPolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "enableServiceLinks", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "ephemeralContainers", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEphemeralContainerShape},
    {.name = "hostAliases", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kHostAliasShape},
    {.name = "hostIPC", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "hostNetwork", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "hostPID", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "hostUsers", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "hostname", .type = Type::kString, .storage = Storage::kNone},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kLocalObjectReferenceShape},
    {.name = "initContainers", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kContainerShape},
    {.name = "nodeName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone},
    {.name = "os", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodOSShape},
    {.name = "overhead", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone},
    {.name = "preemptionPolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "priority", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "priorityClassName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readinessGates", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodReadinessGateShape},
    {.name = "resourceClaims", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodResourceClaimShape, .list_keys = kNames1},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "runtimeClassName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "schedulerName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "schedulingGates", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodSchedulingGateShape, .list_keys = kNames1},
    {.name = "securityContext", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodSecurityContextShape},
    {.name = "serviceAccount", .type = Type::kString, .storage = Storage::kNone},
    {.name = "serviceAccountName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "setHostnameAsFQDN", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "shareProcessNamespace", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "subdomain", .type = Type::kString, .storage = Storage::kNone},
    {.name = "terminationGracePeriodSeconds", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kTolerationShape},
    {.name = "topologySpreadConstraints", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kTopologySpreadConstraintShape, .list_keys = kNames2},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeShape},
};
constinit const ShapeInfo kPodSpecShape{.name = "PodSpec", .fields = kPodSpecFields};

constexpr FieldInfo kPodTemplateSpecFields[] = {
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectMetaShape},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodSpecShape},
};
constinit const ShapeInfo kPodTemplateSpecShape{.name = "PodTemplateSpec", .fields = kPodTemplateSpecFields};

constexpr FieldInfo kPortworxVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "volumeID", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kPortworxVolumeSourceShape{.name = "PortworxVolumeSource", .fields = kPortworxVolumeSourceFields};

constexpr FieldInfo kPreferredSchedulingTermFields[] = {
    {.name = "preference", .type = Type::kObject, .storage = Storage::kNone, .required = true, .shape = &kNodeSelectorTermShape},
    {.name = "weight", .type = Type::kInt32, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kPreferredSchedulingTermShape{.name = "PreferredSchedulingTerm", .fields = kPreferredSchedulingTermFields};

constexpr FieldInfo kProbeFields[] = {
    {.name = "exec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kExecActionShape},
    {.name = "failureThreshold", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "grpc", .type = Type::kObject, .storage = Storage::kNone, .shape = &kGRPCActionShape},
    {.name = "httpGet", .type = Type::kObject, .storage = Storage::kNone, .shape = &kHTTPGetActionShape},
    {.name = "initialDelaySeconds", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "periodSeconds", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "successThreshold", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "tcpSocket", .type = Type::kObject, .storage = Storage::kNone, .shape = &kTCPSocketActionShape},
    {.name = "terminationGracePeriodSeconds", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "timeoutSeconds", .type = Type::kInt32, .storage = Storage::kNone},
};
constinit const ShapeInfo kProbeShape{.name = "Probe", .fields = kProbeFields};

constexpr FieldInfo kProjectedVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "sources", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeProjectionShape},
};
constinit const ShapeInfo kProjectedVolumeSourceShape{.name = "ProjectedVolumeSource", .fields = kProjectedVolumeSourceFields};

constexpr FieldInfo kQuobyteVolumeSourceFields[] = {
    {.name = "group", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "registry", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "tenant", .type = Type::kString, .storage = Storage::kNone},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone},
    {.name = "volume", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kQuobyteVolumeSourceShape{.name = "QuobyteVolumeSource", .fields = kQuobyteVolumeSourceFields};

constexpr FieldInfo kRBDVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "image", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "keyring", .type = Type::kString, .storage = Storage::kNone},
    {.name = "monitors", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .required = true},
    {.name = "pool", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLocalObjectReferenceShape},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kRBDVolumeSourceShape{.name = "RBDVolumeSource", .fields = kRBDVolumeSourceFields};

constexpr FieldInfo kResourceClaimFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kResourceClaimShape{.name = "ResourceClaim", .fields = kResourceClaimFields};

constexpr FieldInfo kResourceFieldSelectorFields[] = {
    {.name = "containerName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "divisor", .type = Type::kQuantity, .storage = Storage::kNone},
    {.name = "resource", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kResourceFieldSelectorShape{.name = "ResourceFieldSelector", .fields = kResourceFieldSelectorFields};

constexpr FieldInfo kResourceRequirementsFields[] = {
    {.name = "claims", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kResourceClaimShape, .list_keys = kNames1},
    {.name = "limits", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone},
    {.name = "requests", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone},
};
constinit const ShapeInfo kResourceRequirementsShape{.name = "ResourceRequirements", .fields = kResourceRequirementsFields};

constexpr FieldInfo kSELinuxOptionsFields[] = {
    {.name = "level", .type = Type::kString, .storage = Storage::kNone},
    {.name = "role", .type = Type::kString, .storage = Storage::kNone},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kSELinuxOptionsShape{.name = "SELinuxOptions", .fields = kSELinuxOptionsFields};

constexpr FieldInfo kScaleIOVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "gateway", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "protectionDomain", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .required = true, .shape = &kLocalObjectReferenceShape},
    {.name = "sslEnabled", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "storageMode", .type = Type::kString, .storage = Storage::kNone},
    {.name = "storagePool", .type = Type::kString, .storage = Storage::kNone},
    {.name = "system", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "volumeName", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kScaleIOVolumeSourceShape{.name = "ScaleIOVolumeSource", .fields = kScaleIOVolumeSourceFields};

constexpr FieldInfo kSeccompProfileFields[] = {
    {.name = "localhostProfile", .type = Type::kString, .storage = Storage::kNone},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kSeccompProfileShape{.name = "SeccompProfile", .fields = kSeccompProfileFields};

constexpr FieldInfo kSecretEnvSourceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kSecretEnvSourceShape{.name = "SecretEnvSource", .fields = kSecretEnvSourceFields};

constexpr FieldInfo kSecretProjectionFields[] = {
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone},
};
constinit const ShapeInfo kSecretProjectionShape{.name = "SecretProjection", .fields = kSecretProjectionFields};

constexpr FieldInfo kSecretVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "secretName", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kSecretVolumeSourceShape{.name = "SecretVolumeSource", .fields = kSecretVolumeSourceFields};

constexpr FieldInfo kSecurityContextFields[] = {
    {.name = "allowPrivilegeEscalation", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "capabilities", .type = Type::kObject, .storage = Storage::kNone, .shape = &kCapabilitiesShape},
    {.name = "privileged", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "procMount", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readOnlyRootFilesystem", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "runAsGroup", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "runAsNonRoot", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "runAsUser", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "seLinuxOptions", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSELinuxOptionsShape},
    {.name = "seccompProfile", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSeccompProfileShape},
    {.name = "windowsOptions", .type = Type::kObject, .storage = Storage::kNone, .shape = &kWindowsSecurityContextOptionsShape},
};
constinit const ShapeInfo kSecurityContextShape{.name = "SecurityContext", .fields = kSecurityContextFields};

constexpr FieldInfo kServiceAccountTokenProjectionFields[] = {
    {.name = "audience", .type = Type::kString, .storage = Storage::kNone},
    {.name = "expirationSeconds", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kServiceAccountTokenProjectionShape{.name = "ServiceAccountTokenProjection", .fields = kServiceAccountTokenProjectionFields};

constexpr FieldInfo kSleepActionFields[] = {
    {.name = "seconds", .type = Type::kInt64, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kSleepActionShape{.name = "SleepAction", .fields = kSleepActionFields};

constexpr FieldInfo kStorageOSVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLocalObjectReferenceShape},
    {.name = "volumeName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "volumeNamespace", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kStorageOSVolumeSourceShape{.name = "StorageOSVolumeSource", .fields = kStorageOSVolumeSourceFields};

constexpr FieldInfo kSysctlFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kSysctlShape{.name = "Sysctl", .fields = kSysctlFields};

constexpr FieldInfo kTCPSocketActionFields[] = {
    {.name = "host", .type = Type::kString, .storage = Storage::kNone},
    {.name = "port", .type = Type::kIntOrString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kTCPSocketActionShape{.name = "TCPSocketAction", .fields = kTCPSocketActionFields};

constexpr FieldInfo kTolerationFields[] = {
    {.name = "effect", .type = Type::kString, .storage = Storage::kNone},
    {.name = "key", .type = Type::kString, .storage = Storage::kNone},
    {.name = "operator", .type = Type::kString, .storage = Storage::kNone},
    {.name = "tolerationSeconds", .type = Type::kInt64, .storage = Storage::kNone},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kTolerationShape{.name = "Toleration", .fields = kTolerationFields};

constexpr FieldInfo kTopologySpreadConstraintFields[] = {
    {.name = "labelSelector", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLabelSelectorShape},
    {.name = "matchLabelKeys", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone},
    {.name = "maxSkew", .type = Type::kInt32, .storage = Storage::kNone, .required = true},
    {.name = "minDomains", .type = Type::kInt32, .storage = Storage::kNone},
    {.name = "nodeAffinityPolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "nodeTaintsPolicy", .type = Type::kString, .storage = Storage::kNone},
    {.name = "topologyKey", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "whenUnsatisfiable", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kTopologySpreadConstraintShape{.name = "TopologySpreadConstraint", .fields = kTopologySpreadConstraintFields};

constexpr FieldInfo kTypedLocalObjectReferenceFields[] = {
    {.name = "apiGroup", .type = Type::kString, .storage = Storage::kNone},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kTypedLocalObjectReferenceShape{.name = "TypedLocalObjectReference", .fields = kTypedLocalObjectReferenceFields};

constexpr FieldInfo kTypedObjectReferenceFields[] = {
    {.name = "apiGroup", .type = Type::kString, .storage = Storage::kNone},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kTypedObjectReferenceShape{.name = "TypedObjectReference", .fields = kTypedObjectReferenceFields};

constexpr FieldInfo kVolumeFields[] = {
    {.name = "awsElasticBlockStore", .type = Type::kObject, .storage = Storage::kNone, .shape = &kAWSElasticBlockStoreVolumeSourceShape},
    {.name = "azureDisk", .type = Type::kObject, .storage = Storage::kNone, .shape = &kAzureDiskVolumeSourceShape},
    {.name = "azureFile", .type = Type::kObject, .storage = Storage::kNone, .shape = &kAzureFileVolumeSourceShape},
    {.name = "cephfs", .type = Type::kObject, .storage = Storage::kNone, .shape = &kCephFSVolumeSourceShape},
    {.name = "cinder", .type = Type::kObject, .storage = Storage::kNone, .shape = &kCinderVolumeSourceShape},
    {.name = "configMap", .type = Type::kObject, .storage = Storage::kNone, .shape = &kConfigMapVolumeSourceShape},
    {.name = "csi", .type = Type::kObject, .storage = Storage::kNone, .shape = &kCSIVolumeSourceShape},
    {.name = "downwardAPI", .type = Type::kObject, .storage = Storage::kNone, .shape = &kDownwardAPIVolumeSourceShape},
    {.name = "emptyDir", .type = Type::kObject, .storage = Storage::kNone, .shape = &kEmptyDirVolumeSourceShape},
    {.name = "ephemeral", .type = Type::kObject, .storage = Storage::kNone, .shape = &kEphemeralVolumeSourceShape},
    {.name = "fc", .type = Type::kObject, .storage = Storage::kNone, .shape = &kFCVolumeSourceShape},
    {.name = "flexVolume", .type = Type::kObject, .storage = Storage::kNone, .shape = &kFlexVolumeSourceShape},
    {.name = "flocker", .type = Type::kObject, .storage = Storage::kNone, .shape = &kFlockerVolumeSourceShape},
    {.name = "gcePersistentDisk", .type = Type::kObject, .storage = Storage::kNone, .shape = &kGCEPersistentDiskVolumeSourceShape},
    {.name = "gitRepo", .type = Type::kObject, .storage = Storage::kNone, .shape = &kGitRepoVolumeSourceShape},
    {.name = "glusterfs", .type = Type::kObject, .storage = Storage::kNone, .shape = &kGlusterfsVolumeSourceShape},
    {.name = "hostPath", .type = Type::kObject, .storage = Storage::kNone, .shape = &kHostPathVolumeSourceShape},
    {.name = "iscsi", .type = Type::kObject, .storage = Storage::kNone, .shape = &kISCSIVolumeSourceShape},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "nfs", .type = Type::kObject, .storage = Storage::kNone, .shape = &kNFSVolumeSourceShape},
    {.name = "persistentVolumeClaim", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimVolumeSourceShape},
    {.name = "photonPersistentDisk", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPhotonPersistentDiskVolumeSourceShape},
    {.name = "portworxVolume", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPortworxVolumeSourceShape},
    {.name = "projected", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProjectedVolumeSourceShape},
    {.name = "quobyte", .type = Type::kObject, .storage = Storage::kNone, .shape = &kQuobyteVolumeSourceShape},
    {.name = "rbd", .type = Type::kObject, .storage = Storage::kNone, .shape = &kRBDVolumeSourceShape},
    {.name = "scaleIO", .type = Type::kObject, .storage = Storage::kNone, .shape = &kScaleIOVolumeSourceShape},
    {.name = "secret", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSecretVolumeSourceShape},
    {.name = "storageos", .type = Type::kObject, .storage = Storage::kNone, .shape = &kStorageOSVolumeSourceShape},
    {.name = "vsphereVolume", .type = Type::kObject, .storage = Storage::kNone, .shape = &kVsphereVirtualDiskVolumeSourceShape},
};
constinit const ShapeInfo kVolumeShape{.name = "Volume", .fields = kVolumeFields};

constexpr FieldInfo kVolumeDeviceFields[] = {
    {.name = "devicePath", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kVolumeDeviceShape{.name = "VolumeDevice", .fields = kVolumeDeviceFields};

constexpr FieldInfo kVolumeMountFields[] = {
    {.name = "mountPath", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "mountPropagation", .type = Type::kString, .storage = Storage::kNone},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "subPath", .type = Type::kString, .storage = Storage::kNone},
    {.name = "subPathExpr", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kVolumeMountShape{.name = "VolumeMount", .fields = kVolumeMountFields};

constexpr FieldInfo kVolumeProjectionFields[] = {
    {.name = "clusterTrustBundle", .type = Type::kObject, .storage = Storage::kNone, .shape = &kClusterTrustBundleProjectionShape},
    {.name = "configMap", .type = Type::kObject, .storage = Storage::kNone, .shape = &kConfigMapProjectionShape},
    {.name = "downwardAPI", .type = Type::kObject, .storage = Storage::kNone, .shape = &kDownwardAPIProjectionShape},
    {.name = "secret", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSecretProjectionShape},
    {.name = "serviceAccountToken", .type = Type::kObject, .storage = Storage::kNone, .shape = &kServiceAccountTokenProjectionShape},
};
constinit const ShapeInfo kVolumeProjectionShape{.name = "VolumeProjection", .fields = kVolumeProjectionFields};

constexpr FieldInfo kVolumeResourceRequirementsFields[] = {
    {.name = "limits", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone},
    {.name = "requests", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone},
};
constinit const ShapeInfo kVolumeResourceRequirementsShape{.name = "VolumeResourceRequirements", .fields = kVolumeResourceRequirementsFields};

constexpr FieldInfo kVsphereVirtualDiskVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone},
    {.name = "storagePolicyID", .type = Type::kString, .storage = Storage::kNone},
    {.name = "storagePolicyName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "volumePath", .type = Type::kString, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kVsphereVirtualDiskVolumeSourceShape{.name = "VsphereVirtualDiskVolumeSource", .fields = kVsphereVirtualDiskVolumeSourceFields};

constexpr FieldInfo kWeightedPodAffinityTermFields[] = {
    {.name = "podAffinityTerm", .type = Type::kObject, .storage = Storage::kNone, .required = true, .shape = &kPodAffinityTermShape},
    {.name = "weight", .type = Type::kInt32, .storage = Storage::kNone, .required = true},
};
constinit const ShapeInfo kWeightedPodAffinityTermShape{.name = "WeightedPodAffinityTerm", .fields = kWeightedPodAffinityTermFields};

constexpr FieldInfo kWindowsSecurityContextOptionsFields[] = {
    {.name = "gmsaCredentialSpec", .type = Type::kString, .storage = Storage::kNone},
    {.name = "gmsaCredentialSpecName", .type = Type::kString, .storage = Storage::kNone},
    {.name = "hostProcess", .type = Type::kBool, .storage = Storage::kNone},
    {.name = "runAsUserName", .type = Type::kString, .storage = Storage::kNone},
};
constinit const ShapeInfo kWindowsSecurityContextOptionsShape{.name = "WindowsSecurityContextOptions", .fields = kWindowsSecurityContextOptionsFields};

constexpr FieldInfo kObjectMetaFields[] = {
    {.name = "annotations", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(fluid::Metadata, annotations), .doc = "free text by key, for tools"},
    {.name = "creationTimestamp", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, created), .doc = "when it was made; set by the API"},
    {.name = "deletionGracePeriodSeconds", .type = Type::kInt64, .storage = Storage::kNone, .pointer = true, .doc = "time it may take to go; set by the API"},
    {.name = "deletionTimestamp", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(fluid::Metadata, deleted), .doc = "when its end was asked for; set by the API"},
    {.name = "finalizers", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(fluid::Metadata, finalizers), .doc = "who must agree before it goes"},
    {.name = "generateName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, generate_name), .doc = "prefix of a name the API makes up"},
    {.name = "generation", .type = Type::kInt64, .storage = Storage::kInt64, .offset = offsetof(fluid::Metadata, generation), .doc = "grows with every change of the spec; set by the API"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(fluid::Metadata, labels), .doc = "short values by key, for selection"},
    {.name = "managedFields", .type = Type::kAny, .container = Container::kArray, .storage = Storage::kNone, .doc = "who set which field; set by the API"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, name), .doc = "unique among its kind and namespace"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, space), .doc = "empty: default"},
    {.name = "ownerReferences", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .offset = offsetof(fluid::Metadata, owners), .shape = &kOwnerReferenceShape, .access = &VectorAccess<fluid::OwnerReference>::kValue, .list_keys = kNames3, .doc = "objects that it goes away with"},
    {.name = "resourceVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, version), .doc = "opaque version; set by the API"},
    {.name = "selfLink", .type = Type::kString, .storage = Storage::kNone, .deprecated = true, .doc = "obsolete"},
    {.name = "uid", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, uid), .doc = "unique for ever; set by the API"},
};
constinit const ShapeInfo kObjectMetaShape{.name = "ObjectMeta", .fields = kObjectMetaFields, .doc = "who an object is", .unknown = offsetof(fluid::Metadata, other)};

constexpr FieldInfo kOwnerReferenceFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(fluid::OwnerReference, api_version), .doc = "group and version of the owner"},
    {.name = "blockOwnerDeletion", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(fluid::OwnerReference, block_owner_deletion), .doc = "the owner waits for this object"},
    {.name = "controller", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(fluid::OwnerReference, controller), .doc = "the owner manages this object"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(fluid::OwnerReference, kind), .doc = "kind of the owner"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(fluid::OwnerReference, name), .doc = "name of the owner"},
    {.name = "uid", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(fluid::OwnerReference, uid), .doc = "uid of the owner"},
};
constinit const ShapeInfo kOwnerReferenceShape{.name = "OwnerReference", .fields = kOwnerReferenceFields, .doc = "an object that another one goes away with"};

}  // namespace fluid::model
