// The verbs. Each does all of its work, prints its answer, and returns how it went; a Status without a
// message has been told already and only sets the exit code.
#pragma once

#include "fluid/secrets.h"
#include "fluid/status.h"
#include "src/api/client.h"
#include "src/cli/console.h"
#include "src/cli/invocation.h"

namespace fluid::cli {

struct Context {
  Console& console;
  const Common& common;
  api::ApiClient& client;
};

Status Apply(Context& context, const ApplyOptions& options);
Status Get(Context& context, const GetOptions& options);
Status Create(Context& context, const CreateOptions& options);
Status PatchObject(Context& context, const PatchOptions& options);
Status Label(Context& context, const LabelOptions& options);
Status Scale(Context& context, const ScaleOptions& options);
Status ApiResources(Context& context, const ApiResourcesOptions& options);
Status ApiVersions(Context& context);
Status Describe(Context& context, const DescribeOptions& options);
Status Delete(Context& context, const DeleteVerbOptions& options);
// Differences: an error without a message. `secrets`: what the server keeps, if it is of this machine.
Status Diff(Context& context, const DiffOptions& options, Secrets* secrets = nullptr);
Status EditObject(Context& context, const EditOptions& options);
Status Wait(Context& context, const WaitOptions& options);
Status Events(Context& context, const EventsOptions& options);
Status Logs(Context& context, const LogsOptions& options);
Status ShowTop(Context& context, const TopOptions& options);
Status CacheList(Context& context, const CacheListOptions& options);
Status CacheFree(Context& context, const CacheFreeOptions& options);
Status CacheVerify(Context& context, const CacheVerifyOptions& options);
Status Load(Context& context, const LoadOptions& options);
Status Cancel(Context& context, const CancelOptions& options);
Status MountDataset(Context& context, const MountOptions& options);
Status UnmountDataset(Context& context, const UnmountOptions& options);

// Need no server.
Status ValidateFiles(Console& console, const Common& common, const ValidateOptions& options);
Status Explain(Console& console, const Common& common, const ExplainOptions& options);
// Also the server's version, where one answers within a second.
Status Version(Console& console, const Common& common, const VersionOptions& options, std::string_view ours);
Status Help(Console& console, const HelpOptions& options, std::string_view version);
Status Completion(Console& console, const CompletionOptions& options);
Status CompleteWords(Console& console, const CompleteOptions& options);
Status Init(Console& console, const InitOptions& options);
Status Place(Console& console, const Common& common, const PlaceOptions& options);

}  // namespace fluid::cli
