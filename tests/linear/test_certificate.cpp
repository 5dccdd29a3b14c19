// The duality gap of any iterate, near the optimum or wild: never below what the iterate lacks of the optimum, and what
// the definition gives with dense algebra. Optima come from coordinate descent on the definition, run until nothing
// moves. Nothing of the solver but gradient and certificate is used.
#include <doctest/doctest.h>

#include <numeric>

#include "apps/linear/loss/gap.hpp"
#include "apps/linear/screening/certificate.hpp"
#include "linear/problems.hpp"

using namespace strads;

namespace {

struct Instance {
  Eigen::MatrixXd Z;  // columns as the model sees them, the unpenalized ones left out
  Eigen::MatrixXd F;  // those, orthonormal
  Eigen::VectorXd y;  // centred
  linear::Penalty penalty;
  double n = 0;

  [[nodiscard]] Eigen::VectorXd off(const Eigen::VectorXd& x) const { return x - F * (F.transpose() * x); }
  // Unpenalized coefficients are the best there are.
  [[nodiscard]] Eigen::VectorXd residual(const Eigen::VectorXd& u) const { return off(y - Z * u); }
  [[nodiscard]] double objective(const Eigen::VectorXd& u) const {
    double value = residual(u).squaredNorm() / (2 * n);
    for (Index j = 0; j < u.size(); ++j) {
      const double v = penalty.factor(j);
      value += penalty.lambda * v * (penalty.alpha * std::abs(u[j]) + (1 - penalty.alpha) / 2 * u[j] * u[j]);
    }
    return value;
  }
};

Instance instance(Random& random) {
  const Index n = 4 + random.below(30);
  const Index p = 1 + random.below(30);
  const Index free = random.below(3);
  const double common = random.uniform() < 0.3 ? 0.5 : 0.0;
  const auto data = problems::random(static_cast<std::uint64_t>(random.below(1'000'000)), n, p + free, 1.0, common);
  Instance it;
  it.n = static_cast<double>(n);
  it.Z = data.X.leftCols(p).rowwise() - data.X.leftCols(p).colwise().mean();
  for (Index j = 0; j < p; ++j) it.Z.col(j) *= std::sqrt(it.n) / it.Z.col(j).norm();
  it.y = data.y.array() - data.y.mean();
  Eigen::MatrixXd columns = data.X.rightCols(free).rowwise() - data.X.rightCols(free).colwise().mean();
  it.F = Eigen::HouseholderQR<Eigen::MatrixXd>(columns).householderQ() * Eigen::MatrixXd::Identity(n, free);
  const std::array alphas = {0.0, 1e-4, 0.05, 0.5, 1.0};
  it.penalty.alpha = alphas[static_cast<std::size_t>(random.below(5))];
  it.penalty.non_negative = random.uniform() < 0.4;
  if (random.uniform() < 0.5) {
    for (Index j = 0; j < p; ++j) it.penalty.factors.push_back(0.1 + 2 * random.uniform());
  }
  const double top = (it.Z.transpose() * it.off(it.y)).cwiseAbs().maxCoeff() / it.n;
  it.penalty.lambda = std::pow(10.0, -3 * random.uniform()) * top / std::max(it.penalty.alpha, 0.05);
  return it;
}

Eigen::VectorXd optimum(const Instance& it) {
  Eigen::VectorXd u = Eigen::VectorXd::Zero(it.Z.cols());
  Eigen::MatrixXd P(it.Z.rows(), it.Z.cols());
  for (Index j = 0; j < u.size(); ++j) P.col(j) = it.off(it.Z.col(j));
  Eigen::VectorXd r = it.residual(u);
  for (int sweep = 0; sweep < 20000; ++sweep) {
    double most = 0;
    for (Index j = 0; j < u.size(); ++j) {
      const double square = P.col(j).squaredNorm() / it.n;
      const double v = it.penalty.lambda * it.penalty.factor(j);
      const double z = P.col(j).dot(r) / it.n + square * u[j];
      const double t = v * it.penalty.alpha;
      double next = std::max(0.0, std::abs(z) - t) / (square + v * (1 - it.penalty.alpha));
      if (z < 0) next = it.penalty.non_negative ? 0.0 : -next;
      r -= (next - u[j]) * P.col(j);
      most = std::max(most, std::abs(next - u[j]));
      u[j] = next;
    }
    if (most <= 1e-14 * u.cwiseAbs().maxCoeff()) break;
  }
  return u;
}

// The definition: the largest P - D over dual points t (residual, ridge part) with t in the box.
double gap_of(const Instance& it, const Eigen::VectorXd& u) {
  const auto& [lambda, alpha, response_scale, non_negative, factors] = it.penalty;
  const Eigen::VectorXd r = it.residual(u);
  Eigen::VectorXd v = Eigen::VectorXd::Ones(u.size());
  for (Index j = 0; j < u.size(); ++j) v[j] = it.penalty.factor(j);
  const Eigen::VectorXd gradient = it.Z.transpose() * r / it.n - lambda * (1 - alpha) * v.cwiseProduct(u);
  const double unit = it.y.squaredNorm() / (2 * it.n);
  if (alpha == 0) {
    double square = 0;
    for (Index j = 0; j < u.size(); ++j) {
      if (non_negative && u[j] == 0 && gradient[j] < 0) continue;
      square += gradient[j] * gradient[j] / v[j];
    }
    return square / (2 * lambda) / unit;
  }
  // D(t) = 1/(2n) (||y||^2 - ||y - t r||^2) - t^2 ridge / 2, for t from -1/worst to 1/worst (from 0, non-negative).
  double worst = 1;
  for (Index j = 0; j < u.size(); ++j) {
    worst = std::max(worst, (non_negative ? gradient[j] : std::abs(gradient[j])) / (lambda * alpha * v[j]));
  }
  const double square = r.squaredNorm() / it.n + lambda * (1 - alpha) * v.dot(u.cwiseProduct(u));
  const double product = r.dot(it.y) / it.n;
  const double t = std::clamp(square > 0 ? product / square : 0.0, non_negative ? 0.0 : -1 / worst, 1 / worst);
  return (it.objective(u) - (t * product - t * t * square / 2)) / unit;
}

linear::Certificate certified(const Instance& it, const Eigen::VectorXd& u) {
  EngineSettings settings;
  settings.executor = ExecutorKind::serial;
  Engine engine(settings);
  const AnyMatrix X = Dense<double>(it.Z.rows(), it.Z.cols(), std::vector(it.Z.data(), it.Z.data() + it.Z.size()));
  const linear::Standardized design(X, true, false, engine);
  linear::Gradient gradient(design, it.penalty.alpha > 0);
  const Eigen::VectorXd r = it.residual(u);
  const auto span = [](const Eigen::VectorXd& x) { return std::span(x.data(), static_cast<std::size_t>(x.size())); };
  std::vector<Index> awake;
  for (Index j = 0; j < u.size(); ++j) {
    if (u[j] != 0) awake.push_back(j);
  }
  const auto found = gradient.refresh(engine, span(r), it.penalty, awake, span(u), 0.98);
  return linear::certify(span(r), span(it.y), awake, span(u), it.penalty, found);
}

// Zero, the optimum, near it, its opposite, chance, and far out.
Eigen::VectorXd iterate(Random& random, const Eigen::VectorXd& best, Index kind, bool non_negative) {
  Eigen::VectorXd u = best;
  const double size = std::pow(10.0, 12 * random.uniform() - 8) * std::max(1e-3, best.cwiseAbs().maxCoeff());
  if (kind == 0) u.setZero();
  if (kind == 3) u = -3 * best;
  for (Index j = 0; j < u.size(); ++j) {
    if (kind == 2 && random.uniform() < 0.5) u[j] += 1e-3 * size * random.normal();
    if (kind == 4) u[j] = random.uniform() < 0.5 ? size * random.normal() : 0.0;
    if (kind == 5) u[j] *= 1 + 1e-6 * random.normal();
  }
  return non_negative ? u.cwiseMax(0.0) : u;
}

}  // namespace

