#include "src/cli/deletion.h"

#include <fmt/format.h>

#include "src/api/json.h"
#include "src/base/units.h"
#include "src/cli/follow.h"
#include "src/cli/names.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

constexpr std::string_view kForceAnnotation = "run.fluid.io/force";
constexpr std::string_view kGraceAnnotation = "run.fluid.io/grace";

std::string DeletionPatch(const Deletion& deletion) {
  std::string annotations;
  if (deletion.force) annotations += fmt::format("\"{}\":\"true\"", kForceAnnotation);
  if (deletion.grace) {
    annotations += fmt::format("{}\"{}\":\"{}\"", annotations.empty() ? "" : ",", kGraceAnnotation,
                               FormatDuration(*deletion.grace));
  }
  return fmt::format("{{\"metadata\":{{\"annotations\":{{{}}}}}}}", annotations);
}

// The message of condition InUse while it holds, else "".
std::string UsersOf(const Object& object) {
  const Result<api::Json> status = api::Json::Parse(model::StatusJson(object));
  if (!status.ok()) return {};
  for (const api::Json& condition : status->at(".conditions").items()) {
    if (condition["type"].text() == "InUse" && condition["status"].text() == "True")
      return condition["message"].text();
  }
  return {};
}

}  // namespace

Result<std::optional<Object>> AskDeletion(Context& context, const Object& object, const Deletion& deletion) {
  if (deletion.force || deletion.grace) {
    FLUID_RETURN_IF_ERROR(context.client.Patch(object.key(), DeletionPatch(deletion)).status());
  }
  return context.client.Delete(
      object.key(), {.uid = object.metadata().uid, .version = "", .propagation = deletion.propagation});
}

Status WaitUntilGone(Context& context, const std::vector<Object>& objects, Duration timeout) {
  Call call = Call::Within(timeout);
  call.stop = context.console.stop;
  for (const Object& object : objects) {
    Object last = object;
    std::string told;
    const auto see = [&](const Object* now) -> Verdict {
      if (!now || now->metadata().uid != object.metadata().uid) return Ok();
      last = *now;
      const std::string users = UsersOf(last);
      if (!users.empty() && users != told) context.console.err << fmt::format("waiting: {}\n", users);
      told = users;
      return std::nullopt;
    };
    const Status end = FollowObject(context.client, object.key(), call, see);
    if (end.code() == Code::kCancelled) return Cancelled("the watch has ended; the deletion goes on");
    if (end.code() == Code::kDeadlineExceeded) {
      return DeadlineExceeded(fmt::format("{} is still there after {}: {}", FullName(object),
                                          FormatDuration(timeout), Condition(last)));
    }
    FLUID_RETURN_IF_ERROR(end);
  }
  return Ok();
}

}  // namespace fluid::cli
