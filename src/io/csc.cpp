#include "io/csc.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <span>
#include <utility>

#include "core/in_parallel.hpp"
#include "io/big_array.hpp"
#include "io/text.hpp"

namespace strads::io {
namespace {

constexpr Index most_counters = Index{1} << 22;  // 32 MB, or one group

// False when two rows are the same.
bool sort_column(std::int32_t* rows, double* values, Index count, std::vector<std::pair<std::int32_t, double>>& room) {
  if (!std::is_sorted(rows, rows + count)) {
    room.clear();
    for (Index e = 0; e < count; ++e) room.emplace_back(rows[e], values[e]);
    std::sort(room.begin(), room.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [row, value] : room) {
      *rows++ = row;
      *values++ = value;
    }
    rows -= count;
  }
  return std::adjacent_find(rows, rows + count) == rows + count;
}

}  // namespace

Index CscBuilder::groups_for(Index columns, int threads) {
  return std::clamp<Index>(most_counters / std::max<Index>(columns, 1), 1, threads > 1 ? 2 * threads : 1);
}

void CscBuilder::flush(Index group) {
  Group& g = groups_[static_cast<std::size_t>(group)];
  const std::span waiting(g.waiting.data(), std::exchange(g.held, 0));
  if (!starts_) {
    std::int32_t last = -1;
    for (const Entry& entry : waiting) last = std::max(last, entry.column);
    const auto size = static_cast<Index>(g.places.size());
    if (last >= size) g.places.resize(static_cast<std::size_t>(std::max<Index>(Index{last} + 1, 2 * size)), 0);
    for (const Entry& entry : waiting) ++g.places[static_cast<std::size_t>(entry.column)];
    return;
  }
  std::array<Index, batch> at{};
  for (std::size_t e = 0; e < waiting.size(); ++e) {
    at[e] = g.places[static_cast<std::size_t>(waiting[e].column)]++;
    __builtin_prefetch(row_of_.get() + at[e], 1);
    __builtin_prefetch(values_.get() + at[e], 1);
  }
  for (std::size_t e = 0; e < waiting.size(); ++e) {
    row_of_[at[e]] = waiting[e].row;
    values_[at[e]] = waiting[e].value;
  }
}

void CscBuilder::allocate(Index columns) {
  columns_ = columns;
  for (Group& g : groups_) g.places.resize(static_cast<std::size_t>(columns), 0);
  starts_ = big_array<Index>(columns + 1);
  Index total = 0;
  for (Index j = 0; j < columns; ++j) {
    starts_[j] = total;
    for (Group& g : groups_) {
      const Index here = std::exchange(g.places[static_cast<std::size_t>(j)], total);
      total += here;
    }
  }
  starts_[columns] = total;
  row_of_ = big_array<std::int32_t>(total);
  values_ = big_array<double>(total);
}

bool CscBuilder::sort(int threads) {
  constexpr Index chunk = 4096;
  std::atomic<bool> unique = true;
  in_parallel((columns_ + chunk - 1) / chunk, threads, [&](Index k) {
    std::vector<std::pair<std::int32_t, double>> room;
    for (Index j = k * chunk; j < std::min(columns_, (k + 1) * chunk); ++j) {
      const Index start = starts_[j];
      if (!sort_column(row_of_.get() + start, values_.get() + start, starts_[j + 1] - start, room)) unique = false;
    }
  });
  return unique;
}

void CscBuilder::fill_missing(Index rows, const std::function<double(Index column, double mean)>& fill) {
  auto missing = std::make_shared<std::vector<Index>>();
  for (Index j = 0; j < columns_; ++j) {
    const auto before = missing->size();
    double total = 0;
    for (Index e = starts_[j]; e < starts_[j + 1]; ++e) {
      if (std::isnan(values_[e])) {
        missing->push_back(e);
      } else {
        total += values_[e];
      }
    }
    const auto gaps = static_cast<Index>(missing->size() - before);
    if (gaps == 0) continue;
    const double value = fill(j, gaps == rows ? std::nan("") : total / static_cast<double>(rows - gaps));
    for (std::size_t g = before; g < missing->size(); ++g) values_[(*missing)[g]] = value;
  }
  if (!missing->empty()) missing_ = std::move(missing);
}

}  // namespace strads::io
