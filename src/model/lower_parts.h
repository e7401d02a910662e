// Pieces of lowering that all runtime kinds share.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/engine_spec.h"
#include "fluid/object.h"
#include "fluid/status.h"
#include "src/model/generated/common.h"
#include "src/model/generated/dataset.h"

namespace fluid::model {

using Options = std::map<std::string, std::string>;

// `over` wins.
Options Merge(Options under, const Options& over);
// "NAMESPACE/NAME/KEY" for each option whose value is in a secret; where two lists name one option, the later
// wins.
std::vector<SecretRef> SecretRefs(const std::string& space, const std::vector<EncryptOption>& under,
                                  const std::vector<EncryptOption>& over);
// The sources of a dataset: shared options under each mount's own, and no plain value for an option that has
// a secret.
std::vector<MountSpec> LowerMounts(const Object& dataset);
// One Tier for each path of each level, fastest first.
Result<std::vector<Tier>> LowerTiers(const TieredStore& store, std::string_view runtime);
// Fastest medium first, else as they came.
void SortTiers(std::vector<Tier>& tiers);
// "image:tag"; without an image there is none.
std::string Image(const std::string& image, const std::string& tag);
// -1 for 0: in these kinds an absent number of replicas is 0.
int Replicas(int32_t replicas);

}  // namespace fluid::model
