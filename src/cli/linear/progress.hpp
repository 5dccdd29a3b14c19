// What a Lasso fit shows while it runs, on stderr, and the trace it leaves.
#pragma once

#include <cstddef>
#include <vector>

#include "apps/linear/validation.hpp"
#include "cli/terminal/live_line.hpp"
#include "folder/trace.hpp"
#include "strads/linear.hpp"

namespace strads::cli {

class LassoObserver final : public linear::Observer {
 public:
  LassoObserver(LiveLine& line, double tol, double time_limit) : line_(line), tol_(tol), time_limit_(time_limit) {}

  void checkpoint(const linear::Checkpoint& now) override;
  void point(const linear::Point& done) override;
  [[nodiscard]] bool enough() override { return validator_ != nullptr && validator_->enough(); }

  // Of rows held out, from now on: how they are predicted, and whether the path may end. It must outlive this.
  void ask(linear::Validator& validator) { validator_ = &validator; }

  [[nodiscard]] const folder::Trace<linear::Checkpoint>& trace() const { return trace_; }

 private:
  void draw(const linear::Checkpoint& now);
  [[nodiscard]] double share(const linear::Checkpoint& now) const;
  [[nodiscard]] double seconds_left(const linear::Checkpoint& now) const;

  LiveLine& line_;
  double tol_;
  double time_limit_;
  linear::Validator* validator_ = nullptr;
  folder::Trace<linear::Checkpoint> trace_;
  Index points_ = 0;
  std::vector<double> point_seconds_;  // of the points done
  double point_start_ = 0;
  double last_ = 0;       // seconds, of the last checkpoint
  double first_gap_ = 0;  // of the point that runs
};

// That the fold of this number, from 0, is about to be fitted, so many seconds into the solve.
void show_fold(LiveLine& line, Index fold, Index folds, double seconds);

}  // namespace strads::cli
