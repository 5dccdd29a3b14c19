#include "io/tables/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "io/number.hpp"

namespace strads::io {
namespace {

double parse_cell(std::string_view cell, const TableRow& row, Index k) {
  cell = trimmed(cell);  // within quotes
  const Number number = number_in(cell, row.form.decimal);
  const bool ends = number.state != NumberState::none && number.end == cell.data() + cell.size();
  if (ends && number.state == NumberState::finite) return number.value;
  if (const auto value = logical(cell)) return *value;
  if (is_missing(cell)) {
    if (row.may_miss[static_cast<std::size_t>(k)] != 0) return std::numeric_limits<double>::quiet_NaN();
    if (k == row.target) {
      throw Complaint{cell.data(), "a number (the target has no missing values)", cell, "an empty cell"};
    }
    throw Complaint{cell.data(), "a number", cell, "an empty cell", row.to_impute};
  }
  std::string hint = hint_at_decimals(cell, row.form.decimal);
  if (hint == reads_decimal_commas) hint += "; thousands must not be parted";
  throw Complaint{cell.data(), expected_number(ends ? number.state : NumberState::none), cell, "an empty cell", hint};
}

[[noreturn]] void refuse_short(std::string_view line, const TableRow& row, Index cells) {
  throw Complaint{line.data() + line.size(), fmt::format("{} cells", row.columns), "",
                  fmt::format("the end of the line after {}", cells)};
}

// `cells` of a line are too many.
[[noreturn]] void refuse_long(std::string_view line, const TableRow& row, const std::vector<std::string_view>& cells) {
  const bool decimals = row.form.separator == ',' && line.find('.') == std::string_view::npos &&
                        std::adjacent_find(cells.begin(), cells.end(), may_be_decimals) != cells.end();
  throw Complaint{cells[static_cast<std::size_t>(row.columns)].data(),
                  fmt::format("{} cells", row.columns),
                  {},
                  std::to_string(cells.size()),
                  decimals ? "decimal commas need quotes where commas separate" : ""};
}

}  // namespace

TableRow row_of(const TableLayout& layout, const TableColumns& columns, const ReadOptions& options) {
  using Fate = TableColumns::Fate;
  TableRow row{};
  row.form = layout.form;
  row.columns = layout.columns;
  row.to_impute =
      options.wanted ? "--impute mean puts the training mean there" : "--impute mean puts the column's mean there";
  Index feature = 0;
  for (const Fate fate : columns.fates) {
    const bool read = fate == Fate::feature || fate == Fate::target;
    if (row.runs.empty() || (!read && row.runs.back().read > 0)) row.runs.emplace_back();
    ++(read ? row.runs.back().read : row.runs.back().passed);
    if (fate == Fate::target) row.target = row.numbers;
    if (read) {
      const bool known = !columns.means.empty() && fate == Fate::feature &&
                         !std::isnan(columns.means[static_cast<std::size_t>(feature)]);
      row.may_miss.push_back(fate == Fate::feature && (options.wanted ? known : options.impute_mean) ? 1 : 0);
      ++row.numbers;
    }
    if (fate == Fate::feature || fate == Fate::zero) ++feature;
  }
  return row;
}

void check_length(std::string_view line, const TableRow& row) {
  const auto cells = cells_of(line, row.form);
  const auto count = static_cast<Index>(cells.size());
  if (count < row.columns) refuse_short(line, row, count);
  if (count > row.columns) refuse_long(line, row, cells);
}

void parse_table_row(std::string_view line, const TableRow& row, double* to) {
  TableCells cells(line, row.form);
  Index k = 0;  // numbers so far
  Index at = 0;
  for (const auto [passed, read] : row.runs) {
    for (const Index end = at + passed; at < end; ++at) {
      if (!cells.more()) refuse_short(line, row, at);
      cells.next();
    }
    for (const Index end = at + read; at < end; ++at, ++k) {
      if (!cells.more()) refuse_short(line, row, at);
      if (!cells.take_number(to[k])) to[k] = parse_cell(cells.next(), row, k);
    }
  }
  if (cells.more()) refuse_long(line, row, cells_of(line, row.form));
}

}  // namespace strads::io
