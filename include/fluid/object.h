// Object: one resource of any kind, as Kubernetes understands the word: metadata, spec, status. A value:
// copies are cheap (the body is shared until somebody edits it) and independent.
//
// The body is one of the structs generated from src/model/schema; inside the library it is reached with
// model::Get<T> and model::Edit<T> (src/model/resource.h). Outside, an Object is read and written as JSON,
// identical to Kubernetes'.
//
// Threads: a value type.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/export.h"
#include "fluid/status.h"

namespace fluid {

struct KindInfo;  // src/model/kind.h

// Names an object: "Dataset", "default", "imagenet". Kinds are unique over our API groups.
struct FLUID_API Key {
  std::string kind;
  std::string space;  // namespace; empty for cluster-scoped kinds
  std::string name;
  auto operator<=>(const Key&) const = default;
  std::string ToString() const;  // "dataset/imagenet", with the namespace where it isn't "default"
};

struct OwnerReference {
  std::string api_version, kind, name, uid;
  bool controller = false;
  bool block_owner_deletion = false;
  bool operator==(const OwnerReference&) const = default;
};

// metav1.ObjectMeta. Times are RFC 3339 texts in UTC; empty: not set.
struct Metadata {
  std::string name;
  std::string space;  // "namespace"
  std::string uid;
  std::string version;     // "resourceVersion": opaque, compare for equality only
  int64_t generation = 0;  // grows with every change of the spec
  std::string created;     // "creationTimestamp"
  std::string deleted;     // "deletionTimestamp": somebody asked for its end; finalizers hold it
  std::map<std::string, std::string> labels;
  std::map<std::string, std::string> annotations;
  std::vector<std::string> finalizers;
  std::vector<OwnerReference> owners;
  std::string generate_name;
  std::string other;  // members we only pass on (managedFields, ...), as a JSON object; empty: none
  bool operator==(const Metadata&) const = default;
};

class FLUID_API Object {
 public:
  struct Body;  // src/model/resource.h

  Object() = default;  // of no kind; only good for assigning to
  Object(const KindInfo* kind, Metadata metadata, std::shared_ptr<const Body> body);

  // From the JSON of a whole object. Unknown members are kept; wrong types, an unknown kind or version are
  // INVALID_ARGUMENT with all problems. This is for what was stored or comes from an API server; what people
  // write goes through model::ParseManifest, which also checks.
  static Result<Object> FromJson(std::string_view json);
  std::string ToJson() const;  // canonical: equal objects give equal bytes

  bool valid() const { return kind_ != nullptr; }
  const KindInfo& kind() const { return *kind_; }
  Key key() const;
  Metadata& metadata() { return metadata_; }
  const Metadata& metadata() const { return metadata_; }

  const std::shared_ptr<const Body>& body() const { return body_; }
  void set_body(std::shared_ptr<const Body> body) { body_ = std::move(body); }

 private:
  const KindInfo* kind_ = nullptr;
  Metadata metadata_;
  std::shared_ptr<const Body> body_;
};

}  // namespace fluid
