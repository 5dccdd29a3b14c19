#include "apps/mf/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace strads::mf {
namespace {

constexpr Index rows_a_tile = 256;
constexpr Index pairs_a_tile = 8192;

double dot(const float* w, const float* h, Index stride) {
  FloatLanes total{};
  for (Index k = 0; k < stride; k += float_lane_count) {
    FloatLanes a;
    FloatLanes b;
    load(w + k, a);
    load(h + k, b);
    total += a * b;
  }
  return sum(total);
}

// work(first, last) summed over tiles of [0, count), in order.
template <class Work>
double sum_over(const char* name, Index count, Index a_tile, double workload, Engine& engine, const Work& work) {
  const Index tiles = (count + a_tile - 1) / a_tile;
  std::vector<double> sums(static_cast<std::size_t>(tiles));
  engine.run({name, tiles, [&](Index t) { sums[t] = work(t * a_tile, std::min(count, (t + 1) * a_tile)); }, workload});
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

double penalty(const Factors& factors, std::span<const float> penalties, Index row) {
  const float* w = factors.row(row);
  const double bias = factors.bias(row);
  return penalties[row] * (dot(w, w, factors.stride()) + bias * bias);
}

}  // namespace

double Factorization::predict(Index user, Index item) const {
  double value = mean;
  if (user >= 0) value += users.bias(user);
  if (item >= 0) value += items.bias(item);
  if (user >= 0 && item >= 0) value += dot(users.row(user), items.row(item), users.stride());
  return value;
}

Fitness fitness(const State& state, Engine& engine) {
  const Factorization& model = state.model;
  const RatingRows& ratings = state.ratings.by_user();
  std::vector<double> user_penalties(static_cast<std::size_t>(model.users.rows()));
  const double squares = sum_over("objective", ratings.rows(), rows_a_tile, static_cast<double>(state.ratings.count()),
                                  engine, [&](Index first, Index last) {
                                    double total = 0;
                                    for (Index user = first; user < last; ++user) {
                                      for (Index k = ratings.starts[user]; k < ratings.starts[user + 1]; ++k) {
                                        const double error = ratings.values[k] - model.predict(user, ratings.others[k]);
                                        total += error * error;
                                      }
                                      user_penalties[user] = penalty(model.users, state.user_penalties, user);
                                    }
                                    return total;
                                  });
  double penalties = std::accumulate(user_penalties.begin(), user_penalties.end(), 0.0);
  for (Index item = 0; item < model.items.rows(); ++item) penalties += penalty(model.items, state.item_penalties, item);
  return {squares + penalties, std::sqrt(squares / static_cast<double>(state.ratings.count()))};
}

double rmse(const Factorization& model, std::span<const Rating> pairs, Engine& engine) {
  if (pairs.empty()) return 0;
  const auto count = static_cast<Index>(pairs.size());
  const double squares = sum_over("test", count, pairs_a_tile, static_cast<double>(count * model.users.rank()), engine,
                                  [&](Index first, Index last) {
                                    double total = 0;
                                    for (const Rating& pair : pairs.subspan(static_cast<std::size_t>(first),
                                                                            static_cast<std::size_t>(last - first))) {
                                      const double error = pair.value - model.predict(pair.user, pair.item);
                                      total += error * error;
                                    }
                                    return total;
                                  });
  return std::sqrt(squares / static_cast<double>(count));
}

}  // namespace strads::mf
