// logs: what the processes behind an object write; what they wrote so far, or as they go on.
#include <fmt/format.h>

#include "src/base/call.h"
#include "src/cli/load_watch.h"
#include "src/cli/names.h"
#include "src/cli/verbs.h"

namespace fluid::cli {
namespace {

constexpr Duration kLookEvery = std::chrono::milliseconds(300);

Result<Key> Whose(const std::vector<std::string>& words, const std::string& space) {
  if (words.size() == 1) return ParseName(words[0], "dataset", space);
  FLUID_ASSIGN_OR_RETURN(const Named named, ParseNames(words, space));
  if (named.keys.size() != 1) return InvalidArgument("say of which one: NAME of a dataset, or KIND/NAME");
  return named.keys[0];
}

}  // namespace

Status Logs(Context& context, const LogsOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Key key, Whose(options.words, context.common.space));
  api::ApiClient::LogQuestion question;
  question.process = options.process;
  if (options.tail >= 0) question.lines = static_cast<uint64_t>(options.tail);
  question.since = options.since;
  Call call;
  if (options.timeout) call = Call::Within(*options.timeout);
  call.stop = context.console.stop;
  while (true) {
    const Result<api::ApiClient::LogAnswer> answer = context.client.Log(key, question);
    if (answer.status().code() == Code::kCancelled)
      return Cancelled("the watch has ended; the processes go on");
    const bool went_on = !question.after.empty();
    if (went_on && answer.status().code() == Code::kNotFound) return Ok();  // it has ended, and all is told
    if (answer.status().code() == Code::kNotFound && !options.process.empty() &&
        context.client.Get(key).ok()) {
      return NotFound(fmt::format("{} has no process \"{}\"; those that wrote are told without -c",
                                  FullName(*model::FindKind(key.kind), key.name), options.process));
    }
    FLUID_RETURN_IF_ERROR(answer.status());
    context.console.out << answer->text;
    context.console.out.flush();
    if (!options.follow) return Ok();
    question.lines.reset();
    question.since.reset();
    question.after = answer->next;
    if (call.Expired()) return Ok();
    if (!SleepUnlessStopped(std::min(kLookEvery, call.Left()), call.stop))
      return Cancelled("the watch has ended; the processes go on");
  }
}

}  // namespace fluid::cli
