#include "apps/linear/direct/direct.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "apps/linear/direct/plain.hpp"

namespace strads::linear {
namespace {

constexpr double ridge_share = 1e-7;  // of the tolerated gap: few more vectors give all digits of coefficients
constexpr double wide = 1.5;          // times the rows: so many awake are solved for on systems of rows
constexpr Index most_rows = 4096;     // of such a system
constexpr Index usual_copy = Index{512} << 20;  // bytes of other copies of columns, where no cache is asked for
constexpr Index most_copies = 4;                // that the columns of a dual, or all rows of sparse ones, may take
constexpr double sparse_share = 0.1;            // stored, of all there could be: denser columns are no sparse ones
constexpr double sparse_column = 4;       // stored entries of the mean column: below, its coefficient costs as much
constexpr double sparse_products = 60;    // passes over what is stored, as long as a move on products of columns
constexpr double most_of_it = 0.25;       // of what is stored: less awake is solved faster without the rest
constexpr Index entry_bytes = 12;         // of its copy by row
constexpr double sparse_accuracy = 0.3;   // of the tolerated gap: others may be missing
constexpr double newton_accuracy = 0.01;  // of its solution, in units of tol: the last step brings many digits

}  // namespace

Direct::Direct(const Standardized& design, std::span<const double> response, const Settings& settings, double tolerance)
    : design_(design),
      response_(response),
      settings_(settings),
      tolerance_(tolerance),
      copy_bytes_(settings.gram_cache_bytes.value_or(usual_copy)),
      plain_(is_plain(settings, design.columns())) {
  for (Index j = 0; j < design.columns(); ++j) stored_ += static_cast<double>(design.raw().stored(j));
}

bool Direct::solve(LinearProblem& problem, WorkingSet& awake, Engine& engine) {
  if (!plain_ || settings_.alpha > 0 || settings_.non_negative) return false;
  if (!ridge_) ridge_.emplace(design_, response_, problem.penalty(), copy_bytes_);
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
         8 * design_.rows() * static_cast<Index>(awake.variables().size()) <= most_copies * copy_bytes_ &&
         static_cast<double>(awake.variables().size()) > wide * static_cast<double>(design_.rows());
}

bool Direct::has_no_limit() const {
  return plain_ && !sparse_defeated_ && settings_.alpha > 0 &&
         stored_ <= sparse_share * static_cast<double>(design_.rows()) * static_cast<double>(design_.columns()) &&
         stored_ >= sparse_column * static_cast<double>(design_.columns()) &&
         entry_bytes * stored_ <= static_cast<double>(most_copies * copy_bytes_);
}

bool Direct::is_sparse(const LinearProblem& problem, const WorkingSet& awake) const {
  if (!has_no_limit() || problem.cone().columns() > 0) return false;
  double stored = 0;
  for (const Index j : awake.variables()) stored += static_cast<double>(design_.raw().stored(j));
  const auto support = static_cast<double>(std::min<Index>(std::ssize(awake.variables()), design_.rows()));
  return stored > most_of_it * stored_ && support * support > sparse_products * stored &&
         problem.suits_residual(awake.variables());
}

bool Direct::solve_sparse(LinearProblem& problem, const WorkingSet& awake, Engine& engine) {
  std::vector<double> u;
  for (const Index j : awake.variables()) u.push_back(problem.coefficients()[j]);
  const std::span<const double> now = problem.exact_residual();
  std::vector<double> r(now.begin(), now.end());
  if (!sparse_) sparse_.emplace(design_, engine);
  sparse_defeated_ = !sparse_->solve(awake.variables(), problem.penalty(), sparse_accuracy * tolerance_, u, r, engine);
  problem.place(awake.variables(), u, r);
  return !sparse_defeated_;
}

bool Direct::solve_awake(LinearProblem& problem, const WorkingSet& awake, Engine& engine) {
  if (is_sparse(problem, awake)) return solve_sparse(problem, awake, engine);
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
