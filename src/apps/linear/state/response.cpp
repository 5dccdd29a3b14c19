#include "apps/linear/state/response.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "strads/error.hpp"

namespace strads::linear {
namespace {

constexpr double far_from_zero = 1e-4;   // as for columns (standardized.cpp)
constexpr double rounding_epsilons = 4;  // epsilons of its numbers: a response that spreads no further is constant
constexpr double smallest = 1e-280;      // null deviance within these leaves room for products
constexpr double largest = 1e280;

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double mean_square(std::span<const double> values) {
  return std::inner_product(values.begin(), values.end(), values.begin(), 0.0) / static_cast<double>(values.size());
}

void subtract(double from_all, std::vector<double>& values) {
  for (double& value : values) value -= from_all;
}

bool all_equal(std::span<const double> y) {
  const auto [low, high] = std::minmax_element(y.begin(), y.end());
  return *high - *low <=
         rounding_epsilons * std::numeric_limits<double>::epsilon() * std::max(std::abs(*low), std::abs(*high));
}

// Off their mean, which is returned. Twice: the second pass takes out what the first mean's rounding left.
double centre(std::vector<double>& values) {
  const double mean = mean_of(values);
  subtract(mean, values);
  subtract(mean_of(values), values);
  return mean;
}

}  // namespace

Response see_response(std::span<const double> y, const Settings& settings) {
  Response response{{y.begin(), y.end()}};
  auto& values = response.values;
  if (settings.intercept && all_equal(y)) {
    std::fill(values.begin(), values.end(), 0.0);
    response.mean = y[0];
    return response;
  }
  if (settings.intercept) {
    response.mean = centre(values);
    if (std::sqrt(mean_square(values)) < far_from_zero * std::abs(response.mean)) {
      // Far from zero: less a value of its own first, which is exact.
      values.assign(y.begin(), y.end());
      subtract(y[0], values);
      response.mean = y[0] + centre(values);
    }
  }
  const double square = mean_square(values);
  const bool zero = std::all_of(values.begin(), values.end(), [](double value) { return value == 0; });
  if (!zero && !(square >= smallest && square <= largest)) {
    throw Error(ErrorKind::malformed, std::string("the response's squares are too ") +
                                          (square > 1 ? "large" : "small") +
                                          " for double precision: multiply it by a power of ten");
  }
  response.unit = square / 2;
  if (settings.scale_response && !zero) response.scale = std::sqrt(square);
  return response;
}

}  // namespace strads::linear