TEST_CASE("the gap of any iterate is that of the definition, and never below what it lacks of the optimum") {
  Random random(1, 14);
  for (int trial = 0; trial < 400; ++trial) {
    CAPTURE(trial);
    const Instance it = instance(random);
    CAPTURE(it.penalty.alpha);
    CAPTURE(it.penalty.non_negative);
    const Eigen::VectorXd best = optimum(it);
    const double unit = it.y.squaredNorm() / (2 * it.n);
    for (Index kind = 0; kind < 6; ++kind) {
      CAPTURE(kind);
      const Eigen::VectorXd u = iterate(random, best, kind, it.penalty.non_negative);
      const auto certificate = certified(it, u);
      const double rounding = 1e-13 * (1 + it.objective(u) / unit);
      CHECK(certificate.objective == doctest::Approx(it.objective(u)).epsilon(1e-12));
      CHECK(certificate.gap >= (it.objective(u) - it.objective(best)) / unit - rounding);
      CHECK(certificate.gap == doctest::Approx(gap_of(it, u)).epsilon(1e-9).scale(rounding * 1e9));
      if (kind == 1) CHECK(certificate.gap < 1e-4);
    }
  }
}

TEST_CASE(
    "a non-negative dual point has no side to turn to: the gap of an iterate that fits the opposite of y is all") {
  Instance it;
  it.Z = Eigen::MatrixXd::Zero(4, 1);
  it.Z.col(0) << 1, -1, 1, -1;
  it.y = -2 * it.Z.col(0);
  it.F = Eigen::MatrixXd::Zero(4, 0);
  it.n = 4;
  it.penalty.lambda = 0.1;
  it.penalty.non_negative = true;
  // r = -3 x: no correlation above zero, so u = 0 is optimal (objective 2); u = 1 costs 4.5 + 0.1.
  const auto certificate = certified(it, Eigen::VectorXd::Constant(1, 1.0));
  CHECK(certificate.gap * 2 >= 4.6 - 2);
  CHECK(certified(it, Eigen::VectorXd::Zero(1)).gap == 0);
}

