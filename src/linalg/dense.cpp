#include "strads/linalg/dense.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numeric>

#include "linalg/lanes.hpp"

namespace strads {
namespace {

// Rows that one sweep over a batch of columns covers: 64 KiB of the shared vector stay in the second-level cache
// while every column passes by, and a column is still read in runs long enough for the prefetcher.
constexpr Index chunk_rows = 8192;
constexpr std::size_t group = 4;  // columns that share one load of the vector

// out[k] += x[k] ' v over n rows, for `count` columns. Each column has the same two chains of additions whatever
// `count` is.
template <int count, class T>
void dot_group(const T* const* x, const double* v, Index n, double* out) {
  Lanes even[count] = {};
  Lanes odd[count] = {};
  Index i = 0;
  for (; i + 2 * lane_count <= n; i += 2 * lane_count) {
    Lanes v0;
    Lanes v1;
    load(v + i, v0);
    load(v + i + lane_count, v1);
    for (int k = 0; k < count; ++k) {
      Lanes x0;
      Lanes x1;
      load(x[k] + i, x0);
      load(x[k] + i + lane_count, x1);
      even[k] += x0 * v0;
      odd[k] += x1 * v1;
    }
  }
  if (i + lane_count <= n) {
    Lanes v0;
    load(v + i, v0);
    for (int k = 0; k < count; ++k) {
      Lanes x0;
      load(x[k] + i, x0);
      even[k] += x0 * v0;
    }
    i += lane_count;
  }
  for (int k = 0; k < count; ++k) {
    double tail = 0;
    for (Index r = i; r < n; ++r) tail += static_cast<double>(x[k][r]) * v[r];
    out[k] += sum(even[k] + odd[k]) + tail;
  }
}

template <int count, class T>
void add_group(const T* const* x, const double* weights, Index first, Index last, double* out) {
  std::array<const T*, count> from;
  std::array<double, count> w;
  std::copy_n(x, count, from.begin());
  std::copy_n(weights, count, w.begin());
#pragma omp simd
  for (Index i = first; i < last; ++i) {
    double value = out[i];
    for (int k = 0; k < count; ++k) value += w[k] * static_cast<double>(from[k][i]);
    out[i] = value;
  }
}

// Of the entries x[i], i in `known`, but for those at the places `gaps`, which count from `start`. 0 when none is left.
template <class T>
double mean_of_present(const T* x, std::span<const Index> known, std::span<const Index> gaps, Index start) {
  double total = 0;
  Index count = 0;
  auto gap = gaps.begin();
  for (const Index i : known) {
    while (gap != gaps.end() && *gap - start < i) ++gap;
    if (gap != gaps.end() && *gap - start == i) continue;
    total += static_cast<double>(x[i]);
    ++count;
  }
  return count == 0 ? 0 : total / static_cast<double>(count);
}

}  // namespace

template <class T>
Dense<T>::Dense(Index rows, Index columns, std::vector<T> data) : rows_(rows), columns_(columns) {
  assert(static_cast<Index>(data.size()) == rows * columns);
  const auto owner = std::make_shared<const std::vector<T>>(std::move(data));
  data_ = std::shared_ptr<const T[]>(owner, owner->data());
}

template <class T>
Moments Dense<T>::moments(Index j) const {
  const T* x = column(j);
  const auto shift = static_cast<double>(x[0]);  // makes constant columns exact
  const auto n = static_cast<double>(rows_);
  double total = 0;
#pragma omp simd reduction(+ : total)
  for (Index i = 0; i < rows_; ++i) total += static_cast<double>(x[i]) - shift;
  const double mean = shift + total / n;
  double squares = 0;
  double rest = 0;  // what rounding left in the mean
#pragma omp simd reduction(+ : squares, rest)
  for (Index i = 0; i < rows_; ++i) {
    const double d = static_cast<double>(x[i]) - mean;
    squares += d * d;
    rest += d;
  }
  return {mean, std::max(0.0, (squares - rest * rest / n) / n)};
}

template <class T>
void Dense<T>::entries(Index j, std::int32_t* rows, double* values) const {
  std::iota(rows, rows + rows_, 0);
  expand(j, values);
}

template <class T>
void Dense<T>::expand(Index j, double* out) const {
  std::copy_n(column(j), rows_, out);
}

template <class T>
void Dense<T>::dots(std::span<const Index> columns, const double* vector, double* out) const {
  std::fill_n(out, columns.size(), 0.0);
  for (Index first = 0; first < rows_; first += chunk_rows) {
    const Index n = std::min(chunk_rows, rows_ - first);
    const double* v = vector + first;
    for (std::size_t k = 0; k < columns.size(); k += group) {
      const std::size_t count = std::min(group, columns.size() - k);
      std::array<const T*, group> x{};
      for (std::size_t c = 0; c < count; ++c) x[c] = column(columns[k + c]) + first;
      if (count == 4) dot_group<4>(x.data(), v, n, out + k);
      if (count == 3) dot_group<3>(x.data(), v, n, out + k);
      if (count == 2) dot_group<2>(x.data(), v, n, out + k);
      if (count == 1) dot_group<1>(x.data(), v, n, out + k);
    }
  }
}

template <class T>
void Dense<T>::add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last,
                   double* out) const {
  assert(columns.size() == weights.size() && first >= 0 && last <= rows_);
  for (Index from = first; from < last; from += chunk_rows) {
    const Index to = std::min(last, from + chunk_rows);
    for (std::size_t k = 0; k < columns.size(); k += group) {
      const std::size_t count = std::min(group, columns.size() - k);
      std::array<const T*, group> x{};
      for (std::size_t c = 0; c < count; ++c) x[c] = column(columns[k + c]);
      const double* w = weights.data() + k;
      if (count == 4) add_group<4>(x.data(), w, from, to, out);
      if (count == 3) add_group<3>(x.data(), w, from, to, out);
      if (count == 2) add_group<2>(x.data(), w, from, to, out);
      if (count == 1) add_group<1>(x.data(), w, from, to, out);
    }
  }
}

