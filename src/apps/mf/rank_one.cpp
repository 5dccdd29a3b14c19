#include "apps/mf/rank_one.hpp"

#include <algorithm>
#include <cmath>

namespace strads::mf {
namespace {

constexpr Index rows_a_tile = 256;

Index tiles(Index rows) { return (rows + rows_a_tile - 1) / rows_a_tile; }

}  // namespace

RankOne::RankOne(const Settings& settings, State& state)
    : state_(state),
      bias_(settings.bias),
      non_negative_(settings.non_negative),
      coordinates_(settings.rank + (settings.bias ? 1 : 0)) {}

void RankOne::take(Phase phase, Engine& engine) {
  const Side side = state_.side(phase);
  Orientation& to = of(phase);
  const Index rows = side.own.rows();
  to.residuals.resize(side.ratings.values.size());
  const std::vector<float> column(static_cast<std::size_t>(rows));
  to.columns.assign(static_cast<std::size_t>(coordinates_), column);
  if (side.own.has_variances()) to.variances = to.columns;
  to.changes.assign(static_cast<std::size_t>(rows), 0.0F);
  engine.run({"residuals", tiles(rows),
              [&](Index tile) {
                const Index last = std::min(rows, (tile + 1) * rows_a_tile);
                for (Index row = tile * rows_a_tile; row < last; ++row) {
                  copy_row(side.own, to, row);
                  for (Index at = side.ratings.starts[row]; at < side.ratings.starts[row + 1]; ++at) {
                    const Index other = side.ratings.others[at];
                    const Index user = phase == Phase::users ? row : other;
                    const Index item = phase == Phase::users ? other : row;
                    to.residuals[at] = static_cast<float>(side.ratings.values[at] - state_.model.predict(user, item));
                  }
                }
              },
              static_cast<double>(side.ratings.values.size()) * static_cast<double>(coordinates_), rows});
}

void RankOne::copy_row(const Factors& from, Orientation& to, Index row) const {
  const Index first = bias_ ? 1 : 0;
  if (bias_) to.columns[0][row] = from.bias(row);
  for (Index k = 0; k < from.rank(); ++k) to.columns[first + k][row] = from.row(row)[k];
  if (!from.has_variances()) return;
  if (bias_) to.variances[0][row] = from.bias_variance(row);
  for (Index k = 0; k < from.rank(); ++k) to.variances[first + k][row] = to_float(from.variances(row)[k]);
}

void RankOne::write_row(const Orientation& from, Index row, Factors& to) const {
  const Index first = bias_ ? 1 : 0;
  if (bias_) to.bias(row) = from.columns[0][row];
  for (Index k = 0; k < to.rank(); ++k) to.row(row)[k] = from.columns[first + k][row];
  if (!to.has_variances()) return;
  if (bias_) to.bias_variance(row) = from.variances[0][row];
  for (Index k = 0; k < to.rank(); ++k) to.variances(row)[k] = to_bfloat(from.variances[first + k][row]);
}

void RankOne::put_back(Phase phase, Engine& engine) {
  const Side side = state_.side(phase);
  const Orientation& from = of(phase);
  const Index rows = side.own.rows();
  engine.run({"write back", tiles(rows),
              [&](Index tile) {
                const Index last = std::min(rows, (tile + 1) * rows_a_tile);
                for (Index row = tile * rows_a_tile; row < last; ++row) {
                  write_row(from, row, side.own);
                }
              },
              static_cast<double>(rows * side.own.rank()), rows});
}

void RankOne::begin_sweep(Engine& engine) {
  coordinate_ = 0;
  phase_ = Phase::users;
  take(Phase::users, engine);
  take(Phase::items, engine);
}

void RankOne::end_sweep(Engine& engine) {
  put_back(Phase::users, engine);
  put_back(Phase::items, engine);
}

void RankOne::advance() {
  if (phase_ == Phase::items) ++coordinate_;
  phase_ = phase_ == Phase::users ? Phase::items : Phase::users;
}

void RankOne::update(Phase phase, std::span<const Index> rows, std::span<double> steps) {
  const Side side = state_.side(phase);
  Orientation& own = of(phase);
  const Orientation& other = of(phase == Phase::users ? Phase::items : Phase::users);
  // The coordinate of the other side's last step: users see that of the items before them.
  const Index pending = phase == Phase::users ? coordinate_ - 1 : coordinate_;
  for (std::size_t i = 0; i < rows.size(); ++i) steps[i] = std::abs(update(side, own, other, pending, rows[i]));
}

double RankOne::update(const Side& side, Orientation& own, const Orientation& other, Index pending, Index row) {
  const Index first = side.ratings.starts[row];
  const auto count = static_cast<std::size_t>(side.ratings.size(row));
  const std::int32_t* const others = side.ratings.others.data() + first;
  float* const residuals = own.residuals.data() + first;
  const bool is_bias = bias_ && coordinate_ == 0;
  const float* const partner = is_bias ? nullptr : other.columns[coordinate_].data();

  if (pending >= 0) {
    const float factor = bias_ && pending == 0 ? 1.0F : own.columns[pending][row];
    for (std::size_t k = 0; k < count; ++k) residuals[k] -= other.changes[others[k]] * factor;
  }
  double product = 0;
  double square = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const float x = is_bias ? 1.0F : partner[others[k]];
    product += residuals[k] * x;
    square += x * x;
  }
  float& value = own.columns[coordinate_][row];
  const bool learned = !own.variances.empty();
  double curvature =
      square + (is_bias ? side.prior.bias(row) : side.prior.coordinate(row, coordinate_ - (bias_ ? 1 : 0)));
  if (learned && !is_bias) {
    const std::vector<float>& spread = other.variances[coordinate_];
    for (std::size_t k = 0; k < count; ++k) curvature += spread[others[k]];
  }
  if (learned) own.variances[coordinate_][row] = static_cast<float>(side.noise / curvature);
  double next = curvature > 0 ? (product + square * value) / curvature : 0.0;
  if (non_negative_ && !is_bias) next = std::max(next, 0.0);
  const float change = static_cast<float>(next) - value;
  value = static_cast<float>(next);
  own.changes[row] = change;
  for (std::size_t k = 0; k < count; ++k) residuals[k] -= change * (is_bias ? 1.0F : partner[others[k]]);
  return change;
}

}  // namespace strads::mf
