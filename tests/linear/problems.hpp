// Random problems, and the optimality conditions recomputed from the definition with dense algebra: the oracle of all
// lasso tests. Nothing here uses the solver's own code.
#pragma once

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <vector>

#include "strads/linalg/dense.hpp"
#include "strads/linalg/sparse.hpp"
#include "strads/linear.hpp"
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

// Whether the coefficient of column j may not fall below zero.
inline bool is_bounded(const strads::linear::Settings& settings, Index j) {
  const auto& unbounded = settings.unbounded;
  return settings.non_negative && std::find(unbounded.begin(), unbounded.end(), j) == unbounded.end();
}

// Objective and relative duality gap of coefficients on the original scale. Unpenalized columns that are `dependent`
// span nothing that the others do not.
inline Certificate certify(const Data& data, const strads::linear::Settings& settings,
                           const strads::linear::Point& step, const std::vector<Index>& dependent = {}) {
  const Index n = data.X.rows();
  const Index p = data.X.cols();
  const double count = static_cast<double>(n);
  Eigen::VectorXd b = Eigen::VectorXd::Zero(p);
  for (std::size_t k = 0; k < step.index.size(); ++k) b[step.index[k]] = step.value[k];
  Eigen::VectorXd v = Eigen::VectorXd::Ones(p);
  for (std::size_t j = 0; j < settings.penalty_factors.size(); ++j)
    v[static_cast<Index>(j)] = settings.penalty_factors[j];

  // Sums of what lies far from zero lose digits: everything is less its first value first.
  const auto mean = [](const Eigen::VectorXd& x) -> double { return x[0] + (x.array() - x[0]).mean(); };
  const auto centred = [&](const Eigen::VectorXd& x) -> Eigen::VectorXd {
    if (!settings.intercept) return x;
    const Eigen::VectorXd near = x.array() - x[0];
    return near.array() - near.mean();
  };
  Eigen::MatrixXd Z(n, p);
  Eigen::VectorXd s = Eigen::VectorXd::Ones(p);
  Eigen::VectorXd residual = centred(data.y);
  long double offset = settings.intercept ? step.intercept - static_cast<long double>(mean(data.y)) : step.intercept;
  long double terms = std::abs(step.intercept);
  for (Index j = 0; j < p; ++j) {
    const Eigen::VectorXd x = data.X.col(j);
    if (settings.standardize) s[j] = std::sqrt((x.array() - mean(x)).square().mean());
    const bool constant = x.maxCoeff() - x.minCoeff() <= 1e-15 * x.cwiseAbs().maxCoeff();
    if (x.isZero(0) || (constant && (settings.standardize || settings.intercept))) {
      s[j] = 1.0;
      Z.col(j).setZero();
    } else {
      Z.col(j) = centred(x) / s[j];
    }
    residual -= b[j] * s[j] * Z.col(j);
    if (!settings.intercept) continue;
    offset += static_cast<long double>(b[j]) * static_cast<long double>(mean(x));
    terms += std::abs(b[j] * mean(x));
  }
  // An intercept has the rounding of the terms it is the sum of.
  if (std::abs(offset) > 1e-15L * terms) residual.array() -= static_cast<double>(offset);
  const Eigen::VectorXd u = b.cwiseProduct(s);
  const double lambda = step.lambda;
  const double alpha = settings.alpha;
  const Eigen::VectorXd yc = centred(data.y);
  const double unit = yc.squaredNorm() / (2 * count);
  const double ridge = lambda * (1 - alpha) / (settings.scale_response ? std::sqrt(2 * unit) : 1.0);
  double objective = residual.squaredNorm() / (2 * count);
  for (Index j = 0; j < p; ++j) objective += v[j] * (lambda * alpha * std::abs(u[j]) + ridge / 2 * u[j] * u[j]);

  Eigen::VectorXd dual = residual;
  if (settings.intercept) dual.array() -= dual.mean();
  std::vector<Index> free;
  for (Index j = 0; j < p; ++j) {
    const bool spans = std::find(dependent.begin(), dependent.end(), j) == dependent.end();
    if (v[j] == 0 && Z.col(j).squaredNorm() > 0 && spans && !is_bounded(settings, j)) free.push_back(j);
  }
  if (!free.empty()) {
    Eigen::MatrixXd F = Z(Eigen::all, free);
    for (Index k = 0; k < F.cols(); ++k) F.col(k).normalize();
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(F);
    qr.setThreshold(1e-13);
    const Eigen::MatrixXd axes = qr.householderQ() * Eigen::MatrixXd::Identity(n, qr.rank());
    for (int pass = 0; pass < 2; ++pass) dual -= axes * (axes.transpose() * dual);
  }
  Eigen::VectorXd gradient = Z.transpose() * dual / count - ridge * v.cwiseProduct(u);
  double nothing = 1e-11 * yc.norm();  // the length of what rounding, round after round, leaves of a residual
  for (Index j = 0; j < p; ++j) nothing += 1e-11 * std::abs(u[j]) * Z.col(j).norm();
  double convex = 0;  // sum of gradient^2 / v
  for (Index j = 0; j < p; ++j) {
    const bool rounding = std::abs(gradient[j]) <= 1e-15 * Z.col(j).norm() * yc.norm() / count;
    // What may not fall below zero and is unpenalized spans nothing: no multiple of a residual that it could explain
    // more of is feasible.
    if (v[j] == 0 && is_bounded(settings, j) && gradient[j] > nothing * Z.col(j).norm() / count) {
      return {objective, std::numeric_limits<double>::infinity()};
    }
    if (v[j] == 0 || rounding || (settings.non_negative && u[j] == 0 && gradient[j] < 0)) gradient[j] = 0;
    if (gradient[j] != 0) convex += gradient[j] * gradient[j] / v[j];
  }
  // Off the unpenalized span there is nothing to gain: what is left in it counts against the primal alone.
  const double in_span = (residual.squaredNorm() - dual.squaredNorm()) / (2 * count);
  if (alpha == 0) {
    return {objective, ((convex > 0 ? convex / (2 * ridge) : 0.0) + in_span) / unit};
  }
  double worst = 0;
  for (Index j = 0; j < p; ++j) {
    if (v[j] == 0) continue;
    worst = std::max(worst, (settings.non_negative ? gradient[j] : std::abs(gradient[j])) / (lambda * alpha * v[j]));
  }
  const double square = dual.squaredNorm() + count * ridge * v.dot(u.cwiseProduct(u));
  const double product = dual.dot(yc);
  const double length = square > 0 ? std::min(product / square, 1 / std::max(worst, 1e-300)) : 0.0;
  const double bound = (2 * length * product - length * length * square) / (2 * count);
  return {objective, (objective - bound) / unit};
}

