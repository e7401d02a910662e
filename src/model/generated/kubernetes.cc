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
constexpr uint8_t kVolumeSourceSlots[] = {0, 0, 1, 6, 0, 0, 0, 0, 0, 5, 19, 24, 0, 17, 4, 0, 0, 0, 0, 27, 0, 0, 26, 25, 0, 0, 10, 28, 14, 0, 0, 29, 11, 0, 15, 0, 23, 0, 0, 9, 0, 2, 16, 0, 0, 0, 0, 13, 20, 3, 0, 12, 0, 0, 18, 21, 0, 0, 0, 0, 8, 22, 7, 0};
constinit const ShapeInfo kVolumeSourceShape{.name = "VolumeSource", .fields = kVolumeSourceFields, .slots = kVolumeSourceSlots, .seed = 3174383268303046295u, .doc = "Kubernetes' own"};

constexpr FieldInfo kAWSElasticBlockStoreVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "partition", .type = Type::kInt32, .storage = Storage::kNone, .doc = "as in Kubernetes' AWSElasticBlockStoreVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "volumeID", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' AWSElasticBlockStoreVolumeSource"},
};
constexpr uint8_t kAWSElasticBlockStoreVolumeSourceSlots[] = {3, 0, 1, 0, 0, 4, 2, 0};
constinit const ShapeInfo kAWSElasticBlockStoreVolumeSourceShape{.name = "AWSElasticBlockStoreVolumeSource", .fields = kAWSElasticBlockStoreVolumeSourceFields, .slots = kAWSElasticBlockStoreVolumeSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kAffinityFields[] = {
    {.name = "nodeAffinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kNodeAffinityShape, .doc = "by labels of nodes"},
    {.name = "podAffinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodAffinityShape, .doc = "near which pods"},
    {.name = "podAntiAffinity", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodAntiAffinityShape, .doc = "away from which pods"},
};
constexpr uint8_t kAffinitySlots[] = {0, 1, 0, 0, 0, 2, 3, 0};
constinit const ShapeInfo kAffinityShape{.name = "Affinity", .fields = kAffinityFields, .slots = kAffinitySlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kAzureDiskVolumeSourceFields[] = {
    {.name = "cachingMode", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' AzureDiskVolumeSource"},
    {.name = "diskName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' AzureDiskVolumeSource"},
    {.name = "diskURI", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' AzureDiskVolumeSource"},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' AzureDiskVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
};
constexpr uint8_t kAzureDiskVolumeSourceSlots[] = {0, 0, 0, 2, 3, 6, 0, 0, 1, 0, 0, 0, 5, 0, 4, 0};
constinit const ShapeInfo kAzureDiskVolumeSourceShape{.name = "AzureDiskVolumeSource", .fields = kAzureDiskVolumeSourceFields, .slots = kAzureDiskVolumeSourceSlots, .seed = 12835850853227824551u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kAzureFileVolumeSourceFields[] = {
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "name of the secret"},
    {.name = "shareName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' AzureFileVolumeSource"},
};
constexpr uint8_t kAzureFileVolumeSourceSlots[] = {1, 0, 3, 0, 0, 0, 0, 2};
constinit const ShapeInfo kAzureFileVolumeSourceShape{.name = "AzureFileVolumeSource", .fields = kAzureFileVolumeSourceFields, .slots = kAzureFileVolumeSourceSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kCSIVolumeSourceFields[] = {
    {.name = "driver", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' CSIVolumeSource"},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "nodePublishSecretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "as in Kubernetes' CSIVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "volumeAttributes", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone, .doc = "as in Kubernetes' CSIVolumeSource"},
};
constexpr uint8_t kCSIVolumeSourceSlots[] = {0, 4, 0, 5, 0, 2, 1, 0, 0, 0, 0, 3, 0, 0, 0, 0};
constinit const ShapeInfo kCSIVolumeSourceShape{.name = "CSIVolumeSource", .fields = kCSIVolumeSourceFields, .slots = kCSIVolumeSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kCapabilitiesFields[] = {
    {.name = "add", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' Capabilities"},
    {.name = "drop", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' Capabilities"},
};
constexpr uint8_t kCapabilitiesSlots[] = {0, 0, 2, 1};
constinit const ShapeInfo kCapabilitiesShape{.name = "Capabilities", .fields = kCapabilitiesFields, .slots = kCapabilitiesSlots, .seed = 14799178230035213023u, .doc = "Kubernetes' own"};

constexpr FieldInfo kCephFSVolumeSourceFields[] = {
    {.name = "monitors", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' CephFSVolumeSource"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .doc = "path"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretFile", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' CephFSVolumeSource"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone, .doc = "name of the user"},
};
constexpr uint8_t kCephFSVolumeSourceSlots[] = {4, 3, 1, 0, 0, 0, 5, 0, 0, 6, 0, 0, 0, 2, 0, 0};
constinit const ShapeInfo kCephFSVolumeSourceShape{.name = "CephFSVolumeSource", .fields = kCephFSVolumeSourceFields, .slots = kCephFSVolumeSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kCinderVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
    {.name = "volumeID", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' CinderVolumeSource"},
};
constexpr uint8_t kCinderVolumeSourceSlots[] = {2, 0, 1, 3, 0, 4, 0, 0};
constinit const ShapeInfo kCinderVolumeSourceShape{.name = "CinderVolumeSource", .fields = kCinderVolumeSourceFields, .slots = kCinderVolumeSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kClaimSourceFields[] = {
    {.name = "resourceClaimName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ClaimSource"},
    {.name = "resourceClaimTemplateName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ClaimSource"},
};
constexpr uint8_t kClaimSourceSlots[] = {0, 0, 2, 1};
constinit const ShapeInfo kClaimSourceShape{.name = "ClaimSource", .fields = kClaimSourceFields, .slots = kClaimSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kClusterTrustBundleProjectionFields[] = {
    {.name = "labelSelector", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLabelSelectorShape, .doc = "as in Kubernetes' ClusterTrustBundleProjection"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "signerName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ClusterTrustBundleProjection"},
};
constexpr uint8_t kClusterTrustBundleProjectionSlots[] = {0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 5, 2, 4, 0, 0};
constinit const ShapeInfo kClusterTrustBundleProjectionShape{.name = "ClusterTrustBundleProjection", .fields = kClusterTrustBundleProjectionFields, .slots = kClusterTrustBundleProjectionSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kConfigMapEnvSourceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constexpr uint8_t kConfigMapEnvSourceSlots[] = {2, 0, 0, 1};
constinit const ShapeInfo kConfigMapEnvSourceShape{.name = "ConfigMapEnvSource", .fields = kConfigMapEnvSourceFields, .slots = kConfigMapEnvSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kConfigMapKeySelectorFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constexpr uint8_t kConfigMapKeySelectorSlots[] = {0, 0, 0, 0, 2, 0, 3, 1};
constinit const ShapeInfo kConfigMapKeySelectorShape{.name = "ConfigMapKeySelector", .fields = kConfigMapKeySelectorFields, .slots = kConfigMapKeySelectorSlots, .seed = 1164115433906158533u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kConfigMapProjectionFields[] = {
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape, .doc = "which entries, and where"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constexpr uint8_t kConfigMapProjectionSlots[] = {0, 3, 0, 0, 0, 1, 2, 0};
constinit const ShapeInfo kConfigMapProjectionShape{.name = "ConfigMapProjection", .fields = kConfigMapProjectionFields, .slots = kConfigMapProjectionSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kConfigMapVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of files, unless said otherwise"},
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape, .doc = "which entries, and where"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constexpr uint8_t kConfigMapVolumeSourceSlots[] = {0, 4, 1, 0, 0, 2, 3, 0};
constinit const ShapeInfo kConfigMapVolumeSourceShape{.name = "ConfigMapVolumeSource", .fields = kConfigMapVolumeSourceFields, .slots = kConfigMapVolumeSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

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
constexpr uint8_t kContainerSlots[] = {0, 0, 12, 0, 4, 17, 0, 0, 0, 23, 0, 0, 7, 0, 0, 0, 0, 0, 21, 19, 22, 3, 0, 2, 0, 0, 8, 9, 0, 0, 0, 0, 0, 15, 1, 0, 0, 16, 0, 0, 0, 0, 24, 20, 0, 6, 0, 5, 14, 0, 0, 11, 10, 0, 13, 0, 0, 0, 0, 18, 0, 0, 0, 0};
constinit const ShapeInfo kContainerShape{.name = "Container", .fields = kContainerFields, .slots = kContainerSlots, .seed = 11291775120605567561u, .required = 1, .defaults_below = true, .doc = "Kubernetes' own"};

constexpr FieldInfo kContainerPortFields[] = {
    {.name = "containerPort", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "port in the container"},
    {.name = "hostIP", .type = Type::kString, .storage = Storage::kNone, .doc = "address on the node"},
    {.name = "hostPort", .type = Type::kInt32, .storage = Storage::kNone, .doc = "port on the node"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "protocol", .type = Type::kString, .storage = Storage::kNone, .default_json = "\"TCP\"", .doc = "TCP, UDP or SCTP"},
};
constexpr uint8_t kContainerPortSlots[] = {5, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 4, 0, 0, 1};
constinit const ShapeInfo kContainerPortShape{.name = "ContainerPort", .fields = kContainerPortFields, .slots = kContainerPortSlots, .seed = 10499958131665514997u, .required = 1, .defaults = 1, .defaults_below = true, .doc = "Kubernetes' own"};

constexpr FieldInfo kContainerResizePolicyFields[] = {
    {.name = "resourceName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ContainerResizePolicy"},
    {.name = "restartPolicy", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "when it is started again"},
};
constexpr uint8_t kContainerResizePolicySlots[] = {2, 0, 1, 0};
constinit const ShapeInfo kContainerResizePolicyShape{.name = "ContainerResizePolicy", .fields = kContainerResizePolicyFields, .slots = kContainerResizePolicySlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kCoreSecretKeySelectorFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constexpr uint8_t kCoreSecretKeySelectorSlots[] = {0, 0, 0, 0, 2, 0, 3, 1};
constinit const ShapeInfo kCoreSecretKeySelectorShape{.name = "CoreSecretKeySelector", .fields = kCoreSecretKeySelectorFields, .slots = kCoreSecretKeySelectorSlots, .seed = 1164115433906158533u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kDownwardAPIProjectionFields[] = {
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kDownwardAPIVolumeFileShape, .doc = "which entries, and where"},
};
constexpr uint8_t kDownwardAPIProjectionSlots[] = {0, 1};
constinit const ShapeInfo kDownwardAPIProjectionShape{.name = "DownwardAPIProjection", .fields = kDownwardAPIProjectionFields, .slots = kDownwardAPIProjectionSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kDownwardAPIVolumeFileFields[] = {
    {.name = "fieldRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kObjectFieldSelectorShape, .doc = "as in Kubernetes' DownwardAPIVolumeFile"},
    {.name = "mode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of the file"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "resourceFieldRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kResourceFieldSelectorShape, .doc = "as in Kubernetes' DownwardAPIVolumeFile"},
};
constexpr uint8_t kDownwardAPIVolumeFileSlots[] = {0, 0, 0, 2, 1, 3, 4, 0};
constinit const ShapeInfo kDownwardAPIVolumeFileShape{.name = "DownwardAPIVolumeFile", .fields = kDownwardAPIVolumeFileFields, .slots = kDownwardAPIVolumeFileSlots, .seed = 14799178230035213023u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kDownwardAPIVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of files, unless said otherwise"},
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kDownwardAPIVolumeFileShape, .doc = "which entries, and where"},
};
constexpr uint8_t kDownwardAPIVolumeSourceSlots[] = {0, 1, 2, 0};
constinit const ShapeInfo kDownwardAPIVolumeSourceShape{.name = "DownwardAPIVolumeSource", .fields = kDownwardAPIVolumeSourceFields, .slots = kDownwardAPIVolumeSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kEmptyDirVolumeSourceFields[] = {
    {.name = "medium", .type = Type::kString, .storage = Storage::kNone, .doc = "empty: disk; Memory: memory"},
    {.name = "sizeLimit", .type = Type::kQuantity, .storage = Storage::kNone, .doc = "most bytes in it"},
};
constexpr uint8_t kEmptyDirVolumeSourceSlots[] = {0, 2, 1, 0};
constinit const ShapeInfo kEmptyDirVolumeSourceShape{.name = "EmptyDirVolumeSource", .fields = kEmptyDirVolumeSourceFields, .slots = kEmptyDirVolumeSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kEnvFromSourceFields[] = {
    {.name = "configMapRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kConfigMapEnvSourceShape, .doc = "as in Kubernetes' EnvFromSource"},
    {.name = "prefix", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' EnvFromSource"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kSecretEnvSourceShape, .doc = "secret with credentials"},
};
constexpr uint8_t kEnvFromSourceSlots[] = {0, 0, 2, 3, 0, 1, 0, 0};
constinit const ShapeInfo kEnvFromSourceShape{.name = "EnvFromSource", .fields = kEnvFromSourceFields, .slots = kEnvFromSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kEnvVarFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .doc = "its value"},
    {.name = "valueFrom", .type = Type::kObject, .storage = Storage::kNone, .shape = &kEnvVarSourceShape, .doc = "as in Kubernetes' EnvVar"},
};
constexpr uint8_t kEnvVarSlots[] = {0, 0, 0, 0, 0, 3, 1, 2};
constinit const ShapeInfo kEnvVarShape{.name = "EnvVar", .fields = kEnvVarFields, .slots = kEnvVarSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kEnvVarSourceFields[] = {
    {.name = "configMapKeyRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kConfigMapKeySelectorShape, .doc = "as in Kubernetes' EnvVarSource"},
    {.name = "fieldRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kObjectFieldSelectorShape, .doc = "as in Kubernetes' EnvVarSource"},
    {.name = "resourceFieldRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kResourceFieldSelectorShape, .doc = "as in Kubernetes' EnvVarSource"},
    {.name = "secretKeyRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kCoreSecretKeySelectorShape, .doc = "as in Kubernetes' EnvVarSource"},
};
constexpr uint8_t kEnvVarSourceSlots[] = {0, 0, 0, 0, 2, 1, 3, 4};
constinit const ShapeInfo kEnvVarSourceShape{.name = "EnvVarSource", .fields = kEnvVarSourceFields, .slots = kEnvVarSourceSlots, .seed = 14799178230035213023u, .doc = "Kubernetes' own"};

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
constexpr uint8_t kEphemeralContainerSlots[] = {21, 0, 0, 0, 3, 0, 0, 12, 1, 0, 0, 2, 0, 0, 15, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 20, 10, 0, 0, 6, 0, 0, 0, 0, 0, 0, 5, 0, 11, 0, 8, 0, 0, 4, 0, 17, 0, 14, 22, 25, 0, 0, 0, 0, 0, 16, 13, 19, 18, 0, 0, 23, 7, 24};
constinit const ShapeInfo kEphemeralContainerShape{.name = "EphemeralContainer", .fields = kEphemeralContainerFields, .slots = kEphemeralContainerSlots, .seed = 2492950965018103111u, .required = 1, .defaults_below = true, .doc = "Kubernetes' own"};

constexpr FieldInfo kEphemeralVolumeSourceFields[] = {
    {.name = "volumeClaimTemplate", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimTemplateShape, .doc = "as in Kubernetes' EphemeralVolumeSource"},
};
constexpr uint8_t kEphemeralVolumeSourceSlots[] = {1, 0};
constinit const ShapeInfo kEphemeralVolumeSourceShape{.name = "EphemeralVolumeSource", .fields = kEphemeralVolumeSourceFields, .slots = kEphemeralVolumeSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kExecActionFields[] = {
    {.name = "command", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "argv"},
};
constexpr uint8_t kExecActionSlots[] = {1, 0};
constinit const ShapeInfo kExecActionShape{.name = "ExecAction", .fields = kExecActionFields, .slots = kExecActionSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kFCVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "lun", .type = Type::kInt32, .storage = Storage::kNone, .doc = "as in Kubernetes' FCVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "targetWWNs", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' FCVolumeSource"},
    {.name = "wwids", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' FCVolumeSource"},
};
constexpr uint8_t kFCVolumeSourceSlots[] = {0, 0, 0, 5, 0, 4, 0, 1, 0, 0, 0, 3, 2, 0, 0, 0};
constinit const ShapeInfo kFCVolumeSourceShape{.name = "FCVolumeSource", .fields = kFCVolumeSourceFields, .slots = kFCVolumeSourceSlots, .seed = 1164115433906158533u, .doc = "Kubernetes' own"};

constexpr FieldInfo kFlexVolumeSourceFields[] = {
    {.name = "driver", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' FlexVolumeSource"},
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "options", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone, .doc = "as in Kubernetes' FlexVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
};
constexpr uint8_t kFlexVolumeSourceSlots[] = {0, 0, 0, 0, 0, 3, 1, 2, 0, 5, 0, 4, 0, 0, 0, 0};
constinit const ShapeInfo kFlexVolumeSourceShape{.name = "FlexVolumeSource", .fields = kFlexVolumeSourceFields, .slots = kFlexVolumeSourceSlots, .seed = 1164115433906158533u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kFlockerVolumeSourceFields[] = {
    {.name = "datasetName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' FlockerVolumeSource"},
    {.name = "datasetUUID", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' FlockerVolumeSource"},
};
constexpr uint8_t kFlockerVolumeSourceSlots[] = {0, 1, 2, 0};
constinit const ShapeInfo kFlockerVolumeSourceShape{.name = "FlockerVolumeSource", .fields = kFlockerVolumeSourceFields, .slots = kFlockerVolumeSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kGCEPersistentDiskVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "partition", .type = Type::kInt32, .storage = Storage::kNone, .doc = "as in Kubernetes' GCEPersistentDiskVolumeSource"},
    {.name = "pdName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' GCEPersistentDiskVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
};
constexpr uint8_t kGCEPersistentDiskVolumeSourceSlots[] = {4, 0, 1, 0, 0, 0, 2, 3};
constinit const ShapeInfo kGCEPersistentDiskVolumeSourceShape{.name = "GCEPersistentDiskVolumeSource", .fields = kGCEPersistentDiskVolumeSourceFields, .slots = kGCEPersistentDiskVolumeSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kGRPCActionFields[] = {
    {.name = "port", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "port, by number or name"},
    {.name = "service", .type = Type::kString, .storage = Storage::kNone, .default_json = "\"\"", .doc = "as in Kubernetes' GRPCAction"},
};
constexpr uint8_t kGRPCActionSlots[] = {0, 1, 0, 2};
constinit const ShapeInfo kGRPCActionShape{.name = "GRPCAction", .fields = kGRPCActionFields, .slots = kGRPCActionSlots, .seed = 10499958131665514997u, .required = 1, .defaults = 1, .defaults_below = true, .doc = "Kubernetes' own"};

constexpr FieldInfo kGitRepoVolumeSourceFields[] = {
    {.name = "directory", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' GitRepoVolumeSource"},
    {.name = "repository", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' GitRepoVolumeSource"},
    {.name = "revision", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' GitRepoVolumeSource"},
};
constexpr uint8_t kGitRepoVolumeSourceSlots[] = {0, 0, 2, 0, 0, 1, 3, 0};
constinit const ShapeInfo kGitRepoVolumeSourceShape{.name = "GitRepoVolumeSource", .fields = kGitRepoVolumeSourceFields, .slots = kGitRepoVolumeSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kGlusterfsVolumeSourceFields[] = {
    {.name = "endpoints", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' GlusterfsVolumeSource"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
};
constexpr uint8_t kGlusterfsVolumeSourceSlots[] = {3, 0, 0, 0, 1, 0, 2, 0};
constinit const ShapeInfo kGlusterfsVolumeSourceShape{.name = "GlusterfsVolumeSource", .fields = kGlusterfsVolumeSourceFields, .slots = kGlusterfsVolumeSourceSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kHTTPGetActionFields[] = {
    {.name = "host", .type = Type::kString, .storage = Storage::kNone, .doc = "host name or address"},
    {.name = "httpHeaders", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kHTTPHeaderShape, .doc = "as in Kubernetes' HTTPGetAction"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .doc = "path"},
    {.name = "port", .type = Type::kIntOrString, .storage = Storage::kNone, .required = true, .doc = "port, by number or name"},
    {.name = "scheme", .type = Type::kString, .storage = Storage::kNone, .doc = "HTTP or HTTPS"},
};
constexpr uint8_t kHTTPGetActionSlots[] = {1, 0, 0, 0, 2, 0, 0, 4, 0, 0, 0, 0, 0, 3, 5, 0};
constinit const ShapeInfo kHTTPGetActionShape{.name = "HTTPGetAction", .fields = kHTTPGetActionFields, .slots = kHTTPGetActionSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kHTTPHeaderFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its value"},
};
constexpr uint8_t kHTTPHeaderSlots[] = {1, 2, 0, 0};
constinit const ShapeInfo kHTTPHeaderShape{.name = "HTTPHeader", .fields = kHTTPHeaderFields, .slots = kHTTPHeaderSlots, .seed = 14799178230035213023u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kHostAliasFields[] = {
    {.name = "hostnames", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' HostAlias"},
    {.name = "ip", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' HostAlias"},
};
constexpr uint8_t kHostAliasSlots[] = {0, 1, 2, 0};
constinit const ShapeInfo kHostAliasShape{.name = "HostAlias", .fields = kHostAliasFields, .slots = kHostAliasSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kHostPathVolumeSourceFields[] = {
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .doc = "its type"},
};
constexpr uint8_t kHostPathVolumeSourceSlots[] = {2, 0, 0, 1};
constinit const ShapeInfo kHostPathVolumeSourceShape{.name = "HostPathVolumeSource", .fields = kHostPathVolumeSourceFields, .slots = kHostPathVolumeSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

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
constexpr uint8_t kISCSIVolumeSourceSlots[] = {0, 0, 0, 0, 7, 0, 0, 11, 9, 0, 0, 0, 4, 10, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 3, 5, 0, 8, 6, 0};
constinit const ShapeInfo kISCSIVolumeSourceShape{.name = "ISCSIVolumeSource", .fields = kISCSIVolumeSourceFields, .slots = kISCSIVolumeSourceSlots, .seed = 7002664860023442459u, .required = 3, .doc = "Kubernetes' own"};

constexpr FieldInfo kKeyToPathFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "mode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of the file"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
};
constexpr uint8_t kKeyToPathSlots[] = {0, 0, 0, 2, 0, 3, 0, 1};
constinit const ShapeInfo kKeyToPathShape{.name = "KeyToPath", .fields = kKeyToPathFields, .slots = kKeyToPathSlots, .seed = 14799178230035213023u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kLabelSelectorFields[] = {
    {.name = "matchExpressions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kLabelSelectorRequirementShape, .doc = "conditions on labels, all of which must hold"},
    {.name = "matchLabels", .type = Type::kString, .container = Container::kMap, .storage = Storage::kNone, .doc = "labels that must have these values"},
};
constexpr uint8_t kLabelSelectorSlots[] = {0, 0, 2, 1};
constinit const ShapeInfo kLabelSelectorShape{.name = "LabelSelector", .fields = kLabelSelectorFields, .slots = kLabelSelectorSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kLabelSelectorRequirementFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "operator", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "how values are compared"},
    {.name = "values", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "values to compare with"},
};
constexpr uint8_t kLabelSelectorRequirementSlots[] = {0, 2, 0, 0, 3, 0, 1, 0};
constinit const ShapeInfo kLabelSelectorRequirementShape{.name = "LabelSelectorRequirement", .fields = kLabelSelectorRequirementFields, .slots = kLabelSelectorRequirementSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kLifecycleFields[] = {
    {.name = "postStart", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleHandlerShape, .doc = "runs after it starts"},
    {.name = "preStop", .type = Type::kObject, .storage = Storage::kNone, .shape = &kLifecycleHandlerShape, .doc = "runs before it stops"},
};
constexpr uint8_t kLifecycleSlots[] = {1, 0, 0, 2};
constinit const ShapeInfo kLifecycleShape{.name = "Lifecycle", .fields = kLifecycleFields, .slots = kLifecycleSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kLifecycleHandlerFields[] = {
    {.name = "exec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kExecActionShape, .doc = "runs a command inside"},
    {.name = "httpGet", .type = Type::kObject, .storage = Storage::kNone, .shape = &kHTTPGetActionShape, .doc = "asks by HTTP"},
    {.name = "sleep", .type = Type::kObject, .storage = Storage::kNone, .shape = &kSleepActionShape, .doc = "as in Kubernetes' LifecycleHandler"},
    {.name = "tcpSocket", .type = Type::kObject, .storage = Storage::kNone, .shape = &kTCPSocketActionShape, .doc = "opens a connection"},
};
constexpr uint8_t kLifecycleHandlerSlots[] = {0, 0, 0, 4, 2, 0, 3, 1};
constinit const ShapeInfo kLifecycleHandlerShape{.name = "LifecycleHandler", .fields = kLifecycleHandlerFields, .slots = kLifecycleHandlerSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kLocalObjectReferenceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
};
constexpr uint8_t kLocalObjectReferenceSlots[] = {0, 1};
constinit const ShapeInfo kLocalObjectReferenceShape{.name = "LocalObjectReference", .fields = kLocalObjectReferenceFields, .slots = kLocalObjectReferenceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kModifyVolumeStatusFields[] = {
    {.name = "status", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ModifyVolumeStatus"},
    {.name = "targetVolumeAttributesClassName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ModifyVolumeStatus"},
};
constexpr uint8_t kModifyVolumeStatusSlots[] = {0, 0, 2, 1};
constinit const ShapeInfo kModifyVolumeStatusShape{.name = "ModifyVolumeStatus", .fields = kModifyVolumeStatusFields, .slots = kModifyVolumeStatusSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kNFSVolumeSourceFields[] = {
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "server", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "host name or address of the server"},
};
constexpr uint8_t kNFSVolumeSourceSlots[] = {2, 0, 0, 0, 0, 3, 1, 0};
constinit const ShapeInfo kNFSVolumeSourceShape{.name = "NFSVolumeSource", .fields = kNFSVolumeSourceFields, .slots = kNFSVolumeSourceSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kNodeAffinityFields[] = {
    {.name = "preferredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPreferredSchedulingTermShape, .doc = "what should hold when it is placed"},
    {.name = "requiredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kNodeSelectorShape, .doc = "what must hold when it is placed"},
};
constexpr uint8_t kNodeAffinitySlots[] = {0, 0, 2, 1};
constinit const ShapeInfo kNodeAffinityShape{.name = "NodeAffinity", .fields = kNodeAffinityFields, .slots = kNodeAffinitySlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kNodeSelectorFields[] = {
    {.name = "nodeSelectorTerms", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .required = true, .atomic = true, .shape = &kNodeSelectorTermShape, .doc = "terms, one of which must hold"},
};
constexpr uint8_t kNodeSelectorSlots[] = {0, 1};
constinit const ShapeInfo kNodeSelectorShape{.name = "NodeSelector", .fields = kNodeSelectorFields, .slots = kNodeSelectorSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kNodeSelectorRequirementFields[] = {
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "key of an entry"},
    {.name = "operator", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "how values are compared"},
    {.name = "values", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "values to compare with"},
};
constexpr uint8_t kNodeSelectorRequirementSlots[] = {0, 2, 0, 0, 3, 0, 1, 0};
constinit const ShapeInfo kNodeSelectorRequirementShape{.name = "NodeSelectorRequirement", .fields = kNodeSelectorRequirementFields, .slots = kNodeSelectorRequirementSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kNodeSelectorTermFields[] = {
    {.name = "matchExpressions", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kNodeSelectorRequirementShape, .doc = "conditions on labels, all of which must hold"},
    {.name = "matchFields", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kNodeSelectorRequirementShape, .doc = "as in Kubernetes' NodeSelectorTerm"},
};
constexpr uint8_t kNodeSelectorTermSlots[] = {1, 0, 2, 0};
constinit const ShapeInfo kNodeSelectorTermShape{.name = "NodeSelectorTerm", .fields = kNodeSelectorTermFields, .slots = kNodeSelectorTermSlots, .seed = 2175216119781798973u, .doc = "Kubernetes' own"};

constexpr FieldInfo kObjectFieldSelectorFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ObjectFieldSelector"},
    {.name = "fieldPath", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ObjectFieldSelector"},
};
constexpr uint8_t kObjectFieldSelectorSlots[] = {1, 2, 0, 0};
constinit const ShapeInfo kObjectFieldSelectorShape{.name = "ObjectFieldSelector", .fields = kObjectFieldSelectorFields, .slots = kObjectFieldSelectorSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaim"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaim"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectMetaShape, .doc = "as in Kubernetes' PersistentVolumeClaim"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimSpecShape, .doc = "as in Kubernetes' PersistentVolumeClaim"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPersistentVolumeClaimStatusShape, .doc = "as in Kubernetes' PersistentVolumeClaim"},
};
constexpr uint8_t kPersistentVolumeClaimSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kPersistentVolumeClaimShape{.name = "PersistentVolumeClaim", .fields = kPersistentVolumeClaimFields, .slots = kPersistentVolumeClaimSlots, .seed = 2175216119781798973u, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimConditionFields[] = {
    {.name = "lastProbeTime", .type = Type::kTime, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "lastTransitionTime", .type = Type::kTime, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "message", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "status", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' PersistentVolumeClaimCondition"},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its type"},
};
constexpr uint8_t kPersistentVolumeClaimConditionSlots[] = {2, 0, 3, 5, 0, 0, 6, 1, 0, 0, 4, 0, 0, 0, 0, 0};
constinit const ShapeInfo kPersistentVolumeClaimConditionShape{.name = "PersistentVolumeClaimCondition", .fields = kPersistentVolumeClaimConditionFields, .slots = kPersistentVolumeClaimConditionSlots, .seed = 2175216119781798973u, .required = 2, .doc = "Kubernetes' own"};

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
constexpr uint8_t kPersistentVolumeClaimSpecSlots[] = {0, 0, 1, 5, 0, 2, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 4, 0, 7, 0, 0, 0, 3, 6, 0, 0, 0};
constinit const ShapeInfo kPersistentVolumeClaimSpecShape{.name = "PersistentVolumeClaimSpec", .fields = kPersistentVolumeClaimSpecFields, .slots = kPersistentVolumeClaimSpecSlots, .seed = 8711387064946514083u, .doc = "Kubernetes' own"};

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
constexpr uint8_t kPersistentVolumeClaimStatusSlots[] = {7, 3, 8, 0, 0, 0, 0, 0, 1, 5, 2, 6, 4, 0, 0, 0};
constinit const ShapeInfo kPersistentVolumeClaimStatusShape{.name = "PersistentVolumeClaimStatus", .fields = kPersistentVolumeClaimStatusFields, .slots = kPersistentVolumeClaimStatusSlots, .seed = 12835850853227824551u, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimTemplateFields[] = {
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectMetaShape, .doc = "as in Kubernetes' PersistentVolumeClaimTemplate"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kNone, .required = true, .shape = &kPersistentVolumeClaimSpecShape, .doc = "as in Kubernetes' PersistentVolumeClaimTemplate"},
};
constexpr uint8_t kPersistentVolumeClaimTemplateSlots[] = {2, 0, 1, 0};
constinit const ShapeInfo kPersistentVolumeClaimTemplateShape{.name = "PersistentVolumeClaimTemplate", .fields = kPersistentVolumeClaimTemplateFields, .slots = kPersistentVolumeClaimTemplateSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kPersistentVolumeClaimVolumeSourceFields[] = {
    {.name = "claimName", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "name of the claim"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
};
constexpr uint8_t kPersistentVolumeClaimVolumeSourceSlots[] = {0, 0, 1, 2};
constinit const ShapeInfo kPersistentVolumeClaimVolumeSourceShape{.name = "PersistentVolumeClaimVolumeSource", .fields = kPersistentVolumeClaimVolumeSourceFields, .slots = kPersistentVolumeClaimVolumeSourceSlots, .seed = 14799178230035213023u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kPhotonPersistentDiskVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "pdID", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' PhotonPersistentDiskVolumeSource"},
};
constexpr uint8_t kPhotonPersistentDiskVolumeSourceSlots[] = {2, 1, 0, 0};
constinit const ShapeInfo kPhotonPersistentDiskVolumeSourceShape{.name = "PhotonPersistentDiskVolumeSource", .fields = kPhotonPersistentDiskVolumeSourceFields, .slots = kPhotonPersistentDiskVolumeSourceSlots, .seed = 1164115433906158533u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodAffinityFields[] = {
    {.name = "preferredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kWeightedPodAffinityTermShape, .doc = "what should hold when it is placed"},
    {.name = "requiredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodAffinityTermShape, .doc = "what must hold when it is placed"},
};
constexpr uint8_t kPodAffinitySlots[] = {0, 0, 2, 1};
constinit const ShapeInfo kPodAffinityShape{.name = "PodAffinity", .fields = kPodAffinityFields, .slots = kPodAffinitySlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodAffinityTermFields[] = {
    {.name = "labelSelector", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLabelSelectorShape, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "matchLabelKeys", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "mismatchLabelKeys", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "namespaceSelector", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLabelSelectorShape, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "namespaces", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodAffinityTerm"},
    {.name = "topologyKey", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "node label whose equal values are one place"},
};
constexpr uint8_t kPodAffinityTermSlots[] = {5, 3, 0, 0, 0, 0, 2, 0, 0, 0, 1, 4, 0, 0, 0, 6};
constinit const ShapeInfo kPodAffinityTermShape{.name = "PodAffinityTerm", .fields = kPodAffinityTermFields, .slots = kPodAffinityTermSlots, .seed = 14799178230035213023u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodAntiAffinityFields[] = {
    {.name = "preferredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kWeightedPodAffinityTermShape, .doc = "what should hold when it is placed"},
    {.name = "requiredDuringSchedulingIgnoredDuringExecution", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodAffinityTermShape, .doc = "what must hold when it is placed"},
};
constexpr uint8_t kPodAntiAffinitySlots[] = {0, 0, 2, 1};
constinit const ShapeInfo kPodAntiAffinityShape{.name = "PodAntiAffinity", .fields = kPodAntiAffinityFields, .slots = kPodAntiAffinitySlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodDNSConfigFields[] = {
    {.name = "nameservers", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodDNSConfig"},
    {.name = "options", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kPodDNSConfigOptionShape, .doc = "as in Kubernetes' PodDNSConfig"},
    {.name = "searches", .type = Type::kString, .container = Container::kArray, .storage = Storage::kNone, .doc = "as in Kubernetes' PodDNSConfig"},
};
constexpr uint8_t kPodDNSConfigSlots[] = {0, 1, 3, 0, 0, 0, 0, 2};
constinit const ShapeInfo kPodDNSConfigShape{.name = "PodDNSConfig", .fields = kPodDNSConfigFields, .slots = kPodDNSConfigSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodDNSConfigOptionFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .doc = "its value"},
};
constexpr uint8_t kPodDNSConfigOptionSlots[] = {1, 2, 0, 0};
constinit const ShapeInfo kPodDNSConfigOptionShape{.name = "PodDNSConfigOption", .fields = kPodDNSConfigOptionFields, .slots = kPodDNSConfigOptionSlots, .seed = 14799178230035213023u, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodOSFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constexpr uint8_t kPodOSSlots[] = {0, 1};
constinit const ShapeInfo kPodOSShape{.name = "PodOS", .fields = kPodOSFields, .slots = kPodOSSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodReadinessGateFields[] = {
    {.name = "conditionType", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' PodReadinessGate"},
};
constexpr uint8_t kPodReadinessGateSlots[] = {0, 1};
constinit const ShapeInfo kPodReadinessGateShape{.name = "PodReadinessGate", .fields = kPodReadinessGateFields, .slots = kPodReadinessGateSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodResourceClaimFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "source", .type = Type::kObject, .storage = Storage::kNone, .shape = &kClaimSourceShape, .doc = "as in Kubernetes' PodResourceClaim"},
};
constexpr uint8_t kPodResourceClaimSlots[] = {0, 2, 0, 1};
constinit const ShapeInfo kPodResourceClaimShape{.name = "PodResourceClaim", .fields = kPodResourceClaimFields, .slots = kPodResourceClaimSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodSchedulingGateFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constexpr uint8_t kPodSchedulingGateSlots[] = {0, 1};
constinit const ShapeInfo kPodSchedulingGateShape{.name = "PodSchedulingGate", .fields = kPodSchedulingGateFields, .slots = kPodSchedulingGateSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

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
constexpr uint8_t kPodSecurityContextSlots[] = {7, 10, 1, 0, 4, 0, 0, 0, 0, 0, 3, 0, 0, 6, 9, 0, 0, 8, 5, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0};
constinit const ShapeInfo kPodSecurityContextShape{.name = "PodSecurityContext", .fields = kPodSecurityContextFields, .slots = kPodSecurityContextSlots, .seed = 7190703300742001587u, .doc = "Kubernetes' own"};

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
constexpr uint8_t kPodSpecSlots[] = {14, 4, 0, 0, 0, 0, 35, 0, 37, 24, 0, 0, 7, 23, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 15, 34, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 21, 0, 3, 0, 28, 25, 0, 0, 20, 13, 0, 0, 9, 0, 0, 31, 33, 36, 0, 0, 0, 0, 16, 0, 0, 18, 0, 0, 0, 0, 0, 0, 39, 0, 38, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 6, 0, 0, 32, 0, 0, 0, 0, 0, 0, 19, 0, 27, 0, 26, 0, 0, 0, 0, 0, 0, 0, 5, 0, 1, 0, 0, 0, 17, 0, 0, 0, 30, 0, 0, 11, 0, 0, 0, 29, 0, 22};
constinit const ShapeInfo kPodSpecShape{.name = "PodSpec", .fields = kPodSpecFields, .slots = kPodSpecSlots, .seed = 7457799070378274649u, .required = 1, .defaults_below = true, .doc = "Kubernetes' own"};

constexpr FieldInfo kPodTemplateSpecFields[] = {
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kNone, .shape = &kObjectMetaShape, .doc = "as in Kubernetes' PodTemplateSpec"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kNone, .shape = &kPodSpecShape, .doc = "as in Kubernetes' PodTemplateSpec"},
};
constexpr uint8_t kPodTemplateSpecSlots[] = {2, 0, 1, 0};
constinit const ShapeInfo kPodTemplateSpecShape{.name = "PodTemplateSpec", .fields = kPodTemplateSpecFields, .slots = kPodTemplateSpecSlots, .seed = 10499958131665514997u, .defaults_below = true, .doc = "Kubernetes' own"};

constexpr FieldInfo kPortworxVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "volumeID", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' PortworxVolumeSource"},
};
constexpr uint8_t kPortworxVolumeSourceSlots[] = {2, 0, 1, 0, 0, 3, 0, 0};
constinit const ShapeInfo kPortworxVolumeSourceShape{.name = "PortworxVolumeSource", .fields = kPortworxVolumeSourceFields, .slots = kPortworxVolumeSourceSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kPreferredSchedulingTermFields[] = {
    {.name = "preference", .type = Type::kObject, .storage = Storage::kNone, .required = true, .atomic = true, .shape = &kNodeSelectorTermShape, .doc = "as in Kubernetes' PreferredSchedulingTerm"},
    {.name = "weight", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "how much it counts"},
};
constexpr uint8_t kPreferredSchedulingTermSlots[] = {0, 2, 1, 0};
constinit const ShapeInfo kPreferredSchedulingTermShape{.name = "PreferredSchedulingTerm", .fields = kPreferredSchedulingTermFields, .slots = kPreferredSchedulingTermSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

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
constexpr uint8_t kProbeSlots[] = {1, 4, 0, 0, 0, 0, 0, 8, 0, 7, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 9, 0, 0, 2, 0, 0, 0, 10, 0, 0, 3};
constinit const ShapeInfo kProbeShape{.name = "Probe", .fields = kProbeFields, .slots = kProbeSlots, .seed = 14037279428536751483u, .defaults_below = true, .doc = "Kubernetes' own"};

constexpr FieldInfo kProjectedVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of files, unless said otherwise"},
    {.name = "sources", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kVolumeProjectionShape, .doc = "as in Kubernetes' ProjectedVolumeSource"},
};
constexpr uint8_t kProjectedVolumeSourceSlots[] = {0, 1, 0, 2};
constinit const ShapeInfo kProjectedVolumeSourceShape{.name = "ProjectedVolumeSource", .fields = kProjectedVolumeSourceFields, .slots = kProjectedVolumeSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kQuobyteVolumeSourceFields[] = {
    {.name = "group", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' QuobyteVolumeSource"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "registry", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' QuobyteVolumeSource"},
    {.name = "tenant", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' QuobyteVolumeSource"},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone, .doc = "name of the user"},
    {.name = "volume", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' QuobyteVolumeSource"},
};
constexpr uint8_t kQuobyteVolumeSourceSlots[] = {0, 0, 0, 1, 0, 6, 3, 0, 0, 4, 5, 2, 0, 0, 0, 0};
constinit const ShapeInfo kQuobyteVolumeSourceShape{.name = "QuobyteVolumeSource", .fields = kQuobyteVolumeSourceFields, .slots = kQuobyteVolumeSourceSlots, .seed = 1164115433906158533u, .required = 2, .doc = "Kubernetes' own"};

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
constexpr uint8_t kRBDVolumeSourceSlots[] = {0, 7, 0, 3, 8, 0, 0, 0, 0, 1, 2, 5, 4, 6, 0, 0};
constinit const ShapeInfo kRBDVolumeSourceShape{.name = "RBDVolumeSource", .fields = kRBDVolumeSourceFields, .slots = kRBDVolumeSourceSlots, .seed = 3872982626502034967u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kResourceClaimFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constexpr uint8_t kResourceClaimSlots[] = {0, 1};
constinit const ShapeInfo kResourceClaimShape{.name = "ResourceClaim", .fields = kResourceClaimFields, .slots = kResourceClaimSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kResourceFieldSelectorFields[] = {
    {.name = "containerName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ResourceFieldSelector"},
    {.name = "divisor", .type = Type::kQuantity, .storage = Storage::kNone, .doc = "as in Kubernetes' ResourceFieldSelector"},
    {.name = "resource", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' ResourceFieldSelector"},
};
constexpr uint8_t kResourceFieldSelectorSlots[] = {0, 3, 0, 2, 0, 0, 1, 0};
constinit const ShapeInfo kResourceFieldSelectorShape{.name = "ResourceFieldSelector", .fields = kResourceFieldSelectorFields, .slots = kResourceFieldSelectorSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kResourceRequirementsFields[] = {
    {.name = "claims", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .list_type = ListType::kMap, .shape = &kResourceClaimShape, .list_keys = kNames1, .doc = "resource claims it uses"},
    {.name = "limits", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "most it may use"},
    {.name = "requests", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "what it is promised"},
};
constexpr uint8_t kResourceRequirementsSlots[] = {2, 0, 0, 0, 1, 0, 0, 3};
constinit const ShapeInfo kResourceRequirementsShape{.name = "ResourceRequirements", .fields = kResourceRequirementsFields, .slots = kResourceRequirementsSlots, .seed = 1164115433906158533u, .doc = "Kubernetes' own"};

constexpr FieldInfo kSELinuxOptionsFields[] = {
    {.name = "level", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' SELinuxOptions"},
    {.name = "role", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' SELinuxOptions"},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .doc = "its type"},
    {.name = "user", .type = Type::kString, .storage = Storage::kNone, .doc = "name of the user"},
};
constexpr uint8_t kSELinuxOptionsSlots[] = {2, 0, 3, 1, 0, 4, 0, 0};
constinit const ShapeInfo kSELinuxOptionsShape{.name = "SELinuxOptions", .fields = kSELinuxOptionsFields, .slots = kSELinuxOptionsSlots, .seed = 1164115433906158533u, .doc = "Kubernetes' own"};

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
constexpr uint8_t kScaleIOVolumeSourceSlots[] = {0, 0, 0, 0, 6, 3, 0, 7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 5, 0, 0, 4, 0, 0, 0, 9, 0, 0, 8, 0, 10};
constinit const ShapeInfo kScaleIOVolumeSourceShape{.name = "ScaleIOVolumeSource", .fields = kScaleIOVolumeSourceFields, .slots = kScaleIOVolumeSourceSlots, .seed = 1164115433906158533u, .required = 3, .doc = "Kubernetes' own"};

constexpr FieldInfo kSeccompProfileFields[] = {
    {.name = "localhostProfile", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' SeccompProfile"},
    {.name = "type", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its type"},
};
constexpr uint8_t kSeccompProfileSlots[] = {0, 2, 0, 1};
constinit const ShapeInfo kSeccompProfileShape{.name = "SeccompProfile", .fields = kSeccompProfileFields, .slots = kSeccompProfileSlots, .seed = 1164115433906158533u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kSecretEnvSourceFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constexpr uint8_t kSecretEnvSourceSlots[] = {2, 0, 0, 1};
constinit const ShapeInfo kSecretEnvSourceShape{.name = "SecretEnvSource", .fields = kSecretEnvSourceFields, .slots = kSecretEnvSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kSecretProjectionFields[] = {
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape, .doc = "which entries, and where"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .doc = "its name"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
};
constexpr uint8_t kSecretProjectionSlots[] = {0, 3, 0, 0, 0, 1, 2, 0};
constinit const ShapeInfo kSecretProjectionShape{.name = "SecretProjection", .fields = kSecretProjectionFields, .slots = kSecretProjectionSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kSecretVolumeSourceFields[] = {
    {.name = "defaultMode", .type = Type::kInt32, .storage = Storage::kNone, .doc = "permissions of files, unless said otherwise"},
    {.name = "items", .type = Type::kObject, .container = Container::kArray, .storage = Storage::kNone, .shape = &kKeyToPathShape, .doc = "which entries, and where"},
    {.name = "optional", .type = Type::kBool, .storage = Storage::kNone, .doc = "may be missing"},
    {.name = "secretName", .type = Type::kString, .storage = Storage::kNone, .doc = "name of the secret"},
};
constexpr uint8_t kSecretVolumeSourceSlots[] = {0, 3, 1, 0, 0, 2, 0, 4};
constinit const ShapeInfo kSecretVolumeSourceShape{.name = "SecretVolumeSource", .fields = kSecretVolumeSourceFields, .slots = kSecretVolumeSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

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
constexpr uint8_t kSecurityContextSlots[] = {0, 3, 7, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 6, 9, 4, 0, 0, 0, 0, 8, 0, 11, 2, 1, 0, 5, 0, 0, 0};
constinit const ShapeInfo kSecurityContextShape{.name = "SecurityContext", .fields = kSecurityContextFields, .slots = kSecurityContextSlots, .seed = 8711387064946514083u, .doc = "Kubernetes' own"};

constexpr FieldInfo kServiceAccountTokenProjectionFields[] = {
    {.name = "audience", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' ServiceAccountTokenProjection"},
    {.name = "expirationSeconds", .type = Type::kInt64, .storage = Storage::kNone, .doc = "as in Kubernetes' ServiceAccountTokenProjection"},
    {.name = "path", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "path"},
};
constexpr uint8_t kServiceAccountTokenProjectionSlots[] = {0, 1, 0, 2, 0, 0, 3, 0};
constinit const ShapeInfo kServiceAccountTokenProjectionShape{.name = "ServiceAccountTokenProjection", .fields = kServiceAccountTokenProjectionFields, .slots = kServiceAccountTokenProjectionSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kSleepActionFields[] = {
    {.name = "seconds", .type = Type::kInt64, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' SleepAction"},
};
constexpr uint8_t kSleepActionSlots[] = {1, 0};
constinit const ShapeInfo kSleepActionShape{.name = "SleepAction", .fields = kSleepActionFields, .slots = kSleepActionSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kStorageOSVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "secretRef", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kLocalObjectReferenceShape, .doc = "secret with credentials"},
    {.name = "volumeName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' StorageOSVolumeSource"},
    {.name = "volumeNamespace", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' StorageOSVolumeSource"},
};
constexpr uint8_t kStorageOSVolumeSourceSlots[] = {0, 2, 0, 0, 0, 1, 3, 0, 0, 0, 5, 0, 0, 4, 0, 0};
constinit const ShapeInfo kStorageOSVolumeSourceShape{.name = "StorageOSVolumeSource", .fields = kStorageOSVolumeSourceFields, .slots = kStorageOSVolumeSourceSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kSysctlFields[] = {
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its value"},
};
constexpr uint8_t kSysctlSlots[] = {1, 2, 0, 0};
constinit const ShapeInfo kSysctlShape{.name = "Sysctl", .fields = kSysctlFields, .slots = kSysctlSlots, .seed = 14799178230035213023u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kTCPSocketActionFields[] = {
    {.name = "host", .type = Type::kString, .storage = Storage::kNone, .doc = "host name or address"},
    {.name = "port", .type = Type::kIntOrString, .storage = Storage::kNone, .required = true, .doc = "port, by number or name"},
};
constexpr uint8_t kTCPSocketActionSlots[] = {1, 2, 0, 0};
constinit const ShapeInfo kTCPSocketActionShape{.name = "TCPSocketAction", .fields = kTCPSocketActionFields, .slots = kTCPSocketActionSlots, .seed = 10499958131665514997u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kTolerationFields[] = {
    {.name = "effect", .type = Type::kString, .storage = Storage::kNone, .doc = "what a taint does"},
    {.name = "key", .type = Type::kString, .storage = Storage::kNone, .doc = "key of an entry"},
    {.name = "operator", .type = Type::kString, .storage = Storage::kNone, .doc = "how values are compared"},
    {.name = "tolerationSeconds", .type = Type::kInt64, .storage = Storage::kNone, .doc = "how long the taint is tolerated"},
    {.name = "value", .type = Type::kString, .storage = Storage::kNone, .doc = "its value"},
};
constexpr uint8_t kTolerationSlots[] = {0, 0, 3, 4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 5, 0};
constinit const ShapeInfo kTolerationShape{.name = "Toleration", .fields = kTolerationFields, .slots = kTolerationSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

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
constexpr uint8_t kTopologySpreadConstraintSlots[] = {0, 5, 0, 6, 4, 7, 0, 2, 8, 0, 3, 0, 0, 1, 0, 0};
constinit const ShapeInfo kTopologySpreadConstraintShape{.name = "TopologySpreadConstraint", .fields = kTopologySpreadConstraintFields, .slots = kTopologySpreadConstraintSlots, .seed = 16478790771768674217u, .required = 3, .doc = "Kubernetes' own"};

constexpr FieldInfo kTypedLocalObjectReferenceFields[] = {
    {.name = "apiGroup", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' TypedLocalObjectReference"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' TypedLocalObjectReference"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constexpr uint8_t kTypedLocalObjectReferenceSlots[] = {0, 2, 0, 1, 0, 0, 3, 0};
constinit const ShapeInfo kTypedLocalObjectReferenceShape{.name = "TypedLocalObjectReference", .fields = kTypedLocalObjectReferenceFields, .slots = kTypedLocalObjectReferenceSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kTypedObjectReferenceFields[] = {
    {.name = "apiGroup", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' TypedObjectReference"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' TypedObjectReference"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kNone, .doc = "its namespace"},
};
constexpr uint8_t kTypedObjectReferenceSlots[] = {0, 2, 0, 1, 0, 0, 3, 4};
constinit const ShapeInfo kTypedObjectReferenceShape{.name = "TypedObjectReference", .fields = kTypedObjectReferenceFields, .slots = kTypedObjectReferenceSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

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
constexpr uint8_t kVolumeSlots[] = {0, 0, 0, 1, 0, 0, 0, 4, 19, 18, 0, 13, 25, 15, 14, 0, 0, 0, 0, 0, 30, 8, 7, 0, 22, 16, 0, 0, 28, 11, 10, 0, 0, 23, 3, 0, 20, 9, 0, 29, 0, 0, 0, 0, 21, 0, 0, 0, 0, 27, 0, 17, 12, 24, 6, 0, 5, 26, 2, 0, 0, 0, 0, 0};
constinit const ShapeInfo kVolumeShape{.name = "Volume", .fields = kVolumeFields, .slots = kVolumeSlots, .seed = 107302240641833427u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kVolumeDeviceFields[] = {
    {.name = "devicePath", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' VolumeDevice"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
};
constexpr uint8_t kVolumeDeviceSlots[] = {0, 0, 1, 2};
constinit const ShapeInfo kVolumeDeviceShape{.name = "VolumeDevice", .fields = kVolumeDeviceFields, .slots = kVolumeDeviceSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kVolumeMountFields[] = {
    {.name = "mountPath", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "where the container sees it"},
    {.name = "mountPropagation", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' VolumeMount"},
    {.name = "name", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "its name"},
    {.name = "readOnly", .type = Type::kBool, .storage = Storage::kNone, .doc = "nothing is written to it"},
    {.name = "subPath", .type = Type::kString, .storage = Storage::kNone, .doc = "folder of the volume that becomes the root"},
    {.name = "subPathExpr", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' VolumeMount"},
};
constexpr uint8_t kVolumeMountSlots[] = {0, 0, 0, 3, 0, 5, 0, 1, 0, 0, 6, 0, 0, 2, 0, 4};
constinit const ShapeInfo kVolumeMountShape{.name = "VolumeMount", .fields = kVolumeMountFields, .slots = kVolumeMountSlots, .seed = 14799178230035213023u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kVolumeProjectionFields[] = {
    {.name = "clusterTrustBundle", .type = Type::kObject, .storage = Storage::kNone, .shape = &kClusterTrustBundleProjectionShape, .doc = "as in Kubernetes' VolumeProjection"},
    {.name = "configMap", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kConfigMapProjectionShape, .doc = "a config map"},
    {.name = "downwardAPI", .type = Type::kObject, .storage = Storage::kNone, .shape = &kDownwardAPIProjectionShape, .doc = "as in Kubernetes' VolumeProjection"},
    {.name = "secret", .type = Type::kObject, .storage = Storage::kNone, .atomic = true, .shape = &kSecretProjectionShape, .doc = "a secret"},
    {.name = "serviceAccountToken", .type = Type::kObject, .storage = Storage::kNone, .shape = &kServiceAccountTokenProjectionShape, .doc = "as in Kubernetes' VolumeProjection"},
};
constexpr uint8_t kVolumeProjectionSlots[] = {5, 0, 0, 2, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 1, 0};
constinit const ShapeInfo kVolumeProjectionShape{.name = "VolumeProjection", .fields = kVolumeProjectionFields, .slots = kVolumeProjectionSlots, .seed = 10499958131665514997u, .doc = "Kubernetes' own"};

constexpr FieldInfo kVolumeResourceRequirementsFields[] = {
    {.name = "limits", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "most it may use"},
    {.name = "requests", .type = Type::kQuantity, .container = Container::kMap, .storage = Storage::kNone, .doc = "what it is promised"},
};
constexpr uint8_t kVolumeResourceRequirementsSlots[] = {1, 0, 0, 2};
constinit const ShapeInfo kVolumeResourceRequirementsShape{.name = "VolumeResourceRequirements", .fields = kVolumeResourceRequirementsFields, .slots = kVolumeResourceRequirementsSlots, .seed = 1164115433906158533u, .doc = "Kubernetes' own"};

constexpr FieldInfo kVsphereVirtualDiskVolumeSourceFields[] = {
    {.name = "fsType", .type = Type::kString, .storage = Storage::kNone, .doc = "file system on it"},
    {.name = "storagePolicyID", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' VsphereVirtualDiskVolumeSource"},
    {.name = "storagePolicyName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' VsphereVirtualDiskVolumeSource"},
    {.name = "volumePath", .type = Type::kString, .storage = Storage::kNone, .required = true, .doc = "as in Kubernetes' VsphereVirtualDiskVolumeSource"},
};
constexpr uint8_t kVsphereVirtualDiskVolumeSourceSlots[] = {1, 3, 0, 4, 2, 0, 0, 0};
constinit const ShapeInfo kVsphereVirtualDiskVolumeSourceShape{.name = "VsphereVirtualDiskVolumeSource", .fields = kVsphereVirtualDiskVolumeSourceFields, .slots = kVsphereVirtualDiskVolumeSourceSlots, .seed = 2175216119781798973u, .required = 1, .doc = "Kubernetes' own"};

constexpr FieldInfo kWeightedPodAffinityTermFields[] = {
    {.name = "podAffinityTerm", .type = Type::kObject, .storage = Storage::kNone, .required = true, .shape = &kPodAffinityTermShape, .doc = "as in Kubernetes' WeightedPodAffinityTerm"},
    {.name = "weight", .type = Type::kInt32, .storage = Storage::kNone, .required = true, .doc = "how much it counts"},
};
constexpr uint8_t kWeightedPodAffinityTermSlots[] = {0, 2, 1, 0};
constinit const ShapeInfo kWeightedPodAffinityTermShape{.name = "WeightedPodAffinityTerm", .fields = kWeightedPodAffinityTermFields, .slots = kWeightedPodAffinityTermSlots, .seed = 10499958131665514997u, .required = 2, .doc = "Kubernetes' own"};

constexpr FieldInfo kWindowsSecurityContextOptionsFields[] = {
    {.name = "gmsaCredentialSpec", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' WindowsSecurityContextOptions"},
    {.name = "gmsaCredentialSpecName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' WindowsSecurityContextOptions"},
    {.name = "hostProcess", .type = Type::kBool, .storage = Storage::kNone, .doc = "as in Kubernetes' WindowsSecurityContextOptions"},
    {.name = "runAsUserName", .type = Type::kString, .storage = Storage::kNone, .doc = "as in Kubernetes' WindowsSecurityContextOptions"},
};
constexpr uint8_t kWindowsSecurityContextOptionsSlots[] = {3, 0, 2, 0, 0, 1, 4, 0};
constinit const ShapeInfo kWindowsSecurityContextOptionsShape{.name = "WindowsSecurityContextOptions", .fields = kWindowsSecurityContextOptionsFields, .slots = kWindowsSecurityContextOptionsSlots, .seed = 14799178230035213023u, .doc = "Kubernetes' own"};

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
constexpr uint8_t kObjectMetaSlots[] = {0, 0, 12, 0, 0, 9, 0, 13, 0, 0, 5, 0, 0, 10, 15, 0, 7, 0, 2, 0, 0, 8, 11, 6, 4, 3, 0, 14, 1, 0, 0, 0};
constinit const ShapeInfo kObjectMetaShape{.name = "ObjectMeta", .fields = kObjectMetaFields, .slots = kObjectMetaSlots, .seed = 17957008849758826145u, .doc = "who an object is", .unknown = offsetof(fluid::Metadata, other)};

constexpr FieldInfo kOwnerReferenceFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(fluid::OwnerReference, api_version), .doc = "group and version of the owner"},
    {.name = "blockOwnerDeletion", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(fluid::OwnerReference, block_owner_deletion), .doc = "the owner waits for this object"},
    {.name = "controller", .type = Type::kBool, .storage = Storage::kBool, .offset = offsetof(fluid::OwnerReference, controller), .doc = "the owner manages this object"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(fluid::OwnerReference, kind), .doc = "kind of the owner"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(fluid::OwnerReference, name), .doc = "name of the owner"},
    {.name = "uid", .type = Type::kString, .storage = Storage::kString, .omit = Omit::kNever, .required = true, .offset = offsetof(fluid::OwnerReference, uid), .doc = "uid of the owner"},
};
constexpr uint8_t kOwnerReferenceSlots[] = {0, 0, 4, 1, 0, 0, 6, 3, 0, 2, 0, 0, 5, 0, 0, 0};
constinit const ShapeInfo kOwnerReferenceShape{.name = "OwnerReference", .fields = kOwnerReferenceFields, .slots = kOwnerReferenceSlots, .seed = 10499958131665514997u, .required = 4, .doc = "an object that another one goes away with"};

}  // namespace fluid::model
