#include "apps/mf/mf_problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "strads/scheduler_rules.hpp"

namespace strads::mf {

namespace {

bool takes_whole_sweeps(const Settings& settings) {
  return whole_passes(settings.scheduler) && settings.scheduler.shards == 1 && settings.engine.lookahead == 0 &&
         solver_of(settings) != Solver::ccdpp;
}

}  // namespace

MfProblem::MfProblem(const Settings& settings, State& state)
    : state_(state),
      users_(state.ratings.users()),
      items_(state.ratings.items()),
      rank_one_wanted_(solver_of(settings) == Solver::ccdpp),
      whole_sweeps_(takes_whole_sweeps(settings)),
      rows_(settings, state.model.mean),
      rank_one_(settings, state),
      split_above_(static_cast<double>(state.ratings.count()) / static_cast<double>(settings.scheduler.workers)) {
  // A rank-one step is too light to share, and the papers' unbalanced blocks are left as they are.
  if (rank_one_wanted_ || !settings.scheduler.balance) split_above_ = std::numeric_limits<double>::infinity();
}

bool MfProblem::is_split(Index j) const {
  const Index size = state_.side(phase_of(j)).ratings.size(row_of(j));
  return size > RowSolver::chunk && static_cast<double>(size) > split_above_;
}

// In multiply-adds. A row that is split takes part in the commit's passes only.
double MfProblem::workload(Index j) const {
  if (is_split(j)) return 0;
  const Index ratings = state_.side(phase_of(j)).ratings.size(row_of(j));
  return rank_one_wanted_ ? RankOne::operations(ratings) : rows_.operations(ratings);
}

// What the other phase reads of the rows: means and, where they are learned, variances at half the size.
double MfProblem::bytes(const Round& round) const {
  const Factors& own = state_.side(phase_of(round.variables.front())).own;
  const double numbers = rank_one_wanted_ ? 1 : static_cast<double>(own.rank() + 1);
  return static_cast<double>(round.kept()) * numbers * (own.has_variances() ? 6 : 4);
}

Index MfProblem::sweep_updates() const {
  return rank_one_wanted_ ? variables() * rank_one_.coordinates() : variables();
}

// What rounds in flight did beyond the last sweep (lookahead) counts for this one.
void MfProblem::begin_sweep(Engine& engine) {
  updates_ = std::max<Index>(0, updates_ - sweep_updates());
  if (rank_one_wanted_) rank_one_.begin_sweep(engine);
}

void MfProblem::end_sweep(Engine& engine) {
  if (rank_one_wanted_) rank_one_.end_sweep(engine);
}

std::optional<Misfit> MfProblem::misfit() const {
  if (!whole_sweeps_ || updates_ != sweep_updates()) return std::nullopt;
  return std::accumulate(state_.item_misfits.begin(), state_.item_misfits.end(), Misfit{});
}

void MfProblem::propose(Round& round, Index block) {
  const auto variables = round.block(block);
  const auto first = static_cast<std::size_t>(round.starts[block]);
  const Phase phase = phase_of(variables.front());
  std::vector<Index> rows;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (is_split(variables[i])) continue;
    rows.push_back(row_of(variables[i]));
    positions.push_back(first + i);
  }
  std::vector<double> steps(rows.size(), 0.0);
  if (rank_one_wanted_) {
    rank_one_.update(phase, rows, steps);
  } else {
    rows_.update(state_.side(phase), rows, steps);
  }
  for (std::size_t i = 0; i < positions.size(); ++i) round.steps[positions[i]] = steps[i];
}

MfProblem::Split MfProblem::find_split(const Round& round) const {
  Split split;
  Index chunks = 0;
  for (std::size_t i = 0; i < round.variables.size(); ++i) {
    const Index j = round.variables[i];
    if (!is_split(j)) continue;
    split.positions.push_back(static_cast<Index>(i));
    split.starts.push_back(chunks);
    chunks += RowSolver::chunks(state_.side(phase_of(j)), row_of(j));
  }
  split.starts.push_back(chunks);
  split.sums.resize(static_cast<std::size_t>(chunks));
  return split;
}

Pass MfProblem::sum(const Round& round, const Side& side, Index range, Split& split) const {
  Pass pass{"sum split rows", split.starts.back(),
            [&, range](Index chunk) {
              const auto after = std::upper_bound(split.starts.begin(), split.starts.end(), chunk);
              const Index which = after - split.starts.begin() - 1;
              const Index row = row_of(round.variables[split.positions[which]]);
              split.sums[chunk] = rows_.sums(side, row, chunk - split.starts[which], range);
            },
            0.0};
  for (const Index at : split.positions) {
    pass.workload += rows_.sum_operations(side.ratings.size(row_of(round.variables[at])), range);
  }
  return pass;
}

Pass MfProblem::solve(Round& round, const Side& side, Index range, const Split& split) const {
  return {"solve split rows", static_cast<Index>(split.positions.size()),
          [&, range](Index which) {
            const Index at = split.positions[which];
            const auto parts = std::span(split.sums)
                                   .subspan(static_cast<std::size_t>(split.starts[which]),
                                            static_cast<std::size_t>(split.starts[which + 1] - split.starts[which]));
            const double squares = rows_.solve(side, row_of(round.variables[at]), parts, range);
            round.steps[at] = std::hypot(round.steps[at], std::sqrt(squares));
          },
          static_cast<double>(split.positions.size()) * rows_.solve_operations(range)};
}

void MfProblem::commit(Round& round, const RunPass& run) {
  if (round.kept() == 0) return;
  round.work.state_bytes = bytes(round);
  Split split = find_split(round);
  if (split.positions.empty()) return;
  const Side side = state_.side(phase_of(round.variables.front()));
  for (Index range = 0; range < rows_.ranges(); ++range) {
    run(sum(round, side, range, split));
    run(solve(round, side, range, split));
  }
}

void MfProblem::feed_back(Round& round) {
  std::copy(round.steps.begin(), round.steps.end(), round.priorities.begin());
  updates_ += round.kept();
  if (rank_one_wanted_) rank_one_.advance();
}

}  // namespace strads::mf
