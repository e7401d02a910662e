// Any text as a manifest: no crash, no hang; and what is accepted is printed so that it is accepted again,
// the same.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "src/model/manifest.h"
#include "tests/fuzz/model/limits.h"

namespace {

void Demand(bool holds, const char* what, const std::string& detail) {
  if (holds) return;
  std::fprintf(stderr, "%s\n%s\n", what, detail.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fluid;
  const OneSecond limit;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<model::Manifest> manifest =
      model::ParseManifest(text, "fuzz", {.default_space = "default", .skip_foreign = true});
  if (!manifest.ok()) {
    Demand(!manifest.status().problems().empty(), "refused without a problem", manifest.status().ToString());
    return 0;
  }
  for (const Object& object : manifest->objects) {
    const std::string json = object.ToJson();
    Demand(model::Validate(object).ok(), "accepted, then not valid",
           json + model::Validate(object).ToString());
    const Result<Object> read = Object::FromJson(json);
    Demand(read.ok() && read->ToJson() == json, "JSON is not read as it was printed", json);
    for (const std::string& printed : {model::ToYaml(object), model::ToPrettyJson(object)}) {
      const Result<model::Manifest> again = model::ParseManifest(printed, "again");
      Demand(again.ok(), "printed, then refused", printed + again.status().ToString());
      Demand(again->objects.size() == 1 && again->objects[0].ToJson() == json, "printed, then another",
             printed);
    }
    Object defaulted = object;
    model::SetDefaults(defaulted);
    const std::string once = defaulted.ToJson();
    model::SetDefaults(defaulted);
    Demand(defaulted.ToJson() == once, "defaults are not idempotent", once);
  }
  return 0;
}
