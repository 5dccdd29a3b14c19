#include "apps/mf/row_solver.hpp"

#include <algorithm>
#include <cmath>

namespace strads::mf {
namespace {

constexpr Index lanes = float_lane_count;
// Of coordinate descent where a bound rules out the direct solve: more lower F little per sweep.
constexpr int bounded_passes = 3;

std::vector<CoordinateRange> ranges_of(const Settings& settings) {
  const Index tiles = (settings.rank + lanes - 1) / lanes;
  if (settings.solver != Solver::block) return {{0, tiles, settings.rank}};
  std::vector<CoordinateRange> ranges;
  for (Index tile = 0; tile < tiles; ++tile) ranges.push_back({tile, 1, std::min(lanes, settings.rank - lanes * tile)});
  return ranges;
}

}  // namespace

RowSolver::RowSolver(const Settings& settings, double mean)
    : ranges_(ranges_of(settings)),
      solver_(settings.solver),
      bias_(settings.bias),
      non_negative_(settings.non_negative),
      mean_(mean) {}

void RowSolver::add(const Side& side, Index row, Index c, Index range, NormalEquations& sums) const {
  const Index first = side.ratings.starts[row] + c * chunk;
  const Index last = std::min(first + chunk, side.ratings.starts[row + 1]);
  const Target target{side.others, side.own.row(row), mean_, takes_bias(range) ? 0.0F : side.own.bias(row)};
  sums.add(side.ratings, first, last, target, ranges_[range]);
}

NormalEquations RowSolver::sums(const Side& side, Index row, Index c, Index range) const {
  NormalEquations result(ranges_[range].tiles);
  add(side, row, c, range, result);
  return result;
}

void RowSolver::solve(RowBatch& batch) const {
  if (solver_ == Solver::ccd) {
    batch.descend(1, non_negative_);
  } else if (non_negative_) {
    batch.descend(bounded_passes, true);
  } else {
    batch.solve();
  }
}

double RowSolver::write(const Side& side, Index row, Index lane, Index range, const RowBatch& batch) const {
  const CoordinateRange& coordinates = ranges_[range];
  float* w = side.own.row(row) + lanes * coordinates.first_tile;
  double squares = 0;
  for (Index k = 0; k < coordinates.live; ++k) {
    const double change = static_cast<double>(batch.w(k, lane)) - w[k];
    squares += change * change;
    w[k] = batch.w(k, lane);
  }
  if (takes_bias(range)) {
    const double change = static_cast<double>(batch.b(lane)) - side.own.bias(row);
    squares += change * change;
    side.own.bias(row) = batch.b(lane);
  }
  return squares;
}

double RowSolver::solve(const Side& side, Index row, std::span<const NormalEquations> chunks, Index range) const {
  NormalEquations total(ranges_[range].tiles);
  for (const NormalEquations& part : chunks) total.add(part);
  RowBatch batch(ranges_[range].live, takes_bias(range));
  batch.clear();
  batch.put(0, total, side.penalties[row], side.own.row(row) + lanes * ranges_[range].first_tile, side.own.bias(row));
  solve(batch);
  return write(side, row, 0, range, batch);
}

void RowSolver::update(const Side& side, std::span<const Index> rows, std::span<double> steps) const {
  for (Index range = 0; range < ranges(); ++range) {
    NormalEquations total(ranges_[range].tiles);
    NormalEquations part(ranges_[range].tiles);
    RowBatch batch(ranges_[range].live, takes_bias(range));
    for (std::size_t first = 0; first < rows.size(); first += RowBatch::rows) {
      const auto count = std::min<std::size_t>(RowBatch::rows, rows.size() - first);
      batch.clear();
      for (std::size_t lane = 0; lane < count; ++lane) {
        const Index row = rows[first + lane];
        total.clear();
        const Index parts = chunks(side, row);
        if (parts == 1) add(side, row, 0, range, total);
        for (Index c = 0; c < parts && parts > 1; ++c) {
          part.clear();
          add(side, row, c, range, part);
          total.add(part);
        }
        batch.put(static_cast<Index>(lane), total, side.penalties[row],
                  side.own.row(row) + lanes * ranges_[range].first_tile, side.own.bias(row));
      }
      solve(batch);
      for (std::size_t lane = 0; lane < count; ++lane) {
        steps[first + lane] += write(side, rows[first + lane], static_cast<Index>(lane), range, batch);
      }
    }
  }
  for (double& step : steps) step = std::sqrt(step);
}

}  // namespace strads::mf
