// delete: ends objects, and returns when they are gone.
#include <fmt/format.h>

#include <algorithm>

#include "src/cli/deletion.h"
#include "src/cli/input.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
#include "src/cli/verbs.h"

namespace fluid::cli {
namespace {

Result<std::vector<Key>> KeysToDelete(Context& context, const DeleteVerbOptions& options) {
  std::vector<Key> keys;
  if (options.words.empty() == options.files.empty()) {
    return InvalidArgument("say what to delete: KIND NAME.., KIND/NAME .. or -f FILE");
  }
  if (!options.words.empty()) {
    FLUID_ASSIGN_OR_RETURN(Named named, ParseNames(options.words, context.common.space));
    FLUID_RETURN_IF_ERROR(CheckChoice(named, options.all || !options.selector.empty()));
    if (named.keys.empty() && !options.all && options.selector.empty())
      return InvalidArgument("say which: KIND NAME.., KIND/NAME .., -l LABELS or --all");
    for (const KindInfo* kind : named.kinds) {
      api::ListOptions which;
      which.space = kind->namespaced && !options.all_spaces ? context.common.space : "";
      which.label_selector = options.selector;
      FLUID_ASSIGN_OR_RETURN(const ObjectList list, context.client.List(*kind, which));
      for (const Object& object : list.items) named.keys.push_back(object.key());
    }
    return std::move(named.keys);
  }
  FLUID_ASSIGN_OR_RETURN(keys,
                         ReadKeys(options.files, options.recursive, context.common.space, context.console));
  // What stands later in a file leans on what stands before it.
  std::ranges::reverse(keys);
  return keys;
}

// In kubectl's words.
std::string Told(const Object& object, const Context& context, const DeleteVerbOptions& options) {
  if (context.common.format == Format::kName) return FullName(object);
  const KindInfo& kind = object.kind();
  return fmt::format("{}{}{} \"{}\" {}{}", kind.singular, kind.group.empty() ? "" : ".", kind.group,
                     object.metadata().name, options.force ? "force deleted" : "deleted",
                     NoteOf(options.dry_run));
}

Propagation PropagationOf(const std::string& cascade) {
  if (cascade == "background") return Propagation::kBackground;
  if (cascade == "foreground") return Propagation::kForeground;
  return cascade == "orphan" ? Propagation::kOrphan : Propagation::kDefault;
}

}  // namespace

Status Delete(Context& context, const DeleteVerbOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const std::vector<Key> keys, KeysToDelete(context, options));
  const Deletion deletion{options.force, options.grace, PropagationOf(options.cascade)};
  std::vector<Object> waiting, asked;
  Status missing;
  for (const Key& key : keys) {
    const Result<Object> object = context.client.Get(key);
    Result<std::optional<Object>> left = std::optional<Object>();
    if (object.ok() && options.dry_run == DryRun::kNo) left = AskDeletion(context, *object, deletion);
    const Status status = object.ok() ? left.status() : object.status();
    if (status.code() == Code::kNotFound) {  // all others are deleted all the same
      if (!missing.ok()) context.console.err << "fluid: " << missing.message() << '\n';
      if (!options.ignore_missing) missing = status;
      continue;
    }
    FLUID_RETURN_IF_ERROR(status);
    asked.push_back(*object);
    if (left->has_value()) waiting.push_back(**left);
  }
  if (options.wait && options.dry_run == DryRun::kNo)
    FLUID_RETURN_IF_ERROR(WaitUntilGone(context, waiting, options.timeout));
  for (const Object& object : asked) context.console.out << Told(object, context, options) << '\n';
  return missing;
}

}  // namespace fluid::cli
