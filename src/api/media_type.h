// Media types as the Accept header lists them:
// "application/json;as=Table;g=meta.k8s.io;v=v1,application/json".
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "src/api/http.h"

namespace fluid::api {

struct MediaType {
  std::string type;  // "application/json"
  std::map<std::string, std::string, std::less<>> parameters;

  bool is_json() const;  // also by a star
  // The parameter's value, or "".
  std::string_view operator[](std::string_view parameter) const;
};

// By their weights, and as listed where those are the same. Empty: any.
std::vector<MediaType> Accepted(const HttpRequest& request);

}  // namespace fluid::api
