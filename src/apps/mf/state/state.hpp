// What the updates read and write: the ratings by both sides, the model, and what pulls its rows to 0.
#pragma once

#include <algorithm>
#include <vector>

#include "apps/mf/state/prior.hpp"
#include "strads/mf.hpp"

namespace strads::mf {

enum class Phase { users, items };

// How a row met its ratings when it was last updated.
struct Misfit {
  double squares = 0;  // of the errors
  double spread = 0;   // what the variances of both sides' factors add to them in expectation (biases' apart)

  friend Misfit operator+(const Misfit& a, const Misfit& b) { return {a.squares + b.squares, a.spread + b.spread}; }
};

// A phase as its rows see it: their own ratings and factors, and the side that stays fixed.
struct Side {
  const RatingRows& ratings;
  Factors& own;
  const Factors& others;
  const Prior& prior;
  double noise;  // learned penalties only: the variance of a rating around its prediction
  std::span<Misfit> misfits;

  // Beside fixed penalties, of the curvature: a row whose equations are singular, or nearly, is held where it is by so
  // much, well above what floats resolve and well below any useful penalty. No minimum of the whole is lost by that.
  [[nodiscard]] float least_pull() const { return own.has_variances() ? 0.0F : 1e-5F; }
};

// The mean of all ratings, and of their squares.
struct Moments {
  double mean = 0;
  double square = 0;

  // 0 where floats do not tell the ratings apart.
  [[nodiscard]] double variance() const;
};

[[nodiscard]] Moments moments_of(const Ratings& ratings);

struct State {
  // The model of the mean alone: all factors and biases are 0.
  State(const Ratings& train, const Settings& settings);

  [[nodiscard]] Side side(Phase phase) {
    if (phase == Phase::users) return {ratings.by_user(), model.users, model.items, user_prior, noise, user_misfits};
    return {ratings.by_item(), model.items, model.users, item_prior, noise, item_misfits};
  }
  // Factors are read as they are from now on (Factors::rounded).
  void end_rounding() {
    model.users.end_rounding();
    model.items.end_rounding();
  }
  void set_noise(double found) { noise = std::max(found, least_noise); }
  // The same priors beside another noise; learned penalties only.
  void hold_noise(double held);
  [[nodiscard]] bool learns() const { return user_prior.is_learned(); }

  const Ratings& ratings;
  Factorization model;
  double least_noise;
  double spread;   // mean squared difference of the ratings from model.mean, and at least the above
  double average;  // of the ratings, and their variance, whether the model has a mean or not
  double variance;
  double noise;
  Prior user_prior;
  Prior item_prior;
  std::vector<Misfit> user_misfits;
  std::vector<Misfit> item_misfits;

 private:
  State(const Ratings& train, const Settings& settings, const Moments& of);
};

}  // namespace strads::mf
