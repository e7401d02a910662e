#include "src/fuse/fuse_mount.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>

#include "src/fuse/made_folders.h"
#include "src/fuse/mounts_of_host.h"
#include "src/fuse/users.h"

namespace fluid::fuse {
namespace {

constexpr char kType[] = "fuse.fluid";
constexpr Duration kProbeOfOthers = std::chrono::seconds(2);
constexpr Duration kEndsByItself = std::chrono::milliseconds(500);
constexpr size_t kMaxChanges = 1024;  // more are one change of everything

// The parent folders of `path` and itself, as far as they are missing; outermost first.
std::vector<std::string> MissingFolders(const std::string& path) {
  std::vector<std::string> missing;
  for (size_t slash = 1; slash != std::string::npos && slash < path.size();) {
    slash = path.find('/', slash + 1);
    std::string folder = path.substr(0, slash);
    struct stat found;
    if (lstat(folder.c_str(), &found) != 0 && errno == ENOENT) missing.push_back(std::move(folder));
  }
  return missing;
}

Result<std::string> Canonical(const std::string& path) {
  char resolved[PATH_MAX];
  if (realpath(path.c_str(), resolved) == nullptr) return Status::FromErrno(errno, "resolve " + path);
  return std::string(resolved);
}

Status DetachDead(const std::string& target) {
  for (int dead = 0;; ++dead) {
    FLUID_ASSIGN_OR_RETURN(const std::vector<HostMount> mounts, MountsAt(target));
    if (mounts.empty()) return Ok();
    if (mounts.back().type != kType) {
      return FailedPrecondition(fmt::format("a mount of type {} is there", mounts.back().type));
    }
    const Status alive = ProbeMount(target, kProbeOfOthers);
    if (alive.error_number() != ENOTCONN) return FailedPrecondition("another mount of fluid is served there");
    constexpr int kMostDead = 64;
    if (dead == kMostDead || umount2(target.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW) != 0) {
      return Status::FromErrno(dead == kMostDead ? EBUSY : errno, "detach a dead mount there");
    }
  }
}

}  // namespace

Status FuseMount::ClearDead(const std::string& target) {
  FLUID_ASSIGN_OR_RETURN(const std::string canonical, Canonical(target));
  FLUID_RETURN_IF_ERROR(DetachDead(canonical));
  std::vector<std::string> made = MadeFolders(canonical, {});
  RemoveMade(made);
  return Ok();
}

Result<std::unique_ptr<FuseMount>> FuseMount::Mount(engine::DataPlane& plane, const std::string& target,
                                                    FuseMountOptions options) {
  if (target.empty() || target[0] != '/' || target.find('\0') != std::string::npos) {
    return InvalidArgument(fmt::format("mount at '{}': the target must be an absolute path", target));
  }
  std::unique_ptr<FuseMount> mount(new FuseMount(plane, std::move(options)));
  FLUID_RETURN_IF_ERROR(mount->PrepareTarget(target).Annotate("mount at " + target));
  FLUID_RETURN_IF_ERROR(mount->Connect().Annotate("mount at " + target));
  return mount;
}

FuseMount::FuseMount(engine::DataPlane& plane, FuseMountOptions options)
    : options_(std::move(options)), files_(plane, options_.files) {}

FuseMount::~FuseMount() { Detach(); }

Status FuseMount::PrepareTarget(const std::string& target) {
  std::vector<std::string> made = MissingFolders(target);
  if (!made.empty()) FLUID_RETURN_IF_ERROR(MakeDirs(target));
  FLUID_ASSIGN_OR_RETURN(target_, Canonical(target));
  for (std::string& folder : made) {
    FLUID_ASSIGN_OR_RETURN(folder, Canonical(folder));
    MarkMade(folder);
  }
  FLUID_RETURN_IF_ERROR(DetachDead(target_));
  made_folders_ = MadeFolders(target_, made);
  struct stat found;
  if (stat(target_.c_str(), &found) != 0) return Status::FromErrno(errno, "look at it");
  if (!S_ISDIR(found.st_mode)) return FailedPrecondition("it is not a folder");
  if (!options_.allow_non_empty) {
    FLUID_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDir(target_));
    if (!names.empty()) {
      return FailedPrecondition(
          fmt::format("the folder holds '{}' and would be hidden; take an empty one", names[0]));
    }
  }
  return Ok();
}

Status FuseMount::Connect() {
  Fd device(open("/dev/fuse", O_RDWR | O_CLOEXEC));
  if (!device) return Status::FromErrno(errno, "open /dev/fuse");
  // Source of the options: Documentation/filesystems/fuse.rst.
  const std::string data =
      fmt::format("fd={},rootmode=40000,user_id={},group_id={},allow_other,default_permissions,max_read={}",
                  device.get(), geteuid(), getegid(), FileSystem::kMaxRead);
  if (mount(options_.source.c_str(), target_.c_str(), kType, MS_RDONLY | MS_NOSUID | MS_NODEV,
            data.c_str()) != 0) {
    return Status::FromErrno(errno, "mount(2)");
  }
  Status status = [&]() -> Status {
    FLUID_ASSIGN_OR_RETURN(const std::vector<HostMount> mounts, MountsAt(target_));
    if (mounts.size() != 1 || mounts[0].type != kType)
      return Aborted("somebody else mounts there at the same time");
    device_ = mounts[0].device;
    FLUID_ASSIGN_OR_RETURN(session_, Session::Start(files_, std::move(device), options_.session));
    teller_ = std::thread([this] { TellChanges(); });
    return Ok();
  }();
  if (!status.ok() && !session_) (void)umount2(target_.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW);
  return status;
}

