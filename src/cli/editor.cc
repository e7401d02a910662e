#include "src/cli/editor.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

#include "src/base/files.h"
#include "src/base/strings.h"

extern char** environ;

namespace fluid::cli {
namespace {

constexpr size_t kLongestText = 16 << 20;

// The terminal's Ctrl-C and Ctrl-\ reach every process in front; while an editor is there they are meant for
// it alone.
class SignalsAside {
 public:
  SignalsAside() {
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGINT, &ignore, &interrupt_);
    sigaction(SIGQUIT, &ignore, &quit_);
  }
  ~SignalsAside() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGQUIT, &quit_, nullptr);
  }

 private:
  struct sigaction interrupt_, quit_;
};

Result<int> RunToEnd(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGPIPE}) sigaddset(&defaults, signal);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  const int error = posix_spawnp(&pid, argv[0], nullptr, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) {  // not a code of the object that is to be edited
    return Status(Code::kUnknown,
                  fmt::format("running the editor {}: {}", words[0], std::generic_category().message(error)));
  }
  int state = 0;
  while (waitpid(pid, &state, 0) < 0) {
    if (errno != EINTR) return Status::FromErrno(errno, "waiting for the editor");
  }
  return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}

}  // namespace

std::vector<std::string> EditorWords() {
  std::vector<std::string> words;
  for (const char* name : {"VISUAL", "EDITOR"}) {
    const char* value = std::getenv(name);
    for (const std::string_view word : Split(value ? value : "", ' ')) {
      if (!word.empty()) words.emplace_back(word);
    }
    if (!words.empty()) return words;
  }
  return {"vi"};
}

Result<EditedFile> EditedFile::Make(std::string_view text) {
  const char* folder = std::getenv("TMPDIR");
  std::string path = JoinPath(folder && *folder ? folder : "/tmp", "fluid-edit-XXXXXX.yaml");
  const Fd fd(mkstemps(path.data(), 5));  // of mode 0600
  if (!fd) return Status::FromErrno(errno, fmt::format("making {}", path));
  EditedFile file(std::move(path));
  FLUID_RETURN_IF_ERROR(file.Replace(text));
  return file;
}

EditedFile::EditedFile(EditedFile&& other) noexcept
    : path_(std::exchange(other.path_, std::string())), kept_(other.kept_) {}

EditedFile::~EditedFile() {
  if (!kept_ && !path_.empty()) unlink(path_.c_str());
}

Status EditedFile::Replace(std::string_view text) { return ReplaceFile(path_, text, 0600); }

Result<std::string> EditedFile::Edit() {
  std::vector<std::string> words = EditorWords();
  const std::string editor = words[0];
  words.push_back(path_);
  const SignalsAside aside;
  FLUID_ASSIGN_OR_RETURN(const int code, RunToEnd(std::move(words)));
  if (code != 0) {
    return Status(Code::kUnknown, fmt::format("the editor {} ended with code {}", editor, code));
  }
  Result<std::string> text = ReadFile(path_, kLongestText);
  if (!text.ok()) return Status(Code::kUnknown, std::string(text.status().message()));
  return text;
}

std::string EditedFile::Keep() {
  kept_ = true;
  return path_;
}

}  // namespace fluid::cli
