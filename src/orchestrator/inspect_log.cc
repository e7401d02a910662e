// The output of a dataset's processes, as one text.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "src/base/strings.h"
#include "src/base/units.h"
#include "src/orchestrator/inspect.h"
#include "src/reconcile/kinds.h"

namespace fluid::orchestrator {
namespace {

constexpr size_t kMostBytes = 1 << 20;  // of each process, in one answer

struct Line {
  WallTime time;
  std::string text;
};

std::string NameOf(const LaunchId& id) { return id.component + "/" + id.key; }

// What a line says of its time: the start of it, as our own programs and many others write it.
std::optional<WallTime> TimeOf(std::string_view line) {
  if (line.size() < 20 || line[4] != '-' || line[10] != 'T') return std::nullopt;
  const size_t zone = line.find('Z', 19);
  if (zone == std::string_view::npos || zone > 30) return std::nullopt;
  const Result<WallTime> time = ParseTime(line.substr(0, zone + 1));
  if (!time.ok()) return std::nullopt;
  return *time;
}

// "PROCESS=PLACE" for each, as one opaque text.
std::map<std::string, std::string> PlacesOf(std::string_view after) {
  std::map<std::string, std::string> places;
  for (const std::string_view part : Split(after, ',')) {
    const size_t equals = part.find('=');
    std::string name;
    if (equals == std::string_view::npos || !PercentDecode(part.substr(0, equals), &name)) continue;
    places[name] = std::string(part.substr(equals + 1));
  }
  return places;
}

// The launches of the engines that serve the object's dataset.
Result<std::vector<LaunchState>> LaunchesFor(const Seams& seams, const Object& object) {
  const std::optional<reconcile::DatasetKey> dataset = reconcile::DatasetOf(object);
  if (!dataset) return InvalidArgument(fmt::format("{} has no processes", object.key().ToString()));
  std::vector<LaunchState> launches;
  FLUID_ASSIGN_OR_RETURN(const ObjectList all, seams.store->List({"", dataset->space}));
  for (const Object& runtime : all.items) {
    if (!reconcile::IsRuntime(runtime) || runtime.metadata().name != dataset->name) continue;
    for (LaunchState& state : seams.launcher->List(runtime.metadata().uid))
      launches.push_back(std::move(state));
  }
  return launches;
}

bool Chosen(const LaunchId& id, const std::string& process) {
  return process.empty() || id.component == process || NameOf(id) == process;
}

}  // namespace

Result<LogAnswer> ReadLog(const Seams& seams, const Key& key, const LogQuestion& question) {
  FLUID_ASSIGN_OR_RETURN(const Object object, seams.store->Get(key));
  FLUID_ASSIGN_OR_RETURN(std::vector<LaunchState> launches, LaunchesFor(seams, object));
  const std::string& uid = object.metadata().uid;
  const bool operation = reconcile::IsOperation(object);
  std::erase_if(launches, [&](const LaunchState& state) { return !Chosen(state.id, question.process); });
  if (launches.empty() && !question.process.empty())
    return NotFound(fmt::format("{} has no process \"{}\"", key.ToString(), question.process));

  const std::map<std::string, std::string> places = PlacesOf(question.after);
  const WallTime oldest = question.since ? seams.clock->Now() - *question.since : WallTime::min();
  std::vector<Line> lines;
  LogAnswer answer;
  for (const LaunchState& state : launches) {
    const std::string name = NameOf(state.id);
    const auto place = places.find(name);
    const std::string after = place == places.end() ? "" : place->second;
    FLUID_ASSIGN_OR_RETURN(LogPiece piece, seams.launcher->ReadLog(state.id, after, kMostBytes));
    const bool own = state.id.key.find(uid) != std::string::npos;
    WallTime time = WallTime::min();
    for (const std::string_view text : Split(piece.text, '\n')) {
      if (text.empty()) continue;
      time = TimeOf(text).value_or(time);
      if (time < oldest) continue;
      if (operation && !own && text.find(uid) == std::string_view::npos) continue;
      lines.push_back({time, launches.size() > 1 ? fmt::format("[{}] {}", name, text) : std::string(text)});
    }
    answer.next += fmt::format("{}{}={}", answer.next.empty() ? "" : ",", PercentEncode(name), piece.next);
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.time < b.time; });
  const size_t first = question.lines && question.after.empty() && lines.size() > *question.lines
                           ? lines.size() - *question.lines
                           : 0;
  for (size_t i = first; i < lines.size(); ++i) answer.text += lines[i].text + '\n';
  return answer;
}

}  // namespace fluid::orchestrator
