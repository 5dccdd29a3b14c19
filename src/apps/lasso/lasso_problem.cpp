#include "apps/lasso/lasso_problem.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include "apps/lasso/line_search.hpp"

namespace strads::lasso {
namespace {

constexpr Index kFillRows = 8;      // columns of a tile of the Gram fill: their panel stays in a core's cache
constexpr int kSweeps = 10;         // between certificates, at most
constexpr double kSlowdown = 0.1;   // a sweep that gains less than this share of the first is not worth another
constexpr double kAccuracy = 0.01;  // of a block's solve, in units of tol: the gap is a few times the violation

Index slots_for(const Settings& settings, Index variables, Index in_flight) {
  const auto affordable = static_cast<Index>(std::sqrt(static_cast<double>(settings.gram_cache_bytes) / 8.0));
  const Index least = in_flight * std::max(settings.scheduler.candidates, settings.scheduler.workers);
  return std::max<Index>(1, std::min(variables, std::max({affordable, least, in_flight})));
}

bool wants_gram(const Settings& settings) {
  const SchedulerSettings& s = settings.scheduler;
  const bool filters = s.filter && (s.policy == Policy::dynamic || s.policy == Policy::static_blocks);
  return filters || settings.update == Update::exact;
}

}  // namespace

LassoProblem::LassoProblem(const Standardized& design, std::span<const double> y, const Settings& settings)
    : design_(design),
      settings_(settings),
      u_(design.columns()),
      residual_(design, y, settings.commit),
      in_flight_(settings.engine.lookahead + 1),
      gram_(design.columns(), slots_for(settings, design.columns(), in_flight_)),
      uses_gram_(wants_gram(settings)),
      solvers_(settings.update == Update::exact ? settings.scheduler.workers : 0),
      proposals_(in_flight_) {
  penalty_.alpha = settings.alpha;
  penalty_.non_negative = settings.non_negative;
  penalty_.factors = settings.penalty_factors;
}

void LassoProblem::begin(Index awake, double enough) {
  awake_ = awake;
  enough_ = enough;
  sweep_updates_ = 0;
  sweep_decrease_ = 0;
  first_decrease_ = 0;
  sweeps_ = 0;
  pause_ = false;
  // Between rounds nobody holds a proposal, and sizing here keeps propose free of allocation races.
  for (Proposal& proposal : proposals_) proposal.decreases.assign(settings_.scheduler.workers, 0.0);
}

void LassoProblem::propose(Round& round, Index b) {
  const auto variables = round.block(b);
  const auto start = static_cast<std::size_t>(round.starts[b]);
  const auto m = static_cast<Index>(variables.size());
  std::vector<double> c(m);
  std::vector<double> u(m);
  design_.correlations(variables, residual_.values(), residual_.offset(), c.data());
  for (Index k = 0; k < m; ++k) u[k] = u_[variables[k]];

  // The decrease of the objective is steps' (c + c_after)/2 less the change of the penalty.
  std::vector<double> c_after(m);
  if (uses_gram_ && (settings_.update == Update::exact || m > 1)) {
    const BlockProducts products(gram_, std::span(round.tags).subspan(start, variables.size()), in_flight_ == 1);
    std::vector<double> spread(products.width());
    for (Index k = 0; k < m; ++k) spread[products.at(k)] = c[k];
    const Block block{variables, products, penalty_, u, spread};
    if (settings_.update == Update::exact) {
      solvers_[b].solve(block, kAccuracy * settings_.tol);
    } else {
      sweep(block, 0.0);
    }
    for (Index k = 0; k < m; ++k) c_after[k] = spread[products.at(k)];
  } else {
    for (Index k = 0; k < m; ++k) {
      const double square = design_.square(variables[k]);
      const double next = penalty_.minimizer(variables[k], c[k] + square * u[k], square);
      c_after[k] = c[k] - square * (next - u[k]);
      u[k] = next;
    }
  }
  double decrease = 0;
  for (Index k = 0; k < m; ++k) {
    const Index j = variables[k];
    const double step = u[k] - u_[j];
    round.steps[start + static_cast<std::size_t>(k)] = step;
    decrease += step * 0.5 * (c[k] + c_after[k]) - (penalty_.value(j, u[k]) - penalty_.value(j, u_[j]));
  }
  proposals_[round.number % in_flight_].decreases[b] = decrease;
}

// The best length of the joint step when its full length would raise the objective, else 1.
double LassoProblem::judge(const Round& round) const {
  const double n = static_cast<double>(design_.rows());
  return line_search(penalty_, round.variables, u_, round.steps, residual_.product() / n, residual_.square() / n);
}

bool LassoProblem::commit(Round& round, Pass& pass) {
  const bool trial = settings_.safeguard && round.blocks() > 1;
  switch (stage_) {
    case Stage::accumulate:
      length_ = 1;
      if (std::all_of(round.steps.begin(), round.steps.end(), [](double step) { return step == 0; })) break;
      residual_.begin(round, trial);
      pass = residual_.accumulate();
      stage_ = residual_.folds() ? Stage::fold : (trial ? Stage::measure : Stage::done);
      return true;
    case Stage::fold:
      pass = residual_.fold();
      stage_ = trial ? Stage::measure : Stage::done;
      return true;
    case Stage::measure:
      pass = residual_.measure();
      stage_ = Stage::apply;
      return true;
    case Stage::apply:
      length_ = judge(round);
      pass = residual_.apply(length_);
      stage_ = Stage::done;
      return true;
    case Stage::done:
      residual_.finish(length_);
      for (std::size_t k = 0; k < round.variables.size(); ++k) {
        round.steps[k] *= length_;
        u_[round.variables[k]] += round.steps[k];
      }
      break;
  }
  stage_ = Stage::accumulate;
  return false;
}

void LassoProblem::feed_back(Round& round) {
  double largest = 0;
  for (std::size_t k = 0; k < round.variables.size(); ++k) {
    round.priorities[k] = std::abs(round.steps[k]);
    largest = std::max(largest, round.priorities[k]);
  }
  if (!std::isfinite(largest)) {
    std::fill(round.priorities.begin(), round.priorities.end(), 0.0);
    pause_ = true;
    return;
  }
  const auto& decreases = proposals_[round.number % in_flight_].decreases;
  sweep_decrease_ += std::accumulate(decreases.begin(), decreases.begin() + round.blocks(), 0.0);
  sweep_updates_ += round.kept();
  // One exact block of everything that is awake: another round would find nothing to do.
  if (settings_.update == Update::exact && round.blocks() == 1 && round.kept() >= awake_) pause_ = true;
  if (sweep_updates_ < awake_) return;
  if (sweeps_++ == 0) first_decrease_ = sweep_decrease_;
  if (sweeps_ >= kSweeps || sweep_decrease_ <= std::max(enough_, kSlowdown * first_decrease_)) pause_ = true;
  sweep_updates_ = 0;
  sweep_decrease_ = 0;
}

// The filter also asks about variables in flight: they are among the candidates of the last lookahead rounds.
std::vector<Index> LassoProblem::with_those_in_flight(const std::vector<Index>& candidates) {
  std::vector<Index> all = candidates;
  if (in_flight_ == 1) return all;
  std::unordered_set<Index> seen(candidates.begin(), candidates.end());
  for (const auto& earlier : recent_) {
    for (const Index j : earlier) {
      if (seen.insert(j).second) all.push_back(j);
    }
  }
  recent_.push_back(candidates);
  if (static_cast<Index>(recent_.size()) == in_flight_) recent_.pop_front();
  return all;
}

bool LassoProblem::couple(Candidates& candidates, Pass& pass) {
  if (!uses_gram_) {
    candidates.tags.assign(candidates.variables.size(), 0);
    return false;
  }
  misses_ = std::accumulate(computed_.begin(), computed_.end(), misses_);
  computed_.clear();
  const std::vector<Index> variables = with_those_in_flight(candidates.variables);
  const auto m = static_cast<Index>(variables.size());
  asked_ += m * (m - 1) / 2;
  const Index now = uses_++;
  std::vector<Index> tags;
  gram_.admit(variables, now, now - in_flight_ + 1, tags);
  candidates.tags.assign(tags.begin(), tags.begin() + candidates.variables.size());
  std::vector<Index> incomplete = gram_.incomplete(tags);
  if (incomplete.empty()) return false;

  // A pair of two incomplete positions belongs to the tile of the one that comes first.
  std::vector<Index> rank(m, -1);
  for (std::size_t k = 0; k < incomplete.size(); ++k) rank[incomplete[k]] = static_cast<Index>(k);
  const Index tiles = (static_cast<Index>(incomplete.size()) + kFillRows - 1) / kFillRows;
  computed_.assign(tiles, 0);
  double entries = 0;
  for (const Index j : variables) entries += workload(j);
  const auto fill = [this, variables, tags = std::move(tags), incomplete = std::move(incomplete),
                     rank = std::move(rank)](Index tile) {
    const Index first = tile * kFillRows;
    const Index last = std::min(static_cast<Index>(incomplete.size()), first + kFillRows);
    std::vector<Index> as;
    for (Index k = first; k < last; ++k) as.push_back(variables[incomplete[k]]);
    std::vector<Index> positions;
    std::vector<Index> bs;
    for (Index b = 0; b < static_cast<Index>(variables.size()); ++b) {
      if (rank[b] >= 0 && rank[b] < first) continue;
      const bool wanted = std::any_of(incomplete.begin() + first, incomplete.begin() + last,
                                      [&](Index a) { return !gram_.known(tags[a], tags[b]); });
      if (!wanted) continue;
      positions.push_back(b);
      bs.push_back(variables[b]);
    }
    std::vector<double> products(as.size() * bs.size());
    design_.gram(as, bs, products.data());
    for (Index k = first; k < last; ++k) {
      const Index a = incomplete[k];
      const double* row = products.data() + (k - first) * static_cast<Index>(bs.size());
      for (std::size_t b = 0; b < bs.size(); ++b) {
        const Index other = tags[positions[b]];
        if (gram_.known(tags[a], other)) continue;
        // The diagonal is the same number everywhere it is used.
        gram_.set(tags[a], other, other == tags[a] ? design_.square(variables[a]) : row[b]);
        ++computed_[tile];
      }
    }
  };
  pass = {"gram", tiles, fill, entries * static_cast<double>(tiles * kFillRows)};
  return true;
}

void LassoProblem::dependencies(Index tag, std::span<const Index> tags, std::span<double> out) const {
  const double* row = gram_.row(tag);
  for (std::size_t k = 0; k < tags.size(); ++k) {
    const double squares = row[tag] * gram_.at(tags[k], tags[k]);
    out[k] = squares > 0 ? std::min(1.0, std::abs(row[tags[k]]) / std::sqrt(squares)) : 0.0;
  }
}

void LassoProblem::restore(std::span<const double> u, Engine& engine) {
  u_.assign(u.begin(), u.end());
  residual_.rebuild(u_, engine);
}

GramStatistics LassoProblem::gram_statistics() const {
  const Index misses = std::accumulate(computed_.begin(), computed_.end(), misses_);
  return {std::max<Index>(0, asked_ - misses), misses, 8 * gram_.held() * gram_.held(), gram_.evicted()};
}

}  // namespace strads::lasso
