// ProgressBar: how far an operation is, on a line that is drawn over on a terminal, or as plain lines, not
// too many, elsewhere.
#pragma once

#include <ostream>
#include <string>

#include "fluid/clock.h"
#include "src/api/progress.h"

namespace fluid::cli {

// "[#####.....]  50%  1.00 GiB of 2.00 GiB  100 of 200 files  90.00 MiB/s  ETA 12s"; of what is known.
std::string ProgressText(const api::OperationProgress& progress, bool bar);

class ProgressBar {
 public:
  // `columns`: of the terminal; a longer line is cut, as it could not be drawn over. 0: not known.
  ProgressBar(std::ostream& out, bool terminal, std::string label, size_t columns = 0);
  ~ProgressBar();  // leaves the terminal's line
  void Show(const api::OperationProgress& progress);

 private:
  std::ostream& out_;
  const bool terminal_;
  const std::string label_;
  const size_t columns_;
  size_t drawn_ = 0;  // characters of the line on the terminal
  std::string said_;  // the last plain line
  MonoTime said_at_{};
};

}  // namespace fluid::cli
