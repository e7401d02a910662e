// CacheReport: what GET .../datasets/NAME/cache answers: numbers of the whole, and with ?path= the entries of
// that folder, or the file, with what of each is cached. A value; its JSON leaves out what is unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fluid/status.h"

namespace fluid::api {

struct CacheReport {
  std::optional<uint64_t> capacity_bytes, cached_bytes, total_bytes, total_files;
  std::optional<uint64_t> hits, misses, hit_bytes, miss_bytes;  // since the engine started
  uint64_t open_files = 0;

  struct Entry {
    std::string name;  // "": the path itself, a file
    bool folder = false;
    uint64_t size = 0;  // of a file
    uint64_t cached_bytes = 0;
    int tier = -1;  // of a file: the slowest that holds bytes of it; -1: none
  };
  std::vector<Entry> entries;
  std::string next;  // for ?continue=; empty: those were all

  std::string ToJson() const;
  static Result<CacheReport> FromJson(std::string_view json);
};

}  // namespace fluid::api
