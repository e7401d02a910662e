// Mixed integer programs for the solvers of others, which read them as files and run as processes of their
// own.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace fluid::placement::bench {

class Mip {
 public:
  static constexpr int64_t kFree = std::numeric_limits<int64_t>::max();
  using Terms = std::vector<std::pair<int, int64_t>>;  // variable, factor

  // 0 <= value <= most. Its number.
  int Add(int64_t cost, int64_t most = kFree, bool integer = true);
  void Require(Terms terms, char sense, int64_t right);  // 'L' <=, 'G' >=, 'E' =
  size_t variables() const { return variables_.size(); }
  // As free MPS.
  void Write(const std::string& path) const;

 private:
  struct Variable {
    int64_t cost, most;
    bool integer;
  };
  struct Row {
    Terms terms;
    char sense;
    int64_t right;
  };
  std::vector<Variable> variables_;
  std::vector<Row> rows_;
};

struct MipResult {
  bool installed = false;  // else nothing was run
  bool closed = false;     // the optimum is proved
  int64_t cost = -1;       // of the best found; -1: none
  double seconds = 0;
  std::string solver;
};
// HiGHS and CBC, each with one thread.
MipResult SolveByHighs(const Mip& mip, int seconds);
MipResult SolveByCbc(const Mip& mip, int seconds);

}  // namespace fluid::placement::bench
