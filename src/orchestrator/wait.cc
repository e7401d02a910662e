#include "src/orchestrator/wait.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <utility>

#include "src/model/json.h"
#include "src/model/resource.h"
#include "src/model/tree.h"

namespace fluid::orchestrator {
namespace {

std::string TextOf(const model::Node& map, std::string_view name) {
  const model::Node* found = map.Find(name);
  return found && found->is(model::Node::Kind::kString) ? std::string(found->text) : std::string();
}

// "NotBound (Ready=False: SourceUnavailable: http://... answered 404)"
std::string Describe(const Object& object) {
  const std::string json = model::StatusJson(object);
  model::Tree tree;
  std::vector<Problem> problems;
  model::ReadJson(json, tree, problems);
  if (!tree.root || !tree.root->is(model::Node::Kind::kMap)) return "no status";
  std::string phase = TextOf(*tree.root, "phase");
  if (phase.empty()) phase = "no phase";
  const model::Node* conditions = tree.root->Find("conditions");
  std::string said;
  for (const model::Node* c = conditions ? conditions->first : nullptr; c; c = c->next) {
    if (!c->is(model::Node::Kind::kMap)) continue;
    said += fmt::format("{}{}={}: {}: {}", said.empty() ? "" : "; ", TextOf(*c, "type"), TextOf(*c, "status"),
                        TextOf(*c, "reason"), TextOf(*c, "message"));
  }
  return said.empty() ? phase : fmt::format("{} ({})", phase, said);
}

std::string PhaseOf(const Object& object) {
  const std::string described = Describe(object);
  return described.substr(0, described.find(" ("));
}

// Waits until `holds` is true of the object's state, null while there is none.
Status WaitUntil(Store& store, const Key& key, MonoTime deadline, std::stop_token stop,
                 const std::function<bool(const Object*)>& holds, std::string_view wanted) {
  std::mutex mutex;
  std::condition_variable_any changed;
  uint64_t changes = 0;
  bool lost = false;  // the watch tells nothing more
  // Events only say that it is time to look; what holds is read from the store, so none can mislead.
  const auto wake = [&](const WatchEvent& event) {
    if (event.type != WatchEventType::kGone && event.object.valid() && event.object.key() != key) return;
    std::lock_guard lock(mutex);
    ++changes;
    lost |= event.type == WatchEventType::kGone;
    changed.notify_all();
  };
  std::unique_ptr<Watch> watch;
  for (;;) {
    uint64_t seen;
    bool again;
    {
      std::lock_guard lock(mutex);
      seen = changes;
      again = std::exchange(lost, false);
    }
    if (again || !watch) {
      watch.reset();
      FLUID_ASSIGN_OR_RETURN(watch, store.StartWatch({key.kind, key.space}, "", wake));
    }
    const Result<Object> object = store.Get(key);
    if (!object.ok() && object.status().code() != Code::kNotFound) return object.status();
    if (holds(object.ok() ? &*object : nullptr)) return Ok();
    std::unique_lock lock(mutex);
    const auto changed_since = [&] { return changes != seen; };
    if (deadline == MonoTime::max()) {
      changed.wait(lock, stop, changed_since);
    } else if (!changed.wait_until(lock, stop, deadline, changed_since) && !stop.stop_requested()) {
      lock.unlock();
      const std::string state = object.ok() ? Describe(*object) : "there is none";
      return DeadlineExceeded(fmt::format("wait for {} to be {}: it is {}", key.ToString(), wanted, state));
    }
    if (stop.stop_requested())
      return Cancelled(fmt::format("wait for {}: the caller gave up", key.ToString()));
  }
}

}  // namespace

Status WaitForPhase(Store& store, const Key& key, std::string_view phase, MonoTime deadline,
                    std::stop_token stop) {
  FLUID_RETURN_IF_ERROR(store.Get(key).status());
  bool gone = false;
  const auto holds = [&](const Object* object) {
    gone = object == nullptr;
    return gone || PhaseOf(*object) == phase;
  };
  FLUID_RETURN_IF_ERROR(WaitUntil(store, key, deadline, std::move(stop), holds, phase));
  if (gone) return NotFound(fmt::format("wait for {} to be {}: it was deleted", key.ToString(), phase));
  return Ok();
}

Status WaitUntilGone(Store& store, const Key& key, MonoTime deadline, std::stop_token stop) {
  return WaitUntil(
      store, key, deadline, std::move(stop), [](const Object* object) { return !object; }, "gone");
}

}  // namespace fluid::orchestrator
