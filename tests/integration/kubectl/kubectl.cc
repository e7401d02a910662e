#include "tests/integration/kubectl/kubectl.h"

#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>

namespace fluid::test {
namespace {

std::string Program() {
  const char* home = std::getenv("HOME");
  return std::string(home ? home : "/root") + "/.cache/fluid/tools/kubectl";
}

}  // namespace

Kubectl::Kubectl() {
  INFO("put there by scripts/install-tools: " << Program());
  REQUIRE(access(Program().c_str(), X_OK) == 0);
  WriteFile(daemon_ / "files/a.txt", "hello\n");
  daemon_.Serve({"--listen", "127.0.0.1:0", "--volume", "files=" + (daemon_ / "files")});
}

std::vector<std::string> Kubectl::Argv(const std::vector<std::string>& args) const {
  std::vector<std::string> argv = {Program()};
  argv.insert(argv.end(), args.begin(), args.end());
  return argv;
}

// A home of its own, so that no cache or configuration of the user's is read.
std::map<std::string, std::string> Kubectl::Environment() const {
  return {{"KUBECONFIG", daemon_.state() + "/kubeconfig"}, {"HOME", daemon_ / "home"}};
}

RunResult Kubectl::Run(const std::vector<std::string>& args, std::map<std::string, std::string> env) const {
  env.merge(Environment());
  return test::Run(Argv(args), env);
}

std::string Kubectl::Must(const std::vector<std::string>& args,
                          std::map<std::string, std::string> env) const {
  const RunResult result = Run(args, std::move(env));
  INFO(fmt::format("kubectl {}\n{}{}\n{}", fmt::join(args, " "), result.out, result.err, daemon_.log()));
  REQUIRE(result.exit_code == 0);
  return result.out;
}

std::string Kubectl::Refused(const std::vector<std::string>& args) const {
  const RunResult result = Run(args);
  INFO(fmt::format("kubectl {}\n{}{}", fmt::join(args, " "), result.out, result.err));
  REQUIRE(result.exit_code == 1);
  return result.err;
}

std::unique_ptr<Process> Kubectl::Start(const std::vector<std::string>& args,
                                        const std::string& output) const {
  Process::Options options;
  options.env = Environment();
  options.stdout_file = options.stderr_file = output;
  return std::make_unique<Process>(Argv(args), options);
}

std::string Kubectl::File(const std::string& name, const std::string& text) const {
  WriteFile(daemon_ / name, text);
  return daemon_ / name;
}

std::string Kubectl::Value(const std::string& object, const std::string& path) const {
  return Must({"get", object, "-o", "jsonpath={" + path + "}"});
}

std::string Kubectl::Dataset(const std::string& name, const std::string& labels) const {
  const std::string manifest =
      File(name + ".yaml",
           fmt::format(
               "apiVersion: data.fluid.io/v1alpha1\nkind: Dataset\nmetadata:\n  name: {}\n  labels: {{{}}}\n"
               "spec:\n  mounts:\n  - mountPoint: pvc://files\n    name: files\n",
               name, labels));
  Must({"apply", "-f", manifest});
  return manifest;
}

void Kubectl::Bind(const std::string& name) const {
  Dataset(name);
  Must({"apply", "-f", File(name + "-runtime.yaml", RuntimeManifest(name))});
  Must({"wait", "dataset", name, "--for=jsonpath={.status.phase}=Bound", "--timeout=50s"});
}

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace fluid::test
