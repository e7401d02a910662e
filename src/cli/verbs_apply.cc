// apply: makes the objects of manifests what the manifests say. All input is read and checked before anything
// is changed.
#include <fmt/format.h>

#include "src/cli/apply.h"
#include "src/cli/input.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
#include "src/cli/verbs.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

constexpr int kAttempts = 8;  // when somebody else writes the same object

// What the manifest says over what only the server knows. Labels and annotations of others stay.
Object Laid(Object wanted, const Object& current) {
  Metadata metadata = current.metadata();
  for (const auto& [key, value] : wanted.metadata().labels) metadata.labels[key] = value;
  for (const auto& [key, value] : wanted.metadata().annotations) metadata.annotations[key] = value;
  if (!wanted.metadata().finalizers.empty()) metadata.finalizers = wanted.metadata().finalizers;
  if (!wanted.metadata().owners.empty()) metadata.owners = wanted.metadata().owners;
  wanted.metadata() = std::move(metadata);
  if (wanted.kind().has_status) model::CopyStatus(current, wanted);
  return wanted;
}

Result<Applied> ApplyOnce(api::ApiClient& client, const Object& wanted, bool dry_run) {
  const Result<Object> current = client.Get(wanted.key());
  if (!current.ok()) {
    if (current.status().code() != Code::kNotFound) return current.status();
    FLUID_ASSIGN_OR_RETURN(Object made, client.Create(wanted, dry_run));
    return Applied{std::move(made), "created"};
  }
  if (!current->metadata().deleted.empty()) {
    return FailedPrecondition(
        fmt::format("{} is being deleted; apply again when it is gone", FullName(wanted)));
  }
  const Object laid = Laid(wanted, *current);
  if (laid.ToJson() == current->ToJson()) return Applied{*current, "unchanged"};
  FLUID_ASSIGN_OR_RETURN(Object changed, client.Update(laid, dry_run));
  const bool same = !dry_run && changed.metadata().version == current->metadata().version;
  return Applied{std::move(changed), same ? "unchanged" : "configured"};
}

}  // namespace

Result<Applied> ApplyOne(api::ApiClient& client, const Object& wanted, bool dry_run) {
  for (int attempt = 1;; ++attempt) {
    Result<Applied> applied = ApplyOnce(client, wanted, dry_run);
    if (applied.ok() || attempt == kAttempts) return applied;
    const Code code = applied.status().code();
    if (code != Code::kAborted && code != Code::kAlreadyExists) return applied;
  }
}

Status Apply(Context& context, const ApplyOptions& options) {
  model::ManifestOptions manifest_options;
  manifest_options.default_space = context.common.space;
  manifest_options.skip_foreign = options.skip_foreign;
  FLUID_ASSIGN_OR_RETURN(const model::Manifest manifest,
                         ReadManifests(options.files, options.recursive, manifest_options, context.console));
  for (const std::string& skipped : manifest.skipped) {
    context.console.err << fmt::format("skipped: {}\n", skipped);
  }
  std::vector<Object> done;
  const bool tell = context.common.format == Format::kTable || context.common.format == Format::kWide;
  for (const Object& wanted : manifest.objects) {
    Result<Applied> applied = ApplyOne(context.client, wanted, options.dry_run);
    if (!applied.ok()) return applied.status();
    if (tell) {
      context.console.out << fmt::format("{} {}{}\n", FullName(applied->object), applied->what,
                                         options.dry_run ? " (dry run)" : "");
      context.console.out.flush();
    }
    done.push_back(std::move(applied->object));
  }
  if (!tell) PrintObjects(done, done.size() == 1, context.common.format, context.console.out);
  if (done.empty()) return InvalidArgument("the input holds no objects");
  return Ok();
}

}  // namespace fluid::cli
