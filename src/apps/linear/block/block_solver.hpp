// Solves the lasso restricted to one block, exactly, on the cached Gram matrix: no touch of X.
//
// Two moves alternate. The direct move solves the normal equations on the support with signs held, by an up- and
// downdated Cholesky factor, and stops at the first coefficient that would change sign, which leaves (feature-sign
// search, Lee, Battle, Raina, Ng 2006). Then all others take one coordinate step, which lets them in. Both only
// descend. Where the support is linearly dependent, a move along the null direction that does not raise the
// penalty takes one coefficient to zero.
//
// One object a block position, kept from round to round: the factor follows the support. One caller at a time.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "apps/linear/block/block_products.hpp"
#include "apps/linear/block/row_factor.hpp"
#include "apps/linear/block/support_factor.hpp"
#include "apps/linear/penalty.hpp"

namespace strads::linear {

// A block as its solver sees it.
struct Block {
  std::span<const Index> variables;  // ascending
  const BlockProducts& products;
  const Penalty& penalty;
  std::span<double> u;  // scaled coefficients of the variables
  std::span<double> c;  // correlations with the residual at u, of length products.width(), see BlockProducts::at
  const RunPass& run;   // for passes that long supports are worth

  [[nodiscard]] Index size() const { return static_cast<Index>(variables.size()); }
  [[nodiscard]] double correlation(Index k) const { return c[products.at(k)]; }
  // What a direct move solves for: the support, and what no penalty keeps at zero.
  [[nodiscard]] bool active(Index k) const { return u[k] != 0 || !penalty.kinked(); }
  // The largest violation of the optimality conditions, in units of the variable's threshold.
  [[nodiscard]] double violation() const;
};

// One coordinate step a variable, in order, each seeing the steps before it; variables whose violation is at most
// `slack` times their threshold are passed over. Returns the multiply-adds.
double sweep(const Block& block, double slack);

class BlockSolver {
 public:
  // On the Gram matrix alone; or where a ridge holds a support larger than the rows, on systems of so many rows.
  BlockSolver() = default;
  explicit BlockSolver(const Standardized& design) : rows_(std::in_place, design) {}

  // Until the block's violation is at most `accuracy`, or rounding's floor. Returns the multiply-adds.
  double solve(const Block& block, double accuracy);

 private:
  void follow_support(const Block& block);
  // Of an active position: not yet in the factor.
  [[nodiscard]] bool outside(const Block& block, Index k) const {
    return inside_[k] == 0 && block.active(k) && block.products(k, k) > 0;
  }
  void add_to_support(const Block& block, Index position);
  bool add_together(const Block& block);
  bool swap_dependent(const Block& block, Index position);
  [[nodiscard]] bool has_more_members_than_rows(const Block& block) const;
  void follow_on_rows(const Block& block);
  void follow_on_gram(const Block& block);
  void direct_move(const Block& block);
  void move_others(const Block& block, double slack);
  void follow_correlations(const Block& block);
  template <class Factor>
  void descend(const Block& block, Factor& factor);
  template <class Factor>
  void find_ends(const Block& block, const Factor& factor);
  template <class Factor>
  [[nodiscard]] std::vector<Index> go(const Block& block, const Factor& factor);
  template <class Factor>
  void leave(std::span<const Index> places, Factor& factor);

  SupportFactor factor_;
  std::optional<RowFactor> rows_;
  double operations_ = 0;       // of the present solve, apart from changes to the factor
  double factor_ridge_ = -1;    // of a factor of 1, that the factor's diagonal carries
  std::vector<Index> support_;  // positions in the block of the factor's members, in its order
  std::vector<char> inside_;    // of each position: a member
  std::vector<double> row_;     // scratch
  std::vector<Index> newcomers_;
  std::vector<double> right_;
  std::vector<double> direction_;
  std::vector<double> push_;
  std::vector<double> steps_;
  struct End {
    double length = 0;
    Index place = 0;  // of the member in the factor
  };
  std::vector<End> ends_;
  std::vector<double> start_;
};

}  // namespace strads::linear
