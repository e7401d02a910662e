// Structs that several kinds share.
// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/model/shape.h"

namespace fluid::model {

struct APIGatewayStatus {
  std::string endpoint;  // host:port of the Alluxio proxy
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const APIGatewayStatus&) const = default;
};

struct CleanCachePolicy {
  std::optional<int32_t> grace_period_seconds;  // time limit given to one clean attempt (exec timeout)
  std::optional<int32_t> max_retry_attempts;  // after that many failed attempts the controller stops cleaning and goes on with deletion
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CleanCachePolicy&) const = default;
};

struct SecretKeySelector {
  std::string key;  // key
  std::string name;  // secret in the namespace of the dataset
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const SecretKeySelector&) const = default;
};

struct EncryptOptionSource {
  SecretKeySelector secret_key_ref;  // the only source kind
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EncryptOptionSource&) const = default;
};

struct EncryptOption {
  std::string name;  // option key handed to the engine
  EncryptOptionSource value_from;  // where the value comes from
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EncryptOption&) const = default;
};

struct InitUsersSpec {
  std::map<std::string, std::string> env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  std::string image_tag;  // image tag; empty = engine default
  Raw resources;  // resources of the init container
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const InitUsersSpec&) const = default;
};

struct Level {
  std::string high;  // ratio string, eviction starts above it
  std::string low;  // ratio string, eviction stops below it
  std::string mediumtype;  // medium of the tier; sort order MEM<SSD<HDD
  std::string path;  // one or more absolute dirs, comma separated; per path a mount is made
  std::string quota;  // total quota of the tier; split equally (integer division) across the paths
  std::string quota_list;  // comma list of quantities, one per path; wins over quota; count must equal path count; pattern needs at least two entries
  Raw volume_source;  // inline corev1.VolumeSource; only its emptyDir part is used by engines
  std::string volume_type;  // how the cache dir is provided to the worker pod. A third constant volumeTemplate exists but the enum rejects it
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Level&) const = default;
};

struct MetadataSyncPolicy {
  std::optional<bool> auto_sync;  // nil means true; false disables the automatic UFS scan, ufsTotal stays empty. Exception: Thin treats nil as false
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const MetadataSyncPolicy&) const = default;
};

struct Mount {
  std::vector<EncryptOption> encrypt_options;  // options whose values come from secrets
  std::string mount_point;  // UFS URI; schemes with own meaning: local:// pvc:// http(s):// dataset://, all others are passed to the engine
  std::string name;  // mount name; used for the default path; uniqueness is only checked by Thin
  std::map<std::string, std::string> options;  // engine option map; overrides sharedOptions
  std::string path;  // path in the unified namespace; default /<name>
  bool read_only = false;  // passed to the engine
  bool shared = false;  // passed to the engine (Alluxio --shared)
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Mount&) const = default;
};

struct PodMetadata {
  std::map<std::string, std::string> annotations;  // annotations
  std::map<std::string, std::string> labels;  // labels
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const PodMetadata&) const = default;
};

struct RuntimeCondition {
  std::string last_probe_time;  // time
  std::string last_transition_time;  // time
  std::string message;  // text
  std::string reason;  // text
  std::string status;  // True/False
  std::string type;  // see list below
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeCondition&) const = default;
};

struct RuntimeManagement {
  CleanCachePolicy clean_cache_policy;  // cache cleaning at shutdown
  MetadataSyncPolicy metadata_sync_policy;  // UFS metadata scan
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeManagement&) const = default;
};

struct RuntimeStatus {
  std::optional<APIGatewayStatus> api_gateway;  // Alluxio only
  Raw cache_affinity;  // static node affinity of the workers (nodeSelector + required nodeAffinity); read by the webhook for zone/region locality
  std::map<std::string, std::string> cache_states;  // same map as dataset.status.cacheStates
  std::vector<RuntimeCondition> conditions;  // condition list
  int32_t current_fuse_number_scheduled = 0;  // current
  int32_t current_master_number_scheduled = 0;  // current
  int32_t current_worker_number_scheduled = 0;  // pods created (scale subresource statuspath)
  int32_t desired_fuse_number_scheduled = 0;  // desired
  int32_t desired_master_number_scheduled = 0;  // desired
  int32_t desired_worker_number_scheduled = 0;  // spec.replicas as seen
  int32_t fuse_number_available = 0;  // available
  int32_t fuse_number_ready = 0;  // ready
  int32_t fuse_number_unavailable = 0;  // unavailable
  std::string fuse_phase;  // RuntimePhase, always Ready once computed
  std::string fuse_reason;  // text
  int32_t master_number_ready = 0;  // ready
  std::string master_phase;  // RuntimePhase of the master
  std::string master_reason;  // text
  std::string mount_time;  // last UFS mount; compared with the master start time to remount
  std::vector<Mount> mounts;  // Thin: mounts as last written to the FUSE config
  std::string selector;  // label selector text for HPA
  std::string setup_duration;  // creation to first ready, text
  std::string value_file;  // name of the config map with the helm values of the last install
  int32_t worker_number_available = 0;  // available
  int32_t worker_number_ready = 0;  // ready
  int32_t worker_number_unavailable = 0;  // unavailable
  std::string worker_phase;  // RuntimePhase of the workers
  std::string worker_reason;  // text
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeStatus&) const = default;
};

struct TieredStore {
  std::vector<Level> levels;  // ordered tiers; empty = no worker cache declared
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const TieredStore&) const = default;
};

struct User {
  std::optional<int64_t> gid;  // numeric id
  std::string group;  // name
  std::optional<int64_t> uid;  // numeric id
  std::string user;  // name
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const User&) const = default;
};

struct VersionSpec {
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  std::string image_tag;  // image tag; empty = engine default
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const VersionSpec&) const = default;
};

}  // namespace fluid::model
