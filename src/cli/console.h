// Console: where a command prints, and how it is told to end.
#pragma once

#include <ostream>
#include <stop_token>

namespace fluid::cli {

struct Console {
  std::istream& in;
  std::ostream& out;  // answers: what a program may read
  std::ostream& err;  // progress and errors: for people
  bool err_is_terminal = false;
  std::stop_token stop;  // Ctrl-C
};

}  // namespace fluid::cli
