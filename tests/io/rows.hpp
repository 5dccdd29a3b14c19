// A matrix as rows of numbers.
#pragma once

#include <vector>

#include "strads/linalg/matrix.hpp"

namespace strads::io {

using Rows = std::vector<std::vector<double>>;

inline Rows rows_of(const AnyMatrix& X) {
  Rows rows(static_cast<std::size_t>(X.rows()), std::vector<double>(static_cast<std::size_t>(X.columns())));
  std::vector<double> column(static_cast<std::size_t>(X.rows()));
  for (Index j = 0; j < X.columns(); ++j) {
    X.expand(j, column.data());
    for (std::size_t i = 0; i < column.size(); ++i) rows[i][static_cast<std::size_t>(j)] = column[i];
  }
  return rows;
}

}  // namespace strads::io
