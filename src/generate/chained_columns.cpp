#include "generate/chained_columns.hpp"

#include <algorithm>

#include "generate/streams.hpp"

namespace strads::generate {
namespace {

constexpr double fresh_chance = 0.9;
constexpr Index million = 1'000'000;

std::int32_t fresh_value(Random& random) { return static_cast<std::int32_t>(1 + random.below(million - 1)); }

// `count` of [0, n) without repetition, in rising order (Floyd; Bentley 1987).
std::vector<std::int32_t> draw_rows(Index n, Index count, Random& random) {
  std::vector<std::int32_t> rows;
  rows.reserve(static_cast<std::size_t>(count));
  for (Index last = n - count; last < n; ++last) {
    const auto drawn = static_cast<std::int32_t>(random.below(last + 1));
    const auto at = std::lower_bound(rows.begin(), rows.end(), drawn);
    if (at == rows.end() || *at != drawn) {
      rows.insert(at, drawn);
    } else {
      rows.push_back(static_cast<std::int32_t>(last));
    }
  }
  return rows;
}

}  // namespace

bool ChainedColumns::chained(Index j) const {
  return j > 0 && stream(seed_, Purpose::chains, j).uniform() >= fresh_chance;
}

Column ChainedColumns::column(Index j) const {
  Index head = j;
  while (chained(head)) --head;
  Column column;
  for (Index k = head; k <= j; ++k) {
    Random random = stream(seed_, Purpose::data, k);
    if (k == head) {
      column.rows = draw_rows(rows_, nonzeros_, random);
      for (Index i = 0; i < nonzeros_; ++i) column.millionths.push_back(fresh_value(random));
    } else {
      for (auto& value : column.millionths) value = (value + 9 * fresh_value(random) + 5) / 10;
    }
  }
  return column;
}

}  // namespace strads::generate
