#include "apps/linear/direct/sparse_newton.hpp"

#include <algorithm>
#include <cmath>

#include "apps/linear/direct/products.hpp"
#include "apps/linear/dot.hpp"
#include "apps/linear/loss/gap.hpp"
#include "apps/linear/state/line_search.hpp"

namespace strads::linear {
namespace {

constexpr double reduction = 0.1;    // of the gap: what is awake lacks others, more digits are worth nothing yet
constexpr double forcing = 0.1;      // of the equations' right side, in the preconditioner's norm
constexpr int most_iterations = 60;  // of conjugate gradients in one step
constexpr int most_steps = 60;
constexpr double shortest_clipped = 0.1;  // of a Newton step
constexpr double shortest = 1e-3;         // of a proximal one: below, the way is not worth going

double dot(std::span<const double> a, std::span<const double> b) {
  return linear::dot(a.data(), b.data(), static_cast<Index>(a.size()));
}

}  // namespace

double SparseNewton::multiply(std::span<const double> v, std::vector<double>& image, Engine& engine) {
  spread_.assign(design_.columns(), 0.0);
  for (std::size_t k = 0; k < v.size(); ++k) spread_[variables_[k]] = v[k];
  return rows_.multiply(spread_, image, engine);
}

double SparseNewton::penalties(std::span<const double> u) const {
  double sum = 0;
  for (std::size_t k = 0; k < u.size(); ++k) sum += penalty_->value(variables_[k], u[k]);
  return sum;
}

void SparseNewton::see(std::span<const double> r, Engine& engine) {
  correlations(design_, "sparse newton", variables_, r, c_, engine);
}

double SparseNewton::gap(std::span<const double> r) const {
  const auto n = static_cast<double>(r.size());
  return duality_gap(gap_terms(*penalty_, variables_, u_, c_, dot(r, r), n), *penalty_, n);
}

// 0: the coefficient is to be zero. A coefficient keeps its sign for one step.
void SparseNewton::name_signs() {
  signs_.resize(u_.size());
  for (std::size_t k = 0; k < u_.size(); ++k) {
    const Index j = variables_[k];
    const double square = design_.square(j);
    const double next = penalty_->minimizer(j, c_[k] + square * u_[k], square);
    signs_[k] = next > 0 ? 1 : (next < 0 ? -1 : 0);
    if (penalty_->kinked() && next * u_[k] < 0) signs_[k] = 0;
  }
}

// The step to the solution of the normal equations, signs held, roughly; and its image.
void SparseNewton::newton_step(std::span<const double> r, Engine& engine) {
  const auto n = static_cast<double>(r.size());
  const std::size_t m = u_.size();
  std::vector<double> rest(m);
  step_.assign(m, 0.0);
  bool leaves = false;
  for (std::size_t k = 0; k < m; ++k) {
    if (signs_[k] != 0 || u_[k] == 0) continue;
    step_[k] = -u_[k];
    leaves = true;
  }
  image_.assign(r.size(), 0.0);
  std::vector<double> change(m);
  if (leaves) {
    multiply(step_, image_, engine);
    correlations(design_, "sparse newton", variables_, image_, change, engine);
  }
  std::vector<double> way(m);
  double size = 0;
  for (std::size_t k = 0; k < m; ++k) {
    if (signs_[k] == 0) continue;
    const Index j = variables_[k];
    const double ridge = penalty_->ridge(j);
    rest[k] = c_[k] - change[k] - ridge * u_[k] - signs_[k] * penalty_->threshold(j);
    way[k] = rest[k] / (design_.square(j) + ridge);
    size += rest[k] * way[k];
  }
  const double enough = forcing * forcing * size;
  std::vector<double> image;
  for (int iteration = 0; iteration < most_iterations && size > enough; ++iteration) {
    double curvature = multiply(way, image, engine) / n;
    for (std::size_t k = 0; k < m; ++k) curvature += penalty_->ridge(variables_[k]) * way[k] * way[k];
    if (!(curvature > 0)) break;
    const double length = size / curvature;
    correlations(design_, "sparse newton", variables_, image, change, engine);
    for (std::size_t i = 0; i < image.size(); ++i) image_[i] += length * image[i];
    double next = 0;
    for (std::size_t k = 0; k < m; ++k) {
      if (signs_[k] == 0) continue;
      const Index j = variables_[k];
      const double ridge = penalty_->ridge(j);
      step_[k] += length * way[k];
      rest[k] -= length * (change[k] + ridge * way[k]);
      change[k] = rest[k] / (design_.square(j) + ridge);
      next += rest[k] * change[k];
    }
    for (std::size_t k = 0; k < m; ++k) way[k] = signs_[k] == 0 ? 0.0 : change[k] + next / size * way[k];
    size = next;
  }
}

void SparseNewton::proximal_step() {
  for (std::size_t k = 0; k < u_.size(); ++k) {
    const Index j = variables_[k];
    const double square = design_.square(j);
    step_[k] = penalty_->minimizer(j, c_[k] + square * u_[k], square) - u_[k];
  }
}

// So much of the step, what would change sign to zero, if that lowers the objective.
bool SparseNewton::take_clipped(double length, std::vector<double>& r, Engine& engine) {
  std::vector<double> way(u_.size());
  std::vector<double> there(u_.size());
  clips_ = false;
  for (std::size_t k = 0; k < u_.size(); ++k) {
    way[k] = length * step_[k];
    there[k] = u_[k] + way[k];
    if (!penalty_->kinked() || signs_[k] * there[k] >= 0) continue;
    way[k] = -u_[k];
    there[k] = 0;
    clips_ = true;
  }
  std::vector<double> clipped;
  if (clips_) {
    multiply(way, clipped, engine);
    length = 1;
  }
  const std::vector<double>& image = clips_ ? clipped : image_;
  const double fall =
      (length * dot(r, image) - length * length * dot(image, image) / 2) / static_cast<double>(r.size());
  if (!(penalties(there) - penalties(u_) < fall)) return false;
  u_ = std::move(there);
  for (std::size_t i = 0; i < r.size(); ++i) r[i] -= length * image[i];
  return true;
}

// The best length of the step; false where that is next to nothing.
bool SparseNewton::take_best(std::vector<double>& r) {
  const auto n = static_cast<double>(r.size());
  spread_.assign(design_.columns(), 0.0);
  for (std::size_t k = 0; k < u_.size(); ++k) spread_[variables_[k]] = u_[k];
  const double length = line_search(*penalty_, variables_, spread_, step_, -dot(r, image_) / n, image_square_ / n);
  if (length < shortest) return false;
  for (std::size_t k = 0; k < u_.size(); ++k) u_[k] += length * step_[k];
  for (std::size_t i = 0; i < r.size(); ++i) r[i] -= length * image_[i];
  return true;
}

bool SparseNewton::solve(std::span<const Index> variables, const Penalty& penalty, double goal, std::vector<double>& u,
                         std::vector<double>& r, Engine& engine) {
  variables_ = variables;
  penalty_ = &penalty;
  u_.assign(u.begin(), u.end());
  see(r, engine);
  double left = gap(r);
  const double target = std::max(goal, reduction * left);
  for (int step = 0; left > target && step < most_steps && engine.limit() == StopReason::converged; ++step) {
    name_signs();
    newton_step(r, engine);
    bool taken = false;
    for (double length = 1; !taken && length > shortest_clipped; length /= 2) taken = take_clipped(length, r, engine);
    if (!taken) {
      image_square_ = dot(image_, image_);
      taken = take_best(r);
    }
    if (!taken || clips_) {
      if (taken) see(r, engine);
      proximal_step();
      image_square_ = multiply(step_, image_, engine);
      if (!take_best(r) && !taken) break;
    }
    see(r, engine);
    left = gap(r);
  }
  u = u_;
  return left <= target;
}

}  // namespace strads::linear
