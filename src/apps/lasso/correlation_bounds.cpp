#include "apps/lasso/correlation_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace strads::lasso {
namespace {

constexpr Index kTileRows = 8192;       // 64 KB of the residual stay in cache while those kept pass by
constexpr double kParallel = 1e-8;      // of the squares' product: residuals this close to parallel say the same thing
constexpr double kRounding = 1e-15;     // of the squares a distance is the small difference of
constexpr double kFloat = 5e-7;         // a few roundings of a float
constexpr double kColumnsPerKept = 60;  // residuals kept take at most a twentieth of what the columns take
constexpr float kInfinity = std::numeric_limits<float>::infinity();

double dot(const double* a, const double* b, Index n) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (Index i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

CorrelationBounds::CorrelationBounds(const Standardized& design)
    : design_(design),
      kept_(static_cast<std::size_t>(std::clamp(
          static_cast<double>(design.raw().stored()) / (kColumnsPerKept * static_cast<double>(design.rows())), 4.0,
          static_cast<double>(kKept)))),
      length_(design.lengths().begin(), design.lengths().end()),
      last_(design.columns()),
      before_(design.columns()),
      age_(design.columns(), kOld),
      age_before_(design.columns(), kOld) {
  distance_.fill(kInfinity);
}

// Of `r`, in slot now_, with every residual kept.
void CorrelationBounds::products_with(Engine& engine, std::span<const double> r) {
  const auto n = static_cast<Index>(r.size());
  const Index tiles = (n + kTileRows - 1) / kTileRows;
  std::vector<std::array<double, kKept>> parts(tiles);
  engine.run({"relate", tiles,
              [&](Index tile) {
                const Index first = tile * kTileRows;
                const Index rows = std::min(kTileRows, n - first);
                for (std::size_t k = 0; k < kKept; ++k) {
                  if (!residuals_[k].empty())
                    parts[tile][k] = dot(r.data() + first, residuals_[k].data() + first, rows);
                }
              },
              static_cast<double>(n) * static_cast<double>(kept_)});
  for (std::size_t k = 0; k < kKept; ++k) {
    double sum = 0;
    for (const auto& part : parts) sum += part[k];
    products_[now_][k] = products_[k][now_] = sum;
  }
}

// Fills the tables' entry for references at two ages (kOld: no second one).
void CorrelationBounds::foretell(std::size_t age_1, std::size_t age_2) {
  const std::size_t i = slot(age_1);
  const double square = products_[now_][now_];
  const double square_1 = products_[i][i];
  const double along_1 = products_[now_][i];
  double square_2 = 0;
  double along_2 = 0;
  double across = 0;
  double a = square_1 > 0 ? along_1 / square_1 : 0.0;
  double b = 0;
  if (age_2 != kOld) {
    const std::size_t k = slot(age_2);
    square_2 = products_[k][k];
    along_2 = products_[now_][k];
    across = products_[i][k];
    const double determinant = square_1 * square_2 - across * across;
    if (determinant > kParallel * square_1 * square_2) {
      a = (along_1 * square_2 - along_2 * across) / determinant;
      b = (along_2 * square_1 - along_1 * across) / determinant;
    }
  }
  const std::size_t entry = age_1 * (kOld + 1) + age_2;
  a = a_[entry] = static_cast<float>(a);
  b = b_[entry] = static_cast<float>(b);
  const double sum = square + a * a * square_1 + b * b * square_2;
  const double far = sum - 2 * (a * along_1 + b * along_2 - a * b * across);
  const double distance = std::sqrt(std::max(far, 0.0) + kRounding * sum);
  const double slack = kFloat * (distance + std::abs(a) * std::sqrt(square_1) + std::abs(b) * std::sqrt(square_2));
  distance_[entry] = static_cast<float>((distance + slack) / std::sqrt(static_cast<double>(design_.rows())));
}

void CorrelationBounds::relate(Engine& engine, std::span<const double> r) {
  now_ = (now_ + 1) % kKept;
  residuals_[now_].assign(r.begin(), r.end());
  if (kept_ < kKept) residuals_[slot(kept_)] = {};
  products_with(engine, r);
  const auto older = [](std::uint8_t age) { return static_cast<std::uint8_t>(age < kOld ? age + 1 : kOld); };
  std::transform(age_.begin(), age_.end(), age_.begin(), older);
  std::transform(age_before_.begin(), age_before_.end(), age_before_.begin(), older);
  distance_.fill(kInfinity);
  for (std::size_t age_1 = 1; age_1 < kept_; ++age_1) {
    if (residuals_[slot(age_1)].empty()) continue;
    foretell(age_1, kOld);
    for (std::size_t age_2 = age_1 + 1; age_2 <= kOld; ++age_2) {
      const bool there = age_2 < kept_ && !residuals_[slot(age_2)].empty();
      if (there) {
        foretell(age_1, age_2);
      } else {
        const std::size_t entry = age_1 * (kOld + 1);
        a_[entry + age_2] = a_[entry + kOld];
        b_[entry + age_2] = 0;
        distance_[entry + age_2] = distance_[entry + kOld];
      }
    }
  }
}

void CorrelationBounds::bound(Index first, Index last, float* out) const {
#pragma omp simd
  for (Index j = first; j < last; ++j) {
    const std::int32_t entry = age_[j] * (kOld + 1) + age_before_[j];
    out[j - first] = std::abs(a_[entry] * last_[j] + b_[entry] * before_[j]) + length_[j] * distance_[entry];
  }
}

void CorrelationBounds::record(Index j, double correlation) {
  if (age_[j] > 0) {
    before_[j] = last_[j];
    age_before_[j] = age_[j];
  }
  last_[j] = static_cast<float>(correlation);
  age_[j] = 0;
}

}  // namespace strads::lasso
