#include "src/cli/closest.h"

#include <fmt/format.h>

#include <vector>

#include "src/base/strings.h"
#include "src/model/kind.h"

namespace fluid::cli {

Status WithClosest(api::ApiClient& client, const Key& key, const Status& status) {
  const KindInfo* kind = model::FindKind(key.kind);
  if (status.code() != Code::kNotFound || !kind) return status;
  api::ListOptions which;
  if (kind->namespaced) which.space = key.space;
  const Result<ObjectList> there = client.List(*kind, which);
  if (!there.ok()) return status;
  std::vector<std::string_view> names;
  for (const Object& object : there->items) names.emplace_back(object.metadata().name);
  const std::string_view closest = DidYouMean(key.name, names);
  if (closest.empty()) return status;
  return NotFound(fmt::format("{}; did you mean \"{}\"?", status.message(), closest));
}

}  // namespace fluid::cli
