#include "plugins/thin/spec.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace thin {
namespace {

constexpr std::string_view kOptions[] = {"metadata.ttl", "http.user", "http.connect.timeout",
                                         "http.stall.timeout"};
constexpr std::string_view kSecrets[] = {"http.user", "http.password", "http.bearer"};
constexpr std::string_view kSchemes = "file:///DIR, local:///DIR, http://HOST/PATH, https://HOST/PATH";

template <size_t N>
std::string Listed(const std::string_view (&words)[N]) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

template <size_t N>
bool Contains(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string TrimSlashes(std::string path) {
  while (path.ends_with('/')) path.pop_back();
  path.erase(0, std::min(path.find_first_not_of('/'), path.size()));
  return path;
}

bool GoodPath(std::string_view path) {
  if (path.empty()) return true;
  for (size_t at = 0; at <= path.size();) {
    const size_t slash = std::min(path.find('/', at), path.size());
    if (!IsEntryName(path.substr(at, slash - at))) return false;
    at = slash + 1;
  }
  return true;
}

void CheckUri(const std::string& uri, const std::string& field, MountOptions* out, const Problem& problem) {
  const auto url = ParseUrl(uri);
  if (!url) return problem(field, Cat("found \"", uri, "\"; allowed: ", kSchemes));
  if (url->scheme == "http" || url->scheme == "https") {
    out->kind = MountOptions::Kind::kHttp;
    out->url = *url;
    if (!url->user.empty())
      problem(
          field,
          "a URL with a user or password in it; put them into encryptOptions http.user and http.password");
    if (url->has_query || !url->fragment.empty())
      problem(field, "a URL with a query or fragment; allowed: its path alone");
    const auto path = DecodePercent(url->path);
    if (!path)
      problem(field, "a URL with a broken percent-escape");
    else if (!GoodPath(TrimSlashes(*path)))
      problem(field, "a URL whose path has \".\", \"..\" or empty segments");
    return;
  }
  if (url->scheme != "file" && url->scheme != "local")
    return problem(field, Cat("scheme \"", url->scheme, "\"; allowed: ", kSchemes));
  out->kind = MountOptions::Kind::kDirectory;
  // Fluid's local:// is a path as it is; file:// is a URL (RFC 8089).
  const auto path =
      url->scheme == "local" ? std::optional(uri.substr(uri.find("://") + 3)) : DecodePercent(url->path);
  if (!path || !path->starts_with('/') ||
      (url->scheme == "file" && !url->host.empty() && url->host != "localhost"))
    return problem(field,
                   Cat("found \"", uri, "\"; allowed: an absolute directory, ", url->scheme, ":///DIR"));
  if (!GoodPath(TrimSlashes(*path))) problem(field, "a path with \".\", \"..\" or empty segments");
  out->directory = "/" + TrimSlashes(*path);
}

}  // namespace

std::optional<Duration> ParseDuration(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > 1000000000) return std::nullopt;
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  if (unit.empty() || unit == "s") return std::chrono::seconds(number);
  if (unit == "ms") return std::chrono::milliseconds(number);
  if (unit == "m") return std::chrono::seconds(number) * 60;
  if (unit == "h" && number <= 1000000) return std::chrono::seconds(number) * 3600;
  return std::nullopt;
}

Spec ReadSpec(const fluid_spec& spec) {
  Spec out;
  out.generation = spec.generation;
  out.uid = Text(spec.uid);
  for (size_t i = 0; i < spec.mount_count; ++i) {
    const fluid_mount& mount = *spec.mounts[i];
    MountSpec own;
    own.name = Text(mount.name), own.uri = Text(mount.uri), own.path = TrimSlashes(Text(mount.path));
    own.generation = mount.generation;
    own.draining = mount.flags & FLUID_MOUNT_DRAINING;
    for (size_t k = 0; k < mount.option_count; ++k)
      own.options[Text(mount.options[k].key)] = Text(mount.options[k].value);
    for (size_t k = 0; k < mount.secret_count; ++k)
      own.secrets[Text(mount.secrets[k].key)] = Text(mount.secrets[k].ref);
    out.mounts.push_back(std::move(own));
  }
  return out;
}

MountOptions ReadOptions(const MountSpec& mount, const std::string& field, const Problem& problem) {
  MountOptions out;
  CheckUri(mount.uri, field + ".uri", &out, problem);
  for (const auto& [key, value] : mount.options) {
    const std::string place = Cat(field, ".options[", key, "]");
    const auto duration = ParseDuration(value);
    if ((key == "http.password" || key == "http.bearer")) {
      problem(place, "a secret in the open; put it into encryptOptions");
    } else if (!Contains(kOptions, key)) {
      problem(place, Cat("unknown option; allowed: ", Listed(kOptions)));
    } else if (key == "http.user") {
      out.user = value;
    } else if (!duration) {
      problem(place, Cat("found \"", value, "\"; allowed: a duration like 60s, 500ms, 5m, 0"));
    } else if (key == "metadata.ttl") {
      out.ttl = *duration;
    } else {
      if (*duration < std::chrono::milliseconds(10)) problem(place, "allowed: at least 10ms");
      (key == "http.connect.timeout" ? out.connect_timeout : out.stall_timeout) = *duration;
    }
  }
  for (const auto& [key, ref] : mount.secrets)
    if (!Contains(kSecrets, key))
      problem(Cat(field, ".encryptOptions[", key, "]"),
              Cat("unknown secret option; allowed: ", Listed(kSecrets)));
  if (out.kind != MountOptions::Kind::kHttp && !mount.secrets.empty())
    problem(field + ".encryptOptions", "a directory takes no secrets");
  if (mount.secrets.contains("http.bearer") && mount.secrets.contains("http.password"))
    problem(field + ".encryptOptions", "both http.bearer and http.password; allowed: one of them");
  return out;
}

void CheckSpec(const fluid_spec& spec, const Problem& problem) {
  const Spec own = ReadSpec(spec);
  std::set<std::string> paths;
  for (size_t i = 0; i < own.mounts.size(); ++i) {
    const std::string field = Cat("mounts[", i, "]");
    const MountSpec& mount = own.mounts[i];
    ReadOptions(mount, field, problem);
    const std::string path = Text(spec.mounts[i]->path);
    if (!path.starts_with('/') || !GoodPath(mount.path))
      problem(field + ".path",
              Cat("found \"", path, "\"; allowed: an absolute path without \".\" and \"..\""));
    if (!mount.draining && !paths.insert(mount.path).second)
      problem(field + ".path", Cat("\"/", mount.path, "\" is the path of another mount, too"));
    const uint32_t unknown =
        spec.mounts[i]->flags & ~uint32_t{FLUID_MOUNT_SHARED | FLUID_MOUNT_READ_ONLY | FLUID_MOUNT_DRAINING};
    if (unknown >> 16) problem(field + ".flags", "flags that this version doesn't know");
  }
  if (FLUID_COVERS(&spec, fluid_spec, restore) && spec.restore)
    problem("restore", "the built-in client keeps no metadata of its own to restore");
}

}  // namespace thin
