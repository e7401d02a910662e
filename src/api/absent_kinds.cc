#include "src/api/absent_kinds.h"

#include <algorithm>

namespace fluid::api {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kAll[] = {"all"};
constexpr std::string_view kCronJobNames[] = {"cj"};
constexpr std::string_view kDaemonSetNames[] = {"ds"};
constexpr std::string_view kDeploymentNames[] = {"deploy"};
constexpr std::string_view kEndpointsNames[] = {"ep"};
constexpr std::string_view kIngressNames[] = {"ing"};
constexpr std::string_view kLimitRangeNames[] = {"limits"};
constexpr std::string_view kNodeNames[] = {"no"};
constexpr std::string_view kPodNames[] = {"po"};
constexpr std::string_view kQuotaNames[] = {"quota"};
constexpr std::string_view kReplicaSetNames[] = {"rs"};
constexpr std::string_view kReplicationControllerNames[] = {"rc"};
constexpr std::string_view kServiceAccountNames[] = {"sa"};
constexpr std::string_view kServiceNames[] = {"svc"};
constexpr std::string_view kStatefulSetNames[] = {"sts"};
constexpr std::string_view kVolumeClaimNames[] = {"pvc"};
constexpr std::string_view kVolumeNames[] = {"pv"};

struct Group {
  std::string_view name, version, api_version;
};
constexpr Group kCore{"", "v1", "v1"}, kApps{"apps", "v1", "apps/v1"}, kBatch{"batch", "v1", "batch/v1"},
    kNetworking{"networking.k8s.io", "v1", "networking.k8s.io/v1"};

struct Names {
  std::string_view kind, list_kind, plural, singular;
};

constexpr KindInfo Kind(const Group& group, const Names& names, Words short_names, Words categories = {},
                        bool namespaced = true) {
  return {.name = names.kind,
          .list_kind = names.list_kind,
          .group = group.name,
          .version = group.version,
          .api_version = group.api_version,
          .plural = names.plural,
          .singular = names.singular,
          .short_names = short_names,
          .categories = categories,
          .namespaced = namespaced,
          .has_status = false};
}

constexpr KindInfo kKinds[] = {
    Kind(kCore, {"Endpoints", "EndpointsList", "endpoints", "endpoints"}, kEndpointsNames),
    Kind(kCore, {"LimitRange", "LimitRangeList", "limitranges", "limitrange"}, kLimitRangeNames),
    Kind(kCore, {"Node", "NodeList", "nodes", "node"}, kNodeNames, {}, false),
    Kind(kCore,
         {"PersistentVolumeClaim", "PersistentVolumeClaimList", "persistentvolumeclaims",
          "persistentvolumeclaim"},
         kVolumeClaimNames),
    Kind(kCore, {"PersistentVolume", "PersistentVolumeList", "persistentvolumes", "persistentvolume"},
         kVolumeNames, {}, false),
    Kind(kCore, {"Pod", "PodList", "pods", "pod"}, kPodNames, kAll),
    Kind(kCore,
         {"ReplicationController", "ReplicationControllerList", "replicationcontrollers",
          "replicationcontroller"},
         kReplicationControllerNames, kAll),
    Kind(kCore, {"ResourceQuota", "ResourceQuotaList", "resourcequotas", "resourcequota"}, kQuotaNames),
    Kind(kCore, {"ServiceAccount", "ServiceAccountList", "serviceaccounts", "serviceaccount"},
         kServiceAccountNames),
    Kind(kCore, {"Service", "ServiceList", "services", "service"}, kServiceNames, kAll),
    Kind(kApps, {"DaemonSet", "DaemonSetList", "daemonsets", "daemonset"}, kDaemonSetNames, kAll),
    Kind(kApps, {"Deployment", "DeploymentList", "deployments", "deployment"}, kDeploymentNames, kAll),
    Kind(kApps, {"ReplicaSet", "ReplicaSetList", "replicasets", "replicaset"}, kReplicaSetNames, kAll),
    Kind(kApps, {"StatefulSet", "StatefulSetList", "statefulsets", "statefulset"}, kStatefulSetNames, kAll),
    Kind(kBatch, {"CronJob", "CronJobList", "cronjobs", "cronjob"}, kCronJobNames, kAll),
    Kind(kBatch, {"Job", "JobList", "jobs", "job"}, {}, kAll),
    Kind(kNetworking, {"Ingress", "IngressList", "ingresses", "ingress"}, kIngressNames),
};

}  // namespace

std::span<const KindInfo> AbsentKinds() { return kKinds; }

const KindInfo* FindAbsentKind(std::string_view group, std::string_view version, std::string_view plural) {
  const auto found = std::ranges::find_if(kKinds, [&](const KindInfo& kind) {
    return kind.group == group && kind.version == version && kind.plural == plural;
  });
  return found == std::end(kKinds) ? nullptr : found;
}

bool IsAbsent(const KindInfo& kind) { return &kind >= std::begin(kKinds) && &kind < std::end(kKinds); }

}  // namespace fluid::api
