// CacheEngine over homes: see include/fluid/cache_engine.h for what it promises.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "fluid/cache_engine.h"
#include "src/engine/home.h"
#include "src/engine/reactor.h"

namespace fluid::engine {

using ConnectFn =
    std::function<std::unique_ptr<Home>(Reactor&, const std::string& node, const std::string& address)>;

// `plan`: what the engine offers; a call to what it does not offer is UNIMPLEMENTED.
std::unique_ptr<CacheEngine> NewCacheEngine(std::shared_ptr<Reactor> reactor, ConnectFn connect,
                                            std::string uid, EnginePlan plan);

}  // namespace fluid::engine
