// mount and unmount: a dataset as a file system on this machine, for as long as its Attachment exists.
#include <fmt/format.h>
#include <unistd.h>

#include <climits>
#include <filesystem>
#include <set>

#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/closest.h"
#include "src/cli/deletion.h"
#include "src/cli/follow.h"
#include "src/cli/names.h"
#include "src/cli/verbs.h"
#include "src/model/generated/run.h"
#include "src/model/resource.h"
#include "src/model/texts.h"

namespace fluid::cli {
namespace {

constexpr Duration kLookAtDataset = std::chrono::seconds(1);

// Lexical: the folder may not exist yet, and one that hangs must not be touched.
std::string Absolute(const std::string& dir) {
  std::error_code error;
  std::string path = std::filesystem::absolute(dir, error).lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

// The folder is one of the server's machine; what is relative to our folder means nothing there.
Result<std::string> TargetOf(const Context& context, const std::string& dir) {
  if (dir.empty()) return InvalidArgument("DIR is empty");
  const std::string& state = context.common.state_dir;
  if (const std::string target = Absolute(dir);
      context.client.endpoint().local() && (target == state || target.starts_with(state + "/"))) {
    return InvalidArgument(fmt::format(
        "{} lies in the state folder {}, which is the server's own; mount it elsewhere", target, state));
  }
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

// The path with its symbolic links followed, as far as nothing of `mounts` is on the way: a link itself is
// read without asking the file system that may be mounted over it, what lies in one may hang.
std::string Resolved(const std::string& path, const std::set<std::string>& mounts) {
  constexpr int kMostLinks = 40;  // as the kernel
  std::string done = "/", rest = path;
  for (int links = 0; !rest.empty();) {
    const size_t begin = rest.find_first_not_of('/');
    if (begin == std::string::npos) break;
    const size_t end = std::min(rest.find('/', begin), rest.size());
    const std::string next = done + (done == "/" ? "" : "/") + rest.substr(begin, end - begin);
    rest.erase(0, end);
    char link[PATH_MAX];
    const ssize_t size = mounts.contains(next) ? -1 : readlink(next.c_str(), link, sizeof link);
    if (size <= 0) {
      done = next;
      if (mounts.contains(done)) return rest.empty() ? done : done + rest;
      continue;
    }
    if (++links > kMostLinks) return path;
    const std::string to(link, static_cast<size_t>(size));
    rest = Absolute((to.starts_with('/') ? to : done + "/" + to) + rest);
    done = "/";
  }
  return done;
}

// Whatever way there: a link to a folder of a mount is that folder.
Result<std::optional<Object>> AttachmentAt(Context& context, const std::string& target) {
  FLUID_ASSIGN_OR_RETURN(const ObjectList list, context.client.List(model::Attachment::Info()));
  std::set<std::string> targets;
  for (const Object& object : list.items) targets.insert(model::Get<model::Attachment>(object).spec.target);
  const std::string wanted =
      targets.contains(target) || !context.client.endpoint().local() ? target : Resolved(target, targets);
  for (const Object& object : list.items) {
    if (model::Get<model::Attachment>(object).spec.target == wanted) return std::optional<Object>(object);
  }
  return std::optional<Object>();
}

struct Trouble {
  std::string text;      // "phase NotBound; Ready is False, InvalidSpec: ..."
  bool is_spec = false;  // only a change of what is asked for ends it
};
// What keeps the dataset from serving; nothing when it does, or when it can't be asked.
std::optional<Trouble> TroubleOf(Context& context, const Key& dataset) {
  const Result<Object> now = context.client.Get(dataset);
  if (!now.ok() || PhaseOf(*now) == "Bound") return std::nullopt;
  Trouble trouble{Condition(*now), false};
  const Result<api::Json> json = api::Json::Parse(now->ToJson());
  if (!json.ok()) return trouble;
  for (const api::Json& one : json->at(".status.conditions").items()) {
    if (one["type"].text() == "Ready" && one["status"].text() != "True" &&
        one["reason"].text() == "InvalidSpec")
      trouble.is_spec = true;
  }
  return trouble;
}

std::string Told(const Key& dataset, const Trouble& trouble) {
  return fmt::format("dataset {} is not Bound: {}. What is wrong: fluid doctor {}", dataset.name,
                     trouble.text,
                     dataset.space == "default" ? dataset.name : dataset.space + "/" + dataset.name);
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
  if (model::ValidUtf8(options.dir) != options.dir.size())
    return InvalidArgument(
        "DIR: found a name that is not UTF-8, which an object can't hold; take another folder");
  FLUID_ASSIGN_OR_RETURN(const Key dataset, ParseName(options.dataset, "dataset", context.common.space));
  if (dataset.kind != "Dataset") return InvalidArgument(fmt::format("{} is no dataset", options.dataset));
  FLUID_ASSIGN_OR_RETURN(const std::string target, TargetOf(context, options.dir));
  if (const Status there = context.client.Get(dataset).status(); !there.ok())
    return WithClosest(context.client, dataset, there);
  FLUID_ASSIGN_OR_RETURN(const bool mounts, context.client.IsFluid());
  if (!mounts) {
    return FailedPrecondition(fmt::format(
        "mounting dataset {}: {} is not `fluid serve`, which is what mounts a dataset, on its own machine; "
        "start one and ask it, or use the dataset's volume in a pod",
        dataset.name, context.client.endpoint().ToString()));
  }
  MountOptions wanted = options;
  wanted.dataset = dataset.name;
  FLUID_ASSIGN_OR_RETURN(const Attached attached,
                         Attach(context, AttachmentFor(context.common, wanted, target)));
  const Object& attachment = attached.attachment;

  const Call whole = Call::Within(options.timeout);
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
  Status end;
  std::optional<Trouble> trouble;
  do {  // between looks at the attachment, at what it waits for
    Call call = Call::Within(std::min<Duration>(kLookAtDataset, whole.Left()));
    call.stop = context.console.stop;
    end = FollowObject(context.client, attachment.key(), call, see);
    if (end.code() == Code::kDeadlineExceeded) trouble = TroubleOf(context, dataset);
    if (trouble && trouble->is_spec) {
      end = Status(Code::kUnknown, fmt::format("{} can't be mounted: {}", target, Told(dataset, *trouble)));
    }
  } while (end.code() == Code::kDeadlineExceeded && !whole.Expired());
  if (end.code() == Code::kCancelled) {
    return Cancelled(
        fmt::format("the watch has ended; the mount goes on. To give it up: fluid unmount {}", target));
  }
  if (end.code() == Code::kDeadlineExceeded) {
    return DeadlineExceeded(fmt::format("{} is not mounted after {}: {}. To give it up: fluid unmount {}",
                                        target, FormatDuration(options.timeout),
                                        trouble ? Told(dataset, *trouble) : Condition(last), target));
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
