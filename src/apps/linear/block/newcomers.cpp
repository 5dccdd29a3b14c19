#include "apps/linear/block/newcomers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "apps/linear/dot.hpp"

namespace strads::linear {
namespace {

// A tile of products: so many rows of L with so many registers of newcomers.
constexpr Index tall = registers_a_wide == 1 ? 8 : 4;
constexpr Index most_vectors = registers_a_wide == 1 ? 3 : 1;
constexpr Index panel = 256;       // rows that are solved for by themselves; those below then see them in a pass
constexpr Index rows_a_tile = 32;  // of such a pass
constexpr Index chunk = 128;       // rows of newcomers that stay in the first-level cache, a group of them

// right[i + h] -= sum_k L[h][k] right[k], k in [left, end), for `high` rows; right[0] has `vectors` lanes.
template <Index high, Index vectors>
void subtract(const double* const* L, Index left, Index end, Lanes* right, Index i) {
  Lanes total[high][vectors] = {};
  for (Index k = left; k < end; ++k) {
    Lanes of_k[vectors];
    for (Index v = 0; v < vectors; ++v) of_k[v] = right[k * vectors + v];
    for (Index h = 0; h < high; ++h) {
      const Lanes l = Lanes::all(L[h][k]);
      for (Index v = 0; v < vectors; ++v) total[h][v] += l * of_k[v];
    }
  }
  for (Index h = 0; h < high; ++h) {
    for (Index v = 0; v < vectors; ++v) right[(i + h) * vectors + v] -= total[h][v];
  }
}

// The same for rows [first, last) of L, which stand at first + offset of `right`.
template <Index vectors>
void subtract(const Newcomers::Rows& L, Index first, Index last, Index left, Index end, Lanes* right) {
  std::array<const double*, tall> rows{};
  for (Index i = first; i < last; i += tall) {
    const Index high = std::min(tall, last - i);
    for (Index h = 0; h < high; ++h) rows[static_cast<std::size_t>(h)] = L[static_cast<std::size_t>(i + h)].data();
    if (high == tall) {
      subtract<tall, vectors>(rows.data(), left, end, right, i);
    } else {
      for (Index h = 0; h < high; ++h) subtract<1, vectors>(rows.data() + h, left, end, right, i + h);
    }
  }
}

// right[i] = (right[i] - sum_{k < i} L[i][k] right[k]) / L[i][i] for i in [from, to), where all before `from` is done.
template <Index vectors>
void solve_panel(const Newcomers::Rows& L, Index from, Index to, Lanes* right) {
  for (Index i = from; i < to; ++i) {
    const Index block = from + (i - from) / tall * tall;
    if (i == block) subtract<vectors>(L, i, std::min(to, i + tall), from, i, right);
    const double* Li = L[static_cast<std::size_t>(i)].data();
    subtract<1, vectors>(&Li, block, i, right, i);
    for (Index v = 0; v < vectors; ++v) right[i * vectors + v] *= 1 / Li[i];
  }
}

// use(std::integral_constant<Index, vectors>)
template <class Use>
void with_vectors(Index vectors, const Use& use) {
  if (vectors == 1) use(std::integral_constant<Index, 1>());
  if constexpr (most_vectors > 1) {
    if (vectors == 2) use(std::integral_constant<Index, 2>());
    if (vectors == 3) use(std::integral_constant<Index, 3>());
  }
}

double work(Index rows, Index columns, Index newcomers) {
  return static_cast<double>(rows) * static_cast<double>(columns) * static_cast<double>(newcomers);
}

}  // namespace

Newcomers::Newcomers(const Rows& rows, Index count, const double* products, std::vector<Lanes>& room)
    : before_(static_cast<Index>(rows.size())), count_(count) {
  constexpr Index most = most_vectors * lane_count;
  const Index height = before_ + count;
  room.resize(std::max(room.size(), static_cast<std::size_t>((count + most - 1) / most * most_vectors * height)));
  Lanes* lanes = room.data();
  for (Index first = 0; first < count; first += most) {
    const Index here = std::min(most, count - first);
    const Index vectors = (here + lane_count - 1) / lane_count;
    const Group& group = groups_.emplace_back(Group{first, here, vectors, lanes});
    std::fill_n(group.row(0), height * vectors * lane_count, 0.0);
    for (Index a = first; a < first + here; ++a) {
      for (Index i = 0; i <= before_ + a; ++i) group.row(i)[a - first] = products[i];
      products += before_ + a + 1;
      squares_.push_back(products[-1]);
    }
    lanes += height * vectors;
  }
}

// Rows [first, last) of L less their products with what stands left of column `end`.
void Newcomers::subtract_products(const Rows& rows, Index first, Index last, Index end) const {
  for (Index left = 0; left < end; left += chunk) {
    for (const Group& group : groups_) {
      if (before_ + group.first + group.count <= first) continue;  // those have no products with ones that come later
      with_vectors(group.vectors, [&](auto vectors) {
        subtract<vectors>(rows, first, last, left, std::min(end, left + chunk), group.lanes);
      });
    }
  }
}

// The members' rows.
void Newcomers::eliminate(const Rows& rows, const RunPass& run) {
  for (Index from = 0; from < before_; from += panel) {
    const Index to = std::min(before_, from + panel);
    run_tiles(run, "newcomers", work(to - from, from, count_), from, to, rows_a_tile,
              [&](Index first, Index last) { subtract_products(rows, first, last, from); });
    run({"newcomers", static_cast<Index>(groups_.size()),
         [&](Index g) {
           const Group& group = groups_[static_cast<std::size_t>(g)];
           with_vectors(group.vectors, [&](auto vectors) { solve_panel<vectors>(rows, from, to, group.lanes); });
         },
         work(to - from, (to - from) / 2, count_)});
  }
}

// Their rows left of themselves are known: what is left of their products with each other.
void Newcomers::meet(Rows& rows, const RunPass& run) {
  for (const Group& group : groups_) {
    for (Index a = 0; a < group.count; ++a) {
      auto& row = rows.emplace_back(static_cast<std::size_t>(before_ + group.first + a + 1));
      for (Index i = 0; i < before_; ++i) row[static_cast<std::size_t>(i)] = group.row(i)[a];
    }
  }
  run_tiles(run, "newcomers", work(count_, count_ / 2, before_), before_, before_ + count_, rows_a_tile,
            [&](Index first, Index last) { subtract_products(rows, first, last, before_); });
}

bool Newcomers::factorize(Rows& rows, double least) {
  for (const Group& group : groups_) {
    for (Index a = group.first; a < group.first + group.count; ++a) {
      double* La = rows[static_cast<std::size_t>(before_ + a)].data() + before_;
      for (Index b = 0; b <= a; ++b) La[b] = group.row(before_ + b)[a - group.first];
      for (Index b = 0; b < a; ++b) {
        const double* Lb = rows[static_cast<std::size_t>(before_ + b)].data() + before_;
        La[b] = (La[b] - dot(La, Lb, b)) / Lb[b];
      }
      const double pivot = La[a] - dot(La, La, a);
      if (!(pivot > least * squares_[static_cast<std::size_t>(a)])) return false;
      La[a] = std::sqrt(pivot);
    }
  }
  return true;
}

bool Newcomers::join(Rows& rows, double least, const RunPass& run) {
  eliminate(rows, run);
  meet(rows, run);
  if (factorize(rows, least)) return true;
  rows.resize(static_cast<std::size_t>(before_));
  return false;
}

}  // namespace strads::linear
