#include "strads/linalg/sparse.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

#include "linalg/gathered_dot.hpp"
#include "linalg/lanes.hpp"

namespace strads {
namespace {

constexpr Index chains = 4;           // independent additions in flight; part of what fixes the bits
constexpr Index wide_rows = 1 << 20;  // up to here `cross` takes eight columns at once
constexpr Index wide = lane_count;

// A column scattered among zeros: entry (i, a) at scratch[i * width + a].
template <Index width>
void scatter(const Sparse& x, std::span<const Index> as, double* scratch) {
  for (std::size_t a = 0; a < as.size(); ++a) {
    const auto rows = x.rows_of(as[a]);
    const auto values = x.values_of(as[a]);
    for (std::size_t e = 0; e < rows.size(); ++e) scratch[rows[e] * width + static_cast<Index>(a)] = values[e];
  }
}

template <Index width>
void clear(const Sparse& x, std::span<const Index> as, double* scratch) {
  for (std::size_t a = 0; a < as.size(); ++a) {
    for (const std::int32_t row : x.rows_of(as[a])) scratch[row * width + static_cast<Index>(a)] = 0.0;
  }
}

void dot_wide(std::span<const std::int32_t> rows, std::span<const double> values, const double* scratch, double* out) {
  Lanes total[chains] = {};
  const auto n = static_cast<Index>(rows.size());
  Lanes a;
  Index e = 0;
  for (; e + chains <= n; e += chains) {
    for (Index c = 0; c < chains; ++c) {
      load(scratch + rows[e + c] * wide, a);
      total[c] += a * values[e + c];
    }
  }
  for (Index c = 0; e + c < n; ++c) {
    load(scratch + rows[e + c] * wide, a);
    total[c] += a * values[e + c];
  }
  store((total[0] + total[1]) + (total[2] + total[3]), out);
}

double total_of(std::span<const double> values) {
  double total = 0;
#pragma omp simd reduction(+ : total)
  for (std::size_t e = 0; e < values.size(); ++e) total += values[e];  // NOLINT(modernize-loop-convert)
  return total;
}

template <class T>
std::shared_ptr<const T[]> shared(std::vector<T> vector) {
  const auto owner = std::make_shared<const std::vector<T>>(std::move(vector));
  return {owner, owner->data()};
}

}  // namespace

Sparse::Sparse(Index rows, Index columns, std::vector<Index> starts, std::vector<std::int32_t> row_of,
               std::vector<double> values)
    : Sparse(rows, columns, shared(std::move(starts)), shared(std::move(row_of)), shared(std::move(values))) {}

Sparse::Sparse(Index rows, Index columns, std::shared_ptr<const Index[]> starts,
               std::shared_ptr<const std::int32_t[]> row_of, std::shared_ptr<const double[]> values, Missing missing)
    : rows_(rows),
      columns_(columns),
      starts_(std::move(starts)),
      row_of_(std::move(row_of)),
      values_(std::move(values)),
      missing_(std::move(missing)) {}

Moments Sparse::moments(Index j) const {
  const auto values = values_of(j);
  const auto n = static_cast<double>(rows_);
  const auto zeros = static_cast<double>(rows_ - stored(j));
  const double shift = stored(j) == rows_ ? values[0] : 0.0;  // makes constant columns exact
  double total = 0;
  for (const double value : values) total += value - shift;
  const double mean = shift + total / n;
  double squares = zeros * mean * mean;
  double rest = -zeros * mean;  // what rounding left in the mean
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
    rest += value - mean;
  }
  return {mean, std::max(0.0, (squares - rest * rest / n) / n)};
}

void Sparse::entries(Index j, std::int32_t* rows, double* values) const {
  std::copy_n(row_of_.get() + starts_[j], stored(j), rows);
  std::copy_n(values_.get() + starts_[j], stored(j), values);
}

void Sparse::expand(Index j, double* out) const {
  std::fill_n(out, rows_, 0.0);
  const auto rows = rows_of(j);
  const auto values = values_of(j);
  for (std::size_t e = 0; e < rows.size(); ++e) out[rows[e]] = values[e];
}

void Sparse::dots(std::span<const Index> columns, const double* vector, double* out) const {
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const Index j = columns[k];
    out[k] = gathered_dot(rows_of(j).data(), values_of(j).data(), stored(j), vector);
  }
}

void Sparse::add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last,
                 double* out) const {
  assert(columns.size() == weights.size() && first >= 0 && last <= rows_);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const auto rows = rows_of(columns[k]);
    const double* values = values_of(columns[k]).data();
    std::size_t e = 0;
    std::size_t end = rows.size();
    if (first > 0) e = static_cast<std::size_t>(std::lower_bound(rows.begin(), rows.end(), first) - rows.begin());
    if (last < rows_) end = static_cast<std::size_t>(std::lower_bound(rows.begin(), rows.end(), last) - rows.begin());
    for (; e < end; ++e) out[rows[e]] += weights[k] * values[e];
  }
}

