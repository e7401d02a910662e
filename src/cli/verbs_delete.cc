// delete: ends objects, and returns when they are gone.
#include <fmt/format.h>

#include "src/cli/deletion.h"
#include "src/cli/input.h"
#include "src/cli/names.h"
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
  model::ManifestOptions manifest_options;
  manifest_options.default_space = context.common.space;
  manifest_options.skip_foreign = true;
  FLUID_ASSIGN_OR_RETURN(const model::Manifest manifest,
                         ReadManifests(options.files, options.recursive, manifest_options, context.console));
  // What stands later in a file leans on what stands before it.
  for (auto object = manifest.objects.rbegin(); object != manifest.objects.rend(); ++object)
    keys.push_back(object->key());
  return keys;
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
    if (object.ok() && !options.dry_run) left = AskDeletion(context, *object, deletion);
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
  const bool no_wait = options.no_wait || options.wait == "false";
  if (!no_wait && !options.dry_run) FLUID_RETURN_IF_ERROR(WaitUntilGone(context, waiting, options.timeout));
  for (const Object& object : asked) {
    context.console.out << fmt::format("{} {}\n", FullName(object),
                                       options.dry_run ? "deleted (dry run)"
                                       : no_wait       ? "is being deleted"
                                                       : "deleted");
  }
  return missing;
}

}  // namespace fluid::cli
