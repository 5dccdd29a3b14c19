// Which variables are awake between two certificates: the support, and the entrants that the gradient ranks highest.
// All others are proven or presumed to stay zero until the next refresh. With screening off everything usable stays
// awake.
#pragma once

#include <vector>

#include "apps/linear/screening/gradient.hpp"
#include "strads/linear.hpp"
#include "strads/scheduler.hpp"

namespace strads::linear {

class WorkingSet {
 public:
  // `always`, ascending, do not sleep.
  WorkingSet(const Standardized& design, const Settings& settings, Scheduler& scheduler, std::vector<Index> always);

  // Wakes and puts to sleep. Priorities: the step a variable would take now (Score::exact), or what it was.
  // `limit`: variables that can be solved at once. Entrants fill it up, so that all that is awake is.
  void choose(const Gradient& gradient, std::vector<Entrant> entrants, const Penalty& penalty,
              std::span<const double> u, Index limit);
  // Only the support (and `always`) awake.
  void hold(std::span<const double> u) { only(support(u)); }
  // All that can enter.
  void wake_all();

  [[nodiscard]] std::span<const Index> variables() const { return awake_; }
  // Entrants that are admitted however small the support is: so many that their products cost about a pass over X.
  [[nodiscard]] Index few() const { return few_; }

 private:
  // Among those awake: all others are zero.
  [[nodiscard]] std::vector<Index> support(std::span<const double> u) const;
  // Only `variables` awake, ascending.
  void only(const std::vector<Index>& variables);

  const Standardized& design_;
  const Settings& settings_;
  Scheduler& scheduler_;
  Index few_;
  std::vector<Index> always_;
  std::vector<Index> awake_;  // ascending
};

}  // namespace strads::linear
