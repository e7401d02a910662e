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

// a backup to start from
struct DataRestoreLocation {
  std::string node_name;  // node that holds a local:// backup
  std::string path;  // local:///FOLDER or pvc://CLAIM/FOLDER of a backup
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataRestoreLocation&) const = default;
};

// which nodes may cache
struct CacheableNodeAffinity {
  Raw required;  // terms of node labels; one of them must hold
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const CacheableNodeAffinity&) const = default;
};

// the runtime of a dataset
struct Runtime {
  std::string category;  // Accelerate
  int32_t master_replicas = 0;  // number of masters
  std::string name;  // name of the runtime
  std::string space;  // its namespace
  std::string type;  // alluxio, juicefs, jindo, efc, thin, vineyard or cache
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Runtime&) const = default;
};

// which sources, and how they are served
struct DatasetSpec {
  std::vector<std::string> access_modes;  // ReadOnlyMany (default), ReadWriteMany, ReadWriteOnce, ReadWriteOncePod
  std::optional<DataRestoreLocation> data_restore_location;  // backup that the cache's metadata starts from
  std::vector<Mount> mounts;  // the sources, seen as one tree
  std::optional<CacheableNodeAffinity> node_affinity;  // nodes that may cache it
  std::optional<User> owner;  // user who owns the data
  std::string placement;  // whether its workers share nodes with those of other datasets; empty: Exclusive
  std::vector<Runtime> runtimes;  // the runtime that serves it; unset: the one of the same name
  std::vector<EncryptOption> shared_encrypt_options;  // options of all mounts whose values are in secrets
  std::map<std::string, std::string> shared_options;  // options of all mounts; those of a mount win
  Raw tolerations;  // taints that its pods tolerate
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DatasetSpec&) const = default;
};

// one thing that is known about a dataset
struct DatasetCondition {
  std::string last_transition_time;  // when the status last changed
  std::string last_update_time;  // when anything in it last changed
  std::string message;  // for people
  std::string reason;  // for programs, in CamelCase
  std::string status;  // True, False or Unknown
  std::string type;  // Ready, NotReady, Updating, Initialized, RuntimeScheduled or UpdateReady
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DatasetCondition&) const = default;
};

// how Hadoop reaches a dataset
struct HCFSStatus {
  std::string endpoint;  // URL for Hadoop's file system interface
  std::string underlayer_file_system_version;  // version of the file system below
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const HCFSStatus&) const = default;
};

// how a dataset does
struct DatasetStatus {
  std::map<std::string, std::string> cache_states;  // figures of the cache by name: capacity, cached, ratio, hit ratios
  std::vector<DatasetCondition> conditions;  // what is known, one of each type
  std::string data_backup_ref;  // now operationRef
  std::string data_load_ref;  // now operationRef
  std::vector<std::string> dataset_ref;  // datasets that refer to this one, as namespace/name
  std::string file_num;  // number of files
  std::optional<HCFSStatus> hcfs;  // how Hadoop reaches it
  std::vector<Mount> mounts;  // the sources as they are mounted
  std::map<std::string, std::string> operation_ref;  // operations under way, by kind
  std::string phase;  // NotBound, Bound, Updating, DataMigrating, Failed or Pending
  std::vector<Runtime> runtimes;  // the runtime that serves it
  std::string ufs_total;  // bytes in the sources, for people
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DatasetStatus&) const = default;
};

// a set of sources seen as one tree
struct Dataset {
  DatasetSpec spec;  // what is wanted
  DatasetStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const Dataset&) const = default;
};

}  // namespace fluid::model
