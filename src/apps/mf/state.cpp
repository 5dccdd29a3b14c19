#include "apps/mf/state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace strads::mf {
namespace {

// What the factors explain of the ratings' variance, and the biases of each side, before anything is known. A third
// and a fifth: on MovieLens between a half and twice as much end alike.
constexpr double share_of_factors = 0.32;
constexpr double share_of_biases = 0.2;

double mean_of(const Ratings& ratings) {
  const auto& values = ratings.by_user().values;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double squares_around(const Ratings& ratings, double mean) {
  double squares = 0;
  for (const float value : ratings.by_user().values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(ratings.count());
}

Prior prior_of(const RatingRows& rows, const Settings& settings, double spread) {
  if (settings.reg) return Prior::fixed(rows, *settings.reg, settings.reg_exponent);
  // rank products of two such numbers have the wanted variance.
  const double variance = std::sqrt(share_of_factors * spread / static_cast<double>(settings.rank));
  return Prior::learned(settings.rank, variance, share_of_biases * spread, spread);
}

}  // namespace

State::State(const Ratings& train, const Settings& settings)
    : ratings(train),
      model{settings.bias ? mean_of(train) : 0.0, settings.bias, Factors(train.users(), settings.rank, !settings.reg),
            Factors(train.items(), settings.rank, !settings.reg)},
      least_noise(std::max(1e-8 * squares_around(train, 0), 1e-30)),
      spread(std::max(squares_around(train, model.mean), least_noise)),
      noise(spread),
      user_prior(prior_of(train.by_user(), settings, noise)),
      item_prior(prior_of(train.by_item(), settings, noise)),
      user_misfits(static_cast<std::size_t>(train.users())),
      item_misfits(static_cast<std::size_t>(train.items())) {}

}  // namespace strads::mf
