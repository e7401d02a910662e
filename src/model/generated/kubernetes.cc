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
    {.name = "awsElasticBlockStore", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kAWSElasticBlockStoreVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "azureDisk", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kAzureDiskVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "azureFile", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kAzureFileVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "cephfs", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kCephFSVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "cinder", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kCinderVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "configMap", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .atomic = true, .shape = &kConfigMapVolumeSourceShape, .doc = "a config map"},
    {.name = "csi", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kCSIVolumeSourceShape, .doc = "a volume of a CSI driver"},
    {.name = "downwardAPI", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kDownwardAPIVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "emptyDir", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kEmptyDirVolumeSourceShape, .doc = "a folder that lives with the pod"},
    {.name = "ephemeral", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kEphemeralVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "fc", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kFCVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "flexVolume", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kFlexVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "flocker", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kFlockerVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "gcePersistentDisk", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kGCEPersistentDiskVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "gitRepo", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kGitRepoVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "glusterfs", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kGlusterfsVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "hostPath", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kHostPathVolumeSourceShape, .doc = "a folder of the node"},
    {.name = "iscsi", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kISCSIVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "nfs", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kNFSVolumeSourceShape, .doc = "an NFS export"},
    {.name = "persistentVolumeClaim", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kPersistentVolumeClaimVolumeSourceShape, .doc = "a claim"},
    {.name = "photonPersistentDisk", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kPhotonPersistentDiskVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "portworxVolume", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kPortworxVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "projected", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kProjectedVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "quobyte", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kQuobyteVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "rbd", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kRBDVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "scaleIO", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kScaleIOVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "secret", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kSecretVolumeSourceShape, .doc = "a secret"},
    {.name = "storageos", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kStorageOSVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
    {.name = "vsphereVolume", .type = Type::kObject, .storage = Storage::kNone, .pointer = true, .shape = &kVsphereVirtualDiskVolumeSourceShape, .doc = "as in Kubernetes' VolumeSource"},
};
constinit const ShapeInfo kVolumeSourceShape{.name = "VolumeSource", .fields = kVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kAWSElasticBlockStoreVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "partition", .type = Type::kInt32, .storage = Storage::kNone, .doc = "as in Kubernetes' AWSElasticBlockStoreVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "volumeID", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' AWSElasticBlockStoreVolumeSource"},
};
constinit const ShapeInfo kAWSElasticBlockStoreVolumeSourceShape{.name = "AWSElasticBlockStoreVolumeSource", .fields = kAWSElasticBlockStoreVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kAffinityFields[] = {
    {.name = "nodeAffinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kNodeAffinityShape, .doc = "by labels of nodes"},
    {.name = "podAffinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodAffinityShape, .doc = "near which pods"},
    {.name = "podAntiAffinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodAntiAffinityShape, .doc = "away from which pods"},
};
constinit const ShapeInfo kAffinityShape{.name = "Affinity", .fields = kAffinityFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kAzureDiskVolumeSourceFields[] = {
    {.name = "cachingMode", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' AzureDiskVolumeSource"},
    {.name = "diskName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' AzureDiskVolumeSource"},
    {.name = "diskURI", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' AzureDiskVolumeSource"},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' AzureDiskVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
};
constinit const ShapeInfo kAzureDiskVolumeSourceShape{.name = "AzureDiskVolumeSource", .fields = kAzureDiskVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kAzureFileVolumeSourceFields[] = {
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "name of the secret"},
    {.name = "shareName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' AzureFileVolumeSource"},
};
constinit const ShapeInfo kAzureFileVolumeSourceShape{.name = "AzureFileVolumeSource", .fields = kAzureFileVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kCSIVolumeSourceFields[] = {
    {.name = "driver", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' CSIVolumeSource"},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "nodePublishSecretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "as in Kubernetes' CSIVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "volumeAttributes", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone, .doc = "as in Kubernetes' CSIVolumeSource"},
};
constinit const ShapeInfo kCSIVolumeSourceShape{.name = "CSIVolumeSource", .fields = kCSIVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kCapabilitiesFields[] = {
    {.name = "add", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' Capabilities"},
    {.name = "drop", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' Capabilities"},
};
constinit const ShapeInfo kCapabilitiesShape{.name = "Capabilities", .fields = kCapabilitiesFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kCephFSVolumeSourceFields[] = {
    {.name = "monitors", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' CephFSVolumeSource"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .doc = "path"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretFile", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' CephFSVolumeSource"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone, .doc = "name of the user"},
};
constinit const ShapeInfo kCephFSVolumeSourceShape{.name = "CephFSVolumeSource", .fields = kCephFSVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kCinderVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
    {.name = "volumeID", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' CinderVolumeSource"},
};
constinit const ShapeInfo kCinderVolumeSourceShape{.name = "CinderVolumeSource", .fields = kCinderVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kClaimSourceFields[] = {
    {.name = "resourceClaimName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ClaimSource"},
    {.name = "resourceClaimTemplateName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ClaimSource"},
};
constinit const ShapeInfo kClaimSourceShape{.name = "ClaimSource", .fields = kClaimSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kClusterTrustBundleProjectionFields[] = {
    {.name = "labelSelector", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLabelSelectorShape, .doc = "as in Kubernetes' ClusterTrustBundleProjection"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "signerName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ClusterTrustBundleProjection"},
};
constinit const ShapeInfo kClusterTrustBundleProjectionShape{.name = "ClusterTrustBundleProjection", .fields = kClusterTrustBundleProjectionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kConfigMapEnvSourceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constinit const ShapeInfo kConfigMapEnvSourceShape{.name = "ConfigMapEnvSource", .fields = kConfigMapEnvSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kConfigMapKeySelectorFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constinit const ShapeInfo kConfigMapKeySelectorShape{.name = "ConfigMapKeySelector", .fields = kConfigMapKeySelectorFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kConfigMapProjectionFields[] = {
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape, .doc = "which entries, and where"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constinit const ShapeInfo kConfigMapProjectionShape{.name = "ConfigMapProjection", .fields = kConfigMapProjectionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kConfigMapVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of files, unless said otherwise"},
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape, .doc = "which entries, and where"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constinit const ShapeInfo kConfigMapVolumeSourceShape{.name = "ConfigMapVolumeSource", .fields = kConfigMapVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kContainerFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "arguments"},
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "argv"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEnvVarShape, .doc = "environment"},
    {.name = "envFrom", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEnvFromSourceShape, .doc = "sources of environment variables"},
    {.name = "image", .type = Type::kString, .storage = Storage::kNone, .doc = "container image"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' Container"},
    {.name = "lifecycle", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleShape, .doc = "what runs at start and stop"},
    {.name = "livenessProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape, .doc = "how to see that it lives"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .list_type = ListType::kMap, .shape = &kContainerPortShape, .list_keys = kNames0, .doc = "ports"},
    {.name = "readinessProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape, .doc = "how to see that it serves"},
    {.name = "resizePolicy", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kContainerResizePolicyShape, .doc = "as in Kubernetes' Container"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kNone, .shape = &kResourceRequirementsShape, .doc = "what it asks for and may use"},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "when it is started again"},
    {.name = "securityContext", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSecurityContextShape, .doc = "as in Kubernetes' Container"},
    {.name = "startupProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape, .doc = "how to see that it has started"},
    {.name = "stdin", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' Container"},
    {.name = "stdinOnce", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' Container"},
    {.name = "terminationMessagePath", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' Container"},
    {.name = "terminationMessagePolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' Container"},
    {.name = "tty", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' Container"},
    {.name = "volumeDevices", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeDeviceShape, .doc = "as in Kubernetes' Container"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeMountShape, .doc = "volumes that it sees"},
    {.name = "workingDir", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' Container"},
};
constinit const ShapeInfo kContainerShape{.name = "Container", .fields = kContainerFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kContainerPortFields[] = {
    {.name = "containerPort", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "port in the container"},
    {.name = "hostIP", .type = Type::kString, .storage = Storage::kNone, .doc = "address on the node"},
    {.name = "hostPort", .type = Type::kInt32, .storage = Storage::kNone, .doc = "port on the node"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "protocol", .type = Type::kString, .storage = Storage::kNone, .default_json = "\"TCP\"", .doc = "TCP, UDP or SCTP"},
};
constinit const ShapeInfo kContainerPortShape{.name = "ContainerPort", .fields = kContainerPortFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kContainerResizePolicyFields[] = {
    {.name = "resourceName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ContainerResizePolicy"},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "when it is started again"},
};
constinit const ShapeInfo kContainerResizePolicyShape{.name = "ContainerResizePolicy", .fields = kContainerResizePolicyFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kCoreSecretKeySelectorFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constinit const ShapeInfo kCoreSecretKeySelectorShape{.name = "CoreSecretKeySelector", .fields = kCoreSecretKeySelectorFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kDownwardAPIProjectionFields[] = {
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kDownwardAPIVolumeFileShape, .doc = "which entries, and where"},
};
constinit const ShapeInfo kDownwardAPIProjectionShape{.name = "DownwardAPIProjection", .fields = kDownwardAPIProjectionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kDownwardAPIVolumeFileFields[] = {
    {.name = "fieldRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kObjectFieldSelectorShape, .doc = "as in Kubernetes' DownwardAPIVolumeFile"},
    {.name = "mode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of the file"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "resourceFieldRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kResourceFieldSelectorShape, .doc = "as in Kubernetes' DownwardAPIVolumeFile"},
};
constinit const ShapeInfo kDownwardAPIVolumeFileShape{.name = "DownwardAPIVolumeFile", .fields = kDownwardAPIVolumeFileFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kDownwardAPIVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of files, unless said otherwise"},
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kDownwardAPIVolumeFileShape, .doc = "which entries, and where"},
};
constinit const ShapeInfo kDownwardAPIVolumeSourceShape{.name = "DownwardAPIVolumeSource", .fields = kDownwardAPIVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kEmptyDirVolumeSourceFields[] = {
    {.name = "medium", .type = Type::kString, .storage = Storage::kNone, .doc = "empty: disk; Memory: memory"},
    {.name = "sizeLimit", .type = Type::kQuantity, .storage = Storage::kNone, .doc = "most bytes in it"},
};
constinit const ShapeInfo kEmptyDirVolumeSourceShape{.name = "EmptyDirVolumeSource", .fields = kEmptyDirVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kEnvFromSourceFields[] = {
    {.name = "configMapRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kConfigMapEnvSourceShape, .doc = "as in Kubernetes' EnvFromSource"},
    {.name = "prefix", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' EnvFromSource"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kSecretEnvSourceShape, .doc = "secret with credentials"},
};
constinit const ShapeInfo kEnvFromSourceShape{.name = "EnvFromSource", .fields = kEnvFromSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kEnvVarFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .doc = "its value"},
    {.name = "valueFrom", .type = Type::kObject, .storage = Storage::kNone, .shape = &kEnvVarSourceShape, .doc = "as in Kubernetes' EnvVar"},
};
constinit const ShapeInfo kEnvVarShape{.name = "EnvVar", .fields = kEnvVarFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kEnvVarSourceFields[] = {
    {.name = "configMapKeyRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kConfigMapKeySelectorShape, .doc = "as in Kubernetes' EnvVarSource"},
    {.name = "fieldRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kObjectFieldSelectorShape, .doc = "as in Kubernetes' EnvVarSource"},
    {.name = "resourceFieldRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kResourceFieldSelectorShape, .doc = "as in Kubernetes' EnvVarSource"},
    {.name = "secretKeyRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kCoreSecretKeySelectorShape, .doc = "as in Kubernetes' EnvVarSource"},
};
constinit const ShapeInfo kEnvVarSourceShape{.name = "EnvVarSource", .fields = kEnvVarSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kEphemeralContainerFields[] = {
    {.name = "args", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "arguments"},
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "argv"},
    {.name = "env", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEnvVarShape, .doc = "environment"},
    {.name = "envFrom", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEnvFromSourceShape, .doc = "sources of environment variables"},
    {.name = "image", .type = Type::kString, .storage = Storage::kNone, .doc = "container image"},
    {.name = "imagePullPolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "lifecycle", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleShape, .doc = "what runs at start and stop"},
    {.name = "livenessProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape, .doc = "how to see that it lives"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "ports", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .list_type = ListType::kMap, .shape = &kContainerPortShape, .list_keys = kNames0, .doc = "ports"},
    {.name = "readinessProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape, .doc = "how to see that it serves"},
    {.name = "resizePolicy", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kContainerResizePolicyShape, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kNone, .shape = &kResourceRequirementsShape, .doc = "what it asks for and may use"},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "when it is started again"},
    {.name = "securityContext", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSecurityContextShape, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "startupProbe", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProbeShape, .doc = "how to see that it has started"},
    {.name = "stdin", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "stdinOnce", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "targetContainerName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "terminationMessagePath", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "terminationMessagePolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "tty", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "volumeDevices", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeDeviceShape, .doc = "as in Kubernetes' EphemeralContainer"},
    {.name = "volumeMounts", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeMountShape, .doc = "volumes that it sees"},
    {.name = "workingDir", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' EphemeralContainer"},
};
constinit const ShapeInfo kEphemeralContainerShape{.name = "EphemeralContainer", .fields = kEphemeralContainerFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kEphemeralVolumeSourceFields[] = {
    {.name = "volumeClaimTemplate", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimTemplateShape, .doc = "as in Kubernetes' EphemeralVolumeSource"},
};
constinit const ShapeInfo kEphemeralVolumeSourceShape{.name = "EphemeralVolumeSource", .fields = kEphemeralVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kExecActionFields[] = {
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "argv"},
};
constinit const ShapeInfo kExecActionShape{.name = "ExecAction", .fields = kExecActionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kFCVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "lun", .type = Type::kInt32, .storage = Storage::kNone, .doc = "as in Kubernetes' FCVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "targetWWNs", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' FCVolumeSource"},
    {.name = "wwids", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' FCVolumeSource"},
};
constinit const ShapeInfo kFCVolumeSourceShape{.name = "FCVolumeSource", .fields = kFCVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kFlexVolumeSourceFields[] = {
    {.name = "driver", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' FlexVolumeSource"},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone, .doc = "as in Kubernetes' FlexVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
};
constinit const ShapeInfo kFlexVolumeSourceShape{.name = "FlexVolumeSource", .fields = kFlexVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kFlockerVolumeSourceFields[] = {
    {.name = "datasetName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' FlockerVolumeSource"},
    {.name = "datasetUUID", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' FlockerVolumeSource"},
};
constinit const ShapeInfo kFlockerVolumeSourceShape{.name = "FlockerVolumeSource", .fields = kFlockerVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kGCEPersistentDiskVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "partition", .type = Type::kInt32, .storage = Storage::kNone, .doc = "as in Kubernetes' GCEPersistentDiskVolumeSource"},
    {.name = "pdName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' GCEPersistentDiskVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
};
constinit const ShapeInfo kGCEPersistentDiskVolumeSourceShape{.name = "GCEPersistentDiskVolumeSource", .fields = kGCEPersistentDiskVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kGRPCActionFields[] = {
    {.name = "port", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "port, by number or name"},
    {.name = "service", .type = Type::kString, .storage = Storage::kNone, .default_json = "\"\"", .doc = "as in Kubernetes' GRPCAction"},
};
constinit const ShapeInfo kGRPCActionShape{.name = "GRPCAction", .fields = kGRPCActionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kGitRepoVolumeSourceFields[] = {
    {.name = "directory", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' GitRepoVolumeSource"},
    {.name = "repository", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' GitRepoVolumeSource"},
    {.name = "revision", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' GitRepoVolumeSource"},
};
constinit const ShapeInfo kGitRepoVolumeSourceShape{.name = "GitRepoVolumeSource", .fields = kGitRepoVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kGlusterfsVolumeSourceFields[] = {
    {.name = "endpoints", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' GlusterfsVolumeSource"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
};
constinit const ShapeInfo kGlusterfsVolumeSourceShape{.name = "GlusterfsVolumeSource", .fields = kGlusterfsVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kHTTPGetActionFields[] = {
    {.name = "host", .type = Type::kString, .storage = Storage::kNone, .doc = "host name or address"},
    {.name = "httpHeaders", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kHTTPHeaderShape, .doc = "as in Kubernetes' HTTPGetAction"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .doc = "path"},
    {.name = "port", .type = Type::kIntOrString, .storage = Storage::kNone, .required = true, .doc = "port, by number or name"},
    {.name = "scheme", .type = Type::kString, .storage = Storage::kNone, .doc = "HTTP or HTTPS"},
};
constinit const ShapeInfo kHTTPGetActionShape{.name = "HTTPGetAction", .fields = kHTTPGetActionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kHTTPHeaderFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its value"},
};
constinit const ShapeInfo kHTTPHeaderShape{.name = "HTTPHeader", .fields = kHTTPHeaderFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kHostAliasFields[] = {
    {.name = "hostnames", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' HostAlias"},
    {.name = "ip", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' HostAlias"},
};
constinit const ShapeInfo kHostAliasShape{.name = "HostAlias", .fields = kHostAliasFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kHostPathVolumeSourceFields[] = {
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .doc = "its type"},
};
constinit const ShapeInfo kHostPathVolumeSourceShape{.name = "HostPathVolumeSource", .fields = kHostPathVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kISCSIVolumeSourceFields[] = {
    {.name = "chapAuthDiscovery", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' ISCSIVolumeSource"},
    {.name = "chapAuthSession", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' ISCSIVolumeSource"},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "initiatorName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ISCSIVolumeSource"},
    {.name = "iqn", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ISCSIVolumeSource"},
    {.name = "iscsiInterface", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ISCSIVolumeSource"},
    {.name = "lun", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ISCSIVolumeSource"},
    {.name = "portals", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' ISCSIVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
    {.name = "targetPortal", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ISCSIVolumeSource"},
};
constinit const ShapeInfo kISCSIVolumeSourceShape{.name = "ISCSIVolumeSource", .fields = kISCSIVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kKeyToPathFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "mode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of the file"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
};
constinit const ShapeInfo kKeyToPathShape{.name = "KeyToPath", .fields = kKeyToPathFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kLabelSelectorFields[] = {
    {.name = "matchExpressions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kLabelSelectorRequirementShape, .doc = "conditions on labels, all of which must hold"},
    {.name = "matchLabels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone, .doc = "labels that must have these values"},
};
constinit const ShapeInfo kLabelSelectorShape{.name = "LabelSelector", .fields = kLabelSelectorFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kLabelSelectorRequirementFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "operator", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "how values are compared"},
    {.name = "values", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "values to compare with"},
};
constinit const ShapeInfo kLabelSelectorRequirementShape{.name = "LabelSelectorRequirement", .fields = kLabelSelectorRequirementFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kLifecycleFields[] = {
    {.name = "postStart", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleHandlerShape, .doc = "runs after it starts"},
    {.name = "preStop", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleHandlerShape, .doc = "runs before it stops"},
};
constinit const ShapeInfo kLifecycleShape{.name = "Lifecycle", .fields = kLifecycleFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kLifecycleHandlerFields[] = {
    {.name = "exec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kExecActionShape, .doc = "runs a command inside"},
    {.name = "httpGet", .type = Type::kObject, .storage = Storage::kNone, .shape = &kHTTPGetActionShape, .doc = "asks by HTTP"},
    {.name = "sleep", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSleepActionShape, .doc = "as in Kubernetes' LifecycleHandler"},
    {.name = "tcpSocket", .type = Type::kObject, .storage = Storage::kNone, .shape = &kTCPSocketActionShape, .doc = "opens a connection"},
};
constinit const ShapeInfo kLifecycleHandlerShape{.name = "LifecycleHandler", .fields = kLifecycleHandlerFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kLocalObjectReferenceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
};
constinit const ShapeInfo kLocalObjectReferenceShape{.name = "LocalObjectReference", .fields = kLocalObjectReferenceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kModifyVolumeStatusFields[] = {
    {.name = "status", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ModifyVolumeStatus"},
    {.name = "targetVolumeAttributesClassName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ModifyVolumeStatus"},
};
constinit const ShapeInfo kModifyVolumeStatusShape{.name = "ModifyVolumeStatus", .fields = kModifyVolumeStatusFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kNFSVolumeSourceFields[] = {
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "server", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "host name or address of the server"},
};
constinit const ShapeInfo kNFSVolumeSourceShape{.name = "NFSVolumeSource", .fields = kNFSVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kNodeAffinityFields[] = {
    {.name = "preferredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPreferredSchedulingTermShape, .doc = "what should hold when it is placed"},
    {.name = "requiredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kNodeSelectorShape, .doc = "what must hold when it is placed"},
};
constinit const ShapeInfo kNodeAffinityShape{.name = "NodeAffinity", .fields = kNodeAffinityFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kNodeSelectorFields[] = {
    {.name = "nodeSelectorTerms", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .required = true, .atomic = true, .shape = &kNodeSelectorTermShape, .doc = "terms, one of which must hold"},
};
constinit const ShapeInfo kNodeSelectorShape{.name = "NodeSelector", .fields = kNodeSelectorFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kNodeSelectorRequirementFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "operator", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "how values are compared"},
    {.name = "values", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "values to compare with"},
};
constinit const ShapeInfo kNodeSelectorRequirementShape{.name = "NodeSelectorRequirement", .fields = kNodeSelectorRequirementFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kNodeSelectorTermFields[] = {
    {.name = "matchExpressions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kNodeSelectorRequirementShape, .doc = "conditions on labels, all of which must hold"},
    {.name = "matchFields", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kNodeSelectorRequirementShape, .doc = "as in Kubernetes' NodeSelectorTerm"},
};
constinit const ShapeInfo kNodeSelectorTermShape{.name = "NodeSelectorTerm", .fields = kNodeSelectorTermFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kObjectFieldSelectorFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ObjectFieldSelector"},
    {.name = "fieldPath", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ObjectFieldSelector"},
};
constinit const ShapeInfo kObjectFieldSelectorShape{.name = "ObjectFieldSelector", .fields = kObjectFieldSelectorFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaim"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaim"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectMetaShape, .doc = "as in Kubernetes' PersistentVolumeClaim"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimSpecShape, .doc = "as in Kubernetes' PersistentVolumeClaim"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimStatusShape, .doc = "as in Kubernetes' PersistentVolumeClaim"},
};
constinit const ShapeInfo kPersistentVolumeClaimShape{.name = "PersistentVolumeClaim", .fields = kPersistentVolumeClaimFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimConditionFields[] = {
    {.name = "lastProbeTime", .type = Type::kTime, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "message", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "status", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its type"},
};
constinit const ShapeInfo kPersistentVolumeClaimConditionShape{.name = "PersistentVolumeClaimCondition", .fields = kPersistentVolumeClaimConditionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimSpecFields[] = {
    {.name = "accessModes", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimSpec"},
    {.name = "dataSource", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kTypedLocalObjectReferenceShape, .doc = "as in Kubernetes' PersistentVolumeClaimSpec"},
    {.name = "dataSourceRef", .type = Type::kObject, .storage = Storage::kNone, .shape = &kTypedObjectReferenceShape, .doc = "as in Kubernetes' PersistentVolumeClaimSpec"},
    {.name = "resources", .type = Type::kObject, .storage = Storage::kNone, .shape = &kVolumeResourceRequirementsShape, .doc = "what it asks for and may use"},
    {.name = "selector", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLabelSelectorShape, .doc = "as in Kubernetes' PersistentVolumeClaimSpec"},
    {.name = "storageClassName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimSpec"},
    {.name = "volumeAttributesClassName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimSpec"},
    {.name = "volumeMode", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimSpec"},
    {.name = "volumeName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimSpec"},
};
constinit const ShapeInfo kPersistentVolumeClaimSpecShape{.name = "PersistentVolumeClaimSpec", .fields = kPersistentVolumeClaimSpecFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimStatusFields[] = {
    {.name = "accessModes", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimStatus"},
    {.name = "allocatedResourceStatuses", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimStatus"},
    {.name = "allocatedResources", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimStatus"},
    {.name = "capacity", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimStatus"},
    {.name = "conditions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimConditionShape, .doc = "as in Kubernetes' PersistentVolumeClaimStatus"},
    {.name = "currentVolumeAttributesClassName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimStatus"},
    {.name = "modifyVolumeStatus", .type = Type::kObject, .storage = Storage::kNone, .shape = &kModifyVolumeStatusShape, .doc = "as in Kubernetes' PersistentVolumeClaimStatus"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimStatus"},
};
constinit const ShapeInfo kPersistentVolumeClaimStatusShape{.name = "PersistentVolumeClaimStatus", .fields = kPersistentVolumeClaimStatusFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimTemplateFields[] = {
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectMetaShape, .doc = "as in Kubernetes' PersistentVolumeClaimTemplate"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kNone, .required = true, .shape = &kPersistentVolumeClaimSpecShape, .doc = "as in Kubernetes' PersistentVolumeClaimTemplate"},
};
constinit const ShapeInfo kPersistentVolumeClaimTemplateShape{.name = "PersistentVolumeClaimTemplate", .fields = kPersistentVolumeClaimTemplateFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimVolumeSourceFields[] = {
    {.name = "claimName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "name of the claim"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
};
constinit const ShapeInfo kPersistentVolumeClaimVolumeSourceShape{.name = "PersistentVolumeClaimVolumeSource", .fields = kPersistentVolumeClaimVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPhotonPersistentDiskVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "pdID", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' PhotonPersistentDiskVolumeSource"},
};
constinit const ShapeInfo kPhotonPersistentDiskVolumeSourceShape{.name = "PhotonPersistentDiskVolumeSource", .fields = kPhotonPersistentDiskVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodAffinityFields[] = {
    {.name = "preferredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kWeightedPodAffinityTermShape, .doc = "what should hold when it is placed"},
    {.name = "requiredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodAffinityTermShape, .doc = "what must hold when it is placed"},
};
constinit const ShapeInfo kPodAffinityShape{.name = "PodAffinity", .fields = kPodAffinityFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodAffinityTermFields[] = {
    {.name = "labelSelector", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLabelSelectorShape, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "matchLabelKeys", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "mismatchLabelKeys", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "namespaceSelector", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLabelSelectorShape, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "namespaces", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "topologyKey", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "node label whose equal values are one place"},
};
constinit const ShapeInfo kPodAffinityTermShape{.name = "PodAffinityTerm", .fields = kPodAffinityTermFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodAntiAffinityFields[] = {
    {.name = "preferredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kWeightedPodAffinityTermShape, .doc = "what should hold when it is placed"},
    {.name = "requiredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodAffinityTermShape, .doc = "what must hold when it is placed"},
};
constinit const ShapeInfo kPodAntiAffinityShape{.name = "PodAntiAffinity", .fields = kPodAntiAffinityFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodDNSConfigFields[] = {
    {.name = "nameservers", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodDNSConfig"},
    {.name = "options", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodDNSConfigOptionShape, .doc = "as in Kubernetes' PodDNSConfig"},
    {.name = "searches", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodDNSConfig"},
};
constinit const ShapeInfo kPodDNSConfigShape{.name = "PodDNSConfig", .fields = kPodDNSConfigFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodDNSConfigOptionFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .doc = "its value"},
};
constinit const ShapeInfo kPodDNSConfigOptionShape{.name = "PodDNSConfigOption", .fields = kPodDNSConfigOptionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodOSFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constinit const ShapeInfo kPodOSShape{.name = "PodOS", .fields = kPodOSFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodReadinessGateFields[] = {
    {.name = "conditionType", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' PodReadinessGate"},
};
constinit const ShapeInfo kPodReadinessGateShape{.name = "PodReadinessGate", .fields = kPodReadinessGateFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodResourceClaimFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "source", .type = Type::kObject, .storage = Storage::kNone, .shape = &kClaimSourceShape, .doc = "as in Kubernetes' PodResourceClaim"},
};
constinit const ShapeInfo kPodResourceClaimShape{.name = "PodResourceClaim", .fields = kPodResourceClaimFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodSchedulingGateFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constinit const ShapeInfo kPodSchedulingGateShape{.name = "PodSchedulingGate", .fields = kPodSchedulingGateFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodSecurityContextFields[] = {
    {.name = "fsGroup", .type = Type::kInt64, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSecurityContext"},
    {.name = "fsGroupChangePolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSecurityContext"},
    {.name = "runAsGroup", .type = Type::kInt64, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSecurityContext"},
    {.name = "runAsNonRoot", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSecurityContext"},
    {.name = "runAsUser", .type = Type::kInt64, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSecurityContext"},
    {.name = "seLinuxOptions", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSELinuxOptionsShape, .doc = "as in Kubernetes' PodSecurityContext"},
    {.name = "seccompProfile", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSeccompProfileShape, .doc = "as in Kubernetes' PodSecurityContext"},
    {.name = "supplementalGroups", .type = Type::kInt64, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSecurityContext"},
    {.name = "sysctls", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kSysctlShape, .doc = "as in Kubernetes' PodSecurityContext"},
    {.name = "windowsOptions", .type = Type::kObject, .storage = Storage::kNone, .shape = &kWindowsSecurityContextOptionsShape, .doc = "as in Kubernetes' PodSecurityContext"},
};
constinit const ShapeInfo kPodSecurityContextShape{.name = "PodSecurityContext", .fields = kPodSecurityContextFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodSpecFields[] = {
    {.name = "activeDeadlineSeconds", .type = Type::kInt64, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "affinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kAffinityShape, .doc = "where it may run"},
    {.name = "automountServiceAccountToken", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "containers", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .required = true, .shape = &kContainerShape, .doc = "its containers"},
    {.name = "dnsConfig", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodDNSConfigShape, .doc = "as in Kubernetes' PodSpec"},
    {.name = "dnsPolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "enableServiceLinks", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "ephemeralContainers", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kEphemeralContainerShape, .doc = "as in Kubernetes' PodSpec"},
    {.name = "hostAliases", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kHostAliasShape, .doc = "as in Kubernetes' PodSpec"},
    {.name = "hostIPC", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "hostNetwork", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "hostPID", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "hostUsers", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "hostname", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "imagePullSecrets", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "as in Kubernetes' PodSpec"},
    {.name = "initContainers", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kContainerShape, .doc = "containers that run before"},
    {.name = "nodeName", .type = Type::kString, .storage = Storage::kNone, .doc = "the node"},
    {.name = "nodeSelector", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone, .atomic = true, .doc = "labels that a node must have"},
    {.name = "os", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodOSShape, .doc = "as in Kubernetes' PodSpec"},
    {.name = "overhead", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "preemptionPolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "priority", .type = Type::kInt32, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "priorityClassName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "readinessGates", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodReadinessGateShape, .doc = "as in Kubernetes' PodSpec"},
    {.name = "resourceClaims", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .list_type = ListType::kMap, .shape = &kPodResourceClaimShape, .list_keys = kNames1, .doc = "as in Kubernetes' PodSpec"},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "when it is started again"},
    {.name = "runtimeClassName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "schedulerName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "schedulingGates", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .list_type = ListType::kMap, .shape = &kPodSchedulingGateShape, .list_keys = kNames1, .doc = "as in Kubernetes' PodSpec"},
    {.name = "securityContext", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodSecurityContextShape, .doc = "as in Kubernetes' PodSpec"},
    {.name = "serviceAccount", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "serviceAccountName", .type = Type::kString, .storage = Storage::kNone, .doc = "account of the pod"},
    {.name = "setHostnameAsFQDN", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "shareProcessNamespace", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "subdomain", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PodSpec"},
    {.name = "terminationGracePeriodSeconds", .type = Type::kInt64, .storage = Storage::kNone, .doc = "seconds it may take to stop"},
    {.name = "tolerations", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kTolerationShape, .doc = "taints that are tolerated"},
    {.name = "topologySpreadConstraints", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .list_type = ListType::kMap, .shape = &kTopologySpreadConstraintShape, .list_keys = kNames2, .doc = "as in Kubernetes' PodSpec"},
    {.name = "volumes", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeShape, .doc = "volumes of the pod"},
};
constinit const ShapeInfo kPodSpecShape{.name = "PodSpec", .fields = kPodSpecFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodTemplateSpecFields[] = {
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectMetaShape, .doc = "as in Kubernetes' PodTemplateSpec"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodSpecShape, .doc = "as in Kubernetes' PodTemplateSpec"},
};
constinit const ShapeInfo kPodTemplateSpecShape{.name = "PodTemplateSpec", .fields = kPodTemplateSpecFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPortworxVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "volumeID", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' PortworxVolumeSource"},
};
constinit const ShapeInfo kPortworxVolumeSourceShape{.name = "PortworxVolumeSource", .fields = kPortworxVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kPreferredSchedulingTermFields[] = {
    {.name = "preference", .type = Type::kObject, .storage = Storage::kNone, .required = true, .atomic = true, .shape = &kNodeSelectorTermShape, .doc = "as in Kubernetes' PreferredSchedulingTerm"},
    {.name = "weight", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "how much it counts"},
};
constinit const ShapeInfo kPreferredSchedulingTermShape{.name = "PreferredSchedulingTerm", .fields = kPreferredSchedulingTermFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kProbeFields[] = {
    {.name = "exec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kExecActionShape, .doc = "runs a command inside"},
    {.name = "failureThreshold", .type = Type::kInt32, .storage = Storage::kNone, .doc = "bad looks in a row that count as bad"},
    {.name = "grpc", .type = Type::kObject, .storage = Storage::kNone, .shape = &kGRPCActionShape, .doc = "asks by gRPC"},
    {.name = "httpGet", .type = Type::kObject, .storage = Storage::kNone, .shape = &kHTTPGetActionShape, .doc = "asks by HTTP"},
    {.name = "initialDelaySeconds", .type = Type::kInt32, .storage = Storage::kNone, .doc = "seconds before the first look"},
    {.name = "periodSeconds", .type = Type::kInt32, .storage = Storage::kNone, .doc = "seconds between looks"},
    {.name = "successThreshold", .type = Type::kInt32, .storage = Storage::kNone, .doc = "good looks in a row that count as good"},
    {.name = "tcpSocket", .type = Type::kObject, .storage = Storage::kNone, .shape = &kTCPSocketActionShape, .doc = "opens a connection"},
    {.name = "terminationGracePeriodSeconds", .type = Type::kInt64, .storage = Storage::kNone, .doc = "seconds it may take to stop"},
    {.name = "timeoutSeconds", .type = Type::kInt32, .storage = Storage::kNone, .doc = "seconds a look may take"},
};
constinit const ShapeInfo kProbeShape{.name = "Probe", .fields = kProbeFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kProjectedVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of files, unless said otherwise"},
    {.name = "sources", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeProjectionShape, .doc = "as in Kubernetes' ProjectedVolumeSource"},
};
constinit const ShapeInfo kProjectedVolumeSourceShape{.name = "ProjectedVolumeSource", .fields = kProjectedVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kQuobyteVolumeSourceFields[] = {
    {.name = "group", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' QuobyteVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "registry", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' QuobyteVolumeSource"},
    {.name = "tenant", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' QuobyteVolumeSource"},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone, .doc = "name of the user"},
    {.name = "volume", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' QuobyteVolumeSource"},
};
constinit const ShapeInfo kQuobyteVolumeSourceShape{.name = "QuobyteVolumeSource", .fields = kQuobyteVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kRBDVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "image", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "container image"},
    {.name = "keyring", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' RBDVolumeSource"},
    {.name = "monitors", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' RBDVolumeSource"},
    {.name = "pool", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' RBDVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone, .doc = "name of the user"},
};
constinit const ShapeInfo kRBDVolumeSourceShape{.name = "RBDVolumeSource", .fields = kRBDVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kResourceClaimFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constinit const ShapeInfo kResourceClaimShape{.name = "ResourceClaim", .fields = kResourceClaimFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kResourceFieldSelectorFields[] = {
    {.name = "containerName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ResourceFieldSelector"},
    {.name = "divisor", .type = Type::kQuantity, .storage = Storage::kNone, .doc = "as in Kubernetes' ResourceFieldSelector"},
    {.name = "resource", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ResourceFieldSelector"},
};
constinit const ShapeInfo kResourceFieldSelectorShape{.name = "ResourceFieldSelector", .fields = kResourceFieldSelectorFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kResourceRequirementsFields[] = {
    {.name = "claims", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .list_type = ListType::kMap, .shape = &kResourceClaimShape, .list_keys = kNames1, .doc = "resource claims it uses"},
    {.name = "limits", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "most it may use"},
    {.name = "requests", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "what it is promised"},
};
constinit const ShapeInfo kResourceRequirementsShape{.name = "ResourceRequirements", .fields = kResourceRequirementsFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kSELinuxOptionsFields[] = {
    {.name = "level", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' SELinuxOptions"},
    {.name = "role", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' SELinuxOptions"},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .doc = "its type"},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone, .doc = "name of the user"},
};
constinit const ShapeInfo kSELinuxOptionsShape{.name = "SELinuxOptions", .fields = kSELinuxOptionsFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kScaleIOVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "gateway", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ScaleIOVolumeSource"},
    {.name = "protectionDomain", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ScaleIOVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .required = true, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
    {.name = "sslEnabled", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' ScaleIOVolumeSource"},
    {.name = "storageMode", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ScaleIOVolumeSource"},
    {.name = "storagePool", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ScaleIOVolumeSource"},
    {.name = "system", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ScaleIOVolumeSource"},
    {.name = "volumeName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ScaleIOVolumeSource"},
};
constinit const ShapeInfo kScaleIOVolumeSourceShape{.name = "ScaleIOVolumeSource", .fields = kScaleIOVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kSeccompProfileFields[] = {
    {.name = "localhostProfile", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' SeccompProfile"},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its type"},
};
constinit const ShapeInfo kSeccompProfileShape{.name = "SeccompProfile", .fields = kSeccompProfileFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kSecretEnvSourceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constinit const ShapeInfo kSecretEnvSourceShape{.name = "SecretEnvSource", .fields = kSecretEnvSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kSecretProjectionFields[] = {
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape, .doc = "which entries, and where"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constinit const ShapeInfo kSecretProjectionShape{.name = "SecretProjection", .fields = kSecretProjectionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kSecretVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of files, unless said otherwise"},
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape, .doc = "which entries, and where"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
    {.name = "secretName", .type = Type::kString, .storage = Storage::kNone, .doc = "name of the secret"},
};
constinit const ShapeInfo kSecretVolumeSourceShape{.name = "SecretVolumeSource", .fields = kSecretVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kSecurityContextFields[] = {
    {.name = "allowPrivilegeEscalation", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "capabilities", .type = Type::kObject, .storage = Storage::kNone, .shape = &kCapabilitiesShape, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "privileged", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "procMount", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "readOnlyRootFilesystem", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "runAsGroup", .type = Type::kInt64, .storage = Storage::kNone, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "runAsNonRoot", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "runAsUser", .type = Type::kInt64, .storage = Storage::kNone, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "seLinuxOptions", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSELinuxOptionsShape, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "seccompProfile", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSeccompProfileShape, .doc = "as in Kubernetes' SecurityContext"},
    {.name = "windowsOptions", .type = Type::kObject, .storage = Storage::kNone, .shape = &kWindowsSecurityContextOptionsShape, .doc = "as in Kubernetes' SecurityContext"},
};
constinit const ShapeInfo kSecurityContextShape{.name = "SecurityContext", .fields = kSecurityContextFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kServiceAccountTokenProjectionFields[] = {
    {.name = "audience", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ServiceAccountTokenProjection"},
    {.name = "expirationSeconds", .type = Type::kInt64, .storage = Storage::kNone, .doc = "as in Kubernetes' ServiceAccountTokenProjection"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
};
constinit const ShapeInfo kServiceAccountTokenProjectionShape{.name = "ServiceAccountTokenProjection", .fields = kServiceAccountTokenProjectionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kSleepActionFields[] = {
    {.name = "seconds", .type = Type::kInt64, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' SleepAction"},
};
constinit const ShapeInfo kSleepActionShape{.name = "SleepAction", .fields = kSleepActionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kStorageOSVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
    {.name = "volumeName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' StorageOSVolumeSource"},
    {.name = "volumeNamespace", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' StorageOSVolumeSource"},
};
constinit const ShapeInfo kStorageOSVolumeSourceShape{.name = "StorageOSVolumeSource", .fields = kStorageOSVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kSysctlFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its value"},
};
constinit const ShapeInfo kSysctlShape{.name = "Sysctl", .fields = kSysctlFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kTCPSocketActionFields[] = {
    {.name = "host", .type = Type::kString, .storage = Storage::kNone, .doc = "host name or address"},
    {.name = "port", .type = Type::kIntOrString, .storage = Storage::kNone, .required = true, .doc = "port, by number or name"},
};
constinit const ShapeInfo kTCPSocketActionShape{.name = "TCPSocketAction", .fields = kTCPSocketActionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kTolerationFields[] = {
    {.name = "effect", .type = Type::kString, .storage = Storage::kNone, .doc = "what a taint does"},
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .doc = "key of an entry"},
    {.name = "operator", .type = Type::kString, .storage = Storage::kNone, .doc = "how values are compared"},
    {.name = "tolerationSeconds", .type = Type::kInt64, .storage = Storage::kNone, .doc = "how long the taint is tolerated"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .doc = "its value"},
};
constinit const ShapeInfo kTolerationShape{.name = "Toleration", .fields = kTolerationFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kTopologySpreadConstraintFields[] = {
    {.name = "labelSelector", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLabelSelectorShape, .doc = "as in Kubernetes' TopologySpreadConstraint"},
    {.name = "matchLabelKeys", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' TopologySpreadConstraint"},
    {.name = "maxSkew", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' TopologySpreadConstraint"},
    {.name = "minDomains", .type = Type::kInt32, .storage = Storage::kNone, .doc = "as in Kubernetes' TopologySpreadConstraint"},
    {.name = "nodeAffinityPolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' TopologySpreadConstraint"},
    {.name = "nodeTaintsPolicy", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' TopologySpreadConstraint"},
    {.name = "topologyKey", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "node label whose equal values are one place"},
    {.name = "whenUnsatisfiable", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' TopologySpreadConstraint"},
};
constinit const ShapeInfo kTopologySpreadConstraintShape{.name = "TopologySpreadConstraint", .fields = kTopologySpreadConstraintFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kTypedLocalObjectReferenceFields[] = {
    {.name = "apiGroup", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' TypedLocalObjectReference"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' TypedLocalObjectReference"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constinit const ShapeInfo kTypedLocalObjectReferenceShape{.name = "TypedLocalObjectReference", .fields = kTypedLocalObjectReferenceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kTypedObjectReferenceFields[] = {
    {.name = "apiGroup", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' TypedObjectReference"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' TypedObjectReference"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kNone, .doc = "its namespace"},
};
constinit const ShapeInfo kTypedObjectReferenceShape{.name = "TypedObjectReference", .fields = kTypedObjectReferenceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kVolumeFields[] = {
    {.name = "awsElasticBlockStore", .type = Type::kObject, .storage = Storage::kNone, .shape = &kAWSElasticBlockStoreVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "azureDisk", .type = Type::kObject, .storage = Storage::kNone, .shape = &kAzureDiskVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "azureFile", .type = Type::kObject, .storage = Storage::kNone, .shape = &kAzureFileVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "cephfs", .type = Type::kObject, .storage = Storage::kNone, .shape = &kCephFSVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "cinder", .type = Type::kObject, .storage = Storage::kNone, .shape = &kCinderVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "configMap", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kConfigMapVolumeSourceShape, .doc = "a config map"},
    {.name = "csi", .type = Type::kObject, .storage = Storage::kNone, .shape = &kCSIVolumeSourceShape, .doc = "a volume of a CSI driver"},
    {.name = "downwardAPI", .type = Type::kObject, .storage = Storage::kNone, .shape = &kDownwardAPIVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "emptyDir", .type = Type::kObject, .storage = Storage::kNone, .shape = &kEmptyDirVolumeSourceShape, .doc = "a folder that lives with the pod"},
    {.name = "ephemeral", .type = Type::kObject, .storage = Storage::kNone, .shape = &kEphemeralVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "fc", .type = Type::kObject, .storage = Storage::kNone, .shape = &kFCVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "flexVolume", .type = Type::kObject, .storage = Storage::kNone, .shape = &kFlexVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "flocker", .type = Type::kObject, .storage = Storage::kNone, .shape = &kFlockerVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "gcePersistentDisk", .type = Type::kObject, .storage = Storage::kNone, .shape = &kGCEPersistentDiskVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "gitRepo", .type = Type::kObject, .storage = Storage::kNone, .shape = &kGitRepoVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "glusterfs", .type = Type::kObject, .storage = Storage::kNone, .shape = &kGlusterfsVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "hostPath", .type = Type::kObject, .storage = Storage::kNone, .shape = &kHostPathVolumeSourceShape, .doc = "a folder of the node"},
    {.name = "iscsi", .type = Type::kObject, .storage = Storage::kNone, .shape = &kISCSIVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "nfs", .type = Type::kObject, .storage = Storage::kNone, .shape = &kNFSVolumeSourceShape, .doc = "an NFS export"},
    {.name = "persistentVolumeClaim", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimVolumeSourceShape, .doc = "a claim"},
    {.name = "photonPersistentDisk", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPhotonPersistentDiskVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "portworxVolume", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPortworxVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "projected", .type = Type::kObject, .storage = Storage::kNone, .shape = &kProjectedVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "quobyte", .type = Type::kObject, .storage = Storage::kNone, .shape = &kQuobyteVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "rbd", .type = Type::kObject, .storage = Storage::kNone, .shape = &kRBDVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "scaleIO", .type = Type::kObject, .storage = Storage::kNone, .shape = &kScaleIOVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "secret", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSecretVolumeSourceShape, .doc = "a secret"},
    {.name = "storageos", .type = Type::kObject, .storage = Storage::kNone, .shape = &kStorageOSVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
    {.name = "vsphereVolume", .type = Type::kObject, .storage = Storage::kNone, .shape = &kVsphereVirtualDiskVolumeSourceShape, .doc = "as in Kubernetes' Volume"},
};
constinit const ShapeInfo kVolumeShape{.name = "Volume", .fields = kVolumeFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kVolumeDeviceFields[] = {
    {.name = "devicePath", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' VolumeDevice"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constinit const ShapeInfo kVolumeDeviceShape{.name = "VolumeDevice", .fields = kVolumeDeviceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kVolumeMountFields[] = {
    {.name = "mountPath", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "where the container sees it"},
    {.name = "mountPropagation", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' VolumeMount"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "subPath", .type = Type::kString, .storage = Storage::kNone, .doc = "folder of the volume that becomes the root"},
    {.name = "subPathExpr", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' VolumeMount"},
};
constinit const ShapeInfo kVolumeMountShape{.name = "VolumeMount", .fields = kVolumeMountFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kVolumeProjectionFields[] = {
    {.name = "clusterTrustBundle", .type = Type::kObject, .storage = Storage::kNone, .shape = &kClusterTrustBundleProjectionShape, .doc = "as in Kubernetes' VolumeProjection"},
    {.name = "configMap", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kConfigMapProjectionShape, .doc = "a config map"},
    {.name = "downwardAPI", .type = Type::kObject, .storage = Storage::kNone, .shape = &kDownwardAPIProjectionShape, .doc = "as in Kubernetes' VolumeProjection"},
    {.name = "secret", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kSecretProjectionShape, .doc = "a secret"},
    {.name = "serviceAccountToken", .type = Type::kObject, .storage = Storage::kNone, .shape = &kServiceAccountTokenProjectionShape, .doc = "as in Kubernetes' VolumeProjection"},
};
constinit const ShapeInfo kVolumeProjectionShape{.name = "VolumeProjection", .fields = kVolumeProjectionFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kVolumeResourceRequirementsFields[] = {
    {.name = "limits", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "most it may use"},
    {.name = "requests", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "what it is promised"},
};
constinit const ShapeInfo kVolumeResourceRequirementsShape{.name = "VolumeResourceRequirements", .fields = kVolumeResourceRequirementsFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kVsphereVirtualDiskVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "storagePolicyID", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' VsphereVirtualDiskVolumeSource"},
    {.name = "storagePolicyName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' VsphereVirtualDiskVolumeSource"},
    {.name = "volumePath", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' VsphereVirtualDiskVolumeSource"},
};
constinit const ShapeInfo kVsphereVirtualDiskVolumeSourceShape{.name = "VsphereVirtualDiskVolumeSource", .fields = kVsphereVirtualDiskVolumeSourceFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kWeightedPodAffinityTermFields[] = {
    {.name = "podAffinityTerm", .type = Type::kObject, .storage = Storage::kNone, .required = true, .shape = &kPodAffinityTermShape, .doc = "as in Kubernetes' WeightedPodAffinityTerm"},
    {.name = "weight", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "how much it counts"},
};
constinit const ShapeInfo kWeightedPodAffinityTermShape{.name = "WeightedPodAffinityTerm", .fields = kWeightedPodAffinityTermFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kWindowsSecurityContextOptionsFields[] = {
    {.name = "gmsaCredentialSpec", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' WindowsSecurityContextOptions"},
    {.name = "gmsaCredentialSpecName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' WindowsSecurityContextOptions"},
    {.name = "hostProcess", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' WindowsSecurityContextOptions"},
    {.name = "runAsUserName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' WindowsSecurityContextOptions"},
};
constinit const ShapeInfo kWindowsSecurityContextOptionsShape{.name = "WindowsSecurityContextOptions", .fields = kWindowsSecurityContextOptionsFields, .doc = "Kubernetes' own"};

constexpr FieldInfo kObjectMetaFields[] = {
    {.name = "annotations", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(fluid::Metadata, annotations), .doc = "free text by key, for tools"},
    {.name = "creationTimestamp", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, created), .doc = "when it was made; set by the API"},
    {.name = "deletionGracePeriodSeconds", .type = Type::kInt64, .storage = Storage::kNone, .pointer = true, .doc = "time it may take to go; set by the API"},
    {.name = "deletionTimestamp", .type = Type::kTime, .storage = Storage::kString, .pointer = true, .offset = offsetof(fluid::Metadata, deleted), .doc = "when its end was asked for; set by the API"},
    {.name = "finalizers", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .list_type = ListType::kSet, .offset = offsetof(fluid::Metadata, finalizers), .doc = "who must agree before it goes"},
    {.name = "generateName", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, generate_name), .doc = "prefix of a name the API makes up"},
    {.name = "generation", .type = Type::kInt64, .storage = Storage::kInt64, .offset = offsetof(fluid::Metadata, generation), .doc = "grows with every change of the spec; set by the API"},
    {.name = "labels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(fluid::Metadata, labels), .doc = "short values by key, for selection"},
    {.name = "managedFields", .type = Type::kAny, .container = Container::kArray, .storage = Storage::kNone, .doc = "who set which field; set by the API"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, name), .doc = "unique among its kind and namespace"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(fluid::Metadata, space), .doc = "empty: default"},
    {.name = "ownerReferences", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kStructs, .list_type = ListType::kMap, .offset = offsetof(fluid::Metadata, owners), .shape = &kOwnerReferenceShape, .access = &VectorAccess<fluid::OwnerReference>::kValue, .list_keys = kNames3, .doc = "objects that it goes away with"},
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
