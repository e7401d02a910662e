// explain: what a field of a resource means, from the tables that everything else is made of.
#include <fmt/format.h>

#include "src/api/json.h"
#include "src/cli/verbs.h"
#include "src/model/explain.h"

namespace fluid::cli {
namespace {

using model::Explanation;
using model::FieldHelp;

constexpr size_t kDeepest = 16;  // some tables hold themselves
constexpr size_t kWidest = 32;

std::string Allowed(const FieldHelp& field) {
  std::string text;
  for (const std::string& value : field.allowed)
    text += (text.empty() ? "" : ", ") + (value.empty() ? std::string("\"\"") : value);
  return text;
}

// "<string>  required, default "/", one of A, B": all but the meaning, in a line.
std::string Traits(const FieldHelp& field) {
  std::string traits;
  const auto add = [&](const std::string& trait) { traits += (traits.empty() ? "" : "; ") + trait; };
  if (field.required) add("required");
  if (field.deprecated) add("deprecated");
  if (!field.default_value.empty()) add("default " + field.default_value);
  if (!field.allowed.empty()) add("one of " + Allowed(field));
  if (!field.limits.empty()) add(field.limits);
  return fmt::format("<{}>{}{}", field.type, traits.empty() ? "" : "  ", traits);
}

std::string Below(const std::string& path, const std::string& name) { return path + "." + name; }

class Explainer {
 public:
  Explainer(std::ostream& out, const Explanation& what) : out_(out), what_(what) {}

  void Print() {
    const KindInfo& kind = *what_.kind;
    Line("Kind", fmt::format("{} ({})", kind.name, kind.api_version));
    if (!what_.path.empty()) PrintField();
    const std::string& meaning = what_.field.meaning;
    if (!meaning.empty()) out_ << "\n  " << meaning << '\n';
    if (!what_.shape_meaning.empty()) out_ << "\n  " << what_.shape_meaning << '\n';
    if (what_.fields.empty()) return;
    out_ << "\nFields:\n";
    for (const FieldHelp& field : what_.fields) {
      out_ << fmt::format("  {}  {}\n", field.name, Traits(field));
      if (!field.meaning.empty()) out_ << "      " << field.meaning << '\n';
    }
  }

  void PrintTree() {
    const KindInfo& kind = *what_.kind;
    Line("Kind", fmt::format("{} ({})", kind.name, kind.api_version));
    if (!what_.path.empty()) Line("Field", fmt::format("{} <{}>", what_.path, what_.field.type));
    out_ << '\n';
    PrintBelow(
        what_.path.empty() ? std::string(kind.singular) : fmt::format("{}.{}", kind.singular, what_.path),
        what_.fields, 1);
  }

 private:
  void Line(std::string_view name, std::string_view value) {
    out_ << fmt::format("{:<11}{}\n", fmt::format("{}:", name), value);
  }

  void PrintField() {
    const FieldHelp& field = what_.field;
    Line("Field", what_.path);
    Line("Type", field.type);
    Line("Required", field.required ? "yes" : "no");
    Line("Default", field.default_value.empty() ? "none" : field.default_value);
    Line("Allowed", field.allowed.empty() ? "any" : Allowed(field));
    if (!field.limits.empty()) Line("Limits", field.limits);
    if (field.deprecated) Line("Deprecated", "yes");
  }

  void PrintBelow(const std::string& path, const std::vector<FieldHelp>& fields, size_t depth) {
    for (const FieldHelp& field : fields) {
      const std::string name = std::string(2 * depth, ' ') + field.name;
      out_ << fmt::format("{:<{}} <{}>{}\n", name, kWidest, field.type, field.required ? "  required" : "");
      if (depth == kDeepest) continue;
      const std::string below = Below(path, field.name);
      const Result<Explanation> more = model::Explain(below);
      if (more.ok()) PrintBelow(below, more->fields, depth + 1);
    }
  }

  std::ostream& out_;
  const Explanation& what_;
};

std::string FieldJson(const FieldHelp& field) {
  std::string allowed;
  for (const std::string& value : field.allowed) allowed += (allowed.empty() ? "" : ",") + api::Quoted(value);
  return fmt::format(
      R"({{"name":{},"type":{},"required":{},"deprecated":{},"default":{},"allowed":[{}],"limits":{},"meaning":{}}})",
      api::Quoted(field.name), api::Quoted(field.type), field.required, field.deprecated,
      field.default_value.empty() ? "null" : field.default_value, allowed, api::Quoted(field.limits),
      api::Quoted(field.meaning));
}

std::string ExplanationJson(const Explanation& what) {
  std::string fields;
  for (const FieldHelp& field : what.fields) fields += (fields.empty() ? "" : ",") + FieldJson(field);
  return api::Pretty(
      fmt::format(R"({{"kind":{},"apiVersion":{},"path":{},"field":{},"meaning":{},"fields":[{}]}})",
                  api::Quoted(what.kind->name), api::Quoted(what.kind->api_version), api::Quoted(what.path),
                  FieldJson(what.field), api::Quoted(what.shape_meaning), fields));
}

}  // namespace

Status Explain(Console& console, const Common& common, const ExplainOptions& options) {
  const Result<Explanation> what = model::Explain(options.path);
  if (!what.ok()) return what.status();
  if (!options.api_version.empty() && options.api_version != what->kind->api_version) {
    return InvalidArgument(fmt::format("--api-version: found {}; {} is of {}", options.api_version,
                                       what->kind->name, what->kind->api_version));
  }
  if (common.format == Format::kJson) {
    console.out << ExplanationJson(*what);
    return Ok();
  }
  Explainer explainer(console.out, *what);
  if (options.recursive) {
    explainer.PrintTree();
  } else {
    explainer.Print();
  }
  return Ok();
}

}  // namespace fluid::cli
