#include "src/cli/load_watch.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>

#include "src/api/json.h"
#include "src/base/units.h"
#include "src/cli/follow.h"
#include "src/cli/names.h"
#include "src/cli/progress_bar.h"
#include "src/model/generated/operation.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

constexpr Duration kLookEvery = std::chrono::milliseconds(200);

bool Ended(std::string_view phase) { return phase == "Complete" || phase == "Failed"; }

std::string Summary(const api::OperationProgress& progress, Duration took) {
  std::string text;
  if (progress.bytes_done) text += ": " + HumanBytes(*progress.bytes_done);
  if (progress.files_done)
    text += fmt::format("{}{} files", text.empty() ? ": " : " in ", *progress.files_done);
  const double seconds = std::chrono::duration<double>(took).count();
  return text + fmt::format("{}{:.1f}s", text.empty() ? ": " : ", ", seconds);
}

// Until the object is another than `known`, but no longer than `pause`. False: it can't be watched.
bool AwaitChange(Context& context, const Object& known, Duration pause, const std::stop_token& stop) {
  api::WatchOptions options;
  options.which.space = known.key().space;
  options.which.field_selector = "metadata.name=" + known.key().name;
  options.version = known.metadata().version;
  options.deadline = std::chrono::steady_clock::now() + pause;
  const Status end = context.client.Watch(
      known.kind(), options, [](const WatchEvent& event) { return event.type == WatchEventType::kBookmark; },
      stop);
  return end.ok() || end.code() == Code::kDeadlineExceeded || end.code() == Code::kCancelled;
}

Status NotTaken(const Object& load, Duration waited) {
  return DeadlineExceeded(fmt::format(
      "no controller has taken {0}: it has no status after {1}. Fluid's dataset controller must run at that "
      "server, "
      "or it must be `fluid serve`; until then it stays as it is. To remove it: fluid delete {2}/{3}",
      FullName(load), FormatDuration(std::chrono::round<std::chrono::milliseconds>(waited)),
      load.kind().singular, load.metadata().name));
}

// Shows how far it is until it has ended. `untaken`: so long it may have no status, which makes it `taken`.
Result<Object> Watch(Context& context, const Object& load, const Call& call, Duration untaken, bool& taken) {
  const MonoTime patience = std::chrono::steady_clock::now() + untaken;
  ProgressBar bar(context.console.err, context.console.err_is_terminal, load.metadata().name,
                  context.console.err_columns);
  while (true) {
    if (!taken && std::chrono::steady_clock::now() >= patience) return DeadlineExceeded("not taken");
    FLUID_RETURN_IF_ERROR(call.Check("waiting for the load"));
    FLUID_ASSIGN_OR_RETURN(Object now, context.client.Get(load.key()));
    if (now.metadata().uid != load.metadata().uid) return NotFound(FullName(load) + " was deleted");
    api::OperationProgress progress = ProgressInStatus(now);
    const bool ended = Ended(progress.phase);
    taken = taken || !progress.phase.empty();
    if (!ended) {
      const Result<api::OperationProgress> live = context.client.Progress(load.key());
      if (live.ok() && live->bytes_done) progress = *live;
    }
    bar.Show(progress);
    if (ended) return now;
    const Duration pause = std::min(kLookEvery, call.Left());
    if (!AwaitChange(context, now, pause, call.stop)) SleepUnlessStopped(pause, call.stop);
  }
}

}  // namespace

bool SleepUnlessStopped(Duration duration, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, duration, [] { return false; });
  return !stop.stop_requested();
}

api::OperationProgress ProgressInStatus(const Object& operation) {
  api::OperationProgress progress;
  const Result<api::Json> status = api::Json::Parse(model::StatusJson(operation));
  if (!status.ok()) return progress;
  const api::Json infos = (*status)["infos"];
  const auto count = [&](std::string_view name) -> std::optional<uint64_t> {
    const std::string text = infos[name].text();
    if (text.empty()) return std::nullopt;
    return std::strtoull(text.c_str(), nullptr, 10);
  };
  progress.phase = (*status)["phase"].text();
  progress.bytes_done = count("bytesDone");
  progress.bytes_total = count("bytesTotal");
  progress.files_done = count("filesDone");
  progress.files_total = count("filesTotal");
  return progress;
}

Object LoadFor(const Key& dataset, const std::vector<std::string>& paths, const std::string& name,
               std::string_view suffix) {
  Metadata metadata;
  metadata.name = name;
  if (name.empty()) metadata.generate_name = fmt::format("{}-{}-", dataset.name, suffix);
  metadata.space = dataset.space;
  model::DataLoad load;
  load.spec.dataset.name = dataset.name;
  load.spec.dataset.space = dataset.space;
  for (const std::string& path : paths) {
    model::TargetPath target;
    target.path = path;
    target.replicas = 1;
    load.spec.target.push_back(std::move(target));
  }
  return model::Make(std::move(metadata), std::move(load));
}

Status RunLoad(Context& context, const Object& wanted, const LoadWatch& watch) {
  const Result<Object> created = context.client.Create(wanted);
  if (created.status().code() == Code::kCancelled && !wanted.metadata().name.empty()) {
    return Cancelled(
        fmt::format("interrupted while {0} was made; if it was, it goes on. To end it: fluid cancel {1}/{2}",
                    FullName(wanted), wanted.kind().singular, wanted.metadata().name));
  }
  FLUID_RETURN_IF_ERROR(created.status());
  const Object& load = *created;
  const std::string name = FullName(load);
  const MonoTime begin = std::chrono::steady_clock::now();
  Call call;
  if (watch.timeout) call = Call::Within(*watch.timeout);
  call.stop = context.console.stop;
  bool taken = false;
  const Result<Object> ended = Watch(context, load, call, watch.untaken, taken);
  if (!ended.ok()) {
    const Code code = ended.status().code();
    const std::string cure = fmt::format("{} goes on. To end it: fluid cancel {}/{}", name,
                                         load.kind().singular, load.metadata().name);
    if (code == Code::kCancelled) return Cancelled("the watch has ended; " + cure);
    const Duration waited = std::chrono::steady_clock::now() - begin;
    if (code == Code::kDeadlineExceeded && !taken) return NotTaken(load, waited);
    if (code == Code::kDeadlineExceeded && call.Expired())
      return DeadlineExceeded(fmt::format("the {} takes longer; {}", watch.word, cure));
    return ended.status();
  }
  if (PhaseOf(*ended) == "Failed")
    return Status(Code::kUnknown, fmt::format("{} failed: {}", name, Condition(*ended)));
  context.console.out << fmt::format(
      "{} {}{}\n", name, watch.done,
      Summary(ProgressInStatus(*ended), std::chrono::steady_clock::now() - begin));
  return Ok();
}

}  // namespace fluid::cli
