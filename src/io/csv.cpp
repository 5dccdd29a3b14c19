// Comma-, semicolon- or tab-separated cells. The first line is a header when one of its cells is neither a number nor
// missing. A quoted cell may hold the separator and doubled quotes, but no line end.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "io/number.hpp"
#include "io/readers.hpp"
#include "io/text.hpp"
#include "strads/error.hpp"
#include "strads/linalg/dense.hpp"

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
  std::string_view next() {
    const char* start = at_;
    while (start < end_ && *start != separator_ && is_blank(*start)) ++start;
    if (start < end_ && *start == '"') return quoted(start);
    const auto* stop = static_cast<const char*>(std::memchr(at_, separator_, static_cast<std::size_t>(end_ - at_)));
    if (stop == nullptr) stop = end_;
    at_ = stop + 1;
    const auto cell = trimmed({start, static_cast<std::size_t>(stop - start)});
    return cell;
  }

 private:
  std::string_view quoted(const char* open) {
    const char* close = open + 1;
    for (;; ++close) {
      close = std::find(close, end_, '"');
      if (close == end_)
        throw Complaint{open, "a closing quote in the same line", {open, static_cast<std::size_t>(end_ - open)}};
      if (close + 1 == end_ || close[1] != '"') break;
      ++close;
    }
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

struct Table {
  char separator = ',';
  std::vector<std::string> names;  // empty without a header
  Index columns = 0;
  Index target = -1;
  bool impute = false;
  std::string_view body;
};

bool is_row(std::string_view line, const Table& table) { return table.columns == 1 || !trimmed(line).empty(); }

char separator_of(std::string_view line) {
  if (line.find('\t') != std::string_view::npos) return '\t';
  if (line.find(',') != std::string_view::npos) return ',';
  if (line.find(';') != std::string_view::npos) return ';';
  return ',';
}

Table parse_first_line(std::string_view body) {
  while (!body.empty() && (body.back() == '\n' || is_blank(body.back()))) body.remove_suffix(1);
  while (body.starts_with('\n') || body.starts_with("\r\n")) body.remove_prefix(1);
  Table table;
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

void find_target(const Text& text, const std::string& target, Table& table) {
  const auto count = std::count(table.names.begin(), table.names.end(), target);
  if (count != 1) {
    throw Error(ErrorKind::mismatch,
                fmt::format("{}: {} column is named \"{}\"", text.path, count == 0 ? "no" : "more than one", target));
  }
  table.target = std::find(table.names.begin(), table.names.end(), target) - table.names.begin();
  table.names.erase(table.names.begin() + table.target);
}

double parse_cell(std::string_view cell, const Table& table, Index column) {
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

void parse_row(std::string_view line, const Table& table, double* row) {
  Cells cells(line, table.separator);
  for (Index j = 0; j < table.columns; ++j) {
    if (!cells.more()) {
      throw Complaint{line.data() + line.size(), fmt::format("{} cells", table.columns), "",
                      fmt::format("the end of the line after {}", j)};
    }
    row[j] = parse_cell(cells.next(), table, j);
  }
  if (cells.more()) {
    const auto cell = cells.next();
    throw Complaint{cell.data(), fmt::format("the end of the line after {} cells", table.columns), cell,
                    "an empty cell"};
  }
}

// Rows of one range, then turned into columns.
class RangeRows {
 public:
  RangeRows(const Table& table, Index rows)
      : table_(table),
        values_(std::make_unique_for_overwrite<double[]>(static_cast<std::size_t>(rows * table.columns))) {}
  void add(std::string_view line) { parse_row(line, table_, values_.get() + table_.columns * count_++); }
  void transpose(Index first, Index rows, double* X, double* y) const {
    for (Index j = 0; j < table_.columns; ++j) {
      const Index place = j - (table_.target >= 0 && j > table_.target ? 1 : 0);
      double* to = (j == table_.target ? y : X + place * rows) + first;
      for (Index i = 0; i < count_; ++i) to[i] = values_[static_cast<std::size_t>(i * table_.columns + j)];
    }
  }

 private:
  const Table& table_;
  std::unique_ptr<double[]> values_;
  Index count_ = 0;
};

}  // namespace

Dataset read_csv(const Input& input, const ReadOptions& options) {
  const Text text = text_of(input.path, input.bytes);
  Table table;
  parse_in_parallel(text, 1, 1, [&](Index) { table = parse_first_line(text.body); });
  table.impute = options.impute_mean;
  if (options.target) find_target(text, *options.target, table);
  const Index features = table.columns - (table.target >= 0 ? 1 : 0);
  if (table.body.empty()) throw malformed({input.path}, "rows of numbers", "", "none");
  if (features == 0) throw malformed({input.path}, "columns beside the target", "", "none");

  const auto ranges = cut(table.body, options.range_bytes);
  const auto count = static_cast<Index>(ranges.size());
  std::vector<Index> first(ranges.size() + 1, 0);
  in_parallel(count, options.threads, [&](Index k) {
    const auto at = static_cast<std::size_t>(k);
    for_lines(ranges[at], [&](std::string_view line) { first[at + 1] += is_row(line, table) ? 1 : 0; });
  });
  for (std::size_t k = 1; k < first.size(); ++k) first[k] += first[k - 1];
  const Index rows = first.back();
  // A cell takes two bytes at least, so this is no more than 4 times the file.
  if (rows > static_cast<Index>(table.body.size() + 1) / table.columns) {
    parse_in_parallel(text, 1, 1, [&](Index) {
      std::vector<double> row(static_cast<std::size_t>(table.columns));
      for_lines(table.body, [&](std::string_view line) {
        if (is_row(line, table)) parse_row(line, table, row.data());
      });
    });
  }
  const auto X = std::make_shared_for_overwrite<double[]>(static_cast<std::size_t>(rows * features));
  std::vector<double> y(static_cast<std::size_t>(table.target >= 0 ? rows : 0));
  parse_in_parallel(text, count, options.threads, [&](Index k) {
    const auto at = static_cast<std::size_t>(k);
    RangeRows part(table, first[at + 1] - first[at]);
    for_lines(ranges[at], [&](std::string_view line) {
      if (is_row(line, table)) part.add(line);
    });
    part.transpose(first[at], rows, X.get(), y.data());
  });
  if (table.impute) impute_means(input.path, rows, features, table.names, X.get(), options.threads);
  return {Dense<double>(rows, features, X), std::move(y), std::move(table.names), "CSV"};
}

}  // namespace strads::io
