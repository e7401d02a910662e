// Our own kinds: Attachment, Grant, Run, Flow.
// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/model/generated/operation.h"
#include "src/model/shape.h"
#include "src/model/resource.h"

namespace fluid::model {

// a dataset, by name
struct DatasetReference {
  std::string name;  // name of the dataset
  std::string space;  // its namespace; empty: that of this object
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const DatasetReference&) const = default;
};

// one thing that is known about an object
struct RunCondition {
  std::string last_transition_time;  // when the status last changed
  std::string message;  // for people
  int64_t observed_generation = 0;  // of the spec that this is about
  std::string reason;  // for programs, in CamelCase
  std::string status;  // True, False or Unknown
  std::string type;  // what is known
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RunCondition&) const = default;
};

// which dataset, where, for whom
struct AttachmentSpec {
  std::string access;  // how it may be used
  DatasetReference dataset;  // what is attached
  std::string mode;  // mount: a file system at target; sidecar: the same inside a pod; library: through the data socket
  std::string node;  // where; empty: this host
  std::map<std::string, std::string> options;  // mount options, such as metadata.ttl
  std::string root;  // path in the dataset that becomes the root; empty: all of it
  std::string target;  // absolute path of the mount point
  std::vector<std::string> users;  // who it is for, as Kind/namespace/name
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AttachmentSpec&) const = default;
};

// how far the attachment is
struct AttachmentStatus {
  std::vector<RunCondition> conditions;  // what is known, one of each type
  std::string node;  // where it is
  std::string phase;  // how far it is
  std::vector<int64_t> pids;  // processes with open files, while an end waits for them
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const AttachmentStatus&) const = default;
};

// a dataset in use on a node
struct Attachment {
  AttachmentSpec spec;  // what is wanted
  AttachmentStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const Attachment&) const = default;
};

// who may
struct GrantFrom {
  std::string space;  // the namespace that may refer to datasets of this one
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const GrantFrom&) const = default;
};

// who may use what
struct GrantSpec {
  std::string access;  // how they may be used
  std::vector<std::string> datasets;  // names; empty: every dataset here
  std::vector<GrantFrom> from;  // who may
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const GrantSpec&) const = default;
};

// whether the grant is in force
struct GrantStatus {
  std::vector<RunCondition> conditions;  // what is known, one of each type
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const GrantStatus&) const = default;
};

// consent that other namespaces use datasets of this one
struct Grant {
  GrantSpec spec;  // what is wanted
  GrantStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const Grant&) const = default;
};

// a dataset that a command reads
struct RunDataset {
  std::string mount_path;  // where the command sees it; empty: /data/NAME
  std::string name;  // name of the dataset
  std::string space;  // its namespace; empty: that of this object
  std::string sub_path;  // path in the dataset that becomes the root
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RunDataset&) const = default;
};

// how near to its data a command must run
struct RunNear {
  std::string dataset;  // the dataset that counts; empty: all of them
  std::string level;  // how near
  bool required = false;  // wait rather than run farther away
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RunNear&) const = default;
};

// what runs, and with which data
struct RunSpec {
  std::vector<std::string> args;  // arguments after the command
  std::vector<std::string> command;  // the program and its first arguments; no shell reads them
  std::vector<RunDataset> datasets;  // what it reads
  std::map<std::string, std::string> env;  // added to its environment
  std::optional<RunNear> near;  // where it should run
  std::optional<OperationRef> run_after;  // starts when that operation is complete
  std::optional<int32_t> ttl_seconds_after_finished;  // removed so many seconds after its end; unset: kept
  std::string working_dir;  // its working directory
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RunSpec&) const = default;
};

// how the command does
struct RunStatus {
  std::string completion_time;  // when it ended
  std::vector<RunCondition> conditions;  // what is known, one of each type
  std::optional<int32_t> exit_code;  // 128 + signal when a signal ended it
  std::string node;  // where it ran
  std::string phase;  // how far it is
  std::string start_time;  // when it started
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const RunStatus&) const = default;
};

// a command near its data
struct Run {
  RunSpec spec;  // what is wanted
  RunStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const Run&) const = default;
};

// one operation of a flow
struct FlowStep {
  std::string kind;  // kind of the operation
  std::string name;  // unique in the flow
  std::string on_failure;  // what its failure means for the flow
  std::vector<std::string> run_after;  // names of the steps that must end first
  Raw spec;  // the spec of the operation
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const FlowStep&) const = default;
};

// which operations, in which order
struct FlowSpec {
  std::string policy;  // Once, or again by schedule
  std::string schedule;  // five fields of cron; with policy Cron
  std::vector<FlowStep> steps;  // the operations
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const FlowSpec&) const = default;
};

// how one step does
struct FlowStepStatus {
  std::string message;  // for people
  std::string name;  // of the step
  std::string operation;  // name of the object that does it
  std::string phase;  // phase of that object
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const FlowStepStatus&) const = default;
};

// how the flow does
struct FlowStatus {
  std::vector<RunCondition> conditions;  // what is known, one of each type
  std::string last_schedule_time;  // when it was last started by schedule
  std::string phase;  // how far it is
  std::vector<FlowStepStatus> steps;  // one for each step
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const FlowStatus&) const = default;
};

// operations in an order
struct Flow {
  FlowSpec spec;  // what is wanted
  FlowStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const Flow&) const = default;
};

}  // namespace fluid::model
