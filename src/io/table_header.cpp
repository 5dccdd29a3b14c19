#include "io/table_header.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <unordered_set>

#include "core/one_line.hpp"

namespace strads::io {
namespace {

// Of a column below the first line.
struct Below {
  Index rows = 0;
  Index words = 0;
  bool quoted = false;  // some number is
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();
};

Below below(const SampledTable& table, std::size_t column) {
  Below result;
  for (std::size_t i = 1; i < table.lines.size(); ++i) {
    const auto& line = table.lines[i];
    if (column >= line.cells.size()) continue;
    const auto kind = kind_of(line.cells[column], table.form);
    if (kind == CellKind::missing) continue;
    ++result.rows;
    if (kind == CellKind::word) {
      ++result.words;
      continue;
    }
    result.quoted = result.quoted || line.quoted(column);
    const Number number = number_in(line.cells[column], table.form.decimal);
    result.least = std::min(result.least, number.value);
    result.most = std::max(result.most, number.value);
  }
  return result;
}

std::vector<double> numbers_of(const std::vector<std::string_view>& cells, std::size_t from, TableForm form) {
  std::vector<double> numbers;
  for (std::size_t k = from; k < cells.size(); ++k) {
    if (kind_of(cells[k], form) == CellKind::number) numbers.push_back(number_in(cells[k], form.decimal).value);
  }
  return numbers;
}

bool equally_spaced(const std::vector<double>& x) {
  const double step = (x.back() - x.front()) / static_cast<double>(x.size() - 1);
  for (std::size_t k = 0; k < x.size(); ++k) {
    if (std::abs(x[k] - x.front() - step * static_cast<double>(k)) > 1e-3 * std::abs(step)) return false;
  }
  return step != 0;
}

bool strictly_monotone(const std::vector<double>& x) {
  const bool up = std::adjacent_find(x.begin(), x.end(), [](double a, double b) { return a >= b; }) == x.end();
  const bool down = std::adjacent_find(x.begin(), x.end(), [](double a, double b) { return a <= b; }) == x.end();
  return up || down;
}

// The numbers of the first line, from a column on, go up or down like a scale, as no row does, and most of them lie
// outside of what their columns hold.
bool is_scale(const SampledTable& table, std::size_t from) {
  const auto& header = table.lines.front();
  const auto numbers = numbers_of(header.cells, from, table.form);
  if (numbers.size() < 3 || table.lines.size() < 2) return false;
  const auto kind = equally_spaced(numbers) ? equally_spaced : strictly_monotone;
  if (!kind(numbers) || (kind == strictly_monotone && numbers.size() < 5)) return false;
  std::size_t outside = 0;
  for (std::size_t k = from; k < header.cells.size(); ++k) {
    if (kind_of(header.cells[k], table.form) != CellKind::number) continue;
    const Below column = below(table, k);
    const double value = number_in(header.cells[k], table.form.decimal).value;
    outside += value < column.least || value > column.most ? 1U : 0U;
  }
  if (2 * outside <= numbers.size()) return false;
  return std::none_of(table.lines.begin() + 1, table.lines.end(), [&](const SampledLine& line) {
    const auto row = numbers_of(line.cells, from, table.form);
    return row.size() == numbers.size() && kind(row);
  });
}

bool quoted_over_bare(const SampledTable& table) {
  const auto& header = table.lines.front();
  bool over_numbers = false;
  for (std::size_t k = 0; k < header.cells.size(); ++k) {
    if (!header.quoted(k)) return false;
    const Below column = below(table, k);
    if (column.quoted) return false;
    over_numbers = over_numbers || column.rows > column.words;
  }
  return over_numbers;
}

bool names_all(const std::vector<std::string_view>& cells, const std::vector<std::string>& names) {
  std::unordered_set<std::string> named;
  for (const auto cell : cells) named.insert(one_line(unescaped(cell)));
  return std::all_of(names.begin(), names.end(), [&](const auto& name) { return named.count(name) > 0; });
}

bool names_model(const std::vector<std::string_view>& cells, const std::optional<WantedColumns>& model) {
  return model && model->by_name && !model->names.empty() && names_all(cells, model->names);
}

// Some number of the first line lies among those below it, or there are none.
bool is_like_rows(const SampledTable& table) {
  const auto& cells = table.lines.front().cells;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    if (kind_of(cells[k], table.form) != CellKind::number) continue;
    const Below column = below(table, k);
    const double value = number_in(cells[k], table.form.decimal).value;
    if (value >= column.least && value <= column.most) return true;
  }
  return table.lines.size() < 2;
}

// A name that is no column's number.
bool is_plain_name(const std::string& name, Index columns) {
  const Whole whole = parse_whole(name.data(), name.data() + name.size());
  return whole.end != name.data() + name.size() || whole.value < 1 || whole.value > columns;
}

// Of a first line without words.
FirstLine judge_numbers(const SampledTable& table, const ReadOptions& options) {
  const auto& header = table.lines.front();
  if (names_model(header.cells, options.wanted) || quoted_over_bare(table) || is_scale(table, 0)) {
    return FirstLine::header;
  }
  if (static_cast<Index>(header.cells.size()) < table.columns) return FirstLine::unclear;
  if (header.cells[0].empty() && below(table, 0).rows + 1 == static_cast<Index>(table.lines.size())) {
    return is_scale(table, 1) || table.counts_rows() ? FirstLine::header : FirstLine::unclear;
  }
  if (options.target && names_all(header.cells, {*options.target})) {
    if (is_plain_name(*options.target, table.columns)) return FirstLine::header;
    return is_like_rows(table) ? FirstLine::data : FirstLine::unclear;
  }
  return FirstLine::data;
}

// Of a first line with words and numbers, whose words stand over words.
FirstLine judge_mixed(const SampledTable& table, const ReadOptions& options) {
  const auto& header = table.lines.front();
  if (names_model(header.cells, options.wanted)) return FirstLine::header;
  if (options.target && is_plain_name(*options.target, table.columns) && names_all(header.cells, {*options.target})) {
    return FirstLine::header;
  }
  if (is_scale(table, 0) || quoted_over_bare(table)) return FirstLine::header;
  return is_like_rows(table) ? FirstLine::data : FirstLine::unclear;
}

}  // namespace

FirstLine judge_first_line(const SampledTable& table, const ReadOptions& options) {
  if (options.header) return *options.header ? FirstLine::header : FirstLine::data;
  const auto& cells = table.lines.front().cells;
  std::size_t words = 0;
  std::size_t numbers = 0;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const auto kind = kind_of(cells[k], table.form);
    numbers += kind == CellKind::number ? 1U : 0U;
    if (kind != CellKind::word) continue;
    ++words;
    const bool shifted = static_cast<Index>(cells.size()) < table.columns;
    const Below column = below(table, shifted ? k + 1 : k);
    if (2 * column.words <= column.rows) return FirstLine::header;
  }
  if (words == 0) return judge_numbers(table, options);
  return numbers == 0 ? FirstLine::header : judge_mixed(table, options);
}

}  // namespace strads::io
