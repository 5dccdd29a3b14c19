// Sums over rows or ratings, cut into tiles that do not depend on the number of threads.
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "strads/engine.hpp"
#include "strads/linalg/ratings.hpp"

namespace strads::mf {

constexpr Index rows_a_tile = 256;

// work(first, last) of each tile of [0, count), on the engine's threads.
template <class Work>
void for_tiles(const char* name, Index count, Index a_tile, double workload, Engine& engine, const Work& work) {
  const Index tiles = (count + a_tile - 1) / a_tile;
  engine.run({name, tiles, [&](Index t) { work(t * a_tile, std::min(count, (t + 1) * a_tile)); }, workload, count});
}

// The sum of what work(first, last) returns, in the order of the tiles.
template <class Sum, class Work>
Sum sum_over_tiles(const char* name, Index count, Index a_tile, double workload, Engine& engine, Sum zero,
                   const Work& work) {
  const Index tiles = (count + a_tile - 1) / a_tile;
  std::vector<Sum> sums(static_cast<std::size_t>(tiles), zero);
  engine.run(
      {name, tiles, [&](Index t) { sums[t] = work(t * a_tile, std::min(count, (t + 1) * a_tile)); }, workload, count});
  return std::accumulate(sums.begin(), sums.end(), std::move(zero));
}

}  // namespace strads::mf
