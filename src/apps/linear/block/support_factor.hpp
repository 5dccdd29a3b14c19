// Cholesky factor L L' of a Gram matrix over a list of members that grows and shrinks: O(k^2) a member, k members. Many
// that come or go at once cost the same operations, but L is read once: several times faster. One caller at a time;
// long factors are worked on in passes.
#pragma once

#include <span>
#include <vector>

#include "linalg/lanes.hpp"
#include "strads/index.hpp"
#include "strads/problem.hpp"

namespace strads::linear {

class SupportFactor {
 public:
  // Passes go there from here on; until then each is done on the calling thread, to the same bits.
  void use(RunPass run) { run_ = std::move(run); }

  [[nodiscard]] Index size() const { return static_cast<Index>(rows_.size()); }
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

  // Removes the members at these positions, ascending; later ones move up.
  void remove(std::span<const Index> positions);

  // Multiply-adds so far.
  [[nodiscard]] double operations() const { return operations_; }

  // In place: x becomes the solution of (L L') x = x.
  void solve(std::span<double> x);

 private:
  [[nodiscard]] const double* row(Index i) const { return rows_[static_cast<std::size_t>(i)].data(); }
  void solve_lower(double* x) const;
  void solve_upper(double* x) const;

  [[nodiscard]] double square() const { return static_cast<double>(size()) * static_cast<double>(size()); }

  RunPass run_ = run_in_order;
  double operations_ = 0;
  std::vector<std::vector<double>> rows_;  // of L, up to the diagonal
  std::vector<Index> members_;
  std::vector<double> work_;
  std::vector<Lanes> room_;  // of newcomers
};

}  // namespace strads::linear
