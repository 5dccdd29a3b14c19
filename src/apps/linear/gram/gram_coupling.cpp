#include "apps/linear/gram/gram_coupling.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include "core/memory.hpp"

namespace strads::linear {
namespace {

constexpr Index tiles_wanted = 16;  // at least, for every core to have some
constexpr Index tile_width = 1024;  // columns on the other side of a tile, at least

Index slots_for(const Settings& settings, Index variables, Index in_flight) {
  const Index bytes = settings.gram_cache_bytes.value_or(machine_memory() / 4);
  const auto affordable = static_cast<Index>(std::sqrt(static_cast<double>(bytes) / 8.0));
  const Index least = in_flight * std::max(settings.scheduler.candidates, settings.scheduler.workers);
  return std::max<Index>(1, std::min(variables, std::max({affordable, least, in_flight})));
}

}  // namespace

// The more columns a side has, the fewer times the other is read; a panel of them stays in a core's cache.
FillTiles::FillTiles(Index incomplete, Index variables)
    : across(std::clamp<Index>(variables / tile_width, 1, tiles_wanted)) {
  high = std::clamp<Index>((incomplete * across + tiles_wanted - 1) / tiles_wanted, 8, 64);
  down = (incomplete + high - 1) / high;
}

GramCoupling::GramCoupling(const Standardized& design, const Settings& settings)
    : design_(design),
      in_flight_(settings.engine.lookahead + 1),
      gram_(design.columns(), slots_for(settings, design.columns(), in_flight_)) {}

// The filter also asks about variables in flight: they are among the candidates of the last lookahead rounds.
std::vector<Index> GramCoupling::with_those_in_flight(const std::vector<Index>& candidates) {
  std::vector<Index> all = candidates;
  if (in_flight_ == 1) return all;
  std::unordered_set<Index> seen(candidates.begin(), candidates.end());
  for (const auto& earlier : recent_) {
    for (const Index j : earlier) {
      if (seen.insert(j).second) all.push_back(j);
    }
  }
  recent_.push_back(candidates);
  if (static_cast<Index>(recent_.size()) == in_flight_) recent_.pop_front();
  return all;
}

void GramCoupling::fill_dependencies(Candidates& candidates, const RunPass& run) {
  misses_ = std::accumulate(computed_.begin(), computed_.end(), misses_);
  computed_.clear();
  const std::vector<Index> variables = with_those_in_flight(candidates.variables);
  const auto m = static_cast<Index>(variables.size());
  asked_ += m * (m - 1) / 2;
  const Index now = rounds_++;
  std::vector<Index> tags;
  gram_.give_slots(variables, now, now - in_flight_ + 1, tags);
  candidates.tags.assign(tags.begin(), tags.begin() + static_cast<std::ptrdiff_t>(candidates.variables.size()));
  const std::vector<Index> incomplete = gram_.incomplete(tags);
  if (incomplete.empty()) return;

  std::vector<Index> rank(m, -1);
  for (std::size_t k = 0; k < incomplete.size(); ++k) rank[incomplete[k]] = static_cast<Index>(k);
  const auto missing = static_cast<double>(count_missing(tags, incomplete, rank));
  if (missing == 0) return;
  const FillTiles cut(static_cast<Index>(incomplete.size()), m);
  const Index tiles = cut.down * cut.across;
  computed_.assign(tiles, 0);
  double entries = 0;
  for (const Index j : variables) entries += static_cast<double>(design_.raw().stored(j));
  Pass pass;
  pass.name = "gram";
  pass.tiles = tiles;
  pass.workload = entries / static_cast<double>(m) * missing;
  pass.parts = static_cast<Index>(missing);
  pass.bytes = 16 * missing;  // to the filter, and on to the block that solves with them
  pass.work = [&](Index tile) { fill(variables, tags, incomplete, rank, cut, tile); };
  run(pass);
}

Index GramCoupling::count_missing(std::span<const Index> tags, std::span<const Index> incomplete,
                                  std::span<const Index> rank) const {
  Index missing = 0;
  for (const Index a : incomplete) {
    for (Index b = 0; b < static_cast<Index>(tags.size()); ++b) missing += is_missing(tags, rank, a, b) ? 1 : 0;
  }
  return missing;
}

// Of the product of an incomplete position a with b. A pair of two incomplete positions belongs to the row of the one
// that comes first: nobody else asks whether it is known, or sets it, meanwhile.
bool GramCoupling::is_missing(std::span<const Index> tags, std::span<const Index> rank, Index a, Index b) const {
  const bool belongs_to_b = rank[b] >= 0 && rank[b] < rank[a];
  return !belongs_to_b && !gram_.known(tags[a], tags[b]);
}

// The missing products of a tile: of incomplete positions with others. `rank` is a position's place among the
// incomplete, -1 for the others.
void GramCoupling::fill(std::span<const Index> variables, std::span<const Index> tags,
                        std::span<const Index> incomplete, std::span<const Index> rank, const FillTiles& cut,
                        Index tile) {
  const Index first = tile / cut.across * cut.high;
  const auto rows = incomplete.subspan(first, std::min<std::size_t>(cut.high, incomplete.size() - first));
  const auto m = static_cast<Index>(variables.size());
  const Index left = tile % cut.across * m / cut.across;
  const Index right = (tile % cut.across + 1) * m / cut.across;
  std::vector<Index> as;
  for (const Index a : rows) as.push_back(variables[a]);
  std::vector<Index> places;
  std::vector<Index> bs;
  for (Index b = left; b < right; ++b) {
    if (std::none_of(rows.begin(), rows.end(), [&](Index a) { return is_missing(tags, rank, a, b); })) continue;
    places.push_back(b);
    bs.push_back(variables[b]);
  }
  std::vector<double> products(as.size() * bs.size());
  design_.gram(as, bs, products.data());
  for (std::size_t a = 0; a < rows.size(); ++a) {
    const Index own = tags[rows[a]];
    for (std::size_t b = 0; b < bs.size(); ++b) {
      if (!is_missing(tags, rank, rows[a], places[b])) continue;
      // The diagonal is the same number everywhere it is used.
      const bool diagonal = places[b] == rows[a];
      gram_.set(own, tags[places[b]], diagonal ? design_.square(as[a]) : products[a * bs.size() + b]);
      ++computed_[tile];
    }
  }
}

void GramCoupling::dependencies(Index tag, std::span<const Index> tags, std::span<double> out) const {
  const double* row = gram_.row(tag);
  for (std::size_t k = 0; k < tags.size(); ++k) {
    const double squares = row[tag] * gram_.at(tags[k], tags[k]);
    out[k] = squares > 0 ? std::min(1.0, std::abs(row[tags[k]]) / std::sqrt(squares)) : 0.0;
  }
}

GramStatistics GramCoupling::statistics() const {
  const Index misses = std::accumulate(computed_.begin(), computed_.end(), misses_);
  return {std::max<Index>(0, asked_ - misses), misses, 8 * gram_.held() * gram_.held(), gram_.evicted()};
}

}  // namespace strads::linear
