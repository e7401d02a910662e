#include "src/fuse/mounts_of_host.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <memory>
#include <set>
#include <thread>

#include "src/base/files.h"
#include "src/base/mutex.h"
#include "src/base/strings.h"

namespace fluid::fuse {
namespace {

// "\040" is a blank.
std::string Unescape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    int value = 0;
    if (text[i] == '\\' && i + 3 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 4, value, 8).ptr == text.data() + i + 4) {
      out += static_cast<char>(value);
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool ParseNumber(std::string_view text, int* out) {
  return std::from_chars(text.data(), text.data() + text.size(), *out).ptr == text.data() + text.size();
}

Status WriteTo(int folder, const std::string& name, std::string_view bytes) {
  const Fd fd(openat(folder, name.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd || write(fd.get(), bytes.data(), bytes.size()) < 0)
    return Status::FromErrno(errno, "write " + name);
  return Ok();
}

}  // namespace

std::vector<HostMount> ParseMountInfo(const std::string& text) {
  std::vector<HostMount> mounts;
  for (const std::string_view line : Split(text, '\n')) {
    // ID PARENT MAJOR:MINOR ROOT POINT OPTIONS [optional ..] - TYPE SOURCE SUPER_OPTIONS
    const std::vector<std::string_view> words = Split(line, ' ');
    size_t dash = 6;
    while (dash < words.size() && words[dash] != "-") ++dash;
    if (dash + 2 >= words.size()) continue;
    const size_t colon = words[2].find(':');
    int major = 0, minor = 0;
    HostMount mount;
    if (colon == std::string_view::npos || !ParseNumber(words[0], &mount.id) ||
        !ParseNumber(words[1], &mount.parent) || !ParseNumber(words[2].substr(0, colon), &major) ||
        !ParseNumber(words[2].substr(colon + 1), &minor)) {
      continue;
    }
    mount.device = makedev(major, minor);
    mount.point = Unescape(words[4]);
    mount.type = Unescape(words[dash + 1]);
    mount.source = Unescape(words[dash + 2]);
    mounts.push_back(std::move(mount));
  }
  return mounts;
}

Result<std::vector<HostMount>> MountsAt(const std::string& path) {
  FLUID_ASSIGN_OR_RETURN(const std::string text, ReadFile("/proc/self/mountinfo"));
  std::vector<HostMount> here = ParseMountInfo(text);
  std::erase_if(here, [&](const HostMount& mount) { return mount.point != path; });
  // Each lies on its parent, wherever in the list that is.
  std::set<int> covered;
  for (const HostMount& mount : here) covered.insert(mount.parent);
  std::partition(here.begin(), here.end(),
                 [&](const HostMount& mount) { return covered.contains(mount.id); });
  return here;
}

Status ProbeMount(const std::string& path, Duration timeout) {
  // statvfs of a mount whose daemon hangs can't be called off, so it waits on a thread that nobody waits for;
  // it ends with the answer or with the mount.
  struct Answer {
    Mutex mutex;
    CondVar given;
    bool done ABSL_GUARDED_BY(mutex) = false;
    int error ABSL_GUARDED_BY(mutex) = 0;
  };
  auto answer = std::make_shared<Answer>();
  try {
    std::thread([answer, path] {
      (void)close_range(0, ~0U, CLOSE_RANGE_UNSHARE);
      struct statvfs found;
      const int error = statvfs(path.c_str(), &found) == 0 ? 0 : errno;
      MutexLock lock(answer->mutex);
      answer->done = true;
      answer->error = error;
      answer->given.NotifyAll();
    }).detach();
  } catch (const std::system_error&) {
    return ResourceExhausted("probe the mount " + path + ": no thread can be made");
  }
  const MonoTime until = std::chrono::steady_clock::now() + timeout;
  MutexLock lock(answer->mutex);
  while (!answer->done) {
    if (!answer->given.WaitUntil(answer->mutex, until) && !answer->done) {
      return DeadlineExceeded("probe the mount " + path + ": no answer to statvfs");
    }
  }
  return answer->error == 0 ? Ok() : Status::FromErrno(answer->error, "probe the mount " + path);
}

Status AbortConnection(dev_t device) {
  // A control file system of our own, because /sys/fs/fuse/connections need not be mounted.
  const Fd context(fsopen("fusectl", FSOPEN_CLOEXEC));
  if (!context || fsconfig(context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) != 0) {
    return Status::FromErrno(errno, "reach the FUSE control file system");
  }
  const Fd control(fsmount(context.get(), FSMOUNT_CLOEXEC, 0));
  if (!control) return Status::FromErrno(errno, "reach the FUSE control file system");
  return WriteTo(control.get(), fmt::format("{}/abort", minor(device)), "1")
      .Annotate("abort a FUSE connection");
}

Status SetReadAhead(dev_t device, unsigned kib) {
  return WriteTo(AT_FDCWD, fmt::format("/sys/class/bdi/{}:{}/read_ahead_kb", major(device), minor(device)),
                 std::to_string(kib));
}

}  // namespace fluid::fuse
