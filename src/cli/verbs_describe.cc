// describe: everything about an object that a person asks for: what it is, how it is, what belongs to it,
// what happened.
#include <fmt/format.h>

#include <algorithm>

#include "src/api/columns.h"
#include "src/api/json.h"
#include "src/base/units.h"
#include "src/cli/closest.h"
#include "src/cli/names.h"
#include "src/cli/table.h"
#include "src/cli/verbs.h"
#include "src/model/generated/dataset.h"
#include "src/model/manifest.h"

namespace fluid::cli {
namespace {

using api::Json;

std::string Age(const std::string& time) {
  const Result<WallTime> at = ParseTime(time);
  return at.ok() ? api::AgeText(std::chrono::system_clock::now() - *at) : "";
}

class Describer {
 public:
  Describer(Context& context, const Object& object)
      : context_(context), out_(context.console.out), object_(object) {
    const Result<Json> json = Json::Parse(object.ToJson());
    if (json.ok()) json_ = *json;
  }

  Status Print() {
    PrintHead();
    if (object_.kind().name == "Dataset") {
      PrintMounts();
      PrintCache();
      FLUID_RETURN_IF_ERROR(PrintAttachments());
      FLUID_RETURN_IF_ERROR(PrintOperations());
    } else {
      PrintBody();
    }
    PrintConditions();
    return PrintEvents();
  }

 private:
  void Line(std::string_view name, std::string_view value) {
    out_ << fmt::format("{:<14}{}\n", fmt::format("{}:", name), value.empty() ? "<none>" : value);
  }

  void Section(std::string_view name, Table& table) {
    if (table.empty()) return Line(name, "");
    out_ << name << ":\n";
    table.Print(out_);
  }

  void Pairs(std::string_view name, const std::map<std::string, std::string>& pairs) {
    std::string text;
    for (const auto& [key, value] : pairs)
      text += fmt::format("{}{}={}", text.empty() ? "" : "\n              ", key, value);
    Line(name, text);
  }

  void PrintHead() {
    const Metadata& metadata = object_.metadata();
    Line("Name", metadata.name);
    if (object_.kind().namespaced) Line("Namespace", metadata.space);
    Line("Kind", fmt::format("{} ({})", object_.kind().name, object_.kind().api_version));
    Pairs("Labels", metadata.labels);
    Pairs("Annotations", metadata.annotations);
    Line("Created", fmt::format("{} ({} ago)", metadata.created, Age(metadata.created)));
    if (!metadata.deleted.empty()) {
      Line("Deleted", fmt::format("{} ({} ago), waits for {}", metadata.deleted, Age(metadata.deleted),
                                  fmt::join(metadata.finalizers, ", ")));
    }
    if (object_.kind().has_status) Line("Phase", json_.at(".status.phase").text());
    if (const Json duration = json_.at(".status.duration"); !duration.missing())
      Line("Duration", duration.text());
  }

  // Spec and status in their own words, without what was printed already.
  void PrintBody() {
    const std::string yaml = model::ToYaml(object_);
    std::string_view rest = yaml;
    bool wanted = false;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!line.empty() && line[0] != ' ' && line[0] != '-') {
        wanted = !line.starts_with("apiVersion:") && !line.starts_with("kind:") &&
                 !line.starts_with("metadata:") && !line.starts_with("status:");
      }
      if (wanted) out_ << line << '\n';
    }
    Table infos({"INFO", "VALUE"}, "  ");
    for (const auto& [name, value] : json_.at(".status.infos").members()) infos.Add({name, value.text()});
    if (!infos.empty()) Section("Progress", infos);
  }

  void PrintMounts() {
    Table mounts({"NAME", "PATH", "SOURCE", "OPTIONS"}, "  ");
    for (const Json& mount : json_.at(".spec.mounts").items()) {
      std::string path = mount["path"].text(), options;
      if (path.empty()) path = "/" + mount["name"].text();
      if (mount["readOnly"].text() == "true") options = "readOnly";
      for (const auto& [name, value] : mount["options"].members()) {
        options += fmt::format("{}{}={}", options.empty() ? "" : ",", name, value.text());
      }
      for (const Json& secret : mount["encryptOptions"].items()) {
        options += fmt::format("{}{}=<redacted>", options.empty() ? "" : ",", secret["name"].text());
      }
      mounts.Add({mount["name"].text(), path, mount["mountPoint"].text(), options});
    }
    Section("Mounts", mounts);
    for (const Json& runtime : json_.at(".status.runtimes").items()) {
      Line("Runtime", fmt::format("{} {}/{}", runtime["type"].text(), runtime["namespace"].text(),
                                  runtime["name"].text()));
    }
  }

  void PrintCache() {
    Table cache({"WHAT", "VALUE"}, "  ");
    const auto add = [&](std::string_view name, const Json& value) {
      if (!value.missing()) cache.Add({std::string(name), value.text()});
    };
    add("ufsTotal", json_.at(".status.ufsTotal"));
    add("fileNum", json_.at(".status.fileNum"));
    for (const auto& [name, value] : json_.at(".status.cacheStates").members()) add(name, value);
    Section("Cache", cache);
  }

