#include "src/cli/follow.h"

#include <fmt/format.h>

#include "src/api/json.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

api::Json StatusOf(const Object& object) {
  const Result<api::Json> status = api::Json::Parse(model::StatusJson(object));
  return status.ok() ? *status : api::Json();
}

}  // namespace

Status Follow(api::ApiClient& client, const KindInfo& kind, const api::ListOptions& which, const Call& call,
              const Observer& observer) {
  while (true) {  // one look is due, however little time there is
    FLUID_ASSIGN_OR_RETURN(const ObjectList list, client.List(kind, which));
    if (!observer.list(list)) return Ok();
    std::string version = list.version;
    bool gone = false, go_on = true;
    while (go_on && !gone) {
      FLUID_RETURN_IF_ERROR(call.Check("waiting"));
      api::WatchOptions options;
      options.which = which;
      options.version = version;
      options.deadline = call.deadline;
      const auto hear = [&](const WatchEvent& event) {
        if (!event.version.empty()) version = event.version;
        gone = event.type == WatchEventType::kGone;
        if (!gone && event.type != WatchEventType::kBookmark) go_on = observer.event(event);
        return go_on && !gone;
      };
      FLUID_RETURN_IF_ERROR(client.Watch(kind, options, hear, call.stop));
    }
    if (!go_on) return Ok();
  }
}

Status FollowObject(api::ApiClient& client, const Key& key, const Call& call,
                    const std::function<Verdict(const Object*)>& done) {
  const KindInfo* kind = model::FindKind(key.kind);
  Verdict verdict;
  const auto see = [&](const Object* object) {
    verdict = done(object);
    return !verdict.has_value();
  };
  Observer observer;
  observer.list = [&](const ObjectList& list) { return see(list.items.empty() ? nullptr : &list.items[0]); };
  observer.event = [&](const WatchEvent& event) {
    return see(event.type == WatchEventType::kDeleted ? nullptr : &event.object);
  };
  api::ListOptions which;
  which.space = key.space;
  which.field_selector = "metadata.name=" + key.name;
  const Status end = Follow(client, *kind, which, call, observer);
  return verdict ? *verdict : end;
}

std::string PhaseOf(const Object& object) { return StatusOf(object)["phase"].text(); }

std::string Condition(const Object& object) {
  const api::Json status = StatusOf(object);
  const std::string phase = status["phase"].text();
  std::string text = fmt::format("phase {}", phase.empty() ? "not yet known" : phase);
  if (!object.metadata().deleted.empty()) text += ", being deleted";
  for (const api::Json& condition : status["conditions"].items()) {
    const std::string reason = condition["reason"].text(), message = condition["message"].text();
    text += fmt::format("; {} is {}{}{}{}{}", condition["type"].text(), condition["status"].text(),
                        reason.empty() ? "" : ", ", reason, message.empty() ? "" : ": ", message);
  }
  return text;
}

}  // namespace fluid::cli
