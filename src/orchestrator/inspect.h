// What people ask of a running dataset beyond its objects: the output of its processes, and what its cache
// holds. Part of no decision.
//
// Threads: any; calls wait for engines at most as long as they say.
#pragma once

#include <optional>
#include <string>

#include "fluid/fluid.h"

namespace fluid::orchestrator {

struct LogQuestion {
  std::string process;            // "COMPONENT" or "COMPONENT/KEY"; empty: all
  std::optional<size_t> lines;    // the last ones; not with `after`
  std::optional<Duration> since;  // nothing older; lines without a time are as old as the one before
  std::string after;              // `next` of an earlier answer
};
struct LogAnswer {
  std::string text;  // whole lines; of several processes in the order of time, with "[PROCESS] " before each
  std::string next;  // "": there is no process
};

// The output of the processes behind a dataset, a runtime, an operation or an attachment. Of an operation:
// what its own processes say, and those lines of the engine's that name it. NOT_FOUND: no such object or
// process; INVALID_ARGUMENT: a kind that has none.
Result<LogAnswer> ReadLog(const Seams& seams, const Key& key, const LogQuestion& question);

struct CacheNumbers {
  CacheUsage usage;         // now; as last told where the engine does not answer soon
  uint64_t open_files = 0;  // by readers, within seconds
};
Result<CacheNumbers> CacheNumbersOf(Orchestrator& orchestrator, const Key& dataset);
// A folder of the dataset, or one file. FAILED_PRECONDITION: the dataset has no engine.
Result<CacheListing> ListCache(Orchestrator& orchestrator, const Key& dataset, const std::string& path,
                               const std::string& after);
// Removes what is cached at or below the path; the bytes that were freed. FAILED_PRECONDITION: an operation
// on the dataset is at work.
Result<uint64_t> FreeCache(Orchestrator& orchestrator, const Key& dataset, const std::string& path);

}  // namespace fluid::orchestrator
