// get: objects as tables, YAML, JSON or names; once, or as they change.
#include <fmt/format.h>

#include <algorithm>

#include "src/api/json.h"
#include "src/api/status_json.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/closest.h"
#include "src/cli/follow.h"
#include "src/cli/input.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
#include "src/cli/sorting.h"
#include "src/cli/template_output.h"
#include "src/cli/verbs.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

using std::chrono::system_clock;

bool IsTable(Format format) { return format == Format::kTable || format == Format::kWide; }

// A deletion that was seen, or the end of an operation, makes waiting for a phase pointless.
bool WillNotChange(const Object& object) {
  const Result<api::Json> json = api::Json::Parse(object.ToJson());
  if (!json.ok()) return false;
  const std::string phase = json->at(".status.phase").text(), policy = json->at(".spec.policy").text();
  const bool operation = object.kind().name.starts_with("Data") && object.kind().name != "Dataset";
  return operation && (phase == "Complete" || phase == "Failed") && (policy.empty() || policy == "Once");
}

// What is no table: documents, names, and what a template makes of them.
class Documents {
 public:
  static Result<Documents> Make(const Context& context, const GetOptions& options) {
    Documents documents(context.console.out, context.common.format, options.managed_fields);
    if (IsTemplate(context.common.format)) {
      FLUID_ASSIGN_OR_RETURN(TemplateOutput made, TemplateOutput::Make(context.common, !options.no_headers));
      documents.template_ = std::move(made);
    }
    return documents;
  }

  Status Print(const std::vector<Object>& objects, bool single) {
    if (template_) return template_->Print(objects, single, out_);
    PrintObjects(objects, single, format_, out_, managed_fields_);
    return Ok();
  }
  Status PrintChange(const Object& object) {
    if (format_ == Format::kYaml) out_ << "---\n";
    FLUID_RETURN_IF_ERROR(Print({object}, /*single=*/true));
    out_.flush();
    return Ok();
  }

 private:
  Documents(std::ostream& out, Format format, bool managed_fields)
      : out_(out), format_(format), managed_fields_(managed_fields) {}

  std::ostream& out_;
  Format format_;
  bool managed_fields_;
  std::optional<TemplateOutput> template_;
};

std::vector<std::string> LabelColumns(const std::vector<std::string>& given) {
  std::vector<std::string> keys;
  for (const std::string& some : given) {
    for (const std::string_view key : Split(some, ',')) keys.emplace_back(key);
  }
  return keys;
}

class Printer {
 public:
  Printer(Context& context, const GetOptions& options, const KindInfo& kind, bool full_names,
          Documents& documents)
      : out_(context.console.out),
        format_(context.common.format),
        documents_(documents),
        shape_{&kind,
               format_ == Format::kWide,
               options.all_spaces,
               full_names || options.show_kind,
               LabelColumns(options.label_columns),
               options.show_labels},
        table_(TableOf(shape_, options.no_headers)) {}

  void Print(const std::vector<Object>& objects) {
    for (const Object& object : objects) table_.Add(RowOf(shape_, object, system_clock::now()));
    if (!table_.empty()) table_.Print(out_);
  }

  // One change of a watch, unless it looks like the one before.
  Status PrintChange(const Object& object) {
    if (!Differs(object)) return Ok();
    if (!IsTable(format_)) return documents_.PrintChange(object);
    Print({object});
    return Ok();
  }

  // Whether it looks other than when this was asked last. Documents show all of an object: they differ with
  // its version.
  bool Differs(const Object& object) {
    std::string looks = object.metadata().version;
    if (IsTable(format_)) {
      looks.clear();
      for (const std::string& cell : RowOf(shape_, object, WallTime{})) looks += cell + '\n';
    }
    std::string& before = shown_[object.metadata().uid];
    return std::exchange(before, looks) != looks;
  }

 private:
  std::ostream& out_;
  const Format format_;
  Documents& documents_;
  const TableShape shape_;
  Table table_;
  std::map<std::string, std::string> shown_;  // uid -> how it looked when it was told
};

