// Random problems, and the optimality conditions recomputed from the definition with dense algebra: the oracle of all
// lasso tests. Nothing here uses the solver's own code.
#pragma once

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "apps/lasso/lasso.hpp"
#include "strads/linalg/dense.hpp"
#include "strads/linalg/sparse.hpp"
#include "strads/random.hpp"

namespace problems {

using strads::AnyMatrix;
using strads::Index;

struct Data {
  Eigen::MatrixXd X;
  Eigen::VectorXd y;

  [[nodiscard]] AnyMatrix dense() const {
    return strads::Dense<double>(X.rows(), X.cols(), std::vector<double>(X.data(), X.data() + X.size()));
  }
  [[nodiscard]] AnyMatrix sparse() const {
    std::vector<Index> starts{0};
    std::vector<std::int32_t> rows;
    std::vector<double> values;
    for (Index j = 0; j < X.cols(); ++j) {
      for (Index i = 0; i < X.rows(); ++i) {
        if (X(i, j) == 0) continue;
        rows.push_back(static_cast<std::int32_t>(i));
        values.push_back(X(i, j));
      }
      starts.push_back(static_cast<Index>(rows.size()));
    }
    return strads::Sparse(X.rows(), X.cols(), starts, rows, values);
  }
  [[nodiscard]] std::vector<double> response() const { return {y.data(), y.data() + y.size()}; }
};

// `density` of entries are nonzero; `copies` of the columns are near copies (noise 1e-3) of their left neighbour; means
// far from zero; a response that a tenth of the columns explain, with noise.
inline Data random(std::uint64_t seed, Index n, Index p, double density = 1.0, double copies = 0.0) {
  strads::Random random(seed);
  Data data{Eigen::MatrixXd::Zero(n, p), Eigen::VectorXd::Zero(n)};
  for (Index j = 0; j < p; ++j) {
    const bool copy = j > 0 && random.uniform() < copies;
    const double mean = density < 1 ? 0.0 : 3 * random.normal();
    const double scale = std::exp(random.normal());
    for (Index i = 0; i < n; ++i) {
      if (copy) {
        data.X(i, j) = data.X(i, j - 1) == 0 && density < 1 ? 0.0 : data.X(i, j - 1) + 1e-3 * scale * random.normal();
      } else if (random.uniform() < density) {
        data.X(i, j) = mean + scale * random.normal();
      }
    }
  }
  for (Index j = 0; j < p; j += 10) data.y += random.normal() * data.X.col(j);
  const double spread = std::max(1.0, std::sqrt(data.y.squaredNorm() / static_cast<double>(n)));
  for (Index i = 0; i < n; ++i) data.y[i] += 5 + 0.3 * spread * random.normal();
  return data;
}

struct Certificate {
  double objective;
  double gap;
};

// Objective and relative duality gap of coefficients on the original scale.
inline Certificate certify(const Data& data, const strads::lasso::Settings& settings, const strads::lasso::Step& step) {
  const Index n = data.X.rows();
  const Index p = data.X.cols();
  const double count = static_cast<double>(n);
  Eigen::VectorXd b = Eigen::VectorXd::Zero(p);
  for (std::size_t k = 0; k < step.index.size(); ++k) b[step.index[k]] = step.value[k];
  Eigen::VectorXd v = Eigen::VectorXd::Ones(p);
  for (std::size_t j = 0; j < settings.penalty_factors.size(); ++j)
    v[static_cast<Index>(j)] = settings.penalty_factors[j];

  const auto centred = [&](const Eigen::VectorXd& x) -> Eigen::VectorXd {
    return settings.intercept ? Eigen::VectorXd(x.array() - x.mean()) : x;
  };
  const Eigen::VectorXd residual = data.y - data.X * b - Eigen::VectorXd::Constant(n, step.intercept);
  Eigen::MatrixXd Z(n, p);
  Eigen::VectorXd s(p);
  for (Index j = 0; j < p; ++j) {
    const Eigen::VectorXd x = data.X.col(j);
    s[j] = settings.standardize ? std::sqrt((x.array() - x.mean()).square().mean()) : 1.0;
    const bool constant = (x.array() - x.mean()).abs().maxCoeff() <= 1e-7 * x.array().abs().maxCoeff();
    if (s[j] == 0 || (constant && (settings.standardize || settings.intercept)))
      s[j] = 1.0, Z.col(j).setZero();
    else
      Z.col(j) = centred(x) / s[j];
  }
  const Eigen::VectorXd u = b.cwiseProduct(s);
  const double lambda = step.lambda;
  const double alpha = settings.alpha;
  double objective = residual.squaredNorm() / (2 * count);
  for (Index j = 0; j < p; ++j) objective += lambda * v[j] * (alpha * std::abs(u[j]) + (1 - alpha) / 2 * u[j] * u[j]);

  const Eigen::VectorXd yc = centred(data.y);
  Eigen::VectorXd dual = centred(residual);
  std::vector<Index> free;
  for (Index j = 0; j < p; ++j) {
    if (v[j] == 0 && Z.col(j).squaredNorm() > 0) free.push_back(j);
  }
  if (!free.empty()) {
    const Eigen::MatrixXd F = Z(Eigen::all, free);
    dual -= F * F.colPivHouseholderQr().solve(dual);
  }
  const double unit = yc.squaredNorm() / (2 * count);
  Eigen::VectorXd gradient = Z.transpose() * dual / count - lambda * (1 - alpha) * v.cwiseProduct(u);
  for (Index j = 0; j < p; ++j) {
    if (v[j] == 0) gradient[j] = 0;
  }
  if (alpha == 0) return {objective, gradient.squaredNorm() / (2 * lambda) / unit};
  double worst = 0;
  for (Index j = 0; j < p; ++j) {
    if (v[j] == 0) continue;
    worst = std::max(worst, (settings.non_negative ? gradient[j] : std::abs(gradient[j])) / (lambda * alpha * v[j]));
  }
  const double square = dual.squaredNorm() + count * lambda * (1 - alpha) * v.dot(u.cwiseProduct(u));
  const double product = dual.dot(yc);
  const double length = square > 0 ? std::min(product / square, 1 / std::max(worst, 1e-300)) : 0.0;
  const double bound = (2 * length * product - length * length * square) / (2 * count);
  return {objective, (objective - bound) / unit};
}

inline strads::lasso::Result fit(const AnyMatrix& X, const std::vector<double>& y,
                                 const strads::lasso::Settings& settings) {
  strads::lasso::Observer nobody;
  return strads::lasso::fit(X, y, settings, nobody);
}

}  // namespace problems
