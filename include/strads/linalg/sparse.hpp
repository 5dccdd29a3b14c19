// Compressed sparse columns: 64-bit column starts, 32-bit row numbers, double values. Rows ascend inside a column and
// none is there twice.
//
// Storage is shared and never written: copies are cheap. All verbs may be called from many threads. They are those of
// the concept ColumnMatrix (matrix.hpp); as for dense columns, a column's result does not depend on its batch, nor
// `add` on how the rows are cut. `cross` costs (stored entries of bs) * ceil(as / 8).
#pragma once

#include <cassert>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "strads/linalg/matrix.hpp"

namespace strads {

class Sparse {
 public:
  // Which stored entries are missing, ascending. They hold what they count as.
  using Missing = std::shared_ptr<const std::vector<Index>>;

  // `starts` has columns + 1 entries from 0 up; column j holds positions [starts[j], starts[j + 1]).
  Sparse(Index rows, Index columns, std::vector<Index> starts, std::vector<std::int32_t> row_of,
         std::vector<double> values);
  Sparse(Index rows, Index columns, std::shared_ptr<const Index[]> starts, std::shared_ptr<const std::int32_t[]> row_of,
         std::shared_ptr<const double[]> values, Missing missing = nullptr);

  [[nodiscard]] Index rows() const { return rows_; }
  [[nodiscard]] Index columns() const { return columns_; }
  [[nodiscard]] Index stored() const { return starts_[columns_]; }
  [[nodiscard]] Index stored(Index j) const { return starts_[j + 1] - starts_[j]; }
  [[nodiscard]] Index bytes() const { return stored() * static_cast<Index>(sizeof(double) + sizeof(std::int32_t)); }
  // The rows and values of column j.
  [[nodiscard]] std::span<const std::int32_t> rows_of(Index j) const {
    assert(j >= 0 && j < columns_);
    return {row_of_.get() + starts_[j], static_cast<std::size_t>(stored(j))};
  }
  [[nodiscard]] std::span<const double> values_of(Index j) const {
    assert(j >= 0 && j < columns_);
    return {values_.get() + starts_[j], static_cast<std::size_t>(stored(j))};
  }

  // A constant column, stored or empty, has variance 0 exactly.
  [[nodiscard]] Moments moments(Index j) const;
  void entries(Index j, std::int32_t* rows, double* values) const;
  void expand(Index j, double* out) const;
  void dots(std::span<const Index> columns, const double* vector, double* out) const;
  void add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last, double* out) const;
  // Centred afterwards: x_a'x_b - centre_a * sum(x_b). Keeps 8 * rows doubles of scratch a thread (1 * rows from a
  // million rows on).
  void cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs, double* out) const;
  void add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                 std::int64_t* out) const;
  void add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const;
  // A copy.
  [[nodiscard]] Sparse select_rows(std::span<const Index> rows, std::span<const Index> known) const;

 private:
  [[nodiscard]] double mean_of_present(Index j, std::span<const Index> known, std::span<const Index> gaps) const;

  Index rows_ = 0;
  Index columns_ = 0;
  std::shared_ptr<const Index[]> starts_;
  std::shared_ptr<const std::int32_t[]> row_of_;
  std::shared_ptr<const double[]> values_;
  Missing missing_;
};

}  // namespace strads
