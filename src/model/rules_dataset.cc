// Rules for Datasets and what describes sources.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "src/base/strings.h"
#include "src/model/generated/dataset.h"
#include "src/model/mounts.h"
#include "src/model/rules.h"
#include "src/model/texts.h"

namespace fluid::model {
namespace {

// Schemes that fluid itself understands; engines know others, and some sources have none
// ("10.0.0.1:/export").
constexpr std::string_view kSchemes[] = {"http", "https", "file", "local",   "pvc",     "dataset",
                                         "s3",   "s3a",   "hdfs", "webhdfs", "oss",     "cos",
                                         "obs",  "gs",    "abfs", "abfss",   "juicefs", "nfs"};

void CheckUri(const std::string& uri, size_t mount, Findings& findings) {
  const auto refuse = [&](std::string found, std::string allowed, std::string suggestion = {}) {
    findings.Add(fmt::format("spec.mounts[{}].mountPoint", mount), std::move(found), std::move(allowed),
                 std::move(suggestion));
  };
  constexpr char kForms[] = "SCHEME://PLACE such as s3://bucket/folder, or what the engine calls its source";
  if (std::ranges::any_of(uri, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
    return refuse("control characters", kForms);
  }
  const size_t colon = uri.find(':');
  if (colon == std::string::npos) return;
  const std::string_view scheme = std::string_view(uri).substr(0, colon);
  const std::string_view rest = std::string_view(uri).substr(colon + 1);
  const bool known = std::ranges::count(kSchemes, scheme) > 0;
  if (!rest.starts_with("//")) {
    if (known && rest.starts_with('/'))
      refuse(Quoted(uri), kForms, fmt::format("{}://{}", scheme, rest.substr(1)));
    return;
  }
  const std::string_view place = rest.substr(2);
  if (place.empty() ||
      (place.front() == '/' && (scheme.starts_with("http") || scheme == "s3" || scheme == "pvc"))) {
    return refuse(Quoted(uri), kForms);
  }
  if ((scheme == "local" || scheme == "file") && !IsAbsolutePath(place)) {
    return refuse(Quoted(uri), fmt::format("{}:// and an absolute path without \"..\"", scheme));
  }
  if (scheme == "pvc") {
    const std::string_view claim = place.substr(0, place.find('/'));
    if (!IsDns1123Subdomain(claim) || HasDotDot(place))
      refuse(Quoted(uri), "pvc://CLAIM[/FOLDER] without \"..\"");
  }
  if (scheme == "dataset") {
    const std::vector<std::string_view> parts = Split(place, '/');
    if (parts.size() < 2 || !IsDns1123Label(parts[0]) || !IsDns1035Label(parts[1]) || HasDotDot(place)) {
      refuse(Quoted(uri), "dataset://NAMESPACE/NAME[/FOLDER] without \"..\"");
    }
  }
}

void MountPointsAreSources(const Object& object, Findings& findings) {
  const std::vector<Mount>& mounts = Get<Dataset>(object).spec.mounts;
  for (size_t i = 0; i < mounts.size(); ++i) {
    CheckUri(mounts[i].mount_point, i, findings);
  }
}

// http://[::1]:8080/path of RFC 3986, as far as a server is named in it. Engines differ in what they take
// behind that.
struct Authority {
  std::string_view host, port;
  bool user = false;
};
std::optional<Authority> HttpAuthority(std::string_view uri) {
  const size_t colon = uri.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view scheme = uri.substr(0, colon);
  const auto is = [&](std::string_view one) {
    return std::ranges::equal(scheme, one, {}, [](unsigned char c) { return std::tolower(c); });
  };
  if (!is("http") && !is("https")) return std::nullopt;
  std::string_view text = uri.substr(colon + 3);
  text = text.substr(0, text.find_first_of("/?#"));
  Authority found;
  if (const size_t at = text.rfind('@'); at != std::string_view::npos) {
    found.user = true;
    text.remove_prefix(at + 1);
  }
  const size_t bracket = text.rfind(']');
  size_t end = bracket == std::string_view::npos ? text.find(':') : text.find(':', bracket);
  // Of an address without its brackets nobody knows where the port begins.
  if (bracket == std::string_view::npos && (text.starts_with('[') || end != text.rfind(':'))) end = text.npos;
  found.host = text.substr(0, end);
  if (end != std::string_view::npos) found.port = text.substr(end + 1);
  return found;
}

// Calls fn(index, authority) for each mount of a server of HTTP.
template <class Fn>
void EachHttpMount(const Object& object, Fn fn) {
  const std::vector<Mount>& mounts = Get<Dataset>(object).spec.mounts;
  for (size_t i = 0; i < mounts.size(); ++i) {
    if (const auto authority = HttpAuthority(mounts[i].mount_point)) fn(i, *authority);
  }
}

void UrlsHoldNoCredentials(const Object& object, Findings& findings) {
  EachHttpMount(object, [&](size_t i, const Authority& authority) {
    if (!authority.user) return;
    findings.Add(fmt::format("spec.mounts[{}].mountPoint", i), "a user or password in the URL",
                 "a URL without them; name their secrets in encryptOptions http.user and http.password");
  });
}

void UrlsNameAHost(const Object& object, Findings& findings) {
  EachHttpMount(object, [&](size_t i, const Authority& authority) {
    std::string_view host = authority.host;
    bool good = !host.empty();
    if (host.starts_with('[')) {
      good = host.size() > 2 && host.ends_with(']');
      if (good) host = host.substr(1, host.size() - 2);
    } else {
      good = good && host.find(':') == std::string_view::npos;
    }
    constexpr std::string_view kNever = " []<>\"\\^`{|}";
    if (good && host.find_first_of(kNever) == std::string_view::npos) return;
    findings.Add(fmt::format("spec.mounts[{}].mountPoint", i),
                 fmt::format("the host {}", Quoted(authority.host)),
                 "the name or address of a host; of IPv6 in brackets, such as http://[::1]:8080/");
  });
}

void UrlsHaveAPort(const Object& object, Findings& findings) {
  EachHttpMount(object, [&](size_t i, const Authority& authority) {
    const std::string_view text = authority.port;
    if (text.empty()) return;
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535) return;
    findings.Add(fmt::format("spec.mounts[{}].mountPoint", i), fmt::format("the port {}", Quoted(text)),
                 "a port from 1 to 65535");
  });
}

// Calls fn(field, options) for the options of all mounts and those of each.
template <class Fn>
void EachOptions(const Object& object, Fn fn) {
  const DatasetSpec& spec = Get<Dataset>(object).spec;
  fn("spec.sharedOptions", spec.shared_options);
  for (size_t i = 0; i < spec.mounts.size(); ++i)
    fn(fmt::format("spec.mounts[{}].options", i), spec.mounts[i].options);
}

void SecretsAreNoPlainOptions(const Object& object, Findings& findings) {
  EachOptions(object, [&](std::string_view field, const std::map<std::string, std::string>& options) {
    for (const char* secret : {"http.bearer", "http.password"}) {
      if (!options.contains(secret)) continue;
      findings.Add(fmt::format("{}[{}]", field, secret), "a secret in the open",
                   field.starts_with("spec.shared") ? "the name of its secret in sharedEncryptOptions"
                                                    : "the name of its secret in encryptOptions");
    }
  });
}

bool IsTimeToLive(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > 1'000'000'000) return false;
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  return unit.empty() || unit == "s" || unit == "ms" || unit == "m" || (unit == "h" && number <= 1'000'000);
}

void TimesToLiveAreDurations(const Object& object, Findings& findings) {
  EachOptions(object, [&](std::string_view field, const std::map<std::string, std::string>& options) {
    const auto ttl = options.find("metadata.ttl");
    if (ttl == options.end()) return;
    if (IsTimeToLive(ttl->second)) return;
    findings.Add(fmt::format("{}[metadata.ttl]", field), Quoted(ttl->second),
                 "a whole number of ms, s, m or h, such as 60s; 0: ask each time");
  });
}

void NoTwoMountsOnOnePath(const Object& object, Findings& findings) {
  const std::vector<Mount>& mounts = Get<Dataset>(object).spec.mounts;
  if (mounts.size() < 2) return;
  std::map<std::string, size_t> seen;
  for (size_t i = 0; i < mounts.size(); ++i) {
    const std::string where = MountPath(mounts[i]);
    const auto [at, fresh] = seen.emplace(where, i);
    if (fresh) continue;
    const std::string_view field = !mounts[i].path.empty() ? ".path" : !mounts[i].name.empty() ? ".name" : "";
    const std::string_view why = field == ".name" ? ", which is its name when no path is given" : "";
    findings.Add(fmt::format("spec.mounts[{}]{}", i, field),
                 fmt::format("the path {} again{}", Quoted(where), why),
                 fmt::format("a path that spec.mounts[{}] has not", at->second));
  }
}

void NoTwoMountsOfOneName(const Object& object, Findings& findings) {
  const std::vector<Mount>& mounts = Get<Dataset>(object).spec.mounts;
  if (mounts.size() < 2) return;
  std::map<std::string, size_t> seen;
  for (size_t i = 0; i < mounts.size(); ++i) {
    if (mounts[i].name.empty()) continue;
    const auto [at, fresh] = seen.emplace(mounts[i].name, i);
    if (fresh) continue;
    findings.Add(fmt::format("spec.mounts[{}].name", i),
                 fmt::format("the name {} again", Quoted(mounts[i].name)),
                 fmt::format("a name that spec.mounts[{}] has not", at->second));
  }
}

void MountNamesAreFileNames(const Object& object, Findings& findings) {
  const std::vector<Mount>& mounts = Get<Dataset>(object).spec.mounts;
  for (size_t i = 0; i < mounts.size(); ++i) {
    const std::string& name = mounts[i].name;
    if (name == "." || name == ".." || name.find('/') != std::string::npos ||
        name.find('\0') != std::string::npos) {
      findings.Add(fmt::format("spec.mounts[{}].name", i), Quoted(name),
                   "a name without '/', neither \".\" nor \"..\"");
    }
  }
}

void SecretOptionsNameTheirSecrets(const Object& object, Findings& findings) {
  const DatasetSpec& spec = Get<Dataset>(object).spec;
  CheckSecrets(spec.shared_encrypt_options, "spec.sharedEncryptOptions", findings);
  for (size_t i = 0; i < spec.mounts.size(); ++i) {
    if (spec.mounts[i].encrypt_options.empty()) continue;
    CheckSecrets(spec.mounts[i].encrypt_options, fmt::format("spec.mounts[{}].encryptOptions", i), findings);
  }
}

void ReferencesStandAlone(const Object& object, Findings& findings) {
  const std::vector<Mount>& mounts = Get<Dataset>(object).spec.mounts;
  if (mounts.size() < 2) return;
  for (size_t i = 0; i < mounts.size(); ++i) {
    if (!mounts[i].mount_point.starts_with("dataset://")) continue;
    return findings.Add(fmt::format("spec.mounts[{}].mountPoint", i),
                        "a reference to a dataset beside other mounts",
                        "the reference alone: a dataset that refers to another has one mount");
  }
}

void AccessModesAreKnown(const Object& object, Findings& findings) {
  static constexpr std::string_view kModes[] = {"ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce",
                                                "ReadWriteOncePod"};
  const std::vector<std::string>& modes = Get<Dataset>(object).spec.access_modes;
  for (size_t i = 0; i < modes.size(); ++i) {
    if (std::ranges::count(kModes, modes[i]) > 0) continue;
    findings.Add(fmt::format("spec.accessModes[{}]", i), Quoted(modes[i]),
                 "one of ReadOnlyMany, ReadWriteMany, ReadWriteOnce, ReadWriteOncePod",
                 std::string(DidYouMean(modes[i], kModes)));
  }
}

void RestoresComeFromAFolder(const Object& object, Findings& findings) {
  const auto& restore = Get<Dataset>(object).spec.data_restore_location;
  if (!restore || restore->path.empty() || IsBackupFolder(restore->path)) return;
  findings.Add("spec.dataRestoreLocation.path", Quoted(restore->path), kBackupFolder);
}

}  // namespace

void CheckSecrets(const std::vector<EncryptOption>& options, std::string_view path, Findings& findings) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < options.size(); ++i) {
    const auto here = [&](std::string_view field) { return fmt::format("{}[{}].{}", path, i, field); };
    if (!seen.insert(options[i].name).second) {
      findings.Add(here("name"), fmt::format("the option {} again", Quoted(options[i].name)),
                   "each option once");
    }
    const SecretKeySelector& secret = options[i].value_from.secret_key_ref;
    if (secret.name.empty() || secret.key.empty()) {
      findings.Add(here("valueFrom.secretKeyRef"), secret.name.empty() ? "no name of a secret" : "no key",
                   "the name of a secret and one of its keys");
    }
  }
}

