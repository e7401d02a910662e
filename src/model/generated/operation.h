// DataLoad, DataMigrate, DataBackup, DataProcess.
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

struct ObjectRef {
  std::string api_version;  // ignored by the code
  std::string kind;  // which operation kind
  std::string name;  // name
  std::string space;  // default = namespace of the waiting object; cross namespace is allowed
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ObjectRef&) const = default;
};

struct Prefer {
  std::string name;  // node label key
  int32_t weight = 0;  // 1-100
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Prefer&) const = default;
};

struct Require {
  std::string name;  // node label key
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Require&) const = default;
};

struct AffinityStrategy {
  std::optional<ObjectRef> depend_on;  // operation whose placement is followed; default = the runAfter object; it must be Complete
  std::string policy;  // "" (off) / Require / Prefer
  std::vector<Prefer> prefers;  // label keys + weights for Prefer; default hostname weight 100
  std::vector<Require> requirements;  // label keys for Require; default hostname
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AffinityStrategy&) const = default;
};

struct OperationRef {
  AffinityStrategy affinity_strategy;  // placement relation to the previous operation
  std::string api_version;  // ignored by the code
  std::string kind;  // which operation kind
  std::string name;  // name
  std::string space;  // default = namespace of the waiting object; cross namespace is allowed
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const OperationRef&) const = default;
};

struct DataBackupSpec {
  std::string backup_path;  // must start with local:// or pvc://
  std::string dataset;  // dataset name, same namespace
  std::optional<OperationRef> run_after;  // OperationRef: run only when that operation reached Complete
  std::optional<User> run_as;  // uid/gid/user/group the engine runs as (init-users container creates it)
  std::optional<int32_t> ttl_seconds_after_finished;  // delete the operation object this many seconds after Complete/Failed; unset = keep forever; ignored for Cron
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataBackupSpec&) const = default;
};

struct Condition {
  std::string last_probe_time;  // time
  std::string last_transition_time;  // time
  std::string message;  // text
  std::string reason;  // machine reason
  std::string status;  // True/False/Unknown
  std::string type;  // Complete or Failed
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Condition&) const = default;
};

struct WaitingStatus {
  std::optional<bool> operation_complete;  // TRUE means "still waiting"; the DataFlow reconciler sets it to false
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const WaitingStatus&) const = default;
};

struct OperationStatus {
  std::vector<Condition> conditions;  // condition list
  std::string duration;  // text; "Unfinished" while running
  std::map<std::string, std::string> infos;  // free key/values (DataBackup path and node)
  std::string last_schedule_time;  // Cron
  std::string last_successful_time;  // Cron
  Raw node_affinity;  // placement of the finished pod, feeds the next step
  std::string phase;  // "" Pending Executing Complete Failed
  WaitingStatus waiting_for;  // dataflow wait flag
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const OperationStatus&) const = default;
};

struct DataBackup {
  DataBackupSpec spec;  // what is wanted
  OperationStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const DataBackup&) const = default;
};

struct TargetDataset {
  std::string name;  // dataset
  std::string space;  // must equal the operation namespace in practice
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const TargetDataset&) const = default;
};

struct TargetPath {
  std::string path;  // path in the dataset
  int32_t replicas = 0;  // cache replicas wanted
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const TargetPath&) const = default;
};

struct DataLoadSpec {
  Raw affinity;  // pod affinity of the job; runAfter affinity is merged in
  TargetDataset dataset;  // target
  bool load_metadata = false;  // refresh UFS metadata first
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // engine options of the loader
  PodMetadata pod_metadata;  // pod labels/annotations
  std::string policy;  // Once / Cron / OnEvent; OnEvent is accepted by the schema but does nothing useful
  Raw resources;  // requests and limits of the component container
  std::optional<OperationRef> run_after;  // OperationRef: run only when that operation reached Complete
  std::string schedule;  // five-field cron text, used only when policy is Cron
  std::string scheduler_name;  // scheduler of the job pod
  std::vector<TargetPath> target;  // paths; default / replicas 1
  Raw tolerations;  // tolerations added to the pods of this component
  std::optional<int32_t> ttl_seconds_after_finished;  // delete the operation object this many seconds after Complete/Failed; unset = keep forever; ignored for Cron
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataLoadSpec&) const = default;
};

struct DataLoad {
  DataLoadSpec spec;  // what is wanted
  OperationStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const DataLoad&) const = default;
};

