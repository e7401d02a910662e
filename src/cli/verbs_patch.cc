// patch and scale: an object changed in part, or how many workers it has.
#include <fmt/format.h>

#include "src/api/json.h"
#include "src/cli/closest.h"
#include "src/cli/input.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
#include "src/cli/patching.h"
#include "src/cli/verbs.h"
#include "src/model/json.h"
#include "src/model/yaml.h"

namespace fluid::cli {
namespace {

// The patch as JSON, whichever it was written in.
Result<std::string> PatchText(const PatchOptions& options, Console& console) {
  if (options.patch.empty() == options.patch_file.empty())
    return InvalidArgument("say what to change: -p PATCH, or --patch-file FILE");
  std::string text = options.patch;
  if (text.empty()) {
    FLUID_ASSIGN_OR_RETURN(text, ReadText(options.patch_file, console));
  }
  const std::string from = options.patch.empty() ? options.patch_file : "-p";
  std::vector<std::unique_ptr<model::Tree>> documents;
  std::vector<Problem> problems;
  const auto keep = [&](std::unique_ptr<model::Tree> document) {
    documents.push_back(std::move(document));
    return true;
  };
  model::ReadYaml(text, keep, problems);
  for (Problem& problem : problems) problem.file = from;
  if (!problems.empty()) return Status(Code::kInvalidArgument, "the patch has problems", std::move(problems));
  if (documents.size() != 1 || documents[0]->root == nullptr)
    return InvalidArgument(fmt::format("{}: found {} documents; allowed is one", from, documents.size()));
  const bool is_json = options.type == "json";
  const auto wanted = is_json ? model::Node::Kind::kList : model::Node::Kind::kMap;
  if (!documents[0]->root->is(wanted)) {
    return InvalidArgument(fmt::format("{}: a patch of --type={} is {}", from, options.type,
                                       is_json ? R"(a list of operations: [{"op":"remove","path":"/spec/x"}])"
                                               : R"(a map as the object is: {"spec":{"x":1}})"));
  }
  model::JsonWriter json;
  json.Value(*documents[0]->root);
  return json.Take();
}

// What the server said of the sub-resource, with what may be scaled instead where it has none.
Status Scaled(const Key& key, const Status& status) {
  const KindInfo& kind = *model::FindKind(key.kind);
  if (status.ok() || kind.has_scale()) return status;
  return FailedPrecondition(
      fmt::format("{}: its kind has no sub-resource scale; change the field itself: fluid edit {}/{}",
                  FullName(kind, key.name), kind.singular, key.name));
}

}  // namespace

Status PatchObject(Context& context, const PatchOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const std::vector<Key> keys, KeysOf(context, options.words, {}));
  Patch patch{.subresource = options.subresource, .dry_run = options.dry_run};
  if (options.type == "json") patch.content_type = "application/json-patch+json";
  FLUID_ASSIGN_OR_RETURN(patch.body, PatchText(options, context.console));
  for (const Key& key : keys) {
    const Result<Object> before = context.client.Get(key);
    if (!before.ok()) return WithClosest(context.client, key, before.status());
    const Result<std::string> answer = SendPatch(context.client, key, patch);
    FLUID_RETURN_IF_ERROR(options.subresource == "scale" ? Scaled(key, answer.status()) : answer.status());
    if (options.subresource == "scale") {  // which answers with a Scale
      context.console.out << fmt::format("{} patched{}\n", FullName(*before), NoteOf(options.dry_run));
      continue;
    }
    FLUID_ASSIGN_OR_RETURN(const Object after, Object::FromJson(*answer));
    const bool same = after.metadata().version == before->metadata().version;
    PrintChanged(context, after, same ? "patched (no change)" : "patched", options.dry_run);
  }
  return Ok();
}

Status Scale(Context& context, const ScaleOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const std::vector<Key> keys, KeysOf(context, options.words, {}));
  const Patch patch{.body = fmt::format(R"({{"spec":{{"replicas":{}}}}})", options.replicas),
                    .subresource = "scale",
                    .dry_run = options.dry_run};
  for (const Key& key : keys) {
    const Result<Object> object = context.client.Get(key);
    if (!object.ok()) return WithClosest(context.client, key, object.status());
    if (options.current >= 0) {
      const Result<api::Json> json = api::Json::Parse(object->ToJson());
      const int64_t now = json.ok() ? json->at(object->kind().scale.spec).number(0) : 0;
      if (now != options.current) {
        return FailedPrecondition(fmt::format("{} has {} replicas, not {}; it is left as it is",
                                              FullName(*object), now, options.current));
      }
    }
    FLUID_RETURN_IF_ERROR(Scaled(key, SendPatch(context.client, key, patch).status()));
    if (context.common.format == Format::kName) {
      context.console.out << FullName(*object) << '\n';
    } else {
      context.console.out << fmt::format("{} scaled{}\n", FullName(*object), NoteOf(options.dry_run));
    }
  }
  return Ok();
}

}  // namespace fluid::cli
