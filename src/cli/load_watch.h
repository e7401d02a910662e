// A DataLoad from its creation to its end, with a bar. What load and cache verify share.
#pragma once

#include <string_view>

#include "fluid/object.h"
#include "src/cli/verbs.h"

namespace fluid::cli {

// A load of the dataset's paths; `suffix`: of a name that is made up.
Object LoadFor(const Key& dataset, const std::vector<std::string>& paths, const std::string& name,
               std::string_view suffix);

struct LoadWatch {
  std::optional<Duration> timeout;
  Duration untaken = std::chrono::seconds(20);  // without a status, after which nobody is taken to work on it
  std::string_view word = "load";               // what it is called to people
  std::string_view done = "complete";
};
// Creates it and shows how far it is until it has ended; Ctrl-C ends the showing only. DEADLINE_EXCEEDED: it
// takes longer than the timeout, or no controller gives it a status.
Status RunLoad(Context& context, const Object& load, const LoadWatch& watch);

// The operation's progress as its status tells it.
api::OperationProgress ProgressInStatus(const Object& operation);

// False: the stop came first.
bool SleepUnlessStopped(Duration duration, const std::stop_token& stop);

}  // namespace fluid::cli
