#include "src/cli/command_line.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/unit/cli/fixture.h"

namespace fluid::cli {
namespace {

Result<std::optional<Invocation>> Parse(const std::vector<std::string>& args) {
  std::istringstream in;
  std::ostringstream out, err;
  Console console{in, out, err, false, 0, {}};
  return ParseCommandLine(args, console);
}

template <class Options>
Options VerbOf(const std::vector<std::string>& args) {
  const auto parsed = Parse(args);
  if (!parsed.ok()) throw std::runtime_error(parsed.status().ToString());
  return std::get<Options>((*parsed)->verb);
}

TEST_CASE("global options stand before or after the command") {
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"--state-dir", "/s/", "-n", "ml", "-o", "yaml", "get", "dataset"},
        std::vector<std::string>{"get", "dataset", "--state-dir=/s", "-n", "ml", "-o", "yaml"}}) {
    const Common common = (*Parse(args))->common;
    CHECK(common.state_dir == "/s");
    CHECK(common.socket_path() == "/s/fluid.sock");
    CHECK(common.space == "ml");
    CHECK(common.format == Format::kYaml);
  }
}

TEST_CASE("files come from -f, several times, and as words") {
  const auto options =
      VerbOf<ApplyOptions>({"apply", "-f", "a.yaml", "b.yaml", "-f", "-", "-R", "--dry-run"});
  CHECK(options.files == std::vector<std::string>{"a.yaml", "-", "b.yaml"});
  CHECK(options.recursive);
  CHECK(options.dry_run == DryRun::kClient);
  CHECK(VerbOf<ValidateOptions>({"validate", "a", "b"}).files.size() == 2);
}

TEST_CASE("what kubectl's users type is understood: -o=yaml, --dry-run=server, templates after -o") {
  CHECK((*Parse({"get", "dataset", "-o=yaml"}))->common.format == Format::kYaml);
  const Common common = (*Parse({"get", "dataset", "-o=jsonpath={.a}=x"}))->common;
  CHECK(common.format == Format::kJsonPath);
  CHECK(common.template_text == "{.a}=x");
  CHECK((*Parse({"get", "dataset", "-o", "custom-columns-file=f"}))->common.template_is_file);
  CHECK(VerbOf<ApplyOptions>({"apply", "-f", "a", "--dry-run=server"}).dry_run == DryRun::kServer);
  CHECK(VerbOf<DeleteVerbOptions>({"delete", "dataset", "a", "--dry-run=client"}).dry_run == DryRun::kClient);
  CHECK_FALSE(Parse({"apply", "-f", "a", "--dry-run=maybe"}).ok());
  CHECK(VerbOf<RunVerbOptions>({"run", "--", "cut", "-d=x"}).command ==
        std::vector<std::string>{"cut", "-d=x"});
  CHECK(Parse({"get", "dataset", "-o", "jsonpath"}).status().message().find("allowed: wide, yaml") !=
        std::string::npos);
  CHECK(Parse({"rm", "dataset", "a"}).status().message().find("did you mean \"delete\"") !=
        std::string::npos);
}

TEST_CASE("durations are Go's, or seconds") {
  using std::chrono::seconds;
  CHECK(*VerbOf<GetOptions>({"get", "dataset", "x", "-w", "--until=Bound", "--timeout=20s"}).timeout ==
        seconds(20));
  CHECK(*VerbOf<GetOptions>({"get", "dataset", "x", "--timeout", "1m30s"}).timeout == seconds(90));
  CHECK(*VerbOf<DeleteVerbOptions>({"delete", "dataset", "x", "--grace", "5"}).grace == seconds(5));
  CHECK(Parse({"get", "dataset", "--timeout", "soon"}).status().code() == Code::kInvalidArgument);
  CHECK(Parse({"get", "dataset", "--timeout", "-1s"}).status().code() == Code::kInvalidArgument);
}

TEST_CASE("mounts take options and serve takes volumes") {
  const auto mount =
      VerbOf<MountOptions>({"mount", "d", "dir", "--option", "a=b", "--option", "c=d=e", "--root", "/x"});
  CHECK(mount.options == std::map<std::string, std::string>{{"a", "b"}, {"c", "d=e"}});
  CHECK(mount.root == "/x");
  const auto serve =
      VerbOf<ServeOptions>({"serve", "--volume", "m=/data", "--plugin-dir", "/a", "--plugin-dir", "/b"});
  CHECK(serve.volumes == std::map<std::string, std::string>{{"m", "/data"}});
  CHECK(serve.plugin_dirs.size() == 2);
  CHECK(Parse({"mount", "d", "dir", "--option", "nonsense"}).status().code() == Code::kInvalidArgument);
}

