// Predictions of one point for the rows of a matrix.
#include <algorithm>
#include <string>

#include "strads/error.hpp"
#include "strads/linear.hpp"

namespace strads::linear {

std::vector<double> predict(const Point& point, const AnyMatrix& X) {
  const auto last = std::max_element(point.index.begin(), point.index.end());
  if (last != point.index.end() && *last >= X.columns()) {
    throw Error(ErrorKind::mismatch, "the model uses column " + std::to_string(*last) +
                                         " counted from 0, the data have " + std::to_string(X.columns()) + " columns");
  }
  std::vector<double> prediction(static_cast<std::size_t>(X.rows()), point.intercept);
  X.add(point.index, point.value, 0, X.rows(), prediction.data());
  return prediction;
}

}  // namespace strads::linear
