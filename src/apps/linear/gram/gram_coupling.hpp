// The dependency check's side of the lasso: which products of columns a round needs, the pass that computes the missing
// ones, and the dependencies |x~_a' x~_b| / (||x~_a|| ||x~_b||) read off them. Belongs to the scheduler's thread;
// workers read the cache (gram_cache.hpp).
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "apps/linear/gram/gram_cache.hpp"
#include "apps/linear/state/standardized.hpp"
#include "strads/linear.hpp"

namespace strads::linear {

// How a fill is cut: by incomplete positions, and by all those they are multiplied with.
struct FillTiles {
  FillTiles(Index incomplete, Index variables);
  Index across;
  Index high;  // positions of a tile
  Index down;
};

class GramCoupling {
 public:
  // As many slots as settings.gram_cache_bytes affords, and at least what one round needs.
  GramCoupling(const Standardized& design, const Settings& settings);

  // Gives candidates their tags, and runs the pass that fills missing products among them and those in flight.
  void fill_dependencies(Candidates& candidates, const RunPass& run);
  void dependencies(Index tag, std::span<const Index> tags, std::span<double> out) const;

  [[nodiscard]] const GramCache& gram() const { return gram_; }
  // Variables of one round at most, so that the cache holds all rounds in flight.
  [[nodiscard]] Index round_limit() const { return gram_.slots() / in_flight_; }
  // True when no fill can go on while workers propose.
  [[nodiscard]] bool quiet() const { return in_flight_ == 1; }
  [[nodiscard]] GramStatistics statistics() const;

 private:
  std::vector<Index> with_those_in_flight(const std::vector<Index>& candidates);
  [[nodiscard]] Index count_missing(std::span<const Index> tags, std::span<const Index> incomplete,
                                    std::span<const Index> rank) const;
  [[nodiscard]] bool is_missing(std::span<const Index> tags, std::span<const Index> rank, Index a, Index b) const;
  void fill(std::span<const Index> variables, std::span<const Index> tags, std::span<const Index> incomplete,
            std::span<const Index> rank, const FillTiles& cut, Index tile);

  const Standardized& design_;
  Index in_flight_;
  GramCache gram_;
  Index rounds_ = 0;
  std::deque<std::vector<Index>> recent_;  // candidates of the last lookahead rounds
  Index asked_ = 0;                        // pairs
  Index misses_ = 0;
  std::vector<Index> computed_;  // pairs, by tile of the last fill
};

}  // namespace strads::linear
