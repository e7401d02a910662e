// Record: all that must outlive the launcher of one instance; the file launch.record in its folder.
//
// Format: the line "fluid-launch 1", then a line per value: a name and words, percent-encoded, blanks
// between. It has references of secrets, never values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/launcher.h"

namespace fluid::launch {

struct Record {
  Launch launch;  // what is wished
  bool removing = false, purge = false;
  std::map<std::string, int> ports;  // name -> number, kept for as long as the instance is known
  std::set<std::string> made;        // folders outside its own that the launcher made: tiers

  uint64_t run = 0;          // number of the newest start, 0: never
  uint64_t ended = 0;        // the newest run whose end is in this record
  std::string run_revision;  // what was started then, and how it is stopped
  std::vector<std::string> run_stop_argv;
  Duration run_stop_grace{};
  int restarts = 0;
  bool finished = false;         // not to be started again: it was `once`, or restarted too often
  std::optional<int> exit_code;  // of the run `ended`
  std::string exit_reason;
  bool operator==(const Record&) const = default;
};

std::string EncodeRecord(const Record& record);
// DATA_LOSS: not a record. FAILED_PRECONDITION: a newer fluid's.
Result<Record> DecodeRecord(std::string_view bytes);

// A file of lines "NAME WORDS" whose first is "KIND VERSION", as the shim writes too: name -> the rest of the
// line. Empty when it is of another kind or not there.
std::map<std::string, std::string> ReadFacts(const std::string& path, std::string_view first_line);
int64_t NumberIn(const std::map<std::string, std::string>& facts, const std::string& name);  // -1: not there

}  // namespace fluid::launch
