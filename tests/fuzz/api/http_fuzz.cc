// HTTP from a hostile client: requests are read as long as they are whole, and what is read does not depend
// on the pieces that the bytes come in.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "src/api/http.h"
#include "src/api/route.h"
#include "src/api/selector.h"

namespace fluid::api {
namespace {

// Says the bytes, at most `most` at a time, and ends.
class Scripted final : public Stream {
 public:
  Scripted(std::string_view bytes, size_t most) : bytes_(bytes), most_(most) {}
  Result<size_t> Read(char* to, size_t size, MonoTime) override {
    const size_t count = std::min({size, most_, bytes_.size()});
    bytes_.copy(to, count);
    bytes_.remove_prefix(count);
    return count;
  }
  Status Write(std::string_view, MonoTime) override { return Ok(); }
  Result<bool> WaitReadable(const Bell*, MonoTime) override { return true; }

 private:
  std::string_view bytes_;
  size_t most_;
};

struct Heard {
  std::string method, target, body;
  bool operator==(const Heard&) const = default;
};

std::vector<Heard> Converse(std::string_view bytes, size_t most) {
  const HttpLimits limits{.head = 1024, .headers = 10, .body = 4096};
  HttpConnection connection(std::make_unique<Scripted>(bytes, most), limits);
  std::vector<Heard> heard;
  while (true) {
    const auto head = connection.ReadRequestHead(MonoTime::max(), std::chrono::hours(1));
    if (!head.ok() || !head->has_value()) return heard;
    const Result<std::string> body = connection.ReadBody(MonoTime::max());
    if (!body.ok()) return heard;
    if (body->size() > limits.body) std::abort();
    heard.push_back({(*head)->method, (*head)->target, *body});
  }
}

void CheckRoute(const std::string& target) {
  const Result<Route> route = ParseRoute(target);
  if (!route.ok() || !route->kind) return;
  const Result<Selector> ignored =
      Selector::Parse(*route->kind, route->Query("labelSelector"), route->Query("fieldSelector"));
  (void)ignored;
  if (route->what != Route::What::kObject) return;
  const Result<Route> again = ParseRoute(PathOf(*route->kind, route->space, route->name, route->subresource));
  // A name with a slash in it, or none, has no path of its own.
  if (route->name.empty() || route->space.empty() != !route->kind->namespaced) return;
  if (!again.ok() || again->key() != route->key()) std::abort();
}

}  // namespace
}  // namespace fluid::api

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fluid::api;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::vector<Heard> whole = Converse(bytes, SIZE_MAX);
  if (whole != Converse(bytes, 1) || whole != Converse(bytes, 7)) std::abort();
  for (const Heard& request : whole) CheckRoute(request.target);
  return 0;
}
