// Errors as the API tells them: Kubernetes' Status objects, both ways.
#pragma once

#include <string>
#include <string_view>

#include "fluid/object.h"
#include "fluid/status.h"

namespace fluid::api {

// What an error is about, for its message and details. Empty members are left out.
struct Subject {
  const KindInfo* kind = nullptr;
  std::string name, uid;
};

int HttpCodeOf(Code code, bool has_problems);
// {"kind":"Status",...}. `http_code` 0: the one that fits the error.
std::string ErrorJson(const Status& error, const Subject& subject, int http_code = 0);
// The answer to a deletion that is done.
std::string SuccessJson(const Subject& subject);
// The Status that an answer means; causes become problems. Answers that are no Status object are told by
// their code.
Status StatusFromJson(int http_code, std::string_view body);

}  // namespace fluid::api
