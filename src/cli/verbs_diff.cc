// diff: what apply would change, field by field. The server says how the objects would be, in a dry run.
#include <fmt/format.h>

#include <map>
#include <optional>

#include "fluid/secrets.h"
#include "src/api/base64.h"
#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/cli/apply.h"
#include "src/cli/colour.h"
#include "src/cli/input.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
#include "src/cli/verbs.h"
#include "src/model/diff.h"
#include "src/model/generated/core.h"
#include "src/model/manifest.h"
#include "src/model/resource.h"
#include "src/model/texts.h"

namespace fluid::cli {
namespace {

using model::Change;

struct Difference {
  Object object;
  std::string_view what;  // as apply says it
  std::vector<Change> changes;
  Status conflict;  // others manage fields that would change; the changes are those of --force-conflicts
  std::vector<std::string> unknown;  // keys of a Secret whose values nobody here is shown: not compared
};

// What the server keeps account of a Secret's values with.
constexpr const char* kValuesAnnotation = "run.fluid.io/values";

constexpr std::string_view kHidden = "<redacted, another value>";

// A value of a Secret is never shown, whoever the server shows it to.
void Hide(Change& change) {
  const bool value = change.path.starts_with("data") || change.path.starts_with("stringData");
  const auto hide = [&](std::string& text) {
    if (value && text.starts_with('"')) text = model::kRedactedShown;
  };
  hide(change.before);
  hide(change.after);
}

// These are compared by what is kept, not by what is shown.
bool ChangesValue(const Change& change) {
  return change.kind == Change::Kind::kChanged && change.path.starts_with("data[");
}

// What the manifest says of the values: bytes by key.
std::map<std::string, std::string> Given(const model::Secret& secret) {
  std::map<std::string, std::string> values;
  for (const auto& [key, text] : secret.data) {
    if (model::IsRedacted(text)) continue;
    if (std::optional<std::string> bytes = api::FromBase64(text)) values[key] = *std::move(bytes);
  }
  for (const auto& [key, text] : secret.string_data) {
    if (!model::IsRedacted(text)) values[key] = text;
  }
  return values;
}

// A server of fluid shows no value. Those of this machine's lie where only their owner reads them, who is who
// may ask that server.
void CompareValues(const Object& before, const Object& wanted, Secrets* secrets, Difference& difference) {
  const auto& had = model::Get<model::Secret>(before).data;
  const Metadata& metadata = wanted.metadata();
  for (const auto& [key, value] : Given(model::Get<model::Secret>(wanted))) {
    const auto shown = had.find(key);
    if (shown == had.end()) continue;  // a new key: it is among the changes
    std::optional<std::string> before_it;
    if (!model::IsRedacted(shown->second)) {
      before_it = api::FromBase64(shown->second);
    } else if (secrets) {
      const Result<SecretValue> kept =
          secrets->Read(fmt::format("{}/{}/{}", metadata.space, metadata.name, key));
      if (kept.ok()) before_it = kept->bytes;
    }
    if (!before_it) {
      difference.unknown.push_back(key);
    } else if (*before_it != value) {
      difference.changes.push_back({Change::Kind::kChanged, fmt::format("data[{}]", key),
                                    std::string(model::kRedactedShown), std::string(kHidden)});
    }
  }
}

// A new object differs from one that says nothing.
Result<Object> Nothing(const Object& object) {
  return Object::FromJson(
      fmt::format(R"({{"apiVersion":{},"kind":{},"metadata":{{"name":{},"namespace":{}}}}})",
                  api::Quoted(object.kind().api_version), api::Quoted(object.kind().name),
                  api::Quoted(object.metadata().name), api::Quoted(object.metadata().space)));
}

Result<Difference> DifferenceOf(api::ApiClient& client, const Object& wanted, const std::string& text,
                                Secrets* secrets) {
  Result<Object> before = client.Get(wanted.key());
  if (!before.ok() && before.status().code() != Code::kNotFound) return before.status();
  const bool there = before.ok();
  if (!there) before = Nothing(wanted);
  if (!before.ok()) return before.status();
  Result<Applied> applied = ApplyOne(client, {.wanted = wanted, .text = text, .dry_run = true});
  const Status conflict = applied.status().code() == Code::kAborted ? applied.status() : Ok();
  if (!conflict.ok()) {
    applied = ApplyOne(client, {.wanted = wanted, .text = text, .dry_run = true, .force_conflicts = true});
  }
  if (!applied.ok()) return conflict.ok() ? applied.status() : conflict;
  Difference difference{std::move(applied->object), applied->what, {}, conflict, {}};
  before->metadata().annotations.erase(kValuesAnnotation);
  difference.object.metadata().annotations.erase(kValuesAnnotation);
  model::DiffOptions options;
  options.status = false;
  difference.changes = model::Diff(*before, difference.object, options);
  if (model::Is<model::Secret>(wanted)) {
    std::erase_if(difference.changes, ChangesValue);
    for (Change& change : difference.changes) Hide(change);
    if (there) CompareValues(*before, wanted, secrets, difference);
  }
  if (there) difference.what = difference.changes.empty() ? "unchanged" : "configured";
  return difference;
}

// Without what only the server gives.
Object AsWritten(Object object) {
  Metadata& metadata = object.metadata();
  metadata.uid.clear();
  metadata.version.clear();
  metadata.created.clear();
  metadata.generation = 0;
  metadata.other.clear();
  if (object.kind().has_status) model::ClearStatus(object);
  return object;
}

bool Differs(const Difference& difference) { return difference.what != "unchanged"; }

void Print(const Difference& difference, Console& console) {
  console.out << fmt::format("{} {}\n", FullName(difference.object), difference.what);
  if (difference.what == "created") {
    const std::string yaml = model::ToYaml(AsWritten(difference.object));
    for (const std::string_view line : Split(Trim(yaml), '\n'))
      console.out << "  " << Coloured(console, Colour::kGreen, fmt::format("+ {}", line)) << '\n';
    return;
  }
  for (const Change& change : difference.changes) {
    if (!change.before.empty()) {
      console.out << "  "
                  << Coloured(console, Colour::kRed, fmt::format("- {}: {}", change.path, change.before))
                  << '\n';
    }
    if (!change.after.empty()) {
      console.out << "  "
                  << Coloured(console, Colour::kGreen, fmt::format("+ {}: {}", change.path, change.after))
                  << '\n';
    }
  }
}

std::string_view NameOf(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::kAdded:
      return "added";
    case Change::Kind::kRemoved:
      return "removed";
    case Change::Kind::kChanged:
      break;
  }
  return "changed";
}

std::string JsonOf(const std::string& value) {
  if (value == model::kRedactedShown || value == kHidden) return api::Quoted(value);
  return value.empty() ? "null" : value;
}

std::string ToJson(const Difference& difference) {
  std::string changes;
  for (const Change& change : difference.changes) {
    changes += fmt::format(R"({}{{"path":{},"kind":"{}","before":{},"after":{}}})",
                           changes.empty() ? "" : ",", api::Quoted(change.path), NameOf(change.kind),
                           JsonOf(change.before), JsonOf(change.after));
  }
  return fmt::format(R"({{"object":{},"namespace":{},"what":"{}","changes":[{}]}})",
                     api::Quoted(FullName(difference.object)),
                     api::Quoted(difference.object.metadata().space), difference.what, changes);
}

}  // namespace

