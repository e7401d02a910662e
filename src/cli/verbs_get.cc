// get: objects as tables, YAML, JSON or names; once, or as they change.
#include <fmt/format.h>

#include "src/api/json.h"
#include "src/base/units.h"
#include "src/cli/closest.h"
#include "src/cli/follow.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
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

class Printer {
 public:
  Printer(Context& context, const GetOptions& options, const KindInfo& kind, bool full_names)
      : out_(context.console.out),
        format_(context.common.format),
        managed_fields_(options.managed_fields),
        shape_{&kind, format_ == Format::kWide, options.all_spaces, full_names},
        table_(TableOf(shape_)) {}

  void Print(const std::vector<Object>& objects) {
    for (const Object& object : objects) table_.Add(RowOf(shape_, object, system_clock::now()));
    if (!table_.empty()) table_.Print(out_);
  }

  // One change of a watch, unless it looks like the one before.
  void PrintChange(const Object& object) {
    if (!IsTable(format_)) {
      if (format_ == Format::kYaml) out_ << "---\n";
      PrintObjects({object}, /*single=*/true, format_, out_, managed_fields_);
      out_.flush();
      return;
    }
    std::string looks;
    for (const std::string& cell : RowOf(shape_, object, WallTime{})) looks += cell + '\n';
    std::string& before = shown_[object.metadata().uid];
    if (std::exchange(before, looks) != looks) Print({object});
  }

 private:
  std::ostream& out_;
  const Format format_;
  const bool managed_fields_;
  const TableShape shape_;
  Table table_;
  std::map<std::string, std::string> shown_;  // uid -> the row without its age
};

Call CallOf(const GetOptions& options, const Context& context) {
  Call call;
  if (options.timeout) call = Call::Within(*options.timeout);
  call.stop = context.console.stop;
  return call;
}

Status WatchEnded() { return Cancelled("the watch has ended; the work goes on"); }

Status Watch(Context& context, const GetOptions& options, const KindInfo& kind, const std::string& name) {
  Printer printer(context, options, kind, false);
  Observer observer;
  observer.list = [&](const ObjectList& list) {
    for (const Object& object : list.items) printer.PrintChange(object);
    return true;
  };
  observer.event = [&](const WatchEvent& event) {
    printer.PrintChange(event.object);
    return true;
  };
  api::ListOptions which;
  which.space = options.all_spaces || !kind.namespaced ? "" : context.common.space;
  which.label_selector = options.selector;
  if (!name.empty()) which.field_selector = "metadata.name=" + name;
  const Status end = Follow(context.client, kind, which, CallOf(options, context), observer);
  if (end.code() == Code::kDeadlineExceeded) return Ok();  // it lasted as long as was asked
  return end.code() == Code::kCancelled ? WatchEnded() : end;
}

Status Until(Context& context, const GetOptions& options, const Key& key) {
  Printer printer(context, options, *model::FindKind(key.kind), false);
  Object last;
  const auto see = [&](const Object* object) -> Verdict {
    if (!object)
      return NotFound(fmt::format("{} {}", key.ToString(), last.valid() ? "was deleted" : "is not there"));
    last = *object;
    if (options.watch) printer.PrintChange(last);
    const std::string phase = PhaseOf(last);
    if (phase == options.until) {
      if (!options.watch && IsTable(context.common.format)) printer.Print({last});
      if (!options.watch && !IsTable(context.common.format))
        PrintObjects({last}, true, context.common.format, context.console.out, options.managed_fields);
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

Status PrintKinds(Context& context, const GetOptions& options, const std::vector<const KindInfo*>& kinds) {
  std::vector<Object> all;
  bool first = true;
  for (const KindInfo* kind : kinds) {
    api::ListOptions which;
    which.space = options.all_spaces || !kind->namespaced ? "" : context.common.space;
    which.label_selector = options.selector;
    FLUID_ASSIGN_OR_RETURN(ObjectList list, context.client.List(*kind, which));
    if (IsTable(context.common.format) && !list.items.empty()) {
      if (!std::exchange(first, false)) context.console.out << '\n';
      Printer(context, options, *kind, kinds.size() > 1).Print(list.items);
    }
    std::move(list.items.begin(), list.items.end(), std::back_inserter(all));
  }
  if (!IsTable(context.common.format)) {
    PrintObjects(all, /*single=*/false, context.common.format, context.console.out, options.managed_fields);
  } else if (all.empty()) {
    context.console.err << (options.all_spaces
                                ? "No resources found.\n"
                                : fmt::format("No resources found in {} namespace.\n", context.common.space));
  }
  return Ok();
}

Status PrintKeys(Context& context, const GetOptions& options, const std::vector<Key>& keys) {
  std::vector<Object> objects;
  Status missing;
  for (const Key& key : keys) {
    Result<Object> object = context.client.Get(key);
    if (object.ok()) {
      objects.push_back(*std::move(object));
    } else if (object.status().code() != Code::kNotFound) {
      return object.status();
    } else {
      if (!missing.ok()) context.console.err << "fluid: " << missing.message() << '\n';
      missing = WithClosest(context.client, key, object.status());
    }
  }
  if (!IsTable(context.common.format)) {
    PrintObjects(objects, /*single=*/keys.size() == 1, context.common.format, context.console.out,
                 options.managed_fields);
    return missing;
  }
  for (size_t begin = 0; begin < objects.size();) {  // a table for each run of one kind
    size_t end = begin;
    while (end < objects.size() && &objects[end].kind() == &objects[begin].kind()) ++end;
    if (begin > 0) context.console.out << '\n';
    Printer(context, options, objects[begin].kind(), false)
        .Print(
            {objects.begin() + static_cast<ptrdiff_t>(begin), objects.begin() + static_cast<ptrdiff_t>(end)});
    begin = end;
  }
  return missing;
}

}  // namespace

Status Get(Context& context, const GetOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Named named, ParseNames(options.words, context.common.space));
  if (!options.until.empty()) {
    if (named.keys.size() != 1) return InvalidArgument("--until waits for one object; name it: KIND NAME");
    return Until(context, options, named.keys[0]);
  }
  if (options.watch) {
    if (named.keys.size() + named.kinds.size() != 1)
      return InvalidArgument("-w watches one kind or one object");
    if (!named.kinds.empty()) return Watch(context, options, *named.kinds[0], "");
    const Key& key = named.keys[0];
    FLUID_RETURN_IF_ERROR(context.client.Get(key).status());
    return Watch(context, options, *model::FindKind(key.kind), key.name);
  }
  if (!named.keys.empty()) return PrintKeys(context, options, named.keys);
  return PrintKinds(context, options, named.kinds);
}

}  // namespace fluid::cli
