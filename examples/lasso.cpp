// An elastic-net path on memory of the caller's, which is not copied, and predictions of its last model.
#include "strads/lasso.hpp"

#include <cstdio>
#include <vector>

#include "strads/random.hpp"

int main() {
  // A hundred rows of twenty columns, column by column; y is 3 + 2 x_0 - x_7 and a little noise.
  constexpr strads::Index n = 100;
  constexpr strads::Index p = 20;
  strads::Random random(1);
  std::vector<double> x(n * p);
  for (double& entry : x) entry = random.normal();
  std::vector<double> y(n);
  for (std::size_t i = 0; i < n; ++i) y[i] = 3 + 2 * x[i] - x[i + 7 * n] + 0.01 * random.normal();

  const auto X = strads::Dense<double>::view(n, p, x.data());
  const auto path = strads::lasso::fit(X, y, {.alpha = 0.5, .path = 50});
  for (const auto& point : path.points) {
    std::printf("lambda %.4f  %2d nonzero  gap %.1e\n", point.lambda, static_cast<int>(point.nonzero),
                point.duality_gap);
  }
  const auto& last = path.points.back();
  const auto prediction = strads::lasso::predict(last, X);
  std::printf("row 0: %.2f, predicted %.2f\n", y[0], prediction[0]);
  std::printf("certified: %s\n", path.stop == strads::StopReason::converged ? "yes" : "no");
}
