// What a fit shows while it runs, on stderr, and the trace it leaves.
#pragma once

#include <string>
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

// How much to show: nothing when quiet, lines when verbose, else a bar if stderr is a terminal.
[[nodiscard]] Chatter choose_chatter(bool quiet, bool verbose);

class FitObserver final : public lasso::Observer {
 public:
  explicit FitObserver(Chatter chatter) : chatter_(chatter) {}
  ~FitObserver() override { clear(); }
  FitObserver(const FitObserver&) = delete;
  FitObserver& operator=(const FitObserver&) = delete;

  void checkpoint(const lasso::Checkpoint& now) override;
  void step(const lasso::Step& done) override;
  // Takes the live line off the terminal.
  void clear();

  [[nodiscard]] const std::vector<TraceRow>& trace() const { return trace_; }

 private:
  void draw(const lasso::Checkpoint& now);

  Chatter chatter_;
  std::vector<TraceRow> trace_;
  Index steps_ = 0;
  Index steps_done_ = 0;
  double last_drawn_ = -1;
  bool on_screen_ = false;
};

}  // namespace strads::cli
