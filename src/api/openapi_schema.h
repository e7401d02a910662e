// OpenApiSchemas: the schemas of one group's version: its kinds, their lists, and all that they refer to.
//
// Names are Kubernetes': "io.fluid.data.v1alpha1.Dataset", "io.k8s.api.core.v1.Container".
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>

#include "src/model/kind.h"
#include "src/model/shape.h"

namespace fluid::api {

enum class OpenApi { kV2, kV3 };

class OpenApiSchemas {
 public:
  OpenApiSchemas(OpenApi format, std::string_view group, std::string_view version)
      : format_(format), group_(group), version_(version) {}

  // {"$ref":...} of a kind or its list.
  std::string KindReference(const KindInfo& kind) { return Reference(*kind.shape); }
  std::string ListReference(const KindInfo& kind) const;
  // Of the Scale that kinds have as a sub-resource.
  std::string ScaleReference();

  // By name, as JSON: of all kinds of the group's version.
  std::map<std::string, std::string> Definitions();

 private:
  std::string NameOf(const ShapeInfo& shape) const;
  std::string ReferenceTo(std::string_view name) const;
  std::string Reference(const ShapeInfo& shape);
  std::string Value(const model::FieldInfo& field);
  std::string Property(const model::FieldInfo& field);
  std::string Definition(const ShapeInfo& shape, const KindInfo* kind);
  std::string ListDefinition(const KindInfo& kind);
  std::string ScaleDefinition() const;

  const OpenApi format_;
  const std::string_view group_, version_;
  std::deque<const ShapeInfo*> open_;  // referred to, not yet defined
  std::unordered_set<const ShapeInfo*> known_;
  bool scaled_ = false;  // somebody refers to the Scale
};

}  // namespace fluid::api
