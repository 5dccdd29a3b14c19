// The numbers in the first rows of a file of ratings: whether they look like a table of them, column beside column.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>

#include "io/ratings/first_rows.hpp"
#include "io/ratings/value.hpp"

namespace strads::io {

// Rows with as many cells each, at least one.
class NumberTable {
 public:
  using Rows = std::span<const FirstRow>;

  NumberTable(Rows rows, const RatingsOptions& options) : rows_(rows), values_(options) {}

  [[nodiscard]] std::size_t width() const { return rows_.front().cells.size(); }
  [[nodiscard]] std::optional<double> number(const FirstRow& row, std::size_t column) const {
    return values_.finite(row.cells[column]);
  }
  // All columns from `first` on hold numbers or nothing; some of them nothing; some of them times.
  [[nodiscard]] bool numbers_from(std::size_t first) const;
  [[nodiscard]] bool gaps_from(std::size_t first) const;
  [[nodiscard]] bool times_from(std::size_t first) const;

  [[nodiscard]] double largest() const;  // number of all
  // Some number of the column is not whole.
  [[nodiscard]] bool has_fractions(std::size_t column) const;
  // Each row has a larger number than the one before, or each a smaller one.
  [[nodiscard]] bool counts(std::size_t column) const;
  // What stands in the column is there once only.
  [[nodiscard]] bool once_each(std::size_t column) const;
  // Pairs of numbers in the first two columns are, and of so many rows of any table with such numbers some would not
  // be.
  [[nodiscard]] bool pairs_once_each() const;

  // The columns from the second on hold the same few numbers, or many over as wide a range; none further than the
  // third counts.
  [[nodiscard]] bool share_scale() const;
  // The first column's numbers are of the scale of the others.
  [[nodiscard]] bool first_on_scale() const;

 private:
  using Values = std::set<double>;

  [[nodiscard]] Values values(std::size_t column) const;
  [[nodiscard]] Values values_but(std::size_t column) const;  // of the second column and those behind it

  Rows rows_;
  RatingValue values_;
};

}  // namespace strads::io
