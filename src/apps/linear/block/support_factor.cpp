#include "apps/linear/block/support_factor.hpp"

#include <algorithm>
#include <cmath>

#include "apps/linear/block/newcomers.hpp"
#include "apps/linear/block/rotations.hpp"
#include "apps/linear/dot.hpp"
#include "linalg/lanes.hpp"

namespace strads::linear {
namespace {

// A squared distance to the span of the members below this share of the column's square is rounding: products carry
// about 1e-16 each, and weights up to 1e3 times larger than the column's own are common.
constexpr double dependent = 1e-11;

constexpr Index panel = 256;           // unknowns that are solved for by themselves; all others then see them in a pass
constexpr Index rows_a_tile = 16;      // of a pass over rows
constexpr Index columns_a_tile = 512;  // of a pass over columns

// products[k] = rows[first + k]'x over `count` entries, for four rows.
void dots_of_four(const std::vector<double>* rows, const double* x, Index count, double* products) {
  constexpr int four = 4;
  Lanes total[four] = {};
  const Index whole = count / lane_count * lane_count;
  for (Index i = 0; i < whole; i += lane_count) {
    Lanes of_x;
    load(x + i, of_x);
    for (int k = 0; k < four; ++k) {
      Lanes of_row;
      load(rows[k].data() + i, of_row);
      total[k] += of_row * of_x;
    }
  }
  for (int k = 0; k < four; ++k) {
    products[k] = sum(total[k]);
    for (Index i = whole; i < count; ++i) products[k] += rows[k][static_cast<std::size_t>(i)] * x[i];
  }
}

double entries(Index rows, Index columns) { return static_cast<double>(rows) * static_cast<double>(columns); }

}  // namespace

void SupportFactor::clear() {
  rows_.clear();
  members_.clear();
}

void SupportFactor::solve_lower(double* x) const {
  for (Index from = 0; from < size(); from += panel) {
    const Index to = std::min(size(), from + panel);
    run_tiles(run_, "forward", entries(to - from, from), from, to, rows_a_tile, [&](Index first, Index last) {
      Index i = first;
      for (double products[4]; i + 4 <= last; i += 4) {
        dots_of_four(&rows_[static_cast<std::size_t>(i)], x, from, products);
        for (Index k = 0; k < 4; ++k) x[i + k] -= products[k];
      }
      for (; i < last; ++i) x[i] -= dot(row(i), x, from);
    });
    for (Index i = from; i < to; ++i) x[i] = (x[i] - dot(row(i) + from, x + from, i - from)) / row(i)[i];
  }
}

void SupportFactor::solve_upper(double* x) const {
  for (Index to = size(); to > 0;) {
    const Index from = (to - 1) / panel * panel;
    const auto subtract = [&](Index i, Index first, Index last) {
      const double* Li = row(i);
      const double xi = x[i];
#pragma omp simd
      for (Index k = first; k < last; ++k) x[k] -= xi * Li[k];
    };
    for (Index i = to - 1; i >= from; --i) {
      x[i] /= row(i)[i];
      subtract(i, from, i);
    }
    run_tiles(run_, "back", entries(to - from, from), 0, from, columns_a_tile, [&](Index first, Index last) {
      for (Index i = from; i < to; ++i) subtract(i, first, last);
    });
    to = from;
  }
}

void SupportFactor::solve(std::span<double> x) {
  operations_ += square();
  solve_lower(x.data());
  solve_upper(x.data());
}

bool SupportFactor::append(Index member, std::span<const double> products, double diagonal) {
  work_.assign(products.begin(), products.end());
  solve_lower(work_.data());
  operations_ += square() / 2;
  const double pivot = diagonal - dot(work_.data(), work_.data(), size());
  if (!(pivot > dependent * diagonal)) {
    operations_ += square() / 2;
    solve_upper(work_.data());
    return false;
  }
  rows_.push_back(work_);
  rows_.back().push_back(std::sqrt(pivot));
  members_.push_back(member);
  return true;
}

// Many at a time: to those that follow they are members like all others.
bool SupportFactor::append_all(std::span<const Index> members, std::span<const double> rows) {
  constexpr std::size_t most = 256;
  const auto old = rows_.size();
  const double* products = rows.data();
  for (std::size_t done = 0; done < members.size();) {
    const Index count = static_cast<Index>(std::min(most, members.size() - done));
    const auto known = static_cast<double>(size());
    const auto fresh = static_cast<double>(count);
    operations_ += known * fresh * (known + fresh) / 2 + fresh * fresh * fresh / 6;
    Newcomers newcomers(rows_, count, products, room_);
    products += count * size() + count * (count + 1) / 2;
    if (!newcomers.join(rows_, dependent, run_)) {
      rows_.resize(old);
      return false;
    }
    done += static_cast<std::size_t>(count);
  }
  members_.insert(members_.end(), members.begin(), members.end());
  return true;
}

void SupportFactor::remove(std::span<const Index> positions) {
  constexpr std::size_t most = 32;  // whose rotations stay in the second-level cache
  for (std::size_t end = positions.size(); end > 0;) {
    const std::size_t begin = end > most ? end - most : 0;
    const auto some = positions.subspan(begin, end - begin);
    for (std::size_t s = 0; s < some.size(); ++s) {
      const auto tail = static_cast<double>(size() - some[s] - static_cast<Index>(some.size() - s));
      operations_ += 2 * tail * tail;  // four a rotation
    }
    rotate_out(rows_, some, run_);
    drop(members_, some);
    end = begin;
  }
}

}  // namespace strads::linear
