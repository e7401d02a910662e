#include "src/cli/run_record.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "fluid/clock.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/names.h"
#include "src/model/resource.h"
#include "src/model/texts.h"

namespace fluid::cli {
namespace {

bool SaysSecret(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  constexpr std::array kWords = {"pass",    "pwd",       "secret",      "token",       "credential",
                                 "apikey",  "auth",      "access-key",  "api-key",     "access_key",
                                 "api_key", "accesskey", "private-key", "private_key", "sas-key"};
  return std::ranges::any_of(kWords, [&](const char* word) { return lower.find(word) != std::string::npos; });
}

bool IsOption(std::string_view word) { return word.size() > 1 && word[0] == '-'; }

std::string WithoutUser(std::string word) {
  for (size_t from = 0;;) {
    const size_t scheme = word.find("://", from);
    if (scheme == std::string::npos) return word;
    const size_t begin = scheme + 3;
    const size_t end = std::min(word.find_first_of("/?# ", begin), word.size());
    const size_t at = word.rfind('@', end);
    if (at != std::string::npos && at >= begin && at < end) {
      word.replace(begin, at - begin, model::kRedactedShown);
    }
    from = begin;
  }
}

std::string HostName() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "";
}

std::string NowText() { return FormatTime(NewSystemClock()->Now()); }

}  // namespace

std::vector<std::string> Tellable(const std::vector<std::string>& words) {
  std::vector<std::string> told;
  bool hide = false;  // the value of the option before
  for (const std::string& word : words) {
    if (word.find(' ') != std::string::npos) {  // a script, or a list of words as one
      std::vector<std::string> parts;
      for (const std::string_view part : Split(word, ' ')) parts.emplace_back(part);
      told.push_back(hide ? std::string(model::kRedactedShown) : Join(Tellable(parts), " "));
      hide = false;
      continue;
    }
    if (hide && !IsOption(word)) {
      told.emplace_back(model::kRedactedShown);
      hide = false;
      continue;
    }
    hide = false;
    const size_t equals = word.find('=');
    const std::string_view name = std::string_view(word).substr(0, equals);
    const bool plain = name.find_first_of(" /:") == std::string_view::npos;
    if (plain && equals != std::string::npos && SaysSecret(name)) {
      told.push_back(fmt::format("{}={}", name, model::kRedactedShown));
      continue;
    }
    hide = equals == std::string::npos && IsOption(word) && SaysSecret(word);
    told.push_back(WithoutUser(word));
  }
  return told;
}

RunRecord::RunRecord(std::string space, const std::vector<std::string>& command,
                     const std::vector<model::RunDataset>& datasets) {
  Metadata metadata;
  metadata.name = "run-" + RandomHex(4);
  metadata.space = std::move(space);
  model::Run run;
  run.spec.command = Tellable(command);
  run.spec.datasets = datasets;
  object_ = model::Make(std::move(metadata), std::move(run));
}

std::string RunRecord::name() const { return there_ ? FullName(object_) : ""; }

Status RunRecord::Create(api::ApiClient& client) {
  Result<Object> made = client.Create(object_);
  if (made.status().code() == Code::kNotFound) return Ok();  // the server has no such kind
  FLUID_RETURN_IF_ERROR(made.status());
  object_ = *std::move(made);
  there_ = true;
  model::Edit<model::Run>(object_).status.phase = "Pending";
  return Tell(client);
}

Status RunRecord::Started(api::ApiClient& client) {
  model::RunStatus& status = model::Edit<model::Run>(object_).status;
  status.phase = "Running";
  status.start_time = NowText();
  status.node = HostName();
  return Tell(client);
}

Status RunRecord::Ended(api::ApiClient& client, int exit_code) {
  model::RunStatus& status = model::Edit<model::Run>(object_).status;
  status.phase = exit_code == 0 ? "Complete" : "Failed";
  status.exit_code = exit_code;
  status.completion_time = NowText();
  return Tell(client);
}

Status RunRecord::Failed(api::ApiClient& client, const std::string& why) {
  model::RunStatus& status = model::Edit<model::Run>(object_).status;
  status.phase = "Failed";
  status.completion_time = NowText();
  model::RunCondition condition;
  condition.type = "Complete";
  condition.status = "False";
  condition.reason = "NotRun";
  condition.message = why;
  condition.last_transition_time = status.completion_time;
  status.conditions = {condition};
  return Tell(client);
}

Status RunRecord::Remove(api::ApiClient& client) {
  if (!there_) return Ok();
  there_ = false;
  const Status gone = client.Delete(object_.key()).status();
  return gone.code() == Code::kNotFound ? Ok() : gone;
}

// Nobody else writes it: a version that is too old means that somebody deleted it.
Status RunRecord::Tell(api::ApiClient& client) {
  if (!there_) return Ok();
  Result<Object> told = client.UpdateStatus(object_);
  if (told.status().code() == Code::kNotFound) {
    there_ = false;
    return Ok();
  }
  FLUID_RETURN_IF_ERROR(told.status());
  object_ = *std::move(told);
  return Ok();
}

}  // namespace fluid::cli
