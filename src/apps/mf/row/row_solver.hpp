// Updates rows one by one (sixteen side by side) while the other side is fixed: als, block and ccd are this with
// different ranges of coordinates and different ways to solve a range.
//
// Where the penalty is learned, a row's numbers are means of normal distributions, and the update is that of mean-field
// variational Bayes (Lim and Teh 2007; Raiko, Ilin and Karhunen 2007, section 4): coordinate k is penalized by
// noise / tau_k + sum_j v_jk, v_jk the variances of the other side's rows, and its variance becomes noise / (G_kk +
// penalty). All means of a range are solved together.
//
// A row's ratings are summed in fixed chunks, in order. So it is the same bits whether one worker does it all, or, for
// a row too heavy for one block, chunks are summed by many workers first.
#pragma once

#include <vector>

#include "apps/mf/row/normal_equations.hpp"
#include "apps/mf/row/row_batch.hpp"
#include "apps/mf/state/state.hpp"

namespace strads::mf {

class RowSolver {
 public:
  static constexpr Index chunk = 4096;  // ratings

  RowSolver(const Settings& settings, double mean);

  [[nodiscard]] Index ranges() const { return static_cast<Index>(ranges_.size()); }

  // Multiply-adds, to balance blocks by and to charge the virtual clock with: of summing `ratings` over a range, of
  // solving it, and of a row's whole update.
  [[nodiscard]] double sum_operations(Index ratings, Index range) const;
  [[nodiscard]] double solve_operations(Index range) const;
  [[nodiscard]] double operations(Index ratings) const;

  // Updates so many rows, whole. steps[i] becomes the length of the change of rows[i], bias included.
  void update(const Side& side, std::span<const Index> rows, std::span<double> steps) const;

  // The parts of an update of one row: the sums of its c-th chunk over a range, and the step that all chunks' sums lead
  // to. Ranges must be taken in order, each solved before the next is summed.
  [[nodiscard]] static Index chunks(const Side& side, Index row) {
    return (side.ratings.size(row) + chunk - 1) / chunk;
  }
  [[nodiscard]] NormalEquations sums(const Side& side, Index row, Index c, Index range) const;
  // Returns the squared length of the change.
  [[nodiscard]] double solve(const Side& side, Index row, std::span<const NormalEquations> chunks, Index range) const;

 private:
  struct Workspace;

  [[nodiscard]] bool takes_bias(Index range) const { return bias_ && range == 0; }
  void add(const Side& side, Index row, Index c, Index range, NormalEquations& sums, Panel& panel) const;
  // Both add the squared lengths of changes to `steps`.
  void descend(const Side& side, std::span<const Index> rows, std::span<double> steps) const;
  void update_by_ranges(const Side& side, std::span<const Index> rows, std::span<double> steps) const;
  void add_row(const Side& side, Index row, Index range, Workspace& work, NormalEquations& total) const;
  void solve(const Side& side, std::span<const Index> rows, Index range, Workspace& work,
             std::span<double> squares) const;
  void write(const Side& side, std::span<const Index> rows, Index range, Workspace& work,
             std::span<double> squares) const;

  std::vector<CoordinateRange> ranges_;
  double rank_;
  Solver solver_;
  bool bias_;
  bool non_negative_;
  double mean_;
};

}  // namespace strads::mf
