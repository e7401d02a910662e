#include "src/cli/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/strings.h"

namespace fluid::cli {
namespace {

Key KeyOf(const KindInfo& kind, std::string_view name, const std::string& space) {
  return {std::string(kind.name), kind.namespaced ? space : std::string(), std::string(name)};
}

std::vector<std::string_view> KindWords() {
  std::vector<std::string_view> words;
  for (const KindInfo* kind : model::Kinds()) {
    words.push_back(kind->singular);
    words.push_back(kind->plural);
  }
  return words;
}

// What those who know Fluid from a cluster look for first.
bool IsOfClusters(std::string_view word) {
  static constexpr std::string_view kWords[] = {"pod",
                                                "pods",
                                                "po",
                                                "node",
                                                "nodes",
                                                "no",
                                                "pv",
                                                "pvc",
                                                "persistentvolume",
                                                "persistentvolumes",
                                                "persistentvolumeclaim",
                                                "persistentvolumeclaims",
                                                "deployment",
                                                "deployments",
                                                "deploy",
                                                "daemonset",
                                                "daemonsets",
                                                "ds",
                                                "statefulset",
                                                "statefulsets",
                                                "sts",
                                                "service",
                                                "services",
                                                "svc",
                                                "job",
                                                "jobs",
                                                "storageclass",
                                                "storageclasses",
                                                "sc",
                                                "crd",
                                                "crds"};
  return std::ranges::find(kWords, word) != std::end(kWords);
}

// The kinds of a category; false: there is none of that name.
bool AddCategory(std::string_view word, std::vector<const KindInfo*>& kinds) {
  const size_t before = kinds.size();
  for (const KindInfo* kind : model::Kinds()) {
    if (std::ranges::find(kind->categories, word) != kind->categories.end()) kinds.push_back(kind);
  }
  return kinds.size() > before;
}

}  // namespace

Result<const KindInfo*> KindNamed(std::string_view word) {
  // "datasets.data.fluid.io" and "datasets.v1alpha1.data.fluid.io" are how kubectl disambiguates.
  const size_t dot = word.find('.');
  const KindInfo* kind = model::FindKind(word.substr(0, dot));
  const std::string_view rest = dot == std::string_view::npos ? std::string_view() : word.substr(dot + 1);
  if (kind &&
      (rest.empty() || rest == kind->group || rest == fmt::format("{}.{}", kind->version, kind->group)))
    return kind;
  if (IsOfClusters(word.substr(0, dot))) {
    return InvalidArgument(fmt::format(
        "there is no kind \"{}\" here: what a cluster runs and is made of is told by kubectl", word));
  }
  const std::string_view closest = DidYouMean(word, KindWords());
  return InvalidArgument(fmt::format(
      "there is no kind \"{}\"{}", word,
      closest.empty() ? std::string("; what is named is KIND NAME or KIND/NAME, such as dataset/imagenet")
                      : fmt::format("; did you mean \"{}\"?", closest)));
}

Result<Named> ParseNames(std::span<const std::string> words, const std::string& space) {
  Named named;
  if (words.empty()) return InvalidArgument("say what: KIND, KIND NAME or KIND/NAME");
  if (words[0].find('/') != std::string::npos) {
    for (const std::string& word : words) {
      FLUID_ASSIGN_OR_RETURN(Key key, ParseName(word, "", space));
      named.keys.push_back(std::move(key));
    }
    return named;
  }
  for (const std::string_view word : Split(words[0], ',')) {
    if (word == "all") {
      for (const KindInfo* kind : model::Kinds()) {
        if (!kind->group.empty()) named.kinds.push_back(kind);
      }
      continue;
    }
    if (AddCategory(word, named.kinds)) continue;
    FLUID_ASSIGN_OR_RETURN(const KindInfo* kind, KindNamed(word));
    named.kinds.push_back(kind);
  }
  if (words.size() == 1) return named;
  for (const KindInfo* kind : named.kinds) {
    for (const std::string& name : words.subspan(1)) {
      if (name.empty() || name.find('/') != std::string::npos) {
        return InvalidArgument(fmt::format("\"{}\" is no name; write KIND NAME.. or KIND/NAME ..", name));
      }
      named.keys.push_back(KeyOf(*kind, name, space));
    }
  }
  named.kinds.clear();
  return named;
}

Status CheckChoice(const Named& named, bool chosen_by_rule) {
  if (named.keys.empty() || !chosen_by_rule) return Ok();
  return InvalidArgument(
      "names, and -l, --field-selector or --all, can't be given together; say one of them");
}

Result<Key> ParseName(std::string_view word, std::string_view implied_kind, const std::string& space) {
  const size_t slash = word.find('/');
  const std::string_view kind_word = slash == std::string_view::npos ? implied_kind : word.substr(0, slash);
  const std::string_view name = slash == std::string_view::npos ? word : word.substr(slash + 1);
  if (kind_word.empty() || name.empty() || name.find('/') != std::string_view::npos) {
    return InvalidArgument(fmt::format("\"{}\" does not name an object; write {}", word,
                                       implied_kind.empty() ? "KIND/NAME" : "NAME or KIND/NAME"));
  }
  FLUID_ASSIGN_OR_RETURN(const KindInfo* kind, KindNamed(kind_word));
  return KeyOf(*kind, name, space);
}

std::string FullName(const KindInfo& kind, std::string_view name) {
  return kind.group.empty() ? fmt::format("{}/{}", kind.singular, name)
                            : fmt::format("{}.{}/{}", kind.singular, kind.group, name);
}

std::string FullName(const Object& object) { return FullName(object.kind(), object.metadata().name); }

}  // namespace fluid::cli
