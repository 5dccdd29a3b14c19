// Rows held out of a fit: how well each lambda of a path predicts them, and where the path has passed its best.
#pragma once

#include <span>
#include <vector>

#include "apps/linear/part.hpp"
#include "strads/linear.hpp"

namespace strads::linear {

// What a row is to a fit.
enum class Role : char { fitted, held_out, unused };

// The rows of each role but `unused`. Error (mismatch) unless there is at least one of either.
struct Split {
  Part fitted;
  Part held_out;  // a missing entry of X counts as the mean of its column over the rows that are fitted
};
[[nodiscard]] Split split(const AnyMatrix& X, std::span<const double> y, std::span<const Role> roles);

struct Validation {
  struct Point {
    double error = 0;      // mean squared error on the rows held out
    double explained = 0;  // 1 - error / null_error: R2, as told of them; below 0 where the mean predicts better
  };
  Index rows = 0;             // held out
  double null_error = 0;      // of predicting the mean of the rows fitted (0 without an intercept)
  std::vector<Point> points;  // one a point of the fit
  Index best = 0;             // the point with the least error, the first of several
};

// Takes the points of a path as they come. O(rows held out * coefficients) each, on one thread.
class Validator {
 public:
  // `patience`: so many points in a row that predict no better than the best before them are enough.
  Validator(const Split& split, bool intercept, Index patience);

  void add(const Point& point);
  [[nodiscard]] bool enough() const;
  [[nodiscard]] const Validation& found() const { return found_; }

 private:
  const Part& held_out_;
  Index patience_;
  Validation found_;
};

}  // namespace strads::linear
