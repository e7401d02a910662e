// Plan: the planners' way to a Decision. Planners are free functions of a World; this gathers what they want.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "fluid/clock.h"
#include "src/reconcile/decision.h"
#include "src/reconcile/facts.h"
#include "src/reconcile/world.h"

namespace fluid::reconcile {

class Plan {
 public:
  Plan(const World& world, const Facts& facts, const Settings& settings, WallTime now);

  const World& world;
  const Facts& facts;
  const Settings& settings;
  const WallTime now;
  const std::string now_text;  // RFC 3339

  void Take(std::string_view row) { decision_.rows.push_back(row); }
  void Do(std::string_view row, decltype(Action::what) what);
  // Metadata or spec. The object's status is not written in the same round: it would be against an old
  // version.
  void Update(std::string_view row, Object object, std::optional<Notice> notice = std::nullopt);
  // `after` is `before` with another status; when that is equal nothing is written.
  void Status(std::string_view row, const Object& before, Object after,
              std::optional<Notice> notice = std::nullopt);
  void Delete(std::string_view row, const Object& object);
  // Takes the finalizer off; whoever asked for the deletion gets it now.
  void Release(std::string_view row, const Object& object);
  void WakeAt(WallTime at);
  EngineUse& engine();  // the decision uses the engine, if there is one
  bool updating(const Object& object) const { return updated_.contains(object.metadata().uid); }

  Decision Finish();

 private:
  Decision decision_;
  std::set<std::string> updated_;  // uids of objects whose metadata or spec is written in this round
};

inline std::string_view Truth(bool holds) { return holds ? "True" : "False"; }  // of a condition

// Each looks at its own objects and engine; none waits, none keeps anything.
void PlanDataset(Plan& plan);
void PlanRuntime(Plan& plan);
void PlanAttachments(Plan& plan);
void PlanOperations(Plan& plan);

// What to do about a dataset. Equal arguments give equal decisions.
Decision Decide(const World& world, const Settings& settings, WallTime now);

}  // namespace fluid::reconcile
