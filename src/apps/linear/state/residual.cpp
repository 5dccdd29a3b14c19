#include "apps/linear/state/residual.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace strads::linear {
namespace {

constexpr Index slice_rows = 8192;      // 64 KB of residual: within a core's own cache
constexpr double worth_slices = 65536;  // entries: below, one part is quicker than a fan-out
constexpr double worth_finding = 64;    // of a column in a slice: below, finding where it begins takes longer than they
constexpr Index fewest_slices = 4;      // all the same, for threads

}  // namespace

Residual::Residual(const Standardized& design, std::span<const double> y, CommitKind kind)
    : design_(design), y_(y.begin(), y.end()), kind_(kind), r_(y_) {
  design_.unpenalized().project(r_);
}

// Follows the data and the round alone.
Index Residual::slices() const {
  const auto n = static_cast<Index>(r_.size());
  const bool alone = work_ < worth_slices && static_cast<double>(n) < worth_slices;
  if (alone) return 1;
  const Index most = std::max<Index>(1, (n + slice_rows - 1) / slice_rows);
  const auto found = static_cast<Index>(work_ / (worth_finding * static_cast<double>(weights_.size())));
  return std::clamp(found, std::min(fewest_slices, most), most);
}

Pass Residual::over_rows(const char* name, double passes,
                         std::function<void(Index first, Index last, Index slice)> work) const {
  const auto n = static_cast<Index>(r_.size());
  const Index parts = slices();
  return {name, parts,
          [n, parts, work = std::move(work)](Index slice) { work(n * slice / parts, n * (slice + 1) / parts, slice); },
          passes, n};
}

void Residual::begin(const Round& round, bool trial) {
  round_ = &round;
  trial_ = trial;
  design_.residual_weights(round.variables, round.steps, weights_);
  shift_ = design_.residual_offset(round.variables, round.steps);
  work_ = 0;
  for (const double workload : round.workloads) work_ += workload;
  if (trial_) step_.assign(r_.size(), 0.0);
  if (kind_ == CommitKind::fixed) {
    // The largest power of two at which no sum can overflow.
    double bound = 0;
    for (std::size_t k = 0; k < weights_.size(); ++k) {
      bound += std::abs(weights_[k]) * design_.bound(round.variables[k]);
    }
    int exponent = 0;
    std::frexp(bound, &exponent);
    scale_ = bound > 0 && std::isfinite(bound) ? std::ldexp(1.0, 61 - exponent) : 1.0;
    fixed_.resize(r_.size());
  }
}

Pass Residual::accumulate() {
  double* target = trial_ ? step_.data() : r_.data();
  if (kind_ == CommitKind::slices) {
    return over_rows("commit", work_, [this, target](Index first, Index last, Index) {
      design_.raw().add(round_->variables, weights_, first, last, target);
    });
  }
  return {"commit", round_->blocks(),
          [this, target](Index b) {
            const auto block = round_->block(b);
            const std::span<const double> weights(weights_.data() + round_->starts[b], block.size());
            if (kind_ == CommitKind::fixed) {
              design_.raw().add_fixed(block, weights, scale_, fixed_.data());
            } else {
              design_.raw().add_racy(block, weights, target);
            }
          },
          work_};
}

Pass Residual::fold() {
  double* target = trial_ ? step_.data() : r_.data();
  return over_rows("commit fold", static_cast<double>(r_.size()), [this, target](Index first, Index last, Index) {
    for (Index i = first; i < last; ++i) {
      target[i] += static_cast<double>(std::exchange(fixed_[i], 0)) / scale_;
    }
  });
}

// A constant apart stays as it is: with it, unpenalized columns are centred.
Pass Residual::project() {
  std::vector<double>& target = trial_ ? step_ : r_;
  const double work = 2 * static_cast<double>(r_.size()) * static_cast<double>(design_.unpenalized().rank());
  return {"commit project", 1, [this, &target](Index) { design_.unpenalized().project(target); }, work};
}

Pass Residual::measure() {
  sums_.assign(slices(), {});
  return over_rows("commit judge", static_cast<double>(r_.size()), [this](Index first, Index last, Index slice) {
    Sums sums;
    for (Index i = first; i < last; ++i) {
      sums.product += r_[i] * step_[i];
      sums.square += step_[i] * step_[i];
      sums.r += r_[i];
      sums.q += step_[i];
    }
    sums_[slice] = sums;
  });
}

// The true step is step_ + shift_ on every row, the true residual r_ + offset_.
double Residual::product() const {
  double sum = 0;
  for (const Sums& s : sums_) sum += s.product + shift_ * s.r + offset_ * s.q;
  return sum + offset_ * shift_ * static_cast<double>(r_.size());
}

double Residual::square() const {
  double sum = 0;
  for (const Sums& s : sums_) sum += s.square + 2 * shift_ * s.q;
  return sum + shift_ * shift_ * static_cast<double>(r_.size());
}

Pass Residual::apply(double length) {
  return over_rows("commit apply", static_cast<double>(r_.size()), [this, length](Index first, Index last, Index) {
    for (Index i = first; i < last; ++i) r_[i] += length * step_[i];
  });
}

void Residual::finish(double length) {
  offset_ += length * shift_;
  // Where a round touches most rows anyway, the constant goes in at once: a large one would cost digits.
  if (offset_ != 0 && 4 * work_ >= static_cast<double>(r_.size())) {
    for (double& value : r_) value += offset_;
    offset_ = 0;
  }
}

std::span<double> Residual::make_exact() {
  double sum = 0;
  for (double& value : r_) sum += value += offset_;
  offset_ = 0;
  if (design_.centred()) {
    const double mean = sum / static_cast<double>(r_.size());
    for (double& value : r_) value -= mean;
  }
  design_.unpenalized().project(r_);
  return r_;
}

void Residual::place(std::span<const double> r) {
  r_.assign(r.begin(), r.end());
  offset_ = 0;
}

void Residual::rebuild(std::span<const double> u, Engine& engine) {
  Round round;
  for (std::size_t j = 0; j < u.size(); ++j) {
    if (u[j] == 0) continue;
    round.variables.push_back(static_cast<Index>(j));
    round.steps.push_back(u[j]);
  }
  round.starts.push_back(round.kept());
  double work = 0;
  for (const Index j : round.variables) work += static_cast<double>(design_.raw().stored(j));
  round.workloads.push_back(work);
  r_ = y_;
  offset_ = 0;
  begin(round, false);
  engine.run(accumulate());
  if (folds()) engine.run(fold());
  finish(1.0);
  make_exact();
}

}  // namespace strads::linear
