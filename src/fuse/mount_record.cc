#include "src/fuse/mount_record.h"

#include <algorithm>
#include <string_view>

#include "src/base/files.h"

namespace fluid::fuse {
namespace {

constexpr std::string_view kHeader = "fluid mounts 1\n";

}  // namespace

std::vector<std::string> MountRecord::Read() {
  std::vector<std::string> targets;
  if (path_.empty()) return targets;
  const auto bytes = ReadFile(path_);
  if (!bytes.ok() || bytes->substr(0, kHeader.size()) != kHeader) return targets;
  for (size_t at = kHeader.size(), end; (end = bytes->find('\0', at)) != std::string::npos; at = end + 1)
    targets.push_back(bytes->substr(at, end - at));
  written_ = targets;
  return targets;
}

void MountRecord::Write(std::vector<std::string> targets) {
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  if (path_.empty() || targets == written_) return;
  std::string bytes(kHeader);
  for (const std::string& target : targets) bytes.append(target).push_back('\0');
  if (ReplaceFile(path_, bytes, 0600).ok()) written_ = std::move(targets);
}

}  // namespace fluid::fuse
