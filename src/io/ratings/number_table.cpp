#include "io/ratings/number_table.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string_view>
#include <utility>

#include "io/number.hpp"
#include "io/ratings/cells.hpp"

namespace strads::io {
namespace {

constexpr std::size_t few_values = 11;    // 0 to 10, or 0 to 5 in halves
constexpr std::size_t counting_rows = 4;  // that show that a column counts
constexpr double sure_repeats = 4;        // expected: then that there are none is no chance

bool missing(std::string_view cell) { return is_missing(unquoted(cell)); }

template <class Holds>
bool any_from(const FirstRow& row, std::size_t first, const Holds& holds) {
  return std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(first), row.cells.end(), holds);
}

// Few numbers, half of them or more in `others` too; or many, over half of their range.
bool on_scale(const std::set<double>& column, const std::set<double>& others, bool few) {
  const auto span = [](const std::set<double>& values) { return *values.rbegin() - *values.begin(); };
  if (column.empty()) return true;
  if (!few) return !others.empty() && 2 * span(column) >= span(others);
  const auto shared = std::count_if(column.begin(), column.end(), [&](double v) { return others.contains(v); });
  return 2 * static_cast<std::size_t>(shared) >= column.size();
}

}  // namespace

bool NumberTable::numbers_from(std::size_t first) const {
  return std::none_of(rows_.begin(), rows_.end(), [&](const FirstRow& row) {
    return any_from(row, first, [&](std::string_view cell) { return !values_.finite(cell) && !missing(cell); });
  });
}

bool NumberTable::gaps_from(std::size_t first) const {
  return std::any_of(rows_.begin(), rows_.end(), [&](const FirstRow& row) { return any_from(row, first, missing); });
}

bool NumberTable::times_from(std::size_t first) const {
  return std::any_of(rows_.begin(), rows_.end(), [&](const FirstRow& row) { return any_from(row, first, is_time); });
}

double NumberTable::largest() const {
  double most = -std::numeric_limits<double>::infinity();
  for (const FirstRow& row : rows_) {
    for (const std::string_view cell : row.cells) most = std::max(most, values_.finite(cell).value_or(most));
  }
  return most;
}

bool NumberTable::has_fractions(std::size_t column) const {
  const Values found = values(column);
  return std::any_of(found.begin(), found.end(), [](double value) { return value != std::floor(value); });
}

bool NumberTable::counts(std::size_t column) const {
  if (rows_.size() < counting_rows) return false;
  const auto ordered = [&](const auto& before) {
    return std::adjacent_find(rows_.begin(), rows_.end(), [&](const FirstRow& a, const FirstRow& b) {
             const auto one = number(a, column);
             const auto next = number(b, column);
             return !one || !next || !before(*one, *next);
           }) == rows_.end();
  };
  return ordered(std::less<>()) || ordered(std::greater<>());
}

bool NumberTable::once_each(std::size_t column) const {
  std::set<std::string_view> found;
  return std::all_of(rows_.begin(), rows_.end(),
                     [&](const FirstRow& row) { return found.insert(row.cells[column]).second; });
}

bool NumberTable::pairs_once_each() const {
  std::set<std::pair<double, double>> found;
  const bool once = std::all_of(rows_.begin(), rows_.end(), [&](const FirstRow& row) {
    const auto first = number(row, 0);
    const auto second = number(row, 1);
    return first && second && found.emplace(*first, *second).second;
  });
  const auto rows = static_cast<double>(rows_.size());
  const auto different = static_cast<double>(values(0).size() * values(1).size());
  return once && rows * (rows - 1) / 2 >= sure_repeats * different;
}

NumberTable::Values NumberTable::values(std::size_t column) const {
  Values found;
  for (const FirstRow& row : rows_) {
    if (const auto value = number(row, column)) found.insert(*value);
  }
  return found;
}

NumberTable::Values NumberTable::values_but(std::size_t column) const {
  Values found;
  for (std::size_t k = 1; k < width(); ++k) {
    if (k != column) found.merge(values(k));
  }
  return found;
}

bool NumberTable::share_scale() const {
  const std::size_t all = values_but(0).size();
  for (std::size_t k = 1; k < width(); ++k) {
    if (!on_scale(values(k), values_but(k), all <= few_values) || (k > 2 && counts(k))) return false;
  }
  return all > 1;
}

bool NumberTable::first_on_scale() const {
  const Values others = values_but(0);
  return on_scale(values(0), others, others.size() <= few_values);
}

}  // namespace strads::io
