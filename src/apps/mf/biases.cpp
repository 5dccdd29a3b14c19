#include "apps/mf/biases.hpp"

#include <cmath>
#include <numbers>

#include "apps/mf/state.hpp"
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
  double squares = 0;     // of errors
  double spread = 0;      // what the variances add to them

  friend Sums operator+(const Sums& a, const Sums& b) {
    return {a.rows + b.rows, a.moment + b.moment, a.logarithms + b.logarithms, a.squares + b.squares,
            a.spread + b.spread};
  }
  [[nodiscard]] double divergence(double variance) const {
    return (moment / variance + rows * (std::log(variance) - 1) - logarithms) / 2;
  }
};

Sums update(const Side& side, double mean, double variance, double noise, Engine& engine) {
  const RatingRows& ratings = side.ratings;
  const double penalty = noise / variance;
  return sum_over_tiles("biases", ratings.rows(), rows_a_tile, static_cast<double>(ratings.values.size()), engine,
                        Sums{}, [&](Index first, Index last) {
                          Sums sums;
                          for (Index row = first; row < last; ++row) {
                            const auto count = static_cast<double>(ratings.size(row));
                            if (count == 0) continue;
                            double total = 0;
                            double squares = 0;
                            for (Index k = ratings.starts[row]; k < ratings.starts[row + 1]; ++k) {
                              const double left = ratings.values[k] - mean - side.others.bias(ratings.others[k]);
                              total += left;
                              squares += left * left;
                            }
                            const double bias = total / (count + penalty);
                            const double spread = noise / (count + penalty);
                            side.own.bias(row) = static_cast<float>(bias);
                            sums.rows += 1;
                            sums.moment += bias * bias + spread;
                            sums.logarithms += std::log(spread);
                            sums.squares += squares - bias * (2 * total - count * bias);
                            sums.spread += count * spread;
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
  double squares = 0;
  Biases result;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    const Sums items = update(state.side(Phase::items), state.model.mean, item_variance, state.noise, engine);
    const Sums users = update(state.side(Phase::users), state.model.mean, user_variance, state.noise, engine);
    const double before = state.noise;
    squares = std::max(users.squares, 0.0);
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
