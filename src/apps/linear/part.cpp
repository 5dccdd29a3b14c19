#include "apps/linear/part.hpp"

#include <numeric>
#include <utility>

namespace strads::linear {

Part part(const AnyMatrix& X, std::span<const double> y, std::span<const Index> rows, std::span<const Index> known) {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const Index i : rows) values.push_back(y[i]);
  return {X.select_rows(rows, known), std::move(values)};
}

double mean_squared_error(const Part& held_out, const Point& point) {
  const auto& [X, y] = held_out;
  const std::vector<double> prediction = predict(point, X);
  double squares = 0;
  for (std::size_t i = 0; i < y.size(); ++i) squares += (y[i] - prediction[i]) * (y[i] - prediction[i]);
  return squares / static_cast<double>(y.size());
}

double null_error(const Part& known, const Part& held_out, bool intercept) {
  double guess = 0;
  if (intercept) {
    guess = std::accumulate(known.y.begin(), known.y.end(), 0.0) / static_cast<double>(known.y.size());
  }
  double squares = 0;
  for (const double value : held_out.y) squares += (value - guess) * (value - guess);
  return squares / static_cast<double>(held_out.y.size());
}

}  // namespace strads::linear
