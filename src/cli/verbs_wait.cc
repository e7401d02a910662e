// wait: returns when objects are what was asked for.
#include <fmt/format.h>
#include <strings.h>

#include "src/api/json.h"
#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/cli/follow.h"
#include "src/cli/go_text.h"
#include "src/cli/input.h"
#include "src/cli/json_path.h"
#include "src/cli/names.h"
#include "src/cli/verbs.h"
#include "src/model/json.h"

namespace fluid::cli {
namespace {

using api::Json;

// What --for asks: a test of an object's JSON.
struct Wish {
  enum class Missing { kFails, kIsWished, kIsWaitedFor };  // what an object that is not there means
  Missing missing = Missing::kFails;
  std::function<bool(const Json&)> holds;
};

bool SameWord(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

Status WrongWish(std::string_view text) {
  return InvalidArgument(
      fmt::format("--for={}: allowed are condition=NAME[=STATUS], phase=PHASE, create, delete, "
                  "jsonpath={{.path}}[=VALUE]",
                  text));
}

Wish ConditionIs(std::string type, std::string status) {
  return {Wish::Missing::kFails, [type = std::move(type), status = std::move(status)](const Json& object) {
            for (const Json& condition : object.at(".status.conditions").items()) {
              if (SameWord(condition["type"].text(), type))
                return SameWord(condition["status"].text(), status);
            }
            return false;
          }};
}

// Whether one of the places is there, and has the value if one is wanted.
bool Leads(const JsonPath& path, const std::optional<std::string>& value, const Json& object) {
  const std::string json = object.json();
  model::Tree tree, memory;
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems, model::Places::kNone);
  if (tree.root == nullptr) return false;
  const Result<std::vector<JsonPath::Places>> found = path.Find(*tree.root, memory);
  if (!found.ok()) return false;  // an item that is not there yet
  for (const JsonPath::Places& places : *found) {
    for (const model::Node* place : places) {
      if (!value || Trim(GoText(place)) == Trim(*value)) return true;
    }
  }
  return false;
}

Result<Wish> PathIs(std::string_view rule) {
  // The value stands after the path; a filter in the path has = too, but only within brackets.
  const size_t close = rule.find('}');
  const size_t equals = rule.find('=', close == std::string_view::npos ? 0 : close);
  std::optional<std::string> value;
  if (equals != std::string_view::npos) value = std::string(rule.substr(equals + 1));
  Result<JsonPath> path = JsonPath::ParsePath(rule.substr(0, equals));
  FLUID_RETURN_IF_ERROR(path.status().Annotate("--for=jsonpath"));
  return Wish{Wish::Missing::kFails,
              [path = *std::move(path), value](const Json& object) { return Leads(path, value, object); }};
}

Result<Wish> ParseWish(std::string_view text) {
  if (text == "delete") return Wish{Wish::Missing::kIsWished, [](const Json&) { return false; }};
  if (text == "create") return Wish{Wish::Missing::kIsWaitedFor, [](const Json&) { return true; }};
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals + 1 == text.size()) return WrongWish(text);
  const std::string_view what = text.substr(0, equals), rule = text.substr(equals + 1);
  if (what == "condition") {
    const size_t second = rule.find('=');
    return ConditionIs(std::string(rule.substr(0, second)),
                       second == std::string_view::npos ? "True" : std::string(rule.substr(second + 1)));
  }
  if (what == "phase") {
    return Wish{Wish::Missing::kFails, [phase = std::string(rule)](const Json& object) {
                  return SameWord(object.at(".status.phase").text(), phase);
                }};
  }
  if (what == "jsonpath") return PathIs(rule);
  return WrongWish(text);
}

// What is named, or of the kinds named what the selector or --all means.
Result<std::vector<Key>> Which(Context& context, const WaitOptions& options, bool may_be_none) {
  if (!options.files.empty()) {
    if (!options.words.empty()) return InvalidArgument("-f names the objects; say no KIND or NAME beside it");
    return ReadKeys(options.files, options.recursive, context.common.space, context.console);
  }
  FLUID_ASSIGN_OR_RETURN(Named named, ParseNames(options.words, context.common.space));
  FLUID_RETURN_IF_ERROR(CheckChoice(named, options.all || !options.selector.empty()));
  if (named.kinds.empty()) return std::move(named.keys);
  if (!options.all && options.selector.empty())
    return InvalidArgument("say which: names, --all, or a selector with -l");
  for (const KindInfo* kind : named.kinds) {
    api::ListOptions which;
    which.space = kind->namespaced && !options.all_spaces ? context.common.space : "";
    which.label_selector = options.selector;
    FLUID_ASSIGN_OR_RETURN(const ObjectList list, context.client.List(*kind, which));
    for (const Object& object : list.items) named.keys.push_back(object.key());
  }
  if (named.keys.empty() && !may_be_none)
    return NotFound("nothing of that kind and with those labels is there");
  return std::move(named.keys);
}

Status WaitFor(Context& context, const Key& key, const WaitOptions& options, const Wish& wish,
               const Call& call) {
  const std::string name = FullName(*model::FindKind(key.kind), key.name);
  Object last;
  std::string uid;
  const auto see = [&](const Object* now) -> Verdict {
    if (!now || (!uid.empty() && now->metadata().uid != uid)) {
      if (wish.missing == Wish::Missing::kIsWished) return Ok();
      if (wish.missing == Wish::Missing::kIsWaitedFor && !last.valid()) return std::nullopt;
      return NotFound(fmt::format("{} {}", name, last.valid() ? "was deleted" : "is not there"));
    }
    last = *now;
    uid = last.metadata().uid;
    const Result<Json> json = Json::Parse(last.ToJson());
    if (json.ok() && wish.holds(*json)) return Ok();
    return std::nullopt;
  };
  Status end = FollowObject(context.client, key, call, see);
  if (end.code() == Code::kDeadlineExceeded && !last.valid()) {  // others took the time; one look is due
    const Result<Object> now = context.client.Get(key);
    if (!now.ok() && now.status().code() != Code::kNotFound) return now.status();
    if (const Verdict verdict = see(now.ok() ? &*now : nullptr)) end = *verdict;
  }
  if (end.ok()) {
    const bool gone = wish.missing == Wish::Missing::kIsWished;
    // As kubectl: what was gone before is not told.
    if (!gone || last.valid()) context.console.out << name << (gone ? " deleted\n" : " condition met\n");
    context.console.out.flush();
  }
  if (end.code() == Code::kCancelled) return Cancelled("the watch has ended; the work goes on");
  if (end.code() != Code::kDeadlineExceeded) return end;
  if (wish.missing == Wish::Missing::kIsWished) {
    return DeadlineExceeded(fmt::format("{} is still there after {}: {}", name,
                                        FormatDuration(options.timeout), Condition(last)));
  }
  if (!last.valid())
    return DeadlineExceeded(fmt::format("{} is not there after {}", name, FormatDuration(options.timeout)));
  return DeadlineExceeded(fmt::format("{}: not {} within {}: {}", name, options.wish,
                                      FormatDuration(options.timeout), Condition(last)));
}

}  // namespace

Status Wait(Context& context, const WaitOptions& options) {
  FLUID_ASSIGN_OR_RETURN(const Wish wish, ParseWish(options.wish));
  FLUID_ASSIGN_OR_RETURN(const std::vector<Key> keys,
                         Which(context, options, wish.missing == Wish::Missing::kIsWished));
  Call call = Call::Within(options.timeout);
  call.stop = context.console.stop;
  Status late;  // the others are told all the same
  for (const Key& key : keys) {
    const Status status = WaitFor(context, key, options, wish, call);
    if (status.code() != Code::kDeadlineExceeded) {
      FLUID_RETURN_IF_ERROR(status);
      continue;
    }
    if (!late.ok()) context.console.err << "fluid: " << late.message() << '\n';
    late = status;
  }
  return late;
}

}  // namespace fluid::cli
