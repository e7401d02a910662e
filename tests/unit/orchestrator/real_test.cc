// The orchestrator as an embedder gets it: SQLite, processes, the built-in client, a mount of the kernel.
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <string>

#include "fluid/fluid.h"
#include "src/model/generated/run.h"
#include "src/model/resource.h"
#include "tests/support/support.h"

namespace fluid::test {
namespace {

using namespace std::chrono_literals;

const Key kDataset{"Dataset", "default", "demo"};
const Key kRuntime{"ThinRuntime", "default", "demo"};
const Key kMount{"Attachment", "default", "here"};

struct Real {
  Real() {
    for (int i = 0; i < 8; ++i)
      WriteFile(dir / ("source/file" + std::to_string(i)), Bytes(300'000, static_cast<uint64_t>(i)));
    orchestrator = Open();
  }
  ~Real() {
    if (!orchestrator) return;
    (void)orchestrator->Delete(kDataset);
    (void)orchestrator->WaitUntilGone(kDataset, 60s);
  }
  std::unique_ptr<Orchestrator> Open() {
    OrchestratorOptions options;
    options.state_dir = dir / "state";
    options.node_program = std::string(FLUID_BINARY_DIR) + "/bin/fluid-node";
    options.plugin_dirs = {std::string(FLUID_BINARY_DIR) + "/lib/fluid/plugins"};
    Result<std::unique_ptr<Orchestrator>> opened = Orchestrator::Open(std::move(options));
    INFO(opened.status().ToString());
    REQUIRE(opened.ok());
    return std::move(*opened);
  }
  void Apply(const std::string& url) {
    const Result<std::vector<Object>> applied = orchestrator->Apply(
        "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata: {name: demo}\nspec:\n  mounts: [{name: "
        "demo, path: /, "
        "mountPoint: \"" +
        url +
        "\"}]\n---\napiVersion: data.fluid.io/v1alpha1\nkind: ThinRuntime\nmetadata: {name: demo}\nspec: "
        "{}\n");
    INFO(applied.status().ToString());
    REQUIRE(applied.ok());
  }
  void Mount() {
    const Result<std::vector<Object>> applied = orchestrator->Apply(
        "apiVersion: run.fluid.io/v1alpha1\nkind: Attachment\nmetadata: {name: here}\nspec: {dataset: {name: "
        "demo}, target: " +
        (dir / "mnt") + "}\n");
    INFO(applied.status().ToString());
    REQUIRE(applied.ok());
    const Status mounted = orchestrator->WaitForPhase(kMount, "Mounted", 20s);
    INFO(mounted.ToString());
    REQUIRE(mounted.ok());
  }
  bool IsMounted() { return ReadAll("/proc/self/mountinfo").find(dir / "mnt") != std::string::npos; }
  int NodePid() {
    const std::vector<LaunchState> all = orchestrator->seams().launcher->List("");
    return all.size() == 1 ? all[0].pid : 0;
  }

  TempDir dir;
  std::unique_ptr<Orchestrator> orchestrator;
};

TEST_CASE_METHOD(Real, "a folder is bound, mounted, read, and leaves nothing behind") {
  Apply("file://" + (dir / "source"));
  REQUIRE(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
  Mount();
  for (int i = 0; i < 8; ++i) {
    const std::string name = "file" + std::to_string(i);
    CHECK(ReadAll(dir / ("mnt/" + name)) == ReadAll(dir / ("source/" + name)));
  }
  const std::string uid = orchestrator->Get(kRuntime)->metadata().uid;
  REQUIRE(orchestrator->Delete(kDataset).ok());
  REQUIRE(orchestrator->WaitUntilGone(kDataset, 30s).ok());
  CHECK_FALSE(IsMounted());
  CHECK(orchestrator->List({})->items.empty());
  CHECK(Run({"find", dir / "state", "-name", "*" + uid + "*"}).out.empty());
  CHECK(orchestrator->seams().launcher->List("").empty());
}

TEST_CASE_METHOD(Real, "a load of a web server's files completes, and they are read with it gone") {
  Nginx server(dir / "source");
  Apply(server.url());
  REQUIRE(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
  const Result<Key> load = orchestrator->StartLoad(kDataset, {});
  REQUIRE(load.ok());
  const Status complete = orchestrator->WaitForPhase(*load, "Complete", 30s);
  INFO(complete.ToString());
  REQUIRE(complete.ok());
  CHECK(orchestrator->GetProgress(*load)->bytes_done == 2'400'000u);
  CHECK(orchestrator->GetProgress(*load)->files_done == 8u);
  Mount();
  server.Stop();
  for (int i = 0; i < 8; ++i) {
    const std::string name = "file" + std::to_string(i);
    CHECK(ReadAll(dir / ("mnt/" + name)) == ReadAll(dir / ("source/" + name)));
  }
  CHECK(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
}

// Slow: it waits in vain for 5 s, which is the promise.
TEST_CASE_METHOD(Real,
                 "a server that answers 404 is named within 5 s, and the dataset is bound when it is there",
                 "[slow]") {
  Nginx server(dir / "source");
  Apply(server.url() + "missing/");
  const Status status = orchestrator->WaitForPhase(kDataset, "Bound", 5s);
  CHECK(status.code() == Code::kDeadlineExceeded);
  const std::string said(status.message());
  INFO(said);
  CHECK(said.find("SourceUnavailable") != std::string::npos);
  CHECK(said.find(server.url() + "missing") != std::string::npos);
  CHECK(said.find("404") != std::string::npos);
  WriteFile(dir / "source/missing/one", "1");
  CHECK(orchestrator->WaitForPhase(kDataset, "Bound", 30s).ok());
}

TEST_CASE_METHOD(Real, "readers go on while the orchestrator is away, and the next one adopts the home") {
  Apply("file://" + (dir / "source"));
  REQUIRE(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
  Mount();
  std::ifstream open(dir / "mnt/file0", std::ios::binary);
  const int pid = NodePid();
  REQUIRE(pid > 0);
  orchestrator.reset();
  CHECK(ReadAll(dir / "mnt/file1") == ReadAll(dir / "source/file1"));
  orchestrator = Open();
  CHECK(Eventually([&] { return NodePid() == pid; }));
  CHECK(std::string(std::istreambuf_iterator<char>(open), {}) == ReadAll(dir / "source/file0"));
  CHECK(orchestrator->WaitForPhase(kDataset, "Bound", 30s).ok());
  open.close();
}

TEST_CASE_METHOD(Real, "a killed home is replaced and its mount is there again") {
  Apply("file://" + (dir / "source"));
  REQUIRE(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
  Mount();
  const int pid = NodePid();
  REQUIRE(kill(pid, SIGKILL) == 0);
  CHECK(Eventually([&] { return std::ifstream(dir / "mnt/file2").good(); }));
  CHECK(ReadAll(dir / "mnt/file2") == ReadAll(dir / "source/file2"));
  CHECK(orchestrator->WaitForPhase(kDataset, "Bound", 20s).ok());
}

TEST_CASE_METHOD(Real, "one orchestrator at a time has a state directory; the other is told who") {
  OrchestratorOptions options;
  options.state_dir = dir / "state";
  const auto second = Orchestrator::Open(std::move(options));
  REQUIRE_FALSE(second.ok());
  CHECK(second.status().code() == Code::kFailedPrecondition);
  CHECK(std::string(second.status().message()).find(std::to_string(getpid())) != std::string::npos);
}

TEST_CASE("a state directory of a newer fluid is left alone") {
  TempDir dir;
  WriteFile(dir / "state/format", "99\n");
  OrchestratorOptions options;
  options.state_dir = dir / "state";
  const auto opened = Orchestrator::Open(std::move(options));
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.status().code() == Code::kFailedPrecondition);
  CHECK(std::string(opened.status().message()).find("99") != std::string::npos);
}

}  // namespace
}  // namespace fluid::test
