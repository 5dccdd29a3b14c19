// Rows that join a Cholesky factor L L' together: their products with the members become their rows of L, L read once.
// They lie side by side, in groups of as many lanes as a tile of products has registers for: L's rows are used as they
// are, entry by entry, where a matrix product would pack them first.
#pragma once

#include <span>
#include <vector>

#include "linalg/lanes.hpp"
#include "strads/index.hpp"
#include "strads/problem.hpp"

namespace strads::linear {

class Newcomers {
 public:
  using Rows = std::vector<std::vector<double>>;

  // `count` of them join `rows`. `products` holds for each its products with all that stand before it, old and new, and
  // with itself, end to end. They lie in `room`, which grows.
  Newcomers(const Rows& rows, Index count, const double* products, std::vector<Lanes>& room);

  // Appends their rows to those. False, and nothing done, where the square of one's distance to all before it is at
  // most `least` times its own.
  bool join(Rows& rows, double least, const RunPass& run);

 private:
  struct Group {
    Index first;  // newcomer
    Index count;
    Index vectors;  // registers side by side that hold them
    Lanes* lanes;

    [[nodiscard]] double* row(Index i) const { return reinterpret_cast<double*>(lanes + i * vectors); }
  };
  void subtract_products(const Rows& rows, Index first, Index last, Index end) const;
  void eliminate(const Rows& rows, const RunPass& run);
  void meet(Rows& rows, const RunPass& run);
  [[nodiscard]] bool factorize(Rows& rows, double least);

  Index before_;
  Index count_;
  std::vector<double> squares_;
  std::vector<Group> groups_;  // each of before_ + count_ rows: products with members, then with each other
};

}  // namespace strads::linear
