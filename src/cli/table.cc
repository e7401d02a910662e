#include "src/cli/table.h"

#include <algorithm>

namespace fluid::cli {
namespace {

constexpr size_t kGap = 3;
constexpr size_t kNarrowest = 6;

size_t WidthOf(const std::string& text) {  // in characters, for UTF-8
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

Table::Table(std::vector<std::string> header, std::string indent)
    : header_(std::move(header)), indent_(std::move(indent)), widths_(header_.size(), 0) {}

Table::Table(std::vector<std::string> header, Header shown, Ends ends) : Table(std::move(header)) {
  headed_ = shown == Header::kHidden;
  trim_ = ends == Ends::kTrimmed;
}

void Table::Widen(const std::vector<std::string>& row) {
  for (size_t i = 0; i < row.size() && i < widths_.size(); ++i) {
    widths_[i] = std::max({widths_[i], kNarrowest, WidthOf(row[i]) + kGap});
  }
}

void Table::PrintRow(const std::vector<std::string>& row, std::ostream& out) const {
  std::string line = indent_;
  for (size_t i = 0; i < row.size(); ++i) {
    line += row[i];
    if (i + 1 < row.size()) line.append(widths_[i] - WidthOf(row[i]), ' ');
  }
  if (trim_) line.erase(line.find_last_not_of(' ') + 1);
  out << line << '\n';
}

void Table::Print(std::ostream& out) {
  if (!headed_) Widen(header_);
  for (const auto& row : rows_) Widen(row);
  if (!headed_) PrintRow(header_, out);
  headed_ = true;
  for (const auto& row : rows_) PrintRow(row, out);
  rows_.clear();
  out.flush();
}

}  // namespace fluid::cli