std::string MountPath(const Mount& mount) {
  std::string path = !mount.path.empty() ? mount.path : "/" + mount.name;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  std::string clean;
  for (const char c : path) {
    if (c != '/' || !clean.ends_with('/')) clean += c;
  }
  return clean.empty() ? "/" : clean;
}

std::span<const Rule> DatasetRules() {
  static constexpr Rule kRules[] = {
      {"Dataset", "mount points are sources", MountPointsAreSources},
      {"Dataset", "URLs hold no credentials", UrlsHoldNoCredentials},
      {"Dataset", "URLs name a host", UrlsNameAHost},
      {"Dataset", "URLs have a port that there is", UrlsHaveAPort},
      {"Dataset", "secrets are no plain options", SecretsAreNoPlainOptions},
      {"Dataset", "times to live are durations", TimesToLiveAreDurations},
      {"Dataset", "no two mounts on one path", NoTwoMountsOnOnePath},
      {"Dataset", "no two mounts of one name", NoTwoMountsOfOneName},
      {"Dataset", "mount names are file names", MountNamesAreFileNames},
      {"Dataset", "secret options name their secrets", SecretOptionsNameTheirSecrets},
      {"Dataset", "references stand alone", ReferencesStandAlone},
      {"Dataset", "access modes are known", AccessModesAreKnown},
      {"Dataset", "restores come from a folder", RestoresComeFromAFolder},
  };
  return kRules;
}

}  // namespace fluid::model
