// Any text as the JSON of an object: what is read is printed so that it reads the same; printing is
// canonical.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "fluid/object.h"
#include "src/model/resource.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fluid;
  const Result<Object> object = Object::FromJson({reinterpret_cast<const char*>(data), size});
  if (!object.ok()) return 0;
  const std::string json = object->ToJson();
  const Result<Object> again = Object::FromJson(json);
  if (!again.ok() || again->ToJson() != json || model::SpecJson(*again) != model::SpecJson(*object)) {
    std::fprintf(stderr, "%s\n%s\n", json.c_str(),
                 again.ok() ? again->ToJson().c_str() : again.status().ToString().c_str());
    std::abort();
  }
  Object cleared = *object;
  model::ClearStatus(cleared);
  model::CopyStatus(*object, cleared);
  if (cleared.ToJson() != json) std::abort();
  return 0;
}
