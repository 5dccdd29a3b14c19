// PICASSO's Lasso path to its end, for picasso.py: its own C interface stops where the last lambdas explain little.
#include <picasso/actgd.hpp>
#include <picasso/objective.hpp>
#include <vector>

namespace {

template <class Objective>
int path(const double* X, const double* y, int rows, int columns, const double* lambdas, int count, double precision,
         double* coefficients) {
  Objective objective(X, y, rows, columns, false, false, picasso::detail::DesignStorage::kBorrowedColumnMajor);
  picasso::solver::PicassoSolverParams parameters;
  parameters.set_lambdas(lambdas, count);
  parameters.reg_type = picasso::solver::L1;
  parameters.include_intercept = false;
  parameters.prec = precision;
  parameters.max_iter = 100'000'000;
  parameters.dev_ratio_max = 1;
  parameters.dev_change_min = 0;
  return picasso::solver::ActGDSolver(&objective, parameters)
      .solve_to_buffers(coefficients, nullptr, nullptr, nullptr, nullptr, nullptr);
}

}  // namespace

/// Coefficients of column-major, centred X at falling lambdas, without intercept; how many lambdas were fitted.
extern "C" int lasso_path(const double* X, const double* y, int rows, int columns, const double* lambdas, int count,
                          double precision, int covariance, double* coefficients) {
  return (covariance ? path<picasso::GaussianCovUpdateObjective>
                     : path<picasso::GaussianNaiveUpdateObjective>)(X, y, rows, columns, lambdas, count, precision,
                                                                    coefficients);
}
