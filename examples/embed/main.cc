// fluid in a program of yours: a dataset from a folder, bound, loaded, the load cancelled, all taken down.
// Prints one line of JSON. Uses include/fluid only.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "fluid/fluid.h"

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr int kFiles = 64;
constexpr size_t kFileBytes = 4 << 20;

// A folder that stands for storage far away.
void MakeSource(const fs::path& folder) {
  fs::create_directories(folder);
  const std::string block(kFileBytes, 'x');
  for (int i = 0; i < kFiles; ++i) {
    std::ofstream(folder / ("part-" + std::to_string(i)), std::ios::binary) << block;
  }
}

// The words of CNCF Fluid; a file of them would do as well.
std::string Manifest(const fs::path& source) {
  return R"(
apiVersion: data.fluid.io/v1alpha1
kind: Dataset
metadata: {name: numbers}
spec:
  mounts:
    - {name: numbers, path: /, mountPoint: "file://)" +
         source.string() + R"("}
---
apiVersion: data.fluid.io/v1alpha1
kind: ThinRuntime
metadata: {name: numbers}
spec:
  tieredstore: {levels: [{mediumtype: SSD, quota: 1Gi}]}
)";
}

int Fail(std::string_view what, const fluid::Status& status) {
  std::cerr << what << ": " << status.ToString() << "\n";
  return 1;
}

int Run(const fs::path& work) {
  MakeSource(work / "source");

  fluid::OrchestratorOptions options;
  options.state_dir = work / "state";
  auto opened = fluid::Orchestrator::Open(std::move(options));
  if (!opened.ok()) return Fail("open", opened.status());
  fluid::Orchestrator& orchestrator = **opened;

  auto applied = orchestrator.Apply(Manifest(work / "source"), "numbers.yaml");
  if (!applied.ok()) return Fail("apply", applied.status());
  const fluid::Key dataset{"Dataset", "default", "numbers"};
  if (auto status = orchestrator.WaitForPhase(dataset, "Bound", 30s); !status.ok())
    return Fail("bind", status);

  auto load = orchestrator.StartLoad(dataset, {"/"});
  if (!load.ok()) return Fail("load", load.status());
  if (auto status = orchestrator.Cancel(*load); !status.ok()) return Fail("cancel", status);
  auto ended = orchestrator.WaitForPhase(*load, "Failed", 30s);
  auto progress = orchestrator.GetProgress(*load);
  if (!progress.ok()) return Fail("progress", progress.status());
  std::cerr << "the load ended as " << progress->phase << " after " << progress->bytes_done.value_or(0)
            << " of " << progress->bytes_total.value_or(kFiles * kFileBytes) << " bytes\n";

  if (auto status = orchestrator.Delete(dataset); !status.ok()) return Fail("delete", status);
  if (auto status = orchestrator.WaitUntilGone(dataset, 30s); !status.ok()) return Fail("delete", status);
  std::cout << "{\"bound\":true,\"cancelled\":" << (ended.ok() ? "true" : "false") << "}\n";
  return ended.ok() ? 0 : 1;
}

}  // namespace

int main() {
  std::string work = (fs::temp_directory_path() / "fluid-embed-XXXXXX").string();
  if (!mkdtemp(work.data())) return 1;
  const int code = Run(work);
  fs::remove_all(work);
  return code;
}
