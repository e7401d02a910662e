// mount and unmount: a dataset as a file system on this machine, for as long as its Attachment exists.
#include <fmt/format.h>
#include <unistd.h>

#include <climits>
#include <filesystem>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/deletion.h"
#include "src/cli/follow.h"
#include "src/cli/names.h"
#include "src/cli/verbs.h"
#include "src/model/generated/run.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

// Lexical: the folder may not exist yet, and one that hangs must not be touched.
std::string Absolute(const std::string& dir) {
  std::error_code error;
  std::string path = std::filesystem::absolute(dir, error).lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

// The folder is one of the server's machine; what is relative to our folder means nothing there.
Result<std::string> TargetOf(const Context& context, const std::string& dir) {
  if (context.client.endpoint().local() || dir.starts_with('/')) return Absolute(dir);
  return InvalidArgument(
      fmt::format("\"{}\" would be a folder of the machine of {}: give its whole path, from /", dir,
                  context.client.endpoint().ToString()));
}

// One attachment for each folder: the name says which, so that the same mount twice is one.
std::string NameOf(const std::string& dataset, const std::string& target) {
  return fmt::format("{}-{:08x}", dataset.substr(0, 54), static_cast<uint32_t>(Hash64(target)));
}

Object AttachmentFor(const Common& common, const MountOptions& options, const std::string& target) {
  Metadata metadata;
  metadata.name = NameOf(options.dataset, target);
  metadata.space = common.space;
  model::Attachment attachment;
  attachment.spec.dataset.name = options.dataset;
  attachment.spec.target = target;
  attachment.spec.root = options.root;
  attachment.spec.options = options.options;
  return model::Make(std::move(metadata), std::move(attachment));
}

Result<std::optional<Object>> AttachmentAt(Context& context, const std::string& target) {
  FLUID_ASSIGN_OR_RETURN(const ObjectList list, context.client.List(model::Attachment::Info()));
  for (const Object& object : list.items) {
    if (model::Get<model::Attachment>(object).spec.target == target) return std::optional<Object>(object);
  }
  return std::optional<Object>();
}

struct Attached {
  Object attachment;
  bool made;  // else it was there already
};
// The attachment that is there already, if it is the same; else a new one.
Result<Attached> Attach(Context& context, const Object& wanted) {
  const auto& spec = model::Get<model::Attachment>(wanted).spec;
  FLUID_ASSIGN_OR_RETURN(const std::optional<Object> there, AttachmentAt(context, spec.target));
  if (!there) {
    FLUID_ASSIGN_OR_RETURN(Object made, context.client.Create(wanted));
    return Attached{std::move(made), true};
  }
  const auto& other = model::Get<model::Attachment>(*there).spec;
  const bool same = there->metadata().space == wanted.metadata().space &&
                    other.dataset.name == spec.dataset.name && other.root == spec.root &&
                    other.options == spec.options;
  if (same && there->metadata().deleted.empty()) return Attached{*there, false};
  return FailedPrecondition(
      fmt::format("{} is {} dataset {} ({}); unmount it first", spec.target,
                  there->metadata().deleted.empty() ? "the mount of" : "being unmounted from",
                  other.dataset.name, FullName(*there)));
}

}  // namespace

Status MountDataset(Context& context, const MountOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Key dataset, ParseName(options.dataset, "dataset", context.common.space));
  if (dataset.kind != "Dataset") return InvalidArgument(fmt::format("{} is no dataset", options.dataset));
  FLUID_RETURN_IF_ERROR(context.client.Get(dataset).status());
  MountOptions wanted = options;
  wanted.dataset = dataset.name;
  FLUID_ASSIGN_OR_RETURN(const std::string target, TargetOf(context, options.dir));
  FLUID_ASSIGN_OR_RETURN(const Attached attached,
                         Attach(context, AttachmentFor(context.common, wanted, target)));
  const Object& attachment = attached.attachment;

  Call call = Call::Within(options.timeout);
  call.stop = context.console.stop;
  Object last = attachment;
  const auto see = [&](const Object* now) -> Verdict {
    if (!now || now->metadata().uid != attachment.metadata().uid) {
      return Status(Code::kAborted, fmt::format("{} was unmounted meanwhile", target));
    }
    last = *now;
    const std::string phase = PhaseOf(last);
    if (phase == "Mounted") return Ok();
    if (phase == "Failed")
      return Status(Code::kUnknown, fmt::format("{} can't be mounted: {}", target, Condition(last)));
    return std::nullopt;
  };
  const Status end = FollowObject(context.client, attachment.key(), call, see);
  if (end.code() == Code::kCancelled) {
    return Cancelled(
        fmt::format("the watch has ended; the mount goes on. To give it up: fluid unmount {}", target));
  }
  if (end.code() == Code::kDeadlineExceeded) {
    return DeadlineExceeded(fmt::format("{} is not mounted after {}: {}. To give it up: fluid unmount {}",
                                        target, FormatDuration(options.timeout), Condition(last), target));
  }
  if (end.code() == Code::kUnknown && attached.made) {
    // It failed: there is nothing that a later unmount could be for.
    FLUID_ASSIGN_OR_RETURN(const std::optional<Object> left, AskDeletion(context, last, {}));
    if (left) FLUID_RETURN_IF_ERROR(WaitUntilGone(context, {*left}, options.timeout));
  }
  FLUID_RETURN_IF_ERROR(end);
  if (context.common.format == Format::kName) {
    context.console.out << FullName(last) << '\n';
  } else {
    context.console.out << fmt::format("dataset {} mounted at {}{}\n", dataset.name, target,
                                       context.client.endpoint().local() ? "" : " on the server's machine");
  }
  return Ok();
}

Status UnmountDataset(Context& context, const UnmountOptions& options) {
  const std::string target = Absolute(options.what);
  FLUID_ASSIGN_OR_RETURN(std::optional<Object> attachment, AttachmentAt(context, target));
  if (!attachment) {
    Result<Object> named = NotFound("");
    if (const Result<Key> key = ParseName(options.what, "attachment", context.common.space);
        key.ok() && key->kind == "Attachment") {
      named = context.client.Get(*key);
    }
    if (!named.ok() && named.status().code() != Code::kNotFound) return named.status();
    if (!named.ok()) return NotFound(fmt::format("no dataset is mounted at {}", target));
    attachment = *std::move(named);
  }
  FLUID_ASSIGN_OR_RETURN(const std::optional<Object> left,
                         AskDeletion(context, *attachment, {options.force, options.grace}));
  if (left) FLUID_RETURN_IF_ERROR(WaitUntilGone(context, {*left}, options.timeout));
  context.console.out << fmt::format("{} unmounted\n",
                                     model::Get<model::Attachment>(*attachment).spec.target);
  return Ok();
}

}  // namespace fluid::cli
