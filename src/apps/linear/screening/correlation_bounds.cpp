#include "apps/linear/screening/correlation_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "apps/linear/dot.hpp"

namespace strads::linear {
namespace {

constexpr Index tile_rows = 8192;        // 64 KB of the residual stay in cache while those kept pass by
constexpr double parallel_share = 1e-8;  // of the squares' product: residuals this close to parallel say the same thing
constexpr double rounding = 1e-15;       // of the squares a distance is the small difference of
constexpr double float_rounding = 5e-7;  // a few roundings of a float
constexpr double columns_per_slot =
    60;  // residuals take at most a sixtieth of what the columns take, and of a pass over them
constexpr double fewest_slots = 4;
constexpr float infinity = std::numeric_limits<float>::infinity();

}  // namespace

CorrelationBounds::CorrelationBounds(const Standardized& design)
    : design_(design),
      slots_(static_cast<std::size_t>(std::clamp(
          static_cast<double>(design.raw().stored()) / (columns_per_slot * static_cast<double>(design.rows())),
          fewest_slots, static_cast<double>(most_slots)))),
      length_(design.columns()),
      last_(design.columns()),
      before_(design.columns()),
      first_(design.columns(), none),
      second_(design.columns(), none) {
  for (Index j = 0; j < design.columns(); ++j) length_[j] = static_cast<float>(std::sqrt(design.square(j)));
  distance_.fill(infinity);
}

// Of `r`, in slot now_, with every residual kept.
void CorrelationBounds::products_with(Engine& engine, std::span<const double> r) {
  const auto n = static_cast<Index>(r.size());
  const Index tiles = (n + tile_rows - 1) / tile_rows;
  std::vector<std::array<double, most_slots>> parts(tiles);
  engine.run({"reference", tiles,
              [&](Index tile) {
                const Index first = tile * tile_rows;
                const Index rows = std::min(tile_rows, n - first);
                for (std::size_t k = 0; k < slots_; ++k) {
                  if (!residuals_[k].empty())
                    parts[tile][k] = dot(r.data() + first, residuals_[k].data() + first, rows);
                }
              },
              static_cast<double>(n) * static_cast<double>(slots_)});
  for (std::size_t k = 0; k < slots_; ++k) {
    double sum = 0;
    for (const auto& part : parts) sum += part[k];
    products_[now_][k] = products_[k][now_] = sum;
  }
}

// Chooses the slot of the new residual: an empty one, else the oldest with at most twice its share of the references
// (at least half of the slots are such).
void CorrelationBounds::make_room() {
  const Index share = 4 * design_.columns() / static_cast<Index>(slots_);
  Index oldest = std::numeric_limits<Index>::max();
  for (std::size_t k = 0; k < slots_; ++k) {
    if (born_[k] == 0 || (referred_[k] <= share && born_[k] < oldest)) {
      oldest = born_[k];
      now_ = k;
    }
  }
  born_[now_] = ++count_;
  if (residuals_[now_].empty()) return;
  const auto gone = static_cast<std::uint8_t>(now_);
  const auto without = [gone](std::uint8_t slot) { return slot == gone ? none : slot; };
  std::transform(first_.begin(), first_.end(), first_.begin(), without);
  std::transform(second_.begin(), second_.end(), second_.begin(), without);
  referred_[gone] = 0;
}

// Fills the tables' entry for references in two slots (none: no second one).
void CorrelationBounds::predict_bounds(std::size_t first, std::size_t second) {
  const double square = products_[now_][now_];
  const double square_1 = products_[first][first];
  const double along_1 = products_[now_][first];
  double square_2 = 0;
  double along_2 = 0;
  double across = 0;
  double a = square_1 > 0 ? along_1 / square_1 : 0.0;
  double b = 0;
  if (second != none) {
    square_2 = products_[second][second];
    along_2 = products_[now_][second];
    across = products_[first][second];
    const double determinant = square_1 * square_2 - across * across;
    if (determinant > parallel_share * square_1 * square_2) {
      a = (along_1 * square_2 - along_2 * across) / determinant;
      b = (along_2 * square_1 - along_1 * across) / determinant;
    }
  }
  const std::size_t entry = first * (none + 1) + second;
  a = a_[entry] = static_cast<float>(a);
  b = b_[entry] = static_cast<float>(b);
  const double sum = square + a * a * square_1 + b * b * square_2;
  const double far = sum - 2 * (a * along_1 + b * along_2 - a * b * across);
  const double distance = std::sqrt(std::max(far, 0.0) + rounding * sum);
  const double slack =
      float_rounding * (distance + std::abs(a) * std::sqrt(square_1) + std::abs(b) * std::sqrt(square_2));
  distance_[entry] = static_cast<float>((distance + slack) / std::sqrt(static_cast<double>(design_.rows())));
}

void CorrelationBounds::set_reference(Engine& engine, std::span<const double> r) {
  engine.run({"reference", 1,
              [&](Index) {
                make_room();
                residuals_[now_].assign(r.begin(), r.end());
              },
              static_cast<double>(design_.rows() + design_.columns()), design_.columns()});
  products_with(engine, r);
  engine.run({"reference", 1, [this](Index) { predict_bounds(); }, static_cast<double>(slots_ * slots_)});
}

void CorrelationBounds::predict_bounds() {
  for (std::size_t first = 0; first < slots_; ++first) {
    if (residuals_[first].empty()) continue;
    predict_bounds(first, none);
    for (std::size_t second = 0; second < slots_; ++second) {
      if (second != first && !residuals_[second].empty()) predict_bounds(first, second);
    }
  }
}

void CorrelationBounds::bound(Index first, Index last, float* out) const {
#pragma omp simd
  for (Index j = first; j < last; ++j) {
    const std::int32_t entry = first_[j] * (none + 1) + second_[j];
    out[j - first] = std::abs(a_[entry] * last_[j] + b_[entry] * before_[j]) + length_[j] * distance_[entry];
  }
}

void CorrelationBounds::will_record(std::span<const Index> variables) {
  for (const Index j : variables) {
    if (first_[j] == now_) continue;
    --referred_[second_[j]];
    ++referred_[now_];
  }
}

void CorrelationBounds::record(Index j, double correlation) {
  if (first_[j] != now_) {
    before_[j] = last_[j];
    second_[j] = first_[j];
  }
  last_[j] = static_cast<float>(correlation);
  first_[j] = static_cast<std::uint8_t>(now_);
}

}  // namespace strads::linear
