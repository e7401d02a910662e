#include "src/launch/words.h"

#include <fmt/format.h>

#include <set>

#include "src/base/strings.h"

namespace fluid::launch {
namespace {

template <class Map>
std::string Names(const Map& map) {
  std::vector<std::string> names;
  for (const auto& entry : map) names.push_back(entry.first);
  return names.empty() ? "there are none" : "there are " + Join(names, ", ");
}

Status Wrong(std::string_view word, const std::string& why) {
  return InvalidArgument(fmt::format("fill in \"{}\": {}", word, why));
}

Result<std::string> Value(const Words& words, std::string_view word, bool secrets_allowed) {
  const std::string shown = "${" + std::string(word) + "}";
  if (word == "node") return words.node;
  if (word == "key") return words.key;
  const size_t colon = word.find(':');
  const std::string_view kind = word.substr(0, colon);
  const std::string name(colon == std::string_view::npos ? "" : word.substr(colon + 1));
  if (kind == "port" && !name.empty()) {
    const auto port = words.ports.find(name);
    if (port == words.ports.end()) return Wrong(shown, "no such port; " + Names(words.ports));
    return std::to_string(port->second);
  }
  if (kind == "dir" && !name.empty()) {
    const auto dir = words.dirs.find(name);
    if (dir == words.dirs.end()) return Wrong(shown, "no such volume; " + Names(words.dirs));
    return dir->second;
  }
  if (kind == "secret" && !name.empty()) {
    if (!secrets_allowed) return Wrong(shown, "secrets go into files of mode 0600 or secret_env only");
    return words.secret(name);
  }
  return Wrong(shown, "unknown; known are ${port:NAME} ${dir:VOLUME} ${node} ${key} ${secret:REF} and $$");
}

}  // namespace

Result<std::string> Words::Fill(std::string_view text, bool secrets_allowed) const {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t dollar = text.find('$');
    out += text.substr(0, dollar);
    if (dollar == std::string_view::npos) break;
    text.remove_prefix(dollar + 1);
    if (text.starts_with('$')) {
      out += '$';
      text.remove_prefix(1);
      continue;
    }
    const size_t end = text.find('}');
    if (!text.starts_with('{') || end == std::string_view::npos) {
      return Wrong("$" + std::string(text.substr(0, 20)), "a \"$\" that begins no word is written \"$$\"");
    }
    FLUID_ASSIGN_OR_RETURN(const std::string value, Value(*this, text.substr(1, end - 1), secrets_allowed));
    out += value;
    text.remove_prefix(end + 1);
  }
  return out;
}

Result<std::vector<std::string>> Words::FillAll(const std::vector<std::string>& texts) const {
  std::vector<std::string> filled;
  filled.reserve(texts.size());
  for (const std::string& text : texts) {
    FLUID_ASSIGN_OR_RETURN(std::string one, Fill(text));
    filled.push_back(std::move(one));
  }
  return filled;
}

