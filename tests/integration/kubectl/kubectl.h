// Kubectl: a server of its own, with a port, and the real kubectl to talk to it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {

class Kubectl {
 public:
  Kubectl();  // serves

  RunResult Run(const std::vector<std::string>& args, std::map<std::string, std::string> env = {}) const;
  // Its output; the test fails when the command does.
  std::string Must(const std::vector<std::string>& args, std::map<std::string, std::string> env = {}) const;
  // What it complains of; the test fails when the command does not.
  std::string Refused(const std::vector<std::string>& args) const;
  // In the background, its output in a file.
  std::unique_ptr<Process> Start(const std::vector<std::string>& args, const std::string& output) const;

  // A file with that text.
  std::string File(const std::string& name, const std::string& text) const;
  // A value of an object by JSON path: Value("dataset/std", ".status.phase").
  std::string Value(const std::string& object, const std::string& path) const;

  // A dataset "NAME" over a folder of files, and the manifest that was applied.
  std::string Dataset(const std::string& name, const std::string& labels = "") const;
  // The same with a runtime, when it is Bound.
  void Bind(const std::string& name) const;

  const Daemon& daemon() const { return daemon_; }
  std::string operator/(const std::string& name) const { return daemon_ / name; }

 private:
  std::vector<std::string> Argv(const std::vector<std::string>& args) const;
  std::map<std::string, std::string> Environment() const;

  Daemon daemon_;
};

// Whether `text` holds `part`.
bool Has(const std::string& text, const std::string& part);

}  // namespace fluid::test
