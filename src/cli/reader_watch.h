// ReaderWatch: notices that nobody reads our output any more, while we wait for something else to happen: the
// pipe of `fluid get -w | head -1` ends, and no write of ours would tell for as long as nothing changes.
//
// Threads: one of its own, which its destructor ends.
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

#include "src/api/stream.h"

namespace fluid::cli {

class ReaderWatch {
 public:
  // `fd`: where the output goes; it stays the caller's. `stop`: Ctrl-C.
  ReaderWatch(int fd, std::stop_token stop);
  ~ReaderWatch();
  ReaderWatch(const ReaderWatch&) = delete;
  ReaderWatch& operator=(const ReaderWatch&) = delete;

  // Requested by either: nobody reads, or Ctrl-C.
  std::stop_token stop() const { return stop_.get_token(); }
  // Asked after the work has ended.
  bool nobody_reads() const;

 private:
  const int fd_;
  std::stop_source stop_;
  api::Bell over_;
  std::stop_callback<std::function<void()>> forward_;
  std::thread waiting_;
};

}  // namespace fluid::cli
