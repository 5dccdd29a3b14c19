#include "apps/linear/block/rotations.hpp"

#include <array>
#include <cmath>

#include "linalg/lanes.hpp"

namespace strads::linear {
namespace {

constexpr Index wides = 2;                  // chains of rotations that hide each other's latency
constexpr Index high = wides * lane_count;  // rows side by side: each row's chain is sequential
constexpr Index across = 128;               // columns of a block of them, which stays in the first-level cache
constexpr Index panel = 16 * high;          // rows whose rotations all rows below then see in a pass
constexpr Index groups_a_tile = 4;

// What rows carry along their chains: a share of the column that goes.
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

// Rows of a factor in groups of `high`, from the one below the first position on. A panel of them makes the rotations
// of its columns; then those below are rotated there. What is rotated moves up to its place in the result at once.
class Elimination {
 public:
  Elimination(std::vector<std::vector<double>>& rows, std::span<const Index> positions)
      : rows_(rows),
        positions_(positions),
        size_(static_cast<Index>(rows.size())),
        top_(positions.front() + 1),
        carried_(static_cast<std::size_t>((size_ - top_ + high - 1) / high) * positions.size()),
        rotations_(static_cast<std::size_t>(2 * (panel + 1)) * positions.size()) {
    for (Index k = positions.front(), gone = 0; k < size_; ++k) {
      places_.push_back(k - gone);
      if (gone < static_cast<Index>(positions.size()) && positions[static_cast<std::size_t>(gone)] == k) ++gone;
    }
  }

  void run(const RunPass& run) {
    for (Index from = top_; from < size_; from += panel) {
      const Index to = std::min(size_, from + panel);
      first_ = from == top_ ? positions_.front() : from;
      for (Index group = from; group < to; group += high) make_rotations(group);
      const double work = static_cast<double>((to - first_) * (size_ - to)) * static_cast<double>(positions_.size());
      run_tiles(run, "leavers", work, to, size_, groups_a_tile * high, [&](Index begin, Index end) {
        for (Index group = begin; group < end; group += high) rotate_columns(group, to);
      });
    }
    drop(rows_, positions_);
  }

 private:
  // Cosine and sine of the panel's columns, for the s-th position.
  [[nodiscard]] double* rotation(std::size_t s, Index column) {
    return rotations_.data() + 2 * (static_cast<Index>(s) * (panel + 1) + column - first_);
  }
  [[nodiscard]] Carried& carried(Index group, std::size_t s) {
    return carried_[static_cast<std::size_t>((group - top_) / high) * positions_.size() + s];
  }
  [[nodiscard]] Index rows_in(Index group) const { return std::min(high, size_ - group); }
  [[nodiscard]] double* row(Index i) { return rows_[static_cast<std::size_t>(i)].data(); }
  [[nodiscard]] Index place(Index column) const {
    return places_[static_cast<std::size_t>(column - positions_.front())];
  }

  // Of a group of the panel: its columns before, by rotations that are there, then row by row.
  void make_rotations(Index group) {
    rotate_columns(group, group);
    for (Index i = group; i < group + rows_in(group); ++i) {
      double* values = row(i);
      const Index g = i - group;
      for (std::size_t s = 0; s < positions_.size() && positions_[s] < i; ++s) {
        const bool begun = positions_[s] < group;
        const double share = begun ? carried(group, s)[g / lane_count][g % lane_count] : values[positions_[s]];
        make_rotation(s, begun ? group : positions_[s] + 1, i, values, share);
      }
      for (Index k = std::max(group, positions_.front()); k <= i; ++k) values[place(k)] = values[k];
      rows_[static_cast<std::size_t>(i)].resize(static_cast<std::size_t>(place(i) + 1));
    }
  }

  // Columns [column, i) of row i, and the rotation that its diagonal makes.
  void make_rotation(std::size_t s, Index column, Index i, double* values, double share) {
    for (; column < i; ++column) rotate(rotation(s, column)[0], rotation(s, column)[1], values[column], share);
    double& diagonal = values[i];
    const double length = std::sqrt(diagonal * diagonal + share * share);
    rotation(s, i)[0] = diagonal / length;
    rotation(s, i)[1] = share / length;
    diagonal = length;
  }

  // The panel's columns before `last`, in blocks in which a column's rows lie side by side.
  void rotate_columns(Index group, Index last) {
    alignas(64) std::array<double, across * high> block;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    const Index count = rows_in(group);
    for (Index from = first_; from < last; from += across) {
      const Index to = std::min(last, from + across);
      for (Index g = 0; g < count; ++g) {
        const double* values = row(group + g);
        for (Index k = from; k < to; ++k) copy(values[k], block[(k - from) * high + g]);
      }
      for (std::size_t s = 0; s < positions_.size() && positions_[s] < to; ++s) {
        if (positions_[s] >= from) carried(group, s) = column(block.data() + (positions_[s] - from) * high);
        const Index begin = std::max(from, positions_[s] + 1);
        rotate_block(block.data() + (begin - from) * high, to - begin, rotation(s, begin), carried(group, s));
      }
      for (Index g = 0; g < count; ++g) {
        double* values = row(group + g);
        for (Index k = from; k < to; ++k) copy(block[(k - from) * high + g], values[place(k)]);
      }
    }
  }

  static Carried column(const double* from) {
    Carried values;
    for (Index w = 0; w < wides; ++w) load(from + w * lane_count, values[w]);
    return values;
  }

  static void rotate_block(double* block, Index columns, const double* rotations, Carried& on) {
    Carried carried = on;
    for (Index k = 0; k < columns; ++k) {
      const Lanes cosine = Lanes::all(rotations[2 * k]);
      const Lanes sine = Lanes::all(rotations[2 * k + 1]);
      double* at = block + k * high;
      for (Index w = 0; w < wides; ++w) {
        Lanes before;
        load(at + w * lane_count, before);
        store(cosine * before + sine * carried[w], at + w * lane_count);
        carried[w] = cosine * carried[w] - sine * before;
      }
    }
    on = carried;
  }

  std::vector<std::vector<double>>& rows_;
  std::span<const Index> positions_;
  Index size_;
  Index top_;
  Index first_ = 0;                // column of the panel
  std::vector<Carried> carried_;   // by group and position
  std::vector<double> rotations_;  // of the panel
  std::vector<Index> places_;      // in the result, of columns from the first position on
};

}  // namespace

void rotate_out(std::vector<std::vector<double>>& rows, std::span<const Index> positions, const RunPass& run) {
  Elimination(rows, positions).run(run);
}

}  // namespace strads::linear
