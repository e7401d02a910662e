// MountRecord: the targets of a process's mounts, in a file, for the process that follows it when it is
// killed.
//
// Format, version 1: the line "fluid mounts 1", then each target with a NUL behind it. What a newer version
// wrote, or nobody, names nothing. Threads: one at a time.
#pragma once

#include <string>
#include <vector>

namespace fluid::fuse {

class MountRecord {
 public:
  // `path` empty: nothing is kept.
  explicit MountRecord(std::string path) : path_(std::move(path)) {}
  std::vector<std::string> Read();
  // As far as the disk lets it: without a record a dead mount stays until somebody detaches it.
  void Write(std::vector<std::string> targets);

 private:
  const std::string path_;
  std::vector<std::string> written_;
};

}  // namespace fluid::fuse
