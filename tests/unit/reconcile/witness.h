// Witness: stands between the loop and its store and engine, and holds what passes against the rules that
// must hold at every step. Breaches are kept as sentences.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "fluid/store.h"
#include "src/engine/fake_engine.h"
#include "src/launch/fake_launcher.h"
#include "src/reconcile/decision.h"
#include "src/reconcile/world.h"

namespace fluid::reconcile {

class Witness {
 public:
  // What the planner saw, before anybody tampers with the decision.
  void Decided(const World& world, const Decision& decision);
  // Before and after a write of the loop.
  void OnStatus(const Object& before, const Object& after);
  void OnRemoved(const Object& object, FakeLauncher& launcher);
  void OnCalls(const std::vector<engine::FakeCall>& calls);
  // Of one engine: which of its jobs run, and which operations still exist.
  void OnJobs(const std::map<std::string, JobStatus>& jobs, const std::map<std::string, JobSpec>& specs,
              const std::set<std::string>& operations);

  void Breach(const std::string& sentence) {
    if (breaches.size() < 20) breaches.push_back(sentence);
  }

  std::vector<std::string> breaches;
  std::map<std::string, int> rows;  // how often each was taken

  // The store that the loop writes through.
  std::unique_ptr<Store> Front(Store& store, FakeLauncher& launcher);

 private:
  class FrontStore;
  std::map<Key, std::string> seen_;  // versions in the world of the decision being carried out
  std::set<std::string> forgotten_jobs_;
};

}  // namespace fluid::reconcile
