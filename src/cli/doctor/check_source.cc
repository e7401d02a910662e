// Credentials and sources: as far as each answers.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "src/cli/doctor/diagnosis.h"

namespace fluid::cli::doctor {
namespace {

void CheckSecrets(const SourceFacts& source, const Subject& subject, Findings& findings) {
  for (const SecretFacts& secret : source.secrets) {
    const std::string name = fmt::format("{}/{}", secret.space, secret.name);
    if (!secret.there) {
      findings.Add("secret-missing", subject,
                   fmt::format("{} names Secret {}; there is none", secret.option, name));
    } else if (!secret.has_key) {
      findings.Add("secret-lacks-key", subject,
                   fmt::format("{} names the key \"{}\"; Secret {} has none of that name", secret.option,
                               secret.key, name));
    }
  }
}

// What a status means for whoever asked. True: the answer can be looked into.
bool CheckStatus(const SourceFacts& source, int status, const std::string& url, const Subject& subject,
                 Findings& findings) {
  const std::string evidence = fmt::format("GET {} answered {}", url, status);
  if (status >= 200 && status < 300) return true;
  if (status == 401 || status == 407) {
    findings.Add(source.credentials ? "credentials-wrong" : "credentials-missing", subject,
                 evidence + (source.credentials ? " to the credentials of its Secret" : ""));
  } else if (status == 403) {
    findings.Add("credentials-forbidden", subject, evidence);
  } else if (status == 404 || status == 410) {
    findings.Add("source-missing", subject, evidence);
  } else if (status >= 300 && status < 400) {
    findings.Add("source-elsewhere", subject, fmt::format("{}, location {}", evidence, source.location));
  } else {
    findings.Add("source-failing", subject, evidence);
  }
  return false;
}

void CheckTransfer(const SourceFacts& source, const Subject& subject, Findings& findings) {
  const std::string evidence = fmt::format("GET {}: {}", source.uri, source.error);
  switch (source.reached) {
    case SourceFacts::Stage::kResolve:
      return findings.Add(source.silent ? "source-silent" : "source-unresolved", subject, evidence);
    case SourceFacts::Stage::kConnect:
      return findings.Add(source.silent ? "source-silent" : "source-refused", subject, evidence);
    case SourceFacts::Stage::kTls:
      return findings.Add(source.certificate ? "source-untrusted"
                          : source.silent    ? "source-silent"
                                             : "source-tls",
                          subject, evidence);
    case SourceFacts::Stage::kAnswer:
      return findings.Add(source.silent ? "source-silent" : "source-failing", subject, evidence);
    case SourceFacts::Stage::kDone:
      break;
  }
  if (!CheckStatus(source, source.http_status, source.uri, subject, findings)) return;
  if (!source.listed) {
    findings.Add("source-not-listed", subject,
                 fmt::format("GET {} answered {} with no index page", source.uri, source.http_status));
    return;
  }
  if (source.file.empty()) return;
  if (!source.file_failure.empty()) {
    findings.Add("source-unreadable", subject, fmt::format("GET {}: {}", source.file, source.file_failure));
    return;
  }
  if (source.file_status == 403 || source.file_status == 404) {
    findings.Add(
        "source-unreadable", subject,
        fmt::format("GET {} answered {}, though the listing has it", source.file, source.file_status));
    return;
  }
  if (!CheckStatus(source, source.file_status, source.file, subject, findings)) return;
  if (!source.ranges) {
    findings.Add("source-no-ranges", subject,
                 fmt::format("GET {} with Range: bytes=0-0 answered {}", source.file, source.file_status));
  }
  if (!source.validator) findings.Add("source-no-validator", subject, fmt::format("GET {}", source.file));
}

void CheckFolder(const SourceFacts& source, const Subject& subject, Findings& findings) {
  if (source.silent) {
    findings.Add("source-silent", subject, fmt::format("looking at {} gives no answer", source.uri));
  } else if (source.file_error == ENOENT || source.file_error == ENOTDIR) {
    findings.Add("source-missing", subject,
                 fmt::format("{}: {}", source.uri, std::strerror(source.file_error)));
  } else if (source.file_error == EACCES || source.file_error == EPERM) {
    findings.Add("credentials-forbidden", subject,
                 fmt::format("{}: {}", source.uri, std::strerror(source.file_error)));
  } else if (source.file_error != 0) {
    findings.Add("source-failing", subject,
                 fmt::format("{}: {}", source.uri, std::strerror(source.file_error)));
  }
}

}  // namespace

void CheckSources(const Facts& facts, Findings& findings) {
  for (const DatasetFacts& dataset : facts.datasets) {
    for (const SourceFacts& source : dataset.sources) {
      const Subject subject{dataset.name, source.uri};
      CheckSecrets(source, subject, findings);
      if (!source.looked) continue;
      if (source.scheme == "http" || source.scheme == "https") {
        CheckTransfer(source, subject, findings);
      } else {
        CheckFolder(source, subject, findings);
      }
    }
  }
}

}  // namespace fluid::cli::doctor
