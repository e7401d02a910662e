#include "src/ranking/requests.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/model/walk.h"

namespace fluid::ranking {
namespace {

using model::Node;

constexpr int64_t kTooMuch = placement::kMaxQuantity + 1;

void Add(Amounts& to, const Amounts& more) {
  for (const auto& [resource, amount] : more) to[resource] = std::min(to[resource] + amount, kTooMuch);
}

void Raise(Amounts& to, const Amounts& other) {
  for (const auto& [resource, amount] : other) to[resource] = std::max(to[resource], amount);
}

// A limit without a request asks for the limit.
Amounts RequestOf(PlaceReader& reader, const Node& container, const std::string& path) {
  const std::string at = path + ".resources";
  const Node* resources = reader.Map(&container, "resources", at);
  Amounts amounts = ReadAmounts(reader, reader.Map(resources, "limits", at + ".limits"), at + ".limits");
  for (auto& [resource, amount] :
       ReadAmounts(reader, reader.Map(resources, "requests", at + ".requests"), at + ".requests")) {
    amounts[resource] = amount;
  }
  return amounts;
}

}  // namespace

Amounts ReadAmounts(PlaceReader& reader, const Node* map, const std::string& path) {
  Amounts amounts;
  reader.EachText(map, path, [&](std::string_view resource, const std::string& quantity, const Node& node) {
    const Result<int64_t> amount = AmountOf(resource, quantity);
    if (amount.ok()) {
      amounts[std::string(resource)] = *amount;
    } else {
      reader.Complain(node, fmt::format("{}[{}]", path, resource), Describe(node),
                      std::string(amount.status().message()));
    }
  });
  return amounts;
}

Amounts RequestsOf(PlaceReader& reader, const Node* pod_spec, const std::string& path) {
  Amounts beside, first, request;
  reader.EachOf(pod_spec, "initContainers", path, [&](const Node& container, const std::string& at) {
    Amounts now = RequestOf(reader, container, at);
    if (reader.Text(&container, "restartPolicy", at + ".restartPolicy") == "Always") {
      Add(beside, now);
      Raise(first, beside);
    } else {
      Add(now, beside);
      Raise(first, now);
    }
  });
  reader.EachOf(pod_spec, "containers", path, [&](const Node& container, const std::string& at) {
    Add(request, RequestOf(reader, container, at));
  });
  Add(request, beside);
  Raise(request, first);
  const std::string overhead = path + ".overhead";
  Add(request, ReadAmounts(reader, reader.Map(pod_spec, "overhead", overhead), overhead));
  for (const auto& [resource, amount] : request) {
    if (amount == kTooMuch) {
      reader.Complain(*pod_spec, path + ".containers",
                      fmt::format("requests of {} that add up to more than 2^50", resource), "less");
    }
  }
  return request;
}

}  // namespace fluid::ranking
