// Gather: from the state folder, the server and the machine to Facts.
#pragma once

#include <string>
#include <vector>

#include "src/cli/doctor/facts.h"

namespace fluid::cli::doctor {

struct Question {
  std::string state_dir, space;
  std::vector<std::string> datasets;     // "NAME" or "NAMESPACE/NAME"; empty: all
  std::vector<std::string> plugin_dirs;  // where a server would look
  std::string version;                   // of this program
};
Facts Gather(const Question& question);

}  // namespace fluid::cli::doctor
