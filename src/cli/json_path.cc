#include "src/cli/json_path.h"

#include <fmt/format.h>

#include <charconv>

#include "src/base/strings.h"

namespace fluid::cli {
namespace {

using api::Json;
using Places = std::vector<Json>;

Status Wrong(std::string_view rest, std::string_view allowed) {
  return InvalidArgument(fmt::format("at \"{}\": allowed is {}", rest, allowed));
}

Places Members(const Places& from, const std::string& name) {
  Places to;
  for (const Json& place : from) {
    if (Json member = place[name]; !member.missing()) to.push_back(std::move(member));
  }
  return to;
}

Places Children(const Places& from) {
  Places to;
  for (const Json& place : from) {
    for (Json& item : place.items()) to.push_back(std::move(item));
    for (auto& [name, member] : place.members()) to.push_back(std::move(member));
  }
  return to;
}

Places Items(const Places& from, int64_t index) {
  Places to;
  for (const Json& place : from) {
    std::vector<Json> items = place.items();
    const int64_t at = index < 0 ? index + static_cast<int64_t>(items.size()) : index;
    if (at >= 0 && at < static_cast<int64_t>(items.size()))
      to.push_back(std::move(items[static_cast<size_t>(at)]));
  }
  return to;
}

// `text` without the quotes around it; nothing: it has none.
std::optional<std::string> Unquoted(std::string_view text) {
  if (text.size() < 2 || (text[0] != '\'' && text[0] != '"') || text.back() != text[0]) return std::nullopt;
  return std::string(text.substr(1, text.size() - 2));
}

// "?(@.type=="Ready")"
Result<Places> Filter(const Places& from, std::string_view rule) {
  const size_t equals = rule.find("==");
  if (!rule.starts_with("?(@.") || !rule.ends_with(')') || equals == std::string_view::npos)
    return Wrong(rule, "?(@.a==\"b\")");
  const std::string_view path = Trim(rule.substr(3, equals - 3));
  std::string_view value = rule.substr(equals + 2);
  value.remove_suffix(1);
  value = Trim(value);
  const std::string wanted = Unquoted(value).value_or(std::string(value));
  Places to;
  for (const Json& item : Children(from)) {
    FLUID_ASSIGN_OR_RETURN(const Places found, FindByPath(item, path));
    if (!found.empty() && found[0].text() == wanted) to.push_back(item);
  }
  return to;
}

Result<Places> InBrackets(const Places& from, std::string_view inside) {
  if (inside == "*") return Children(from);
  if (inside.starts_with('?')) return Filter(from, inside);
  if (const auto name = Unquoted(inside)) return Members(from, *name);
  int64_t index = 0;
  const auto [end, error] = std::from_chars(inside.data(), inside.data() + inside.size(), index);
  if (error != std::errc() || end != inside.data() + inside.size())
    return Wrong(inside, "a number, *, 'name' or ?(@.a==\"b\")");
  return Items(from, index);
}

}  // namespace

Result<Places> FindByPath(const Json& from, std::string_view path) {
  if (path.starts_with('{')) {
    if (!path.ends_with('}')) return Wrong(path, "a } at the end");
    path = path.substr(1, path.size() - 2);
  }
  if (path.starts_with('$')) path.remove_prefix(1);
  if (path.empty() || (path[0] != '.' && path[0] != '[')) return Wrong(path, "a path that begins with .");
  Places places{from};
  while (!path.empty()) {
    if (path[0] == '[') {
      const size_t close = path.find(']');
      if (close == std::string_view::npos) return Wrong(path, "a ] at the end");
      FLUID_ASSIGN_OR_RETURN(places, InBrackets(places, path.substr(1, close - 1)));
      path.remove_prefix(close + 1);
      continue;
    }
    if (path[0] != '.') return Wrong(path, ". or [");
    path.remove_prefix(1);
    const std::string_view name = path.substr(0, path.find_first_of(".["));
    path.remove_prefix(name.size());
    if (name.empty() && !path.starts_with('[')) return Wrong(path, "a name after .");
    if (name.empty()) continue;
    places = name == "*" ? Children(places) : Members(places, std::string(name));
  }
  return places;
}

}  // namespace fluid::cli
