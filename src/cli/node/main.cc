// fluid-node --dir DIR: the home of one instance of one engine on this node. DIR holds
//   node.pb        its NodeConfig; replaced by rename, read at start and at SIGHUP
//   secrets/HEX    values of secrets, mode 0600; HEX is the ref in hexadecimal; read whenever one is needed
//   node.sock      where it is asked and told (protocol.proto)
//   state/         what must outlive it, unless --state-dir says otherwise
// It logs to stderr. SIGTERM and SIGINT end it within 8 s: mounts are detached, the engine goes on.
// Exit codes: 0 asked to end, 1 failed, 2 bad usage, 5 another process owns the state.
#include <fmt/format.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "src/base/core_dumps.h"
#include "src/base/files.h"
#include "src/base/log.h"
#include "src/base/strings.h"
#include "src/engine/factory.h"
#include "src/engine/home_server.h"
#include "src/engine/instance_home.h"
#include "src/engine/node_config.h"
#include "src/fuse/node_mounts.h"

namespace {

using namespace fluid;

constexpr unsigned kGraceSeconds = 8;
constexpr Duration kConfigTime = std::chrono::seconds(30);
constexpr size_t kMaxSecret = 1 << 20;

constexpr const char* kUsage =
    "usage: fluid-node --dir DIR [--socket PATH] [--state-dir DIR] [--plugin-dir DIR]... [--verbose]\n"
    "The home of one instance of a cache engine on this node; started by fluid serve.\n";

struct Arguments {
  std::string dir, socket, state_dir;
  std::vector<std::string> plugin_dirs;
  bool verbose = false, help = false, version = false;
};

Result<Arguments> Parse(int argc, char** argv) {
  Arguments args;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--help") return args.help = true, args;
    if (word == "--version") return args.version = true, args;
    if (word == "--verbose") {
      args.verbose = true;
      continue;
    }
    const bool known =
        word == "--dir" || word == "--socket" || word == "--state-dir" || word == "--plugin-dir";
    if (!known) return InvalidArgument(fmt::format("unknown argument \"{}\"", word));
    if (++i == argc) return InvalidArgument(fmt::format("{} needs a value", word));
    if (word == "--dir") args.dir = argv[i];
    if (word == "--socket") args.socket = argv[i];
    if (word == "--state-dir") args.state_dir = argv[i];
    if (word == "--plugin-dir") args.plugin_dirs.emplace_back(argv[i]);
  }
  if (args.dir.empty()) return InvalidArgument("--dir is needed");
  if (args.socket.empty()) args.socket = JoinPath(args.dir, "node.sock");
  if (args.state_dir.empty()) args.state_dir = JoinPath(args.dir, "state");
  return args;
}

// Where plugins lie beside this program: bin/fluid-node, lib/fluid/plugins.
std::string OwnPluginDir() {
  char path[PATH_MAX];
  const ssize_t n = readlink("/proc/self/exe", path, sizeof path);
  if (n <= 0) return "";
  std::string_view bin(path, static_cast<size_t>(n));
  bin = bin.substr(0, bin.find_last_of('/'));
  return fmt::format("{}/lib/fluid/plugins", bin.substr(0, bin.find_last_of('/')));
}

void ApplyConfigFile(const std::string& dir, engine::InstanceHome& home, const Log& log,
                     std::stop_token stop) {
  const std::string path = JoinPath(dir, "node.pb");
  const Result<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return log.Warning("{}; waiting to be told through the socket", bytes.status().ToString());
  const Result<NodeConfig> config = engine::DecodeNodeConfig(*bytes);
  if (!config.ok()) return log.Error("{}: {}", path, config.status().ToString());
  // What becomes of it is logged, and told to those who observe.
  Call call = Call::Within(kConfigTime);
  call.stop = std::move(stop);
  home.Handle(engine::ConfigureRequest{*config}, call);
}

int Run(const Arguments& args) {
  const Log log = Log::ToStderr(args.verbose ? LogLevel::kDebug : LogLevel::kInfo);
  std::vector<std::string> plugin_dirs = args.plugin_dirs;
  plugin_dirs.push_back(OwnPluginDir());

  engine::InstanceHome::Options options;
  options.plugins = std::make_shared<engine::PluginRegistry>(engine::PluginDirs(plugin_dirs), log);
  options.state_dir = args.state_dir;
  options.read_secret = [secrets =
                             JoinPath(args.dir, "secrets")](const std::string& ref) -> Result<std::string> {
    Result<std::string> value = ReadFile(JoinPath(secrets, Hex(ref)), kMaxSecret);
    if (value.ok()) return value;
    return Status(value.status().code(), fmt::format("read secret {}: {}", ref, value.status().message()));
  };
  options.make_mounts = [&log, &args](engine::DataPlane& data) {
    fuse::NodeMountOptions mount_options;
    mount_options.record = JoinPath(args.state_dir, "mounts");
    mount_options.log = log;
    return fuse::NewNodeMounts(data, std::move(mount_options));
  };
  options.on_shutdown = [] { kill(getpid(), SIGTERM); };
  options.log = log;
  Result<std::unique_ptr<engine::InstanceHome>> home = engine::InstanceHome::Open(std::move(options));
  if (!home.ok()) {
    log.Error("{}", home.status().ToString());
    return home.status().code() == Code::kFailedPrecondition ? 5 : 1;
  }
  // The socket answers before the engine is up: whoever waits for us sees why it takes long.
  engine::HomeServerOptions serving;
  serving.log = log;
  serving.on_stuck = [] { _exit(1); };  // the launcher starts another
  Result<std::unique_ptr<engine::HomeServer>> server =
      engine::ServeHome(args.socket, **home, std::move(serving));
  if (!server.ok()) {
    log.Error("{}", server.status().ToString());
    return server.status().code() == Code::kAlreadyExists ? 5 : 1;
  }
  const auto apply_file = [&](std::stop_token stop) {
    ApplyConfigFile(args.dir, **home, log, std::move(stop));
  };
  std::jthread config(apply_file);  // beside us, so that a slow engine doesn't keep SIGTERM waiting

  sigset_t wanted;
  sigemptyset(&wanted);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&wanted, signal);
  for (int signal = 0; sigwait(&wanted, &signal) == 0 && signal == SIGHUP;) {
    config.join();
    config = std::jthread(apply_file);
  }

  log.Info("ending");
  alarm(kGraceSeconds);  // a plugin that does not end must not keep us
  config.request_stop();
  config.join();
  server->reset();
  home->reset();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const Result<Arguments> args = Parse(argc, argv);
  if (!args.ok()) {
    fmt::print(stderr, "fluid-node: {}\n{}", args.status().message(), kUsage);
    return 2;
  }
  if (args->help) {
    fmt::print("{}", kUsage);
    return 0;
  }
  if (args->version) {
    fmt::print("fluid-node {}\n", FLUID_VERSION);
    return 0;
  }
  ForbidCoreDumps();
  // Blocked in all threads: the main one waits for them.
  sigset_t blocked;
  sigemptyset(&blocked);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&blocked, signal);
  pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return Run(*args);
}
