#include "cli/mf/predicted.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace strads::cli {
namespace {

constexpr Index most_ratings = 65536;
constexpr std::size_t most_values = 20;
constexpr Index given_bins = 20;
constexpr Index predicted_bins = 32;
constexpr double infinity = std::numeric_limits<double>::infinity();

// Equal bins over [low, high]; those numbered -1 and `count` are outside.
struct Bins {
  double low = 0;
  double high = 0;
  Index count = 0;

  [[nodiscard]] Index of(double value) const {
    if (value < low) return -1;
    if (value > high) return count;
    return std::min(static_cast<Index>((value - low) / (high - low) * static_cast<double>(count)), count - 1);
  }
  [[nodiscard]] double start(Index bin) const {
    if (bin < 0) return -infinity;
    if (bin > count) return infinity;
    return low + (high - low) * static_cast<double>(bin) / static_cast<double>(count);
  }
};

std::vector<Rating> evenly_chosen(std::span<const Rating> pairs) {
  const auto count = static_cast<Index>(pairs.size());
  const Index stride = std::max<Index>((count + most_ratings - 1) / most_ratings, 1);
  std::vector<Rating> chosen;
  for (Index k = 0; k < count; k += stride) chosen.push_back(pairs[k]);
  return chosen;
}

std::vector<Rating> evenly_chosen(const Ratings& ratings) {
  const RatingRows& rows = ratings.by_user();
  const Index stride = std::max<Index>((ratings.count() + most_ratings - 1) / most_ratings, 1);
  std::vector<Rating> chosen;
  Index user = 0;
  for (Index k = 0; k < ratings.count(); k += stride) {
    while (rows.starts[user + 1] <= k) ++user;
    chosen.push_back({static_cast<std::int32_t>(user), rows.others[k], rows.values[k]});
  }
  return chosen;
}

}  // namespace

PredictedCounts count_predicted(const mf::Factorization& model, const Ratings& train, std::span<const Rating> test,
                                const RatingRange* clip) {
  const auto ratings = test.empty() ? evenly_chosen(train) : evenly_chosen(test);
  PredictedCounts counts{.of = test.empty() ? "train" : "test"};
  std::set<double> values;
  for (const Rating& rating : ratings) values.insert(rating.value);
  const double margin = *values.begin() == *values.rbegin() ? 0.5 : 0.0;
  const Bins given{*values.begin() - margin, *values.rbegin() + margin, given_bins};
  const Bins predicted{given.low, given.high, predicted_bins};

  std::map<std::pair<Index, std::pair<double, double>>, Index> cells;
  for (const auto& [user, item, value] : ratings) {
    double prediction = model.predict(user, item);
    if (!std::isfinite(prediction)) continue;
    if (clip != nullptr) prediction = clip->clip(prediction);
    const Index bin = given.of(value);
    const std::pair<double, double> own{value, value};
    ++cells[{predicted.of(prediction),
             values.size() <= most_values ? own : std::pair{given.start(bin), given.start(bin + 1)}}];
    ++counts.ratings;
  }
  for (const auto& [place, count] : cells) {
    const auto& [bin, range] = place;
    counts.rows.push_back({predicted.start(bin), predicted.start(bin + 1), range.first, range.second, count});
  }
  return counts;
}

}  // namespace strads::cli
