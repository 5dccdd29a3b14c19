#include "apps/mf/warm_start.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>

#include "apps/mf/principal_axes.hpp"
#include "apps/mf/row/normal_equations.hpp"
#include "apps/mf/tiles.hpp"
#include "strads/random.hpp"

namespace strads::mf {
namespace {

constexpr Index lanes = float_lane_count;
// Of both sides: the first on at most so many ratings of a row, then on all, once for every 64 coordinates. Nothing is
// lost by sampling: on 19 million ratings the test error after the first full sweep is 0.7794 instead of 0.7791, on
// MovieLens 1M 0.8445 instead of 0.8450. With one sweep instead of four it is 0.8063 and 0.8699.
std::vector<Index> ratings_of_a_row(Index rank) {
  constexpr Index all = std::numeric_limits<Index>::max();
  std::vector<Index> sweeps{64, 256, 1024};
  sweeps.insert(sweeps.end(), static_cast<std::size_t>((rank + 63) / 64), all);
  return sweeps;
}

// The variance of errors, in that of what the items' biases leave: on the safe side while factors are rough, then what
// may remain after the first full sweep.
constexpr double noise_at_first = 1.25;
constexpr double noise_then = 0.75;

// Of each row the first and last tile-full of ratings: rows in index order, `ratings_a_tile` ratings and at least a
// row.
std::vector<Index> tiles_of(const RatingRows& rows) {
  constexpr Index ratings_a_tile = 8192;
  std::vector<Index> first{0};
  for (Index row = 0; row < rows.rows(); ++row) {
    if (rows.starts[row + 1] - rows.starts[first.back()] >= ratings_a_tile || row + 1 == rows.rows()) {
      first.push_back(row + 1);
    }
  }
  return first;
}

template <class Work>
void for_rows(const char* name, const RatingRows& rows, double workload, Engine& engine, const Work& work) {
  const std::vector<Index> first = tiles_of(rows);
  engine.run({name, static_cast<Index>(first.size()) - 1, [&](Index t) { work(first[t], first[t + 1]); }, workload,
              rows.rows()});
}

// Uniform numbers, each row with a stream of its own. Rows without ratings stay 0.
void draw(Factors& factors, const RatingRows& rows, double deviation, bool non_negative, std::uint64_t seed,
          std::uint64_t side, Engine& engine) {
  for_tiles("draw", factors.rows(), rows_a_tile, static_cast<double>(factors.rows() * factors.rank()), engine,
            [&](Index first, Index last) {
              for (Index row = first; row < last; ++row) {
                if (rows.size(row) == 0) continue;
                Random random(seed, 2 * static_cast<std::uint64_t>(row) + side);
                for (Index k = 0; k < factors.rank(); ++k) {
                  const double value = deviation * std::numbers::sqrt3 * (2 * random.uniform() - 1);
                  factors.row(row)[k] = static_cast<float>(non_negative ? std::abs(value) : value);
                }
                if (factors.is_rounded()) factors.round(row);
              }
            });
}

// The deviations of ratings from the mean, shrunk: the items' first biases, if there are any. Returns the squares that
// they leave, or would leave: what factors must do for mean and biases first is not noise.
double item_biases(State& state, Engine& engine) {
  const Side side = state.side(Phase::items);
  const auto mean = static_cast<float>(state.average);
  std::vector<double> spared(static_cast<std::size_t>(side.own.rows()));
  for_rows("first biases", side.ratings, static_cast<double>(state.ratings.count()), engine,
           [&](Index first, Index last) {
             for (Index row = first; row < last; ++row) {
               const auto count = static_cast<float>(side.ratings.size(row));
               if (count == 0) continue;
               float sum = 0;
               for (Index k = side.ratings.starts[row]; k < side.ratings.starts[row + 1]; ++k) {
                 sum += side.ratings.values[k] - mean;
               }
               const float bias = sum / (count + side.prior.bias(row));
               if (state.model.bias) side.own.bias(row) = bias;
               spared[row] = bias * (2.0 * sum - count * bias);
             }
           });
  return std::max(0.0, state.variance * static_cast<double>(state.ratings.count()) -
                           std::accumulate(spared.begin(), spared.end(), 0.0));
}

// Adds at most about `most` ratings of a row, in evenly spaced runs.
void add_vectors(const Side& side, Index row, Index most, double mean, const CoordinateRange& range,
                 NormalEquations& sums) {
  constexpr Index run = Panel::capacity;
  const Target target{side.others, nullptr, mean, 0.0F};
  const Index first = side.ratings.starts[row];
  const Index size = side.ratings.size(row);
  const Index runs = size <= most ? 1 : most / run;
  const Index length = size <= most ? size : run;
  for (Index k = 0; k < runs; ++k) {
    const Index from = first + size / runs * k;
    sums.add_vectors(side.ratings, from, from + length, target, range);
  }
}

// One side's update by average normal equations of at most `most` ratings a row; `moments` are those of the other side.
void average_update(State& state, Phase phase, const std::vector<double>& moments, Index most, Engine& engine) {
  const Side side = state.side(phase);
  const Index rank = side.own.rank();
  const CoordinateRange range{0, side.own.stride() / lanes, rank};
  const auto noise = static_cast<float>(state.noise);
  const bool bias = state.model.bias;
  // With next to no penalty, axes that say nothing would take rows anywhere.
  const float least =
      state.learns() ? 0.0F : 1e-3F * static_cast<float>(*std::max_element(moments.begin(), moments.end()));
  double visits = 0;
  for (Index row = 0; row < side.ratings.rows(); ++row) {
    visits += static_cast<double>(std::min(side.ratings.size(row), most));
  }
  for_rows("first factors", side.ratings, 2 * visits * static_cast<double>(rank), engine, [&](Index first, Index last) {
    NormalEquations sums(range.tiles, false);
    for (Index row = first; row < last; ++row) {
      if (side.ratings.size(row) == 0) continue;
      sums.clear();
      add_vectors(side, row, most, state.model.mean, range, sums);
      const auto count = static_cast<float>(sums.count());
      const float bias_curvature = count + side.prior.bias(row);
      const float b = bias ? static_cast<float>(sums.target_sum()) / bias_curvature : 0.0F;
      side.own.bias(row) = b;
      float* const w = side.own.row(row);
      for (Index k = 0; k < rank; ++k) {
        const float curvature = count * static_cast<float>(moments[k]) + side.prior.coordinate(row, k);
        w[k] = curvature > 0 ? (sums.products()[k] - b * sums.sums()[k]) / std::max(curvature, least) : 0.0F;
        if (side.own.has_variances()) side.own.variances(row)[k] = to_bfloat(noise / curvature);
      }
      if (bias && side.own.has_variances()) side.own.bias_variance(row) = noise / bias_curvature;
    }
  });
}

}  // namespace

void warm_start(State& state, const Settings& settings, Engine& engine) {
  const Index rank = settings.rank;
  const auto learn = [&](double noise, const std::vector<double>& variances) {
    state.set_noise(noise);
    for (Prior* prior : {&state.user_prior, &state.item_prior}) {
      prior->learn(variances, prior->bias_variance(), state.noise);
    }
  };
  const double left = item_biases(state, engine) / static_cast<double>(state.ratings.count());
  if (state.learns()) learn(noise_at_first * left, state.item_prior.variances());
  for (Factors* factors : {&state.model.users, &state.model.items}) factors->begin_rounding();
  const double variance = state.learns() ? state.item_prior.variances().front() : 0.1;
  draw(state.model.items, state.ratings.by_item(), std::sqrt(variance), false, settings.scheduler.seed, 1, engine);
  std::vector<double> moments(static_cast<std::size_t>(rank), variance);
  const std::vector<Index> sweeps = ratings_of_a_row(rank);
  for (std::size_t sweep = 0; sweep < sweeps.size(); ++sweep) {
    for (const Phase phase : {Phase::users, Phase::items}) {
      average_update(state, phase, moments, sweeps[sweep], engine);
      const bool last = sweep + 1 == sweeps.size() && phase == Phase::items;
      moments =
          last ? turn_to_principal_axes(state, Weights::ratings, engine) : turn_side(state, phase, moments, engine);
      if (moments.empty()) return state.end_rounding();
    }
  }
  if (state.learns()) learn(noise_then * left, moments);
}

void random_start(State& state, const Settings& settings, Engine& engine) {
  // In units of the square root of the ratings' deviation. Small: the first sweep is then led by the biases.
  constexpr double scale = 0.05;
  const double deviation = scale * std::pow(state.spread > 0 ? state.spread : 1.0, 0.25);
  const std::uint64_t seed = settings.scheduler.seed;
  draw(state.model.users, state.ratings.by_user(), deviation, true, seed, 0, engine);
  draw(state.model.items, state.ratings.by_item(), deviation, true, seed, 1, engine);
}

}  // namespace strads::mf
