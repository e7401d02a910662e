// Written by scripts/gen-model from src/model/schema/. Edit the tables, not this.
// clang-format off
#include "src/model/generated/core.h"

#include <cstddef>

#include "src/model/generated/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"  // the structs are plain: no virtual bases

namespace fluid::model {
namespace {
}  // namespace

constexpr FieldInfo kSecretFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "data", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .check = Check::kBase64, .offset = offsetof(Secret, data), .doc = "values in base64"},
    {.name = "immutable", .type = Type::kBool, .storage = Storage::kOptionalBool, .pointer = true, .offset = offsetof(Secret, immutable), .doc = "its values never change"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "stringData", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(Secret, string_data), .doc = "values as plain text; wins over data"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Secret, type), .default_json = "\"Opaque\"", .doc = "what the values are for"},
};
constexpr uint8_t kSecretSlots[] = {3, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 4, 7, 6, 5};
constinit const ShapeInfo kSecretShape{.name = "Secret", .fields = kSecretFields, .slots = kSecretSlots, .seed = 12835850853227824551u, .defaults = 1, .defaults_below = true, .doc = "values that nobody may see", .unknown = offsetof(Secret, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<Secret>>(); }};

constexpr FieldInfo kConfigMapFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "binaryData", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .check = Check::kBase64, .offset = offsetof(ConfigMap, binary_data), .doc = "values in base64"},
    {.name = "data", .type = Type::kString, .container = Container::kMap, .storage = Storage::kStringMap, .offset = offsetof(ConfigMap, data), .doc = "values as text"},
    {.name = "immutable", .type = Type::kBool, .storage = Storage::kOptionalBool, .pointer = true, .offset = offsetof(ConfigMap, immutable), .doc = "its values never change"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
};
constexpr uint8_t kConfigMapSlots[] = {0, 0, 5, 1, 0, 0, 2, 0, 3, 0, 0, 6, 4, 0, 0, 0};
constinit const ShapeInfo kConfigMapShape{.name = "ConfigMap", .fields = kConfigMapFields, .slots = kConfigMapSlots, .seed = 10499958131665514997u, .doc = "values that anybody may see", .unknown = offsetof(ConfigMap, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<ConfigMap>>(); }};

constexpr FieldInfo kNamespaceFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "spec", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Namespace, spec), .shape = &kNamespaceSpecShape, .doc = "what is wanted"},
    {.name = "status", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Namespace, status), .shape = &kNamespaceStatusShape, .doc = "what was observed; written by fluid only"},
};
constexpr uint8_t kNamespaceSlots[] = {0, 0, 3, 5, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 4, 0};
constinit const ShapeInfo kNamespaceShape{.name = "Namespace", .fields = kNamespaceFields, .slots = kNamespaceSlots, .seed = 2175216119781798973u, .doc = "a space of names", .unknown = offsetof(Namespace, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<Namespace>>(); }};

constexpr FieldInfo kNamespaceSpecFields[] = {
    {.name = "finalizers", .type = Type::kString, .container = Container::kArray, .storage = Storage::kStrings, .offset = offsetof(NamespaceSpec, finalizers), .doc = "who must agree before it goes"},
};
constexpr uint8_t kNamespaceSpecSlots[] = {1, 0};
constinit const ShapeInfo kNamespaceSpecShape{.name = "NamespaceSpec", .fields = kNamespaceSpecFields, .slots = kNamespaceSpecSlots, .seed = 10499958131665514997u, .doc = "what is wanted of a namespace", .unknown = offsetof(NamespaceSpec, unknown)};

constexpr FieldInfo kNamespaceStatusFields[] = {
    {.name = "conditions", .type = Type::kAny, .container = Container::kArray, .storage = Storage::kRaw, .offset = offsetof(NamespaceStatus, conditions), .doc = "why it does not go"},
    {.name = "phase", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(NamespaceStatus, phase), .doc = "Active or Terminating"},
};
constexpr uint8_t kNamespaceStatusSlots[] = {2, 0, 0, 1};
constinit const ShapeInfo kNamespaceStatusShape{.name = "NamespaceStatus", .fields = kNamespaceStatusFields, .slots = kNamespaceStatusSlots, .seed = 14799178230035213023u, .doc = "how the namespace does", .unknown = offsetof(NamespaceStatus, unknown), .assign = [](void* to, const void* from) { *static_cast<NamespaceStatus*>(to) = *static_cast<const NamespaceStatus*>(from); }};

