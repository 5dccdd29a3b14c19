// The plan of one round: from candidates to blocks, by the stages that the settings leave on.
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "schedule/filter.hpp"
#include "strads/problem.hpp"
#include "strads/scheduler.hpp"
#include "strads/scheduler_settings.hpp"

namespace strads::schedule {

// Candidates to draw for a round: as set, else what suits the policy; at most what its blocks can hold where nothing
// but room decides.
[[nodiscard]] Index candidates_wanted(const SchedulerSettings& settings);

// A candidate that was not kept: its position, and whether it waits in the queue (it lost to a dependency) or goes
// back among the others (the round was full).
using Sent = std::pair<Index, bool>;

class Plan {
 public:
  // `replayed`: the candidates are a recorded set. `flying`: other rounds are open.
  Plan(const SchedulerSettings& settings, Index candidates, bool replayed, bool flying);

  [[nodiscard]] bool looks_up() const { return looks_up_; }

  // Writes variables, tags, starts, workloads, refused, drawn, fates (without who waits); sizes steps and priorities.
  // Returns those not kept.
  [[nodiscard]] std::vector<Sent> arrange(const Candidates& candidates, const InFlight& in_flight,
                                          const Dependencies& dependencies,
                                          const std::function<double(Index)>& workload, Round& round) const;

 private:
  enum class Mode { keep_all, drop, group };

  // All candidates, whatever depends on what: no stage has anything to decide.
  [[nodiscard]] bool one_block_holds(const Candidates& candidates, const InFlight& in_flight) const;
  [[nodiscard]] std::vector<Index> preference(const Candidates& candidates) const;
  [[nodiscard]] Groups filter(const Candidates& candidates, std::span<const Index> order, const InFlight& in_flight,
                              const Dependencies& dependencies) const;

  const SchedulerSettings& settings_;
  Mode mode_ = Mode::keep_all;
  Limits limits_;
  bool looks_up_ = false;
};

}  // namespace strads::schedule