inline strads::linear::Result fit(const AnyMatrix& X, const std::vector<double>& y,
                                  const strads::linear::Settings& settings) {
  strads::linear::Observer nobody;
  return strads::linear::fit(X, y, settings, nobody);
}

// Every step that says it converged, by the definition.
inline void check_certified(const Data& data, const strads::linear::Settings& settings,
                            const strads::linear::Result& result) {
  REQUIRE(!result.points.empty());
  for (const strads::linear::Point& step : result.points) {
    if (step.stop != strads::StopReason::converged) continue;
    const auto truth = certify(data, settings, step, result.dependent);
    // Large coefficients of nearly dependent unpenalized columns have the rounding of a double.
    double largest = 0;
    for (const double b : step.value) largest = std::max(largest, std::abs(b));
    const double lost = largest > 1e4 ? 1e-8 * std::max(1.0, largest / 1e9) : 0.0;
    CHECK(truth.gap <= settings.tol + std::max(lost, 1e-12));
    CHECK(step.duality_gap >= truth.gap - std::max(lost, 1e-9));
    CHECK(step.objective == doctest::Approx(truth.objective).epsilon(lost > 0 ? 1e-7 : 1e-9));
    CHECK(step.nonzero == static_cast<Index>(step.index.size()));
    CHECK(std::is_sorted(step.index.begin(), step.index.end()));
    for (std::size_t k = 0; k < step.index.size(); ++k) {
      if (is_bounded(settings, step.index[k])) CHECK(step.value[k] > 0);
    }
  }
}

// Fits, and holds every step to have converged.
inline void check_certified(const Data& data, const AnyMatrix& X, const strads::linear::Settings& settings) {
  const auto result = fit(X, data.response(), settings);
  CHECK(result.stop == strads::StopReason::converged);
  check_certified(data, settings, result);
}

}  // namespace problems
