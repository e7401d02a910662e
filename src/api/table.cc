#include "src/api/table.h"

#include <fmt/format.h>

#include <chrono>

#include "src/api/columns.h"
#include "src/api/json.h"
#include "src/api/media_type.h"

namespace fluid::api {
namespace {

// An object's metadata alone, under the kind that says so.
std::string PartialJson(const Json& object, std::string_view version) {
  return fmt::format(R"({{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/{}","metadata":{}}})",
                     version, object["metadata"].json());
}

std::string_view TypeName(Column::Type type) {
  switch (type) {
    case Column::Type::kNumber:
    case Column::Type::kCount:
      return "integer";
    case Column::Type::kAge:
      return "date";
    default:
      return "string";
  }
}

std::string DefinitionJson(std::string_view name, std::string_view type, std::string_view path,
                           int priority) {
  return fmt::format(R"({{"name":{},"type":"{}","format":"{}","description":{},"priority":{}}})",
                     Quoted(name), type, path == ".metadata.name" ? "name" : "", Quoted(path), priority);
}

// Numbers stay numbers; what is not there is null, which prints as nothing.
std::string CellJson(const Column& column, const Json& object, WallTime now) {
  const bool number = column.type == Column::Type::kNumber;
  const bool plain = number || column.type == Column::Type::kText;
  const Json value = object.at(column.path);
  if (plain && value.missing()) return "null";
  const std::string text = CellText(column, object, now);
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return (number || column.type == Column::Type::kCount) && digits ? text : Quoted(text);
}

}  // namespace

Presentation Presentation::Of(const Route& route, const HttpRequest& request) {
  Presentation shown;
  shown.kind_ = route.kind;
  const std::string include = route.Query("includeObject");
  shown.include_ = include == "Object" ? Include::kObject
                   : include == "None" ? Include::kNone
                                       : Include::kMetadata;
  for (const MediaType& media : Accepted(request)) {
    if (!media.is_json()) continue;
    const std::string_view as = media["as"], version = media["v"];
    if (as.empty()) return shown;
    if (media["g"] != "meta.k8s.io" || (version != "v1" && version != "v1beta1")) continue;
    if (as == "Table") {
      shown.form_ = Form::kTable;
    } else if (as == "PartialObjectMetadata" || as == "PartialObjectMetadataList") {
      shown.form_ = Form::kMetadata;
    } else {
      continue;
    }
    shown.version_ = version;
    return shown;
  }
  return shown;
}

std::string Presentation::Definitions() const {
  std::string text = HasNameColumn(*kind_) ? "" : DefinitionJson("Name", "string", ".metadata.name", 0);
  for (const Column& column : ColumnsOf(*kind_)) {
    if (!text.empty()) text += ',';
    text += DefinitionJson(column.name, TypeName(column.type), column.path, column.priority);
  }
  return '[' + text + ']';
}

std::string Presentation::Row(std::string_view object) const {
  const Result<Json> parsed = Json::Parse(object);
  const Json json = parsed.ok() ? *parsed : Json();
  const WallTime now = std::chrono::system_clock::now();
  std::string cells = HasNameColumn(*kind_) ? "" : Quoted(json.at(".metadata.name").text());
  for (const Column& column : ColumnsOf(*kind_)) {
    if (!cells.empty()) cells += ',';
    cells += CellJson(column, json, now);
  }
  const std::string shown = include_ == Include::kNone     ? "null"
                            : include_ == Include::kObject ? std::string(object)
                                                           : PartialJson(json, version_);
  return fmt::format(R"({{"cells":[{}],"object":{}}})", cells, shown);
}

std::string Presentation::OneJson(std::string_view object) const {
  if (form_ == Form::kObject) return std::string(object);
  const Result<Json> json = Json::Parse(object);
  if (form_ == Form::kMetadata) return PartialJson(json.ok() ? *json : Json(), version_);
  const std::string version = json.ok() ? json->at(".metadata.resourceVersion").text() : "";
  return ListHead(fmt::format(R"({{"resourceVersion":{}}})", Quoted(version))) + Row(object) +
         std::string(kListTail);
}

std::string Presentation::Next(std::string_view object) const {
  if (form_ != Form::kTable) return OneJson(object);
  return fmt::format(
      R"({{"kind":"Table","apiVersion":"meta.k8s.io/{}","metadata":{{}},"columnDefinitions":null,)"
      R"("rows":[{}]}})",
      version_, Row(object));
}

std::string Presentation::ListHead(std::string_view metadata) const {
  switch (form_) {
    case Form::kTable:
      return fmt::format(
          R"({{"kind":"Table","apiVersion":"meta.k8s.io/{}","metadata":{},"columnDefinitions":{},"rows":[)",
          version_, metadata, Definitions());
    case Form::kMetadata:
      return fmt::format(
          R"({{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/{}","metadata":{},"items":[)",
          version_, metadata);
    case Form::kObject:
      break;
  }
  return fmt::format(R"({{"kind":"{}","apiVersion":"{}","metadata":{},"items":[)", kind_->list_kind,
                     kind_->api_version, metadata);
}

std::string Presentation::Item(const Object& object) const { return ItemJson(object.ToJson()); }

std::string Presentation::ItemJson(std::string_view object) const {
  return form_ == Form::kTable ? Row(object) : OneJson(object);
}

}  // namespace fluid::api
