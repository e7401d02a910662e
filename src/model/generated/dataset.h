// Dataset.
// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/model/generated/common.h"
#include "src/model/shape.h"
#include "src/model/resource.h"

namespace fluid::model {

struct DataRestoreLocation {
  std::string node_name;  // node of a local:// backup; master is pinned there
  std::string path;  // local://<dir> or pvc://<name>/<dir> of an Alluxio metadata backup
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataRestoreLocation&) const = default;
};

struct CacheableNodeAffinity {
  Raw required;  // node selector terms
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheableNodeAffinity&) const = default;
};

struct Runtime {
  std::string category;  // Accelerate (only value)
  int32_t master_replicas = 0;  // master count, for HA decisions
  std::string name;  // runtime name
  std::string space;  // runtime namespace
  std::string type;  // alluxio / jindo / juicefs / efc / thin / vineyard / cache
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Runtime&) const = default;
};

struct DatasetSpec {
  std::vector<std::string> access_modes;  // PVC access modes; default ReadOnlyMany
  std::optional<DataRestoreLocation> data_restore_location;  // restore Alluxio metadata
  std::vector<Mount> mounts;  // list of UFS mounts; optional so a dataset may have none (e.g. Vineyard)
  std::optional<CacheableNodeAffinity> node_affinity;  // where cache workers may run (required terms only)
  std::optional<User> owner;  // owner user of the data (Alluxio/Jindo init users)
  std::string placement;  // Exclusive (default, also "") or Shared
  std::vector<Runtime> runtimes;  // meant for binding several runtimes; only index 0 is used
  std::vector<EncryptOption> shared_encrypt_options;  // secret options for all mounts
  std::map<std::string, std::string> shared_options;  // options for all mounts
  Raw tolerations;  // tolerations for engine pods
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DatasetSpec&) const = default;
};

struct DatasetCondition {
  std::string last_transition_time;  // time
  std::string last_update_time;  // time
  std::string message;  // message
  std::string reason;  // reason
  std::string status;  // status
  std::string type;  // Initialized, RuntimeScheduled, Ready, NotReady, UpdateReady, Updating
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DatasetCondition&) const = default;
};

struct HCFSStatus {
  std::string endpoint;  // Hadoop compatible URL of the engine
  std::string underlayer_file_system_version;  // version text
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const HCFSStatus&) const = default;
};

struct DatasetStatus {
  std::map<std::string, std::string> cache_states;  // string map, names in 2.4
  std::vector<DatasetCondition> conditions;  // condition list
  std::string data_backup_ref;  // deprecated
  std::string data_load_ref;  // deprecated
  std::vector<std::string> dataset_ref;  // list of "namespace/name" of datasets that reference this one
  std::string file_num;  // number of files as text, or "[Calculating]"
  std::optional<HCFSStatus> hcfs;  // Hadoop endpoint
  std::vector<Mount> mounts;  // mounts as actually mounted
  std::map<std::string, std::string> operation_ref;  // map operation type -> comma joined operation names
  std::string phase;  // see 1.4
  std::vector<Runtime> runtimes;  // bound runtime (one)
  std::string ufs_total;  // human size, or "[Calculating]"
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DatasetStatus&) const = default;
};

struct Dataset {
  DatasetSpec spec;  // what is wanted
  DatasetStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const Dataset&) const = default;
};

}  // namespace fluid::model
