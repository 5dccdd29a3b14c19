#include "apps/mf/state/state.hpp"

#include <algorithm>
#include <cmath>

#include "linalg/lanes.hpp"

namespace strads::mf {
namespace {

// What the factors explain of the ratings' variance, and the biases of each side, before anything is known. A third
// and a fifth: on MovieLens between a half and twice as much end alike.
constexpr double share_of_factors = 0.32;
constexpr double share_of_biases = 0.2;

constexpr double resolution = 6e-8;  // of floats, relative

// Of ratings that are met exactly: a ten-thousandth of their deviation, and no less than floats resolve of them.
double least_noise_of(const Moments& of) {
  const double least = std::max(1e-8 * of.variance(), resolution * resolution * of.square);
  return least > 0 ? least : 1.0;  // all ratings are 0
}

Prior prior_of(const RatingRows& rows, const Settings& settings, double BiasPenalties::*side, double spread) {
  if (settings.reg) {
    Prior prior = Prior::fixed(rows, *settings.reg, settings.reg_exponent);
    if (settings.bias_penalties) return prior.penalize_biases((*settings.bias_penalties).*side);
    return prior.weigh_biases(settings.bias_weight);
  }
  // rank products of two such numbers have the wanted variance; of more than `sharing` factors, those that count do.
  constexpr Index sharing = 64;
  const double variance = std::sqrt(share_of_factors * spread / static_cast<double>(std::min(settings.rank, sharing)));
  return Prior::learned(settings.rank, variance, share_of_biases * spread, spread);
}

}  // namespace

double Moments::variance() const {
  const double found = square - mean * mean;
  return found > resolution * resolution * square ? found : 0.0;
}

Moments moments_of(const Ratings& ratings) {
  const auto& values = ratings.by_user().values;
  const std::size_t count = values.size();
  Lanes sums{};
  Lanes squares{};
  Lanes part;
  std::size_t at = 0;
  for (; at + lane_count <= count; at += lane_count) {
    load(values.data() + at, part);
    sums += part;
    squares += part * part;
  }
  double total = sum(sums);
  double total_squares = sum(squares);
  for (; at < count; ++at) {
    total += values[at];
    total_squares += static_cast<double>(values[at]) * values[at];
  }
  return {total / static_cast<double>(count), total_squares / static_cast<double>(count)};
}

State::State(const Ratings& train, const Settings& settings) : State(train, settings, moments_of(train)) {}

State::State(const Ratings& train, const Settings& settings, const Moments& of)
    : ratings(train),
      model{settings.bias ? of.mean : 0.0,
            settings.bias,
            Factors(train.users(), settings.rank, !settings.reg),
            Factors(train.items(), settings.rank, !settings.reg),
            {},
            {}},
      least_noise(least_noise_of(of)),
      spread(std::max(of.square - model.mean * model.mean, least_noise)),
      average(of.mean),
      variance(std::max(of.variance(), least_noise)),
      noise(spread),
      user_prior(prior_of(train.by_user(), settings, &BiasPenalties::users, noise)),
      item_prior(prior_of(train.by_item(), settings, &BiasPenalties::items, noise)),
      user_misfits(static_cast<std::size_t>(train.users())),
      item_misfits(static_cast<std::size_t>(train.items())) {}

void State::hold_noise(double held) {
  set_noise(held);
  for (Prior* prior : {&user_prior, &item_prior}) prior->learn(prior->variances(), prior->bias_variance(), noise);
}

}  // namespace strads::mf
