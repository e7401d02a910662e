// label and annotate: the words that hang on objects, set and removed.
#include <fmt/format.h>

#include <map>

#include "src/api/json.h"
#include "src/cli/closest.h"
#include "src/cli/names.h"
#include "src/cli/patching.h"
#include "src/cli/verbs.h"

namespace fluid::cli {
namespace {

struct Changes {
  std::map<std::string, std::string> set;
  std::vector<std::string> removed;
};

// The words of objects come first, then changes; a name has no "=" in it and does not end with "-".
Result<Changes> TakeChanges(std::vector<std::string>& words) {
  Changes changes;
  std::vector<std::string> names;
  for (const std::string& word : words) {
    const size_t equals = word.find('=');
    const bool removes = equals == std::string::npos && word.size() > 1 && word.ends_with('-');
    if (equals == std::string::npos && !removes) {
      if (!changes.set.empty() || !changes.removed.empty())
        return InvalidArgument(fmt::format("\"{}\": allowed after the names are KEY=VALUE and KEY-", word));
      names.push_back(word);
    } else if (removes) {
      changes.removed.push_back(word.substr(0, word.size() - 1));
    } else if (equals == 0) {
      return InvalidArgument(fmt::format("\"{}\" has no key; allowed are KEY=VALUE and KEY-", word));
    } else {
      changes.set.insert_or_assign(word.substr(0, equals), word.substr(equals + 1));
    }
  }
  for (const std::string& key : changes.removed) {
    if (changes.set.contains(key))
      return InvalidArgument(fmt::format("\"{}\" can't both be set and removed", key));
  }
  words = std::move(names);
  return changes;
}

std::string PatchOf(const Changes& changes, bool annotations) {
  std::string members;
  for (const auto& [key, value] : changes.set)
    members += fmt::format("{}{}:{}", members.empty() ? "" : ",", api::Quoted(key), api::Quoted(value));
  for (const std::string& key : changes.removed)
    members += fmt::format("{}{}:null", members.empty() ? "" : ",", api::Quoted(key));
  return fmt::format(R"({{"metadata":{{"{}":{{{}}}}}}})", annotations ? "annotations" : "labels", members);
}

using Texts = std::map<std::string, std::string>;

Status CheckOverwrites(const Object& object, const Texts& before, const Changes& changes) {
  for (const auto& [key, value] : changes.set) {
    const auto old = before.find(key);
    if (old == before.end() || old->second == value) continue;
    return FailedPrecondition(fmt::format("{}: \"{}\" is \"{}\" already, and --overwrite was not given",
                                          FullName(object), key, old->second));
  }
  return Ok();
}

// In kubectl's words: how they hang there now.
std::string_view WhatWasDone(const Texts& before, const Changes& changes, bool annotations) {
  bool changed = false;
  for (const auto& [key, value] : changes.set) {
    const auto old = before.find(key);
    changed = changed || old == before.end() || old->second != value;
  }
  bool removed = false;
  for (const std::string& key : changes.removed) removed = removed || before.contains(key);
  if (annotations) return "annotated";
  if (changed) return "labeled";
  return removed ? "unlabeled" : "not labeled";
}

}  // namespace

Status Label(Context& context, const LabelOptions& options) {
  const std::string_view things = options.annotations ? "annotations" : "labels";
  std::vector<std::string> words = options.words;
  FLUID_ASSIGN_OR_RETURN(const Changes changes, TakeChanges(words));
  const bool none = changes.set.empty() && changes.removed.empty();
  if (none && !options.list)
    return InvalidArgument(fmt::format("say which {}: KEY=VALUE sets one, KEY- removes it", things));
  FLUID_ASSIGN_OR_RETURN(const std::vector<Key> keys,
                         KeysOf(context, words, {options.selector, options.all}));
  const Patch patch{.body = PatchOf(changes, options.annotations), .dry_run = options.dry_run};
  for (const Key& key : keys) {
    const Result<Object> object = context.client.Get(key);
    if (!object.ok()) return WithClosest(context.client, key, object.status());
    const Metadata& metadata = object->metadata();
    const Texts before = options.annotations ? metadata.annotations : metadata.labels;
    Object after = *object;
    if (!none) {
      if (!options.overwrite) FLUID_RETURN_IF_ERROR(CheckOverwrites(*object, before, changes));
      FLUID_ASSIGN_OR_RETURN(const std::string answer, SendPatch(context.client, key, patch));
      FLUID_ASSIGN_OR_RETURN(after, Object::FromJson(answer));
      for (const std::string& name : changes.removed) {
        if (!before.contains(name) && context.common.format == Format::kTable)
          context.console.out << fmt::format("{} \"{}\" not found.\n",
                                             options.annotations ? "annotation" : "label", name);
      }
      PrintChanged(context, after, WhatWasDone(before, changes, options.annotations), options.dry_run);
    }
    if (!options.list) continue;
    if (keys.size() > 1) context.console.out << fmt::format("Listing {} for {}:\n", things, FullName(after));
    const Texts& now = options.annotations ? after.metadata().annotations : after.metadata().labels;
    for (const auto& [name, value] : now)
      context.console.out << fmt::format("{}{}={}\n", keys.size() > 1 ? " " : "", name, value);
  }
  return Ok();
}

}  // namespace fluid::cli
