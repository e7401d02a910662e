// Walk: random steps through the life of a few datasets, by users, machines and misfortune, on the bench.
// Each quiet period at the end of a stretch ends the misfortune and must find everything served.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/reconcile/bench.h"
#include "tests/unit/reconcile/witness.h"

namespace fluid::reconcile {

// Tampers with what the production planner sees or decides: a planted bug. Null: none.
struct Bug {
  std::function<void(World&)> world;
  std::function<void(const World&, Decision&, Store&)> decision;
};

class Walk {
 public:
  Walk(uint64_t seed, Bug bug = {});

  void Run(int steps);  // without the quiet period
  void Quiet();         // misfortune ends; breaches are what is not served then
  bool breached() const { return !witness_.breaches.empty(); }
  const std::vector<std::string>& breaches() const { return witness_.breaches; }
  const std::map<std::string, int>& rows() const { return witness_.rows; }
  const std::map<std::string, int>& faults() const { return faults_; }

 private:
  Decision Plan(const World& world, const Settings& settings, WallTime now);
  void Step();
  void User();
  void Machine();
  void Misfortune();
  void Calm();
  void Look();  // what must hold at every step
  void Fate();

  int Pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  bool Chance(int percent) { return Pick(100) < percent; }
  std::string Some(const char* stem, int of) { return stem + std::to_string(Pick(of)); }
  // Somebody cancelled its operation: such a job does not end by itself, whether it is stopped is the
  // question.
  bool Stopped(const std::string& job) const { return cancelled_.contains(job.substr(0, job.rfind('-'))); }
  std::vector<std::string> SomeSources();
  Key LoadToCancel();         // one that runs, if there is one
  std::string SomeRuntime();  // uid, or empty

  std::mt19937_64 random_;
  const Bug bug_;
  Witness witness_;
  std::map<std::string, int> faults_;
  std::set<std::string> cancelled_;  // operations' uids
  bool lossy_ = false, missing_ = false, held_ = false;
  Bench bench_;
};

}  // namespace fluid::reconcile
