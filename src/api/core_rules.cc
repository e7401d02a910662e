#include "src/api/core_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/api/json.h"
#include "src/api/write_request.h"
#include "src/model/generated/core.h"
#include "src/model/resource.h"
#include "src/model/texts.h"

namespace fluid::api {
namespace {

using Entries = std::map<std::string, std::string>;

// What a store takes that is larger than this, no cluster could.
constexpr size_t kMostAnnotations = 256 << 10, kMostValues = 1 << 20;

size_t SizeOf(const Entries& entries) {
  size_t size = 0;
  for (const auto& [key, value] : entries) size += key.size() + value.size();
  return size;
}

Status CheckSize(std::string_view path, size_t size, size_t most) {
  if (size <= most) return Ok();
  return FieldProblem(std::string(path), fmt::format("{} bytes", size),
                      fmt::format("less: it is too long, may not be more than {} bytes", most));
}

// Once `immutable` is set, neither it nor the values change.
Status CheckFrozen(bool frozen, bool still, bool same_data, bool same_binary) {
  constexpr const char* kRule = "nothing: the field is immutable when `immutable` is set";
  if (!frozen) return Ok();
  if (!still) return FieldProblem("immutable", "false", kRule);
  if (!same_data) return FieldProblem("data", "other values", kRule);
  return same_binary ? Ok() : FieldProblem("binaryData", "other values", kRule);
}

Status CheckConfigMap(const model::ConfigMap* live, const model::ConfigMap& next) {
  FLUID_RETURN_IF_ERROR(CheckSize("data", SizeOf(next.data) + SizeOf(next.binary_data) / 4 * 3, kMostValues));
  if (!live) return Ok();
  return CheckFrozen(live->immutable.value_or(false), next.immutable.value_or(false), live->data == next.data,
                     live->binary_data == next.binary_data);
}

constexpr std::string_view kDockerConfig[] = {".dockercfg"}, kDockerConfigJson[] = {".dockerconfigjson"},
                           kBasic[] = {"username", "password"}, kSsh[] = {"ssh-privatekey"},
                           kTls[] = {"tls.crt", "tls.key"};
// The values that a secret of a type must have: all of them, or one.
struct TypeRule {
  std::string_view type;
  std::span<const std::string_view> keys;
  bool one_is_enough = false;
};
constexpr TypeRule kTypes[] = {{"kubernetes.io/dockercfg", kDockerConfig},
                               {"kubernetes.io/dockerconfigjson", kDockerConfigJson},
                               {"kubernetes.io/basic-auth", kBasic, true},
                               {"kubernetes.io/ssh-auth", kSsh},
                               {"kubernetes.io/tls", kTls}};

// As far as values are shown; whoever keeps the others compares them.
bool SameShown(const Entries& a, const Entries& b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
    const bool hidden = model::IsRedacted(x.second) || model::IsRedacted(y.second);
    return x.first == y.first && (hidden || x.second == y.second);
  });
}

Status CheckSecret(const model::Secret* live, const model::Secret& next) {
  FLUID_RETURN_IF_ERROR(CheckSize("data", SizeOf(next.data) / 4 * 3, kMostValues));
  std::vector<Problem> problems;
  const auto refuse = [&](std::string path, std::string found, std::string allowed) {
    Problem& problem = problems.emplace_back();
    problem.path = std::move(path);
    problem.found = std::move(found);
    problem.allowed = std::move(allowed);
  };
  if (live && live->type != next.type) {
    refuse("type", Quoted(next.type), fmt::format("{}: the field is immutable", Quoted(live->type)));
  }
  const auto has = [&](std::string_view key) { return next.data.contains(std::string(key)); };
  const auto rule = std::ranges::find(kTypes, next.type, &TypeRule::type);
  if (rule != std::end(kTypes) && !(rule->one_is_enough && std::ranges::any_of(rule->keys, has))) {
    for (const std::string_view key : rule->keys) {
      if (!has(key)) {
        refuse(fmt::format("data[{}]", key), "nothing", fmt::format("a value, which {} requires", next.type));
      }
    }
  }
  if (!problems.empty()) {
    std::string message = problems.front().ToString();
    return Status(Code::kInvalidArgument, std::move(message), std::move(problems));
  }
  if (!live) return Ok();
  return CheckFrozen(live->immutable.value_or(false), next.immutable.value_or(false),
                     SameShown(live->data, next.data), true);
}

template <class Kind>
const Kind* BodyOf(const Object* object) {
  return object ? &model::Get<Kind>(*object) : nullptr;
}

}  // namespace

Status CheckCoreRules(const Object* live, const Object& next) {
  FLUID_RETURN_IF_ERROR(
      CheckSize("metadata.annotations", SizeOf(next.metadata().annotations), kMostAnnotations));
  if (model::Is<model::ConfigMap>(next)) {
    return CheckConfigMap(BodyOf<model::ConfigMap>(live), model::Get<model::ConfigMap>(next));
  }
  if (model::Is<model::Secret>(next)) {
    return CheckSecret(BodyOf<model::Secret>(live), model::Get<model::Secret>(next));
  }
  return Ok();
}

}  // namespace fluid::api
