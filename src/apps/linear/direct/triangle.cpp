#include "apps/linear/direct/triangle.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "apps/linear/direct/plain.hpp"
#include "apps/linear/dot.hpp"
#include "strads/linalg/dense.hpp"

namespace strads::linear {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
// On the diagonal, of itself, the first that does: combinations of columns stay apart by more than rounding.
constexpr double lifts[] = {1e-13, 1e-12, 1e-11};
constexpr Index columns_a_tile = 32;

// The lower triangle of X~'X~ / n, row by row.
Eigen::MatrixXd gram_of(const Standardized& design, Engine& engine) {
  const Index p = design.columns();
  Eigen::MatrixXd G(p, p);
  std::vector<Index> all(static_cast<std::size_t>(p));
  std::iota(all.begin(), all.end(), Index{0});
  const Index tiles = (p + columns_a_tile - 1) / columns_a_tile;
  engine.run({"triangle", tiles,
              [&](Index tile) {
                const Index first = tile * columns_a_tile;
                const Index count = std::min(columns_a_tile, p - first);
                const std::span<const Index> as(all.data() + first, static_cast<std::size_t>(count));
                const std::span<const Index> bs(all.data() + first, static_cast<std::size_t>(p - first));
                std::vector<double> products(as.size() * bs.size());
                design.gram(as, bs, products.data());
                for (Index a = 0; a < count; ++a) {
                  for (Index b = a; b < p - first; ++b) G(first + b, first + a) = products[a * (p - first) + b];
                }
              },
              static_cast<double>(design.raw().stored()) * static_cast<double>(p) / 2, p});
  return G;
}

std::vector<double> correlations(const Standardized& design, std::span<const double> y, Engine& engine) {
  std::vector<double> c(static_cast<std::size_t>(design.columns()));
  std::vector<Index> all(c.size());
  std::iota(all.begin(), all.end(), Index{0});
  engine.run(
      {"triangle", design.tiles(),
       [&](Index tile) {
         const Index first = tile * design.tile_columns();
         const Index count = std::min(design.tile_columns(), design.columns() - first);
         design.correlations({all.data() + first, static_cast<std::size_t>(count)}, y.data(), 0.0, c.data() + first);
       },
       static_cast<double>(design.raw().stored()), design.columns()});
  return c;
}

// G becomes the lower factor of itself, lifted.
bool factorize(Eigen::MatrixXd& G, Engine& engine, double& lift) {
  bool done = false;
  engine.run({"triangle", 1,
              [&](Index) {
                for (const double next : lifts) {
                  lift = next;
                  Eigen::MatrixXd L = G;
                  L.diagonal() *= 1 + lift;
                  const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> factor(L);
                  done = factor.info() == Eigen::Success;
                  if (!done) continue;
                  G.swap(L);
                  return;
                }
              },
              std::pow(static_cast<double>(G.rows()), 3) / 6});
  return done;
}

}  // namespace

std::optional<Triangle> Triangle::of(const Standardized& design, std::span<const double> y, Engine& engine) {
  const Index p = design.columns();
  const Index m = p + 1;
  const auto rows = static_cast<double>(design.rows());
  Eigen::MatrixXd G = gram_of(design, engine);
  std::vector<double> lengths(static_cast<std::size_t>(p));
  for (Index j = 0; j < p; ++j) {
    lengths[j] = std::sqrt(design.square(j));
    G(j, j) = design.usable(j) ? design.square(j) : 1.0;
    if (design.usable(j)) continue;
    G.row(j).head(j).setZero();
    G.col(j).tail(p - j - 1).setZero();
  }
  double lift = 0;
  if (!factorize(G, engine, lift)) return std::nullopt;

  const std::vector<double> c = correlations(design, y, engine);
  std::vector<double> z(c);
  for (Index j = 0; j < p; ++j) z[j] = design.usable(j) ? c[j] : 0.0;
  Eigen::Map<Eigen::VectorXd> explained(z.data(), p);
  G.triangularView<Eigen::Lower>().solveInPlace(explained);
  const double square = dot(y.data(), y.data(), design.rows()) / rows;
  z.push_back(std::sqrt(std::max(square - explained.squaredNorm(), 0.0)));

  const double root = std::sqrt(static_cast<double>(m));
  for (double& value : z) value *= root;
  std::vector<double> R(static_cast<std::size_t>(m * p));
  for (Index j = 0; j < p; ++j) {
    if (!design.usable(j)) continue;
    for (Index i = 0; i <= j; ++i) R[j * m + i] = root * G(j, i);
  }
  // An inner product is a sum of sums over 512 rows, each in eight lanes.
  const double unit = lift + epsilon * (64 + rows / 512 + static_cast<double>(p));
  return Triangle(Dense<double>(m, p, std::move(R)), std::move(z), std::move(lengths), unit);
}

// With U = sum_j |u_j| |x~_j|, in units of |y|, every inner product of the certificate is off by at most
// unit (1 + U)^2; the dual point is scaled by threshold / gradient, and with it |y|^2 / n.
double Triangle::rounding(std::span<const Index> variables, std::span<const double> u, const Penalty& penalty) const {
  const double norm = std::sqrt(dot(y_.data(), y_.data(), X_.rows()) / static_cast<double>(X_.rows()));
  if (norm == 0) return 0;
  double sum = 0;
  for (const Index j : variables) sum += std::abs(u[j]) * lengths_[j];
  const double U = sum / norm;
  double steepest = 0;
  for (Index j = 0; j < X_.columns(); ++j) steepest = std::max(steepest, lengths_[j] / penalty.factor(j));
  if (steepest == 0) return 0;
  const double scaling = norm * steepest / (std::max(penalty.alpha, 1e-3) * penalty.lambda);
  return unit_ * (1 + U) * ((1 + U) + 2 * scaling);
}

bool worth_a_triangle(const AnyMatrix& X, const Settings& settings) {
  constexpr double packed = 8;            // multiply-adds of products of dense columns in the time of one of a pass
  constexpr double passes_a_point = 1.5;  // over X, beside them
  constexpr double passes = 4;
  constexpr double vectors = 4;  // of n numbers that a pass goes with
  const auto& factors = settings.penalty_factors;
  if (!is_plain(settings, X.columns()) || std::find(factors.begin(), factors.end(), 0.0) != factors.end()) return false;
  const auto n = static_cast<double>(X.rows());
  const auto p = static_cast<double>(X.columns());
  const auto stored = static_cast<double>(X.stored());
  if (n < 4 * p) return false;
  const bool dense = X.stored() == X.rows() * X.columns();
  const auto points =
      static_cast<double>(!settings.lambdas.empty()                  ? static_cast<Index>(settings.lambdas.size())
                          : settings.lambda || settings.lambda_ratio ? 1
                                                                     : settings.path.value_or(usual_points));
  const double products = p * stored / 2 / (dense ? packed : 1);
  return products < (stored + vectors * n) * (passes + passes_a_point * points);
}

}  // namespace strads::linear
