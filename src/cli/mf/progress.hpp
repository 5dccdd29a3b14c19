// What a matrix factorization shows while it runs, on stderr, and the trace it leaves.
#pragma once

#include <optional>
#include <vector>

#include "cli/terminal/live_line.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

// One row of trace.csv.
struct MfTraceRow {
  double seconds = 0;
  double emulated_seconds = 0;
  Index sweep = 0;
  Index updates = 0;
  double objective = 0;
  double train_rmse = 0;
  std::optional<double> validation_rmse;
  std::optional<double> test_rmse;
  double imbalance = 0;  // mean over rounds of largest block workload / mean block workload; 0 without rounds
};

class MfObserver final : public mf::Observer {
 public:
  MfObserver(LiveLine& line, double tol, Index max_sweeps) : line_(line), tol_(tol), max_sweeps_(max_sweeps) {}

  void checkpoint(const mf::Checkpoint& now) override;

  [[nodiscard]] const std::vector<MfTraceRow>& trace() const { return trace_; }

 private:
  void draw(const mf::Checkpoint& now, double drop);
  void print(const mf::Checkpoint& now, double drop) const;
  [[nodiscard]] double share(Index sweep, double drop) const;

  LiveLine& line_;
  double tol_;
  Index max_sweeps_;
  std::vector<MfTraceRow> trace_;
  double first_drop_ = 0;
};

}  // namespace strads::cli
