#include "apps/linear/block/rotations.hpp"

#include <array>
#include <cmath>

#include "linalg/lanes.hpp"

namespace strads::linear {
namespace {

constexpr Index wides = 2;                  // chains of rotations that hide each other's latency
constexpr Index high = wides * lane_count;  // rows side by side: each row's chain is sequential
constexpr Index across = 128;               // columns of a block of them, which stays in the first-level cache

// What a row carries along its chain: a share of the column that goes.
using Carried = std::array<Lanes, wides>;

// A row of the block: the value there, and what is carried on.
inline void rotate(double cosine, double sine, double& value, double& carried) {
  const double before = value;
  value = cosine * before + sine * carried;
  carried = cosine * carried - sine * before;
}

// One number: GCC 12 would gather and scatter several, which takes longer.
inline void copy(double from, double& to) {
  keep(from);
  to = from;
}

class Elimination {
 public:
  Elimination(std::vector<std::vector<double>>& rows, std::span<const Index> positions, std::vector<double>& scratch)
      : rows_(rows), positions_(positions), scratch_(scratch), carried_(positions.size()) {
    scratch_.resize(2 * rows.size() * positions.size());
  }

  // Rows [group, group + count); those before are done.
  void rotate_group(Index group, Index count) {
    for (Index g = 0; g < count; ++g) row_[g] = rows_[static_cast<std::size_t>(group + g)].data();
    rotate_before(group, count);
    for (std::size_t s = 0; s < positions_.size(); ++s) {
      const bool begun = positions_[s] < group;
      for (Index g = std::max<Index>(positions_[s] + 1 - group, 0); g < count; ++g) {
        const double carried = begun ? carried_[s][g / lane_count][g % lane_count] : row_[g][positions_[s]];
        finish(s, begun ? group : positions_[s] + 1, group + g, row_[g], carried);
      }
    }
    for (Index g = 0; g < count; ++g) drop(rows_[static_cast<std::size_t>(group + g)], positions_);
  }

 private:
  [[nodiscard]] double* rotation(std::size_t s) { return scratch_.data() + 2 * rows_.size() * s; }

  // Columns [first, row) of a row, and the rotation that its diagonal makes.
  void finish(std::size_t s, Index first, Index row, double* values, double carried) {
    double* made = rotation(s);
    for (Index k = first; k < row; ++k) rotate(made[2 * k], made[2 * k + 1], values[k], carried);
    double& diagonal = values[row];
    const double length = std::sqrt(diagonal * diagonal + carried * carried);
    made[2 * row] = diagonal / length;
    made[2 * row + 1] = carried / length;
    diagonal = length;
  }

  // Columns before the group, of all its rows, in blocks in which a column's rows lie side by side.
  void rotate_before(Index group, Index count) {
    for (Index first = positions_.front(); first < group; first += across) {
      const Index last = std::min(group, first + across);
      for (Index g = 0; g < count; ++g) {
        for (Index k = first; k < last; ++k) copy(row_[g][k], block_[(k - first) * high + g]);
      }
      for (std::size_t s = 0; s < positions_.size() && positions_[s] < last; ++s) {
        if (positions_[s] >= first) carried_[s] = column(positions_[s] - first);
        rotate_block(s, std::max(first, positions_[s] + 1), last, first);
      }
      for (Index g = 0; g < count; ++g) {
        for (Index k = first; k < last; ++k) copy(block_[(k - first) * high + g], row_[g][k]);
      }
    }
  }

  [[nodiscard]] Carried column(Index k) const {
    Carried values;
    for (Index w = 0; w < wides; ++w) load(block_.data() + k * high + w * lane_count, values[w]);
    return values;
  }

  void rotate_block(std::size_t s, Index begin, Index end, Index first) {
    const double* made = rotation(s);
    Carried carried = carried_[s];
    for (Index k = begin; k < end; ++k) {
      const Lanes cosine = Lanes::all(made[2 * k]);
      const Lanes sine = Lanes::all(made[2 * k + 1]);
      double* at = block_.data() + (k - first) * high;
      for (Index w = 0; w < wides; ++w) {
        Lanes before;
        load(at + w * lane_count, before);
        store(cosine * before + sine * carried[w], at + w * lane_count);
        carried[w] = cosine * carried[w] - sine * before;
      }
    }
    carried_[s] = carried;
  }

  std::vector<std::vector<double>>& rows_;
  std::span<const Index> positions_;
  std::vector<double>& scratch_;  // of each position, cosine and sine of each row
  std::vector<Carried> carried_;  // of each position, in a full group
  std::array<double*, high> row_{};
  alignas(64) std::array<double, across * high> block_{};
};

}  // namespace

void rotate_out(std::vector<std::vector<double>>& rows, std::span<const Index> positions,
                std::vector<double>& scratch) {
  Elimination elimination(rows, positions, scratch);
  const auto size = static_cast<Index>(rows.size());
  for (Index group = positions.front() + 1; group < size; group += high) {
    elimination.rotate_group(group, std::min(high, size - group));
  }
  drop(rows, positions);
}

}  // namespace strads::linear
