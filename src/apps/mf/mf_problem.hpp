// Matrix factorization as the scheduler and the engine see it: rows are variables, users first, then items; two phases
// without dependencies inside. A row of one phase reads the other side and writes itself, so blocks write where they
// belong at once and a commit is only what remains of rows too heavy for one block.
#pragma once

#include <optional>
#include <vector>

#include "apps/mf/rank_one.hpp"
#include "apps/mf/row/row_solver.hpp"
#include "strads/problem.hpp"

namespace strads::mf {

class MfProblem {
 public:
  MfProblem(const Settings& settings, State& state);

  [[nodiscard]] Index variables() const { return users_ + items_; }
  [[nodiscard]] std::vector<Index> phase_starts() const { return {0, users_}; }
  [[nodiscard]] double workload(Index j) const;
  void propose(Round& round, Index block);
  void commit(Round& round, const RunPass& run);
  void feed_back(Round& round);
  // After each sweep: as many updates as there are rows (times coordinates for ccd++).
  [[nodiscard]] bool pause() const { return updates_ >= sweep_updates(); }

  void begin_sweep(Engine& engine);
  void end_sweep(Engine& engine);
  // Of all ratings after the last sweep, if every row was updated in it, items last: what their updates found.
  [[nodiscard]] std::optional<Misfit> misfit() const;

 private:
  // Where the split rows of a round stand: a pass sums their chunks over a range of coordinates, the next solves them.
  struct Split {
    std::vector<Index> positions;  // in the round
    std::vector<Index> starts;     // of each row's chunks in `sums`
    std::vector<NormalEquations> sums;
  };

  [[nodiscard]] Phase phase_of(Index j) const { return j < users_ ? Phase::users : Phase::items; }
  [[nodiscard]] Index row_of(Index j) const { return j < users_ ? j : j - users_; }
  [[nodiscard]] bool is_split(Index j) const;
  [[nodiscard]] double bytes(const Round& round) const;
  [[nodiscard]] Index sweep_updates() const;
  [[nodiscard]] Split find_split(const Round& round) const;
  Pass sum(const Round& round, const Side& side, Index range, Split& split) const;
  Pass solve(Round& round, const Side& side, Index range, const Split& split) const;

  State& state_;
  Index users_;
  Index items_;
  bool rank_one_wanted_;
  bool whole_sweeps_;  // users, then items, each row once
  RowSolver rows_;
  RankOne rank_one_;
  double split_above_;  // ratings of a row that several workers share
  Index updates_ = 0;   // since the sweep began
};

}  // namespace strads::mf
