// What a fit shows while it runs, on stderr, and the trace it leaves.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "apps/lasso/lasso.hpp"

namespace strads::cli {

// One row of trace.csv.
struct TraceRow {
  double seconds = 0;
  double emulated_seconds = 0;
  Index rounds = 0;
  Index updates = 0;
  double lambda = 0;
  double objective = 0;
  double duality_gap = 0;
  Index nonzero = 0;
  Index kept = 0;
  Index refused = 0;
  double imbalance = 0;  // mean over rounds of largest block workload / mean block workload; 0 without rounds
};

enum class Chatter {
  none,
  bar,    // one live line, on a terminal
  lines,  // a line a step
};

// How much to show: nothing when quiet, lines when verbose, else a bar if stderr is a terminal that can rewrite a line.
[[nodiscard]] Chatter choose_chatter(bool quiet, bool verbose);

class FitObserver final : public lasso::Observer {
 public:
  FitObserver(Chatter chatter, double tol, double time_limit) : chatter_(chatter), tol_(tol), time_limit_(time_limit) {}
  ~FitObserver() override { clear(); }
  FitObserver(const FitObserver&) = delete;
  FitObserver& operator=(const FitObserver&) = delete;

  void reading(std::string_view file);  // the live line until the first checkpoint
  void checkpoint(const lasso::Checkpoint& now) override;
  void step(const lasso::Step& done) override;
  // Takes the live line off the terminal.
  void clear();

  [[nodiscard]] const std::vector<TraceRow>& trace() const { return trace_; }

 private:
  void draw(const lasso::Checkpoint& now);
  [[nodiscard]] double share(const lasso::Checkpoint& now) const;
  [[nodiscard]] double seconds_left(const lasso::Checkpoint& now) const;
  void show(const std::string& line);

  Chatter chatter_;
  double tol_;
  double time_limit_;
  std::vector<TraceRow> trace_;
  Index steps_ = 0;
  std::vector<double> step_seconds_;  // of the steps done
  double step_start_ = 0;
  double first_gap_ = 0;  // of the step that runs
  double last_drawn_ = -1;
  bool on_screen_ = false;
};

}  // namespace strads::cli
