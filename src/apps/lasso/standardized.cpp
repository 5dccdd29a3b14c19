#include "apps/lasso/standardized.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>

#include "strads/error.hpp"

namespace strads::lasso {

Standardized::Standardized(const AnyMatrix& X, bool centre, bool scale, Engine& engine)
    : X_(X),
      centre_(centre),
      tile_columns_(std::clamp<Index>(
          (Index{1} << 16) / std::max<Index>(1, X.stored() / std::max<Index>(1, X.columns())), 16, 4096)),
      mean_(X.columns()),
      scale_(X.columns(), 1.0),
      square_(X.columns()) {
  std::atomic<Index> faulty = X.columns();
  const auto column = [&](Index j) {
    const Moments moments = X.moments(j);
    const double mean_square = moments.variance + moments.mean * moments.mean;
    mean_[j] = moments.mean;
    if (!std::isfinite(mean_square)) {
      Index least = faulty;
      while (j < least && !faulty.compare_exchange_weak(least, j)) {
      }
      return;
    }
    // A spread below the rounding of the column's own size is a constant column.
    const bool dead = centre || scale ? std::sqrt(moments.variance) <= 1e-7 * std::sqrt(mean_square) : mean_square == 0;
    if (dead) return;
    if (scale) scale_[j] = std::sqrt(moments.variance);
    square_[j] = (centre ? moments.variance : mean_square) / (scale_[j] * scale_[j]);
  };
  engine.run({"standardize", tiles(),
              [&](Index tile) {
                const Index last = std::min(columns(), (tile + 1) * tile_columns_);
                for (Index j = tile * tile_columns_; j < last; ++j) column(j);
              },
              2.0 * static_cast<double>(X.stored()), X.columns()});
  if (faulty < X.columns()) {
    throw Error(ErrorKind::malformed, "column " + std::to_string(faulty + 1) +
                                          " holds numbers that are not finite, or whose squares are not");
  }
}

double Standardized::bound(Index j) const {
  const double centre = centre_ ? mean_[j] : 0.0;
  return std::sqrt(static_cast<double>(rows()) * (square_[j] * scale_[j] * scale_[j] + centre * centre));
}

void Standardized::correlations(std::span<const Index> js, const double* r, double offset, double* out) const {
  X_.dots(js, r, out);
  const double per_row = 1.0 / static_cast<double>(rows());
  for (std::size_t k = 0; k < js.size(); ++k) {
    const Index j = js[k];
    out[k] = (out[k] * per_row + (offset != 0 ? offset * mean_[j] : 0.0)) / scale_[j];
  }
}

void Standardized::gram(std::span<const Index> as, std::span<const Index> bs, double* out) const {
  std::vector<double> centres(as.size());
  if (centre_) std::transform(as.begin(), as.end(), centres.begin(), [this](Index j) { return mean_[j]; });
  X_.cross(as, centres, bs, out);
  const double per_row = 1.0 / static_cast<double>(rows());
  for (std::size_t a = 0; a < as.size(); ++a) {
    const double factor = per_row / scale_[as[a]];
    double* row = out + a * bs.size();
    for (std::size_t b = 0; b < bs.size(); ++b) row[b] *= factor / scale_[bs[b]];
  }
}

void Standardized::residual_weights(std::span<const Index> js, std::span<const double> steps,
                                    std::vector<double>& weights) const {
  weights.resize(js.size());
  for (std::size_t k = 0; k < js.size(); ++k) weights[k] = -steps[k] / scale_[js[k]];
}

double Standardized::residual_offset(std::span<const Index> js, std::span<const double> steps) const {
  double offset = 0;
  if (centre_) {
    for (std::size_t k = 0; k < js.size(); ++k) offset += steps[k] * mean_[js[k]] / scale_[js[k]];
  }
  return offset;
}

}  // namespace strads::lasso
