#include "apps/mf/evaluate.hpp"

#include <cmath>

#include "apps/mf/tiles.hpp"
#include "linalg/bfloat_lanes.hpp"

namespace strads::mf {
namespace {

constexpr Index pairs_a_tile = 8192;
static_assert(Factors::padding == float_lane_count, "rows are whole vectors");

float dot(const float* w, const float* h, Index stride) {
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

// E[(w.h)^2] - (E[w].E[h])^2.
float spread(const Factorization& model, Index user, Index item) {
  const Index stride = model.users.stride();
  const float* w = model.users.row(user);
  const float* h = model.items.row(item);
  FloatLanes total{};
  for (Index k = 0; k < stride; k += float_lane_count) {
    FloatLanes a;
    FloatLanes b;
    FloatLanes of_a;
    FloatLanes of_b;
    load(w + k, a);
    load(h + k, b);
    load(model.users.variances(user) + k, of_a);
    load(model.items.variances(item) + k, of_b);
    total += a * a * of_b + of_a * (b * b + of_b);
  }
  return sum(total);
}

double penalty(const Factors& factors, const Prior& prior, Index row) {
  const float* w = factors.row(row);
  const double bias = factors.bias(row);
  const double squares = dot(w, w, factors.stride());
  return prior.coordinate(row, 0) * squares + prior.bias(row) * bias * bias;
}

}  // namespace

double Factorization::predict(Index user, Index item) const {
  double value = mean;
  if (user >= 0) value += users.bias(user);
  if (item >= 0) value += items.bias(item);
  const auto typical = [](const std::vector<float>& row) { return row.empty() ? nullptr : row.data(); };
  const float* w = user >= 0 ? users.row(user) : typical(typical_user);
  const float* h = item >= 0 ? items.row(item) : typical(typical_item);
  if (w != nullptr && h != nullptr) value += dot(w, h, users.stride());
  return value;
}

Misfit misfit(const State& state, Engine& engine) {
  const Factorization& model = state.model;
  const RatingRows& ratings = state.ratings.by_user();
  return sum_over_tiles("misfit", ratings.rows(), rows_a_tile,
                        static_cast<double>(state.ratings.count() * model.users.rank()), engine, Misfit{},
                        [&](Index first, Index last) {
                          Misfit total;
                          for (Index user = first; user < last; ++user) {
                            for (Index k = ratings.starts[user]; k < ratings.starts[user + 1]; ++k) {
                              const double error = ratings.values[k] - model.predict(user, ratings.others[k]);
                              total.squares += error * error;
                              if (state.learns()) total.spread += spread(model, user, ratings.others[k]);
                            }
                          }
                          return total;
                        });
}

double penalized(const State& state, double squares, Engine& engine) {
  const auto penalties = [&](const Factors& factors, const Prior& prior) {
    return sum_over_tiles("penalties", factors.rows(), rows_a_tile,
                          static_cast<double>(factors.rows() * factors.rank()), engine, 0.0,
                          [&](Index first, Index last) {
                            double total = 0;
                            for (Index row = first; row < last; ++row) total += penalty(factors, prior, row);
                            return total;
                          });
  };
  return squares + penalties(state.model.users, state.user_prior) + penalties(state.model.items, state.item_prior);
}

double rmse(const Factorization& model, std::span<const Rating> pairs, Engine& engine) {
  if (pairs.empty()) return 0;
  const auto count = static_cast<Index>(pairs.size());
  const double squares = sum_over_tiles("test", count, pairs_a_tile, static_cast<double>(count * model.users.rank()),
                                        engine, 0.0, [&](Index first, Index last) {
                                          double total = 0;
                                          for (Index k = first; k < last; ++k) {
                                            const Rating& pair = pairs[static_cast<std::size_t>(k)];
                                            const double error = pair.value - model.predict(pair.user, pair.item);
                                            total += error * error;
                                          }
                                          return total;
                                        });
  return std::sqrt(squares / static_cast<double>(count));
}

}  // namespace strads::mf
