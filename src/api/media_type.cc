#include "src/api/media_type.h"

#include <algorithm>
#include <charconv>

#include "src/base/strings.h"

namespace fluid::api {
namespace {

double WeightOf(const MediaType& media) {
  const std::string_view text = media["q"];
  double weight = 1;
  std::from_chars(text.data(), text.data() + text.size(), weight);
  return weight;
}

}  // namespace

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
  std::ranges::stable_sort(all, std::greater<>(), WeightOf);
  return all;
}

}  // namespace fluid::api
