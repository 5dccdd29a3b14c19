// The columns of the papers' synthetic Lasso (arXiv 1406.4580, section 4): sparse, some of them chained to their left
// neighbour.
//
// A column has the same number of nonzeros as any other, values uniform in (0, 1). With chance 0.9 it is fresh: rows of
// its own, drawn without repetition. Else it takes its neighbour's rows, and 0.1 of the neighbour's values and 0.9 of
// fresh ones. The papers do not say which rows a chained column has; with its neighbour's, every column has the same
// number, and the cosine of a chained column and a fresh neighbour is (0.1/3 + 0.9/4) / sqrt(1/3 * 0.95501/3) = 0.793
// in expectation. Values are whole millionths, so that what is written is exactly what the response is made of.
#pragma once

#include <cstdint>
#include <vector>

#include "strads/index.hpp"

namespace strads::generate {

struct Column {
  std::vector<std::int32_t> rows;  // rising
  std::vector<std::int32_t> millionths;
};

class ChainedColumns {
 public:
  // 1 <= nonzeros <= rows.
  ChainedColumns(Index rows, Index nonzeros, std::uint64_t seed) : rows_(rows), nonzeros_(nonzeros), seed_(seed) {}

  [[nodiscard]] bool chained(Index j) const;
  // Any column by itself, made from the head of its chain on: 1.1 columns' work on average.
  [[nodiscard]] Column column(Index j) const;

 private:
  Index rows_;
  Index nonzeros_;
  std::uint64_t seed_;
};

}  // namespace strads::generate
