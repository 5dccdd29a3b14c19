// K-fold cross-validation of a fit: which lambda predicts best what it has not seen.
//
// The rows of each fold are left out once, the model is fitted to the others at the same lambdas, and predicts them. As
// in Hastie, Tibshirani and Friedman 2009 (section 7.10) and glmnet, with n_f rows in fold f and e_f the mean of its
// squared errors at a lambda:
//
//   error = sum_f n_f e_f / n,     standard error = sqrt( sum_f n_f (e_f - error)^2 / n / (K - 1) )
//
// A missing entry of X counts as the mean of its column over the rows that are fitted, in those left out too. Folds are
// fitted one after another, each on all threads; a copy of the rows of one fit is held (none for genotypes).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "strads/linear.hpp"

namespace strads::linear {

// Folds of nearly equal size at random: the fold of each row, from 0. 2 <= folds <= rows, else Error (mismatch).
[[nodiscard]] std::vector<Index> deal_folds(Index rows, Index folds, std::uint64_t seed);
// From labels, one a row: rows of one label are a fold. Error (mismatch) unless there are at least two labels, all
// finite.
[[nodiscard]] std::vector<Index> folds_of(std::span<const double> labels);

struct CrossValidation {
  struct Point {
    double error = 0;  // mean squared error of the held-out predictions
    double standard_error = 0;
  };
  Index folds = 0;
  Index fitted = 0;                         // of them: all, unless one did not converge
  std::vector<Point> points;                // one a point of the whole fit; none when a fold did not converge
  double null_error = 0;                    // of predicting the mean of the other folds (0 without an intercept)
  Index least = 0;                          // the point with the least error, the first of several
  Index one_se = 0;                         // the first point whose error is at most that error and its standard error
  StopReason stop = StopReason::converged;  // of the first fold that did not
  double seconds = 0;
};

// `whole` is the converged fit of all rows with `settings`; `fold_of` has the fold of each row, all of 0 ... K - 1.
// Limits on rounds hold for each fit, that on time for all together with `whole`. `begin` is called before each fold's
// fit with the seconds since the first.
using FoldObserver = std::function<void(Index fold, Index folds, double seconds)>;
CrossValidation cross_validate(const AnyMatrix& X, std::span<const double> y, const Settings& settings,
                               const Result& whole, std::span<const Index> fold_of, const FoldObserver& begin);

}  // namespace strads::linear
