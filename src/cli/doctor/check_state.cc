// The state folder, and the server that works on it.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/doctor/diagnosis.h"

namespace fluid::cli::doctor {
namespace {

constexpr uint64_t kStateRoom = 4 << 20;  // a burst of the database's log

void CheckFolder(const Facts& facts, Findings& findings) {
  const StateFacts& state = facts.state;
  const PathFacts& folder = state.folder;
  if (folder.error != 0) return;  // the first server makes it
  if (facts.machine.uid != 0 && folder.uid != facts.machine.uid) {
    findings.Add(
        "state-of-another", {},
        fmt::format("{} belongs to user {}, this is user {}", folder.path, folder.uid, facts.machine.uid));
  }
  if ((folder.mode & 077) != 0) {
    findings.Add("state-open", {}, fmt::format("{} has mode {:04o}", folder.path, folder.mode),
                 fmt::format("chmod 700 {}", folder.path));
  }
  if (!state.open_secrets.empty()) {
    findings.Add(
        "secrets-open", {},
        fmt::format("{} {} not of mode 0600: {}", state.open_secrets.size(),
                    state.open_secrets.size() == 1 ? "file is" : "files are", Join(state.open_secrets, ", ")),
        fmt::format("chmod -R go= {}/secrets, and change the secrets", folder.path));
  }
  if (folder.read_only) {
    findings.Add("state-read-only", {}, fmt::format("the file system of {} is read-only", folder.path));
  } else if (folder.bytes_free < kStateRoom) {
    findings.Add("state-full", {},
                 fmt::format("{} of {} are free at {}", HumanBytes(folder.bytes_free),
                             HumanBytes(folder.bytes), folder.path));
  }
}

void CheckFormats(const Facts& facts, Findings& findings) {
  const StateFacts& state = facts.state;
  if (state.format && *state.format != state.known_format) {
    findings.Add("state-newer", {},
                 fmt::format("{}/format says {}, this fluid {} knows {}", state.folder.path, *state.format,
                             facts.installation.version, state.known_format));
  }
  if (state.database_owner && *state.database_owner != state.known_database_owner) {
    findings.Add("database-foreign", {},
                 fmt::format("the header of {}/fluid.db has the application id {:#x}, ours is {:#x}",
                             state.folder.path, *state.database_owner, state.known_database_owner));
  } else if (state.database_format && *state.database_format > state.known_database_format) {
    findings.Add(
        "database-newer", {},
        fmt::format("{}/fluid.db has format {}, this fluid {} knows formats up to {}", state.folder.path,
                    *state.database_format, facts.installation.version, state.known_database_format));
  }
}

void CheckApi(const Facts& facts, Findings& findings) {
  const ApiFacts& api = facts.api;
  if (api.serves()) return;
  const std::string start = fmt::format("fluid serve --state-dir {}", facts.state.folder.path);
  if (api.accepts) {
    const std::string evidence = fmt::format(
        "{} accepts, and says: {}{}", api.socket, api.answer.message(),
        api.lock_holder != 0 ? fmt::format("; process {} holds the folder", api.lock_holder) : "");
    const bool late = api.answer.code() == Code::kDeadlineExceeded || api.answer.code() == Code::kUnavailable;
    findings.Add(late ? "server-hung" : "server-refuses", {}, evidence,
                 late && api.lock_holder != 0
                     ? fmt::format("kill -CONT {0}, if it is stopped; else kill -9 {0} and {1}",
                                   api.lock_holder, start)
                     : "");
  } else if (api.lock_holder != 0) {
    findings.Add("socket-gone", {},
                 fmt::format("process {} holds {}/lock, and nobody listens at {}", api.lock_holder,
                             facts.state.folder.path, api.socket),
                 fmt::format("kill {}, then {}", api.lock_holder, start));
  } else if (api.there) {
    findings.Add("socket-stale", {},
                 fmt::format("{} is there, nobody listens, and nobody holds {}/lock", api.socket,
                             facts.state.folder.path),
                 start + "; it adopts what still runs");
  } else {
    findings.Add("server-stopped", {},
                 fmt::format("there is no socket {}, and nobody holds the folder", api.socket), start);
  }
}

}  // namespace

void CheckServer(const Facts& facts, Findings& findings) {
  const Status& answer = facts.api.answer;
  if (answer.ok()) return;
  const std::string evidence = fmt::format("{} {}", facts.server, answer.message());
  switch (answer.code()) {
    case Code::kNotFound:
      return findings.Add("kinds-missing", {}, evidence);
    case Code::kPermissionDenied:
    case Code::kUnauthenticated:
      return findings.Add("server-refuses", {}, evidence,
                          "give the user of the kubeconfig a role that may list datasets.data.fluid.io");
    default:
      return findings.Add("server-unreachable", {}, evidence);
  }
}

void CheckState(const Facts& facts, Findings& findings) {
  CheckFolder(facts, findings);
  CheckFormats(facts, findings);
  CheckApi(facts, findings);
}

}  // namespace fluid::cli::doctor
