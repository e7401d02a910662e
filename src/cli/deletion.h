// Deletion of objects, and waiting until they are gone. What delete and unmount share.
#pragma once

#include <optional>
#include <vector>

#include "fluid/object.h"
#include "fluid/store.h"
#include "src/cli/verbs.h"

namespace fluid::cli {

struct Deletion {
  bool force = false;             // detaches readers at once
  std::optional<Duration> grace;  // how long readers may finish
  Propagation propagation = Propagation::kDefault;
};

// Asks for the end of the object, and of that one only if a successor takes its name. Nothing left to wait
// for: nothing.
Result<std::optional<Object>> AskDeletion(Context& context, const Object& object, const Deletion& deletion);
// Returns when all are gone; tells on stderr what holds them. DEADLINE_EXCEEDED says so of the first that
// stays.
Status WaitUntilGone(Context& context, const std::vector<Object>& objects, Duration timeout);

}  // namespace fluid::cli
