// The machine and the installation.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>

#include "src/base/files.h"
#include "src/base/strings.h"
#include "src/cli/doctor/probe.h"
#include "src/engine/elf_note.h"
#include "src/engine/plugin_path.h"
#include "src/launch/process.h"
#include "src/orchestrator/installation.h"

namespace fluid::cli::doctor {
namespace {

constexpr size_t kMaxPluginFile = 512 << 20;
constexpr unsigned kCapSysAdmin = 21;  // Source: linux/capability.h

// The value of a line "NAME:  VALUE" of a file of /proc.
std::string LineOf(const std::string& path, std::string_view name) {
  const Result<std::string> text = ReadFile(path, 1 << 20);
  if (!text.ok()) return "";
  for (const std::string_view line : Split(*text, '\n')) {
    if (line.starts_with(name) && line.size() > name.size() && line[name.size()] == ':') {
      return std::string(Trim(line.substr(name.size() + 1)));
    }
  }
  return "";
}

FuseFacts LookAtFuse() {
  FuseFacts fuse;
  struct stat found;
  if (stat("/dev/fuse", &found) == 0 && S_ISCHR(found.st_mode)) {
    fuse.device = found.st_rdev;
    const Fd fd(open("/dev/fuse", O_RDWR | O_CLOEXEC));
    if (!fd) fuse.open_error = errno;
  }
  uint64_t capabilities = 0;
  const std::string text = LineOf("/proc/self/status", "CapEff");
  if (std::from_chars(text.data(), text.data() + text.size(), capabilities, 16).ec == std::errc()) {
    fuse.may_mount = (capabilities >> kCapSysAdmin & 1) != 0;
  }
  return fuse;
}

ProgramFacts LookAtProgram(const std::string& name) {
  ProgramFacts program;
  program.name = name;
  program.path = orchestrator::ProgramPath(name);
  const Result<std::string> found = launch::FindProgram(program.path, "/usr/local/bin:/usr/bin:/bin", "/");
  if (!found.ok()) {
    program.why = "it is neither beside this program nor in PATH";
    return program;
  }
  program.path = *found;
  launch::SpawnOptions options;
  options.file = program.path;
  options.argv = {name, "--version"};
  options.folder = "/";
  const Result<ExecResult> ran = launch::RunToEnd(std::move(options), kPatience, -1);
  if (!ran.ok()) {
    program.why = ran.status().message();
    return program;
  }
  const std::string_view said = Trim(ran->out);
  if (ran->exit_code == 0 && said.starts_with(name + " ")) {
    program.version = said.substr(name.size() + 1);
  } else {
    program.version = fmt::format("\"{}\"", Trim(said.substr(0, 60)));  // of whatever program this is
  }
  return program;
}

}  // namespace

PathFacts LookAtPath(const std::string& path) {
  const std::optional<PathFacts> facts = Within<PathFacts>(kPatience, [path] {
    PathFacts folder;
    folder.path = path;
    struct stat found;
    struct statvfs system;
    if (stat(path.c_str(), &found) != 0 || statvfs(path.c_str(), &system) != 0) {
      folder.error = errno;
      return folder;
    }
    folder.folder = S_ISDIR(found.st_mode);
    folder.uid = found.st_uid;
    folder.gid = found.st_gid;
    folder.mode = found.st_mode & 07777;
    folder.device = found.st_dev;
    folder.read_only = (system.f_flag & ST_RDONLY) != 0;
    folder.bytes = uint64_t{system.f_blocks} * system.f_frsize;
    folder.bytes_free = uint64_t{system.f_bavail} * system.f_frsize;
    folder.inodes = system.f_files;
    folder.inodes_free = system.f_ffree;
    return folder;
  });
  if (facts) return *facts;
  PathFacts silent;
  silent.path = path;
  silent.error = ETIMEDOUT;
  return silent;
}

bool MayWrite(const PathFacts& folder, unsigned uid, unsigned gid) {
  if (uid == 0) return true;
  constexpr unsigned kWriteAndEnter = 3;
  if (uid == folder.uid) return (folder.mode >> 6 & kWriteAndEnter) == kWriteAndEnter;
  if (gid == folder.gid) return (folder.mode >> 3 & kWriteAndEnter) == kWriteAndEnter;
  return (folder.mode & kWriteAndEnter) == kWriteAndEnter;
}

MachineFacts LookAtMachine() {
  MachineFacts machine;
  machine.uid = geteuid();
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) machine.open_files = limit.rlim_cur;
  const std::string memory = LineOf("/proc/meminfo", "MemAvailable");
  uint64_t kib = 0;
  if (std::from_chars(memory.data(), memory.data() + memory.size(), kib).ec == std::errc()) {
    machine.memory_available = kib << 10;
  }
  machine.fuse = LookAtFuse();
  machine.now = std::chrono::system_clock::now();
  return machine;
}

InstallationFacts LookAtInstallation(std::string version, std::vector<std::string> plugin_dirs) {
  InstallationFacts installation;
  installation.version = std::move(version);
  installation.plugin_dirs = std::move(plugin_dirs);
  installation.programs.push_back(LookAtProgram("fluid-node"));
  // The shim answers no questions: that it is there is all that can be known.
  ProgramFacts shim;
  shim.name = "fluid-shim";
  shim.path = orchestrator::ProgramPath(shim.name);
  if (launch::FindProgram(shim.path, "/usr/local/bin:/usr/bin:/bin", "/").ok()) {
    shim.version = installation.version;
  } else {
    shim.why = "it is neither beside this program nor in PATH";
  }
  installation.programs.push_back(std::move(shim));
  return installation;
}

PluginFacts LookAtPlugin(const std::string& id, const std::vector<std::string>& dirs) {
  PluginFacts plugin;
  plugin.id = id;
  const auto fail = [&](PluginFacts::State state, const Status& status) {
    plugin.state = state;
    plugin.why = status.message();
    return plugin;
  };
  const Result<engine::PluginFile> file = engine::FindPluginFile(dirs, id);
  if (!file.ok()) return fail(PluginFacts::State::kMissing, file.status());
  if (const Status status = engine::CheckPluginOwners(file->path); !status.ok()) {
    return fail(PluginFacts::State::kUntrusted, status);
  }
  const Result<std::string> bytes = ReadFile(file->path, kMaxPluginFile);
  if (!bytes.ok()) return fail(PluginFacts::State::kUnreadable, bytes.status());
  const Result<engine::PluginNote> note = engine::ReadPluginNote(*bytes, file->path);
  if (!note.ok()) return fail(PluginFacts::State::kUnreadable, note.status());
  plugin.state = PluginFacts::State::kFine;
  return plugin;
}

TierFacts LookAtTier(const Tier& tier, const std::string& plugin, const PathFacts& state_folder) {
  TierFacts facts;
  facts.path = tier.path;
  facts.medium = tier.medium;
  facts.quota = tier.quota_bytes;
  facts.folder = LookAtPath(tier.path);
  if (facts.folder.error != 0) return facts;
  facts.writable = MayWrite(facts.folder, state_folder.uid, state_folder.gid);
  if (plugin != "io.fluid.thin") return facts;
  // The mark of the built-in client's cache, and of the format before; see plugins/thin/cache_store.h.
  const std::string path = JoinPath(tier.path, "FORMAT");
  const auto text = Within<Result<std::string>>(kPatience, [path] { return ReadFile(path, 4096); });
  if (text && text->ok() && Trim(**text) != "fluid-thin-cache 1" && Trim(**text) != "fluid-thin-cache 2")
    facts.format_text = std::string(Trim(**text));
  return facts;
}

}  // namespace fluid::cli::doctor
