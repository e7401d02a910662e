// Signals: what a command that runs another one does with signals: until there is a child they are a stop,
// then they are the child's, and after it they are held back while what was made for it is taken down.
//
// For the program only: handlers belong to the process. One at a time.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

#include "src/base/files.h"

namespace fluid::cli {

class Signals {
 public:
  Signals();   // takes SIGINT, SIGTERM, SIGHUP and SIGQUIT over
  ~Signals();  // gives them back
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Requested by the first signal that comes while there is no child.
  std::stop_token stop() const { return stop_.get_token(); }
  void PassTo(int pid);  // from now on; 0: to nobody
  int first() const;     // the first signal that came; 0: none

 private:
  void Listen(const std::stop_token& over);

  static constexpr int kTaken[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  struct sigaction before_[4] = {};
  Fd told_;
  std::stop_source stop_;
  std::jthread listener_;
};

}  // namespace fluid::cli
