#include "src/cli/template_output.h"

#include <fmt/format.h>

#include <sstream>

#include "src/base/files.h"
#include "src/cli/go_text.h"
#include "src/cli/output.h"
#include "src/model/json.h"
#include "src/model/texts.h"

namespace fluid::cli {
namespace {

constexpr size_t kLargestFile = 64 * 1024;

Result<std::string> TextOf(const Common& common) {
  if (!common.template_is_file) return common.template_text;
  Result<std::string> text = ReadFile(common.template_text);
  if (!text.ok()) return InvalidArgument(std::string(text.status().message()));
  if (text->size() > kLargestFile)
    return InvalidArgument(fmt::format("the template {} is longer than 64 KiB", common.template_text));
  return text;
}

// Two lines: the headers, and a path under each. As kubectl reads them from a file.
Result<std::string> ColumnsOfFile(const std::string& text) {
  std::istringstream lines(text);
  std::string first, second, spec;
  std::getline(lines, first);
  std::getline(lines, second);
  std::istringstream headers(first), paths(second);
  for (std::string header, path;;) {
    const bool one = static_cast<bool>(headers >> header), other = static_cast<bool>(paths >> path);
    if (!one && !other) return spec;
    if (one != other)
      return InvalidArgument(
          "-o custom-columns-file: found more of one line than of the other; allowed: a line "
          "of headers, and one with a path for each");
    spec += fmt::format("{}{}:{}", spec.empty() ? "" : ",", header, path);
  }
}

}  // namespace

Result<TemplateOutput> TemplateOutput::Make(const Common& common, bool headers) {
  TemplateOutput output(common.format, headers);
  FLUID_ASSIGN_OR_RETURN(std::string text, TextOf(common));
  if (common.format == Format::kColumns) {
    if (common.template_is_file) {
      FLUID_ASSIGN_OR_RETURN(text, ColumnsOfFile(text));
    }
    FLUID_RETURN_IF_ERROR(output.ReadColumns(text));
    return output;
  }
  if (text.empty())
    return InvalidArgument("-o jsonpath: the template is empty; allowed is such as {.metadata.name}");
  FLUID_ASSIGN_OR_RETURN(output.path_, JsonPath::Parse(text));
  return output;
}

Status TemplateOutput::ReadColumns(std::string_view text) {
  Status status;
  model::EachPart(text, [&](std::string_view part) {
    const size_t colon = part.find(':');
    if (colon == std::string_view::npos) {
      status = InvalidArgument(
          fmt::format("-o custom-columns: found \"{}\"; allowed: HEADER:.json.path,..", part));
      return false;
    }
    Result<JsonPath> path = JsonPath::ParsePath(part.substr(colon + 1));
    if (!path.ok()) {
      status = path.status().Annotate(fmt::format("-o custom-columns, {}", part.substr(0, colon)));
      return false;
    }
    columns_.push_back({std::string(part.substr(0, colon)), *std::move(path)});
    return true;
  });
  return status;
}

Status TemplateOutput::PrintColumns(const std::vector<Object>& objects, std::ostream& out) {
  if (table_.empty()) {
    std::vector<std::string> header;
    for (const Column& column : columns_) header.push_back(column.header);
    table_.emplace_back(std::move(header), headers_ ? Table::Header::kShown : Table::Header::kHidden,
                        Table::Ends::kAsTheyAre);
  }
  for (const Object& object : objects) {
    const std::string json = object.ToJson();
    model::Tree tree, memory;
    std::vector<Problem> problems;
    model::ReadJson(json, tree, problems, model::Places::kNone);
    if (tree.root == nullptr) return Internal("an object that can't be printed");
    std::vector<std::string> row;
    for (const Column& column : columns_) {
      FLUID_ASSIGN_OR_RETURN(const auto found, column.path.Find(*tree.root, memory));
      std::string& cell = row.emplace_back();
      for (const JsonPath::Places& places : found) {
        for (const model::Node* place : places) cell += (cell.empty() ? "" : ",") + GoText(place);
      }
      if (found.empty() || found[0].empty()) cell = "<none>";
    }
    table_[0].Add(std::move(row));
  }
  table_[0].Print(out);
  return Ok();
}

Status TemplateOutput::Print(const std::vector<Object>& objects, bool single, std::ostream& out) {
  if (format_ == Format::kColumns) return PrintColumns(objects, out);
  const std::string json = single && objects.size() == 1 ? objects[0].ToJson() : ListJson(objects);
  model::Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems, model::Places::kNone);
  if (tree.root == nullptr) return Internal("an object that can't be printed");
  FLUID_ASSIGN_OR_RETURN(const std::string text, format_ == Format::kJsonPath
                                                     ? path_.Print(*tree.root)
                                                     : path_.PrintAsJson(*tree.root));
  out << text;
  out.flush();
  return Ok();
}

}  // namespace fluid::cli
