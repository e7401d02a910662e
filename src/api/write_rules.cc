#include "src/api/write_rules.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "src/api/write_request.h"
#include "src/model/generated/core.h"
#include "src/model/manifest.h"
#include "src/model/resource.h"

namespace fluid::api {

Status CheckSizes(const Object& object) {
  constexpr size_t kMostAnnotations = 256 << 10, kMostValues = 1 << 20;
  const auto size_of = [](const std::map<std::string, std::string>& entries) {
    size_t size = 0;
    for (const auto& [key, value] : entries) size += key.size() + value.size();
    return size;
  };
  const auto check = [](std::string_view path, size_t size, size_t most) {
    if (size <= most) return Ok();
    return FieldProblem(std::string(path), fmt::format("{} bytes", size),
                        fmt::format("less: it is too long, may not be more than {} bytes", most));
  };
  FLUID_RETURN_IF_ERROR(
      check("metadata.annotations", size_of(object.metadata().annotations), kMostAnnotations));
  if (model::Is<model::ConfigMap>(object)) {
    const model::ConfigMap& map = model::Get<model::ConfigMap>(object);
    return check("data", size_of(map.data) + size_of(map.binary_data) / 4 * 3, kMostValues);
  }
  if (model::Is<model::Secret>(object)) {
    return check("data", size_of(model::Get<model::Secret>(object).data) / 4 * 3, kMostValues);
  }
  return Ok();
}

Status CheckImmutable(const Object& live, const Object& next) {
  if (!model::Is<model::ConfigMap>(live)) return Ok();
  const model::ConfigMap& before = model::Get<model::ConfigMap>(live);
  const model::ConfigMap& after = model::Get<model::ConfigMap>(next);
  if (!before.immutable.value_or(false)) return Ok();
  constexpr const char* kRule = "no change: the field is immutable when `immutable` is set";
  if (!after.immutable.value_or(false)) return FieldProblem("immutable", "false", kRule);
  if (before.data != after.data) return FieldProblem("data", "other values", kRule);
  if (before.binary_data != after.binary_data) return FieldProblem("binaryData", "other values", kRule);
  return Ok();
}

Status CheckStatus(const Object& object, const model::Node& printed) {
  const Status all = model::Validate(object, printed);
  std::vector<Problem> problems;
  for (const Problem& problem : all.problems()) {
    if (problem.path.starts_with("status.")) problems.push_back(problem);
  }
  if (problems.empty()) return Ok();
  return Status(Code::kInvalidArgument, std::string(all.message()), std::move(problems));
}

}  // namespace fluid::api
