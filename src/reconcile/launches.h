// Launches: an engine's plan on chosen nodes, as the instances that a Launcher shall keep running. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fluid/cache_engine.h"
#include "fluid/launcher.h"
#include "src/reconcile/engine_record.h"
#include "src/reconcile/world.h"

namespace fluid::reconcile {

// The files of a home are live: another config restarts nothing.
std::vector<Launch> LaunchesOf(const EnginePlan& plan, const EngineRecord& record,
                               const std::vector<std::string>& nodes, const std::vector<Tier>& tiers,
                               const Settings& settings);

// Whether each of `launches` is ready, or has ended well if it runs once.
bool Running(const std::vector<Launch>& launches, const std::vector<LaunchState>& states);

// The components that `component` waits for are ready.
bool MayStart(const EnginePlan& plan, const std::string& component, const std::vector<Launch>& launches,
              const std::vector<LaunchState>& states);

// Where the homes of NODE instances listen: node -> unix socket.
std::map<std::string, std::string> HomesOf(const EnginePlan& plan, const std::vector<LaunchState>& states);

}  // namespace fluid::reconcile
