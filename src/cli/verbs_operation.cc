// load and cancel: data operations of a dataset.
#include <fmt/format.h>

#include "src/base/units.h"
#include "src/cli/closest.h"
#include "src/cli/follow.h"
#include "src/cli/load_watch.h"
#include "src/cli/names.h"
#include "src/cli/verbs.h"

namespace fluid::cli {
namespace {

constexpr std::string_view kCancelPatch = R"({"metadata":{"annotations":{"run.fluid.io/cancel":"true"}}})";

bool Ended(std::string_view phase) { return phase == "Complete" || phase == "Failed"; }

}  // namespace

Status Load(Context& context, const LoadOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Key dataset, ParseName(options.dataset, "dataset", context.common.space));
  if (dataset.kind != "Dataset") return InvalidArgument(fmt::format("{} is no dataset", options.dataset));
  if (const Status there = context.client.Get(dataset).status(); !there.ok())
    return WithClosest(context.client, dataset, there);
  const Object load = LoadFor(dataset, options.paths, options.name, "load");
  if (options.dry_run != DryRun::kNo) {
    FLUID_ASSIGN_OR_RETURN(const Object would, context.client.Create(load, /*dry_run=*/true));
    context.console.out << FullName(would) << " created (dry run)\n";
    return Ok();
  }
  if (options.wait) return RunLoad(context, load, {.timeout = options.timeout});
  FLUID_ASSIGN_OR_RETURN(const Object created, context.client.Create(load));
  context.console.out << FullName(created) << " created\n";
  return Ok();
}

Status Cancel(Context& context, const CancelOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Key key, ParseName(options.operation, "dataload", context.common.space));
  const bool operation = key.kind.starts_with("Data") && key.kind != "Dataset";
  if (!operation) return InvalidArgument(fmt::format("{} is no operation", options.operation));
  FLUID_ASSIGN_OR_RETURN(const Object before, context.client.Get(key));
  const std::string name = FullName(before);
  if (Ended(PhaseOf(before))) {
    return FailedPrecondition(fmt::format("{} has ended already: {}", name, Condition(before)));
  }
  FLUID_ASSIGN_OR_RETURN(const bool cancels, context.client.IsFluid());
  if (!cancels) {
    return FailedPrecondition(fmt::format(
        "cancelling {}: {} is not `fluid serve`, which is what ends an operation and keeps what it did; "
        "deleting it may end it: fluid delete {}",
        name, context.client.endpoint().ToString(), name));
  }
  FLUID_RETURN_IF_ERROR(context.client.Patch(key, kCancelPatch).status());
  if (!options.wait) {
    context.console.out << name << " is being cancelled\n";
    return Ok();
  }
  Call call = Call::Within(options.timeout);
  call.stop = context.console.stop;
  std::string phase;
  const auto see = [&](const Object* now) -> Verdict {
    if (!now || now->metadata().uid != before.metadata().uid) return Ok();
    phase = PhaseOf(*now);
    return Ended(phase) ? Verdict(Ok()) : std::nullopt;
  };
  const Status end = FollowObject(context.client, key, call, see);
  if (end.code() == Code::kCancelled) return Cancelled("the watch has ended; the cancellation goes on");
  if (end.code() == Code::kDeadlineExceeded) {
    return DeadlineExceeded(fmt::format("{} has not ended after {}", name, FormatDuration(options.timeout)));
  }
  FLUID_RETURN_IF_ERROR(end);
  context.console.out << fmt::format(
      "{} {}\n", name, phase == "Complete" ? "completed before it could be cancelled" : "cancelled");
  return Ok();
}

}  // namespace fluid::cli