Call CallOf(const GetOptions& options, const Context& context) {
  Call call;
  if (options.timeout) call = Call::Within(*options.timeout);
  call.stop = context.console.stop;
  return call;
}

api::ListOptions Which(const GetOptions& options, const Context& context, const KindInfo& kind) {
  api::ListOptions which;
  which.space = options.all_spaces || !kind.namespaced ? "" : context.common.space;
  which.label_selector = options.selector;
  which.field_selector = options.field_selector;
  return which;
}

Status WatchEnded() { return Cancelled("the watch has ended; the work goes on"); }

Status Watch(Context& context, const GetOptions& options, const KindInfo& kind, const std::string& name,
             Documents& documents) {
  Printer printer(context, options, kind, false, documents);
  Observer observer;
  Status printed;
  bool silent = options.watch_only;  // of what there is at the beginning
  observer.list = [&](const ObjectList& list) {
    if (std::exchange(silent, false)) {
      for (const Object& object : list.items) printer.Differs(object);
      return true;
    }
    for (size_t i = 0; i < list.items.size() && printed.ok(); ++i)
      printed = printer.PrintChange(list.items[i]);
    return printed.ok();
  };
  observer.event = [&](const WatchEvent& event) {
    printed = printer.PrintChange(event.object);
    return printed.ok();
  };
  api::ListOptions which = Which(options, context, kind);
  if (!name.empty()) which.field_selector = "metadata.name=" + name;
  const Status end = Follow(context.client, kind, which, CallOf(options, context), observer);
  FLUID_RETURN_IF_ERROR(printed);
  if (end.code() == Code::kDeadlineExceeded) return Ok();  // it lasted as long as was asked
  return end.code() == Code::kCancelled ? WatchEnded() : end;
}

Status Until(Context& context, const GetOptions& options, const Key& key, Documents& documents) {
  Printer printer(context, options, *model::FindKind(key.kind), false, documents);
  Object last;
  const auto see = [&](const Object* object) -> Verdict {
    if (!object)
      return NotFound(fmt::format("{} {}", key.ToString(), last.valid() ? "was deleted" : "is not there"));
    last = *object;
    if (options.watch) {
      if (const Status printed = printer.PrintChange(last); !printed.ok()) return printed;
    }
    const std::string phase = PhaseOf(last);
    if (phase == options.until) {
      if (!options.watch && IsTable(context.common.format)) printer.Print({last});
      if (!options.watch && !IsTable(context.common.format)) return documents.Print({last}, /*single=*/true);
      return Ok();
    }
    if (WillNotChange(last)) {
      return Status(Code::kUnknown,
                    fmt::format("{} will not become {}: {}", key.ToString(), options.until, Condition(last)));
    }
    return std::nullopt;
  };
  const Status end = FollowObject(context.client, key, CallOf(options, context), see);
  if (end.code() == Code::kCancelled) return WatchEnded();
  if (end.code() != Code::kDeadlineExceeded || !last.valid()) return end;
  return DeadlineExceeded(fmt::format("{} did not become {} within {}: {}", key.ToString(), options.until,
                                      FormatDuration(*options.timeout), Condition(last)));
}

// A table for each run of one kind.
void PrintTables(Context& context, const GetOptions& options, const std::vector<Object>& objects,
                 bool full_names, Documents& documents) {
  for (size_t begin = 0; begin < objects.size();) {
    const KindInfo& kind = objects[begin].kind();
    size_t end = begin;
    while (end < objects.size() && &objects[end].kind() == &kind) ++end;
    if (begin > 0) context.console.out << '\n';
    const auto first = objects.begin();
    Printer(context, options, kind, full_names, documents)
        .Print({first + static_cast<ptrdiff_t>(begin), first + static_cast<ptrdiff_t>(end)});
    begin = end;
  }
}

