#include "apps/linear/knots/homotopy.hpp"

#include <algorithm>
#include <cmath>

#include "apps/linear/direct/products.hpp"
#include "strads/span.hpp"

namespace strads::linear {
namespace {

constexpr double close = 0.8;       // of their threshold: columns beyond it are followed
constexpr double beyond = 1e-9;     // of a threshold: what has gone further was overlooked
constexpr double parallel = 1e-12;  // a correlation that falls as its threshold does, to rounding, never meets it
constexpr Index ties_a_column = 4;  // changes at one lambda, for each column in play: more are going in circles

}  // namespace

Homotopy::Homotopy(Seen& seen, Penalty penalty, double tol, Engine& engine)
    : seen_(seen),
      design_(seen.design()),
      penalty_(std::move(penalty)),
      tol_(tol),
      engine_(engine),
      gradient_(design_, true),
      u_(static_cast<std::size_t>(design_.columns())),
      y_(seen.response().begin(), seen.response().end()) {
  design_.unpenalized().project(y_);
  r_ = y_;
}

// Takes off target, of the support, what its correlations with v are; solves for the rest. Adds that to x, and X~ of it
// times `sign` to v.
void Homotopy::refine(std::vector<double> target, double sign, std::vector<double>& x, std::vector<double>& v) {
  const auto& support = factor_.members();
  std::vector<double> reached;
  correlations(design_, "knots", support, v, reached, engine_);
  for (std::size_t k = 0; k < target.size(); ++k) target[k] = sign * (target[k] - reached[k]);
  factor_.solve(target);
  for (std::size_t k = 0; k < target.size(); ++k) x[k] += target[k];
  const std::vector<double> gained = fitted(design_, "knots", support, target, engine_);
  for (std::size_t i = 0; i < v.size(); ++i) v[i] += sign * gained[i];
}

// Two solves of each system: columns that are nearly dependent leave half the digits to the first.
void Homotopy::find_direction() {
  const auto& support = factor_.members();
  std::vector<double> pull;
  std::vector<double> threshold;
  for (std::size_t k = 0; k < support.size(); ++k) {
    pull.push_back(signs_[k] * penalty_.factor(support[k]));
    threshold.push_back(signs_[k] * penalty_.threshold(support[k]));
  }
  refine(threshold, -1, of_, r_);
  way_.assign(support.size(), 0.0);
  q_.assign(r_.size(), 0.0);
  refine(pull, 1, way_, q_);
  refine(std::move(pull), 1, way_, q_);
}

// Of these, whose scores are above `score`: those that can enter, and are not followed.
std::vector<Index> Homotopy::outside(std::span<const Entrant> entrants, double score) {
  std::vector<Index> columns;
  const auto among = [](const auto& list, Index j) { return std::find(list.begin(), list.end(), j) != list.end(); };
  for (const Entrant& entrant : entrants) {
    const Index j = entrant.variable;
    const bool followed =
        std::any_of(followed_.begin(), followed_.end(), [j](const auto& other) { return other.column == j; });
    if (entrant.score > score && !followed && !among(factor_.members(), j) && !among(dependent_, j))
      columns.push_back(j);
  }
  design_.look_at(engine_, columns);
  std::erase_if(columns, [this](Index j) { return !design_.usable(j); });
  return columns;
}

// Adds the columns, ascending, to those followed.
void Homotopy::measure(std::span<const Index> columns) {
  std::vector<double> now;
  std::vector<double> change;
  correlations(design_, "knots", columns, r_, now, engine_);
  correlations(design_, "knots", columns, q_, change, engine_);
  for (std::size_t k = 0; k < columns.size(); ++k) followed_.push_back({columns[k], now[k], change[k]});
  std::sort(followed_.begin(), followed_.end(), [](const auto& a, const auto& b) { return a.column < b.column; });
}

// What comes first as lambda falls to `last`: column -1 where nothing does. Only what closes in on its bound counts, so
// that a column just gone does not come back by rounding.
Homotopy::Event Homotopy::next(double last) const {
  Event first{penalty_.lambda - last};
  const auto offer = [&](double left, double speed, const Event& event) {
    if (speed <= parallel) return;
    const double fall = std::max(0.0, left / speed);
    if (fall >= first.fall) return;
    first = event;
    first.fall = fall;
  };
  const auto& support = factor_.members();
  for (std::size_t k = 0; k < support.size(); ++k) {
    offer(signs_[k] * of_[k], -signs_[k] * way_[k], {0, support[k], signs_[k], static_cast<Index>(k)});
  }
  for (const auto& [column, correlation, change] : followed_) {
    const double threshold = penalty_.threshold(column);
    const double factor = penalty_.factor(column);
    offer(threshold - correlation, factor - change, {0, column, 1});
    if (!penalty_.non_negative) offer(threshold + correlation, factor + change, {0, column, -1});
  }
  return first;
}

// Lambda falls to the event, with everything and its certificate. False where the event was not the first: then nothing
// has moved, and what came before it is followed.
bool Homotopy::move(const Event& event) {
  const auto& support = factor_.members();
  std::vector<double> there(of_);
  for (std::size_t k = 0; k < there.size(); ++k) there[k] += event.fall * way_[k];
  if (event.position >= 0) there[static_cast<std::size_t>(event.position)] = 0;
  Penalty penalty = penalty_;
  penalty.lambda -= event.fall;

  const std::vector<double> fit = fitted(design_, "knots", support, there, engine_);
  std::vector<double> r(y_);
  for (std::size_t i = 0; i < r.size(); ++i) r[i] -= fit[i];
  std::vector<Index> awake(support);
  std::sort(awake.begin(), awake.end());
  std::vector<double> u(u_);
  for (std::size_t k = 0; k < there.size(); ++k) u[support[k]] = there[k];
  Gradient::Findings found = gradient_.refresh(engine_, r, penalty, awake, u, close);

  const std::vector<Index> overlooked = outside(found.entrants, 1 + beyond);
  if (!overlooked.empty()) {
    measure(overlooked);
    return false;
  }
  engine_.run({"certificate", 1, [&](Index) { certificate_ = certify(r, seen_.response(), awake, u, penalty, found); },
               4 * static_cast<double>(r.size())});
  certificate_.gap += seen_.rounding(awake, u, penalty);
  found_ = std::move(found);
  penalty_ = std::move(penalty);
  of_ = std::move(there);
  u_ = std::move(u);
  r_ = std::move(r);
  return true;
}

// False where the column depends on the support: it waits then.
bool Homotopy::enter(const Event& event) {
  const auto& support = factor_.members();
  std::vector<double> products(support.size());
  design_.gram({&event.column, 1}, support, products.data());
  if (!factor_.append(event.column, products, design_.square(event.column))) {
    dependent_.push_back(event.column);
    return false;
  }
  of_.push_back(0);
  signs_.push_back(event.sign);
  return true;
}

// False where the support stays as it is.
bool Homotopy::change(const Event& event) {
  if (event.position < 0) return enter(event);
  u_[event.column] = 0;
  of_.erase(of_.begin() + event.position);
  signs_.erase(signs_.begin() + event.position);
  factor_.remove({&event.position, 1});
  dependent_.clear();
  return true;
}

// Those that can enter and are close at the present lambda.
void Homotopy::follow_entrants() {
  followed_.clear();
  measure(outside(found_.entrants, close));
}

StopReason Homotopy::run(double lambda_max, double last) {
  const Span span("knots", SpanKind::part, 0);
  penalty_.lambda = lambda_max;
  if (!(lambda_max > last)) return StopReason::converged;
  found_ = gradient_.refresh(engine_, r_, penalty_, {}, u_, close);
  for (Index ties = 0; penalty_.lambda > last;) {
    if (const StopReason stop = engine_.limit(); stop != StopReason::converged) return stop;
    find_direction();
    follow_entrants();
    Event event = next(last);
    while (!move(event)) event = next(last);
    if (certificate_.gap > tol_) return StopReason::stalled;
    ties = event.fall > beyond * penalty_.lambda ? 0 : ties + 1;
    if (ties > ties_a_column * static_cast<Index>(followed_.size() + of_.size() + 1)) return StopReason::stalled;
    if (event.column < 0) break;
    if (!change(event)) continue;
    const Index nonzero = factor_.size() + design_.unpenalized().rank();
    knots_.push_back({penalty_.lambda, event.column, event.position < 0, event.sign, nonzero, certificate_.gap});
  }
  return StopReason::converged;
}

}  // namespace strads::linear
