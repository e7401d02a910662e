#include "src/launch/folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/launch/process.h"
#include "src/launch/shim/wire.h"

namespace fluid::launch {

std::string InstanceName(const LaunchId& id) {
  const std::string whole = id.engine + '\0' + id.component + '\0' + id.key;
  return fmt::format("{:016x}", Hash64(whole));
}

Folder::Folder(const Host& host, const LaunchId& id) {
  const std::string name = InstanceName(id);
  path_ = JoinPath(host.run_folder(), name);
  kept_ = JoinPath(host.kept_folder(), name);
  memory_ = "/dev/shm/fluid-" + host.tag + "-" + name;
  marker_ = "FLUID_INSTANCE=" + host.tag + "-" + name;
}

std::string Folder::VolumePath(const LaunchVolume& volume) const {
  switch (volume.kind) {
    case LaunchVolume::Kind::kState:
      return JoinPath(kept_, volume.name);
    case LaunchVolume::Kind::kTier:
    case LaunchVolume::Kind::kHost:
      return volume.source;
    case LaunchVolume::Kind::kMemory:
      return JoinPath(memory_, volume.name);
    case LaunchVolume::Kind::kScratch:
    case LaunchVolume::Kind::kMount:
    case LaunchVolume::Kind::kSocket:
      break;
  }
  return path_ + "/v/" + volume.name;
}

std::map<std::string, std::string> Folder::Dirs(const Launch& launch) const {
  std::map<std::string, std::string> dirs = {{".", path_}};
  for (const LaunchVolume& volume : launch.volumes) dirs[volume.name] = VolumePath(volume);
  return dirs;
}

Status Folder::Save(const Record& record) {
  FLUID_RETURN_IF_ERROR(MakeDirs(path_));
  return ReplaceFile(path_ + "/launch.record", EncodeRecord(record), 0600);
}

void Folder::NoteTiers(Record* record) const {
  for (const LaunchVolume& volume : record->launch.volumes) {
    if (volume.kind == LaunchVolume::Kind::kTier && !Exists(volume.source))
      record->made.insert(volume.source);
  }
}

Status Folder::MakeVolumes(const Launch& launch) const {
  for (const LaunchVolume& volume : launch.volumes) {
    const std::string path = VolumePath(volume);
    if (volume.kind != LaunchVolume::Kind::kHost) {
      FLUID_RETURN_IF_ERROR(MakeDirs(path).Annotate("volume " + volume.name));
    } else if (!Exists(path)) {
      return FailedPrecondition(fmt::format("volume {}: {} is not there", volume.name, path));
    }
  }
  return Ok();
}

Status Folder::WriteFiles(const Launch& launch, const Words& words, bool live_only) const {
  for (const LaunchFile& file : launch.files) {
    if (live_only && !file.live) continue;
    const std::string path = JoinPath(path_, file.path);
    FLUID_ASSIGN_OR_RETURN(const std::string content, words.Fill(file.content, (file.mode & 077) == 0));
    if (live_only) {
      const auto old = ReadFile(path);
      if (old.ok() && *old == content) continue;
    }
    const std::string above = path.substr(0, path.rfind('/'));
    FLUID_RETURN_IF_ERROR(MakeDirs(above));
    FLUID_RETURN_IF_ERROR(ReplaceFile(path, content, file.mode));
  }
  return Ok();
}

Status Folder::ClearForRevision() const {
  DetachMounts();
  FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDir(path_));
  for (const std::string& name : names) {
    if (!name.starts_with("launch.")) FLUID_RETURN_IF_ERROR(RemoveTree(JoinPath(path_, name)));
  }
  return RemoveTree(memory_);
}

namespace {

// Paths in mountinfo have blanks and the like as \040.
std::string Unescape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size()) {
      out += static_cast<char>(std::strtol(std::string(text.substr(i + 1, 3)).c_str(), nullptr, 8));
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string> MountsBelow(const std::string& folder) {
  std::vector<std::string> mounts;
  std::FILE* file = std::fopen("/proc/self/mountinfo", "re");
  if (file == nullptr) return mounts;
  char* line = nullptr;
  size_t room = 0;
  while (getline(&line, &room, file) > 0) {
    const auto words = Split(line, ' ');
    if (words.size() < 5) continue;
    std::string path = Unescape(words[4]);
    if (path.starts_with(folder + "/")) mounts.push_back(std::move(path));
  }
  std::free(line);
  std::fclose(file);
  return mounts;
}

// Without root, FUSE's own helper may do it.
void Detach(const std::string& path) {
  if (umount2(path.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) == 0 || errno != EPERM) return;
  const std::string places = "/bin:/usr/bin";
  auto program = FindProgram("fusermount3", places, "/");
  if (!program.ok()) return;
  SpawnOptions options;
  options.file = *program;
  options.argv = {"fusermount3", "-u", "-z", "--", path};
  options.env = {"PATH=" + places};
  (void)RunToEnd(std::move(options), std::chrono::seconds(5), -1);
}

}  // namespace

