#include "src/cli/patching.h"

#include <fmt/format.h>

#include "src/api/route.h"
#include "src/api/status_json.h"
#include "src/cli/names.h"
#include "src/cli/output.h"

namespace fluid::cli {

Result<std::string> SendPatch(api::ApiClient& client, const Key& key, const Patch& patch) {
  api::HttpRequest request;
  request.method = "PATCH";
  request.target =
      fmt::format("{}?fieldManager=fluid&fieldValidation=Strict{}",
                  api::PathOf(*model::FindKind(key.kind), key.space, key.name, patch.subresource),
                  patch.dry_run == DryRun::kNo ? "" : "&dryRun=All");
  request.headers.Add("Content-Type", patch.content_type);
  request.body = patch.body;
  FLUID_ASSIGN_OR_RETURN(api::HttpResponse answer, client.Do(std::move(request)));
  if (answer.status >= 300) return api::StatusFromJson(answer.status, answer.body);
  return std::move(answer.body);
}

Result<std::vector<Key>> KeysOf(Context& context, std::span<const std::string> words,
                                const Selection& selection) {
  FLUID_ASSIGN_OR_RETURN(Named named, ParseNames(words, context.common.space));
  FLUID_RETURN_IF_ERROR(CheckChoice(named, selection.all || !selection.selector.empty()));
  if (!named.kinds.empty() && !selection.all && selection.selector.empty())
    return InvalidArgument("say which: KIND NAME.., KIND/NAME .., -l LABELS or --all");
  for (const KindInfo* kind : named.kinds) {
    api::ListOptions which;
    which.space = kind->namespaced ? context.common.space : "";
    which.label_selector = selection.selector;
    FLUID_ASSIGN_OR_RETURN(const ObjectList list, context.client.List(*kind, which));
    for (const Object& object : list.items) named.keys.push_back(object.key());
  }
  return std::move(named.keys);
}

void PrintChanged(Context& context, const Object& object, std::string_view what, DryRun dry_run) {
  if (context.common.format == Format::kTable) {
    context.console.out << fmt::format("{} {}{}\n", FullName(object), what, NoteOf(dry_run));
  } else {
    PrintObjects({object}, /*single=*/true, context.common.format, context.console.out);
  }
}

}  // namespace fluid::cli
