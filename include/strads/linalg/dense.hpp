// Dense columns of double, float or int8_t, in column-major order. Arithmetic is double: narrower entries are widened
// in registers, so that a narrow matrix costs less memory traffic and nothing else.
//
// Storage is shared and never written: copies are cheap, and the entries may live in memory that somebody else owns
// (a mapped file) as long as the shared pointer keeps it there. All verbs may be called from many threads.
//
// The verbs are those of the concept ColumnMatrix (matrix.hpp). Results are also independent of the batch: the k-th
// dot of a batch has the bits of that dot alone, and `add` over a range of rows has the bits of `add` over all rows.
#pragma once

#include <cassert>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "strads/linalg/matrix.hpp"

namespace strads {

template <class T>
class Dense {
 public:
  // Where entries are missing: their places in the data, ascending. The data hold there what they count as.
  using Missing = std::shared_ptr<const std::vector<Index>>;

  // `data` holds rows * columns entries; column j starts at data[j * rows]. Entries must be finite. Without `missing`
  // none is.
  Dense(Index rows, Index columns, std::shared_ptr<const T[]> data, Missing missing = nullptr)
      : rows_(rows), columns_(columns), data_(std::move(data)), missing_(std::move(missing)) {}
  Dense(Index rows, Index columns, std::vector<T> data);
  // Of memory that the caller keeps, as it is, for as long as there is a copy of the result: nothing is copied.
  [[nodiscard]] static Dense view(Index rows, Index columns, const T* data) {
    return {rows, columns, std::shared_ptr<const T[]>(std::shared_ptr<const T[]>(), data)};
  }

  [[nodiscard]] Index rows() const { return rows_; }
  [[nodiscard]] Index columns() const { return columns_; }
  [[nodiscard]] Index stored() const { return rows_ * columns_; }
  [[nodiscard]] Index stored(Index /*j*/) const { return rows_; }
  [[nodiscard]] Index bytes() const { return stored() * static_cast<Index>(sizeof(T)); }
  [[nodiscard]] const T* column(Index j) const {
    assert(j >= 0 && j < columns_);
    return data_.get() + j * rows_;
  }

  // A constant column has variance 0 exactly.
  [[nodiscard]] Moments moments(Index j) const;
  void entries(Index j, std::int32_t* rows, double* values) const;
  void expand(Index j, double* out) const;
  void dots(std::span<const Index> columns, const double* vector, double* out) const;
  void add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last, double* out) const;
  // Keeps up to 300 KiB of scratch a thread.
  void cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs, double* out) const;
  void add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                 std::int64_t* out) const;
  void add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const;
  // A copy.
  [[nodiscard]] Dense select_rows(std::span<const Index> rows, std::span<const Index> known) const;

 private:
  Index rows_ = 0;
  Index columns_ = 0;
  std::shared_ptr<const T[]> data_;
  Missing missing_;
};

extern template class Dense<double>;
extern template class Dense<float>;
extern template class Dense<std::int8_t>;

}  // namespace strads
