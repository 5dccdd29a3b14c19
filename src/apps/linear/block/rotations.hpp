// Rows and columns taken out of a Cholesky factor. Deleting row and column i leaves L33 L33' + l l' below it: a
// rank-one update by rotations (Gill, Golub, Murray, Saunders 1974).
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "strads/index.hpp"
#include "strads/problem.hpp"

namespace strads::linear {

// Without the elements at these positions, ascending, as far as there are any.
template <class T>
void drop(std::vector<T>& from, std::span<const Index> positions) {
  auto to = from.begin() + std::min<Index>(positions.front(), static_cast<Index>(from.size()));
  for (std::size_t s = 0; s < positions.size(); ++s) {
    const auto place = [&](std::size_t next) {
      const auto all = static_cast<Index>(from.size());
      return from.begin() + (next < positions.size() ? std::min(positions[next], all) : all);
    };
    const auto begin = place(s);
    if (begin == from.end()) break;
    to = std::move(begin + 1, place(s + 1), to);
  }
  from.erase(to, from.end());
}

// `rows` of L, up to the diagonal, lose rows and columns at these positions, ascending: one pass over what lies below
// the first, whatever their number, 4 multiply-adds an entry and position. Keeps 8 bytes a row and position meanwhile.
void rotate_out(std::vector<std::vector<double>>& rows, std::span<const Index> positions, const RunPass& run);

}  // namespace strads::linear
