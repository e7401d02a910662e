// Objects changed in part. What patch, label, annotate and scale share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fluid/object.h"
#include "src/cli/verbs.h"

namespace fluid::cli {

struct Patch {
  std::string content_type = "application/merge-patch+json";
  std::string body = {};
  std::string subresource = {};  // empty: the object itself
  DryRun dry_run = DryRun::kNo;
};

// What the server answers: the object, or its sub-resource, as JSON.
Result<std::string> SendPatch(api::ApiClient& client, const Key& key, const Patch& patch);

// Those that are named, or of the kinds that are named those with the labels, or all. INVALID_ARGUMENT: it
// is not said which.
struct Selection {
  std::string selector;
  bool all = false;
};
Result<std::vector<Key>> KeysOf(Context& context, std::span<const std::string> words,
                                const Selection& selection);

// "dataset.data.fluid.io/imagenet patched", or the object as -o says.
void PrintChanged(Context& context, const Object& object, std::string_view what, DryRun dry_run);

}  // namespace fluid::cli
