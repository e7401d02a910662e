// A row of the report: a case, its goal, what was measured, and what the opponent of the same run needed.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fluid::placement::bench {

struct Settings {
  bool quick = false;
  std::string only;  // of one id: "P8"
  int prove = 0;     // seconds for HiGHS to prove each optimum; prints lines of optima.tsv on stderr
};

struct Row {
  std::string id;    // "P1"
  std::string name;  // what is measured
  std::string goal;  // as text, with its unit
  double figure = 0;
  std::string unit;
  std::string opponent;  // empty: none
  double ratio = 0;      // opponent / figure, or as `opponent` says; 0: none
  bool checked = false;  // every answer of the row was compared with another way to find it
  int64_t answers = 0;   // so many
  int64_t mismatches = 0;
  bool reached = false;
  std::vector<std::pair<std::string, double>> more;  // further figures
  std::string note;
};

using RowGroup = std::vector<Row> (*)(const Settings&);
// Each in a file of its own.
std::vector<Row> QueryRows(const Settings& settings);        // P1 P2
std::vector<Row> ChangeRows(const Settings& settings);       // P3 P5 P15 P16
std::vector<Row> GangRows(const Settings& settings);         // P4 P13
std::vector<Row> WhyRows(const Settings& settings);          // P14
std::vector<Row> FlowRows(const Settings& settings);         // P6 P7 P16
std::vector<Row> BatchRows(const Settings& settings);        // P8
std::vector<Row> WorkerRows(const Settings& settings);       // P9 P10
std::vector<Row> CrushRows(const Settings& settings);        // P11
std::vector<Row> JointRows(const Settings& settings);        // P12
std::vector<Row> InstructionRows(const Settings& settings);  // of P1 P4 P7 P9
// What is counted there: asks `count` queries and prints digests of the answers. False: no such kind or
// count.
bool AskForCounting(std::string_view kind, int count);

std::string ToJson(const Row& row);

using Clock = std::chrono::steady_clock;
inline double Seconds(Clock::time_point from) {
  return std::chrono::duration<double>(Clock::now() - from).count();
}

// Times of single calls, in microseconds.
class Times {
 public:
  void Reserve(size_t n) { all_.reserve(n); }
  void Add(Clock::time_point from) { all_.push_back(Seconds(from) * 1e6); }
  void Add(double microseconds) { all_.push_back(microseconds); }
  double At(double share);  // 0.5: the median
  size_t count() const { return all_.size(); }

 private:
  std::vector<double> all_;
};

// The slope of log(y) over log(x), by least squares.
double Exponent(const std::vector<std::pair<double, double>>& points);

}  // namespace fluid::placement::bench
