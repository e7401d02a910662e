// What Kubernetes' protobuf encodes of its own kinds, as tables: the numbers of their fields, and the names
// that these have in JSON. Fields that the model doesn't know are in no table; readers pass over them.
//
// Source: the generated.proto files of k8s.io/api and k8s.io/apimachinery 0.33 (core/v1, meta/v1,
// authentication/v1, authorization/v1). Threads: constant data.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace fluid::api {

inline constexpr std::string_view kProtobuf = "application/vnd.kubernetes.protobuf";
// What every body begins with; a message of two fields follows: TypeMeta as 1, the object as 2.
inline constexpr std::string_view kProtobufMagic("k8s\0", 4);

enum class ProtoType {
  kText,
  kBytes,  // base64 in JSON
  kBool,
  kInt,
  kTime,       // seconds
  kMicroTime,  // seconds and nanoseconds
  kMessage,
  kTextMap,
  kBytesMap,
  kRaw,  // a message that holds JSON as its field 1
};

struct ProtoMessage;

struct ProtoField {
  uint32_t number;
  std::string_view name;  // in JSON
  ProtoType type = ProtoType::kText;
  const ProtoMessage* message = nullptr;  // kMessage
  bool repeated = false;
};

struct ProtoMessage {
  std::span<const ProtoField> fields;
};

// By the kind that an object names: "Secret", "SecretList", "Status". Null: its encoding is not known here.
const ProtoMessage* FindProtoMessage(std::string_view kind);

}  // namespace fluid::api
