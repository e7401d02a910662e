#include "src/cluster/secret_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"

namespace fluid {
namespace {

bool LowerOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool LetterOrDigit(char c) { return LowerOrDigit(c) || (c >= 'A' && c <= 'Z'); }

bool IsSubdomain(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  const auto labels = Split(text, '.');
  return std::ranges::all_of(labels, [](std::string_view label) {
    return !label.empty() && LowerOrDigit(label.front()) && LowerOrDigit(label.back()) &&
           std::ranges::all_of(label, [](char c) { return LowerOrDigit(c) || c == '-'; });
  });
}

bool IsKey(std::string_view text) {
  return !text.empty() && text.size() <= 253 && text != "." && !text.starts_with("..") &&
         std::ranges::all_of(text,
                             [](char c) { return LetterOrDigit(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace

Result<SecretPath> ParseSecretRef(std::string_view ref) {
  const auto parts = Split(ref, '/');
  if (parts.size() != 3 || !IsSubdomain(parts[0]) || !IsSubdomain(parts[1]) || !IsKey(parts[2])) {
    return InvalidArgument(fmt::format("secret \"{}\": a reference is NAMESPACE/NAME/KEY", ref));
  }
  return SecretPath{std::string(parts[0]), std::string(parts[1]), std::string(parts[2])};
}

Status CheckSecretName(const std::string& space, const std::string& name) {
  if (IsSubdomain(space) && IsSubdomain(name)) return Ok();
  return InvalidArgument(
      fmt::format("secret \"{}/{}\": namespace and name are of a-z, 0-9, '-' and '.'", space, name));
}

Status CheckSecretValues(const std::string& space, const std::string& name,
                         const std::map<std::string, std::string>& values) {
  FLUID_RETURN_IF_ERROR(CheckSecretName(space, name));
  for (const auto& [key, bytes] : values) {
    if (!IsKey(key)) {
      return InvalidArgument(fmt::format(
          "secret \"{}/{}\": key \"{}\" is not of letters, digits, '-', '_' and '.'", space, name, key));
    }
    if (bytes.size() > kSecretLimit) {
      return InvalidArgument(fmt::format("secret \"{}/{}/{}\": {} bytes, allowed are {}", space, name, key,
                                         bytes.size(), kSecretLimit));
    }
  }
  return Ok();
}

std::string SecretVersion(std::string_view salt, std::string_view bytes) {
  const std::string before = fmt::format("{}{}", salt, bytes);
  const std::string after = fmt::format("{}{}{}", bytes, salt, bytes.size());
  return fmt::format("{:016x}{:016x}", Hash64(before), Hash64(after));
}

}  // namespace fluid
