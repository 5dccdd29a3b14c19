// A matrix some of whose columns are kept apart as dense doubles: all others are those of the matrix it was made of.
// For the few columns that need other numbers than were read, or that stand behind those read, without a copy of the
// rest.
//
// The verbs are those of the concept ColumnMatrix (matrix.hpp). A batch without a column kept apart goes to the matrix
// below as it is.
#pragma once

#include <span>
#include <vector>

#include "strads/linalg/dense.hpp"
#include "strads/linalg/matrix.hpp"

namespace strads {

class Patched {
 public:
  // Column places[k], ascending, is column k of `patch`: instead of that of X, or behind its last one, where no place
  // may be left open.
  Patched(AnyMatrix X, std::vector<Index> places, Dense<double> patch);

  [[nodiscard]] Index rows() const { return X_.rows(); }
  [[nodiscard]] Index columns() const { return columns_; }
  [[nodiscard]] Index stored() const { return stored_; }
  [[nodiscard]] Index stored(Index j) const;
  [[nodiscard]] Index bytes() const { return X_.bytes() + patch_.bytes(); }

  [[nodiscard]] Moments moments(Index j) const;
  void entries(Index j, std::int32_t* rows, double* values) const;
  void expand(Index j, double* out) const;
  void dots(std::span<const Index> columns, const double* vector, double* out) const;
  void add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last, double* out) const;
  void cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs, double* out) const;
  void add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                 std::int64_t* out) const;
  void add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const;
  [[nodiscard]] Patched select_rows(std::span<const Index> rows, std::span<const Index> known) const;

 private:
  // A batch of columns, split: numbers in the matrix they lie in, and their places in the batch.
  struct Part {
    std::vector<Index> columns;
    std::vector<std::size_t> places;
    [[nodiscard]] std::vector<double> of(std::span<const double> batch) const;
  };
  struct Parts {
    Part others;
    Part patched;
  };
  [[nodiscard]] Index patch_of(Index j) const;                           // -1: not kept apart
  [[nodiscard]] bool keeps_apart(std::span<const Index> columns) const;  // some of them
  [[nodiscard]] Parts split(std::span<const Index> columns) const;

  AnyMatrix X_;
  std::vector<Index> places_;
  Dense<double> patch_;
  Index columns_;
  Index stored_;
};

}  // namespace strads
