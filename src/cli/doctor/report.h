// What doctor says, to people and to programs.
#pragma once

#include <string>
#include <vector>

#include "src/cli/doctor/diagnosis.h"

namespace fluid::cli::doctor {

// NOT_FOUND: the first dataset that was asked about and is nowhere: the server has none, nor a runtime of it,
// and nothing runs for it.
Status FindMissing(const Facts& facts);
// No fault; there may be notes.
bool Healthy(const std::vector<Finding>& findings);
// `utf8`: the marks may be more than ASCII.
std::string ReportText(const Facts& facts, const std::vector<Finding>& findings, bool utf8);
// One line: {"healthy":..,"layers":[..],"findings":[..]}.
std::string ReportJson(const Facts& facts, const std::vector<Finding>& findings);

}  // namespace fluid::cli::doctor
