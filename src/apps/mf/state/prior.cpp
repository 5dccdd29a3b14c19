#include "apps/mf/state/prior.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace strads::mf {

Prior Prior::fixed(const RatingRows& rows, double lambda, double exponent) {
  Prior prior;
  prior.rows_.resize(static_cast<std::size_t>(rows.rows()));
  for (Index r = 0; r < rows.rows(); ++r) {
    const auto count = static_cast<double>(rows.size(r));
    prior.rows_[r] = rows.size(r) == 0 ? 0.0F : static_cast<float>(lambda * std::pow(count, exponent));
  }
  return prior;
}

Prior& Prior::weigh_biases(double factor) {
  bias_factor_ = static_cast<float>(factor);
  return *this;
}

Prior& Prior::penalize_biases(double penalty) {
  bias_ = static_cast<float>(penalty);
  bias_factor_ = 0;
  return *this;
}

Prior Prior::learned(Index rank, double variance, double bias_variance, double noise) {
  Prior prior;
  prior.learn(std::vector<double>(static_cast<std::size_t>(rank), variance), bias_variance, noise);
  return prior;
}

void Prior::learn(std::vector<double> variances, double bias_variance, double noise) {
  constexpr double least = 1e-12;  // of the noise: a coordinate that no row uses stays finite
  variances_ = std::move(variances);
  bias_variance_ = std::max(bias_variance, least * noise);
  coordinates_.resize(variances_.size());
  for (std::size_t k = 0; k < variances_.size(); ++k) {
    variances_[k] = std::max(variances_[k], least * noise);
    coordinates_[k] = static_cast<float>(noise / variances_[k]);
  }
  bias_ = static_cast<float>(noise / bias_variance_);
}

}  // namespace strads::mf