template <class T>
void Dense<T>::add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                         std::int64_t* out) const {
  assert(columns.size() == weights.size());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const T* x = column(columns[k]);
    for (Index i = 0; i < rows_; ++i) {
      const std::int64_t value = std::llrint(weights[k] * static_cast<double>(x[i]) * scale);
      if (value != 0) std::atomic_ref(out[i]).fetch_add(value, std::memory_order_relaxed);
    }
  }
}

template <class T>
void Dense<T>::add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const {
  assert(columns.size() == weights.size());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const T* x = column(columns[k]);
    for (Index i = 0; i < rows_; ++i) {
      std::atomic_ref(out[i]).fetch_add(weights[k] * static_cast<double>(x[i]), std::memory_order_relaxed);
    }
  }
}

template <class T>
Dense<T> Dense<T>::select_rows(std::span<const Index> rows, std::span<const Index> known) const {
  const auto n = static_cast<Index>(rows.size());
  // Not a vector: that would write zeros first.
  const std::shared_ptr<T[]> data(new T[static_cast<std::size_t>(n * columns_)]);
  for (Index j = 0; j < columns_; ++j) {
    const T* from = column(j);
    T* to = data.get() + j * n;
    for (Index i = 0; i < n; ++i) to[i] = from[rows[i]];
  }
  if (!missing_) return Dense(n, columns_, data);
  std::vector<Index> place(static_cast<std::size_t>(rows_), -1);  // of each row among those selected
  for (Index i = 0; i < n; ++i) place[rows[i]] = i;
  auto missing = std::make_shared<std::vector<Index>>();
  for (std::span<const Index> rest = *missing_; !rest.empty();) {
    const Index j = rest.front() / rows_;
    const auto end = std::find_if(rest.begin(), rest.end(), [&](Index at) { return at >= (j + 1) * rows_; });
    const auto gaps = rest.first(static_cast<std::size_t>(end - rest.begin()));
    rest = rest.subspan(gaps.size());
    const double mean = mean_of_present(column(j), known, gaps, j * rows_);
    for (const Index gap : gaps) {
      const Index row = place[gap - j * rows_];
      if (row < 0) continue;
      data[j * n + row] = static_cast<T>(mean);
      missing->push_back(j * n + row);
    }
  }
  return Dense(n, columns_, data, std::move(missing));
}

template class Dense<double>;
template class Dense<float>;
template class Dense<std::int8_t>;

}  // namespace strads
