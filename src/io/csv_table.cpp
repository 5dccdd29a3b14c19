#include "io/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "io/number.hpp"

namespace strads::io {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// The cells of a line, one after another. A cell is what stands between separators, without blanks around it and
// without its quotes; doubled quotes inside stay doubled.
class Cells {
 public:
  Cells(std::string_view line, char separator)
      : at_(line.data()), end_(line.data() + line.size()), separator_(separator) {}
  [[nodiscard]] bool more() const { return at_ <= end_; }
  // A bare finite number, by far the most common cell: its value and true. Else nothing is taken.
  bool take_number(double& value) {
    const Number number = parse_number(at_, end_);
    if (number.state != NumberState::finite || (number.end < end_ && *number.end != separator_)) return false;
    at_ = number.end + 1;
    value = number.value;
    return true;
  }
  std::string_view next() {
    const char* start = at_;
    while (start < end_ && *start != separator_ && is_blank(*start)) ++start;
    if (start < end_ && *start == '"') return quoted(start);
    const auto* stop = static_cast<const char*>(std::memchr(at_, separator_, static_cast<std::size_t>(end_ - at_)));
    if (stop == nullptr) stop = end_;
    at_ = stop + 1;
    return trimmed({start, static_cast<std::size_t>(stop - start)});
  }

 private:
  std::string_view quoted(const char* open) {
    const char* close = std::find(open + 1, end_, '"');
    while (close + 1 < end_ && close[1] == '"') close = std::find(close + 2, end_, '"');
    if (close == end_)
      throw Complaint{open, "a closing quote in the same line", {open, static_cast<std::size_t>(end_ - open)}};
    at_ = close + 1;
    while (at_ < end_ && *at_ != separator_ && is_blank(*at_)) ++at_;
    if (at_ < end_ && *at_ != separator_) throw Complaint{at_, "a separator after the quote", word_at(at_, end_)};
    ++at_;
    return {open + 1, static_cast<std::size_t>(close - open - 1)};
  }

  const char* at_;
  const char* end_;
  char separator_;
};

bool is_number(std::string_view cell) {
  const Number number = parse_number(cell.data(), cell.data() + cell.size());
  return number.state != NumberState::none && number.end == cell.data() + cell.size();
}

char separator_of(std::string_view line) {
  if (line.find('\t') != std::string_view::npos) return '\t';
  if (line.find(',') != std::string_view::npos) return ',';
  if (line.find(';') != std::string_view::npos) return ';';
  return ',';
}

double parse_cell(std::string_view cell, const CsvTable& table, Index column) {
  const Number number = parse_number(cell.data(), cell.data() + cell.size());
  const bool ends = number.end == cell.data() + cell.size();
  if (number.state == NumberState::finite && ends) return number.value;
  if (is_missing(cell)) {
    if (table.impute && column != table.target) return missing;
    throw Complaint{cell.data(), column == table.target ? "a number (the target has no missing values)" : "a number",
                    cell, "an empty cell"};
  }
  throw Complaint{cell.data(), expected_number(ends ? number.state : NumberState::none), cell};
}

}  // namespace

CsvTable parse_csv_first_line(std::string_view body) {
  while (!body.empty() && (body.back() == '\n' || is_blank(body.back()))) body.remove_suffix(1);
  while (body.starts_with('\n') || body.starts_with("\r\n")) body.remove_prefix(1);
  CsvTable table;
  table.body = body;
  const auto stop = std::min(body.find('\n'), body.size());
  auto line = body.substr(0, stop);
  if (line.ends_with('\r')) line.remove_suffix(1);
  table.separator = separator_of(line);
  bool header = false;
  for (Cells cells(line, table.separator); cells.more();) {
    const auto cell = cells.next();
    header = header || !(is_missing(cell) || is_number(cell));
    std::string name;
    for (std::size_t k = 0; k < cell.size(); ++k) {
      name += cell[k];
      if (cell.substr(k, 2) == "\"\"") ++k;
    }
    table.names.push_back(std::move(name));
  }
  table.columns = static_cast<Index>(table.names.size());
  if (header) table.body.remove_prefix(std::min(stop + 1, body.size()));
  if (!header) table.names.clear();
  return table;
}

void parse_csv_row(std::string_view line, const CsvTable& table, double* row) {
  Cells cells(line, table.separator);
  for (Index j = 0; j < table.columns; ++j) {
    if (!cells.more()) {
      throw Complaint{line.data() + line.size(), fmt::format("{} cells", table.columns), "",
                      fmt::format("the end of the line after {}", j)};
    }
    if (!cells.take_number(row[j])) row[j] = parse_cell(cells.next(), table, j);
  }
  if (cells.more()) {
    const auto cell = cells.next();
    throw Complaint{cell.data(), fmt::format("the end of the line after {} cells", table.columns), cell,
                    "an empty cell"};
  }
}

}  // namespace strads::io