TEST_CASE("what is not known is infinite, never zero") {
  const double unknown = std::numeric_limits<double>::infinity();
  linear::Penalty penalty;
  linear::GapTerms terms;
  terms.gradient_square = 1e-9;
  terms.square = terms.product = 1;
  penalty.alpha = 0;
  penalty.lambda = 0;  // no convexity
  CHECK(linear::duality_gap(terms, penalty, 10) == unknown);
  terms.gradient_square = 0;
  CHECK(linear::duality_gap(terms, penalty, 10) == 0);
  penalty.lambda = 2;
  penalty.response_scale = 4;  // half a unit of convexity
  terms.gradient_square = 1;
  CHECK(linear::duality_gap(terms, penalty, 10) == 1.0);
  penalty.alpha = 1;
  for (double linear::GapTerms::*term : {&linear::GapTerms::square, &linear::GapTerms::product}) {
    linear::GapTerms wild = terms;
    wild.*term = unknown;
    CHECK(linear::duality_gap(wild, penalty, 10) == unknown);
  }
  // A box of nothing but zero: P - D is P.
  terms.worst = unknown;
  CHECK(linear::duality_gap(terms, penalty, 10) == doctest::Approx(1 / 20.0));
}

TEST_CASE("at lambda 0 a gradient that is not zero leaves the dual box empty but for zero") {
  Instance it;
  it.Z = Eigen::MatrixXd::Zero(3, 1);
  it.Z.col(0) << 1, 0, -1;
  it.y = it.Z.col(0);
  it.F = Eigen::MatrixXd::Zero(3, 0);
  it.n = 3;
  CHECK(certified(it, Eigen::VectorXd::Zero(1)).gap == 1.0);
  CHECK(certified(it, Eigen::VectorXd::Constant(1, 1.0)).gap == 0.0);
}
