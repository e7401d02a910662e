// events: what happened, in the order of time; of all objects or of one; once, or as it happens.
#include <fmt/format.h>

#include <algorithm>

#include "src/api/columns.h"
#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/colour.h"
#include "src/cli/follow.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
#include "src/cli/table.h"
#include "src/cli/verbs.h"

namespace fluid::cli {
namespace {

using api::Json;

struct Event {
  Object object;
  Json json;

  std::string time() const {
    for (const char* path : {".lastTimestamp", ".eventTime", ".metadata.creationTimestamp"}) {
      if (std::string text = json.at(path).text(); !text.empty()) return text;
    }
    return {};
  }
  bool operator<(const Event& other) const {
    return std::pair(time(), object.metadata().name) < std::pair(other.time(), other.object.metadata().name);
  }
};

class EventPrinter {
 public:
  EventPrinter(Context& context, const EventsOptions& options)
      : context_(context),
        options_(options),
        table_(Header(options), options.no_headers ? Table::Header::kHidden : Table::Header::kShown,
               Table::Ends::kTrimmed) {}

  void Print(const std::vector<Object>& objects) {
    std::vector<Event> events;
    for (const Object& object : objects) {
      Result<Json> json = Json::Parse(object.ToJson());
      if (json.ok() && Wanted(*json)) events.push_back({object, *std::move(json)});
    }
    std::sort(events.begin(), events.end());
    if (context_.common.format != Format::kTable) {
      std::vector<Object> sorted;
      for (Event& event : events) sorted.push_back(std::move(event.object));
      if (options_.watch && sorted.empty()) return;
      PrintObjects(sorted, options_.watch, context_.common.format, context_.console.out);
      context_.console.out.flush();
      return;
    }
    for (const Event& event : events) table_.Add(Row(event));
    if (!table_.empty()) table_.Print(context_.console.out);
    if (events.empty() && !options_.watch) context_.console.err << "No events found.\n";
  }

 private:
  static std::vector<std::string> Header(const EventsOptions& options) {
    std::vector<std::string> header{"LAST SEEN", "TYPE", "REASON", "OBJECT", "COUNT", "MESSAGE"};
    if (options.all_spaces) header.insert(header.begin(), "NAMESPACE");
    return header;
  }

  bool Wanted(const Json& event) const {
    if (options_.types.empty()) return true;
    for (const std::string_view type : Split(options_.types, ',')) {
      if (event["type"].text() == type) return true;
    }
    return false;
  }

  std::vector<std::string> Row(const Event& event) const {
    const Json& json = event.json;
    const Json about = json["involvedObject"];
    const Result<WallTime> at = ParseTime(event.time());
    const KindInfo* kind = model::FindKind(about["kind"].text());
    const std::string type = json["type"].text();
    std::vector<std::string> row{
        at.ok() ? api::AgeText(std::chrono::system_clock::now() - *at) : "",
        type == "Warning" ? Coloured(context_.console, Colour::kYellow, type) : type,
        json["reason"].text(),
        fmt::format("{}/{}", kind ? kind->singular : about["kind"].text(), about["name"].text()),
        std::to_string(std::max<int64_t>(1, json["count"].number(1))),
        json["message"].text()};
    if (options_.all_spaces) row.insert(row.begin(), event.object.metadata().space);
    for (std::string& cell : row) std::replace(cell.begin(), cell.end(), '\n', ' ');
    return row;
  }

  Context& context_;
  const EventsOptions& options_;
  Table table_;
};

Status CheckTypes(const std::string& types) {
  for (const std::string_view type : Split(types, ',')) {
    if (!types.empty() && type != "Normal" && type != "Warning")
      return InvalidArgument(fmt::format("--types: found \"{}\"; allowed are Normal, Warning", type));
  }
  return Ok();
}

}  // namespace

Status Events(Context& context, const EventsOptions& options) {
  FLUID_RETURN_IF_ERROR(CheckTypes(options.types));
  api::ListOptions which;
  which.space = options.all_spaces ? "" : context.common.space;
  if (!options.words.empty() && !options.about.empty())
    return InvalidArgument("say of which one once: KIND NAME, KIND/NAME or --for KIND/NAME");
  const std::vector<std::string> words = options.about.empty() ? options.words : std::vector{options.about};
  if (!words.empty()) {
    FLUID_ASSIGN_OR_RETURN(const Named named, ParseNames(words, context.common.space));
    if (named.keys.size() != 1) return InvalidArgument("say of which one: KIND NAME or KIND/NAME");
    const Key& key = named.keys[0];
    which.field_selector = fmt::format("involvedObject.kind={},involvedObject.name={}", key.kind, key.name);
    if (key.space.empty()) which.space.clear();
  }
  const KindInfo& kind = *model::FindKind("Event");
  EventPrinter printer(context, options);
  if (!options.watch) {
    FLUID_ASSIGN_OR_RETURN(const ObjectList list, context.client.List(kind, which));
    printer.Print(list.items);
    return Ok();
  }
  Call call;
  if (options.timeout) call = Call::Within(*options.timeout);
  call.stop = context.console.stop;
  Observer observer;
  std::map<std::string, std::string> seen;  // uid -> version; a watch that starts anew tells them again
  observer.list = [&](const ObjectList& list) {
    std::vector<Object> fresh;
    for (const Object& object : list.items) {
      const Metadata& metadata = object.metadata();
      if (std::exchange(seen[metadata.uid], metadata.version) != metadata.version) fresh.push_back(object);
    }
    printer.Print(fresh);
    return true;
  };
  observer.event = [&](const WatchEvent& event) {
    if (event.type == WatchEventType::kDeleted) {
      seen.erase(event.object.metadata().uid);
      return true;
    }
    seen[event.object.metadata().uid] = event.object.metadata().version;
    printer.Print({event.object});
    return true;
  };
  const Status end = Follow(context.client, kind, which, call, observer);
  if (end.code() == Code::kDeadlineExceeded) return Ok();
  return end.code() == Code::kCancelled ? Cancelled("the watch has ended; the work goes on") : end;
}

}  // namespace fluid::cli
