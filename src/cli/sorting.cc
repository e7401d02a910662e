#include "src/cli/sorting.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "src/base/units.h"
#include "src/cli/go_text.h"
#include "src/cli/json_path.h"
#include "src/model/json.h"

namespace fluid::cli {
namespace {

bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// The digits that a text begins with.
std::string_view Digits(std::string_view text) {
  size_t size = 0;
  while (size < text.size() && IsDigit(text[size])) ++size;
  return text.substr(0, size);
}

std::string_view WithoutZeros(std::string_view digits) {
  const size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view() : digits.substr(first);
}

// "a9" before "a10".
bool NaturallyLess(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::string_view a_digits = Digits(a), b_digits = Digits(b);
    if (a_digits.empty() || b_digits.empty()) {
      if (a[0] != b[0]) return a[0] < b[0];
      a.remove_prefix(1);
      b.remove_prefix(1);
      continue;
    }
    const std::string_view x = WithoutZeros(a_digits), y = WithoutZeros(b_digits);
    if (x.size() != y.size()) return x.size() < y.size();
    if (x != y) return x < y;
    if (a_digits.size() != b_digits.size()) return a_digits.size() < b_digits.size();
    a.remove_prefix(a_digits.size());
    b.remove_prefix(b_digits.size());
  }
  return a.size() < b.size();
}

// What an object is sorted by; none: it has no such field.
Result<std::optional<std::string>> FieldOf(const JsonPath& path, const Object& object) {
  const std::string json = object.ToJson();
  model::Tree tree, memory;
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems, model::Places::kNone);
  if (tree.root == nullptr) return std::optional<std::string>();
  const Result<std::vector<JsonPath::Places>> found = path.Find(*tree.root, memory);
  if (!found.ok() || found->empty() || found->front().empty()) return std::optional<std::string>();
  const model::Node& place = *found->front().front();
  if (place.is(model::Node::Kind::kList) || place.is(model::Node::Kind::kMap)) {
    return InvalidArgument(fmt::format("found a {}; allowed is the path of a text, number or bool",
                                       place.is(model::Node::Kind::kList) ? "list" : "map"));
  }
  return std::optional(GoText(&place));
}

}  // namespace

Status SortBy(const std::string& text, std::vector<Object>& objects) {
  const std::string tried = fmt::format("--sort-by={}", text);
  const Result<JsonPath> path = JsonPath::ParsePath(text);
  FLUID_RETURN_IF_ERROR(path.status().Annotate(tried));
  struct Item {
    std::optional<std::string> field;
    int64_t quantity = 0;
    Object object;
  };
  std::vector<Item> items;
  bool known = objects.empty(), quantities = true;
  for (const Object& object : objects) {
    Result<std::optional<std::string>> field = FieldOf(*path, object);
    FLUID_RETURN_IF_ERROR(field.status().Annotate(tried));
    known = known || field->has_value();
    const Result<int64_t> quantity = ParseQuantity(field->value_or("0"));
    quantities = quantities && quantity.ok();
    items.push_back({*std::move(field), quantity.ok() ? *quantity : 0, object});
  }
  if (!known) return InvalidArgument(fmt::format("{}: none of the objects has this field", tried));
  std::ranges::stable_sort(items, [quantities](const Item& a, const Item& b) {
    if (!a.field || !b.field) return !a.field && b.field;
    return quantities ? a.quantity < b.quantity : NaturallyLess(*a.field, *b.field);
  });
  for (size_t i = 0; i < items.size(); ++i) objects[i] = std::move(items[i].object);
  return Ok();
}

}  // namespace fluid::cli
