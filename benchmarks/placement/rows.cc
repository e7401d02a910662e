#include "benchmarks/placement/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace fluid::placement::bench {
namespace {

// Texts here are ours: quotes and backslashes are all that needs care.
std::string Quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string Number(double value) { return std::isfinite(value) ? fmt::format("{:.6g}", value) : "null"; }

}  // namespace

std::string ToJson(const Row& row) {
  std::string more;
  for (const auto& [name, value] : row.more) more += fmt::format(",{}:{}", Quoted(name), Number(value));
  return fmt::format(
      "{{\"id\":{},\"name\":{},\"goal\":{},\"figure\":{},\"unit\":{},\"opponent\":{},\"ratio\":{},"
      "\"checked\":{},"
      "\"answers\":{},\"mismatches\":{},\"reached\":{},\"note\":{}{}}}",
      Quoted(row.id), Quoted(row.name), Quoted(row.goal), Number(row.figure), Quoted(row.unit),
      Quoted(row.opponent), Number(row.ratio), row.checked, row.answers, row.mismatches, row.reached,
      Quoted(row.note), more);
}

double Times::At(double share) {
  if (all_.empty()) return 0;
  const size_t i = std::min(all_.size() - 1, static_cast<size_t>(share * static_cast<double>(all_.size())));
  std::nth_element(all_.begin(), all_.begin() + static_cast<int64_t>(i), all_.end());
  return all_[i];
}

double Exponent(const std::vector<std::pair<double, double>>& points) {
  double sx = 0, sy = 0, sxx = 0, sxy = 0;
  const double n = static_cast<double>(points.size());
  for (const auto& [x, y] : points) {
    const double lx = std::log(x), ly = std::log(y);
    sx += lx, sy += ly, sxx += lx * lx, sxy += lx * ly;
  }
  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

}  // namespace fluid::placement::bench
