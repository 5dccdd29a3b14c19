#include "apps/linear/direct/ridge_space.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "apps/linear/direct/products.hpp"
#include "apps/linear/dot.hpp"

namespace strads::linear {
namespace {

constexpr double exhausted = 1e-14;  // of the largest product: what is left of one is rounding

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  return linear::dot(a.data(), b.data(), static_cast<Index>(a.size()));
}

void subtract(double share, const std::vector<double>& from, std::vector<double>& to) {
#pragma omp simd
  for (std::size_t i = 0; i < to.size(); ++i) to[i] -= share * from[i];
}

}  // namespace

RidgeSpace::RidgeSpace(const Standardized& design, std::span<const double> y, const Penalty& penalty, Index bytes)
    : design_(design),
      y_(y.begin(), y.end()),
      inverse_factors_(static_cast<std::size_t>(design.columns())),
      most_(std::max<Index>(2, bytes / (8 * (design.rows() + design.columns())))) {
  for (Index j = 0; j < design.columns(); ++j) inverse_factors_[j] = design.usable(j) ? 1 / penalty.factor(j) : 0.0;
  design.unpenalized().project(y_);
  length_ = std::sqrt(dot(y_, y_));
  whole_ = length_ == 0;
  std::vector<double> q(y_);
  for (double& value : q) value /= whole_ ? 1.0 : length_;
  vectors_.push_back(std::move(q));
}

template <class Steps>
std::vector<double> RidgeSpace::product(const char* pass, double passes, const Steps& steps, Engine& engine) const {
  const auto add = [&](Index begin, Index end, double* sum) {
    std::vector<Index> columns;
    std::vector<double> weights;
    for (Index first = begin; first < end; first += design_.tile_columns()) {
      columns.resize(static_cast<std::size_t>(std::min(design_.tile_columns(), end - first)));
      std::iota(columns.begin(), columns.end(), first);
      design_.residual_weights(columns, steps(first, columns), weights);
      design_.raw().add(columns, weights, 0, design_.rows(), sum);
    }
  };
  const double workload = passes * static_cast<double>(design_.raw().stored());
  return sum_over_columns(design_, pass, workload, design_.columns(), add, engine);
}

// A q, and X~'q / n.
std::vector<double> RidgeSpace::multiply(std::span<const double> q, std::vector<double>& image, Engine& engine) const {
  image.resize(inverse_factors_.size());
  const auto steps = [&](Index first, const std::vector<Index>& columns) {
    design_.correlations(columns, q.data(), 0.0, image.data() + first);
    std::vector<double> u(columns.size());
    for (std::size_t k = 0; k < u.size(); ++k) u[k] = image[first + k] * inverse_factors_[first + k];
    return u;
  };
  return product("ridge space", 2, steps, engine);
}

void RidgeSpace::grow(Engine& engine) {
  images_.emplace_back();
  std::vector<double> next = multiply(vectors_.back(), images_.back(), engine);
  diagonal_.push_back(dot(next, vectors_.back()));
  largest_ = std::max(largest_, diagonal_.back());
  for (int pass = 0; pass < 2; ++pass) {
    for (const auto& q : vectors_) subtract(dot(next, q), q, next);
  }
  const double length = std::sqrt(dot(next, next));
  whole_ = !(length > exhausted * largest_);
  beside_.push_back(whole_ ? 0.0 : length);
  for (double& value : next) value = whole_ ? 0.0 : value / length;
  vectors_.push_back(std::move(next));
}

// Of the vectors, in the residual: (T + rho) s = rho |y| e_1, by elimination from the last to the first.
std::vector<double> RidgeSpace::weights(double rho) const {
  const Index m = size();
  std::vector<double> pivots(static_cast<std::size_t>(m));
  for (Index k = m - 1; k >= 0; --k) {
    pivots[k] = diagonal_[k] + rho;
    if (k + 1 < m) pivots[k] -= beside_[k] * beside_[k] / pivots[k + 1];
  }
  std::vector<double> s(pivots.size());
  s[0] = rho * length_ / pivots[0];
  for (Index k = 1; k < m; ++k) s[k] = -beside_[k - 1] * s[k - 1] / pivots[k];
  return s;
}

// The gradient is that multiple of the next vector's image which `last`, the last weight, leaves: its square over twice
// the ridge. That vector's own product with A is taken for the largest so far.
double RidgeSpace::gap(double rho, double last) const {
  const double left = beside_.back() * last / rho;
  return left * left * largest_ / (2 * rho * static_cast<double>(design_.rows()));
}

// The residual is what these coefficients leave, and not what the vectors say: nothing but X is trusted.
RidgeSolution RidgeSpace::combined(double rho, const std::vector<double>& weights, Engine& engine) const {
  RidgeSolution found{std::vector<double>(inverse_factors_.size()), y_};
  const auto steps = [&](Index first, const std::vector<Index>& columns) {
    const std::span<double> u(found.u.data() + first, columns.size());
    for (Index k = 0; k < size(); ++k) {
      const double share = weights[k] / rho;
      const double* image = images_[k].data() + first;
#pragma omp simd
      for (std::size_t j = 0; j < u.size(); ++j) u[j] += share * image[j];
    }
    for (std::size_t j = 0; j < u.size(); ++j) u[j] *= inverse_factors_[first + j];
    return std::span<const double>(u);
  };
  subtract(1.0, product("ridge", 1, steps, engine), found.r);
  return found;
}

std::optional<RidgeSolution> RidgeSpace::solve(const Penalty& penalty, double goal, Engine& engine) {
  const double rho = penalty.ridge_of(1.0);
  if (!(rho > 0) || length_ == 0) return std::nullopt;
  for (;;) {
    if (size() > 0) {
      const std::vector<double> s = weights(rho);
      if (whole_ || gap(rho, s.back()) <= goal) return combined(rho, s, engine);
    }
    if (size() >= most_ || engine.limit() != StopReason::converged) return std::nullopt;
    grow(engine);
  }
}

}  // namespace strads::linear
