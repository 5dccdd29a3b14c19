#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>

#include "c/guarded.hpp"
#include "c/observers.hpp"
#include "c/settings.hpp"
#include "strads/lasso.hpp"
#include "strads/strads.h"

using strads::Dense;
using strads::Index;
using strads::c::guarded;
using strads::c::mismatch;

struct strads_path {
  Index columns;
  strads::linear::Result result;
};

namespace {

std::span<const double> finite(const double* values, Index count, const char* what) {
  const std::span all(values, static_cast<std::size_t>(count));
  if (!std::all_of(all.begin(), all.end(), [](double value) { return std::isfinite(value); })) {
    mismatch(std::string(what) + " has a value that is not finite");
  }
  return all;
}

Dense<double> matrix(Index rows, Index columns, const double* x) {
  if (rows < 1 || columns < 1) mismatch("x must have a row and a column at least");
  finite(x, rows * columns, "x");
  return Dense<double>::view(rows, columns, x);
}

const strads::linear::Point& point_of(const strads_path& path, Index point) {
  const auto count = static_cast<Index>(path.result.points.size());
  if (point < 0 || point >= count) {
    mismatch("the path has " + std::to_string(count) + " points, counted from 0, and no point " +
             std::to_string(point));
  }
  return path.result.points[static_cast<std::size_t>(point)];
}

}  // namespace

strads_status strads_lasso_fit(int64_t rows, int64_t columns, const double* x, const double* y,
                               const strads_settings* settings, strads_path** path) {
  return guarded([&] {
    const strads_settings defaults;
    const strads_settings& chosen = settings == nullptr ? defaults : *settings;
    strads::c::require_lasso(chosen);
    const auto X = matrix(rows, columns, x);
    strads::c::LassoObserver observer(chosen);
    *path = new strads_path{columns,
                            strads::linear::fit(X, finite(y, rows, "y"), strads::c::begin_lasso(chosen), observer)};
  });
}
void strads_path_free(strads_path* path) { delete path; }
int64_t strads_path_points(const strads_path* path) { return static_cast<int64_t>(path->result.points.size()); }
int strads_path_converged(const strads_path* path) {
  return path->result.stop == strads::StopReason::converged ? 1 : 0;
}
const char* strads_path_stop(const strads_path* path) { return strads::name(path->result.stop).data(); }
void strads_path_describe(const strads_path* path, double* lambdas, double* gaps, int64_t* nonzero) {
  for (const auto& point : path->result.points) {
    if (lambdas != nullptr) *lambdas++ = point.lambda;
    if (gaps != nullptr) *gaps++ = point.duality_gap;
    if (nonzero != nullptr) *nonzero++ = point.nonzero;
  }
}
void strads_path_explained(const strads_path* path, double* explained) {
  for (const auto& point : path->result.points) *explained++ = point.explained;
}
strads_status strads_path_coefficients(const strads_path* path, int64_t point, double* intercept,
                                       double* coefficients) {
  return guarded([&] {
    const auto& chosen = point_of(*path, point);
    *intercept = chosen.intercept;
    std::fill_n(coefficients, path->columns, 0.0);
    for (std::size_t k = 0; k < chosen.index.size(); ++k) coefficients[chosen.index[k]] = chosen.value[k];
  });
}
strads_status strads_path_predict(const strads_path* path, int64_t point, int64_t rows, int64_t columns,
                                  const double* x, double* predictions) {
  return guarded([&] {
    if (columns != path->columns) {
      mismatch("x has " + std::to_string(columns) + " columns, the path was fitted to " +
               std::to_string(path->columns));
    }
    const auto found = strads::linear::predict(point_of(*path, point), matrix(rows, columns, x));
    std::copy(found.begin(), found.end(), predictions);
  });
}
