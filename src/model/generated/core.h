// Kubernetes' Secret, ConfigMap, Namespace, Event.
// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/model/shape.h"
#include "src/model/resource.h"

namespace fluid::model {

// values that nobody may see
struct Secret {
  std::map<std::string, std::string> data;  // values in base64
  std::optional<bool> immutable;  // its values never change
  std::map<std::string, std::string> string_data;  // values as plain text; wins over data
  std::string type;  // what the values are for
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const Secret&) const = default;
};

// values that anybody may see
struct ConfigMap {
  std::map<std::string, std::string> binary_data;  // values in base64
  std::map<std::string, std::string> data;  // values as text
  std::optional<bool> immutable;  // its values never change
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const ConfigMap&) const = default;
};

// what is wanted of a namespace
struct NamespaceSpec {
  std::vector<std::string> finalizers;  // who must agree before it goes
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const NamespaceSpec&) const = default;
};

// how the namespace does
struct NamespaceStatus {
  Raw conditions;  // why it does not go
  std::string phase;  // Active or Terminating
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const NamespaceStatus&) const = default;
};

// a space of names
struct Namespace {
  NamespaceSpec spec;  // what is wanted
  NamespaceStatus status;  // what was observed; written by fluid only
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const Namespace&) const = default;
};

// an object of any kind
struct ObjectReference {
  std::string api_version;  // group and version
  std::string field_path;  // part of the object
  std::string kind;  // its kind
  std::string name;  // its name
  std::string space;  // its namespace
  std::string resource_version;  // the version meant
  std::string uid;  // its uid
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const ObjectReference&) const = default;
};

// who saw it
struct EventSource {
  std::string component;  // program
  std::string host;  // node
  std::string unknown;  // members that no field describes, as a JSON object
  bool operator==(const EventSource&) const = default;
};

// something that happened to an object
struct Event {
  std::string action;  // what was done about it
  int32_t count = 0;  // how often it happened
  Raw event_time;  // when it happened first, in microseconds
  std::string first_timestamp;  // when it happened first
  ObjectReference involved_object;  // the object it is about
  std::string last_timestamp;  // when it happened last
  std::string message;  // for people
  std::string reason;  // for programs, in CamelCase
  std::optional<ObjectReference> related;  // a second object
  std::string reporting_component;  // program that reports it
  std::string reporting_instance;  // which copy of that program
  Raw series;  // how often and when last
  EventSource source;  // who saw it
  std::string type;  // Normal or Warning
  std::string unknown;  // members that no field describes, as a JSON object
  static const KindInfo& Info();
  bool operator==(const Event&) const = default;
};

}  // namespace fluid::model
