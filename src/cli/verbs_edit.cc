// edit: an object in a person's editor, until the server takes it or the person gives up. Nothing that was
// written is lost: what is refused comes back with the reasons on top, what is given up stays in a file.
#include <fmt/format.h>

#include "src/base/strings.h"
#include "src/cli/editor.h"
#include "src/cli/names.h"
#include "src/cli/output.h"
#include "src/cli/verbs.h"
#include "src/model/diff.h"
#include "src/model/manifest.h"
#include "src/model/resource.h"

namespace fluid::cli {
namespace {

constexpr std::string_view kHead =
    "# Lines that begin with # are left out. Save and leave to apply; leave it as it is, or empty, to\n"
    "# cancel. The status is the server's and not shown.\n#\n";
constexpr int kQuietAttempts = 8;  // while others write the status only

// Without the status, which an edit can't change.
std::string TextOf(const Object& object) {
  Object shown = object;
  shown.metadata().other.clear();  // who manages which field, and what else only programs read
  shown.metadata().other.clear();  // the server goes on from its own account of managers
  if (shown.kind().has_status) model::ClearStatus(shown);
  const std::string yaml = model::ToYaml(shown);
  std::string text;
  bool status = false;
  for (const std::string_view line : Split(yaml, '\n')) {
    if (!line.empty() && line[0] != ' ' && line[0] != '-') status = line.starts_with("status:");
    if (!status && !line.empty()) text.append(line).append("\n");
  }
  return text;
}

std::string WithoutComments(std::string_view text) {
  std::string rest;
  for (const std::string_view line : Split(text, '\n')) {
    if (!line.starts_with('#') && !Trim(line).empty()) rest.append(line).append("\n");
  }
  return rest;
}

std::string AsComments(std::string_view text) {
  std::string comments;
  for (const std::string_view line : Split(text, '\n')) comments.append("# ").append(line).append("\n");
  return comments;
}

// Why it was refused, a line for each reason.
std::string Reasons(const Status& status) {
  if (status.problems().empty()) return std::string(status.message());
  std::string text;
  for (const Problem& problem : status.problems()) {
    Problem told = problem;
    told.file.clear();
    told.line = 0;  // of a text that had no comments on top
    text += (text.empty() ? "" : "\n") + told.ToString();
  }
  return text;
}

class Edit {
 public:
  Edit(Context& context, const EditOptions& options, Object object)
      : context_(context), options_(options), original_(std::move(object)), text_(TextOf(original_)) {}

  Status Run() {
    std::string reasons;
    FLUID_ASSIGN_OR_RETURN(EditedFile file, EditedFile::Make(""));
    while (true) {
      const std::string shown = text_;
      FLUID_RETURN_IF_ERROR(file.Replace(std::string(kHead) + reasons + shown));
      const Result<std::string> edited = file.Edit();
      if (!edited.ok()) return GivenUp(file, edited.status());
      text_ = WithoutComments(*edited);
      if (text_.empty() || text_ == TextOf(original_)) {
        context_.console.err << "edit cancelled, no changes made\n";
        return Ok();
      }
      if (!reasons.empty() && text_ == shown && !conflict_) return GivenUp(file, refused_);
      refused_ = Take();
      if (refused_.ok()) return Ok();
      if (!Mendable(refused_)) return GivenUp(file, refused_);
      reasons = AsComments("Refused:\n" + Reasons(refused_)) + "#\n";
    }
  }

 private:
  static bool Mendable(const Status& status) {
    const Code code = status.code();
    return code == Code::kInvalidArgument || code == Code::kAborted || code == Code::kFailedPrecondition ||
           code == Code::kAlreadyExists;
  }

  Status GivenUp(EditedFile& file, const Status& why) {
    context_.console.err << fmt::format("your text is kept in {}\n", file.Keep());
    return why;
  }

  // The text as an object of the same name.
  Result<Object> Parse() {
    model::ManifestOptions options;
    options.default_space = original_.metadata().space;
    FLUID_ASSIGN_OR_RETURN(model::Manifest manifest, model::ParseManifest(text_, "", options));
    if (manifest.objects.size() != 1)
      return InvalidArgument(fmt::format("there are {} objects; allowed is one", manifest.objects.size()));
    Object object = std::move(manifest.objects[0]);
    if (object.key() != original_.key()) {
      return InvalidArgument(fmt::format("it is {}; kind, name and namespace of {} can't be changed",
                                         FullName(object), FullName(original_)));
    }
    return object;
  }

  // Gives the server what the text says. ABORTED: somebody else changed the object; the next attempt goes
  // over it.
  Status Take() {
    conflict_ = false;
    FLUID_ASSIGN_OR_RETURN(Object wanted, Parse());
    for (int attempt = 1;; ++attempt) {
      wanted.metadata().other = original_.metadata().other;
      wanted.metadata().version = original_.metadata().version;
      const Result<Object> taken = context_.client.Update(wanted, options_.dry_run != DryRun::kNo);
      if (taken.ok()) {
        context_.console.out << fmt::format("{} edited{}\n", FullName(*taken), NoteOf(options_.dry_run));
        return Ok();
      }
      if (taken.status().code() != Code::kAborted) return taken.status();
      FLUID_ASSIGN_OR_RETURN(Object now, context_.client.Get(original_.key()));
      model::DiffOptions diff_options;
      diff_options.status = false;
      const std::vector<model::Change> changes = model::Diff(original_, now, diff_options);
      original_ = std::move(now);
      if (!changes.empty()) return Conflict(changes);
      if (attempt == kQuietAttempts) return taken.status();
    }
  }

  Status Conflict(const std::vector<model::Change>& changes) {
    conflict_ = true;
    std::string text = "Somebody else changed it meanwhile. Saving again puts your text over these changes:";
    for (const model::Change& change : changes) {
      text += fmt::format("\n  {}: {} -> {}", change.path, change.before.empty() ? "none" : change.before,
                          change.after.empty() ? "none" : change.after);
    }
    return Aborted(text);
  }

  Context& context_;
  const EditOptions& options_;
  Object original_;  // as the server has it
  std::string text_;
  Status refused_;
  bool conflict_ = false;  // saving the same text again means it
};

}  // namespace

Status EditObject(Context& context, const EditOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Named named, ParseNames(options.words, context.common.space));
  if (named.keys.size() != 1) return InvalidArgument("say which one: KIND NAME or KIND/NAME");
  if (named.keys[0].kind == "Secret") {
    return InvalidArgument("the values of a secret are not shown, so it can't be edited; apply it instead");
  }
  FLUID_ASSIGN_OR_RETURN(Object object, context.client.Get(named.keys[0]));
  return Edit(context, options, std::move(object)).Run();
}

}  // namespace fluid::cli
