#include "io/csc.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_set>
#include <utility>

#include "io/text.hpp"

namespace strads::io {
namespace {

// Parts are counted and scattered in so many groups at once; each needs a counter a column.
constexpr Index most_groups = 16;
constexpr Index most_counters = Index{1} << 24;

}  // namespace

Sparse from_rows(std::vector<RowPart>&& parts, Index columns, int threads) {
  const auto count = static_cast<Index>(parts.size());
  const Index groups = std::clamp<Index>(most_counters / std::max<Index>(columns, 1), 1, std::min(most_groups, count));
  std::vector<Index> first_row(parts.size() + 1, 0);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    first_row[k + 1] = first_row[k] + static_cast<Index>(parts[k].ends.size());
  }

  std::vector<Index> places(static_cast<std::size_t>(groups * columns), 0);
  in_parallel(groups, threads, [&](Index g) {
    Index* counter = places.data() + g * columns;
    for (Index k = g * count / groups; k < (g + 1) * count / groups; ++k) {
      for (const std::int32_t j : parts[static_cast<std::size_t>(k)].columns) ++counter[j];
    }
  });
  std::vector<Index> starts(static_cast<std::size_t>(columns) + 1, 0);
  Index total = 0;
  for (Index j = 0; j < columns; ++j) {
    starts[static_cast<std::size_t>(j)] = total;
    for (Index g = 0; g < groups; ++g) {
      const Index here = std::exchange(places[static_cast<std::size_t>(g * columns + j)], total);
      total += here;
    }
  }
  starts.back() = total;

  std::vector<std::int32_t> rows(static_cast<std::size_t>(total));
  std::vector<double> values(static_cast<std::size_t>(total));
  in_parallel(groups, threads, [&](Index g) {
    Index* place = places.data() + g * columns;
    for (Index k = g * count / groups; k < (g + 1) * count / groups; ++k) {
      RowPart& part = parts[static_cast<std::size_t>(k)];
      auto row = static_cast<std::int32_t>(first_row[static_cast<std::size_t>(k)]);
      std::size_t e = 0;
      for (const Index end : part.ends) {
        for (; e < static_cast<std::size_t>(end); ++e) {
          const auto at = static_cast<std::size_t>(place[part.columns[e]]++);
          rows[at] = row;
          values[at] = part.values[e];
        }
        ++row;
      }
      part = {};
    }
  });
  return {first_row.back(), columns, std::move(starts), std::move(rows), std::move(values)};
}

std::optional<Sparse> from_entries(const Entries& entries, Index rows, Index columns) {
  const std::size_t count = entries.values.size();
  std::vector<Index> starts(static_cast<std::size_t>(columns) + 1, 0);
  for (const std::int32_t j : entries.columns) ++starts[static_cast<std::size_t>(j) + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<Index> places(starts.begin(), starts.end() - 1);
  std::vector<std::int32_t> row_of(count);
  std::vector<double> values(count);
  for (std::size_t e = 0; e < count; ++e) {
    const auto at = static_cast<std::size_t>(places[static_cast<std::size_t>(entries.columns[e])]++);
    row_of[at] = entries.rows[e];
    values[at] = entries.values[e];
  }
  std::vector<std::pair<std::int32_t, double>> column;
  for (std::size_t j = 0; j + 1 < starts.size(); ++j) {
    const auto first = row_of.begin() + starts[j];
    const auto last = row_of.begin() + starts[j + 1];
    if (!std::is_sorted(first, last)) {
      column.clear();
      for (auto at = static_cast<std::size_t>(starts[j]); at < static_cast<std::size_t>(starts[j + 1]); ++at) {
        column.emplace_back(row_of[at], values[at]);
      }
      std::sort(column.begin(), column.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      auto at = static_cast<std::size_t>(starts[j]);
      for (const auto& [row, value] : column) {
        row_of[at] = row;
        values[at++] = value;
      }
    }
    if (std::adjacent_find(first, last) != last) return std::nullopt;
  }
  return Sparse(rows, columns, std::move(starts), std::move(row_of), std::move(values));
}

Index first_repeated(const Entries& entries, bool mirrored) {
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t e = 0; e < entries.values.size(); ++e) {
    auto row = static_cast<std::uint64_t>(entries.rows[e]);
    auto column = static_cast<std::uint64_t>(entries.columns[e]);
    if (mirrored && row < column) std::swap(row, column);
    if (!seen.insert(row << 32U | column).second) return static_cast<Index>(e);
  }
  return -1;
}

}  // namespace strads::io
