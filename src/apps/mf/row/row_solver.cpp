#include "apps/mf/row/row_solver.hpp"

#include <algorithm>
#include <cmath>

#include "apps/mf/row/row_descent.hpp"
#include "apps/mf/row/transpose.hpp"
#include "linalg/bfloat_lanes.hpp"

namespace strads::mf {
namespace {

constexpr Index lanes = float_lane_count;
// Of coordinate descent where a bound rules out the direct solve: more lower F little per sweep.
constexpr int bounded_passes = 3;
// Squares below are those of a coordinate that its prior has switched off: 0, before products of such numbers become
// denormal, which takes processors a hundred times longer.
constexpr float vanishing = 1e-30F;

// Of the block solver: two tiles read a row at full speed and need half as many passes over it as one.
constexpr Index block_tiles = 2;

std::vector<CoordinateRange> ranges_of(const Settings& settings) {
  const Index tiles = (settings.rank + lanes - 1) / lanes;
  const Solver solver = solver_of(settings);
  if (solver != Solver::block && solver != Solver::cg) return {{0, tiles, settings.rank}};
  std::vector<CoordinateRange> ranges;
  for (Index tile = 0; tile < tiles; tile += block_tiles) {
    ranges.push_back(
        {tile, std::min(block_tiles, tiles - tile), std::min(lanes * block_tiles, settings.rank - lanes * tile)});
  }
  return ranges;
}

}  // namespace

// What sixteen rows need on the way; made once for all rows of a block.
struct RowSolver::Workspace {
  Workspace(const CoordinateRange& range, bool bias)
      : sums(static_cast<std::size_t>(RowBatch::rows), NormalEquations(range.tiles)),
        part(range.tiles),
        panel(range.tiles),
        penalties(static_cast<std::size_t>(RowBatch::rows * range.tiles)),
        batch(range.live, bias) {}

  [[nodiscard]] float* penalties_of(Index lane, Index tiles) {
    return reinterpret_cast<float*>(penalties.data() + lane * tiles);
  }

