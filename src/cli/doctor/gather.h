// Gather: from the state folder, the server and the machine to Facts.
#pragma once

#include <string>
#include <vector>

#include "fluid/object.h"
#include "src/api/endpoint.h"
#include "src/cli/doctor/facts.h"

namespace fluid::cli::doctor {

struct Question {
  std::string state_dir, space;
  std::vector<std::string> datasets;     // "NAME" or "NAMESPACE/NAME"; empty: all
  std::vector<std::string> plugin_dirs;  // where a server would look
  std::string version;                   // of this program
};
Facts Gather(const Question& question);
// What a server of another machine tells: of itself, of its objects. Nothing of this machine is looked at.
Facts GatherElsewhere(const api::Endpoint& server, const Question& question);
// Of a status: type, status, reason, message of each condition; and the phase, if `phase` is not null.
std::vector<ConditionFacts> ConditionsOf(const Object& object, std::string* phase);
// A URI as it may be shown: without "user:password@".
std::string Shown(const std::string& uri);

}  // namespace fluid::cli::doctor
