// Cholesky factor L L' of a Gram matrix over a list of members that grows and shrinks by one: O(k^2) each, k members.
// Many newcomers at once cost the same operations, but blocked: several times faster. One thread at a time.
#pragma once

#include <span>
#include <vector>

#include "strads/index.hpp"

namespace strads::linear {

class SupportFactor {
 public:
  [[nodiscard]] Index size() const { return size_; }
  [[nodiscard]] const std::vector<Index>& members() const { return members_; }
  void clear();

  // Appends `member` with products `row` (with each member, in order) and `diagonal`. Returns false, and changes
  // nothing, when the new column is a linear combination of the members' to working precision; then `combination`
  // holds the weights.
  bool append(Index member, std::span<const double> row, double diagonal);
  [[nodiscard]] const std::vector<double>& combination() const { return work_; }

  // Appends all of `members` or, when one of them depends on the others to working precision, none. `rows` holds for
  // each its products with all that stand before it, old and new, and with itself, end to end.
  bool append_all(std::span<const Index> members, std::span<const double> rows);

  // Removes the member at a position; later ones move up.
  void remove(Index position);

  // Multiply-adds so far.
  [[nodiscard]] double operations() const { return operations_; }

  // In place: x becomes the solution of (L L') x = x.
  void solve(std::span<double> x);

 private:
  [[nodiscard]] double* row(Index i) { return values_.data() + i * (i + 1) / 2; }
  [[nodiscard]] const double* row(Index i) const { return values_.data() + i * (i + 1) / 2; }
  void solve_lower(double* x) const;
  void solve_upper(double* x) const;

  [[nodiscard]] double square() const { return static_cast<double>(size_) * static_cast<double>(size_); }

  Index size_ = 0;
  double operations_ = 0;
  std::vector<double> values_;  // rows of L, packed
  std::vector<Index> members_;
  std::vector<double> work_;
};

}  // namespace strads::linear
