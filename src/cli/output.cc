#include "src/cli/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "src/api/columns.h"
#include "src/api/json.h"
#include "src/cli/names.h"
#include "src/model/generated/core.h"
#include "src/model/manifest.h"
#include "src/model/resource.h"
#include "src/model/texts.h"

namespace fluid::cli {
namespace {

std::string Upper(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
  return upper;
}

// A cell is one line, whatever a message holds.
std::string OneLine(std::string text) {
  std::replace_if(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return text;
}

std::string LabelsText(const Metadata& metadata) {
  std::string text;
  for (const auto& [key, value] : metadata.labels)
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", key, value);
  return text.empty() ? "<none>" : text;
}

std::string WithNewline(std::string text) {
  if (text.empty() || text.back() != '\n') text += '\n';
  return text;
}

std::string YamlList(const std::vector<Object>& objects) {
  std::string text = "apiVersion: v1\n";
  text += objects.empty() ? "items: []\n" : "items:\n";
  for (const Object& object : objects) {
    text += "- " + WithNewline(model::ToYaml(object, 2));
  }
  return text + "kind: List\nmetadata:\n  resourceVersion: \"\"\n";
}

// To people base64 would look like a value.
void ShowRedacted(Object& object) {
  if (!model::Is<model::Secret>(object)) return;
  for (auto& [key, value] : model::Edit<model::Secret>(object).data) {
    if (value == model::kRedacted) value = model::kRedactedShown;
  }
}

}  // namespace

Table TableOf(const TableShape& shape, bool no_headers) {
  std::vector<std::string> header;
  if (shape.spaces && shape.kind->namespaced) header.push_back("NAMESPACE");
  if (!api::HasNameColumn(*shape.kind)) header.push_back("NAME");
  for (const api::Column& column : api::ColumnsOf(*shape.kind)) {
    if (!column.wide() || shape.wide) header.push_back(Upper(column.name));
  }
  for (const std::string& key : shape.label_columns) header.push_back(Upper(key.substr(key.rfind('/') + 1)));
  if (shape.labels) header.push_back("LABELS");
  return Table(std::move(header), no_headers ? Table::Header::kHidden : Table::Header::kShown,
               shape.label_columns.empty() ? Table::Ends::kTrimmed : Table::Ends::kAsTheyAre);
}

std::vector<std::string> RowOf(const TableShape& shape, const Object& object, WallTime now) {
  const Metadata& metadata = object.metadata();
  const std::string name = shape.full_names ? FullName(object) : metadata.name;
  std::vector<std::string> row;
  if (shape.spaces && shape.kind->namespaced) row.push_back(metadata.space);
  if (!api::HasNameColumn(*shape.kind)) row.push_back(name);
  const Result<api::Json> json = api::Json::Parse(object.ToJson());
  for (const api::Column& column : api::ColumnsOf(*shape.kind)) {
    if (column.wide() && !shape.wide) continue;
    row.push_back(column.path == ".metadata.name"
                      ? name
                      : OneLine(api::CellText(column, json.ok() ? *json : api::Json(), now)));
  }
  for (const std::string& key : shape.label_columns) {
    const auto label = metadata.labels.find(key);
    row.push_back(label == metadata.labels.end() ? "" : label->second);
  }
  if (shape.labels) row.push_back(LabelsText(metadata));
  return row;
}

std::string_view NoteOf(DryRun dry_run) {
  if (dry_run == DryRun::kNo) return "";
  return dry_run == DryRun::kServer ? " (server dry run)" : " (dry run)";
}

std::string ListJson(const std::vector<Object>& objects) {
  std::string text = "{\"apiVersion\":\"v1\",\"items\":[";
  for (const Object& object : objects) text += (&object == objects.data() ? "" : ",") + object.ToJson();
  return text + "],\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"\"}}";
}

void PrintObjects(const std::vector<Object>& objects, bool single, Format format, std::ostream& out,
                  bool managed_fields) {
  if (!managed_fields) {
    std::vector<Object> shown = objects;
    for (Object& object : shown) object.metadata().other.clear();
    for (Object& object : shown) ShowRedacted(object);
    return PrintObjects(shown, single, format, out, /*managed_fields=*/true);
  }
  const bool one = single && objects.size() == 1;
  if (format == Format::kName) {
    for (const Object& object : objects) out << FullName(object) << '\n';
  } else if (format == Format::kJson) {
    out << (one ? WithNewline(model::ToPrettyJson(objects[0])) : api::Pretty(ListJson(objects)));
  } else {
    out << (one ? WithNewline(model::ToYaml(objects[0])) : YamlList(objects));
  }
}

void PrintError(const Status& status, std::ostream& err) {
  if (!status.problems().empty()) {
    for (const Problem& problem : status.problems()) err << problem.ToString() << '\n';
  } else if (!status.message().empty()) {
    err << "fluid: " << status.message() << '\n';
  }
}

}  // namespace fluid::cli
