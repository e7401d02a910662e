// The cluster of one machine. Label keys and values: kubernetes.io "Well-Known Labels, Annotations and
// Taints".
#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "fluid/cluster.h"

namespace fluid {
namespace {

std::string Architecture(std::string_view machine) {
  if (machine == "x86_64") return "amd64";
  if (machine == "aarch64") return "arm64";
  return std::string(machine);
}

int64_t UsableCpus() {
  cpu_set_t cpus;
  if (sched_getaffinity(0, sizeof(cpus), &cpus) == 0) return CPU_COUNT(&cpus);
  return std::max<int64_t>(1, std::thread::hardware_concurrency());
}

class HostCluster final : public Cluster {
 public:
  Result<std::vector<Node>> Nodes() override {
    utsname host{};
    if (uname(&host) != 0) return Status::FromErrno(errno, "asking the name of this host");
    Node node;
    node.name = host.nodename;
    node.labels = {
        {"kubernetes.io/hostname", node.name},
        {"kubernetes.io/os", "linux"},
        {"kubernetes.io/arch", Architecture(host.machine)},
    };
    node.capacity["cpu"] = UsableCpus() * 1000;
    node.capacity["memory"] = int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
    return std::vector<Node>{std::move(node)};
  }

  // A host keeps its name and its memory while it runs.
  std::unique_ptr<Subscription> Subscribe(std::function<void()>) override {
    return std::make_unique<Subscription>();
  }
};

}  // namespace

std::unique_ptr<Cluster> NewHostCluster() { return std::make_unique<HostCluster>(); }

}  // namespace fluid
