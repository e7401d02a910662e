// load and cancel: data operations of a dataset.
#include <fmt/format.h>

#include <condition_variable>

#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/follow.h"
#include "src/cli/names.h"
#include "src/cli/progress_bar.h"
#include "src/cli/verbs.h"
#include "src/model/generated/operation.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

constexpr Duration kLookEvery = std::chrono::milliseconds(200);
constexpr std::string_view kCancelPatch = R"({"metadata":{"annotations":{"run.fluid.io/cancel":"true"}}})";

bool Ended(std::string_view phase) { return phase == "Complete" || phase == "Failed"; }

Object LoadFor(const Common& common, const LoadOptions& options, const Key& dataset) {
  Metadata metadata;
  metadata.name = options.name;
  if (options.name.empty()) metadata.generate_name = dataset.name + "-load-";
  metadata.space = common.space;
  model::DataLoad load;
  load.spec.dataset.name = dataset.name;
  load.spec.dataset.space = dataset.space;
  for (const std::string& path : options.paths) {
    model::TargetPath target;
    target.path = path;
    target.replicas = 1;
    load.spec.target.push_back(std::move(target));
  }
  return model::Make(std::move(metadata), std::move(load));
}

// False: the stop came first.
bool SleepUnlessStopped(Duration duration, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, duration, [] { return false; });
  return !stop.stop_requested();
}

// From the status, where no memory tells it: before the first step, and after a restart.
api::OperationProgress ProgressOf(const Object& load) {
  const auto& status = model::Get<model::DataLoad>(load).status;
  const auto count = [&](const char* name) -> std::optional<uint64_t> {
    const auto found = status.infos.find(name);
    if (found == status.infos.end()) return std::nullopt;
    return std::strtoull(found->second.c_str(), nullptr, 10);
  };
  api::OperationProgress progress;
  progress.phase = status.phase;
  progress.bytes_done = count("bytesDone");
  progress.bytes_total = count("bytesTotal");
  progress.files_done = count("filesDone");
  progress.files_total = count("filesTotal");
  return progress;
}

std::string Summary(const api::OperationProgress& progress, Duration took) {
  std::string text;
  if (progress.bytes_done) text += ": " + HumanBytes(*progress.bytes_done);
  if (progress.files_done)
    text += fmt::format("{}{} files", text.empty() ? ": " : " in ", *progress.files_done);
  const double seconds = std::chrono::duration<double>(took).count();
  return text + fmt::format("{}{:.1f}s", text.empty() ? ": " : ", ", seconds);
}

// Shows how far it is until it has ended.
Result<Object> WatchLoad(Context& context, const Object& load, const Call& call, const std::string& label) {
  ProgressBar bar(context.console.err, context.console.err_is_terminal, label, context.console.err_columns);
  while (true) {
    FLUID_RETURN_IF_ERROR(call.Check("waiting for the load"));
    FLUID_ASSIGN_OR_RETURN(Object now, context.client.Get(load.key()));
    if (now.metadata().uid != load.metadata().uid) return NotFound(FullName(load) + " was deleted");
    api::OperationProgress progress = ProgressOf(now);
    const bool ended = Ended(progress.phase);
    if (!ended) {
      const Result<api::OperationProgress> live = context.client.Progress(load.key());
      if (live.ok() && live->bytes_done) progress = *live;
    }
    bar.Show(progress);
    if (ended) return now;
    SleepUnlessStopped(std::min(kLookEvery, call.Left()), call.stop);
  }
}

}  // namespace

Status Load(Context& context, const LoadOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Key dataset, ParseName(options.dataset, "dataset", context.common.space));
  if (dataset.kind != "Dataset") return InvalidArgument(fmt::format("{} is no dataset", options.dataset));
  FLUID_RETURN_IF_ERROR(context.client.Get(dataset).status());
  FLUID_ASSIGN_OR_RETURN(const Object load, context.client.Create(LoadFor(context.common, options, dataset)));
  const std::string name = FullName(load);
  if (options.no_wait) {
    context.console.out << name << " created\n";
    return Ok();
  }
  const MonoTime begin = std::chrono::steady_clock::now();
  Call call;
  if (options.timeout) call = Call::Within(*options.timeout);
  call.stop = context.console.stop;
  const Result<Object> ended = WatchLoad(context, load, call, load.metadata().name);
  if (!ended.ok()) {
    const Code code = ended.status().code();
    const std::string cure = fmt::format("{} goes on. To end it: fluid cancel {}/{}", name,
                                         load.kind().singular, load.metadata().name);
    if (code == Code::kCancelled) return Cancelled("the watch has ended; " + cure);
    if (code == Code::kDeadlineExceeded && call.Expired())
      return DeadlineExceeded("the load takes longer; " + cure);
    return ended.status();
  }
  if (PhaseOf(*ended) == "Failed")
    return Status(Code::kUnknown, fmt::format("{} failed: {}", name, Condition(*ended)));
  context.console.out << fmt::format("{} complete{}\n", name,
                                     Summary(ProgressOf(*ended), std::chrono::steady_clock::now() - begin));
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
  FLUID_RETURN_IF_ERROR(context.client.Patch(key, kCancelPatch).status());
  if (options.no_wait) {
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
