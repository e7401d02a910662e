// What the tests of doctor share: its findings as a program reads them, and places to plant faults in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {

using Ids = std::vector<std::string>;

// The faults that `fluid doctor -o json` names, in its order; the test fails when its exit code and its words
// disagree.
Ids Faults(const Daemon& daemon, const std::vector<std::string>& words = {});
Ids FaultsIn(const RunResult& doctor);
// The same of notes: what is worth knowing and not amiss.
Ids Notes(const Daemon& daemon, const std::vector<std::string>& words = {});
Ids NotesIn(const RunResult& doctor);
// Doctor where the file systems are as `prepare` makes them, in a mount namespace of a thread of its own.
RunResult DoctorWhere(const Daemon& daemon, const std::function<bool()>& prepare);

// The programs and the plugin of this build in folders of their own, to be spoiled.
class Installation {
 public:
  Installation();
  std::string fluid() const { return dir_ / "bin/fluid"; }
  std::string node() const { return dir_ / "bin/fluid-node"; }
  std::string plugins() const { return dir_ / "lib/fluid/plugins"; }
  std::string thin() const { return plugins() + "/io.fluid.thin/0.1.0/thin.so"; }
  std::string operator/(const std::string& name) const { return dir_ / name; }

 private:
  TempDir dir_;
};

void WriteProgram(const std::string& path, const std::string& text);  // mode 0755

// A small file system at a folder, for as long as the object lives.
class SmallDisk {
 public:
  // `size` as tmpfs reads it, other options may follow it: "8m,nr_inodes=64".
  SmallDisk(const std::string& folder, const std::string& size);
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  void MakeReadOnly() const;
  void Fill() const;
  void UseUpInodes() const;

 private:
  const std::string folder_, size_;
};

// A bound dataset "demo" over a real server, with its cache in a folder of its own.
struct Bound {
  TempDir www;
  std::optional<Nginx> nginx;
  Daemon daemon;

  Bound() { WriteFile(www / "file", "here"); }
  explicit Bound(std::string fluid) : daemon(std::move(fluid)) { WriteFile(www / "file", "here"); }
  void Start(const std::string& quota = "32Mi", const std::vector<std::string>& options = {});
  std::string tier() const { return daemon / "tier"; }
};

// A ThinRuntime whose cache is at `path`.
std::string RuntimeWithTier(const std::string& name, const std::string& path, const std::string& quota);

}  // namespace fluid::test
