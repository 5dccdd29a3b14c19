#include "apps/linear/cross_validation.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "apps/linear/part.hpp"
#include "strads/error.hpp"
#include "strads/random.hpp"
#include "strads/span.hpp"

namespace strads::linear {
namespace {

constexpr std::uint64_t stream = 0xF01D;  // of random numbers: folds follow the seed, not what else is drawn

struct Fold {
  double rows = 0;
  double null_error = 0;
  std::vector<double> error;  // of each point
};

CrossValidation::Point average(const std::vector<Fold>& folds, std::size_t point) {
  double rows = 0;
  double total = 0;
  for (const Fold& fold : folds) {
    rows += fold.rows;
    total += fold.rows * fold.error[point];
  }
  const double mean = total / rows;
  double squares = 0;
  for (const Fold& fold : folds) squares += fold.rows * (fold.error[point] - mean) * (fold.error[point] - mean);
  return {mean, std::sqrt(squares / rows / static_cast<double>(folds.size() - 1))};
}

void choose(CrossValidation& result) {
  const auto& points = result.points;
  const auto less = [](const auto& a, const auto& b) { return a.error < b.error; };
  const auto least = std::min_element(points.begin(), points.end(), less);
  const double most = least->error + least->standard_error;
  const auto one_se =
      std::find_if(points.begin(), points.end(), [&](const auto& point) { return point.error <= most; });
  result.least = least - points.begin();
  result.one_se = one_se - points.begin();
}

}  // namespace

std::vector<Index> deal_folds(Index rows, Index folds, std::uint64_t seed) {
  if (folds < 2 || folds > rows) {
    throw Error(ErrorKind::mismatch, std::to_string(folds) + " folds of " + std::to_string(rows) +
                                         " rows: there must be at least two, and a row for each");
  }
  std::vector<Index> fold_of(static_cast<std::size_t>(rows));
  for (Index i = 0; i < rows; ++i) fold_of[i] = i % folds;
  Random random(seed, stream);
  for (Index i = rows - 1; i > 0; --i) std::swap(fold_of[i], fold_of[random.below(i + 1)]);  // Fisher and Yates
  return fold_of;
}

std::vector<Index> folds_of(std::span<const double> labels) {
  std::map<double, Index> folds;
  for (const double label : labels) {
    if (!std::isfinite(label)) throw Error(ErrorKind::mismatch, "the fold of a row must be a number");
    folds.emplace(label, 0);
  }
  if (folds.size() < 2) throw Error(ErrorKind::mismatch, "cross-validation needs at least two folds");
  Index next = 0;
  for (auto& [label, fold] : folds) fold = next++;
  std::vector<Index> fold_of;
  fold_of.reserve(labels.size());
  for (const double label : labels) fold_of.push_back(folds.at(label));
  return fold_of;
}

CrossValidation cross_validate(const AnyMatrix& X, std::span<const double> y, const Settings& settings,
                               const Result& whole, std::span<const Index> fold_of, const FoldObserver& begin) {
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [start] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  Settings of_fold = settings;
  of_fold.engine.log = nullptr;
  of_fold.knots = false;
  of_fold.lambdas.clear();
  for (const Point& point : whole.points) of_fold.lambdas.push_back(point.lambda);

  CrossValidation result;
  result.folds = *std::max_element(fold_of.begin(), fold_of.end()) + 1;
  std::vector<Fold> folds;
  for (Index fold = 0; fold < result.folds; ++fold) {
    const Span span("fold", SpanKind::part, fold);
    begin(fold, result.folds, seconds());
    std::vector<Index> rows;
    std::vector<Index> others;
    for (Index i = 0; i < X.rows(); ++i) (fold_of[i] == fold ? others : rows).push_back(i);
    const Part known = part(X, y, rows, rows);
    of_fold.engine.time_limit = std::max(settings.engine.time_limit - whole.seconds - seconds(), 0.0);
    const Result fitted = fit(known.X, known.y, of_fold);
    result.stop = fitted.stop;
    if (fitted.stop != StopReason::converged) break;
    ++result.fitted;
    const Part held_out = part(X, y, others, rows);
    folds.push_back({static_cast<double>(held_out.y.size()), null_error(known, held_out, settings.intercept), {}});
    for (const Point& point : fitted.points) folds.back().error.push_back(mean_squared_error(held_out, point));
  }
  if (result.stop == StopReason::converged) {
    for (std::size_t k = 0; k < whole.points.size(); ++k) result.points.push_back(average(folds, k));
    for (const Fold& fold : folds) result.null_error += fold.rows * fold.null_error / static_cast<double>(X.rows());
    choose(result);
  }
  result.seconds = seconds();
  return result;
}

}  // namespace strads::linear
