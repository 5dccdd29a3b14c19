#include "cli/mf/predicted.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
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

// The different ratings in order; given up, and more than `most_values`, where there are more.
std::vector<double> different(const std::vector<Rating>& ratings) {
  std::vector<double> values;
  for (const Rating& rating : ratings) {
    const auto place = std::lower_bound(values.begin(), values.end(), rating.value);
    if (place != values.end() && *place == rating.value) continue;
    values.insert(place, rating.value);
    if (values.size() > most_values) break;
  }
  return values;
}

// Where ratings fall: each in a bin of its own where they are few, else in bins of one width.
struct GivenBins {
  std::vector<double> values;  // empty: bins of one width
  Bins bins;

  [[nodiscard]] Index count() const { return values.empty() ? bins.count : static_cast<Index>(values.size()); }
  [[nodiscard]] Index of(double value) const {
    if (values.empty()) return bins.of(value);
    return std::lower_bound(values.begin(), values.end(), value) - values.begin();
  }
  [[nodiscard]] double start(Index bin) const { return values.empty() ? bins.start(bin) : values[bin]; }
  [[nodiscard]] double end(Index bin) const { return values.empty() ? bins.start(bin + 1) : values[bin]; }
};

GivenBins bins_of(const std::vector<Rating>& ratings) {
  const auto by_value = [](const Rating& a, const Rating& b) { return a.value < b.value; };
  const auto [low, high] = std::minmax_element(ratings.begin(), ratings.end(), by_value);
  const double margin = low->value == high->value ? 0.5 : 0.0;
  auto values = different(ratings);
  if (values.size() > most_values) values.clear();
  return {std::move(values), {low->value - margin, high->value + margin, given_bins}};
}

}  // namespace

PredictedCounts count_predicted(const mf::Factorization& model, const Ratings& train, std::span<const Rating> test,
                                const RatingRange* clip) {
  const auto ratings = test.empty() ? evenly_chosen(train) : evenly_chosen(test);
  PredictedCounts counts{.of = test.empty() ? "train" : "test"};
  const GivenBins given = bins_of(ratings);
  const Bins predicted{given.bins.low, given.bins.high, predicted_bins};

  // By the prediction's bin, from the one below the range, then by the rating's.
  std::vector<Index> cells(static_cast<std::size_t>((predicted.count + 2) * given.count()));
  for (const auto& [user, item, value] : ratings) {
    double prediction = model.predict(user, item);
    if (!std::isfinite(prediction)) continue;
    if (clip != nullptr) prediction = clip->clip(prediction);
    ++cells[(predicted.of(prediction) + 1) * given.count() + given.of(value)];
    ++counts.ratings;
  }
  for (Index cell = 0; cell < static_cast<Index>(cells.size()); ++cell) {
    if (cells[cell] == 0) continue;
    const Index bin = cell / given.count() - 1;
    const Index rating = cell % given.count();
    counts.rows.push_back(
        {predicted.start(bin), predicted.start(bin + 1), given.start(rating), given.end(rating), cells[cell]});
  }
  return counts;
}

}  // namespace strads::cli
