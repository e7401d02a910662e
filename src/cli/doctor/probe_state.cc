// The state folder and the server on it. Nothing is locked, and nothing is written.
#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <charconv>
#include <filesystem>

#include "src/api/client.h"
#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/base/unix_socket.h"
#include "src/cli/doctor/probe.h"
#include "src/model/generated/dataset.h"
#include "src/orchestrator/defaults.h"
#include "src/store/change_log.h"

namespace fluid::cli::doctor {
namespace {

constexpr size_t kMostNamed = 8;

std::vector<std::string> OpenSecrets(const std::string& folder) {
  std::vector<std::string> open;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    struct stat found;
    const std::string path = it->path();
    if (lstat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode) || (found.st_mode & 077) == 0) continue;
    open.push_back(path);
    if (open.size() == kMostNamed) break;
  }
  return open;
}

std::optional<WallTime> NewestOf(const std::string& folder) {
  std::optional<WallTime> newest;
  for (const char* name : {"fluid.db", "fluid.db-wal", "fluid.db-redo", "lock", "format"}) {
    struct stat found;
    if (stat(JoinPath(folder, name).c_str(), &found) != 0) continue;
    const WallTime written{std::chrono::seconds(found.st_mtim.tv_sec)};
    if (!newest || written > *newest) newest = written;
  }
  return newest;
}

int64_t BigEndian(std::string_view bytes) {
  uint32_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

// Source of the header: sqlite.org/fileformat2.html, 1.3.
void ReadDatabaseHeader(const std::string& path, StateFacts& state) {
  constexpr size_t kHeader = 100, kFormatAt = 60, kOwnerAt = 68;
  std::string header(kHeader, '\0');
  std::FILE* file = std::fopen(path.c_str(), "re");
  if (!file) return;
  const size_t got = std::fread(header.data(), 1, kHeader, file);
  std::fclose(file);
  if (got == 0) return;
  const bool sqlite = got == kHeader && header.starts_with(std::string_view("SQLite format 3\0", 16));
  const int64_t owner = sqlite ? BigEndian(header.substr(kOwnerAt, 4)) : 0;
  const int64_t format = sqlite ? BigEndian(header.substr(kFormatAt, 4)) : 0;
  if (sqlite && owner == 0 && format == 0) return;  // what they are is in the write-ahead log yet
  state.database_owner = static_cast<uint32_t>(owner);
  state.database_format = format;
}

// Who holds the lock of a file, without asking for it. Source: proc_locks(5).
int HolderOf(const std::string& path) {
  struct stat found;
  const Result<std::string> locks = ReadFile("/proc/locks", 4 << 20);
  if (stat(path.c_str(), &found) != 0 || !locks.ok()) return 0;
  const std::string file =
      fmt::format("{:02x}:{:02x}:{}", major(found.st_dev), minor(found.st_dev), found.st_ino);
  for (const std::string_view line : Split(*locks, '\n')) {
    std::vector<std::string_view> words = Split(line, ' ');
    std::erase(words, std::string_view());
    if (words.size() < 6 || words[1] != "FLOCK" || words[5] != file) continue;
    // The file itself knows the pid as that process does.
    const Result<std::string> text = ReadFile(path, 64);
    const std::string_view pid = text.ok() ? Trim(*text) : words[4];
    int number = 0;
    std::from_chars(pid.data(), pid.data() + pid.size(), number);
    return number > 0 ? number : -1;
  }
  return 0;
}

}  // namespace

StateFacts LookAtState(const std::string& folder) {
  StateFacts state;
  state.folder = LookAtPath(folder);
  state.known_format = orchestrator::kStateFormat;
  state.known_database_format = store::kDatabaseFormat;
  state.known_database_owner = store::kDatabaseOwner;
  if (state.folder.error != 0) return state;
  state.newest_file = NewestOf(folder);
  if (const Result<std::string> format = ReadFile(JoinPath(folder, "format"), 64); format.ok()) {
    state.format = std::string(Trim(*format));
  }
  ReadDatabaseHeader(JoinPath(folder, "fluid.db"), state);
  state.open_secrets = OpenSecrets(JoinPath(folder, "secrets"));
  return state;
}

ApiFacts LookAtApi(const std::string& state_dir) {
  ApiFacts api;
  api.socket = JoinPath(state_dir, "fluid.sock");
  api.lock_holder = HolderOf(JoinPath(state_dir, "lock"));
  struct stat found;
  api.there = lstat(api.socket.c_str(), &found) == 0;
  if (!api.there) return api;
  const std::string socket = api.socket;
  const auto connected = Within<bool>(kPatience, [socket] { return ConnectUnix(socket).ok(); });
  api.accepts = !connected || *connected;  // a queue that is full is somebody's
  if (!connected) {
    api.answer = DeadlineExceeded(fmt::format("connect to {}: no answer", socket));
  } else if (api.accepts) {
    api::ApiClient client(socket, kPatience);
    api.answer = client.List(model::Dataset::Info()).status();
  }
  return api;
}

}  // namespace fluid::cli::doctor
