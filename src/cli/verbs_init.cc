// init: a manifest to begin with: the common fields set, each with what it means, the others beside them as
// comments. Everything is said by the model's tables.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "src/api/json.h"
#include "src/cli/init_samples.h"
#include "src/cli/names.h"
#include "src/cli/verbs.h"
#include "src/model/kind.h"
#include "src/model/shape.h"

namespace fluid::cli {
namespace {

constexpr int kDeepest = 3;  // of the fields that are not set: further down, `fluid explain` says more

bool IsPlain(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(),
                     [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '-' ||
                              c == '_';
                     }) &&
         text != "null" && text != "true" && text != "false" && text != "yes" && text != "no" &&
         text != "on" && text != "off" && text != "y" && text != "n" && text != "-";
}

// A JSON scalar as YAML.
std::string Scalar(const api::Json& value) {
  const std::string json = value.json();
  const bool quoted = json.starts_with('"');
  return quoted && IsPlain(value.text()) ? value.text() : json;  // JSON strings are YAML
}

// What stands for the value of a field that is not set.
std::string Placeholder(const model::FieldInfo& field) {
  if (!field.default_json.empty()) return std::string(field.default_json);
  if (field.container == model::Container::kArray) return "[]";
  if (field.container == model::Container::kMap) return "{}";
  if (!field.allowed.empty()) return std::string(field.allowed.front());
  switch (field.type) {
    case model::Type::kBool:
      return "false";
    case model::Type::kInt32:
    case model::Type::kInt64:
    case model::Type::kIntOrString:
      return "0";
    case model::Type::kObject:
    case model::Type::kAny:
      return "{}";
    case model::Type::kString:
    case model::Type::kTime:
    case model::Type::kQuantity:
      break;
  }
  return "\"\"";
}

class Writer {
 public:
  std::string Take() { return std::move(text_); }

  void Line(size_t indent, std::string_view line) { text_ += fmt::format("{:{}}{}\n", "", indent, line); }

  // The members of an object that are set, in the order given, then the others as comments.
  void Members(const ShapeInfo* shape, const api::Json& set, size_t indent) {
    for (const auto& [name, value] : set.members()) {
      const model::FieldInfo* field = shape ? shape->Find(name) : nullptr;
      if (field && !field->doc.empty()) Line(indent, fmt::format("# {}", field->doc));
      Member(name, value, field, indent);
    }
    if (!shape) return;
    for (const model::FieldInfo& field : shape->fields) {
      if (field.deprecated || !set[field.name].missing()) continue;
      Unset(field, indent, indent, 1);
    }
  }

 private:
  void Member(const std::string& name, const api::Json& value, const model::FieldInfo* field, size_t indent) {
    const ShapeInfo* below = field ? field->shape : nullptr;
    if (value.is_object()) {
      Line(indent, name + ":");
      // The keys of a map are the user's: they have no shape of their own.
      Members(field && field->container == model::Container::kMap ? nullptr : below, value, indent + 2);
    } else if (value.is_array()) {
      Line(indent, name + ":");
      for (const api::Json& item : value.items()) Item(item, below, indent + 2);
    } else {
      Line(indent, fmt::format("{}: {}", name, Scalar(value)));
    }
  }

  void Item(const api::Json& item, const ShapeInfo* shape, size_t indent) {
    if (!item.is_object()) return Line(indent, "- " + Scalar(item));
    Line(indent, "-");
    Members(shape, item, indent + 2);
  }

  // A field that may be set: taking away the "# " at `margin` sets it.
  void Unset(const model::FieldInfo& field, size_t margin, size_t indent, int depth) {
    if (field.name == "status" || field.name == "apiVersion" || field.name == "kind" ||
        field.name == "metadata") {
      return;
    }
    const bool opens = field.type == model::Type::kObject && field.container == model::Container::kNone &&
                       field.shape && depth < kDeepest;
    const std::string said = field.doc.empty() ? "" : fmt::format("  # {}", field.doc);
    Line(margin, fmt::format("# {:{}}{}:{}{}", "", indent - margin, field.name,
                             opens ? "" : " " + Placeholder(field), said));
    if (!opens) return;
    for (const model::FieldInfo& below : field.shape->fields) {
      if (!below.deprecated) Unset(below, margin, indent + 2, depth + 1);
    }
  }

  std::string text_;
};

std::string Replaced(std::string text, std::string_view from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string NameFrom(const std::string& source) {
  std::string_view rest = source;
  while (rest.ends_with('/')) rest.remove_suffix(1);
  std::string name;
  for (const char c : rest.substr(rest.find_last_of('/') + 1)) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool letter = low >= 'a' && low <= 'z', digit = low >= '0' && low <= '9';
    if (letter || (digit && !name.empty())) name += low;
    if (!letter && !digit && !name.empty() && name.back() != '-') name += '-';
  }
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? "my-data" : name.substr(0, 40);
}

Result<std::string> ManifestOf(const KindInfo& kind, const std::string& name, const std::string& source) {
  const std::string_view sample = SampleOf(kind.name);
  if (sample.empty()) return InvalidArgument(fmt::format("{} is no kind that is written by hand", kind.name));
  const std::string quoted = api::Quoted(source);
  const std::string json =
      Replaced(Replaced(std::string(sample), "@SOURCE", quoted.substr(1, quoted.size() - 2)), "@NAME", name);
  FLUID_ASSIGN_OR_RETURN(const api::Json set, api::Json::Parse(json));
  Writer writer;
  if (!kind.shape->doc.empty()) writer.Line(0, fmt::format("# {}: {}", kind.name, kind.shape->doc));
  writer.Line(0, fmt::format("apiVersion: {}", kind.api_version));
  writer.Line(0, fmt::format("kind: {}", kind.name));
  writer.Line(0, "metadata:");
  writer.Line(2, fmt::format("name: {}", name));
  writer.Members(kind.shape, set, 0);
  return writer.Take();
}

}  // namespace

Status Init(Console& console, const InitOptions& options) {
  std::vector<const KindInfo*> kinds;
  for (const std::string& word : options.kinds) {
    FLUID_ASSIGN_OR_RETURN(const KindInfo* kind, KindNamed(word));
    kinds.push_back(kind);
  }
  if (kinds.empty()) {
    const std::string_view runtime = RuntimeKindOf(options.engine);
    if (runtime.empty()) {
      return InvalidArgument(
          fmt::format("there is no engine \"{}\"; allowed are thin, alluxio, jindo, juicefs, efc, "
                      "vineyard, cache",
                      options.engine));
    }
    kinds = {model::FindKind("Dataset"), model::FindKind(runtime)};
  }
  const std::string source = options.source.empty() ? "https://example.com/data/" : options.source;
  const std::string name = !options.name.empty()    ? options.name
                           : options.source.empty() ? "my-data"
                                                    : NameFrom(options.source);
  std::string text =
      "# Made by `fluid init`. Lines that begin with \"# \" and a field may be set too;\n"
      "# `fluid explain KIND.FIELD` says more of each. Then: fluid apply -f FILE\n";
  for (const KindInfo* kind : kinds) {
    FLUID_ASSIGN_OR_RETURN(const std::string manifest, ManifestOf(*kind, name, source));
    text += (kind == kinds.front() ? "" : "---\n") + manifest;
  }
  console.out << text;
  return Ok();
}

}  // namespace fluid::cli
