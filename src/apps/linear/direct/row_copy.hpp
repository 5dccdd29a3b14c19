// The stored entries of sparse columns once more, by row: products with many columns then read coefficients and write
// each row once, on all threads, where columns would scatter into a long vector.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "apps/linear/state/standardized.hpp"

namespace strads::linear {

class RowCopy {
 public:
  // 12 bytes a stored entry. O(entries).
  RowCopy(const Standardized& design, Engine& engine);

  // image = X~ v, of one v_j a column (0 where a column is not usable), off the unpenalized span; returns its square,
  // which is the same at any number of threads.
  double multiply(std::span<const double> v, std::vector<double>& image, Engine& engine) const;

 private:
  void copy();

  const Standardized& design_;
  std::vector<Index> starts_;  // of rows
  std::vector<std::int32_t> columns_;
  std::vector<double> values_;
};

}  // namespace strads::linear
