#include "apps/linear/screening/gradient.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>
#include <numeric>

namespace strads::linear {
namespace {
constexpr Index screened_columns = 4096;  // columns of a tile of the screen
}

Gradient::Gradient(const Standardized& design, bool screening)
    : design_(design), screening_(screening), bounds_(design) {}

// Appends the columns of [first, last) whose bound reaches their threshold. Almost none does, so eight are looked at
// together.
void Gradient::screen(Index first, Index last, const Penalty& penalty, std::vector<Index>& kept) const {
  constexpr Index columns_at_once = sizeof(std::uint64_t);
  float bound[screened_columns];
  float threshold[screened_columns];
  std::uint8_t wanted[screened_columns + columns_at_once];
  const Index count = last - first;
  if (screening_) {
    bounds_.bound(first, last, bound);
  } else {
    std::fill_n(bound, count, std::numeric_limits<float>::infinity());
  }
  // Rounded down: a threshold's own rounding must not spare a column.
  const auto level = 0.9999999F * static_cast<float>(penalty.threshold_of(1.0));
  std::fill_n(threshold, count, level);
  if (!penalty.factors.empty()) {
    for (Index k = 0; k < count; ++k) threshold[k] *= static_cast<float>(penalty.factors[first + k]);
  }
#pragma omp simd
  for (Index k = 0; k < count; ++k) wanted[k] = !(bound[k] < threshold[k]);
  std::fill_n(wanted + count, columns_at_once, std::uint8_t{0});
  for (Index at = 0; at < count; at += columns_at_once) {
    std::uint64_t any = 0;
    std::memcpy(&any, wanted + at, columns_at_once);
    if (any == 0) continue;
    for (Index k = at; k < at + columns_at_once; ++k) {
      if (wanted[k] != 0) kept.push_back(first + k);
    }
  }
}

void Gradient::choose_touched(Engine& engine, const Penalty& penalty, std::span<const Index> awake,
                              std::span<const double> u) {
  const Index columns = design_.columns();
  const Index tiles = (columns + screened_columns - 1) / screened_columns;
  std::vector<std::vector<Index>> kept(tiles);
  engine.run({"screen", tiles,
              [&](Index tile) {
                const Index first = tile * screened_columns;
                screen(first, std::min(columns, first + screened_columns), penalty, kept[tile]);
              },
              static_cast<double>(columns), columns});
  const double found = std::accumulate(kept.begin(), kept.end(), 0.0, [](double sum, const auto& part) {
    return sum + static_cast<double>(part.size());
  });
  engine.run({"screen", 1, [&](Index) { list_touched(kept, awake, u); }, found});
}

// Those that the screen kept, and the support. At the first refresh that is everything: lists are freed as they go.
void Gradient::list_touched(std::vector<std::vector<Index>>& kept, std::span<const Index> awake,
                            std::span<const double> u) {
  touched_ = {};
  for (auto& part : kept) {
    touched_.insert(touched_.end(), part.begin(), part.end());
    part = {};
  }
  std::vector<Index> support;
  std::copy_if(awake.begin(), awake.end(), std::back_inserter(support), [u](Index j) { return u[j] != 0; });
  if (!support.empty()) {
    std::vector<Index> all;
    std::set_union(touched_.begin(), touched_.end(), support.begin(), support.end(), std::back_inserter(all));
    touched_ = std::move(all);
  }
  std::erase_if(touched_, [&](Index j) { return !design_.usable(j); });
  bounds_.will_record(touched_);
  exact_ = std::vector<double>(touched_.size());
}

Gradient::Findings Gradient::touch(std::span<const Index> columns, std::span<const double> r, const Penalty& penalty,
                                   std::span<const double> u, double near, double* correlations) {
  Findings found;
  design_.correlations(columns, r.data(), 0.0, correlations);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const Index j = columns[k];
    bounds_.record(j, correlations[k]);
    if (penalty.factor(j) == 0) continue;
    const double gradient = correlations[k] - penalty.ridge(j) * u[j];
    const double pull = penalty.pull(gradient, u[j]);
    found.square += pull * pull / penalty.factor(j);
    const double size = penalty.non_negative ? gradient : std::abs(gradient);
    const double threshold = penalty.threshold(j);
    found.top = std::max(found.top, size / penalty.factor(j));
    if (size > 0) found.worst = std::max(found.worst, size / threshold);
    if (u[j] == 0 && size > near * threshold) {
      found.entrants.push_back({j, threshold > 0 ? size / threshold : std::numeric_limits<double>::max()});
    }
  }
  return found;
}

Gradient::Findings Gradient::refresh(Engine& engine, std::span<const double> r, const Penalty& penalty,
                                     std::span<const Index> awake, std::span<const double> u, double near) {
  if (screening_) bounds_.set_reference(engine, r);
  choose_touched(engine, penalty, awake, u);
  const auto count = static_cast<Index>(touched_.size());
  const Index tiles = (count + design_.tile_columns() - 1) / design_.tile_columns();
  std::vector<Findings> parts(tiles);
  double entries = 0;
  for (const Index j : touched_) entries += static_cast<double>(design_.raw().stored(j));
  engine.run({"gradient", tiles,
              [&](Index tile) {
                const Index first = count * tile / tiles;
                const Index last = count * (tile + 1) / tiles;
                const auto columns = std::span(touched_).subspan(first, last - first);
                parts[tile] = touch(columns, r, penalty, u, near, exact_.data() + first);
              },
              entries, count});
  Findings all;
  all.touched = count;
  for (const Findings& part : parts) {
    all.worst = std::max(all.worst, part.worst);
    all.top = std::max(all.top, part.top);
    all.square += part.square;
    all.entrants.insert(all.entrants.end(), part.entrants.begin(), part.entrants.end());
  }
  return all;
}

Index Gradient::violators(const Penalty& penalty) const {
  Index count = 0;
  for (Index j = 0; j < design_.columns(); ++j) {
    const double c = penalty.factor(j) > 0 ? correlation(j) : 0.0;
    count += static_cast<Index>((penalty.non_negative ? c : std::abs(c)) > penalty.threshold(j));
  }
  return count;
}

}  // namespace strads::linear
