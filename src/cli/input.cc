#include "src/cli/input.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <istream>
#include <iterator>

#include "src/base/files.h"

namespace fluid::cli {
namespace {

constexpr size_t kLongestStdin = 64 << 20;

bool IsFolder(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool IsManifestName(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

Status AddFolder(const std::string& folder, bool recursive, std::vector<std::string>* files) {
  FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDir(folder));
  for (const std::string& name : names) {
    const std::string path = JoinPath(folder, name);
    if (IsFolder(path)) {
      if (recursive) FLUID_RETURN_IF_ERROR(AddFolder(path, recursive, files));
    } else if (IsManifestName(name)) {
      files->push_back(path);
    }
  }
  return Ok();
}

Result<std::vector<std::string>> Expand(const std::vector<std::string>& given, bool recursive) {
  std::vector<std::string> files;
  for (const std::string& path : given) {
    if (path == "-" || !IsFolder(path)) {
      files.push_back(path);
      continue;
    }
    const size_t before = files.size();
    FLUID_RETURN_IF_ERROR(AddFolder(path, recursive, &files));
    if (files.size() == before) {
      return InvalidArgument(fmt::format("folder {} holds no *.yaml, *.yml or *.json", path));
    }
  }
  return files;
}

}  // namespace

Result<std::string> ReadText(const std::string& path, Console& console) {
  if (path != "-") {
    if (path.starts_with("http://") || path.starts_with("https://")) {
      return InvalidArgument(
          fmt::format("{} is a URL, and files are read: curl -fsSL {} | fluid ... -f -", path, path));
    }
    Result<std::string> text = ReadFile(path);
    if (text.ok()) return text;
    return InvalidArgument(std::string(text.status().message()));  // a wrong name is wrong input
  }
  std::string text(std::istreambuf_iterator<char>(console.in), {});
  if (text.size() > kLongestStdin) return InvalidArgument("standard input is longer than 64 MiB");
  return text;
}

Result<model::Manifest> ReadManifests(const std::vector<std::string>& given, bool recursive,
                                      const model::ManifestOptions& options, Console& console) {
  FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> files, Expand(given, recursive));
  model::Manifest all;
  std::vector<Problem> problems;
  for (const std::string& file : files) {
    FLUID_ASSIGN_OR_RETURN(const std::string text, ReadText(file, console));
    Result<model::Manifest> read = model::ParseManifest(text, file, options);
    if (!read.ok()) {
      if (read.status().problems().empty()) return read.status();
      for (const Problem& problem : read.status().problems()) problems.push_back(problem);
      continue;
    }
    for (Object& object : read->objects) all.objects.push_back(std::move(object));
    for (std::string& written : read->texts) all.texts.push_back(std::move(written));
    for (std::string& skipped : read->skipped) all.skipped.push_back(std::move(skipped));
  }
  if (!problems.empty()) return Status(Code::kInvalidArgument, "the input has problems", std::move(problems));
  return all;
}

Result<std::vector<Key>> ReadKeys(const std::vector<std::string>& files, bool recursive,
                                  const std::string& space, Console& console) {
  model::ManifestOptions options;
  options.default_space = space;
  options.skip_foreign = true;
  FLUID_ASSIGN_OR_RETURN(const model::Manifest manifest, ReadManifests(files, recursive, options, console));
  std::vector<Key> keys;
  for (const Object& object : manifest.objects) keys.push_back(object.key());
  return keys;
}

Status HoldsObjects(const model::Manifest& manifest) {
  return manifest.objects.empty() ? InvalidArgument("the input holds no objects") : Ok();
}

}  // namespace fluid::cli