void Sparse::cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs,
                   double* out) const {
  assert(as.size() == centres.size());
  thread_local std::vector<double> scratch;  // zeros between calls
  const std::size_t at_once = as.size() > 1 && rows_ <= wide_rows ? wide : 1;
  scratch.resize(std::max(scratch.size(), static_cast<std::size_t>(rows_) * at_once));
  std::vector<double> totals(bs.size(), 0.0);
  if (std::any_of(centres.begin(), centres.end(), [](double centre) { return centre != 0; })) {
    for (std::size_t b = 0; b < bs.size(); ++b) totals[b] = total_of(values_of(bs[b]));
  }
  double products[wide] = {};
  for (std::size_t a = 0; a < as.size(); a += at_once) {
    const auto batch = as.subspan(a, std::min(at_once, as.size() - a));
    if (at_once == wide) scatter<wide>(*this, batch, scratch.data());
    if (at_once == 1) scatter<1>(*this, batch, scratch.data());
    for (std::size_t b = 0; b < bs.size(); ++b) {
      const auto rows = rows_of(bs[b]);
      const auto values = values_of(bs[b]);
      if (at_once == wide) dot_wide(rows, values, scratch.data(), products);
      if (at_once == 1) products[0] = gathered_dot(rows.data(), values.data(), stored(bs[b]), scratch.data());
      for (std::size_t k = 0; k < batch.size(); ++k) {
        out[(a + k) * bs.size() + b] = products[k] - centres[a + k] * totals[b];
      }
    }
    if (at_once == wide) clear<wide>(*this, batch, scratch.data());
    if (at_once == 1) clear<1>(*this, batch, scratch.data());
  }
}

void Sparse::add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                       std::int64_t* out) const {
  assert(columns.size() == weights.size());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const auto rows = rows_of(columns[k]);
    const auto values = values_of(columns[k]);
    for (std::size_t e = 0; e < rows.size(); ++e) {
      std::atomic_ref(out[rows[e]]).fetch_add(std::llrint(weights[k] * values[e] * scale), std::memory_order_relaxed);
    }
  }
}

void Sparse::add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const {
  assert(columns.size() == weights.size());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const auto rows = rows_of(columns[k]);
    const auto values = values_of(columns[k]);
    for (std::size_t e = 0; e < rows.size(); ++e) {
      std::atomic_ref(out[rows[e]]).fetch_add(weights[k] * values[e], std::memory_order_relaxed);
    }
  }
}

// `gaps` begin with those of column j.
double Sparse::mean_of_present(Index j, std::span<const Index> known, std::span<const Index> gaps) const {
  const auto rows = rows_of(j);
  double total = 0;
  auto present = static_cast<double>(known.size());
  auto at = known.begin();
  auto gap = gaps.begin();
  for (std::size_t e = 0; e < rows.size(); ++e) {
    const bool missing = gap != gaps.end() && *gap == starts_[j] + static_cast<Index>(e);
    if (missing) ++gap;
    while (at != known.end() && *at < rows[e]) ++at;
    if (at == known.end() || *at != rows[e]) continue;
    missing ? present -= 1 : total += values_of(j)[e];
  }
  return present > 0 ? total / present : 0.0;
}

Sparse Sparse::select_rows(std::span<const Index> rows, std::span<const Index> known) const {
  std::vector<std::int32_t> place(static_cast<std::size_t>(rows_), -1);  // of each row among those selected
  for (std::size_t i = 0; i < rows.size(); ++i) place[rows[i]] = static_cast<std::int32_t>(i);
  std::vector<Index> starts{0};
  std::vector<std::int32_t> row_of;
  std::vector<double> values;
  auto missing = std::make_shared<std::vector<Index>>();
  std::span<const Index> gaps = missing_ ? std::span<const Index>(*missing_) : std::span<const Index>();
  starts.reserve(static_cast<std::size_t>(columns_) + 1);
  for (Index j = 0; j < columns_; ++j) {
    const auto from = rows_of(j);
    const bool any = !gaps.empty() && gaps.front() < starts_[j + 1];
    const double mean = any ? mean_of_present(j, known, gaps) : 0.0;
    for (std::size_t e = 0; e < from.size(); ++e) {
      const bool gap = any && !gaps.empty() && gaps.front() == starts_[j] + static_cast<Index>(e);
      if (gap) gaps = gaps.subspan(1);
      if (place[from[e]] < 0) continue;
      if (gap) missing->push_back(static_cast<Index>(values.size()));
      row_of.push_back(place[from[e]]);
      values.push_back(gap ? mean : values_of(j)[e]);
    }
    starts.push_back(static_cast<Index>(values.size()));
  }
  return {static_cast<Index>(rows.size()), columns_,
          shared(std::move(starts)),       shared(std::move(row_of)),
          shared(std::move(values)),       missing->empty() ? nullptr : Missing(std::move(missing))};
}

}  // namespace strads
