// Any text as the JSON of an object: what is read is printed so that it reads the same; printing is
// canonical; defaults and checks say the same a second time; an object does not differ from itself.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "fluid/object.h"
#include "src/model/diff.h"
#include "src/model/lower.h"
#include "src/model/manifest.h"
#include "src/model/resource.h"
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
  const Result<Object> object = Object::FromJson({reinterpret_cast<const char*>(data), size});
  if (!object.ok()) return 0;
  const std::string json = object->ToJson();
  const Result<Object> again = Object::FromJson(json);
  Demand(again.ok() && again->ToJson() == json && model::SpecJson(*again) == model::SpecJson(*object),
         "printed, then read as another", json);
  Demand(model::Diff(*object, *again, {.status = true, .server_fields = true}).empty(),
         "differs from what it was printed as", json);

  Object cleared = *object;
  model::ClearStatus(cleared);
  model::CopyStatus(*object, cleared);
  Demand(cleared.ToJson() == json, "the status taken and given back is another", json);

  Object defaulted = *object;
  model::SetDefaults(defaulted);
  const std::string once = defaulted.ToJson();
  const std::string verdict = model::Validate(defaulted).ToString();
  model::SetDefaults(defaulted);
  Demand(defaulted.ToJson() == once, "defaults are not idempotent", once);
  Demand(model::Validate(defaulted).ToString() == verdict, "checked twice, judged twice", once);

  static const Object kDataset = *Object::FromJson(
      R"({"apiVersion":"data.fluid.io/v1alpha1","kind":"Dataset","metadata":{"name":"d"}})");
  (void)model::Lower(kDataset, *object, nullptr);
  (void)model::Lower(*object, *object, object->valid() ? &*object : nullptr);
  return 0;
}
