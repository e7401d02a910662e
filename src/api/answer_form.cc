#include "src/api/answer_form.h"

#include "src/api/media_type.h"
#include "src/model/json.h"
#include "src/model/tree.h"
#include "src/model/yaml.h"

namespace fluid::api {
namespace {

// Whether objects are shown in that way: as themselves, as a table, by their metadata.
bool Shows(const MediaType& media) {
  const std::string_view as = media["as"], version = media["v"];
  if (as.empty()) return true;
  if (media["g"] != "meta.k8s.io" || (version != "v1" && version != "v1beta1")) return false;
  return as == "Table" || as == "PartialObjectMetadata" || as == "PartialObjectMetadataList";
}

}  // namespace

AnswerForm FormOf(const HttpRequest& request) {
  const std::vector<MediaType> accepted = Accepted(request);
  for (const MediaType& media : accepted) {
    if (media.is_json() && Shows(media)) return AnswerForm::kJson;
    if (media.type == "application/yaml" && media["as"].empty()) return AnswerForm::kYaml;
  }
  return accepted.empty() ? AnswerForm::kJson : AnswerForm::kNone;
}

HttpResponse AsYaml(HttpResponse answer) {
  const std::string* type = answer.headers.Find("Content-Type");
  if (!type || *type != "application/json") return answer;
  model::Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(answer.body, tree, problems, model::Places::kNone);
  if (!tree.root) return answer;
  HttpResponse yaml;
  yaml.status = answer.status;
  for (const auto& [name, value] : answer.headers.all()) {
    yaml.headers.Add(name, &value == type ? "application/yaml" : value);
  }
  yaml.body = model::WriteYaml(*tree.root);
  return yaml;
}

}  // namespace fluid::api
