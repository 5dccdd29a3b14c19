#include "apps/linear/direct/direct.hpp"

#include <vector>

#include "apps/linear/direct/plain.hpp"

namespace strads::linear {
namespace {

constexpr double ridge_share = 1e-7;      // of the tolerated gap: few more vectors give all digits of coefficients
constexpr double wide = 1.5;              // times the rows: so many awake are solved for on systems of rows
constexpr Index most_rows = 4096;         // of such a system
constexpr Index most_caches = 4;          // Settings::gram_cache_bytes: what its columns may take
constexpr double newton_accuracy = 0.01;  // of its solution, in units of tol: the last step brings many digits

}  // namespace

Direct::Direct(const Standardized& design, std::span<const double> response, const Settings& settings, double tolerance)
    : design_(design),
      response_(response),
      settings_(settings),
      tolerance_(tolerance),
      plain_(is_plain(settings, design.columns())) {}

bool Direct::solve(LinearProblem& problem, WorkingSet& awake, Engine& engine) {
  if (!plain_ || settings_.alpha > 0 || settings_.non_negative) return false;
  if (!ridge_) ridge_.emplace(design_, response_, problem.penalty(), settings_.gram_cache_bytes);
  const auto found = ridge_->solve(problem.penalty(), ridge_share * tolerance_, engine);
  if (!found) return false;
  awake.wake_all();
  std::vector<double> u;
  for (const Index j : awake.variables()) u.push_back(found->u[j]);
  problem.place(awake.variables(), u, found->r);
  return true;
}

bool Direct::is_wide(const LinearProblem& problem, const WorkingSet& awake) const {
  return plain_ && settings_.alpha > 0 && settings_.alpha < 1 && problem.cone().columns() == 0 &&
         design_.rows() <= most_rows &&
         8 * design_.rows() * static_cast<Index>(awake.variables().size()) <=
             most_caches * settings_.gram_cache_bytes &&
         static_cast<double>(awake.variables().size()) > wide * static_cast<double>(design_.rows());
}

bool Direct::solve_awake(LinearProblem& problem, const WorkingSet& awake, Engine& engine) {
  if (!is_wide(problem, awake)) return false;
  std::vector<double> u;
  for (const Index j : awake.variables()) u.push_back(problem.coefficients()[j]);
  const std::span<const double> now = problem.exact_residual();
  std::vector<double> r(now.begin(), now.end());
  if (!newton_) newton_.emplace(design_);
  newton_->solve(awake.variables(), problem.penalty(), newton_accuracy * settings_.tol, u, r, engine);
  problem.place(awake.variables(), u, r);
  return true;
}

}  // namespace strads::linear
