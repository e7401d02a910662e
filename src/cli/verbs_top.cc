// top: datasets and the operations on them as they are now, drawn anew on a terminal, once elsewhere.
#include <fmt/format.h>

#include "src/api/json.h"
#include "src/base/units.h"
#include "src/cli/follow.h"
#include "src/cli/load_watch.h"
#include "src/cli/names.h"
#include "src/cli/progress_bar.h"
#include "src/cli/table.h"
#include "src/cli/verbs.h"
#include "src/model/generated/dataset.h"

namespace fluid::cli {
namespace {

using Number = std::optional<uint64_t>;

constexpr std::string_view kClear = "\x1b[H\x1b[2J";  // the terminal's screen, and to its upper left

struct Sample {
  MonoTime at;
  api::CacheReport report;
};

std::string Bytes(const Number& bytes) { return bytes ? HumanBytes(*bytes) : ""; }

// In bytes a second between two samples of a counter.
std::string Rate(const Number& before, const Number& now, Duration between) {
  if (!before || !now || *now < *before || between <= Duration::zero()) return "";
  const double seconds = std::chrono::duration<double>(between).count();
  return HumanBytes(static_cast<uint64_t>(static_cast<double>(*now - *before) / seconds)) + "/s";
}

std::string Ratio(const Number& part, const Number& whole) {
  if (!part || !whole || *whole == 0) return "";
  return fmt::format("{:.1f}%", 100.0 * static_cast<double>(*part) / static_cast<double>(*whole));
}

Number Sum(const Number& a, const Number& b) {
  if (!a || !b) return std::nullopt;
  return *a + *b;
}

class Top {
 public:
  Top(Context& context, const TopOptions& options) : context_(context), options_(options) {}

  // The state now; rates are those since the last time.
  Result<std::string> Draw() {
    std::ostringstream out;
    FLUID_RETURN_IF_ERROR(Datasets(out));
    FLUID_RETURN_IF_ERROR(Operations(out));
    return out.str();
  }

 private:
  std::string Name(const Object& object) const {
    return options_.all_spaces ? object.metadata().space + "/" + object.metadata().name
                               : object.metadata().name;
  }

  Status Datasets(std::ostream& out) {
    Table table({"DATASET", "PHASE", "CACHED", "SIZE", "CACHED %", "HIT %", "FROM CACHE", "FROM SOURCE",
                 "OPEN FILES", "MOUNTS"});
    FLUID_ASSIGN_OR_RETURN(const ObjectList datasets, List("Dataset"));
    FLUID_ASSIGN_OR_RETURN(const ObjectList attachments, List("Attachment"));
    std::map<std::string, Sample> samples;
    for (const Object& dataset : datasets.items) {
      Result<api::CacheReport> report = context_.client.Cache(dataset.key());
      if (report.status().code() == Code::kCancelled) return report.status();
      Sample now{std::chrono::steady_clock::now(), report.ok() ? *std::move(report) : api::CacheReport()};
      const auto before = samples_.find(dataset.metadata().uid);
      const Sample& last = before == samples_.end() ? now : before->second;
      const api::CacheReport& r = now.report;
      table.Add({Name(dataset), PhaseOf(dataset), Bytes(r.cached_bytes), Bytes(r.total_bytes),
                 Ratio(r.cached_bytes, r.total_bytes), Ratio(r.hit_bytes, Sum(r.hit_bytes, r.miss_bytes)),
                 Rate(last.report.hit_bytes, r.hit_bytes, now.at - last.at),
                 Rate(last.report.miss_bytes, r.miss_bytes, now.at - last.at), std::to_string(r.open_files),
                 std::to_string(MountsOf(dataset, attachments))});
      samples[dataset.metadata().uid] = std::move(now);
    }
    samples_ = std::move(samples);
    if (table.empty()) {
      out << "no datasets\n";
    } else {
      table.Print(out);
    }
    return Ok();
  }

  static size_t MountsOf(const Object& dataset, const ObjectList& attachments) {
    size_t count = 0;
    for (const Object& attachment : attachments.items) {
      const Result<api::Json> json = api::Json::Parse(attachment.ToJson());
      if (!json.ok() || json->at(".spec.dataset.name").text() != dataset.metadata().name) continue;
      const std::string space = json->at(".spec.dataset.namespace").text();
      if ((space.empty() ? attachment.metadata().space : space) != dataset.metadata().space) continue;
      if (json->at(".status.phase").text() == "Mounted") ++count;
    }
    return count;
  }

  // Those that have not ended.
  Status Operations(std::ostream& out) {
    Table table({"OPERATION", "PROGRESS"});
    for (const char* kind : {"DataLoad", "DataMigrate", "DataBackup", "DataProcess"}) {
      FLUID_ASSIGN_OR_RETURN(const ObjectList operations, List(kind));
      for (const Object& operation : operations.items) {
        api::OperationProgress progress = ProgressInStatus(operation);
        if (progress.phase == "Complete" || progress.phase == "Failed") continue;
        const Result<api::OperationProgress> live = context_.client.Progress(operation.key());
        if (live.ok() && live->bytes_done) progress = *live;
        table.Add({fmt::format("{}/{}", operation.kind().singular, Name(operation)),
                   ProgressText(progress, context_.console.out_is_terminal)});
      }
    }
    if (table.empty()) return Ok();
    out << '\n';
    table.Print(out);
    return Ok();
  }

  Result<ObjectList> List(std::string_view kind) {
    api::ListOptions which;
    which.space = options_.all_spaces ? "" : context_.common.space;
    return context_.client.List(*model::FindKind(kind), which);
  }

  Context& context_;
  const TopOptions& options_;
  std::map<std::string, Sample> samples_;  // by uid
};

}  // namespace

Status ShowTop(Context& context, const TopOptions& options) {
  Console& console = context.console;
  Top top(context, options);
  const bool redraw = console.out_is_terminal && !options.once;
  FLUID_ASSIGN_OR_RETURN(std::string drawn, top.Draw());
  while (true) {
    if (redraw) console.out << kClear << drawn << std::flush;
    const bool slept = SleepUnlessStopped(options.interval, console.stop);
    Result<std::string> next = slept ? top.Draw() : Cancelled("");
    if (next.status().code() == Code::kCancelled) return Cancelled("the watch has ended; the work goes on");
    FLUID_RETURN_IF_ERROR(next.status());
    drawn = *std::move(next);
    if (redraw) continue;
    console.out << drawn;
    return Ok();
  }
}

}  // namespace fluid::cli
