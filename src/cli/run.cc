#include "src/cli/run.h"

#include <fmt/format.h>

#include <csignal>

#include "src/api/client.h"
#include "src/cli/command_line.h"
#include "src/cli/output.h"
#include "src/cli/reader_watch.h"
#include "src/cli/verbs.h"
#include "src/cli/which_server.h"

namespace fluid::cli {
namespace {

constexpr int kNobodyReads = 128 + SIGPIPE;  // as of programs that the signal ends

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

Status RunVerb(Invocation& invocation, Console& console, const LocalVerbs& local) {
  Common& common = invocation.common;
  FLUID_ASSIGN_OR_RETURN(api::Endpoint server, WhichServer(common));
  if (!common.space_given && !server.space.empty()) common.space = server.space;
  api::ApiClient client(std::move(server), std::chrono::seconds(30), console.stop);
  Context context{console, common, client};
  return std::visit(Overloaded{
                        [&](const ApplyOptions& o) { return Apply(context, o); },
                        [&](const GetOptions& o) { return Get(context, o); },
                        [&](const DescribeOptions& o) { return Describe(context, o); },
                        [&](const DeleteVerbOptions& o) { return Delete(context, o); },
                        [&](const DiffOptions& o) {
                          const bool here = local.secrets && !common.elsewhere();
                          const auto secrets = here ? local.secrets(common) : nullptr;
                          return Diff(context, o, secrets.get());
                        },
                        [&](const EditOptions& o) { return EditObject(context, o); },
                        [&](const WaitOptions& o) { return Wait(context, o); },
                        [&](const EventsOptions& o) { return Events(context, o); },
                        [&](const ExplainOptions& o) { return Explain(console, common, o); },
                        [&](const LogsOptions& o) { return Logs(context, o); },
                        [&](const TopOptions& o) { return ShowTop(context, o); },
                        [&](const CacheListOptions& o) { return CacheList(context, o); },
                        [&](const CacheFreeOptions& o) { return CacheFree(context, o); },
                        [&](const CacheVerifyOptions& o) { return CacheVerify(context, o); },
                        [&](const HelpOptions& o) { return Help(console, o, local.version); },
                        [&](const CompletionOptions& o) { return Completion(console, o); },
                        [&](const CompleteOptions& o) { return CompleteWords(console, o); },
                        [&](const LoadOptions& o) { return Load(context, o); },
                        [&](const CancelOptions& o) { return Cancel(context, o); },
                        [&](const MountOptions& o) { return MountDataset(context, o); },
                        [&](const UnmountOptions& o) { return UnmountDataset(context, o); },
                        [&](const ValidateOptions& o) { return ValidateFiles(console, common, o); },
                        [&](const PlaceOptions& o) { return Place(console, common, o); },
                        [&](const ServeOptions& o) { return local.serve(common, o, console); },
                        [&](const PluginListOptions& o) { return local.plugin_list(common, o, console); },
                        [&](const InitOptions& o) { return Init(console, o); },
                        [&](const RunVerbOptions& o) { return local.run(common, o, console); },
                        [&](const DoctorOptions& o) { return local.doctor(common, o, console); },
                        [&](const VersionOptions& o) { return Version(console, common, o, local.version); },
                        [&](const CreateOptions& o) { return Create(context, o); },
                        [&](const PatchOptions& o) { return PatchObject(context, o); },
                        [&](const LabelOptions& o) { return Label(context, o); },
                        [&](const ScaleOptions& o) { return Scale(context, o); },
                        [&](const ApiResourcesOptions& o) { return ApiResources(context, o); },
                        [&](const ApiVersionsOptions&) { return ApiVersions(context); },
                    },
                    invocation.verb);
}

// Whether it shows what happens until it is told to end.
bool Watches(const Invocation& invocation) {
  if (const auto* get = std::get_if<GetOptions>(&invocation.verb)) return get->watch || get->watch_only;
  if (const auto* logs = std::get_if<LogsOptions>(&invocation.verb)) return logs->follow;
  if (const auto* events = std::get_if<EventsOptions>(&invocation.verb)) return events->watch;
  return std::holds_alternative<TopOptions>(invocation.verb);
}

void Tell(const Status& status, const Invocation& invocation, Console& console) {
  if (status.code() == Code::kUnavailable && !std::holds_alternative<ServeOptions>(invocation.verb) &&
      !invocation.common.elsewhere()) {
    console.err << fmt::format("fluid: no server at {}; start one with: fluid serve --state-dir {}\n",
                               invocation.common.socket_path(), invocation.common.state_dir);
  } else {
    PrintError(status, console.err);
  }
}

}  // namespace

int ExitCodeOf(const Status& status) {
  switch (status.code()) {
    case Code::kOk:
      return 0;
    case Code::kInvalidArgument:
      return 2;
    case Code::kUnavailable:
      return 3;
    case Code::kNotFound:
      return 4;
    case Code::kAlreadyExists:
    case Code::kAborted:
    case Code::kFailedPrecondition:
      return 5;
    case Code::kDeadlineExceeded:
      return 6;
    case Code::kCancelled:
      return 130;
    default:
      return 1;
  }
}

int Run(std::span<const std::string> args, Console& console, const LocalVerbs& local) {
  const Result<std::optional<Invocation>> parsed = ParseCommandLine(args, console);
  if (!parsed.ok()) {
    console.err << "fluid: " << parsed.status().message() << '\n';
    return 2;
  }
  if (!parsed->has_value()) {
    console.out.flush();
    return console.out ? 0 : 1;
  }
  Invocation invocation = **parsed;
  std::optional<ReaderWatch> reader;
  if (console.out_fd >= 0 && Watches(invocation)) {
    reader.emplace(console.out_fd, console.stop);
    console.stop = reader->stop();
  }
  const Status status = RunVerb(invocation, console, local);
  console.out.flush();
  if (reader && reader->nobody_reads()) return kNobodyReads;
  if (!status.ok()) Tell(status, invocation, console);
  if (console.exit_code) return *console.exit_code;
  if (status.ok() && !console.out) {
    console.err << "fluid: the answer could not be written\n";
    return 1;
  }
  return ExitCodeOf(status);
}

}  // namespace fluid::cli
