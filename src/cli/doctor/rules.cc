// The table of rules, and what follows from what.
#include <algorithm>
#include <cassert>

#include "src/base/strings.h"
#include "src/cli/doctor/diagnosis.h"

namespace fluid::cli::doctor {
namespace {

using enum Layer;
using enum Severity;

// Faults for which no server can start, and no home of an engine.
#define NO_SERVER                                                                                            \
  "state-of-another state-newer state-full state-read-only database-newer database-foreign program-missing " \
  "program-differs"
#define NO_HOME                                                                                      \
  NO_SERVER                                                                                          \
  " open-files-low plugin-missing plugin-untrusted plugin-unreadable engine-refused runtimes-two "   \
  "dataset-alone runtime-alone tier-missing tier-read-only tier-not-writable tier-full tier-silent " \
  "cache-newer"
#define NO_MOUNT NO_HOME " fuse-missing fuse-refused no-mount-right process-dead process-failing process-hung"

constexpr Rule kRules[] = {
    {"open-files-low", kLimits, kFault, "Too few files may be open at once.",
     "raise the limit: ulimit -n 65536, or LimitNOFILE=65536 of the service; then start it again", ""},
    {"memory-low", kLimits, kNote, "Little memory is left.", "end something, or take a smaller MEM tier", ""},
    {"fuse-missing", kLimits, kFault, "/dev/fuse is not there.",
     "modprobe fuse; in a container: give it the device /dev/fuse", ""},
    {"fuse-refused", kLimits, kFault, "/dev/fuse can't be opened.",
     "run as root, or let this user open /dev/fuse; in a container: allow the device", ""},
    {"no-mount-right", kLimits, kFault, "This user may not mount.",
     "run as root, or give the service CAP_SYS_ADMIN", ""},
    {"clock-went-back", kClock, kFault, "The clock was set back.",
     "set the clock right (chronyc makestep, timedatectl set-ntp true)", ""},
    {"clock-wrong", kClock, kFault, "The clock is wrong: every source says another time.",
     "set the clock right (chronyc makestep, timedatectl set-ntp true)", "clock-went-back"},
    {"clock-skew", kClock, kFault, "The clocks of this machine and of a source differ.",
     "set the one that is wrong; cached files are compared by the server's times", "clock-went-back"},
    {"program-missing", kVersions, kFault, "A program of this installation is missing.",
     "install fluid whole, into one folder", ""},
    {"program-differs", kVersions, kFault, "The programs of this installation are of different versions.",
     "install fluid whole, from one build", ""},
    {"program-replaced", kVersions, kNote, "A program runs that was replaced on disk.",
     "it goes on; end it when its readers may be cut, and the new one takes its place", ""},
    {"state-of-another", kState, kFault, "The state folder belongs to another user.",
     "run as that user, or name another folder with --state-dir", ""},
    {"state-open", kState, kFault, "Other users may enter the state folder.", "chmod 700 the folder", ""},
    {"secrets-open", kState, kFault, "Other users may read values of Secrets.",
     "chmod 600 the files, and change the secrets", ""},
    {"state-read-only", kState, kFault, "The state folder can't be written.",
     "mount its file system writable, or name another folder with --state-dir", ""},
    {"state-full", kState, kFault, "The disk of the state folder is full.", "make room on it", ""},
    {"state-newer", kState, kFault, "A newer fluid made the state folder.",
     "use the fluid that made it, or another --state-dir", ""},
    {"database-newer", kState, kFault, "A newer fluid wrote the database.",
     "use the fluid that wrote it, or another --state-dir", "state-newer"},
    {"database-foreign", kState, kFault, "fluid.db is not a database of fluid.",
     "restore a copy, or move it away and apply the manifests again", "state-newer"},
    {"server-stopped", kApi, kFault, "No server runs on the state folder.", "fluid serve", NO_SERVER},
    {"socket-stale", kApi, kFault, "The server ended without a word; its socket is left.",
     "fluid serve; it adopts what still runs", NO_SERVER},
    {"socket-gone", kApi, kFault, "The server runs, but its socket is gone.", "end it, and start it again",
     "state-of-another"},
    {"server-hung", kApi, kFault, "The server does not answer.",
     "look whether it is stopped or swapped out; kill -CONT it, or end it and start it again",
     "state-full state-of-another"},
    {"server-refuses", kApi, kFault, "The server refuses to answer.", "run as the user who runs the server",
     "state-of-another"},
    {"server-unreachable", kApi, kFault, "The server that was named does not answer.",
     "look at the address in --server or the kubeconfig, at the network, and whether it runs", ""},
    {"kinds-missing", kApi, kFault, "The server does not know what a dataset is.",
     "install the CRDs there: kubectl apply -f config/crd", ""},
    {"dataset-alone", kEngine, kFault, "A dataset has no runtime.",
     "apply a runtime of the same name and namespace: fluid init ThinRuntime", ""},
    {"runtime-alone", kEngine, kFault, "A runtime has no dataset.",
     "apply a Dataset of the same name and namespace: fluid init Dataset", ""},
    {"runtimes-two", kEngine, kFault, "A dataset has several runtimes.", "delete all but one", ""},
    {"plugin-missing", kEngine, kFault, "The plugin of an engine is not installed.",
     "install it, or name its folder: fluid serve --plugin-dir DIR", ""},
    {"plugin-untrusted", kEngine, kFault, "Others may change the plugin of an engine.",
     "chown root, chmod go-w the file and the folders above it", ""},
    {"plugin-unreadable", kEngine, kFault, "The plugin of an engine can't be loaded.",
     "install a version of it that is built for this fluid", ""},
    {"engine-refused", kEngine, kFault, "The engine refuses what the runtime asks for.",
     "change the runtime as the message says",
     "plugin-missing plugin-untrusted plugin-unreadable "
     "dataset-alone runtime-alone runtimes-two secret-missing secret-lacks-key"},
    {"process-dead", kEngine, kFault, "A program of an engine does not run.",
     "look at its log; a running server starts it again", NO_HOME " server-hung"},
    {"process-failing", kEngine, kFault, "A program of an engine ends again and again.", "look at its log",
     NO_HOME},
    {"process-hung", kEngine, kFault, "A program of an engine runs but does not answer.",
     "kill -CONT it when it is stopped; else end it, and the server starts another", "tier-silent"},
    {"tier-missing", kCache, kFault, "The folder of a cache tier is not there.",
     "make it, or correct tieredstore.levels[].path", "tier-silent"},
    {"tier-silent", kCache, kFault, "The file system of a cache tier does not answer.",
     "mend that file system, or take another path", ""},
    {"tier-read-only", kCache, kFault, "A cache tier can't be written: its file system is read-only.",
     "mount it writable, or take another path", ""},
    {"tier-not-writable", kCache, kFault, "A cache tier can't be written by the server's user.",
     "chown the folder to that user", "tier-read-only state-of-another"},
    {"tier-small", kCache, kFault, "The disk of a cache tier is smaller than its quota.",
     "lower the quota, or take a larger disk", ""},
    {"tier-full", kCache, kFault, "The disk of a cache tier is full.", "make room on it, or lower the quota",
     "state-full tier-small"},
    {"tier-inodes", kCache, kFault, "The file system of a cache tier has no inodes left.",
     "make a file system with more inodes, or take another path", ""},
    {"tiers-together", kCache, kNote, "Two tiers of one cache are on one disk.",
     "put them on different disks, or make them one", ""},
    {"cache-newer", kCache, kFault, "A newer fluid wrote the cache.",
     "use the fluid that wrote it, or remove the folder", ""},
    {"secret-missing", kCredentials, kFault, "A Secret that a source needs is not there.", "fluid apply it",
     ""},
    {"secret-lacks-key", kCredentials, kFault, "A Secret lacks the key that a source needs.",
     "add the key, and fluid apply the Secret again", "secret-missing"},
    {"credentials-missing", kCredentials, kFault, "A source asks for credentials, and none are given.",
     "give the mount encryptOptions that name a Secret", "secret-missing secret-lacks-key"},
    {"credentials-wrong", kCredentials, kFault, "A source does not accept the credentials.",
     "correct the Secret, and fluid apply it", "secret-missing secret-lacks-key clock-wrong"},
    {"credentials-forbidden", kCredentials, kFault, "A source forbids what is asked for.",
     "let this user read there, or give the mount other credentials",
     "secret-missing secret-lacks-key clock-wrong"},
    {"source-unresolved", kSource, kFault, "The name of a source's server is not known.",
     "correct the mountPoint, or the resolver (/etc/resolv.conf)", ""},
    {"source-refused", kSource, kFault, "Nobody serves at a source's address.",
     "start that server, or correct host and port of the mountPoint", ""},
    {"source-silent", kSource, kFault, "A source does not answer in time.",
     "look at the network and at that server", ""},
    {"source-untrusted", kSource, kFault, "The certificate of a source is not trusted.",
     "add its authority to this machine (update-ca-certificates), or correct the host's name",
     "clock-wrong clock-went-back"},
    {"source-tls", kSource, kFault, "No TLS connection to a source can be made.",
     "look whether that port speaks TLS; else use http://", ""},
    {"source-missing", kSource, kFault, "What a mount names is not at its source.",
     "correct the path of the mountPoint", ""},
    {"source-elsewhere", kSource, kFault, "A source sends to another server.",
     "name that server in the mountPoint", ""},
    {"source-failing", kSource, kFault, "A source's server fails.", "look at the log of that server", ""},
    {"source-not-listed", kSource, kFault, "A source answers with no listing.",
     "let the server make index pages (nginx: autoindex on), or name a single file", ""},
    {"source-unreadable", kSource, kFault, "A source can be listed but not read.",
     "let this user read the file", ""},
    {"source-no-ranges", kSource, kNote, "A source sends files whole only.",
     "files are fetched whole at the first read; let the server answer Range", ""},
    {"source-no-validator", kSource, kNote, "A source's files carry neither ETag nor Last-Modified.",
     "changes are told by the size only; let the server send one", ""},
    {"mount-missing", kMount, kFault, "A dataset is not mounted where it should be.",
     "fluid unmount the folder, and mount again", NO_MOUNT},
    {"mount-covered", kMount, kFault, "Another file system lies over a mount.", "umount the one on top", ""},
    {"mount-dead", kMount, kFault, "A mount is dead: its server is gone.",
     "umount -l the folder, and mount again", NO_MOUNT},
    {"mount-hung", kMount, kFault, "A mount does not answer.",
     "end its fluid-node; a running server mounts again", NO_MOUNT},
    {"mount-failed", kMount, kFault, "A dataset can't be mounted.", "as the message says",
     NO_MOUNT " mount-covered mount-dead"},
    {"mount-left", kMount, kNote, "A dead mount is there that nobody asks for.", "umount -l the folder", ""},
    {"readers-wait", kReaders, kFault, "An end waits for readers.",
     "let them finish, or fluid unmount --force", NO_MOUNT " mount-dead mount-hung"},
    // The last resort: what the server says, when nothing above explains it.
    {"dataset-unwell", kEngine, kFault, "A dataset is not served as it should be.",
     "fluid describe the dataset", "*"},
};

bool Explains(const Finding& cause, const Finding& effect) {
  const std::string_view causes = effect.rule->follows_from;
  if (cause.rule == effect.rule || causes.empty()) return false;
  if (causes == "*") {
    if (cause.rule->severity == kNote) return false;
  } else {
    const std::vector<std::string_view> ids = Split(causes, ' ');
    if (std::find(ids.begin(), ids.end(), cause.rule->id) == ids.end()) return false;
  }
  const auto same = [](const std::string& wide, const std::string& narrow) {
    return wide.empty() || narrow.empty() || wide == narrow;
  };
  return same(cause.subject.dataset, effect.subject.dataset) &&
         same(cause.subject.source, effect.subject.source);
}

}  // namespace

std::span<const Rule> Rules() { return kRules; }

const Rule* FindRule(std::string_view id) {
  const auto* found =
      std::find_if(std::begin(kRules), std::end(kRules), [&](const Rule& r) { return r.id == id; });
  return found == std::end(kRules) ? nullptr : found;
}

std::string_view LayerName(Layer layer) {
  static constexpr std::string_view kNames[] = {"limits", "clock",  "versions", "state",
                                                "api",    "engine", "cache",    "credentials",
                                                "source", "mount",  "readers"};
  return kNames[static_cast<size_t>(layer)];
}

void Findings::Add(std::string_view rule, Subject subject, std::string evidence, std::string cure) {
  const Rule* found = FindRule(rule);
  assert(found && "a check names a rule that is not in the table");
  all_.push_back({found, std::move(subject), std::move(evidence), std::move(cure)});
}

std::vector<Finding> Findings::Take() {
  std::vector<Finding> told;
  for (size_t layer = 0; layer < kLayers; ++layer) {
    for (const Finding& effect : all_) {
      const bool here = static_cast<size_t>(effect.rule->layer) == layer;
      const auto explains = [&](const Finding& cause) { return Explains(cause, effect); };
      if (here && std::none_of(all_.begin(), all_.end(), explains)) told.push_back(effect);
    }
  }
  all_.clear();
  return told;
}

std::vector<Finding> Diagnose(const Facts& facts) {
  Findings findings;
  if (!facts.server.empty()) {
    CheckServer(facts, findings);
    CheckEngines(facts, findings);
    CheckSources(facts, findings);
    return findings.Take();
  }
  CheckMachine(facts, findings);
  CheckState(facts, findings);
  CheckEngines(facts, findings);
  CheckSources(facts, findings);
  CheckMounts(facts, findings);
  return findings.Take();
}

}  // namespace fluid::cli::doctor
