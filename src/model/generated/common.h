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

// where the gateway is
struct APIGatewayStatus {
  std::string endpoint;  // HOST:PORT of the gateway
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const APIGatewayStatus&) const = default;
};

// how hard a cache is cleaned at its end
struct CleanCachePolicy {
  std::optional<int32_t> grace_period_seconds;  // time for one attempt
  std::optional<int32_t> max_retry_attempts;  // attempts, after which the runtime ends uncleaned
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CleanCachePolicy&) const = default;
};

// one value of a secret
struct SecretKeySelector {
  std::string key;  // one of its keys
  std::string name;  // name of the secret
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const SecretKeySelector&) const = default;
};

// where a value is
struct EncryptOptionSource {
  SecretKeySelector secret_key_ref;  // key of a secret in the namespace of the object
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EncryptOptionSource&) const = default;
};

// an option whose value is in a secret
struct EncryptOption {
  std::string name;  // name of the option
  EncryptOptionSource value_from;  // where its value is
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EncryptOption&) const = default;
};

// makes users before a component starts
struct InitUsersSpec {
  std::map<std::string, std::string> env;  // added to its environment
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  std::string image_tag;  // tag of the image; empty: the default of the engine
  Raw resources;  // what the container asks for and may use
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const InitUsersSpec&) const = default;
};

// one tier of a cache
struct Level {
  std::string high;  // share of the quota above which data is evicted
  std::string low;  // share of the quota down to which data is evicted
  std::string mediumtype;  // memory, SSD or disk; a faster one is used first
  std::string path;  // folders, joined by commas
  std::string quota;  // most bytes, divided equally among the folders
  std::string quota_list;  // most bytes of each folder, joined by commas; wins over quota
  Raw volume_source;  // a volume in place of a folder of the node
  std::string volume_type;  // whether the folder is the node's or lives with the pod
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Level&) const = default;
};

// how news of the sources are learned
struct MetadataSyncPolicy {
  std::optional<bool> auto_sync;  // whether the sources are listed unasked; unset: yes, for ThinRuntime no
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const MetadataSyncPolicy&) const = default;
};

// one source
struct Mount {
  std::vector<EncryptOption> encrypt_options;  // options whose values are in secrets
  std::string mount_point;  // the source: http(s)://, s3://, local:///, pvc://, dataset://NAMESPACE/NAME, or what the engine knows
  std::string name;  // its name, unique in the dataset
  std::map<std::string, std::string> options;  // options for this source; they win over sharedOptions
  std::string path;  // where in the tree; unset: /NAME
  bool read_only = false;  // nothing is written to it
  bool shared = false;  // other users of the engine may see it
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Mount&) const = default;
};

// labels and annotations of pods
struct PodMetadata {
  std::map<std::string, std::string> annotations;  // free text by key
  std::map<std::string, std::string> labels;  // short values by key
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const PodMetadata&) const = default;
};

// one thing that is known about a runtime
struct RuntimeCondition {
  std::string last_probe_time;  // when it was last looked at
  std::string last_transition_time;  // when the status last changed
  std::string message;  // for people
  std::string reason;  // for programs, in CamelCase
  std::string status;  // True, False or Unknown
  std::string type;  // such as MasterReady, WorkersReady, FusesReady
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeCondition&) const = default;
};

// how cache and metadata are looked after
struct RuntimeManagement {
  CleanCachePolicy clean_cache_policy;  // how hard the cache is cleaned when the runtime ends
  MetadataSyncPolicy metadata_sync_policy;  // how news of the sources are learned
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeManagement&) const = default;
};

// how a runtime does
struct RuntimeStatus {
  std::optional<APIGatewayStatus> api_gateway;  // the REST gateway
  Raw cache_affinity;  // nodes that the workers may use
  std::map<std::string, std::string> cache_states;  // figures of the cache by name: capacity, cached, ratio, hit ratios
  std::vector<RuntimeCondition> conditions;  // what is known, one of each type
  int32_t current_fuse_number_scheduled = 0;  // clients there are
  int32_t current_master_number_scheduled = 0;  // masters there are
  int32_t current_worker_number_scheduled = 0;  // workers there are
  int32_t desired_fuse_number_scheduled = 0;  // clients there shall be
  int32_t desired_master_number_scheduled = 0;  // masters there shall be
  int32_t desired_worker_number_scheduled = 0;  // workers there shall be
  int32_t fuse_number_available = 0;  // clients that have served for a while
  int32_t fuse_number_ready = 0;  // clients that serve
  int32_t fuse_number_unavailable = 0;  // clients that do not serve
  std::string fuse_phase;  // of the clients: empty, NotReady, PartialReady or Ready
  std::string fuse_reason;  // why the clients are in that phase
  int32_t master_number_ready = 0;  // masters that serve
  std::string master_phase;  // of the masters: empty, NotReady, PartialReady or Ready
  std::string master_reason;  // why the masters are in that phase
  std::string mount_time;  // when the sources were last mounted
  std::vector<Mount> mounts;  // the sources as they are mounted
  std::string selector;  // labels of the workers, as text
  std::string setup_duration;  // from creation until it first served
  std::string value_file;  // unused here
  int32_t worker_number_available = 0;  // workers that have served for a while
  int32_t worker_number_ready = 0;  // workers that serve
  int32_t worker_number_unavailable = 0;  // workers that do not serve
  std::string worker_phase;  // of the workers: empty, NotReady, PartialReady or Ready
  std::string worker_reason;  // why the workers are in that phase
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RuntimeStatus&) const = default;
};

// the tiers of a cache
struct TieredStore {
  std::vector<Level> levels;  // the tiers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const TieredStore&) const = default;
};

// a user and a group
struct User {
  std::optional<int64_t> gid;  // number of the group
  std::string group;  // name of the group
  std::optional<int64_t> uid;  // number of the user
  std::string user;  // name of the user
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const User&) const = default;
};

// an image
struct VersionSpec {
  std::string image;  // container image, without its tag
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  std::string image_tag;  // tag of the image; empty: the default of the engine
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const VersionSpec&) const = default;
};

}  // namespace fluid::model
