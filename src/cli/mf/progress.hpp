// What a matrix factorization shows while it runs, on stderr, and the trace it leaves.
#pragma once

#include <optional>
#include <vector>

#include "cli/terminal/live_line.hpp"
#include "folder/trace.hpp"
#include "strads/mf.hpp"

namespace strads::cli {

class MfObserver final : public mf::Observer {
 public:
  MfObserver(LiveLine& line, double tol, Index max_sweeps) : line_(line), tol_(tol), max_sweeps_(max_sweeps) {}

  void checkpoint(const mf::Checkpoint& now) override;

  [[nodiscard]] const folder::Trace<mf::Checkpoint>& trace() const { return trace_; }

 private:
  void draw(const mf::Checkpoint& now, double drop);
  void print(const mf::Checkpoint& now, double drop) const;
  [[nodiscard]] double share(Index sweep, double drop) const;

  LiveLine& line_;
  double tol_;
  Index max_sweeps_;
  folder::Trace<mf::Checkpoint> trace_;
  double last_ = 0;  // objective
  double first_drop_ = 0;
};

}  // namespace strads::cli