  std::vector<NormalEquations> sums;  // of each lane
  NormalEquations part;
  Panel panel;
  std::vector<FloatLanes> penalties;  // of each lane, whole tiles
  RowBatch batch;
};

RowSolver::RowSolver(const Settings& settings, double mean)
    : ranges_(ranges_of(settings)),
      rank_(static_cast<double>(settings.rank)),
      solver_(solver_of(settings)),
      bias_(settings.bias),
      non_negative_(settings.non_negative),
      mean_(mean) {}

// The triangle of G, vectors, and with several ranges what the other coordinates take off the target.
double RowSolver::sum_operations(Index ratings, Index range) const {
  const auto k = static_cast<double>(ranges_[range].live);
  return static_cast<double>(ratings) * (k * (k + 1) / 2 + 2 * k + (ranges() > 1 ? rank_ : 0));
}

double RowSolver::solve_operations(Index range) const {
  const auto k = static_cast<double>(ranges_[range].live);
  if (solver_ == Solver::ccd) return k * k;
  return non_negative_ ? bounded_passes * k * k : k * k * k / 6 + k * k;
}

double RowSolver::operations(Index ratings) const {
  if (solver_ == Solver::cg && ratings <= chunk) {
    return static_cast<double>(ratings) * (3 + 4 * RowDescent::iterations) * rank_;
  }
  double total = 0;
  for (Index range = 0; range < ranges(); ++range) total += sum_operations(ratings, range) + solve_operations(range);
  return total;
}

void RowSolver::add(const Side& side, Index row, Index c, Index range, NormalEquations& sums, Panel& panel) const {
  const Index first = side.ratings.starts[row] + c * chunk;
  const Index last = std::min(first + chunk, side.ratings.starts[row + 1]);
  const Target target{side.others, side.own.row(row), mean_, takes_bias(range) ? 0.0F : side.own.bias(row)};
  sums.add(side.ratings, first, last, target, ranges_[range], panel);
}

NormalEquations RowSolver::sums(const Side& side, Index row, Index c, Index range) const {
  NormalEquations result(ranges_[range].tiles);
  Panel panel(ranges_[range].tiles);
  add(side, row, c, range, result, panel);
  return result;
}

// Of at most sixteen rows, whose sums stand in the lanes. squares[i] grows by the squared length of the change.
void RowSolver::solve(const Side& side, std::span<const Index> rows, Index range, Workspace& work,
                      std::span<double> squares) const {
  const CoordinateRange& coordinates = ranges_[range];
  std::array<RowEquations, RowBatch::rows> equations;
  for (std::size_t lane = 0; lane < rows.size(); ++lane) {
    const Index row = rows[lane];
    float* const penalties = work.penalties_of(static_cast<Index>(lane), coordinates.tiles);
    const Index first = lanes * coordinates.first_tile;
    for (Index k = 0; k < coordinates.live; ++k) {
      penalties[k] = side.prior.coordinate(row, first + k) + work.sums[lane].variances()[k];
    }
    equations[lane] = {&work.sums[lane], penalties, side.own.row(row) + first, side.prior.bias(row),
                       side.own.bias(row)};
  }
  work.batch.put(equations, side.least_pull());
  if (solver_ == Solver::ccd) {
    work.batch.descend(1, non_negative_);
  } else if (non_negative_) {
    work.batch.descend(bounded_passes, true);
  } else {
    work.batch.solve();
  }
  write(side, rows, range, work, squares);
}

void RowSolver::write(const Side& side, std::span<const Index> rows, Index range, Workspace& work,
                      std::span<double> squares) const {
  const CoordinateRange& coordinates = ranges_[range];
  const RowBatch& batch = work.batch;
  const auto noise = static_cast<float>(side.noise);
  const bool learned = side.own.has_variances();
  float spread[lanes] = {};  // sum_k w_k^2 v_k + variance_k (G_kk + v_k), by lane
  for (Index tile = 0; tile < coordinates.tiles; ++tile) {
    const Index live = std::min(lanes, coordinates.live - lanes * tile);
    FloatLanes means[lanes] = {};
    FloatLanes variances[lanes] = {};
    for (Index k = 0; k < live; ++k) {
      const FloatLanes& w = batch.w(lanes * tile + k);
      means[k] = w - where_above(FloatLanes::all(vanishing), w * w, w);  // nan stays, to be seen
    }
    for (Index k = 0; k < live && learned; ++k)
      variances[k] = FloatLanes::all(noise) / batch.curvature(lanes * tile + k);
    transpose(means);
    transpose(variances);
    for (std::size_t lane = 0; lane < rows.size(); ++lane) {
      float* const w = side.own.row(rows[lane]) + lanes * (coordinates.first_tile + tile);
      FloatLanes change;
      load(w, change);
      change -= means[lane];
      squares[lane] += sum(change * change);
      store(means[lane], w);
      if (!learned) continue;
      Bfloat* const to = side.own.variances(rows[lane]) + lanes * (coordinates.first_tile + tile);
      store(variances[lane], to);
      load(to, variances[lane]);
      const NormalEquations& sums = work.sums[lane];
      FloatLanes others;
      load(sums.variances() + lanes * tile, others);
      FloatLanes gram{};
      for (Index k = 0; k < live; ++k) gram.set(k, sums.tile(tile, tile)[(lanes + 1) * k]);
      spread[lane] += sum(means[lane] * means[lane] * others + variances[lane] * (gram + others));
    }
  }
  for (std::size_t lane = 0; lane < rows.size(); ++lane) {
    const Index row = rows[lane];
    if (side.own.is_rounded()) side.own.round(row);
    if (takes_bias(range)) {
      const double change = static_cast<double>(batch.b()[lane]) - side.own.bias(row);
      squares[lane] += change * change;
      side.own.bias(row) = batch.b()[lane];
      if (learned) side.own.bias_variance(row) = noise / batch.bias_curvature()[lane];
    }
    Misfit& misfit = side.misfits[row];
    if (range == 0) misfit = {};
    misfit.spread += spread[lane];
    if (range + 1 < ranges()) continue;
    const float* w = side.own.row(row) + lanes * coordinates.first_tile;
    misfit.squares = work.sums[lane].squares(w, takes_bias(range) ? side.own.bias(row) : 0.0F);
  }
}

double RowSolver::solve(const Side& side, Index row, std::span<const NormalEquations> chunks, Index range) const {
  Workspace work(ranges_[range], takes_bias(range));
  for (const NormalEquations& part : chunks) work.sums.front().add(part);
  double squares = 0;
  solve(side, {&row, 1}, range, work, {&squares, 1});
  return squares;
}

// Sums of one row, in the order of its chunks.
void RowSolver::add_row(const Side& side, Index row, Index range, Workspace& work, NormalEquations& total) const {
  total.clear();
  const Index parts = chunks(side, row);
  if (parts == 1) add(side, row, 0, range, total, work.panel);
  for (Index c = 0; c < parts && parts > 1; ++c) {
    work.part.clear();
    add(side, row, c, range, work.part, work.panel);
    total.add(work.part);
  }
}

void RowSolver::update(const Side& side, std::span<const Index> rows, std::span<double> steps) const {
  if (solver_ == Solver::cg) {
    descend(side, rows, steps);
  } else {
    update_by_ranges(side, rows, steps);
  }
  for (double& step : steps) step = std::sqrt(step);
}

// Rows of more than a chunk go by ranges: their sums can be shared by many workers.
void RowSolver::descend(const Side& side, std::span<const Index> rows, std::span<double> steps) const {
  RowDescent descent(side.own.stride(), bias_);
  std::vector<Index> heavy;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (side.ratings.size(rows[i]) <= chunk) {
      steps[i] = descent.update(side, rows[i], mean_);
    } else {
      heavy.push_back(rows[i]);
      positions.push_back(i);
    }
  }
  std::vector<double> of_heavy(heavy.size(), 0.0);
  update_by_ranges(side, heavy, of_heavy);
  for (std::size_t i = 0; i < heavy.size(); ++i) steps[positions[i]] = of_heavy[i];
}

// Sixteen rows go through all ranges before the next sixteen: what they read of the other side is still near.
void RowSolver::update_by_ranges(const Side& side, std::span<const Index> rows, std::span<double> steps) const {
  std::vector<Workspace> works;
  for (Index range = 0; range < ranges(); ++range) works.emplace_back(ranges_[range], takes_bias(range));
  for (std::size_t first = 0; first < rows.size(); first += RowBatch::rows) {
    const auto count = std::min<std::size_t>(RowBatch::rows, rows.size() - first);
    for (Index range = 0; range < ranges(); ++range) {
      Workspace& work = works[range];
      for (std::size_t lane = 0; lane < count; ++lane) {
        if (first + lane + 2 < rows.size()) ask_for_ratings(side.ratings, rows[first + lane + 2]);
        if (first + lane + 1 < rows.size()) {
          NormalEquations::prefetch(side.ratings, rows[first + lane + 1], side.others, ranges_[range]);
        }
        add_row(side, rows[first + lane], range, work, work.sums[lane]);
      }
      solve(side, rows.subspan(first, count), range, work, steps.subspan(first, count));
    }
  }
}

}  // namespace strads::mf
