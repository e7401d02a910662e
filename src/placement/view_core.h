// A view's memory: the epoch it holds, and what its questions are answered in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "src/placement/gang.h"
#include "src/placement/ranker.h"
#include "src/placement/state_core.h"
#include "src/placement/why.h"

namespace fluid::placement {

struct View::Core {
  State::Core* state = nullptr;
  Slot* slot = nullptr;
  Epoch epoch;                           // trials write to it
  std::shared_ptr<const Inputs> inputs;  // as of `epoch`; null: answers are not checked
  int trials = 0;
  Pool pool;  // of trials
  Question question;
  Ranker ranker;
  GangPlacer gangs;
  Reasons reasons;
};

// What a check found to be wrong ends the process: it is a bug of ours, and nothing that follows can be
// trusted.
void Insist(const std::string& wrong, const char* question);

}  // namespace fluid::placement
