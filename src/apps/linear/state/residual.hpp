// The shared state of the lasso: the residual r, off the span of the unpenalized columns, and how the steps of a round
// reach it.
//
// All ways give r + X~ steps negated; they differ in who writes where:
//   slices  a part owns a range of rows and applies every step to it in order: vectorised, no atomics. The default.
//   fixed   a block adds fixed-point integers to an accumulator through atomics; exact, hence in any order
//   racy    a block adds doubles through atomics: the bits follow the threads
#pragma once

#include <span>
#include <vector>

#include "apps/linear/state/standardized.hpp"
#include "strads/engine_settings.hpp"

namespace strads::linear {

class Residual {
 public:
  Residual(const Standardized& design, std::span<const double> y, CommitKind kind);

  // r and the constant that is kept apart from it: the true residual is values()[i] + offset().
  [[nodiscard]] const double* values() const { return r_.data(); }
  [[nodiscard]] double offset() const { return offset_; }

  // A commit in passes. With `trial` the step X~ d is gathered apart, so that it can be judged before it is taken.
  void begin(const Round& round, bool trial);
  Pass accumulate();
  [[nodiscard]] bool folds() const { return kind_ == CommitKind::fixed; }
  Pass fold();  // fixed point back to double
  [[nodiscard]] bool projects() const { return design_.unpenalized().rank() > 0; }
  Pass project();  // off what unpenalized columns explain
  Pass measure();  // trial: sums for the line search
  // After `measure`: r'q and q'q of true residual and true step, q = -X~ d the change of the residual.
  [[nodiscard]] double product() const;
  [[nodiscard]] double square() const;
  Pass apply(double length);  // trial: r += length * q
  void finish(double length);

  // Makes the stored residual the true one, exactly centred and projected. O(n).
  std::span<double> make_exact();
  // r = P y - X~ u afresh.
  void rebuild(std::span<const double> u, Engine& engine);
  // r is this one, that of coefficients which are known to leave it.
  void place(std::span<const double> r);

 private:
  struct Sums {
    double product = 0;
    double square = 0;
    double r = 0;
    double q = 0;
  };
  [[nodiscard]] Index slices() const;
  Pass over_rows(const char* name, double passes, std::function<void(Index first, Index last, Index slice)> work) const;

  const Standardized& design_;
  std::vector<double> y_;
  CommitKind kind_;
  std::vector<double> r_;
  double offset_ = 0;

  // The round being committed.
  const Round* round_ = nullptr;
  bool trial_ = false;
  double work_ = 0;  // stored entries of its columns
  std::vector<double> weights_;
  double shift_ = 0;
  std::vector<double> step_;  // q of a trial
  std::vector<std::int64_t> fixed_;
  double scale_ = 1;
  std::vector<Sums> sums_;
};

}  // namespace strads::linear
