// apply: makes the objects of manifests what the manifests say. All input is read and checked before anything
// is changed.
#include <fmt/format.h>

#include <algorithm>

#include "src/api/json.h"
#include "src/api/route.h"
#include "src/api/status_json.h"
#include "src/cli/apply.h"
#include "src/cli/input.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
#include "src/cli/run.h"
#include "src/cli/verbs.h"
#include "src/model/generated/core.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

constexpr std::string_view kManager = "fluid";
constexpr std::string_view kOwn = "run.fluid.io/";                // what the server names
constexpr const char* kEngineAnnotation = "run.fluid.io/engine";  // its account of what runs

// Whether a conflict is with nobody but ourselves (another verb of this command) or with those who changed
// the object before anybody kept account.
bool IsOurs(const Status& conflict) {
  const std::vector<Problem>& causes = conflict.problems();
  return !causes.empty() && std::ranges::all_of(causes, [](const Problem& cause) {
    return cause.found.starts_with(fmt::format("conflict with \"{}\"", kManager)) ||
           cause.found.starts_with("conflict with \"before-first-apply\"");
  });
}

Status Explained(const Status& conflict, const Object& wanted) {
  std::string text = fmt::format("{}: others manage fields that would change:", FullName(wanted));
  constexpr std::string_view kWith = "conflict with ";
  for (const Problem& cause : conflict.problems()) {
    const std::string_view found = cause.found;
    text +=
        fmt::format("\n  {}: {}", cause.path, found.starts_with(kWith) ? found.substr(kWith.size()) : found);
  }
  return Aborted(text + "\n--force-conflicts takes them over; or leave these fields out");
}

// What the API sets itself is not said by who shows an object and applies it again.
Result<std::string> Said(const ApplyRequest& request) {
  return api::MergePatch(
      request.text.empty() ? request.wanted.ToJson() : request.text,
      R"({"status":null,"metadata":{"creationTimestamp":null,"deletionGracePeriodSeconds":null,)"
      R"("deletionTimestamp":null,"generation":null,"managedFields":null,"resourceVersion":null,)"
      R"("selfLink":null,"uid":null}})");
}

// Whether two states differ in nothing that can be asked for. Meanwhile the server may have written how the
// object does, and what it needs to end it.
bool SameContent(Object a, Object b) {
  for (Object* object : {&a, &b}) {
    Metadata& metadata = object->metadata();
    metadata.other.clear();
    metadata.version.clear();
    metadata.annotations.erase(kEngineAnnotation);
    std::erase_if(metadata.finalizers, [](const std::string& name) { return name.starts_with(kOwn); });
    if (object->kind().has_status) model::ClearStatus(*object);
  }
  return a.ToJson() == b.ToJson();
}

// On a machine of its own a namespace is no more than a part of a name: it is made when it is first used. A
// cluster's are its own affair.
bool MakeNamespace(api::ApiClient& client, const Status& refused, const ApplyRequest& request) {
  const Metadata& metadata = request.wanted.metadata();
  const bool missing = refused.code() == Code::kNotFound &&
                       refused.message() == fmt::format("namespaces \"{}\" not found", metadata.space);
  if (!missing || request.dry_run || !client.endpoint().local()) return false;
  Metadata space;
  space.name = metadata.space;
  return client.Create(model::Make(std::move(space), model::Namespace{})).ok();
}

Result<api::HttpResponse> Send(api::ApiClient& client, const ApplyRequest& request, bool force) {
  const Metadata& metadata = request.wanted.metadata();
  api::HttpRequest patch;
  patch.method = "PATCH";
  patch.target = fmt::format("{}?fieldManager={}&fieldValidation=Strict{}{}",
                             api::PathOf(request.wanted.kind(), metadata.space, metadata.name), kManager,
                             force ? "&force=true" : "", request.dry_run ? "&dryRun=All" : "");
  patch.headers.Add("Content-Type", "application/apply-patch+yaml");
  FLUID_ASSIGN_OR_RETURN(patch.body, Said(request));
  return client.Do(std::move(patch));
}

// Nothing of it is the object's, so it would be the same with the next.
bool EndsAll(const Status& status) {
  return status.code() == Code::kUnavailable || status.code() == Code::kCancelled ||
         status.code() == Code::kDeadlineExceeded;
}

}  // namespace

Result<Applied> ApplyOne(api::ApiClient& client, const ApplyRequest& request) {
  const Object& wanted = request.wanted;
  const Result<Object> before = client.Get(wanted.key());
  if (!before.ok() && before.status().code() != Code::kNotFound) return before.status();
  if (before.ok() && !before->metadata().deleted.empty()) {
    return FailedPrecondition(
        fmt::format("{} is being deleted; apply again when it is gone", FullName(wanted)));
  }
  bool force = request.force_conflicts;
  while (true) {
    FLUID_ASSIGN_OR_RETURN(const api::HttpResponse answer, Send(client, request, force));
    if (answer.status >= 300) {
      const Status refused = api::StatusFromJson(answer.status, answer.body);
      const bool conflict = refused.code() == Code::kAborted && !refused.problems().empty();
      if (MakeNamespace(client, refused, request)) continue;
      if (!conflict) return refused;
      if (force || !IsOurs(refused)) return Explained(refused, wanted);
      force = true;
      continue;
    }
    FLUID_ASSIGN_OR_RETURN(Object object, Object::FromJson(answer.body));
    if (answer.status == 201 || !before.ok()) return Applied{std::move(object), "created"};
    const bool same = SameContent(object, *before);
    return Applied{std::move(object), same ? "unchanged" : "configured"};
  }
}

Status Apply(Context& context, const ApplyOptions& options) {
  model::ManifestOptions manifest_options;
  manifest_options.default_space = context.common.space;
  manifest_options.skip_foreign = options.skip_foreign;
  manifest_options.keep_texts = true;
  FLUID_ASSIGN_OR_RETURN(const model::Manifest manifest,
                         ReadManifests(options.files, options.recursive, manifest_options, context.console));
  for (const std::string& skipped : manifest.skipped) {
    context.console.err << fmt::format("skipped: {}\n", skipped);
  }
  FLUID_RETURN_IF_ERROR(HoldsObjects(manifest));
  Status worst;
  std::vector<Object> done;
  const bool tell = context.common.format == Format::kTable || context.common.format == Format::kWide;
  for (size_t i = 0; i < manifest.objects.size(); ++i) {
    const ApplyRequest request{.wanted = manifest.objects[i],
                               .text = manifest.texts[i],
                               .dry_run = options.dry_run != DryRun::kNo,
                               .force_conflicts = options.force_conflicts};
    Result<Applied> applied = ApplyOne(context.client, request);
    if (!applied.ok()) {
      if (manifest.objects.size() == 1 || EndsAll(applied.status())) return applied.status();
      // The other objects are made what they should be all the same.
      PrintError(applied.status(), context.console.err);
      if (ExitCodeOf(applied.status()) > ExitCodeOf(worst)) worst = Status(applied.status().code(), "");
      continue;
    }
    if (tell) {
      context.console.out << fmt::format("{} {}{}\n", FullName(applied->object), applied->what,
                                         NoteOf(options.dry_run));
      context.console.out.flush();
    }
    done.push_back(std::move(applied->object));
  }
  if (!tell && !done.empty()) {
    PrintObjects(done, manifest.objects.size() == 1, context.common.format, context.console.out);
  }
  return worst;
}

}  // namespace fluid::cli
