// Other programs, run without a shell.
#pragma once

#include <string>
#include <vector>

namespace fluid::placement::bench {

// Runs a program; its exit code, or -1: it could not be started or was killed. Its stdout goes to `out`, if
// given.
int Run(const std::vector<std::string>& words, std::string* out = nullptr);

// A folder that goes with all that is in it.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace fluid::placement::bench
