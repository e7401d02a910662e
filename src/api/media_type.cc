#include "src/api/media_type.h"

#include "src/base/strings.h"

namespace fluid::api {

bool MediaType::is_json() const {
  return type == "application/json" || type == "application/*" || type == "*/*";
}

std::string_view MediaType::operator[](std::string_view parameter) const {
  const auto found = parameters.find(parameter);
  return found == parameters.end() ? std::string_view() : found->second;
}

std::vector<MediaType> Accepted(const HttpRequest& request) {
  std::vector<MediaType> all;
  const std::string* accept = request.headers.Find("Accept");
  if (!accept) return all;
  for (const std::string_view text : Split(*accept, ',')) {
    MediaType& media = all.emplace_back();
    for (const std::string_view part : Split(text, ';')) {
      const size_t equals = part.find('=');
      if (equals != std::string_view::npos) {
        media.parameters.emplace(Trim(part.substr(0, equals)), Trim(part.substr(equals + 1)));
      } else if (media.type.empty()) {
        media.type = Trim(part);
      }
    }
  }
  return all;
}

}  // namespace fluid::api
