// How people name objects: "dataset imagenet", "dataset/imagenet", "datasets,dataloads", "all",
// a category ("fluid").
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/object.h"
#include "fluid/status.h"
#include "src/model/kind.h"

namespace fluid::cli {

// Kinds to list, or objects by name; never both.
struct Named {
  std::vector<const KindInfo*> kinds;
  std::vector<Key> keys;
};

// By kind, plural, singular or short name. INVALID_ARGUMENT with the closest word there is.
Result<const KindInfo*> KindNamed(std::string_view word);
Result<Named> ParseNames(std::span<const std::string> words, const std::string& space);
// INVALID_ARGUMENT when names stand beside what chooses among all of a kind (-l, --all): which of the two is
// meant can't be known, and one may be deleted.
Status CheckChoice(const Named& named, bool chosen_by_rule);
// One object: "KIND/NAME", or "NAME" of a kind that the verb implies.
Result<Key> ParseName(std::string_view word, std::string_view implied_kind, const std::string& space);

// "dataset.data.fluid.io/imagenet": how an object is called in answers.
std::string FullName(const KindInfo& kind, std::string_view name);
std::string FullName(const Object& object);

}  // namespace fluid::cli