struct DatasetToMigrate {
  std::string name;  // name
  std::string space;  // namespace
  std::string path;  // sub path
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DatasetToMigrate&) const = default;
};

struct ExternalStorage {
  std::vector<EncryptOption> encrypt_options;  // credentials (access-key, secret-key, token)
  std::string uri;  // URI or pvc://
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExternalStorage&) const = default;
};

struct DataToMigrate {
  std::optional<DatasetToMigrate> dataset;  // dataset side
  std::optional<ExternalStorage> external_storage;  // raw storage side
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataToMigrate&) const = default;
};

struct DataMigrateSpec {
  Raw affinity;  // pod affinity of the job; runAfter affinity is merged in
  bool block = false;  // declared; no code reads it
  DataToMigrate from;  // source
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  std::string image_tag;  // image tag; empty = engine default
  std::map<std::string, std::string> node_selector;  // plain node selector of the pods of this component
  std::map<std::string, std::string> options;  // juicefs sync flags
  std::map<std::string, std::string> parallel_options;  // sshSecretName, sshPort, sshReadyTimeoutSeconds ...
  int32_t parallelism = 0;  // total pods = 1 launcher + n-1 ssh workers
  PodMetadata pod_metadata;  // pod labels/annotations
  std::string policy;  // Once / Cron / OnEvent; OnEvent is accepted by the schema but does nothing useful
  Raw resources;  // requests and limits of the component container
  std::optional<OperationRef> run_after;  // OperationRef: run only when that operation reached Complete
  std::string runtime_type;  // runtime to use when both sides are datasets; else the runtime of the dataset
  std::string schedule;  // five-field cron text, used only when policy is Cron
  std::string scheduler_name;  // scheduler of the job pod
  DataToMigrate to;  // destination
  Raw tolerations;  // tolerations added to the pods of this component
  std::optional<int32_t> ttl_seconds_after_finished;  // delete the operation object this many seconds after Complete/Failed; unset = keep forever; ignored for Cron
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataMigrateSpec&) const = default;
};

struct DataMigrate {
  DataMigrateSpec spec;  // what is wanted
  OperationStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const DataMigrate&) const = default;
};

struct TargetDatasetWithMountPath {
  std::string mount_path;  // where the dataset is mounted in the container
  std::string name;  // dataset
  std::string space;  // must equal the operation namespace in practice
  std::string sub_path;  // sub path of the PVC
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const TargetDatasetWithMountPath&) const = default;
};

struct JobProcessor {
  Raw pod_spec;  // pod spec; dataset volume is added to all containers and init containers
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JobProcessor&) const = default;
};

struct ScriptProcessor {
  std::vector<std::string> command;  // interpreter, e.g. bash
  Raw env;  // extra environment for the component container
  std::string image;  // container image repository (no tag); empty = engine default from the controller env / chart values
  std::string image_pull_policy;  // Always / IfNotPresent / Never as plain string; default IfNotPresent
  std::string image_tag;  // image tag; empty = engine default
  Raw resources;  // requests and limits of the component container
  std::string restart_policy;  // pod restart policy
  std::string source;  // script text, stored in a config map
  Raw volume_mounts;  // extra mounts; each name must exist in spec.volumes
  Raw volumes;  // extra pod volumes usable by component volumeMounts
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ScriptProcessor&) const = default;
};

struct Processor {
  std::optional<JobProcessor> job;  // full pod spec
  PodMetadata pod_metadata;  // pod labels/annotations
  std::optional<ScriptProcessor> script;  // script
  std::string service_account_name;  // service account
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Processor&) const = default;
};

struct DataProcessSpec {
  TargetDatasetWithMountPath dataset;  // target + mount path
  std::string policy;  // Once / Cron / OnEvent; OnEvent is accepted by the schema but does nothing useful
  Processor processor;  // exactly one of job/script
  std::optional<OperationRef> run_after;  // OperationRef: run only when that operation reached Complete
  std::string schedule;  // five-field cron text, used only when policy is Cron
  std::optional<int32_t> ttl_seconds_after_finished;  // delete the operation object this many seconds after Complete/Failed; unset = keep forever; ignored for Cron
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataProcessSpec&) const = default;
};

struct DataProcess {
  DataProcessSpec spec;  // what is wanted
  OperationStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const DataProcess&) const = default;
};

}  // namespace fluid::model
