// Console: where a command prints, and how it is told to end.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <stop_token>

namespace fluid::cli {

struct Console {
  std::istream& in;
  std::ostream& out;  // answers: what a program may read
  std::ostream& err;  // progress and errors: for people
  bool err_is_terminal = false;
  size_t err_columns = 0;     // of the terminal; 0: not known
  std::stop_token stop = {};  // Ctrl-C
  bool out_is_terminal = false;
  bool colours = false;               // in `out`: a terminal, and nobody set NO_COLOR
  int out_fd = -1;                    // of `out`; -1: none, or one whose reader need not be watched
  std::optional<int> exit_code = {};  // of a command that was run for the user: ours then
};

}  // namespace fluid::cli
