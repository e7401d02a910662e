#include "src/model/lower.h"

#include <fmt/format.h>

#include "src/model/generated/cache.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/thin.h"
#include "src/model/lower_kinds.h"
#include "src/model/lower_parts.h"
#include "src/model/resource.h"

namespace fluid::model {

Result<EngineSpec> Lower(const Object& dataset, const Object& runtime, const Object* profile) {
  if (!Is<Dataset>(dataset))
    return InvalidArgument("lowering a runtime: it needs the Dataset that it serves");
  const std::string_view type = runtime.valid() ? RuntimeType(runtime.kind().name) : "";
  if (type.empty()) return InvalidArgument("lowering a runtime: the object is no runtime");

  EngineSpec spec;
  spec.plugin = fmt::format("io.fluid.{}", type);
  spec.name = runtime.metadata().name;
  spec.space = runtime.metadata().space;
  spec.uid = runtime.metadata().uid;
  spec.mounts = LowerMounts(dataset);

  Status status;
  if (type == "thin") {
    if (profile != nullptr && !Is<ThinRuntimeProfile>(*profile))
      return InvalidArgument("lowering a ThinRuntime: its profile is none");
    status = LowerThin(runtime, profile, spec);
  } else if (type == "cache") {
    if (profile != nullptr && !Is<CacheRuntimeClass>(*profile))
      return InvalidArgument("lowering a CacheRuntime: its class is none");
    status = LowerCache(runtime, profile, spec);
  } else if (type == "alluxio") {
    status = LowerAlluxio(runtime, spec);
  } else if (type == "juicefs") {
    status = LowerJuiceFS(runtime, spec);
  } else if (type == "jindo") {
    status = LowerJindo(runtime, spec);
  } else if (type == "efc") {
    status = LowerEFC(runtime, spec);
  } else {
    status = LowerVineyard(runtime, spec);
  }
  if (!status.ok()) return status;
  return spec;
}

}  // namespace fluid::model
