// What the updates read and write: the ratings by both sides, the model, and each row's penalty.
#pragma once

#include <cmath>
#include <vector>

#include "apps/mf/mf.hpp"

namespace strads::mf {

enum class Phase { users, items };

// A phase as its rows see it: their own ratings and factors, and the side that stays fixed.
struct Side {
  const RatingRows& ratings;
  Factors& own;
  const Factors& others;
  std::span<const float> penalties;  // lambda n^nu of each row
};

struct State {
  State(const Ratings& train, const Settings& settings, double lambda);

  [[nodiscard]] Side side(Phase phase) {
    if (phase == Phase::users) return {ratings.by_user(), model.users, model.items, user_penalties};
    return {ratings.by_item(), model.items, model.users, item_penalties};
  }

  const Ratings& ratings;
  Factorization model;
  std::vector<float> user_penalties;
  std::vector<float> item_penalties;
};

}  // namespace strads::mf
