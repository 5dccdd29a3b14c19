// What pulls the rows of one side to 0.
//
//   fixed     lambda n^nu of a row with n ratings, for all of its numbers alike
//   learned   noise / tau_k of coordinate k, for all rows alike: a row is drawn from N(0, diag(tau)), a bias from
//             N(0, tau_b), and `noise` is the variance of a rating around its prediction
//
// Both are in units of squared error, so that they add to the normal equations of a row.
#pragma once

#include <vector>

#include "strads/factors.hpp"
#include "strads/linalg/ratings.hpp"

namespace strads::mf {

class Prior {
 public:
  [[nodiscard]] static Prior fixed(const RatingRows& rows, double lambda, double exponent);
  // Biases are penalized otherwise: so many times a coordinate of their row ...
  Prior& weigh_biases(double factor);
  // ... or by so much in every row.
  Prior& penalize_biases(double penalty);
  // All coordinates alike to begin with.
  [[nodiscard]] static Prior learned(Index rank, double variance, double bias_variance, double noise);

  [[nodiscard]] bool is_learned() const { return rows_.empty(); }
  [[nodiscard]] float bias(Index row) const { return is_learned() ? bias_ : bias_ + bias_factor_ * rows_[row]; }
  [[nodiscard]] float coordinate(Index row, Index k) const { return is_learned() ? coordinates_[k] : rows_[row]; }

  // tau; learned only.
  [[nodiscard]] const std::vector<double>& variances() const { return variances_; }
  [[nodiscard]] double bias_variance() const { return bias_variance_; }
  void learn(std::vector<double> variances, double bias_variance, double noise);

 private:
  std::vector<float> rows_;
  std::vector<float> coordinates_;
  float bias_ = 0;
  float bias_factor_ = 1;
  std::vector<double> variances_;
  double bias_variance_ = 0;
};

}  // namespace strads::mf
