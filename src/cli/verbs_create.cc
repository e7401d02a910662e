// create and replace: what manifests say, where nothing is yet, or in the place of what is.
#include <fmt/format.h>

#include "src/cli/input.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
#include "src/cli/run.h"
#include "src/cli/verbs.h"

namespace fluid::cli {
namespace {

Result<Object> Replace(api::ApiClient& client, Object wanted, bool dry_run) {
  if (wanted.metadata().version.empty()) {
    FLUID_ASSIGN_OR_RETURN(const Object before, client.Get(wanted.key()));
    wanted.metadata().version = before.metadata().version;
  }
  return client.Update(wanted, dry_run);
}

}  // namespace

Status Create(Context& context, const CreateOptions& options) {
  model::ManifestOptions manifest_options;
  manifest_options.default_space = context.common.space;
  manifest_options.skip_foreign = options.skip_foreign;
  FLUID_ASSIGN_OR_RETURN(const model::Manifest manifest,
                         ReadManifests(options.files, options.recursive, manifest_options, context.console));
  for (const std::string& skipped : manifest.skipped) context.console.err << "skipped: " << skipped << '\n';
  FLUID_RETURN_IF_ERROR(HoldsObjects(manifest));
  const bool dry_run = options.dry_run != DryRun::kNo;
  Status worst;
  std::vector<Object> done;
  for (const Object& wanted : manifest.objects) {
    Result<Object> object =
        options.replace ? Replace(context.client, wanted, dry_run) : context.client.Create(wanted, dry_run);
    if (!object.ok()) {
      if (manifest.objects.size() == 1 || object.status().code() == Code::kUnavailable)
        return object.status();
      // The other objects are made all the same.
      PrintError(object.status(), context.console.err);
      if (ExitCodeOf(object.status()) > ExitCodeOf(worst)) worst = Status(object.status().code(), "");
      continue;
    }
    if (context.common.format == Format::kTable) {
      context.console.out << fmt::format("{} {}{}\n", FullName(*object),
                                         options.replace ? "replaced" : "created", NoteOf(options.dry_run));
    }
    done.push_back(*std::move(object));
  }
  if (context.common.format != Format::kTable && !done.empty())
    PrintObjects(done, manifest.objects.size() == 1, context.common.format, context.console.out);
  return worst;
}

}  // namespace fluid::cli
