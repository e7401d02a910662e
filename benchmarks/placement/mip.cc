#include "benchmarks/placement/mip.h"

#include <fmt/format.h>

#include <unistd.h>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "benchmarks/placement/process.h"

namespace fluid::placement::bench {

int Mip::Add(int64_t cost, int64_t most, bool integer) {
  variables_.push_back({cost, most, integer});
  return static_cast<int>(variables_.size()) - 1;
}

void Mip::Require(Terms terms, char sense, int64_t right) {
  rows_.push_back({std::move(terms), sense, right});
}

void Mip::Write(const std::string& path) const {
  std::vector<Terms> columns(variables_.size());  // row, factor
  for (size_t r = 0; r < rows_.size(); ++r) {
    for (const auto& [variable, factor] : rows_[r].terms)
      columns[static_cast<size_t>(variable)].emplace_back(static_cast<int>(r), factor);
  }
  std::string text = "NAME placement FREE\nROWS\n N cost\n";
  for (size_t r = 0; r < rows_.size(); ++r) text += fmt::format(" {} r{}\n", rows_[r].sense, r);
  text += "COLUMNS\n";
  for (const bool integer : {true, false}) {
    text += fmt::format(" m{0} 'MARKER' '{1}'\n", integer ? 0 : 1, integer ? "INTORG" : "INTEND");
    for (size_t v = 0; v < variables_.size(); ++v) {
      if (variables_[v].integer != integer) continue;
      text += fmt::format(" x{} cost {}\n", v, variables_[v].cost);
      for (const auto& [row, factor] : columns[v]) text += fmt::format(" x{} r{} {}\n", v, row, factor);
    }
  }
  text += "RHS\n";
  for (size_t r = 0; r < rows_.size(); ++r) {
    if (rows_[r].right != 0) text += fmt::format(" rhs r{} {}\n", r, rows_[r].right);
  }
  text += "BOUNDS\n";
  for (size_t v = 0; v < variables_.size(); ++v) {
    if (variables_[v].most == kFree) {
      text += fmt::format(" PL b x{}\n", v);
    } else {
      text += fmt::format(" UP b x{} {}\n", v, variables_[v].most);
    }
  }
  std::ofstream(path) << text << "ENDATA\n";
}

namespace {

int64_t Whole(double value) { return std::isfinite(value) ? std::llround(value) : -1; }

}  // namespace

MipResult SolveByHighs(const Mip& mip, int seconds) {
  MipResult result;
  const char* home = std::getenv("HOME");
  const std::string python =
      std::string(home == nullptr ? "" : home) + "/.cache/fluid/tools/oracles/bin/python";
  if (access(python.c_str(), X_OK) != 0) return result;
  const ScratchFolder folder;
  mip.Write(folder / "problem.mps");
  std::string out;
  const int code =
      Run({python, FLUID_BENCH_ORACLES "/highs.py", folder / "problem.mps", std::to_string(seconds)}, &out);
  if (code != 0) return result;
  // The library greets on stdout first.
  const size_t last = out.rfind('\n', out.empty() ? 0 : out.size() - 2);
  std::istringstream fields(last == std::string::npos ? out : out.substr(last + 1));
  std::string state, version;
  double cost = 0, bound = 0;
  fields >> state >> cost >> bound >> result.seconds >> version;
  result.installed = true;
  result.closed = state == "optimal";
  result.cost = Whole(cost);
  result.solver = "HiGHS " + version;
  return result;
}

MipResult SolveByCbc(const Mip& mip, int seconds) {
  MipResult result;
  const ScratchFolder folder;
  mip.Write(folder / "problem.mps");
  const auto begin = std::chrono::steady_clock::now();
  const int code = Run({"cbc", folder / "problem.mps", "-seconds", std::to_string(seconds), "-ratioGap", "0",
                        "-allowableGap", "0.5", "-solve", "-solution", folder / "solution"});
  if (code < 0 || code == 127) return result;
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  result.installed = true;
  result.solver = "CBC";
  // "Optimal - objective value 3800.00000000", or "Stopped on time - objective value ...".
  std::string line;
  std::ifstream solution(folder / "solution");
  std::getline(solution, line);
  result.closed = line.rfind("Optimal", 0) == 0;
  const size_t value = line.rfind(' ');
  if (value != std::string::npos) result.cost = Whole(std::atof(line.c_str() + value));
  return result;
}

}  // namespace fluid::placement::bench
