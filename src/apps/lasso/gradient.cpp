#include "apps/lasso/gradient.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace strads::lasso {
namespace {
constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::min() / 2;
}

Gradient::Gradient(const Standardized& design, bool screening)
    : design_(design), screening_(screening), correlation_(design.columns()), number_(design.columns(), kNever) {
  distance_.fill(std::numeric_limits<double>::infinity());
}

// Distances from the kept residuals to `r`; then `r` takes the oldest's place.
void Gradient::relate(std::span<const double> r) {
  ++refresh_;
  const auto n = static_cast<Index>(r.size());
  double square = 0;
  for (Index i = 0; i < n; ++i) square += r[i] * r[i];
  for (std::int32_t age = 1; age < kKept; ++age) {
    Kept& then = kept_[(refresh_ + kKept - age) % kKept];
    if (then.residual.empty()) continue;
    double product = 0;
    for (Index i = 0; i < n; ++i) product += r[i] * then.residual[i];
    const double k = then.square > 0 ? product / then.square : 0.0;
    double distance = 0;
    for (Index i = 0; i < n; ++i) {
      const double d = r[i] - k * then.residual[i];
      distance += d * d;
    }
    factor_[age] = std::abs(k);
    distance_[age] = (std::sqrt(distance) + 1e-12 * std::sqrt(square)) / std::sqrt(static_cast<double>(n));
  }
  Kept& now = kept_[refresh_ % kKept];
  now.residual.assign(r.begin(), r.end());
  now.square = square;
}

void Gradient::bounds(Index first, Index last, double* out) const {
  const auto lengths = design_.lengths();
#pragma omp simd
  for (Index j = first; j < last; ++j) {
    const std::int32_t age = std::min(refresh_ - number_[j], kKept);
    out[j - first] = factor_[age] * std::abs(correlation_[j]) + lengths[j] * distance_[age];
  }
}

Gradient::Findings Gradient::refresh(Engine& engine, std::span<const double> r, const Penalty& penalty,
                                     std::span<const double> u, double near) {
  relate(r);
  std::vector<Findings> tiles(design_.tiles());
  const auto tile = [&](Index t) {
    Findings& found = tiles[t];
    const Index first = t * design_.tile_columns();
    const Index last = std::min(design_.columns(), first + design_.tile_columns());
    std::vector<double> bound(static_cast<std::size_t>(last - first));
    if (screening_) bounds(first, last, bound.data());
    std::vector<Index> touched;
    for (Index j = first; j < last; ++j) {
      const bool spared = screening_ && u[j] == 0 && bound[j - first] < penalty.threshold(j);
      if (!spared && design_.usable(j) && penalty.penalized(j)) touched.push_back(j);
    }
    std::vector<double> correlations(touched.size());
    design_.correlations(touched, r.data(), 0.0, correlations.data());
    found.touched = static_cast<Index>(touched.size());
    for (std::size_t k = 0; k < touched.size(); ++k) {
      const Index j = touched[k];
      correlation_[j] = correlations[k];
      number_[j] = refresh_;
      const double gradient = correlations[k] - penalty.ridge(j) * u[j];
      found.square += gradient * gradient;
      const double size = penalty.non_negative ? gradient : std::abs(gradient);
      if (penalty.threshold(j) > 0) found.worst = std::max(found.worst, size / penalty.threshold(j));
    }
    for (Index j = first; j < last; ++j) {
      const double size = penalty.non_negative ? correlation_[j] : std::abs(correlation_[j]);
      const double threshold = penalty.threshold(j);
      if (size > near * threshold && u[j] == 0 && design_.usable(j) && penalty.penalized(j)) {
        found.entrants.push_back({j, threshold > 0 ? size / threshold : std::numeric_limits<double>::max()});
      }
    }
  };
  // Charged as if no bound spared a column: which ones it spares is known only afterwards.
  engine.run({"gradient", design_.tiles(), tile, static_cast<double>(design_.raw().stored())});
  Findings all;
  for (const Findings& part : tiles) {
    all.worst = std::max(all.worst, part.worst);
    all.square += part.square;
    all.touched += part.touched;
    all.entrants.insert(all.entrants.end(), part.entrants.begin(), part.entrants.end());
  }
  return all;
}

}  // namespace strads::lasso
