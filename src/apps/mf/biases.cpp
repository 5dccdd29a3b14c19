#include "apps/mf/biases.hpp"

#include <cmath>
#include <numbers>

#include "apps/mf/state/state.hpp"
#include "apps/mf/tiles.hpp"

namespace strads::mf {
namespace {

constexpr int most_sweeps = 50;
constexpr double settled = 1e-4;  // of the noise: what a sweep still changes

// Of one side's rows with ratings, after their update.
struct Sums {
  double rows = 0;
  double moment = 0;      // bias^2 + variance
  double logarithms = 0;  // of variances
  double gain = 0;        // what the biases take off the squares of the errors without them
  double spread = 0;      // what the variances add to them
  double others = 0;      // what these biases, fixed, take off the squares of the ratings

  friend Sums operator+(const Sums& a, const Sums& b) {
    return {a.rows + b.rows, a.moment + b.moment, a.logarithms + b.logarithms,
            a.gain + b.gain, a.spread + b.spread, a.others + b.others};
  }
  [[nodiscard]] double divergence(double variance) const {
    return (moment / variance + rows * (std::log(variance) - 1) - logarithms) / 2;
  }
};

// Of term(k) for k in [first, last): in four sums, since each addition waits for the last to its own.
template <class Term>
double sum_of(Index first, Index last, const Term& term) {
  constexpr Index lanes = 4;
  double sums[lanes] = {};
  Index k = first;
  for (; k + lanes <= last; k += lanes) {
    for (Index lane = 0; lane < lanes; ++lane) sums[lane] += term(k + lane);
  }
  for (; k < last; ++k) sums[0] += term(k);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

// Of each row, the sum of its ratings less the mean of all.
std::vector<double> totals_of(const RatingRows& ratings, double mean, Engine& engine) {
  std::vector<double> totals(static_cast<std::size_t>(ratings.rows()));
  const auto value = [&](Index k) { return ratings.values[k] - mean; };
  for_tiles("biases", ratings.rows(), rows_a_tile, static_cast<double>(ratings.values.size()), engine,
            [&](Index first, Index last) {
              for (Index row = first; row < last; ++row) {
                totals[row] = sum_of(ratings.starts[row], ratings.starts[row + 1], value);
              }
            });
  return totals;
}

double squares_about(double mean, const RatingRows& ratings, Engine& engine) {
  const auto square = [&](Index k) { return (ratings.values[k] - mean) * (ratings.values[k] - mean); };
  return sum_over_tiles(
      "biases", ratings.rows(), rows_a_tile, static_cast<double>(ratings.values.size()), engine, 0.0,
      [&](Index first, Index last) { return sum_of(ratings.starts[first], ratings.starts[last], square); });
}

// Ratings themselves are met in `totals` alone: a sweep reads half as much. `met_any`: biases of the other side are
// known.
Sums update(const Side& side, const std::vector<double>& totals, bool met_any, double variance, double noise,
            Engine& engine) {
  const RatingRows& ratings = side.ratings;
  const double penalty = noise / variance;
  const auto met = [&](Index k) { return static_cast<double>(side.others.bias(ratings.others[k])); };
  return sum_over_tiles("biases", ratings.rows(), rows_a_tile, static_cast<double>(ratings.values.size()), engine,
                        Sums{}, [&](Index first, Index last) {
                          Sums sums;
                          for (Index row = first; row < last; ++row) {
                            const auto count = static_cast<double>(ratings.size(row));
                            if (count == 0) continue;
                            const double total =
                                met_any ? totals[row] - sum_of(ratings.starts[row], ratings.starts[row + 1], met)
                                        : totals[row];
                            const double spread = noise / (count + penalty);
                            const double bias = static_cast<float>(total / (count + penalty));
                            side.own.bias(row) = static_cast<float>(bias);
                            sums.rows += 1;
                            sums.moment += bias * bias + spread;
                            sums.logarithms += std::log(spread);
                            sums.gain += bias * (2 * total - count * bias);
                            sums.spread += count * spread;
                            sums.others += bias * (2 * totals[row] - count * bias);
                          }
                          return sums;
                        });
}

}  // namespace

Biases fit_biases(const Ratings& train, Engine& engine) {
  Settings settings;
  settings.rank = 1;
  settings.reg = 0;
  State state(train, settings);
  const auto count = static_cast<double>(train.count());
  const auto least = [&](double variance) { return std::max(variance, 1e-12 * state.noise); };
  double user_variance = 0.2 * state.spread;
  double item_variance = 0.2 * state.spread;
  const auto user_totals = totals_of(train.by_user(), state.model.mean, engine);
  const auto item_totals = totals_of(train.by_item(), state.model.mean, engine);
  const double all_squares = squares_about(state.model.mean, train.by_user(), engine);
  double squares = 0;
  Biases result;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    const Sums items = update(state.side(Phase::items), item_totals, sweep > 0, item_variance, state.noise, engine);
    const Sums users = update(state.side(Phase::users), user_totals, true, user_variance, state.noise, engine);
    const double before = state.noise;
    squares = std::max(all_squares - items.others - users.gain, 0.0);
    const double expected = squares + users.spread + items.spread;
    state.set_noise(expected / count);
    user_variance = least(users.moment / users.rows);
    item_variance = least(items.moment / items.rows);
    result.free_energy = count / 2 * std::log(2 * std::numbers::pi * state.noise) + expected / (2 * state.noise) +
                         users.divergence(user_variance) + items.divergence(item_variance);
    if (std::abs(state.noise - before) <= settled * before) break;
  }
  const double variance = state.variance > state.least_noise ? state.variance : moments_of(train).variance();
  result.train = {std::sqrt(variance), std::sqrt(squares / count)};
  result.model = std::move(state.model);
  result.noise = state.noise;
  result.penalties = {state.noise / user_variance, state.noise / item_variance};
  return result;
}

}  // namespace strads::mf
