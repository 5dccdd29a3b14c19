// Ratings for the tests of matrix factorization.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "strads/mf.hpp"
#include "strads/random.hpp"

namespace problems {

using strads::Index;
using strads::Rating;

struct Planted {
  Index users = 0;
  Index items = 0;
  std::vector<Rating> ratings;
};

// mean + b_u + b_i + p_u.q_i + noise on a share of all pairs; later users and items are rated ever more rarely, so that
// some rows are heavy and some empty.
inline Planted planted(std::uint64_t seed, Index users, Index items, Index rank, double share, double noise,
                       double biases = 0.5) {
  strads::Random random(seed);
  const auto normals = [&](Index count, double scale) {
    std::vector<double> values(static_cast<std::size_t>(count));
    for (double& value : values) value = scale * random.normal();
    return values;
  };
  const auto P = normals(users * rank, 1.0 / std::sqrt(static_cast<double>(rank)));
  const auto Q = normals(items * rank, 1.0);
  const auto bu = normals(users, biases);
  const auto bi = normals(items, biases);
  Planted result{users, items, {}};
  for (Index u = 0; u < users; ++u) {
    for (Index i = 0; i < items; ++i) {
      const double rarer = 2.0 * (1.0 - static_cast<double>(i) / static_cast<double>(items));
      if (random.uniform() >= share * rarer) continue;
      double value = 3.0 + bu[u] + bi[i] + noise * random.normal();
      for (Index k = 0; k < rank; ++k) value += P[u * rank + k] * Q[i * rank + k];
      result.ratings.push_back({static_cast<std::int32_t>(u), static_cast<std::int32_t>(i), static_cast<float>(value)});
    }
  }
  return result;
}

inline strads::Ratings stored(const Planted& data) { return {data.users, data.items, data.ratings}; }

struct Silent final : strads::mf::Observer {};

struct Record final : strads::mf::Observer {
  std::vector<strads::mf::Checkpoint> all;
  void checkpoint(const strads::mf::Checkpoint& now) override { all.push_back(now); }
};

// F by its definition, in double.
inline double objective(const strads::mf::Factorization& model, const strads::Ratings& ratings, double lambda,
                        double nu) {
  double total = 0;
  const auto dot = [&](Index u, Index i) {
    double sum = 0;
    for (Index k = 0; k < model.users.rank(); ++k) {
      sum += static_cast<double>(model.users.row(u)[k]) * model.items.row(i)[k];
    }
    return sum;
  };
  const auto penalty = [&](const strads::mf::Factors& factors, const strads::RatingRows& rows) {
    for (Index r = 0; r < factors.rows(); ++r) {
      if (rows.size(r) == 0) continue;
      double squares = static_cast<double>(factors.bias(r)) * factors.bias(r);
      for (Index k = 0; k < factors.rank(); ++k) squares += static_cast<double>(factors.row(r)[k]) * factors.row(r)[k];
      total += lambda * std::pow(static_cast<double>(rows.size(r)), nu) * squares;
    }
  };
  const strads::RatingRows& rows = ratings.by_user();
  for (Index u = 0; u < rows.rows(); ++u) {
    for (Index k = rows.starts[u]; k < rows.starts[u + 1]; ++k) {
      const Index i = rows.others[k];
      const double error = rows.values[k] - model.mean - model.users.bias(u) - model.items.bias(i) - dot(u, i);
      total += error * error;
    }
  }
  penalty(model.users, ratings.by_user());
  penalty(model.items, ratings.by_item());
  return total;
}

// Every number of a model, for comparisons to the last bit.
inline std::vector<float> numbers(const strads::mf::Factorization& model) {
  std::vector<float> all;
  for (const auto* side : {&model.users, &model.items}) {
    for (Index r = 0; r < side->rows(); ++r) {
      all.insert(all.end(), side->row(r), side->row(r) + side->rank());
      all.push_back(side->bias(r));
    }
  }
  return all;
}

}  // namespace problems