constexpr FieldInfo kObjectReferenceFields[] = {
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectReference, api_version), .doc = "group and version"},
    {.name = "fieldPath", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectReference, field_path), .doc = "part of the object"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectReference, kind), .doc = "its kind"},
    {.name = "name", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectReference, name), .doc = "its name"},
    {.name = "namespace", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectReference, space), .doc = "its namespace"},
    {.name = "resourceVersion", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectReference, resource_version), .doc = "the version meant"},
    {.name = "uid", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(ObjectReference, uid), .doc = "its uid"},
};
constexpr uint8_t kObjectReferenceSlots[] = {0, 0, 3, 1, 0, 2, 7, 0, 0, 0, 0, 0, 4, 6, 0, 5};
constinit const ShapeInfo kObjectReferenceShape{.name = "ObjectReference", .fields = kObjectReferenceFields, .slots = kObjectReferenceSlots, .seed = 10499958131665514997u, .doc = "an object of any kind", .unknown = offsetof(ObjectReference, unknown)};

constexpr FieldInfo kEventSourceFields[] = {
    {.name = "component", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EventSource, component), .doc = "program"},
    {.name = "host", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(EventSource, host), .doc = "node"},
};
constexpr uint8_t kEventSourceSlots[] = {2, 1, 0, 0};
constinit const ShapeInfo kEventSourceShape{.name = "EventSource", .fields = kEventSourceFields, .slots = kEventSourceSlots, .seed = 10499958131665514997u, .doc = "who saw it", .unknown = offsetof(EventSource, unknown)};

constexpr FieldInfo kEventFields[] = {
    {.name = "action", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Event, action), .doc = "what was done about it"},
    {.name = "apiVersion", .type = Type::kString, .storage = Storage::kObject, .doc = "group and version of the kind"},
    {.name = "count", .type = Type::kInt32, .storage = Storage::kInt32, .offset = offsetof(Event, count), .doc = "how often it happened"},
    {.name = "eventTime", .type = Type::kAny, .storage = Storage::kRaw, .offset = offsetof(Event, event_time), .doc = "when it happened first, in microseconds"},
    {.name = "firstTimestamp", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(Event, first_timestamp), .doc = "when it happened first"},
    {.name = "involvedObject", .type = Type::kObject, .storage = Storage::kStruct, .omit = Omit::kNever, .required = true, .offset = offsetof(Event, involved_object), .shape = &kObjectReferenceShape, .doc = "the object it is about"},
    {.name = "kind", .type = Type::kString, .storage = Storage::kObject, .doc = "name of the kind"},
    {.name = "lastTimestamp", .type = Type::kTime, .storage = Storage::kString, .offset = offsetof(Event, last_timestamp), .doc = "when it happened last"},
    {.name = "message", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Event, message), .doc = "for people"},
    {.name = "metadata", .type = Type::kObject, .storage = Storage::kObject, .shape = &kObjectMetaShape, .doc = "name, namespace, labels and what the API server adds"},
    {.name = "reason", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Event, reason), .doc = "for programs, in CamelCase"},
    {.name = "related", .type = Type::kObject, .storage = Storage::kStructs, .pointer = true, .offset = offsetof(Event, related), .shape = &kObjectReferenceShape, .access = &OptionalAccess<ObjectReference>::kValue, .doc = "a second object"},
    {.name = "reportingComponent", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Event, reporting_component), .doc = "program that reports it"},
    {.name = "reportingInstance", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Event, reporting_instance), .doc = "which copy of that program"},
    {.name = "series", .type = Type::kAny, .storage = Storage::kRaw, .offset = offsetof(Event, series), .doc = "how often and when last"},
    {.name = "source", .type = Type::kObject, .storage = Storage::kStruct, .offset = offsetof(Event, source), .shape = &kEventSourceShape, .doc = "who saw it"},
    {.name = "type", .type = Type::kString, .storage = Storage::kString, .offset = offsetof(Event, type), .doc = "Normal or Warning"},
};
constexpr uint8_t kEventSlots[] = {0, 0, 0, 1, 0, 0, 0, 4, 7, 9, 0, 14, 2, 17, 0, 0, 0, 15, 0, 0, 5, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 0, 0, 10, 0, 6, 0, 0, 3, 0, 11, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0};
constinit const ShapeInfo kEventShape{.name = "Event", .fields = kEventFields, .slots = kEventSlots, .seed = 10499958131665514997u, .required = 1, .doc = "something that happened to an object", .unknown = offsetof(Event, unknown), .make = []() -> std::shared_ptr<Object::Body> { return std::make_shared<BodyOf<Event>>(); }};

}  // namespace fluid::model
