// Waiting for an object to be as wanted, by watching the store.
#pragma once

#include <stop_token>
#include <string_view>

#include "fluid/clock.h"
#include "fluid/store.h"

namespace fluid::orchestrator {

// DEADLINE_EXCEEDED tells the phase and conditions it has instead; NOT_FOUND: there is no such object.
Status WaitForPhase(Store& store, const Key& key, std::string_view phase, MonoTime deadline,
                    std::stop_token stop);
Status WaitUntilGone(Store& store, const Key& key, MonoTime deadline, std::stop_token stop);

}  // namespace fluid::orchestrator