TEST_CASE("wrong usage says what and how to get help") {
  const auto message = [](const std::vector<std::string>& args) {
    const auto parsed = Parse(args);
    return parsed.ok() ? "ok" : std::string(parsed.status().message());
  };
  CHECK(message({"aply", "-f", "x"}) == "there is no command \"aply\"; did you mean \"apply\"?");
  CHECK(message({"--state-dir", "/s", "harvest"}) == "there is no command \"harvest\". Help: fluid --help");
  CHECK(message({}).find("fluid --help") != std::string::npos);
  CHECK(message({"mount", "d"}).find("DIR is required") != std::string::npos);
  CHECK(message({"mount", "d"}).find("fluid mount --help") != std::string::npos);
  CHECK(message({"apply"}).find("-f FILE is required") != std::string::npos);
  CHECK(message({"get", "x", "-o", "xml"}).find("xml") != std::string::npos);
  CHECK(message({"get", "x", "--nonsense"}).find("--nonsense") != std::string::npos);
  CHECK(message({"plugin"}).find("fluid plugin --help") != std::string::npos);
}

TEST_CASE("every command explains itself, most with examples") {
  CommandFixture f(CommandFixture::Server::kNone);
  const Ran all = f.Fluid("--help");
  CHECK(all.code == 0);
  for (const std::string verb :
       {"apply", "get", "describe", "delete", "load", "cancel", "mount", "unmount", "serve", "validate",
        "plugin list", "version", "explain", "diff", "edit", "wait", "events"}) {
    CAPTURE(verb);
    CHECK(all.out.find("\n  " + verb.substr(0, verb.find(' '))) != std::string::npos);
    const Ran help = f.Fluid(verb + " --help");
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    CHECK(help.out.find("Usage: fluid " + verb) != std::string::npos);
    if (verb != "version") CHECK(help.out.find("Examples:\n  fluid ") != std::string::npos);
  }
}

TEST_CASE("the help of mount is as printed here") {
  CommandFixture f(CommandFixture::Server::kNone);
  CHECK(f.Fluid("mount --help").out == R"(Mount a dataset
Usage: fluid mount [OPTIONS] DATASET DIR

Positionals:
  DATASET REQUIRED                Which
  DIR REQUIRED                    Where; made if missing

Options:
  -h,--help                       Print this help message and exit
  --state-dir DIR                 Folder of the server's state and socket
  --kubeconfig FILE               Ask the server that this file names, not the state folder's
  --context NAME                  Which of the kubeconfig's contexts (default: its current one)
  --server URL                    Ask the server at this https or http URL
  -n,--namespace NAMESPACE        Namespace of the objects (default: default)
  -o,--output FORMAT              How to print: name
  --root PATH                     Path in the dataset that becomes the root
  --option KEY=VALUE ...          Mount option; may be given several times
  --timeout DURATION              How long to wait until it serves (default 2m0s)

Returns when the mount serves. It stays until `fluid unmount`.

Examples:
  fluid mount imagenet /mnt/imagenet
  fluid mount imagenet ./train --root /train              a part of it
  fluid mount imagenet /mnt/i --option metadata.ttl=5s    ask the source more often whether it changed
)");
}

TEST_CASE("the state folder comes from the option, the environment, or the home") {
  const auto dir = [](const std::vector<std::string>& args) { return (*Parse(args))->common.state_dir; };
  setenv("HOME", "/home/x", 1);
  unsetenv("XDG_STATE_HOME");
  unsetenv("FLUID_STATE_DIR");
  CHECK(dir({"version"}) == "/home/x/.local/state/fluid");
  setenv("XDG_STATE_HOME", "/xdg", 1);
  CHECK(dir({"version"}) == "/xdg/fluid");
  setenv("FLUID_STATE_DIR", "/env", 1);
  CHECK(dir({"version"}) == "/env");
  CHECK(dir({"version", "--state-dir", "/opt"}) == "/opt");
  unsetenv("XDG_STATE_HOME");
  unsetenv("FLUID_STATE_DIR");
}

}  // namespace
}  // namespace fluid::cli