void Folder::DetachMounts() const {
  const std::vector<std::string> mounts = MountsBelow(path_);
  for (auto mount = mounts.rbegin(); mount != mounts.rend(); ++mount) Detach(*mount);
}

Status Folder::Remove(const Record& record) const {
  DetachMounts();
  FLUID_RETURN_IF_ERROR(RemoveTree(memory_));
  if (record.purge) {
    for (const std::string& path : record.made) FLUID_RETURN_IF_ERROR(RemoveTree(path));
    FLUID_RETURN_IF_ERROR(RemoveTree(kept_));
  }
  // The record goes last, in one step with all that is left: who finds it finds the wish to remove.
  const std::string gone = path_ + ".gone";
  FLUID_RETURN_IF_ERROR(RemoveTree(gone));
  if (rename(path_.c_str(), gone.c_str()) != 0 && errno != ENOENT) {
    return Status::FromErrno(errno, "rename " + path_);
  }
  return RemoveTree(gone);
}

int Folder::ShimPid() const {
  const Fd fd(open(JoinPath(path_, shim::kLockFile).c_str(), O_RDWR | O_CLOEXEC));
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  if (!fd || fcntl(fd.get(), F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK) return 0;
  return lock.l_pid;
}

std::optional<Fd> Folder::KeepShimsOut() const {
  Fd fd(open(JoinPath(path_, shim::kLockFile).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  // Where there can't be a lock, no shim can get it either.
  if (fd && fcntl(fd.get(), F_SETLK, &lock) != 0 && (errno == EAGAIN || errno == EACCES)) return std::nullopt;
  return fd;
}

std::map<std::string, std::string> Folder::RunFacts() const {
  return ReadFacts(JoinPath(path_, shim::kRunFile), "fluid-run 1");
}

std::map<std::string, std::string> Folder::ExitFacts() const {
  return ReadFacts(JoinPath(path_, shim::kExitFile), "fluid-exit 1");
}

Result<std::string> Folder::Tail(size_t bytes) const {
  std::string text;
  for (const char* name : {shim::kLogFile, shim::kOldLogFile}) {
    if (text.size() >= bytes) break;
    const Fd fd(open(JoinPath(path_, name).c_str(), O_RDONLY | O_CLOEXEC));
    struct stat st;
    if (!fd || fstat(fd.get(), &st) != 0) continue;
    std::string part(std::min(bytes - text.size(), static_cast<size_t>(st.st_size)), 0);
    const ssize_t n = pread(fd.get(), part.data(), part.size(), st.st_size - static_cast<off_t>(part.size()));
    if (n < 0) return Status::FromErrno(errno, "read " + JoinPath(path_, name));
    part.resize(static_cast<size_t>(n));
    text.insert(0, part);
  }
  return text;
}

// A place is "INODE:OFFSET": the file keeps its inode when it becomes the old one.
Result<LogPiece> Folder::ReadLog(const std::string& after, size_t bytes) const {
  struct Part {
    Fd fd;
    uint64_t inode;
    size_t size;
  };
  std::vector<Part> parts;  // oldest first
  size_t all = 0;
  for (const char* name : {shim::kOldLogFile, shim::kLogFile}) {
    Fd fd(open(JoinPath(path_, name).c_str(), O_RDONLY | O_CLOEXEC));
    struct stat st;
    if (!fd || fstat(fd.get(), &st) != 0) continue;
    parts.push_back({std::move(fd), st.st_ino, static_cast<size_t>(st.st_size)});
    all += parts.back().size;
  }
  size_t skip = after.empty() ? all - std::min(all, bytes) : 0;
  const uint64_t inode = std::strtoull(after.c_str(), nullptr, 10);
  for (size_t before = 0; const Part& part : parts) {
    const size_t colon = after.find(':');
    if (colon != std::string::npos && part.inode == inode)
      skip = before + std::min<size_t>(part.size, std::strtoull(after.c_str() + colon + 1, nullptr, 10));
    before += part.size;
  }
  LogPiece piece;
  piece.next = after;
  const bool begins_within = after.empty() && skip > 0;
  for (const Part& part : parts) {
    if (skip > part.size || piece.text.size() == bytes) {
      skip -= std::min(skip, part.size);
      continue;
    }
    std::string text(std::min(bytes - piece.text.size(), part.size - skip), 0);
    const ssize_t n = pread(part.fd.get(), text.data(), text.size(), static_cast<off_t>(skip));
    if (n < 0) return Status::FromErrno(errno, "read the log in " + path_);
    text.resize(static_cast<size_t>(n));
    // A line that is still being written is told when it is whole, if it ever becomes so.
    const size_t line = text.rfind('\n');
    if (&part == &parts.back() && line != std::string::npos) text.resize(line + 1);
    piece.next = fmt::format("{}:{}", part.inode, skip + text.size());
    piece.text += text;
    skip = 0;
  }
  if (begins_within) piece.text.erase(0, piece.text.find('\n') + 1);
  return piece;
}

}  // namespace fluid::launch
