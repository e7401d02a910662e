#include "src/model/runtime_parts.h"

#include "src/model/generated/alluxio.h"
#include "src/model/generated/efc.h"
#include "src/model/generated/jindo.h"
#include "src/model/generated/juicefs.h"
#include "src/model/generated/thin.h"
#include "src/model/generated/vineyard.h"
#include "src/model/lower.h"

namespace fluid::model {
namespace {

template <class... Kinds, class Fn>
auto WithSpec(const Object& object, Fn fn) {
  decltype(fn(Get<ThinRuntime>(object).spec)) found = nullptr;
  ((Is<Kinds>(object) ? void(found = fn(Get<Kinds>(object).spec)) : void()), ...);
  return found;
}

template <class Fn>
auto WithRuntimeSpec(const Object& object, Fn fn) {
  return WithSpec<AlluxioRuntime, JuiceFSRuntime, JindoRuntime, EFCRuntime, VineyardRuntime, ThinRuntime>(
      object, fn);
}

}  // namespace

const TieredStore* TieredStoreOf(const Object& object) {
  return WithRuntimeSpec(object, [](const auto& spec) { return &spec.tieredstore; });
}

const int32_t* ReplicasOf(const Object& object) {
  return WithRuntimeSpec(object, [](const auto& spec) { return &spec.replicas; });
}

std::string_view RuntimeType(std::string_view kind) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"AlluxioRuntime", "alluxio"}, {"JuiceFSRuntime", "juicefs"}, {"JindoRuntime", "jindo"},
      {"EFCRuntime", "efc"},         {"ThinRuntime", "thin"},       {"VineyardRuntime", "vineyard"},
      {"CacheRuntime", "cache"}};
  for (const auto& [name, type] : kTypes) {
    if (name == kind) return type;
  }
  return "";
}

}  // namespace fluid::model
