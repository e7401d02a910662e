// Table: aligned columns, as kubectl prints them.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace fluid::cli {

// Prints rows as they come in columns that only grow, so that a watch stays aligned.
class Table {
 public:
  enum class Header { kShown, kHidden };
  enum class Ends { kTrimmed, kAsTheyAre };  // blanks at the end of a line
  explicit Table(std::vector<std::string> header, std::string indent = "");
  Table(std::vector<std::string> header, Header shown, Ends ends);
  void Add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  // What was added since the last time, under the header if that wasn't printed yet.
  void Print(std::ostream& out);

 private:
  void PrintRow(const std::vector<std::string>& row, std::ostream& out) const;
  void Widen(const std::vector<std::string>& row);

  std::vector<std::string> header_;
  std::string indent_;
  bool trim_ = true;
  std::vector<std::vector<std::string>> rows_;
  std::vector<size_t> widths_;
  bool headed_ = false;
};

}  // namespace fluid::cli
