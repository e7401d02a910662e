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

// an operation
struct ObjectRef {
  std::string api_version;  // group and version; not needed
  std::string kind;  // kind of the operation
  std::string name;  // name of the operation
  std::string space;  // its namespace; empty: that of this object
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ObjectRef&) const = default;
};

// a label that counts
struct Prefer {
  std::string name;  // key of a node label
  int32_t weight = 0;  // 1 to 100
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Prefer&) const = default;
};

// a label that must agree
struct Require {
  std::string name;  // key of a node label
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Require&) const = default;
};

// whether to run near another operation
struct AffinityStrategy {
  std::optional<ObjectRef> depend_on;  // operation to run near; unset: that of runAfter
  std::string policy;  // empty: anywhere; Require or Prefer: near that operation
  std::vector<Prefer> prefers;  // labels that count, with weights; unset: the node, 100
  std::vector<Require> requirements;  // labels that must agree; unset: the node
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AffinityStrategy&) const = default;
};

// an operation to wait for
struct OperationRef {
  AffinityStrategy affinity_strategy;  // whether to run near that operation
  std::string api_version;  // group and version; not needed
  std::string kind;  // kind of the operation
  std::string name;  // name of the operation
  std::string space;  // its namespace; empty: that of this object
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const OperationRef&) const = default;
};

// what is saved, and where
struct DataBackupSpec {
  std::string backup_path;  // where to: local:///FOLDER or pvc://CLAIM/FOLDER
  std::string dataset;  // the dataset, in the same namespace
  std::optional<OperationRef> run_after;  // starts when that operation is complete
  std::optional<User> run_as;  // user and group that the engine runs as
  std::optional<int32_t> ttl_seconds_after_finished;  // removed so many seconds after its end; unset: kept; not for Cron
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataBackupSpec&) const = default;
};

// one thing that is known about an operation
struct Condition {
  std::string last_probe_time;  // when it was last looked at
  std::string last_transition_time;  // when the status last changed
  std::string message;  // for people
  std::string reason;  // for programs, in CamelCase
  std::string status;  // True, False or Unknown
  std::string type;  // Complete or Failed
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Condition&) const = default;
};

// what an operation waits for
struct WaitingStatus {
  std::optional<bool> operation_complete;  // true: the operation of runAfter is still awaited
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const WaitingStatus&) const = default;
};

// how an operation does
struct OperationStatus {
  std::vector<Condition> conditions;  // what is known, one of each type
  std::string duration;  // how long it took; Unfinished until then
  std::map<std::string, std::string> infos;  // figures by name: bytesDone, bytesTotal, filesDone, filesTotal and others
  std::string last_schedule_time;  // when it was last started by schedule
  std::string last_successful_time;  // when it last succeeded
  Raw node_affinity;  // where it ran
  std::string phase;  // empty, Pending, Executing, Complete or Failed
  WaitingStatus waiting_for;  // what it waits for
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const OperationStatus&) const = default;
};

// saves the metadata of a cache
struct DataBackup {
  DataBackupSpec spec;  // what is wanted
  OperationStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const DataBackup&) const = default;
};

// a dataset
struct TargetDataset {
  std::string name;  // name of the dataset
  std::string space;  // its namespace; empty: that of this object
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const TargetDataset&) const = default;
};

// a part of a dataset
struct TargetPath {
  std::string path;  // folder or file in the dataset
  int32_t replicas = 0;  // copies in the cache
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const TargetPath&) const = default;
};

// what is loaded, and when
struct DataLoadSpec {
  Raw affinity;  // where the pod may run
  TargetDataset dataset;  // the dataset to load
  bool load_metadata = false;  // asks the sources for news first
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // options of the engine's loader
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::string policy;  // Once, by schedule (Cron), or on an event (OnEvent)
  Raw resources;  // what the container asks for and may use
  std::optional<OperationRef> run_after;  // starts when that operation is complete
  std::string schedule;  // five fields of cron, in UTC unless CRON_TZ= says otherwise; with policy Cron
  std::string scheduler_name;  // scheduler of the pod
  std::vector<TargetPath> target;  // what to load; unset: everything
  Raw tolerations;  // taints that the pods tolerate
  std::optional<int32_t> ttl_seconds_after_finished;  // removed so many seconds after its end; unset: kept; not for Cron
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataLoadSpec&) const = default;
};