FuseMount::Place FuseMount::Where() const {
  const auto mounts = MountsAt(target_);
  if (!mounts.ok()) return Place::kOnTop;  // nothing says that it left where it was put
  if (mounts->empty()) return Place::kGone;
  if (mounts->back().device == device_) return Place::kOnTop;
  return std::any_of(mounts->begin(), mounts->end(), [&](const HostMount& m) { return m.device == device_; })
             ? Place::kCovered
             : Place::kGone;
}

Status FuseMount::Probe(Duration timeout) {
  if (!mounted()) return Unavailable(fmt::format("the mount at {} was ended by somebody else", target_));
  if (Where() == Place::kCovered) return Unavailable(fmt::format("another mount covers that at {}", target_));
  FLUID_RETURN_IF_ERROR(ProbeMount(target_, timeout));
  // Only now, because what the kernel agrees on at its first request would undo it. Without the right to, it
  // stays slow.
  if (!read_ahead_set_.exchange(true)) (void)SetReadAhead(device_, options_.read_ahead_kib);
  return Ok();
}

Status FuseMount::Unmount(std::vector<int>* users) {
  users->clear();
  const Place place = Where();
  if (session_ && (session_->running() || place != Place::kGone)) {
    *users = FindUsers(device_);
    const std::string in_use = fmt::format("unmount {}: it is in use", target_);
    if (!users->empty()) return FailedPrecondition(in_use);
    if (place == Place::kCovered)
      return FailedPrecondition(fmt::format("unmount {}: another mount covers it", target_));
    if (place == Place::kOnTop && umount2(target_.c_str(), UMOUNT_NOFOLLOW) != 0) {
      if (errno == EBUSY) return FailedPrecondition(in_use);
      return Status::FromErrno(errno, "unmount " + target_);
    }
  }
  End();
  return Ok();
}

void FuseMount::Detach() {
  files_.Stop();
  if (session_ && Where() == Place::kOnTop) {  // so the device is still this connection's
    (void)AbortConnection(device_);
    (void)umount2(target_.c_str(), MNT_FORCE | MNT_DETACH | UMOUNT_NOFOLLOW);
  }
  End();
}

void FuseMount::End() {
  files_.Stop();
  if (session_) {
    // A copy of the mount in another namespace, or a descriptor that outlived a lazy unmount, would keep it
    // alive.
    session_->WaitEnded(std::chrono::steady_clock::now() + kEndsByItself);
    if (session_->listening()) (void)AbortConnection(device_);
    {
      MutexLock lock(mutex_);
      ending_ = true;
    }
    changed_.NotifyAll();
    if (teller_.joinable()) teller_.join();
    session_->WaitEnded(MonoTime::max());
    files_.CloseAll();
  }
  RemoveMade(made_folders_);
}

void FuseMount::Changed(const std::string& path) {
  {
    MutexLock lock(mutex_);
    if (ending_) return;
    if (changes_.size() == kMaxChanges) changes_ = {"/"};
    changes_.insert(path);
  }
  changed_.NotifyAll();
}

void FuseMount::TellChanges() {
  for (;;) {
    std::set<std::string> changes;
    {
      MutexLock lock(mutex_);
      while (changes_.empty() && !ending_) changed_.Wait(mutex_);
      if (ending_) return;
      changes.swap(changes_);
    }
    for (const std::string& path : changes) {
      if (!session_->running()) return;
      TellChange(path);
    }
  }
}

void FuseMount::TellChange(const std::string& path) {
  const std::string& root = options_.files.root;
  const Nodes& nodes = files_.nodes();
  std::string folder = path;
  if (IsWithin(root, path)) {
    folder = root;
  } else if (IsWithin(path, root)) {
    // The entry by which the kernel knows it, or the outermost one on the way that it knows to be missing.
    uint64_t parent = Nodes::kRoot;
    size_t begin = root == "/" ? 1 : root.size() + 1;
    size_t end = path.find('/', begin);
    while (end != std::string::npos) {
      const uint64_t next = nodes.Folder(std::string_view(path).substr(0, end));
      if (next == 0) break;
      parent = next;
      begin = end + 1;
      end = path.find('/', begin);
    }
    session_->ExpireEntry(parent, path.substr(begin, end - begin));
  } else {
    return;
  }
  const uint64_t node = nodes.Folder(folder);
  if (node == 0) return;
  session_->ExpireAttributes(node);
  for (const Nodes::Entry& entry : nodes.Below(folder)) session_->ExpireEntry(entry.parent, entry.name);
}

}  // namespace fluid::fuse