namespace {

Status CheckName(const std::string& name, std::string_view what, std::set<std::string>* seen) {
  if (name.empty() || name == "." || name == ".." ||
      name.find_first_of(std::string("/\0}", 3)) != std::string::npos) {
    return InvalidArgument(fmt::format("{} \"{}\": not a name", what, name));
  }
  if (!seen->insert(name).second) return InvalidArgument(fmt::format("{} \"{}\" is there twice", what, name));
  return Ok();
}

Status CheckVolumes(const std::vector<LaunchVolume>& volumes) {
  std::set<std::string> seen;
  for (const LaunchVolume& volume : volumes) {
    FLUID_RETURN_IF_ERROR(CheckName(volume.name, "volume", &seen));
    const bool needs_source =
        volume.kind == LaunchVolume::Kind::kTier || volume.kind == LaunchVolume::Kind::kHost;
    if (needs_source && !volume.source.starts_with('/')) {
      return InvalidArgument(
          fmt::format("volume \"{}\": source \"{}\" is no absolute path", volume.name, volume.source));
    }
  }
  return Ok();
}

// A file lies below the instance's folder and is none of the launcher's own.
Status CheckPath(const std::string& path) {
  bool inside = !path.empty() && path.find('\0') == std::string::npos;
  for (const std::string_view part : Split(path, '/'))
    inside = inside && !part.empty() && part != "." && part != "..";
  if (!inside)
    return InvalidArgument(fmt::format("file \"{}\": not a path below the instance's folder", path));
  if (path.starts_with("launch.") || path == "v" || path.starts_with("v/")) {
    return InvalidArgument(fmt::format("file \"{}\": launch.* and v are the launcher's own names", path));
  }
  return Ok();
}

Status CheckArgv(const Words& words, const std::vector<std::string>& argv) {
  for (const std::string& word : argv) {
    if (word.find('\0') != std::string::npos)
      return InvalidArgument("an argument with a NUL byte can't be passed");
    FLUID_RETURN_IF_ERROR(words.Fill(word).status());
  }
  return Ok();
}

Status CheckCheck(const Words& words, const Check& check) {
  const bool on_port = check.kind == Check::Kind::kTcp || check.kind == Check::Kind::kHttp;
  if (on_port && !words.ports.contains(check.port)) {
    return InvalidArgument(fmt::format("a check asks port \"{}\"; {}", check.port, Names(words.ports)));
  }
  if (check.kind == Check::Kind::kArgv && check.argv.empty()) return InvalidArgument("a check has no argv");
  FLUID_RETURN_IF_ERROR(CheckArgv(words, check.argv));
  return words.Fill(check.path).status();
}

Status CheckEnv(const std::string& name, const std::string& value) {
  if (name.empty() || name.find_first_of(std::string("=\0", 2)) != std::string::npos) {
    return InvalidArgument(fmt::format("environment: \"{}\" is no name", name));
  }
  if (value.find('\0') != std::string::npos)
    return InvalidArgument("environment: " + name + " has a NUL byte");
  return Ok();
}

Status CheckAll(const Launch& launch, const std::string& node) {
  if (launch.id.engine.empty() || launch.id.component.empty()) return InvalidArgument("it has no name");
  if (launch.node != node) {
    return InvalidArgument(fmt::format("it is for node \"{}\"; this is \"{}\"", launch.node, node));
  }
  if (launch.argv.empty() || launch.argv[0].empty()) return InvalidArgument("it has no program in argv[0]");

  Words words{.ports = {}, .dirs = {{".", "/"}}, .node = node, .key = launch.id.key, .secret = {}};
  words.secret = [](const std::string&) -> Result<std::string> { return std::string(); };
  std::set<std::string> seen;
  for (const std::string& port : launch.ports) {
    FLUID_RETURN_IF_ERROR(CheckName(port, "port", &seen));
    words.ports[port] = 1;
  }
  FLUID_RETURN_IF_ERROR(CheckVolumes(launch.volumes));
  for (const LaunchVolume& volume : launch.volumes) words.dirs[volume.name] = "/";

  FLUID_RETURN_IF_ERROR(CheckArgv(words, launch.argv));
  FLUID_RETURN_IF_ERROR(CheckArgv(words, launch.stop_argv));
  for (const auto& [name, value] : launch.env) {
    FLUID_RETURN_IF_ERROR(CheckEnv(name, value));
    FLUID_RETURN_IF_ERROR(words.Fill(value).status());
  }
  for (const auto& [name, ref] : launch.secret_env) FLUID_RETURN_IF_ERROR(CheckEnv(name, ref));
  seen.clear();
  for (const LaunchFile& file : launch.files) {
    FLUID_RETURN_IF_ERROR(CheckPath(file.path));
    if (!seen.insert(file.path).second) return InvalidArgument("file \"" + file.path + "\" is there twice");
    const bool is_private = (file.mode & 077) == 0;
    FLUID_RETURN_IF_ERROR(words.Fill(file.content, is_private).status().Annotate("file " + file.path));
  }
  if (launch.ready) FLUID_RETURN_IF_ERROR(CheckCheck(words, *launch.ready));
  if (launch.alive) FLUID_RETURN_IF_ERROR(CheckCheck(words, *launch.alive));
  return Ok();
}

}  // namespace

Status CheckLaunch(const Launch& launch, const std::string& node) {
  return CheckAll(launch, node).Annotate("launch " + launch.id.ToString());
}

}  // namespace fluid::launch
