#include "src/cli/progress_bar.h"

#include <catch2/catch.hpp>
#include <sstream>

namespace fluid::cli {
namespace {

api::OperationProgress Half() {
  api::OperationProgress progress;
  progress.phase = "Executing";
  progress.bytes_done = uint64_t{1} << 30;
  progress.bytes_total = uint64_t{2} << 30;
  progress.files_done = 100;
  progress.files_total = 200;
  progress.bytes_per_second = 90 << 20;
  progress.eta_seconds = 11.6;
  return progress;
}

TEST_CASE("progress tells share, bytes, files, rate and time left") {
  CHECK(ProgressText(Half(), true) ==
        "[############............]   50%  1.00 GiB of 2.00 GiB  100 of 200 files  90.00 MiB/s  ETA 12s");
  CHECK(ProgressText(Half(), false) ==
        "Executing   50%  1.00 GiB of 2.00 GiB  100 of 200 files  90.00 MiB/s  ETA 12s");
}

TEST_CASE("what is not known is not told") {
  api::OperationProgress progress;
  CHECK(ProgressText(progress, true) == "Pending");
  progress.phase = "Executing";
  progress.bytes_done = 5;
  CHECK(ProgressText(progress, true) == "Executing  5 B");
  progress.bytes_total = 0;
  CHECK(ProgressText(progress, true) == "Executing  5 B of 0 B");
}

TEST_CASE("it is not called 100 % before it is all") {
  api::OperationProgress progress;
  progress.bytes_done = 9999;
  progress.bytes_total = 10000;
  CHECK(ProgressText(progress, false).find(" 99%") != std::string::npos);
}

TEST_CASE("a terminal's line is drawn over and a file gets plain lines, not too many") {
  std::ostringstream terminal, file;
  {
    ProgressBar bar(terminal, true, "x"), lines(file, false, "x");
    bar.Show(Half());
    api::OperationProgress done;
    done.phase = "Complete";
    bar.Show(done);
    for (int i = 0; i < 100; ++i) lines.Show(Half());
  }
  const std::string half = "x  " + ProgressText(Half(), true);
  CHECK(terminal.str() == "\r" + half + "\rx  Complete" + std::string(half.size() - 11, ' ') + "\n");
  CHECK(file.str() == "x  " + ProgressText(Half(), false) + "\n");
}

TEST_CASE("a line longer than the terminal is wide is cut") {
  std::ostringstream terminal;
  ProgressBar(terminal, true, "x", 20).Show(Half());
  CHECK(terminal.str() == "\rx  [############...\n");
}

}  // namespace
}  // namespace fluid::cli