  Status PrintAttachments() {
    FLUID_ASSIGN_OR_RETURN(const ObjectList list, context_.client.List(*model::FindKind("Attachment")));
    Table table({"NAME", "TARGET", "PHASE", "AGE"}, "  ");
    for (const Object& object : list.items) {
      FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(object.ToJson()));
      if (!Names(json.at(".spec.dataset"), object)) continue;
      table.Add({object.metadata().name, json.at(".spec.target").text(), json.at(".status.phase").text(),
                 Age(object.metadata().created)});
    }
    Section("Attachments", table);
    return Ok();
  }

  Status PrintOperations() {
    Table table({"NAME", "PHASE", "PROGRESS", "AGE", "DURATION"}, "  ");
    for (const std::string_view kind : {"DataLoad", "DataMigrate", "DataProcess", "DataBackup"}) {
      api::ListOptions which;
      which.space = object_.metadata().space;
      FLUID_ASSIGN_OR_RETURN(const ObjectList list, context_.client.List(*model::FindKind(kind), which));
      for (const Object& object : list.items) {
        FLUID_ASSIGN_OR_RETURN(const Json json, Json::Parse(object.ToJson()));
        const Json target = json.at(".spec.dataset");
        const bool ours =
            target.is_object() ? Names(target, object) : target.text() == object_.metadata().name;
        if (!ours) continue;
        const Json infos = json.at(".status.infos");
        std::string progress;
        if (!infos["bytesDone"].missing()) {
          progress = fmt::format("{} of {} bytes", infos["bytesDone"].text(),
                                 infos["bytesTotal"].missing() ? "?" : infos["bytesTotal"].text());
        }
        table.Add({FullName(object), json.at(".status.phase").text(), progress,
                   Age(object.metadata().created), json.at(".status.duration").text()});
      }
    }
    Section("Operations", table);
    return Ok();
  }

  // Whether a reference {name, namespace} of `from` means this object.
  bool Names(const Json& reference, const Object& from) const {
    const std::string space = reference["namespace"].text();
    return reference["name"].text() == object_.metadata().name &&
           (space.empty() ? from.metadata().space : space) == object_.metadata().space;
  }

  void PrintConditions() {
    if (!object_.kind().has_status) return;
    Table table({"TYPE", "STATUS", "REASON", "AGE", "MESSAGE"}, "  ");
    for (const Json& condition : json_.at(".status.conditions").items()) {
      table.Add({condition["type"].text(), condition["status"].text(), condition["reason"].text(),
                 Age(condition["lastTransitionTime"].text()), condition["message"].text()});
    }
    Section("Conditions", table);
  }

  Status PrintEvents() {
    api::ListOptions which;
    which.space = object_.metadata().space;
    which.field_selector = "involvedObject.uid=" + object_.metadata().uid;
    FLUID_ASSIGN_OR_RETURN(const ObjectList list, context_.client.List(*model::FindKind("Event"), which));
    std::vector<Json> events;
    for (const Object& object : list.items) {
      FLUID_ASSIGN_OR_RETURN(Json json, Json::Parse(object.ToJson()));
      events.push_back(std::move(json));
    }
    const auto time = [](const Json& event) {
      const std::string last = event["lastTimestamp"].text();
      return last.empty() ? event.at(".metadata.creationTimestamp").text() : last;
    };
    std::sort(events.begin(), events.end(), [&](const Json& a, const Json& b) {
      return std::pair(time(a), a.at(".metadata.name").text()) <
             std::pair(time(b), b.at(".metadata.name").text());
    });
    Table table({"TYPE", "REASON", "AGE", "COUNT", "MESSAGE"}, "  ");
    for (const Json& event : events) {
      table.Add({event["type"].text(), event["reason"].text(), Age(time(event)),
                 std::to_string(std::max<int64_t>(1, event["count"].number(1))), event["message"].text()});
    }
    Section("Events", table);
    return Ok();
  }

  Context& context_;
  std::ostream& out_;
  const Object& object_;
  Json json_;
};

}  // namespace

Status Describe(Context& context, const DescribeOptions& options) {
  FLUID_ASSIGN_OR_RETURN(Named named, ParseNames(options.words, context.common.space));
  FLUID_RETURN_IF_ERROR(CheckChoice(named, !options.selector.empty()));
  for (const KindInfo* kind : named.kinds) {
    api::ListOptions which;
    which.space = kind->namespaced && !options.all_spaces ? context.common.space : "";
    which.label_selector = options.selector;
    FLUID_ASSIGN_OR_RETURN(const ObjectList list, context.client.List(*kind, which));
    for (const Object& object : list.items) named.keys.push_back(object.key());
  }
  for (const Key& key : named.keys) {
    const Result<Object> got = context.client.Get(key);
    if (!got.ok()) return WithClosest(context.client, key, got.status());
    const Object& object = *got;
    if (&key != named.keys.data()) context.console.out << "\n\n";
    FLUID_RETURN_IF_ERROR(Describer(context, object).Print());
  }
  return Ok();
}

}  // namespace fluid::cli
