#include "cli/mf/rating_range.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/in_parallel.hpp"
#include "folder/names.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

double root_of_mean(double squares, Index count) {
  return count == 0 ? 0 : std::sqrt(squares / static_cast<double>(count));
}

}  // namespace

double RatingRange::clip(double prediction) const {
  return std::clamp(prediction, static_cast<double>(low), static_cast<double>(high));
}

RatingRange range_of(const Ratings& ratings) {
  const auto& values = ratings.by_user().values;
  if (values.empty()) return {};
  float low = values.front();
  float high = low;
  const auto count = static_cast<Index>(values.size());
#pragma omp simd reduction(min : low) reduction(max : high)
  for (Index k = 0; k < count; ++k) {
    low = std::min(low, values[k]);
    high = std::max(high, values[k]);
  }
  return {low, high};
}

std::optional<RatingRange> clip_range(const folder::FitFolder& model, bool asked) {
  const auto& summary = model.summary();
  const bool fitted = model.from_summary([](const auto& s) { return s.at("settings").value("clip", false); });
  if (!asked && !fitted) return std::nullopt;
  if (!summary.contains("range")) {
    throw Error(ErrorKind::mismatch, model.file(folder::summary_file) +
                                         " does not tell the range of the ratings; fit the model again to clip");
  }
  return model.from_summary([](const auto& s) {
    return RatingRange{s.at("range").at(0).template get<float>(), s.at("range").at(1).template get<float>()};
  });
}

double clipped_rmse(const mf::Factorization& model, const Ratings& ratings, const RatingRange& range, int threads) {
  const RatingRows& rows = ratings.by_user();
  std::vector<double> squares(static_cast<std::size_t>(rows.rows()));
  in_parallel(rows.rows(), threads, [&](Index user) {
    for (Index k = rows.starts[user]; k < rows.starts[user + 1]; ++k) {
      const double error = rows.values[k] - range.clip(model.predict(user, rows.others[k]));
      squares[user] += error * error;
    }
  });
  return root_of_mean(std::accumulate(squares.begin(), squares.end(), 0.0), ratings.count());
}

double clipped_rmse(const mf::Factorization& model, std::span<const Rating> pairs, const RatingRange& range) {
  double squares = 0;
  for (const Rating& pair : pairs) {
    const double error = pair.value - range.clip(model.predict(pair.user, pair.item));
    squares += error * error;
  }
  return root_of_mean(squares, static_cast<Index>(pairs.size()));
}

}  // namespace strads::cli
