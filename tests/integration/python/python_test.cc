// Each test runs one function of a Python program against a server of its own, and shows what it printed when
// it fails.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/integration/daemon/daemon.h"

namespace fluid::test {
namespace {

std::string Python() {
  const char* home = std::getenv("HOME");
  return std::string(home ? home : "/root") + "/.cache/fluid/tools/python/bin/python";
}

void Check(const std::string& program, const std::string& behaviour) {
  INFO("made by scripts/install-tools: " << Python());
  REQUIRE(access(Python().c_str(), X_OK) == 0);
  Daemon daemon;
  const std::string files = daemon / "files";
  WriteFile(files + "/a.txt", "hello\n");
  Nginx nginx(files);
  daemon.Serve({"--listen", "127.0.0.1:0"});
  const RunResult run = Run({Python(), std::string(FLUID_SOURCE_DIR "/tests/integration/python/") + program,
                             behaviour, daemon.state()},
                            {{"KUBECONFIG", daemon.state() + "/kubeconfig"},
                             {"SOURCE_URL", nginx.url()},
                             {"PYTHONDONTWRITEBYTECODE", "1"}},
                            std::chrono::seconds(120));
  INFO(run.out << run.err << daemon.log());
  CHECK(run.exit_code == 0);
}

void Official(const std::string& behaviour) { Check("official.py", behaviour); }
void Sdk(const std::string& behaviour) { Check("sdk.py", behaviour); }

TEST_CASE("CustomObjectsApi creates, reads, lists by label and field, replaces and deletes") {
  Official("custom_objects");
}
TEST_CASE("a long list comes in pages") { Official("pages"); }
TEST_CASE("a client's merge and JSON patches change an object, and a failed test of one does not") {
  Official("patches");
}
TEST_CASE("what is wrong in an object comes back as causes with the fields' paths") { Official("refused"); }
TEST_CASE("the status is a resource of its own") { Official("status"); }
TEST_CASE("Watch tells of what is made and deleted, and of a version that is gone") { Official("watches"); }
TEST_CASE("CoreV1Api works on namespaces, secrets, config maps and events") { Official("core"); }
TEST_CASE("the dynamic client discovers our kinds and works on them") { Official("dynamic_client"); }
TEST_CASE("server-side apply owns fields, names the owner of a conflict, and can be forced") {
  Official("server_side_apply");
}
TEST_CASE("a client learns version, groups and resources") { Official("version_and_discovery"); }
TEST_CASE("a client with the token is known, one without is told 401") { Official("token"); }

TEST_CASE("Fluid's SDK makes datasets and tells of their mounts") { Sdk("datasets"); }
TEST_CASE("Fluid's SDK names secrets in a dataset") { Sdk("credentials"); }
TEST_CASE("Fluid's SDK binds a thin runtime, waits for it, and reports phase, size and cache") {
  Sdk("binds");
}
TEST_CASE("Fluid's SDK stores runtimes whose engines are not installed") { Sdk("runtimes"); }
TEST_CASE("Fluid's SDK loads a dataset and waits for the end") { Sdk("loads"); }
TEST_CASE("Fluid's SDK runs a flow of two steps and reports their states", "[slow]") {
  Sdk("flows");
}  // it polls every 3 s
TEST_CASE("Fluid's SDK learns of a migration that it is not supported") { Sdk("migrates"); }
TEST_CASE("Fluid's SDK cleans up a dataset and its runtime") { Sdk("cleans_up"); }

}  // namespace
}  // namespace fluid::test
