// Small instances that the solvers of others can close, each as our problem and as a mixed integer program,
// and the optima that were proved of them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "benchmarks/placement/mip.h"
#include "benchmarks/placement/rows.h"

namespace fluid::placement::bench {

struct WindowAnswer {
  int64_t cost = 0, bound = 0;
  double seconds = 0;
  bool right = false;  // the checker agrees
};
struct Window {
  std::string id;       // "batch-50x20-1"
  int64_t penalty = 0;  // what one unplaced pod or worker costs: more than all else together
  std::function<WindowAnswer()> solve;
  std::function<Mip()> mip;
};
std::vector<Window> BatchWindows();
std::vector<Window> WorkerWindows();
std::vector<Window> MoveWindows();  // two nodes lost; the cost are moves
std::vector<Window> JointWindows();

struct Optimum {
  std::string id;
  int64_t cost = 0;
  double seconds = 0;  // that the proof took
  std::string solver;
};
// benchmarks/placement/optima.tsv
std::vector<Optimum> ReadOptima();

// Compares our answers with the committed optima and, unless quick, with what HiGHS and CBC find now. A cost
// below an optimum, a bound above one, and an optimum that is another now, are mismatches.
struct WindowReport {
  int64_t known = 0, placed_alike = 0, within = 0, exact = 0;  // windows with an optimum; of them
  double worst = 0, mean = 0;  // cost over the optimum, in percent, unplaced ones aside
  double worst_gap = 0;        // of our own bound
  double seconds = 0;          // ours, of all
  double highs_seconds = 0;    // of those it closed now, else as committed
  double cbc_worst = 0;        // CBC's cost over the optimum after as long, in percent
  int64_t cbc_closed = 0;
  bool highs = false, cbc = false;  // installed and run
};
std::vector<std::pair<std::string, double>> MoreOf(const WindowReport& report);
std::string NoteOf(const WindowReport& report);
WindowReport RunWindows(const std::vector<Window>& windows, double within_percent, const Settings& settings,
                        Row& row);

}  // namespace fluid::placement::bench
