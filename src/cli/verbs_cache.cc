// cache ls, free and verify: what a dataset's cache holds, file by file; making room in it; proving it.
#include <fmt/format.h>

#include "src/api/json.h"
#include "src/base/units.h"
#include "src/cli/load_watch.h"
#include "src/cli/names.h"
#include "src/cli/table.h"
#include "src/cli/verbs.h"
#include "src/model/generated/operation.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

using Entry = api::CacheReport::Entry;

constexpr std::string_view kVerify = "verify";  // option of a DataLoad

Result<Key> DatasetNamed(Context& context, const std::string& word) {
  FLUID_ASSIGN_OR_RETURN(Key dataset, ParseName(word, "dataset", context.common.space));
  if (dataset.kind != "Dataset") return InvalidArgument(fmt::format("{} is no dataset", word));
  return dataset;
}

// "" and "a/b/" as "/" and "/a/b".
std::string PathOf(const std::string& given) {
  std::string path = given.starts_with('/') ? given : "/" + given;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

std::string Join(const std::string& folder, const std::string& name) {
  if (name.empty()) return folder;
  return folder == "/" ? "/" + name : folder + "/" + name;
}

int Percent(const Entry& entry) {
  if (entry.size == 0) return 100;
  return static_cast<int>(100.0 * static_cast<double>(entry.cached_bytes) / static_cast<double>(entry.size));
}

class Lister {
 public:
  Lister(Context& context, const CacheListOptions& options, Key dataset)
      : context_(context),
        options_(options),
        dataset_(std::move(dataset)),
        json_(context.common.format == Format::kJson),
        table_({"SIZE", "CACHED", "%", "TIER", "PATH"}) {}

  Status List(const std::string& folder) {
    std::vector<std::string> below;
    std::string next;
    do {
      FLUID_ASSIGN_OR_RETURN(const api::CacheReport report, context_.client.Cache(dataset_, folder, next));
      for (const Entry& entry : report.entries) {
        const std::string path = Join(folder, entry.name);
        if (!entry.folder || !options_.recursive) Add(path, entry);
        if (entry.folder && options_.recursive) below.push_back(path);
      }
      next = report.next;
      if (!json_ && !table_.empty()) table_.Print(context_.console.out);
    } while (!next.empty());
    for (const std::string& path : below) FLUID_RETURN_IF_ERROR(List(path));
    return Ok();
  }

  void Finish() {
    if (json_) context_.console.out << api::Pretty('[' + entries_ + ']');
  }

 private:
  void Add(const std::string& path, const Entry& entry) {
    if (options_.cached && entry.cached_bytes == 0) return;
    if (json_) {
      entries_ +=
          fmt::format(R"({}{{"path":{},"folder":{},"size":{},"cachedBytes":{},"percent":{},"tier":{}}})",
                      entries_.empty() ? "" : ",", api::Quoted(path), entry.folder,
                      entry.folder ? "null" : std::to_string(entry.size), entry.cached_bytes,
                      entry.folder ? "null" : std::to_string(Percent(entry)),
                      entry.tier < 0 ? "null" : std::to_string(entry.tier));
      return;
    }
    table_.Add({entry.folder ? "" : HumanBytes(entry.size), HumanBytes(entry.cached_bytes),
                entry.folder ? "" : std::to_string(Percent(entry)),
                entry.tier < 0 ? "" : std::to_string(entry.tier), entry.folder ? path + "/" : path});
  }

  Context& context_;
  const CacheListOptions& options_;
  const Key dataset_;
  const bool json_;
  Table table_;
  std::string entries_;
};

// The server's answer names the object that was asked about, even when it is only the path that is not there.
Status OfPath(Context& context, const Key& dataset, const std::string& path, const Status& status) {
  if (status.code() != Code::kNotFound || !context.client.Get(dataset).ok()) return status;
  return NotFound(fmt::format("{}: not in dataset {}", path, dataset.name));
}

// NOT_FOUND when the dataset has no such path. What can't be looked at may be there.
Status CheckThere(Context& context, const Key& dataset, const std::string& path) {
  if (path == "/") return Ok();
  const Status seen = context.client.Cache(dataset, path, "").status();
  return seen.code() == Code::kNotFound ? OfPath(context, dataset, path, seen) : Ok();
}

// What is cached at or below a path.
Result<uint64_t> CachedAt(Context& context, const Key& dataset, const std::string& path) {
  uint64_t bytes = 0;
  std::string next;
  do {
    FLUID_ASSIGN_OR_RETURN(const api::CacheReport report, context.client.Cache(dataset, path, next));
    for (const Entry& entry : report.entries) bytes += entry.cached_bytes;
    next = report.next;
  } while (!next.empty());
  return bytes;
}

}  // namespace

Status CacheList(Context& context, const CacheListOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Key dataset, DatasetNamed(context, options.dataset));
  Lister lister(context, options, dataset);
  const std::string path = PathOf(options.path);
  const Status listed = lister.List(path);
  if (!listed.ok()) return OfPath(context, dataset, path, listed);
  lister.Finish();
  return Ok();
}

Status CacheFree(Context& context, const CacheFreeOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Key dataset, DatasetNamed(context, options.dataset));
  const std::string path = PathOf(options.path);
  FLUID_RETURN_IF_ERROR(CheckThere(context, dataset, path));
  const auto ask = [&] {
    return options.dry_run != DryRun::kNo ? CachedAt(context, dataset, path)
                                          : context.client.FreeCache(dataset, path);
  };
  FLUID_ASSIGN_OR_RETURN(const uint64_t bytes, ask());
  context.console.out << fmt::format("{} of {} in dataset {} {}\n", HumanBytes(bytes), path, dataset.name,
                                     options.dry_run != DryRun::kNo ? "would be freed (dry run)" : "freed");
  return Ok();
}

Status CacheVerify(Context& context, const CacheVerifyOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Key dataset, DatasetNamed(context, options.dataset));
  FLUID_RETURN_IF_ERROR(context.client.Get(dataset).status());
  const std::string path = PathOf(options.path);
  FLUID_RETURN_IF_ERROR(CheckThere(context, dataset, path));
  Object load = LoadFor(dataset, {path}, "", kVerify);
  model::Edit<model::DataLoad>(load).spec.options[std::string(kVerify)] = "true";
  return RunLoad(context, load, {.timeout = options.timeout, .word = "verification", .done = "verified"});
}

}  // namespace fluid::cli
