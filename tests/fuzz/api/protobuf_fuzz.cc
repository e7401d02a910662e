// Protobuf from a hostile client: whatever is read becomes one JSON object that names its kind.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "src/api/json.h"
#include "src/api/protobuf.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const fluid::Result<std::string> json = fluid::api::JsonOfProtobuf(bytes);
  if (!json.ok()) return 0;
  const fluid::Result<fluid::api::Json> parsed = fluid::api::Json::Parse(*json);
  if (!parsed.ok() || parsed->at(".kind").text().empty()) std::abort();
  return 0;
}
