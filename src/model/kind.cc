#include "src/model/kind.h"

#include "src/base/strings.h"

namespace fluid {
namespace model {

const KindInfo* FindKind(std::string_view word) {
  for (const KindInfo* kind : Kinds()) {
    if (SameWord(kind->name, word) || SameWord(kind->plural, word)) return kind;
  }
  for (const KindInfo* kind : Kinds()) {
    for (std::string_view name : kind->short_names) {
      if (SameWord(name, word)) return kind;
    }
  }
  return nullptr;
}

const KindInfo* FindKind(std::string_view api_version, std::string_view kind) {
  for (const KindInfo* info : Kinds()) {
    if (info->name == kind && info->api_version == api_version) return info;
  }
  return nullptr;
}

}  // namespace model
}  // namespace fluid