Status PrintKinds(Context& context, const GetOptions& options, const std::vector<const KindInfo*>& kinds,
                  Documents& documents) {
  std::vector<Object> all;
  for (const KindInfo* kind : kinds) {
    FLUID_ASSIGN_OR_RETURN(ObjectList list, context.client.List(*kind, Which(options, context, *kind)));
    std::move(list.items.begin(), list.items.end(), std::back_inserter(all));
  }
  if (!options.sort_by.empty()) FLUID_RETURN_IF_ERROR(SortBy(options.sort_by, all));
  if (!IsTable(context.common.format)) return documents.Print(all, /*single=*/false);
  PrintTables(context, options, all, kinds.size() > 1, documents);
  if (all.empty() && !options.ignore_missing) {
    context.console.err << (options.all_spaces
                                ? "No resources found\n"
                                : fmt::format("No resources found in {} namespace.\n", context.common.space));
  }
  return Ok();
}

Status PrintKeys(Context& context, const GetOptions& options, const std::vector<Key>& keys,
                 Documents& documents) {
  std::vector<Object> objects;
  Status missing;
  for (const Key& key : keys) {
    Result<Object> object = context.client.Get(key);
    if (object.ok()) {
      objects.push_back(*std::move(object));
    } else if (object.status().code() != Code::kNotFound) {
      return object.status();
    } else if (!options.ignore_missing) {
      if (!missing.ok()) context.console.err << "fluid: " << missing.message() << '\n';
      missing = WithClosest(context.client, key, object.status());
    }
  }
  if (!options.sort_by.empty()) FLUID_RETURN_IF_ERROR(SortBy(options.sort_by, objects));
  if (IsTable(context.common.format)) {
    const bool several = std::ranges::any_of(
        objects, [&](const Object& object) { return &object.kind() != &objects[0].kind(); });
    PrintTables(context, options, objects, several, documents);
    return missing;
  }
  if (objects.empty() && keys.size() == 1) return missing;
  FLUID_RETURN_IF_ERROR(documents.Print(objects, /*single=*/keys.size() == 1));
  return missing;
}

// What the server answers to a path, as it stands.
Status PrintRaw(Context& context, const std::string& path) {
  if (!path.starts_with('/')) {
    return InvalidArgument(fmt::format("--raw: found {}; allowed is a path of the API, such as /apis", path));
  }
  api::HttpRequest request;
  request.method = "GET";
  request.target = path;
  FLUID_ASSIGN_OR_RETURN(const api::HttpResponse answer, context.client.Do(std::move(request)));
  if (answer.status >= 300) return api::StatusFromJson(answer.status, answer.body);
  context.console.out << answer.body;
  return Ok();
}

Result<Named> NamedBy(Context& context, const GetOptions& options) {
  if (options.files.empty()) {
    FLUID_ASSIGN_OR_RETURN(Named named, ParseNames(options.words, context.common.space));
    FLUID_RETURN_IF_ERROR(CheckChoice(named, !options.selector.empty() || !options.field_selector.empty()));
    return named;
  }
  if (!options.words.empty()) return InvalidArgument("-f names the objects; say no KIND or NAME beside it");
  Named named;
  FLUID_ASSIGN_OR_RETURN(named.keys,
                         ReadKeys(options.files, options.recursive, context.common.space, context.console));
  return named;
}

}  // namespace

Status Get(Context& context, const GetOptions& options) {
  if (!options.raw.empty()) return PrintRaw(context, options.raw);
  FLUID_ASSIGN_OR_RETURN(Documents documents, Documents::Make(context, options));
  FLUID_ASSIGN_OR_RETURN(const Named named, NamedBy(context, options));
  if (!options.until.empty()) {
    if (named.keys.size() != 1) return InvalidArgument("--until waits for one object; name it: KIND NAME");
    return Until(context, options, named.keys[0], documents);
  }
  if (options.watch || options.watch_only) {
    if (named.keys.size() + named.kinds.size() != 1)
      return InvalidArgument("-w watches one kind or one object");
    if (!named.kinds.empty()) return Watch(context, options, *named.kinds[0], "", documents);
    const Key& key = named.keys[0];
    FLUID_RETURN_IF_ERROR(context.client.Get(key).status());
    return Watch(context, options, *model::FindKind(key.kind), key.name, documents);
  }
  if (!named.keys.empty()) return PrintKeys(context, options, named.keys, documents);
  return PrintKinds(context, options, named.kinds, documents);
}

}  // namespace fluid::cli
