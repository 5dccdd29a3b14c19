#include "apps/mf/learn.hpp"

#include <cmath>
#include <numbers>

#include "apps/mf/tiles.hpp"

namespace strads::mf {
namespace {

// Over the rows of a side that have ratings.
struct SideSums {
  explicit SideSums(Index rank) : moments(static_cast<std::size_t>(rank), 0.0) {}

  double rows = 0;
  std::vector<double> moments;  // mean^2 + variance, by coordinate
  double bias_moment = 0;
  double logarithms = 0;  // of all variances
  double bias_logarithms = 0;
  double bias_spread = 0;  // variance of the bias, times the row's ratings

  friend SideSums operator+(SideSums a, const SideSums& b) {
    a.rows += b.rows;
    for (std::size_t k = 0; k < a.moments.size(); ++k) a.moments[k] += b.moments[k];
    a.bias_moment += b.bias_moment;
    a.logarithms += b.logarithms;
    a.bias_logarithms += b.bias_logarithms;
    a.bias_spread += b.bias_spread;
    return a;
  }
};

// Of eight numbers at a time: the product of eight floats is far from the ends of double.
double sum_of_logarithms(const Bfloat* values, Index count) {
  double total = 0;
  for (Index k = 0; k < count; k += 8) {
    double product = 1;
    for (Index i = k; i < std::min(k + 8, count); ++i) product *= to_float(values[i]);
    total += std::log(product);
  }
  return total;
}

SideSums sums_of(const RatingRows& ratings, const Factors& factors, Engine& engine) {
  const Index rank = factors.rank();
  return sum_over_tiles("learn", factors.rows(), rows_a_tile, static_cast<double>(factors.rows() * rank), engine,
                        SideSums(rank), [&](Index first, Index last) {
                          SideSums sums(rank);
                          for (Index row = first; row < last; ++row) {
                            const auto count = static_cast<double>(ratings.size(row));
                            if (count == 0) continue;
                            const float* w = factors.row(row);
                            const Bfloat* v = factors.variances(row);
                            sums.rows += 1;
                            for (Index k = 0; k < rank; ++k) sums.moments[k] += w[k] * w[k] + to_float(v[k]);
                            sums.logarithms += sum_of_logarithms(v, rank);
                            const double bias = factors.bias(row);
                            const double bias_variance = factors.bias_variance(row);
                            if (bias_variance == 0) continue;  // no bias in the model
                            sums.bias_moment += bias * bias + bias_variance;
                            sums.bias_logarithms += std::log(bias_variance);
                            sums.bias_spread += count * bias_variance;
                          }
                          return sums;
                        });
}

// Sets the prior to the moments; returns the divergence of the side's posterior from it.
double learn(Prior& prior, SideSums sums, bool bias, double noise) {
  const auto divergence = [&](double moment, double tau) { return sums.rows * (moment / tau - 1 + std::log(tau)); };
  for (double& moment : sums.moments) moment /= sums.rows;
  sums.bias_moment = bias ? sums.bias_moment / sums.rows : prior.bias_variance();
  const std::vector<double> moments = sums.moments;
  prior.learn(std::move(sums.moments), sums.bias_moment, noise);
  double total = -sums.logarithms;
  for (std::size_t k = 0; k < moments.size(); ++k) total += divergence(moments[k], prior.variances()[k]);
  if (bias) total += divergence(sums.bias_moment, prior.bias_variance()) - sums.bias_logarithms;
  return total / 2;
}

double likelihood_part(const State& state, double squares) {
  const auto count = static_cast<double>(state.ratings.count());
  return count / 2 * std::log(2 * std::numbers::pi * state.noise) + squares / (2 * state.noise);
}

}  // namespace

double learn(State& state, const Misfit& found, Engine& engine) {
  SideSums users = sums_of(state.ratings.by_user(), state.model.users, engine);
  SideSums items = sums_of(state.ratings.by_item(), state.model.items, engine);
  const double squares = found.squares + found.spread + users.bias_spread + items.bias_spread;
  state.set_noise(squares / static_cast<double>(state.ratings.count()));
  const bool bias = state.model.bias;
  const double divergence = learn(state.user_prior, std::move(users), bias, state.noise) +
                            learn(state.item_prior, std::move(items), bias, state.noise);
  return likelihood_part(state, squares) + divergence;
}

double free_energy_at_start(const State& state) {
  return likelihood_part(state, state.spread * static_cast<double>(state.ratings.count()));
}

}  // namespace strads::mf
