#include "io/tables/number_header.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace strads::io {
namespace {

std::vector<double> numbers_of(const std::vector<std::string_view>& cells, std::size_t from, TableForm form) {
  std::vector<double> numbers;
  for (std::size_t k = from; k < cells.size(); ++k) {
    if (kind_of(cells[k], form) == CellKind::number) numbers.push_back(number_in(cells[k], form.decimal).value);
  }
  return numbers;
}

bool equally_spaced(const std::vector<double>& x) {
  const double spacing = (x.back() - x.front()) / static_cast<double>(x.size() - 1);
  for (std::size_t k = 0; k < x.size(); ++k) {
    if (std::abs(x[k] - x.front() - spacing * static_cast<double>(k)) > 1e-3 * std::abs(spacing)) return false;
  }
  return spacing != 0;
}

bool strictly_monotone(const std::vector<double>& x) {
  const bool up = std::adjacent_find(x.begin(), x.end(), [](double a, double b) { return a >= b; }) == x.end();
  const bool down = std::adjacent_find(x.begin(), x.end(), [](double a, double b) { return a <= b; }) == x.end();
  return up || down;
}

}  // namespace

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

bool goes_like_scale(const SampledTable& table, std::size_t from) {
  const auto numbers = numbers_of(table.lines.front().cells, from, table.form);
  if (numbers.size() < 3 || table.lines.size() < 2) return false;
  const auto kind = equally_spaced(numbers) ? equally_spaced : strictly_monotone;
  if (!kind(numbers) || (kind == strictly_monotone && numbers.size() < 5)) return false;
  return std::none_of(table.lines.begin() + 1, table.lines.end(), [&](const SampledLine& line) {
    const auto row = numbers_of(line.cells, from, table.form);
    return row.size() == numbers.size() && kind(row);
  });
}

bool is_scale(const SampledTable& table, std::size_t from) {
  if (!goes_like_scale(table, from)) return false;
  const auto& header = table.lines.front();
  std::size_t numbers = 0;
  std::size_t outside = 0;
  for (std::size_t k = from; k < header.cells.size(); ++k) {
    if (kind_of(header.cells[k], table.form) != CellKind::number) continue;
    const Below column = below(table, k);
    const double value = number_in(header.cells[k], table.form.decimal).value;
    ++numbers;
    outside += value < column.least || value > column.most ? 1U : 0U;
  }
  return 2 * outside > numbers;
}

bool counts_columns(const SampledTable& table) {
  const auto& cells = table.lines.front().cells;
  std::vector<std::size_t> places;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    if (kind_of(cells[k], table.form) == CellKind::number) places.push_back(k);
    if (k > 0 && kind_of(cells[k], table.form) == CellKind::missing) return false;
  }
  if (places.size() < 2 || table.lines.size() < 2) return false;
  const std::size_t base = cells[places[0]] == "1" ? 1 : 0;
  for (std::size_t k = 0; k < places.size(); ++k) {
    if (cells[places[k]] != std::to_string(k + base)) return false;
  }
  const std::size_t shift = table.lacks_name() ? 1 : 0;
  bool counts_on = true;
  std::size_t fractions = 0;
  for (std::size_t i = 1; i < table.lines.size(); ++i) {
    for (std::size_t k = 0; k < places.size(); ++k) {
      const auto& row = table.lines[i].cells;
      if (places[k] + shift >= row.size()) return false;
      const double value = number_in(row[places[k] + shift], table.form.decimal).value;
      counts_on = counts_on && value == static_cast<double>(i * places.size() + k + base);
      fractions += value != std::floor(value) ? 1U : 0U;
    }
  }
  return !counts_on && (places.size() > 2 || fractions > table.lines.size() - 1);
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

}  // namespace strads::io
