// validate: the checks of apply, without a server.
#include <fmt/format.h>

#include "src/api/json.h"
#include "src/cli/input.h"
#include "src/cli/verbs.h"

namespace fluid::cli {
namespace {

std::string ProblemsJson(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    text += fmt::format(
        "{}{{\"file\":{},\"line\":{},\"column\":{},\"path\":{},\"found\":{},\"allowed\":{},\"suggestion\":{}}"
        "}",
        text.empty() ? "" : ",", api::Quoted(problem.file), problem.line, problem.column,
        api::Quoted(problem.path), api::Quoted(problem.found), api::Quoted(problem.allowed),
        api::Quoted(problem.suggestion));
  }
  return api::Pretty('[' + text + ']');
}

}  // namespace

Status ValidateFiles(Console& console, const Common& common, const ValidateOptions& options) {
  model::ManifestOptions manifest_options;
  manifest_options.default_space = common.space;
  manifest_options.skip_foreign = options.skip_foreign;
  const Result<model::Manifest> manifest =
      ReadManifests(options.files, options.recursive, manifest_options, console);
  const bool json = common.format == Format::kJson;
  if (manifest.ok()) {
    for (const std::string& skipped : manifest->skipped) console.err << fmt::format("skipped: {}\n", skipped);
    FLUID_RETURN_IF_ERROR(HoldsObjects(*manifest));
    if (json) {
      console.out << ProblemsJson({});
    } else {
      console.out << fmt::format("{} {} valid\n", manifest->objects.size(),
                                 manifest->objects.size() == 1 ? "object is" : "objects are");
    }
    return Ok();
  }
  const std::vector<Problem>& problems = manifest.status().problems();
  if (problems.empty()) return manifest.status();
  if (json) {
    console.out << ProblemsJson(problems);
  } else {
    for (const Problem& problem : problems) console.out << problem.ToString() << '\n';
  }
  return Status(manifest.status().code(), "");
}

}  // namespace fluid::cli
