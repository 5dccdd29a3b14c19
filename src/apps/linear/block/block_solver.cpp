#include "apps/linear/block/block_solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "apps/linear/dot.hpp"

namespace strads::linear {
namespace {

constexpr int most_cycles = 200;           // sweeps at most; direct moves end long before
constexpr int patience = 20;               // cycles in which the violation has not halved: rounding's floor
constexpr std::size_t many_newcomers = 4;  // newcomers that are worth a blocked factorization
constexpr Index entries_a_tile = 1024;     // of passes over a long block
constexpr Index rows_a_tile = 32;
constexpr Index none = -2;
constexpr Index newcomer = -1;

// The correlation at which an active coefficient stays where it is.
double penalty_gradient(const Block& block, Index k) {
  const double threshold = block.penalty.threshold(block.variables[k]);
  return (threshold == 0 ? 0.0 : std::copysign(threshold, block.u[k])) +
         block.penalty.ridge(block.variables[k]) * block.u[k];
}

}  // namespace

double Block::violation() const {
  double worst = 0;
  for (Index k = 0; k < size(); ++k) {
    // Where no threshold is, that of a factor of 1; where there is none at all, lambda.
    const double factor = penalty.factor(variables[k]) > 0 ? penalty.factor(variables[k]) : 1.0;
    const double unit = penalty.alpha > 0 ? penalty.threshold_of(factor) : penalty.lambda * factor;
    worst = std::max(worst, penalty.violation(variables[k], u[k], correlation(k)) / unit);
  }
  return worst;
}

namespace {

// One coordinate step, unless the violation is at most `slack` thresholds. Returns the multiply-adds.
double step(const Block& block, Index k, double slack) {
  const Index j = block.variables[k];
  const double square = block.products(k, k);
  const double c = block.correlation(k);
  if (!(square > 0) || block.penalty.violation(j, block.u[k], c) <= slack * block.penalty.threshold(j)) return 1;
  const double next = block.penalty.minimizer(j, c + square * block.u[k], square);
  const double step = next - block.u[k];
  if (step == 0) return 1;
  block.u[k] = next;
  block.products.subtract(k, step, 0, block.products.width(), block.c.data());
  return static_cast<double>(1 + block.products.width());
}

}  // namespace

double sweep(const Block& block, double slack) {
  double operations = 0;
  for (Index k = 0; k < block.size(); ++k) operations += step(block, k, slack);
  return operations;
}

// A step of those that the direct move leaves where they are.
void BlockSolver::move_others(const Block& block, double slack) {
  for (Index k = 0; k < block.size(); ++k) {
    if (inside_[k] == 0) operations_ += step(block, k, slack);
  }
}

// Drops members that are not active here any more, keeps the rest.
void BlockSolver::follow_support(const Block& block) {
  const double ridge = block.penalty.ridge_of(1.0);
  if (ridge != factor_ridge_) factor_.clear();
  factor_ridge_ = ridge;
  support_.clear();
  inside_.assign(block.size(), 0);
  std::vector<Index> gone;
  for (Index place = 0; place < factor_.size(); ++place) {
    const auto at = std::lower_bound(block.variables.begin(), block.variables.end(), factor_.members()[place]);
    const Index position = at - block.variables.begin();
    if (at != block.variables.end() && *at == factor_.members()[place] && block.active(position)) {
      support_.push_back(position);
      inside_[position] = 1;
    } else {
      gone.push_back(place);
    }
  }
  factor_.remove(gone);
}

template <class Factor>
void BlockSolver::leave(std::span<const Index> places, Factor& factor) {
  for (const Index place : places) inside_[support_[place]] = 0;
  std::erase_if(support_, [this](Index k) { return inside_[k] == 0; });
  factor.remove(places);
}

// Takes an active position into the factor. A dependent one trades places along null directions until it fits, or
// stays outside for this move.
void BlockSolver::add_to_support(const Block& block, Index position) {
  const Index j = block.variables[position];
  const double* products = block.products.row(position);
  do {
    row_.clear();
    for (const Index member : support_) row_.push_back(products[block.products.at(member)]);
    if (factor_.append(j, row_, block.products(position, position) + block.penalty.ridge(j))) {
      support_.push_back(position);
      inside_[position] = 1;
      return;
    }
  } while (swap_dependent(block, position));
}

// All active positions at once, if they are many and none depends on the others.
bool BlockSolver::add_together(const Block& block) {
  newcomers_.clear();
  for (Index k = 0; k < block.size(); ++k) {
    if (outside(block, k)) newcomers_.push_back(k);
  }
  if (newcomers_.size() < many_newcomers) return false;
  std::vector<Index> members;
  row_.clear();
  for (std::size_t a = 0; a < newcomers_.size(); ++a) {
    const Index position = newcomers_[a];
    const double* products = block.products.row(position);
    for (const Index member : support_) row_.push_back(products[block.products.at(member)]);
    for (std::size_t b = 0; b < a; ++b) row_.push_back(products[block.products.at(newcomers_[b])]);
    members.push_back(block.variables[position]);
    row_.push_back(block.products(position, position) + block.penalty.ridge(members.back()));
  }
  if (!factor_.append_all(members, row_)) return false;
  for (const Index position : newcomers_) {
    support_.push_back(position);
    inside_[position] = 1;
  }
  return true;
}

// x_position = sum z_i x_i: moving it by t and each member by -t z_i leaves the fit alone and changes the penalty by
// t * slope. Goes the way that does not raise it until a coefficient is zero; true when that is a member, which leaves.
// The correlations stay as they are: what rounding makes of them, the end of the direct move corrects.
bool BlockSolver::swap_dependent(const Block& block, Index position) {
  const std::vector<double>& z = factor_.combination();
  const auto pull = [&](Index k) {
    return block.u[k] == 0 ? 0.0 : std::copysign(block.penalty.threshold(block.variables[k]), block.u[k]);
  };
  double slope = pull(position);
  // One rounding: between copies the sign is all there is, and must not follow the compiler.
  for (Index place = 0; place < factor_.size(); ++place) slope = std::fma(-z[place], pull(support_[place]), slope);
  const double way = slope > 0 ? -1.0 : 1.0;
  double length = std::numeric_limits<double>::infinity();
  Index first = none;
  const auto meet = [&](Index k, double rate, Index who) {
    if (!block.penalty.kinked() || rate * block.u[k] >= 0) return;
    if (const double t = -block.u[k] / rate; t < length) {
      length = t;
      first = who;
    }
  };
  meet(position, way, newcomer);
  for (Index place = 0; place < factor_.size(); ++place) meet(support_[place], -way * z[place], place);
  if (first == none) return false;
  block.u[position] += way * length;
  for (Index place = 0; place < factor_.size(); ++place) block.u[support_[place]] -= way * length * z[place];
  block.u[first == newcomer ? position : support_[first]] = 0;
  if (first == newcomer) return false;
  leave({&first, 1}, factor_);
  return true;
}

bool BlockSolver::has_more_members_than_rows(const Block& block) const {
  if (!rows_ || !(block.penalty.ridge_of(1.0) > 0)) return false;
  Index members = 0;
  for (Index k = 0; k < block.size(); ++k) {
    if (!block.active(k)) continue;
    if (block.penalty.factor(block.variables[k]) == 0) return false;
    ++members;
  }
  return members > rows_->rows();
}

void BlockSolver::follow_on_rows(const Block& block) {
  support_.clear();
  inside_.assign(block.size(), 0);
  std::vector<Index> members;
  for (Index k = 0; k < block.size(); ++k) {
    if (!block.active(k) || !(block.products(k, k) > 0)) continue;
    support_.push_back(k);
    inside_[k] = 1;
    members.push_back(block.variables[k]);
  }
  rows_->follow(members, block.penalty);
}

void BlockSolver::follow_on_gram(const Block& block) {
  follow_support(block);
  if (add_together(block)) return;
  for (Index k = 0; k < block.size(); ++k) {
    if (outside(block, k)) add_to_support(block, k);
  }
}

// Where along the direction members would change sign, ascending.
template <class Factor>
void BlockSolver::find_ends(const Block& block, const Factor& factor) {
  ends_.clear();
  for (Index place = 0; place < factor.size(); ++place) {
    const Index k = support_[place];
    if (!block.penalty.kinked() || direction_[place] * block.u[k] >= 0) continue;
    ends_.push_back({-block.u[k] / direction_[place], place});
  }
  std::sort(ends_.begin(), ends_.end(),
            [](const End& a, const End& b) { return a.length != b.length ? a.length < b.length : a.place < b.place; });
}

// Along the direction, each member held at zero from where it gets there, as long as the objective falls: it is a
// quadratic between the ends. `right_` follows, the negative gradient.
template <class Factor>
std::vector<Index> BlockSolver::go(const Block& block, const Factor& factor) {
  const auto size = static_cast<std::size_t>(factor.size());
  push_ = right_;  // what the gradient loses over a length of 1
  std::vector<Index> held;
  double gone = 0;
  const auto advance = [&](double length) {
    for (std::size_t place = 0; place < size; ++place) {
      block.u[support_[place]] += length * direction_[place];
      right_[place] -= length * push_[place];
    }
    gone += length;
  };
  for (const auto& [end, place] : ends_) {
    const double slope = dot(right_.data(), direction_.data(), factor.size());
    const double curvature = dot(push_.data(), direction_.data(), factor.size());
    if (!(slope > (end - gone) * curvature)) break;  // the least value comes first
    advance(end - gone);
    const Index k = support_[place];
    block.u[k] = 0;
    held.push_back(place);
    const double* products = block.products.row(k);
    for (std::size_t other = 0; other < size; ++other) {
      push_[other] -= direction_[place] * products[block.products.at(support_[other])];
    }
    direction_[place] = 0;
  }
  operations_ += static_cast<double>(size * (4 * held.size() + 2));
  const double slope = dot(right_.data(), direction_.data(), factor.size());
  const double curvature = dot(push_.data(), direction_.data(), factor.size());
  if (slope > 0 && curvature > 0) advance(slope / curvature);
  std::sort(held.begin(), held.end());
  return held;
}

// To the optimum of the support with signs held. Whoever gets to zero on the way leaves.
template <class Factor>
void BlockSolver::descend(const Block& block, Factor& factor) {
  right_.clear();
  for (const Index k : support_) {
    right_.push_back(block.correlation(k) - penalty_gradient(block, k));
  }
  while (factor.size() > 0) {
    direction_ = right_;
    factor.solve(direction_);
    find_ends(block, factor);
    if (ends_.empty() || ends_.front().length >= 1) {
      for (Index place = 0; place < factor.size(); ++place) block.u[support_[place]] += direction_[place];
      std::fill(right_.begin(), right_.end(), 0.0);
      break;
    }
    const std::vector<Index> held = go(block, factor);
    if (held.empty()) break;  // rounding: the direction does not descend
    for (std::size_t h = held.size(); h-- > 0;) right_.erase(right_.begin() + held[h]);
    leave(held, factor);
  }
}

void BlockSolver::direct_move(const Block& block) {
  start_.assign(block.u.begin(), block.u.end());
  if (has_more_members_than_rows(block)) {
    follow_on_rows(block);
    descend(block, *rows_);
  } else {
    follow_on_gram(block);
    descend(block, factor_);
  }
  follow_correlations(block);
}

// After a direct move. Members' correlations are those of the equations that it solved, if that saves more products
// than the others need.
void BlockSolver::follow_correlations(const Block& block) {
  std::vector<Index> changed;
  for (Index k = 0; k < block.size(); ++k) {
    if (block.u[k] != start_[k]) changed.push_back(k);
  }
  const Index width = block.products.width();
  const std::size_t others = static_cast<std::size_t>(block.size()) - support_.size();
  const double work = static_cast<double>(width) * static_cast<double>(std::min(changed.size(), others));
  operations_ += work;
  if (changed.size() <= others) {
    run_tiles(block.run, "follow", work, 0, width, entries_a_tile, [&](Index first, Index last) {
      for (const Index k : changed) block.products.subtract(k, block.u[k] - start_[k], first, last, block.c.data());
    });
    return;
  }
  steps_.assign(static_cast<std::size_t>(width), 0.0);
  for (const Index k : changed) steps_[block.products.at(k)] = block.u[k] - start_[k];
  run_tiles(block.run, "follow", work, 0, block.size(), rows_a_tile, [&](Index first, Index last) {
    for (Index k = first; k < last; ++k) {
      if (inside_[k] == 0) block.c[block.products.at(k)] -= block.products.combination(k, steps_.data());
    }
  });
  for (std::size_t place = 0; place < support_.size(); ++place) {
    const Index k = support_[place];
    block.c[block.products.at(k)] = penalty_gradient(block, k) + right_[place];
  }
}

double BlockSolver::solve(const Block& block, double accuracy) {
  const auto factors = [this] { return factor_.operations() + (rows_ ? rows_->operations() : 0.0); };
  const double before = factors();
  operations_ = 0;
  factor_.use(block.run);
  double least = std::numeric_limits<double>::infinity();
  int without_progress = 0;
  for (int cycle = 0; cycle < most_cycles; ++cycle) {
    direct_move(block);
    const double violation = block.violation();
    operations_ += static_cast<double>(block.size());
    if (violation <= accuracy) break;
    without_progress = violation < 0.5 * least ? 0 : without_progress + 1;
    if (without_progress > patience) break;
    least = std::min(least, violation);
    const double slack = 0.1 * accuracy;
    if (without_progress == 0) {
      move_others(block, slack);
    } else {
      operations_ += sweep(block, slack);  // what rounding leaves of the members' equations, too
    }
  }
  return operations_ + factors() - before;
}

}  // namespace strads::linear
