// run: a command near its data: what a Run object says, carried out here and now. Everything that is made for
// it is taken down again, however it ends.
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/apply.h"
#include "src/cli/deletion.h"
#include "src/cli/doctor/probe.h"
#include "src/cli/follow.h"
#include "src/cli/input.h"
#include "src/cli/local_verbs.h"
#include "src/cli/names.h"
#include "src/cli/run_record.h"
#include "src/cli/serving.h"
#include "src/cli/signals.h"
#include "src/cli/verbs.h"
#include "src/cli/which_server.h"
#include "src/fuse/mounts_of_host.h"
#include "src/model/generated/dataset.h"
#include "src/model/generated/run.h"
#include "src/model/resource.h"

extern char** environ;

namespace fluid::cli {
namespace {

constexpr auto kLastWords = std::chrono::seconds(5);  // of what the command left behind with open files
constexpr auto kEnd = std::chrono::minutes(1);        // of what was made for it
constexpr int kNotFound = 127, kNotRun = 126;         // as shells answer

// A dataset that the command reads, and where it sees it.
struct Input {
  Key key;
  std::string path;
  bool was_mounted = false;  // by somebody else
};

bool IsMountPoint(const std::string& path) {
  const Result<std::string> text = ReadFile("/proc/self/mountinfo");
  if (!text.ok()) return false;
  const auto mounts = fuse::ParseMountInfo(*text);
  return std::ranges::any_of(mounts, [&](const auto& mount) { return mount.point == path; });
}

std::string VariableOf(const std::string& dataset) {
  std::string name = "FLUID_DATASET_";
  for (const char c : dataset) {
    const auto byte = static_cast<unsigned char>(c);
    name += std::isalnum(byte) ? static_cast<char>(std::toupper(byte)) : '_';
  }
  return name;
}

// "{NAME}" in a word becomes the path of that dataset; other braces stay.
std::string Filled(const std::string& word, const std::vector<Input>& inputs) {
  std::string filled;
  for (size_t at = 0; at < word.size();) {
    const auto named = std::find_if(inputs.begin(), inputs.end(), [&](const Input& input) {
      return word.compare(at, input.key.name.size() + 2, "{" + input.key.name + "}") == 0;
    });
    if (named == inputs.end()) {
      filled += word[at++];
    } else {
      filled += named->path;
      at += named->key.name.size() + 2;
    }
  }
  return filled;
}

// Runs it to its end; its exit code.
Result<int> Execute(const std::vector<std::string>& command, const std::vector<Input>& inputs,
                    Signals& signals) {
  std::vector<std::string> words, variables;
  for (const std::string& word : command) words.push_back(Filled(word, inputs));
  for (char** variable = environ; *variable; ++variable) {
    if (!std::string_view(*variable).starts_with("FLUID_DATASET_")) variables.emplace_back(*variable);
  }
  for (const Input& input : inputs) variables.push_back(VariableOf(input.key.name) + "=" + input.path);
  std::vector<char*> argv, env;
  for (std::string& word : words) argv.push_back(word.data());
  for (std::string& variable : variables) env.push_back(variable.data());
  argv.push_back(nullptr);
  env.push_back(nullptr);

  pid_t pid = 0;
  if (const int error = posix_spawnp(&pid, argv[0], nullptr, nullptr, argv.data(), env.data()); error != 0) {
    return Status::FromErrno(error, fmt::format("run {}", words[0]));
  }
  signals.PassTo(pid);
  if (signals.stop().stop_requested()) kill(pid, signals.first());
  siginfo_t ended{};
  while (waitid(P_PID, static_cast<id_t>(pid), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) continue;
  signals.PassTo(0);  // before its pid may be another's
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// What was made for one command, and how it goes again.
class Visit {
 public:
  Visit(const Common& common, const RunVerbOptions& options, Console& console)
      : common_(common), options_(options), console_(console) {}

  // Applies, waits, mounts. What it makes is noted before it is made.
  Status Prepare(const model::Manifest& manifest, api::ApiClient& client) {
    for (const Object& object : manifest.objects) {
      const Status there = client.Get(object.key()).status();
      if (there.code() == Code::kNotFound) made_.push_back(object.key());
      FLUID_ASSIGN_OR_RETURN(const Applied applied, ApplyOne(client, object, false));
      const bool others = there.code() == Code::kNotFound && applied.what != std::string("created");
      if (others) made_.pop_back();  // somebody was faster
    }
    FLUID_RETURN_IF_ERROR(ChooseInputs(manifest));
    FLUID_RETURN_IF_ERROR(Record(client));
    for (const Input& input : inputs_) FLUID_RETURN_IF_ERROR(WaitUntilBound(client, input.key));
    if (common_.elsewhere()) return FindMounts(client);
    FLUID_ASSIGN_OR_RETURN(const ObjectList mounts, client.List(model::Attachment::Info()));
    for (Input& input : inputs_) {
      input.was_mounted = std::any_of(mounts.items.begin(), mounts.items.end(), [&](const Object& mount) {
        return model::Get<model::Attachment>(mount).spec.target == input.path;
      });
    }
    mounting_ = true;
    for (const Input& input : inputs_) {
      Common common = common_;
      common.space = input.key.space;
      Context context{console_, common, client};
      MountOptions mount;
      mount.dataset = input.key.name;
      mount.dir = input.path;
      mount.timeout = options_.timeout;
      FLUID_RETURN_IF_ERROR(MountDataset(context, mount));
    }
    return Ok();
  }

  const std::vector<Input>& inputs() const { return inputs_; }

  void Started(api::ApiClient& client) { Note(record_->Started(client)); }
  void Ended(api::ApiClient& client, const Status& status, std::optional<int> exit_code) {
    if (!record_) return;
    Note(exit_code && status.ok() ? record_->Ended(client, *exit_code)
                                  : record_->Failed(client, std::string(status.message())));
  }

  // `client`: one that no signal has stopped.
  Status CleanUp(api::ApiClient& client) {
    Context context{console_, common_, client};
    Status first;
    const auto note = [&first](const Status& status) {
      if (first.ok() && status.code() != Code::kNotFound) first = status;
    };
    if (mounting_) note(Unmount(context));
    if (!options_.keep && record_) note(record_->Remove(client));
    if (!options_.keep) note(Delete(context));
    for (const Input& input : inputs_) {
      if (!folder_.empty()) rmdir(input.path.c_str());
    }
    if (!folder_.empty()) rmdir(folder_.c_str());
    return first.Annotate("clean up");
  }

 private:
  Status ChooseInputs(const model::Manifest& manifest) {
    for (const std::string& text : options_.datasets) {
      const size_t equals = text.find('=');
      Input input{{"Dataset", common_.space, text.substr(0, equals)}, "", false};
      if (equals != std::string::npos) {
        std::error_code error;
        input.path = std::filesystem::absolute(text.substr(equals + 1), error).lexically_normal();
        while (input.path.size() > 1 && input.path.back() == '/') input.path.pop_back();
      }
      inputs_.push_back(std::move(input));
    }
    if (options_.datasets.empty()) {
      for (const Object& object : manifest.objects) {
        if (model::Is<model::Dataset>(object)) inputs_.push_back({object.key(), "", false});
      }
    }
    if (inputs_.empty())
      return InvalidArgument("say what the command reads: --dataset NAME, or -f FILE with a Dataset");
    for (Input& input : inputs_) {
      if (!input.path.empty() || common_.elsewhere()) continue;
      if (folder_.empty()) FLUID_RETURN_IF_ERROR(MakeFolder());
      input.path = JoinPath(folder_, input.key.name);
    }
    return Ok();
  }

  Status Record(api::ApiClient& client) {
    std::vector<model::RunDataset> datasets;
    for (const Input& input : inputs_) {
      if (std::ranges::any_of(datasets, [&](const auto& d) { return d.name == input.key.name; })) continue;
      model::RunDataset& dataset = datasets.emplace_back();
      dataset.name = input.key.name;
      dataset.space = input.key.space;
      dataset.mount_path = input.path;
    }
    record_.emplace(inputs_.front().key.space, options_.command, datasets);
    return record_->Create(client);
  }
  // The command is what counts: an account of it that can't be kept is told, and no more.
  void Note(const Status& status) {
    if (!status.ok()) console_.err << "fluid: keep account of the run: " << status.message() << '\n';
  }

  // A server elsewhere mounts on its machine. What of it is mounted here serves the command; nothing else
  // can.
  Status FindMounts(api::ApiClient& client) {
    const std::vector<std::string> here = doctor::MountsOfFluid();
    const Result<ObjectList> mounts = client.List(model::Attachment::Info());  // not every server has them
    for (Input& input : inputs_) {
      input.was_mounted = true;
      if (!input.path.empty()) {
        if (IsMountPoint(input.path)) continue;
        return Unimplemented(
            fmt::format("nothing is mounted at {} on this machine, and {} can't mount here: say where {} is "
                        "mounted, or run the command on the machine of that server",
                        input.path, client.endpoint().ToString(), input.key.name));
      }
      std::vector<std::string> there;
      for (const Object& object : mounts.ok() ? mounts->items : std::vector<Object>()) {
        const model::AttachmentSpec& spec = model::Get<model::Attachment>(object).spec;
        const std::string& space = spec.dataset.space.empty() ? object.metadata().space : spec.dataset.space;
        if (spec.dataset.name != input.key.name || space != input.key.space || spec.target.empty()) continue;
        there.push_back(spec.target);
        if (std::ranges::count(here, spec.target)) input.path = spec.target;
      }
      if (!input.path.empty()) continue;
      return Unimplemented(fmt::format(
          "dataset {} is Bound at {}, and not mounted on this machine{}; a server elsewhere can't mount "
          "here. Run "
          "the command on that machine, or say where the data is mounted here: --dataset {}=DIR",
          input.key.name, client.endpoint().ToString(),
          there.empty() ? "" : fmt::format(" (there it is at {})", Join(there, ", ")), input.key.name));
    }
    return Ok();
  }

  Status MakeFolder() {
    std::error_code error;
    std::string name = std::filesystem::temp_directory_path(error) / "fluid-run-XXXXXX";
    if (error || !mkdtemp(name.data()))
      return Status::FromErrno(errno, fmt::format("make the folder {}", name));
    folder_ = name;
    return Ok();
  }

  Status WaitUntilBound(api::ApiClient& client, const Key& key) {
    FLUID_RETURN_IF_ERROR(client.Get(key).status());
    Call call = Call::Within(options_.timeout);
    call.stop = console_.stop;
    std::string condition;
    const Status end = FollowObject(client, key, call, [&](const Object* now) -> Verdict {
      if (!now) return NotFound(fmt::format("dataset {} was deleted", key.name));
      condition = Condition(*now);
      if (PhaseOf(*now) == "Bound") return Ok();
      return std::nullopt;
    });
    if (end.code() != Code::kDeadlineExceeded) return end;
    return DeadlineExceeded(
        fmt::format("dataset {} is not Bound after {}: {}. What is wrong: fluid doctor {}", key.name,
                    FormatDuration(options_.timeout), condition, key.name));
  }

  Status Unmount(Context& context) {
    FLUID_ASSIGN_OR_RETURN(const ObjectList mounts, context.client.List(model::Attachment::Info()));
    std::vector<Object> ending;
    for (const Object& mount : mounts.items) {
      const bool ours = std::any_of(inputs_.begin(), inputs_.end(), [&](const Input& input) {
        return !input.was_mounted && model::Get<model::Attachment>(mount).spec.target == input.path;
      });
      if (!ours) continue;
      FLUID_ASSIGN_OR_RETURN(std::optional<Object> left,
                             AskDeletion(context, mount, {false, Duration(kLastWords)}));
      if (left) ending.push_back(*std::move(left));
    }
    return WaitUntilGone(context, ending, kEnd);
  }

  // The newest first: a runtime follows its dataset, a secret is needed until the end.
  Status Delete(Context& context) {
    std::vector<Object> ending;
    for (auto key = made_.rbegin(); key != made_.rend(); ++key) {
      const Result<Object> object = context.client.Get(*key);
      if (object.status().code() == Code::kNotFound) continue;
      FLUID_RETURN_IF_ERROR(object.status());
      Result<std::optional<Object>> left = AskDeletion(context, *object, {false, Duration(kLastWords)});
      if (left.status().code() == Code::kNotFound) continue;
      FLUID_RETURN_IF_ERROR(left.status());
      if (*left) ending.push_back(**std::move(left));
    }
    return WaitUntilGone(context, ending, kEnd);
  }

  const Common& common_;
  const RunVerbOptions& options_;
  Console& console_;
  std::vector<Key> made_;
  std::vector<Input> inputs_;
  std::string folder_;  // made for mounts; empty: none
  std::optional<RunRecord> record_;
  bool mounting_ = false;
};

}  // namespace

Status RunNearData(const Common& common, const RunVerbOptions& options, Console& console) {
  if (std::find(options.files.begin(), options.files.end(), "-") != options.files.end()) {
    return InvalidArgument("-f -: standard input is the command's");
  }
  FLUID_ASSIGN_OR_RETURN(const api::Endpoint server, WhichServer(common));
  model::Manifest manifest;
  if (!options.files.empty()) {
    model::ManifestOptions reading;
    reading.default_space = common.space;
    FLUID_ASSIGN_OR_RETURN(manifest, ReadManifests(options.files, options.recursive, reading, console));
  }
  Signals signals;
  // What is said beside the command goes to stderr: stdout is the command's.
  Console beside{console.in,          console.err,   console.err, console.err_is_terminal,
                 console.err_columns, signals.stop()};
  beside.stop = signals.stop();

  const bool made_state = !common.elsewhere() && !Exists(common.state_dir);
  std::optional<Serving> own;
  if (api::ApiClient asked(server, std::chrono::seconds(10), signals.stop());
      !common.elsewhere() && asked.List(model::Dataset::Info()).status().code() == Code::kUnavailable) {
    ServeOptions serve;
    serve.plugin_dirs = options.plugin_dirs;
    FLUID_ASSIGN_OR_RETURN(own, Serving::Start(common, serve, Log::ToStderr(LogLevel::kError)));
  }

  Visit visit(common, options, beside);
  Status status;
  {
    api::ApiClient client(server, std::chrono::seconds(30), signals.stop());
    status = visit.Prepare(manifest, client);
    if (status.ok() && !signals.stop().stop_requested()) visit.Started(client);
  }
  if (status.ok() && signals.stop().stop_requested()) status = Cancelled("interrupted");
  if (status.ok()) {
    const Result<int> code = Execute(options.command, visit.inputs(), signals);
    if (code.ok()) {
      console.exit_code = *code;
    } else {
      status = code.status();
      console.exit_code = code.status().error_number() == ENOENT ? kNotFound : kNotRun;
    }
  }
  if (status.code() == Code::kCancelled && signals.first() != 0) console.exit_code = 128 + signals.first();

  beside.stop = {};
  api::ApiClient client(server, std::chrono::seconds(30));
  visit.Ended(client, status, console.exit_code);
  const Status cleaned = visit.CleanUp(client);
  own.reset();
  if (made_state && !options.keep && cleaned.ok()) {
    const Status removed = RemoveTree(common.state_dir);
    if (status.ok()) status = removed;
  }
  if (!cleaned.ok()) console.err << "fluid: " << cleaned.message() << '\n';
  return status;
}

}  // namespace fluid::cli
