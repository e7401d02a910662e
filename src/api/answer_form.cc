#include "src/api/answer_form.h"

#include <fmt/format.h>

#include "src/api/media_type.h"
#include "src/api/proto_messages.h"
#include "src/api/protobuf.h"
#include "src/model/json.h"
#include "src/model/tree.h"
#include "src/model/yaml.h"

namespace fluid::api {
namespace {

// Whether objects are shown in that way: as themselves, as a table, by their metadata.
bool Shows(const MediaType& media, Answers answers) {
  const std::string_view as = media["as"], version = media["v"];
  if (as.empty()) return true;
  if (media["g"] != "meta.k8s.io" || (version != "v1" && version != "v1beta1")) return false;
  return as == "Table" || (as == "PartialObjectMetadata" && answers != Answers::kList) ||
         (as == "PartialObjectMetadataList" && answers == Answers::kList);
}

std::string YamlOf(const std::string& json) {
  model::Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems, model::Places::kNone);
  return tree.root ? model::WriteYaml(*tree.root) : std::string();
}

bool HasProtobuf(const KindInfo& kind) {
  return FindProtoMessage(kind.name) != nullptr && kind.group.empty();
}

}  // namespace

AnswerForm FormOf(const HttpRequest& request, const KindInfo& kind, Answers answers) {
  const std::vector<MediaType> accepted = Accepted(request);
  for (const MediaType& media : accepted) {
    if (media.is_json() && Shows(media, answers)) return AnswerForm::kJson;
    if (!media["as"].empty()) continue;
    if (media.type == "application/yaml" && answers != Answers::kWatch) return AnswerForm::kYaml;
    if (media.type == kProtobuf && HasProtobuf(kind)) return AnswerForm::kProtobuf;
  }
  return accepted.empty() ? AnswerForm::kJson : AnswerForm::kNone;
}

std::string AcceptedForms(const KindInfo& kind) {
  std::string text = "application/json, application/yaml";
  if (HasProtobuf(kind)) text += fmt::format(", {}", kProtobuf);
  return text;
}

HttpResponse InForm(AnswerForm form, HttpResponse answer) {
  const std::string* type = answer.headers.Find("Content-Type");
  const bool other = form == AnswerForm::kYaml || form == AnswerForm::kProtobuf;
  if (!other || !type || *type != "application/json") return answer;
  std::string body = form == AnswerForm::kYaml ? YamlOf(answer.body) : ProtobufOfJson(answer.body);
  if (body.empty()) return answer;
  HttpResponse formed;
  formed.status = answer.status;
  for (const auto& [name, value] : answer.headers.all()) {
    const std::string_view media = form == AnswerForm::kYaml ? "application/yaml" : kProtobuf;
    formed.headers.Add(name, &value == type ? std::string(media) : value);
  }
  formed.body = std::move(body);
  return formed;
}

}  // namespace fluid::api