// brings data into the cache
struct DataLoad {
  DataLoadSpec spec;  // what is wanted
  OperationStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const DataLoad&) const = default;
};

// a dataset as one end
struct DatasetToMigrate {
  std::string name;  // name of the dataset
  std::string space;  // its namespace
  std::string path;  // folder in it
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DatasetToMigrate&) const = default;
};

// a store outside as one end
struct ExternalStorage {
  std::vector<EncryptOption> encrypt_options;  // credentials: access-key, secret-key, token
  std::string uri;  // its URI, or pvc://CLAIM
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ExternalStorage&) const = default;
};

// one end of a copy
struct DataToMigrate {
  std::optional<DatasetToMigrate> dataset;  // a dataset
  std::optional<ExternalStorage> external_storage;  // a store outside
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataToMigrate&) const = default;
};

// what is copied, and when
struct DataMigrateSpec {
  Raw affinity;  // where the pod may run
  bool block = false;  // unused
  DataToMigrate from;  // where the data is
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  std::string image_tag;  // tag of the image; empty: the default of the engine
  std::map<std::string, std::string> node_selector;  // labels that a node must have to run this component
  std::map<std::string, std::string> options;  // options of the program that copies
  std::map<std::string, std::string> parallel_options;  // how helpers are reached: sshSecretName, sshPort, sshReadyTimeoutSeconds
  int32_t parallelism = 0;  // pods that copy
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::string policy;  // Once, by schedule (Cron), or on an event (OnEvent)
  Raw resources;  // what the container asks for and may use
  std::optional<OperationRef> run_after;  // starts when that operation is complete
  std::string runtime_type;  // which engine copies, when both ends are datasets
  std::string schedule;  // five fields of cron, in UTC unless CRON_TZ= says otherwise; with policy Cron
  std::string scheduler_name;  // scheduler of the pod
  DataToMigrate to;  // where the data goes
  Raw tolerations;  // taints that the pods tolerate
  std::optional<int32_t> ttl_seconds_after_finished;  // removed so many seconds after its end; unset: kept; not for Cron
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataMigrateSpec&) const = default;
};

// copies data between stores
struct DataMigrate {
  DataMigrateSpec spec;  // what is wanted
  OperationStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const DataMigrate&) const = default;
};

// a dataset and where it is seen
struct TargetDatasetWithMountPath {
  std::string mount_path;  // where the program sees it
  std::string name;  // name of the dataset
  std::string space;  // its namespace; empty: that of this object
  std::string sub_path;  // folder of the dataset that becomes the root
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const TargetDatasetWithMountPath&) const = default;
};

// a pod
struct JobProcessor {
  Raw pod_spec;  // the pod; all its containers see the dataset
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const JobProcessor&) const = default;
};

// a script
struct ScriptProcessor {
  std::vector<std::string> command;  // the interpreter and its arguments
  Raw env;  // added to the environment of the component
  std::string image;  // container image, without its tag; empty: the default of the engine
  std::string image_pull_policy;  // Always, IfNotPresent (default) or Never
  std::string image_tag;  // tag of the image; empty: the default of the engine
  Raw resources;  // what the container asks for and may use
  std::string restart_policy;  // whether it is tried again after a failure
  std::string source;  // text of the script
  Raw volume_mounts;  // volumes of the runtime that the container sees
  Raw volumes;  // volumes that volumeMounts may name
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ScriptProcessor&) const = default;
};

// what runs
struct Processor {
  std::optional<JobProcessor> job;  // a whole pod
  PodMetadata pod_metadata;  // labels and annotations for the pods of this component
  std::optional<ScriptProcessor> script;  // a script
  std::string service_account_name;  // account of the pod
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const Processor&) const = default;
};

// what runs on which data
struct DataProcessSpec {
  TargetDatasetWithMountPath dataset;  // the dataset and where the program sees it
  std::string policy;  // Once, by schedule (Cron), or on an event (OnEvent)
  Processor processor;  // what runs
  std::optional<OperationRef> run_after;  // starts when that operation is complete
  std::string schedule;  // five fields of cron, in UTC unless CRON_TZ= says otherwise; with policy Cron
  std::optional<int32_t> ttl_seconds_after_finished;  // removed so many seconds after its end; unset: kept; not for Cron
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DataProcessSpec&) const = default;
};

// runs a program on the data
struct DataProcess {
  DataProcessSpec spec;  // what is wanted
  OperationStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const DataProcess&) const = default;
};

}  // namespace fluid::model
