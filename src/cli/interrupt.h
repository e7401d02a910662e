// Ctrl-C and SIGTERM as a stop token. The second one ends the program at once.
//
// For main only: signal handlers belong to the process.
#pragma once

#include <stop_token>
#include <thread>

#include "src/api/stream.h"

namespace fluid::cli {

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  std::stop_token token() const { return stop_.get_token(); }

 private:
  std::stop_source stop_;
  api::Bell over_;
  std::thread waiting_;
};

}  // namespace fluid::cli
