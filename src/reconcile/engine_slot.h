// Slot: what Engines knows of one engine in use, and when it asks it again. No effects: answers come in, due
// times come out.
//
// Threads: none of its own; its owner's lock guards it.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/clock.h"
#include "src/reconcile/decision.h"
#include "src/reconcile/world.h"

namespace fluid::reconcile {

// One call by its name: at most one is under way, and after a failure it waits, longer each time.
struct CallRecord {
  bool under_way = false;
  int failures = 0;
  MonoTime not_before = MonoTime::min();
};

// Something that is asked again and again.
struct Question {
  enum class About { kNodes, kUsage, kJob } about = About::kNodes;
  std::string job;
};

class Slot {
 public:
  Slot();

  std::shared_ptr<CacheEngine> engine;
  uint64_t life = 0;  // answers to an earlier one of the same uid are dropped
  EngineView view;

  const EngineUse& use() const { return use_; }
  // The engine is used so from now on.
  void Use(const EngineUse& use, MonoTime now);

  // A call that decisions want.
  CallRecord& call(const std::string& name) { return calls_[name]; }
  void Began(const std::string& name);
  void Ended(const std::string& name, const Status& status, MonoTime now);
  // Whether Configure succeeded and no observation has begun since.
  bool ConfiguredUnseen(const std::string& node) const;
  void Configured(const std::string& node) { configured_[node] = observations_; }
  // What is known of a job is old once anything was done to it, whether that was heard to succeed or not.
  void JobChanged(const std::string& id);

  // What is to be asked now, and when something will be. What is under way counts for neither: its answer
  // will say when the next is due.
  std::vector<Question> DueQuestions(MonoTime now) const;
  MonoTime NextDue() const;
  void Asked(const Question& question, MonoTime now);
  uint64_t job_changes(const std::string& id) const;

  // The answers. True: it is news.
  bool Observed(const Result<std::vector<NodeObservation>>& answer, MonoTime now);
  bool UsageAnswered(const Result<CacheUsage>& answer, MonoTime now);
  // `changes`: job_changes() of when it was asked.
  bool JobAnswered(const std::string& id, uint64_t changes, const Result<JobStatus>& answer, MonoTime now);
  // Brings the next question forward, not more.
  void Hinted(const EngineEvent& event);

  double BytesPerSecond(const std::string& job) const;

 private:
  struct Sample {
    MonoTime at;
    uint64_t bytes;
  };
  struct Job {
    bool asking = false;
    MonoTime due = MonoTime::min(), asked = MonoTime::min();
    uint64_t changes = 0;  // calls and events that changed it; an answer from before one is old
    std::deque<Sample> samples;
  };

  // Calls fn(about, job, due) for each question that is not under way.
  template <typename Fn>
  void ForEachQuestion(Fn fn) const;

  EngineUse use_;
  std::map<std::string, CallRecord> calls_;  // that decisions want
  std::map<std::string, uint64_t>
      configured_;                   // node -> count of observations when its Configure had succeeded
  std::map<std::string, Job> jobs_;  // those in use
  uint64_t observations_ = 0;        // begun
  bool observing_ = false, asking_usage_ = false;
  // While a question is under way: when what has happened since wants it asked again.
  MonoTime observe_due_ = MonoTime::min(), usage_due_ = MonoTime::min();
  bool other_homes_ = false;             // than those that are being asked
  MonoTime observed_ = MonoTime::min();  // when it was begun last
  Duration pause_;                       // between observations; grows while nothing changes
};

}  // namespace fluid::reconcile
