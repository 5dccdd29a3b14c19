// All that a program needs which fits the lasso or the elastic net to data of its own:
//
//   const auto X = strads::Dense<double>::view(n, p, x);  // column-major, not copied
//   const auto path = strads::lasso::fit(X, y, {.alpha = 0.5});
//   const auto prediction = strads::lasso::predict(path.points.back(), X);
//
// linear.hpp is the manual of settings, results and errors; dense.hpp and sparse.hpp are that of matrices.
#pragma once

#include "strads/linalg/dense.hpp"
#include "strads/linalg/sparse.hpp"
#include "strads/linear.hpp"

namespace strads {

namespace lasso = linear;

}  // namespace strads
