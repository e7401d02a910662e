#include "src/reconcile/plan.h"

#include "src/base/units.h"
#include "src/reconcile/kinds.h"
#include "src/reconcile/launches.h"

namespace fluid::reconcile {

Plan::Plan(const World& w, const Facts& f, const Settings& s, WallTime n)
    : world(w), facts(f), settings(s), now(n), now_text(FormatTime(n)) {}

void Plan::Do(std::string_view row, decltype(Action::what) what) {
  Take(row);
  decision_.actions.push_back({std::move(what), row, std::nullopt});
}

void Plan::Update(std::string_view row, Object object, std::optional<Notice> notice) {
  Take(row);
  updated_.insert(object.metadata().uid);
  decision_.actions.push_back({UpdateObject{std::move(object)}, row, std::move(notice)});
}

void Plan::Status(std::string_view row, const Object& before, Object after, std::optional<Notice> notice) {
  Take(row);
  if (updating(before) || SameStatus(before, after)) return;
  decision_.actions.push_back({WriteStatus{std::move(after)}, row, std::move(notice)});
}

void Plan::Delete(std::string_view row, const Object& object) {
  Take(row);
  if (Ending(object)) return;
  decision_.actions.push_back({DeleteObject{object.key(), object.metadata().uid}, row, std::nullopt});
}

void Plan::Release(std::string_view row, const Object& object) {
  Object released = object;
  RemoveFinalizer(released);
  Update(row, std::move(released));
}

void Plan::WakeAt(WallTime at) {
  if (at > now) decision_.wake = std::min(decision_.wake, at);
}

EngineUse& Plan::engine() {
  if (!decision_.engine) {
    decision_.engine.emplace();
    decision_.engine->spec = facts.record.spec;
    if (facts.plan) decision_.engine->homes = HomesOf(*facts.plan, world.launches);
  }
  return *decision_.engine;
}

Decision Plan::Finish() {
  if (!facts.plan || facts.record.empty()) decision_.engine.reset();
  return std::move(decision_);
}

Decision Decide(const World& world, const Settings& settings, WallTime now) {
  const Facts facts = FactsOf(world, settings, now);
  Plan plan(world, facts, settings, now);
  PlanRuntime(plan);
  PlanAttachments(plan);
  PlanOperations(plan);
  PlanDataset(plan);
  return plan.Finish();
}

}  // namespace fluid::reconcile
