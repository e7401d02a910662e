#include "src/api/write_rules.h"

#include <vector>

#include "src/model/manifest.h"

namespace fluid::api {

Status CheckStatus(const Object& object, const model::Node& printed) {
  const Status all = model::Validate(object, printed);
  std::vector<Problem> problems;
  for (const Problem& problem : all.problems()) {
    if (problem.path.starts_with("status.")) problems.push_back(problem);
  }
  if (problems.empty()) return Ok();
  return Status(Code::kInvalidArgument, std::string(all.message()), std::move(problems));
}

}  // namespace fluid::api
