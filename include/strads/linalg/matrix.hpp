// What a matrix is to a model: a handful of verbs over its columns. A matrix may store what it likes; its arithmetic is
// in double.
//
// A concrete matrix satisfies the concept `ColumnMatrix`; `AnyMatrix` erases it. Every verb takes many columns at
// once, so the virtual call is paid once a batch. All verbs are const, allocate at most scratch of their own (but for
// select_rows), and may be called from many threads on disjoint outputs. No verb checks its arguments (asserts in debug
// builds do).
//
// Determinism: a verb's result depends on its arguments alone, never on threads.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "strads/index.hpp"

namespace strads {

// Location and scale of a column over its rows: mean, and the mean square about the mean (population variance).
// Two passes: no cancellation for columns far from zero.
struct Moments {
  double mean = 0;
  double variance = 0;
};

template <class M>
concept ColumnMatrix = requires(const M m, Index j, std::span<const Index> columns, std::span<const double> weights,
                                const double* vector, double* out, std::int64_t* fixed, std::int32_t* rows) {
  { m.rows() } -> std::same_as<Index>;
  { m.columns() } -> std::same_as<Index>;
  // Stored entries in all (rows * columns for dense) and of column j: the cost of touching them.
  { m.stored() } -> std::same_as<Index>;
  { m.stored(j) } -> std::same_as<Index>;
  // Bytes that touching all of them reads.
  { m.bytes() } -> std::same_as<Index>;
  { m.moments(j) } -> std::same_as<Moments>;
  // Copies the stored entries of column j out, in row order: stored(j) row numbers and values.
  {m.entries(j, rows, out)};
  // Writes column j, zeros included, to out[0, rows).
  {m.expand(j, out)};
  // out[k] = x_columns[k] ' vector, vector of length rows.
  {m.dots(columns, vector, out)};
  // vector-wise accumulation restricted to rows [first, last): out[i] += sum_k weights[k] * x(i, columns[k]), the sum
  // taken in the order of `columns`. `out` points at row 0.
  {m.add(columns, weights, j, j, out)};
  // out[a * columns_b + b] = sum_i (x(i, as[a]) - centres[a]) * x(i, bs[b]): cross products about given centres, which
  // for dense columns are subtracted before the product (no cancellation). Blocked for cache: the fast way to a Gram.
  {m.cross(columns, weights, columns, out)};
  // fixed[i] += llrint(weights[k] * x(i, columns[k]) * scale) through atomic_ref: exact in integers, hence order-free.
  {m.add_fixed(columns, weights, 1.0, fixed)};
  // out[i] += weights[k] * x(i, columns[k]) through atomic_ref<double>: correct under concurrency, but the order of
  // concurrent additions, and so the last bits, follow the threads.
  {m.add_racy(columns, weights, out)};
  // The matrix of these rows. A missing entry counts there as the mean of its column's present entries in the rows
  // `known`, 0 where there are none; a matrix that misses nothing ignores them. Both ascend and hold one row at least.
  { m.select_rows(columns, columns) } -> std::same_as<M>;
};

class AnyMatrix {
 public:
  AnyMatrix() = default;
  template <ColumnMatrix M>
  AnyMatrix(M matrix) : self_(std::make_shared<Holder<M>>(std::move(matrix))) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] Index rows() const { return self_->rows(); }
  [[nodiscard]] Index columns() const { return self_->columns(); }
  [[nodiscard]] Index stored() const { return self_->stored(); }
  [[nodiscard]] Index stored(Index j) const { return self_->stored(j); }
  [[nodiscard]] Index bytes() const { return self_->bytes(); }
  [[nodiscard]] Moments moments(Index j) const { return self_->moments(j); }
  void entries(Index j, std::int32_t* rows, double* values) const { self_->entries(j, rows, values); }
  void expand(Index j, double* out) const { self_->expand(j, out); }
  void dots(std::span<const Index> columns, const double* vector, double* out) const {
    self_->dots(columns, vector, out);
  }
  void add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last,
           double* out) const {
    self_->add(columns, weights, first, last, out);
  }
  void cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs, double* out) const {
    self_->cross(as, centres, bs, out);
  }
  void add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                 std::int64_t* out) const {
    self_->add_fixed(columns, weights, scale, out);
  }
  void add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const {
    self_->add_racy(columns, weights, out);
  }
  [[nodiscard]] AnyMatrix select_rows(std::span<const Index> rows, std::span<const Index> known) const {
    return self_->select_rows(rows, known);
  }

 private:
  struct Base {
    virtual ~Base() = default;
    [[nodiscard]] virtual Index rows() const = 0;
    [[nodiscard]] virtual Index columns() const = 0;
    [[nodiscard]] virtual Index stored() const = 0;
    [[nodiscard]] virtual Index stored(Index j) const = 0;
    [[nodiscard]] virtual Index bytes() const = 0;
    [[nodiscard]] virtual Moments moments(Index j) const = 0;
    virtual void entries(Index j, std::int32_t* rows, double* values) const = 0;
    virtual void expand(Index j, double* out) const = 0;
    virtual void dots(std::span<const Index> columns, const double* vector, double* out) const = 0;
    virtual void add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last,
                     double* out) const = 0;
    virtual void cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs,
                       double* out) const = 0;
    virtual void add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                           std::int64_t* out) const = 0;
    virtual void add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const = 0;
    [[nodiscard]] virtual AnyMatrix select_rows(std::span<const Index> rows, std::span<const Index> known) const = 0;
  };
  template <class M>
  struct Holder final : Base {
    explicit Holder(M m) : matrix(std::move(m)) {}
    [[nodiscard]] Index rows() const override { return matrix.rows(); }
    [[nodiscard]] Index columns() const override { return matrix.columns(); }
    [[nodiscard]] Index stored() const override { return matrix.stored(); }
    [[nodiscard]] Index stored(Index j) const override { return matrix.stored(j); }
    [[nodiscard]] Index bytes() const override { return matrix.bytes(); }
    [[nodiscard]] Moments moments(Index j) const override { return matrix.moments(j); }
    void entries(Index j, std::int32_t* rows, double* values) const override { matrix.entries(j, rows, values); }
    void expand(Index j, double* out) const override { matrix.expand(j, out); }
    void dots(std::span<const Index> columns, const double* vector, double* out) const override {
      matrix.dots(columns, vector, out);
    }
    void add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last,
             double* out) const override {
      matrix.add(columns, weights, first, last, out);
    }
    void cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs,
               double* out) const override {
      matrix.cross(as, centres, bs, out);
    }
    void add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                   std::int64_t* out) const override {
      matrix.add_fixed(columns, weights, scale, out);
    }
    void add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const override {
      matrix.add_racy(columns, weights, out);
    }
    [[nodiscard]] AnyMatrix select_rows(std::span<const Index> rows, std::span<const Index> known) const override {
      return matrix.select_rows(rows, known);
    }
    M matrix;
  };
  std::shared_ptr<const Base> self_;
};

}  // namespace strads
