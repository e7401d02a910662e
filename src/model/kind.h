// KindInfo: what is known of a kind: its names in the API, and its table of fields. Constant data, generated
// by scripts/gen-model from src/model/schema/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace fluid {

struct ShapeInfo;  // src/model/shape.h: the table of fields

// A column of what `get` prints, in the terms of a CRD's additionalPrinterColumns.
struct PrinterColumn {
  std::string_view name;  // "Ufs Total Size"
  std::string_view path;  // ".status.ufsTotal"
  enum class Type : uint8_t {
    kText,
    kNumber,
    kAge,        // how long ago a time was
    kCount,      // how many members an object has
    kReference,  // "dataset/std", of an ObjectReference
  } type = Type::kText;
  int priority = 0;  // above 0: only where more is asked for (-o wide)
  bool wide() const { return priority > 0; }
};

// Where a kind keeps what its sub-resource "scale" tells, as paths: ".spec.replicas". Empty: it has none.
struct ScalePaths {
  std::string_view spec = {}, status = {};  // how many there shall be, and are
  std::string_view selector = {};           // a label selector of them; may be empty
};

struct KindInfo {
  std::string_view name;         // "Dataset"
  std::string_view list_kind;    // "DatasetList"
  std::string_view group;        // "data.fluid.io"; "" is Kubernetes' core group
  std::string_view version;      // "v1alpha1"
  std::string_view api_version;  // "data.fluid.io/v1alpha1", "v1"
  std::string_view plural;       // "datasets"
  std::string_view singular;     // "dataset"
  std::span<const std::string_view> short_names;
  std::span<const std::string_view> categories;
  bool namespaced = true;
  bool has_status = true;
  const ShapeInfo* shape = nullptr;
  std::span<const PrinterColumn> columns = {};  // in order, after the name
  size_t index = 0;                             // in Kinds()
  ScalePaths scale = {};
  bool has_scale() const { return !scale.spec.empty(); }
};

namespace model {

std::span<const KindInfo* const> Kinds();
// By kind, plural, singular or short name, in any case; null: unknown.
const KindInfo* FindKind(std::string_view word);
const KindInfo* FindKind(std::string_view api_version, std::string_view kind);

}  // namespace model
}  // namespace fluid
