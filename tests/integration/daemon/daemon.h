// Daemon: `fluid serve` on a state folder of its own, and the commands a user gives it. With the object end
// all processes of that state folder, whoever started them, and all mounts below it, even when a test has
// failed.
#pragma once

#include <signal.h>

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "tests/integration/daemon/json.h"
#include "tests/support/support.h"

namespace fluid::test {

// A Dataset and its ThinRuntime over sources. Options are YAML flow entries: "metadata.ttl: 0s".
struct Source {
  std::string url;
  std::string at = "/";
  std::string options = "metadata.ttl: 10m";
  std::string more = "";  // further lines of the mount, at indent 6
};
std::string DatasetManifest(const std::string& name, const std::vector<Source>& sources);
std::string RuntimeManifest(const std::string& name, const std::string& quota = "1Gi");

// The bytes of a file; nothing when it can't be opened or read whole.
std::optional<std::string> TryRead(const std::string& path);

class Daemon {
 public:
  struct Program {
    int pid;
    std::string name;     // of its executable
    std::string command;  // its command line
  };

  Daemon();
  explicit Daemon(std::string fluid) : fluid_(std::move(fluid)) {}  // of another installation
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  std::string state() const { return dir_ / "state"; }
  std::string operator/(const std::string& name) const { return dir_ / name; }  // a place beside the state

  // fluid serve; returns when it answers.
  void Serve(const std::vector<std::string>& options = {});
  void StopServing();  // as Ctrl-C does
  void KillServe(int signal = SIGKILL);
  int serve_pid() const { return serve_->pid(); }
  std::string log() const;

  // `fluid ARGS..` to its end.
  RunResult Fluid(const std::vector<std::string>& args,
                  std::chrono::milliseconds limit = std::chrono::seconds(60)) const;
  // The same; the test fails when the command does. Gives what it printed.
  std::string Must(const std::vector<std::string>& args) const;
  void Apply(const std::string& manifest) const;
  // Applies a Dataset and its runtime, and waits until it is Bound.
  void Bind(const std::string& name, const std::vector<Source>& sources) const;
  void Bind(const std::string& name, const std::string& url) const { Bind(name, {Source{url}}); }
  std::string Mount(const std::string& name) const;  // at DIR/mnt-NAME

  Json Get(const std::string& kind, const std::string& name) const;  // empty: there is none
  std::string Phase(const std::string& kind, const std::string& name) const;
  Json Condition(const std::string& kind, const std::string& name, const std::string& type) const;
  bool WaitForPhase(const std::string& kind, const std::string& name, const std::string& phase) const;
  // Fails the test, with what is known about the dataset, unless it becomes true.
  void Await(const std::string& what, const std::function<bool()>& holds,
             std::chrono::milliseconds limit = std::chrono::seconds(60)) const;

  // Witnesses that are not ours.
  std::vector<Program> Programs() const;             // of this state folder
  int PidOf(const std::string& program) const;       // of one of them, 0: none
  void Kill(const std::string& program) const;       // -9, once it is there
  std::vector<std::string> Mounts() const;           // lines of mountinfo
  std::vector<std::string> FilesOfDatasets() const;  // below the state, without those of the server itself
  // Neither processes (but the server), mounts, files nor objects are left.
  void RequireNothingLeft() const;

 private:
  const std::string fluid_;  // the program
  TempDir dir_;
  std::optional<Process> serve_;
  mutable int manifests_ = 0;
};

}  // namespace fluid::test