Status Diff(Context& context, const DiffOptions& options, Secrets* secrets) {
  model::ManifestOptions manifest_options;
  manifest_options.default_space = context.common.space;
  manifest_options.skip_foreign = options.skip_foreign;
  manifest_options.keep_texts = true;
  FLUID_ASSIGN_OR_RETURN(const model::Manifest manifest,
                         ReadManifests(options.files, options.recursive, manifest_options, context.console));
  FLUID_RETURN_IF_ERROR(HoldsObjects(manifest));
  Status conflict;
  bool differs = false;
  std::string json;
  for (size_t i = 0; i < manifest.objects.size(); ++i) {
    FLUID_ASSIGN_OR_RETURN(const Difference difference,
                           DifferenceOf(context.client, manifest.objects[i], manifest.texts[i], secrets));
    differs = differs || Differs(difference);
    for (const std::string& key : difference.unknown) {
      context.console.err << fmt::format(
          "{}: whether data[{}] differs is not known: the server shows no values\n",
          FullName(difference.object), key);
    }
    if (context.common.format == Format::kJson) {
      json += (json.empty() ? "" : ",") + ToJson(difference);
    } else if (Differs(difference)) {
      Print(difference, context.console);
    }
    if (!difference.conflict.ok()) {
      context.console.out.flush();
      PrintError(difference.conflict, context.console.err);
      conflict = Status(difference.conflict.code(), "");
    }
  }
  if (context.common.format == Format::kJson) context.console.out << api::Pretty('[' + json + ']');
  if (!conflict.ok()) return conflict;
  return differs ? Status(Code::kUnknown, "") : Ok();
}

}  // namespace fluid::cli
