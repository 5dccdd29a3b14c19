#include "apps/linear/screening/working_set.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "strads/linear.hpp"

namespace strads::linear {
namespace {

constexpr double few_columns = 2;  // times the root of the number of columns
constexpr Index fewest = 32;
constexpr Index growth = 2;  // entrants beyond the few, in supports

}  // namespace

WorkingSet::WorkingSet(const Standardized& design, const Settings& settings, Scheduler& scheduler,
                       std::vector<Index> always)
    : design_(design),
      settings_(settings),
      scheduler_(scheduler),
      few_(std::max(fewest, static_cast<Index>(few_columns * std::sqrt(static_cast<double>(design.columns()))))),
      always_(std::move(always)) {
  if (settings.screening) {
    // The gradient sees every variable before the first round, and each has its score from it.
    scheduler.visit_all();
    scheduler.sleep_all();
    only(always_);
    return;
  }
  for (Index j = 0; j < design.columns(); ++j) {
    if (design.usable(j)) {
      awake_.push_back(j);
    } else {
      scheduler.sleep(j);
    }
  }
}

void WorkingSet::only(const std::vector<Index>& variables) {
  std::vector<Index> asleep;
  std::set_difference(awake_.begin(), awake_.end(), variables.begin(), variables.end(), std::back_inserter(asleep));
  for (const Index j : asleep) scheduler_.sleep(j);
  for (const Index j : variables) {
    if (!scheduler_.awake(j)) scheduler_.wake(j, 0.0);
  }
  awake_ = variables;
}

void WorkingSet::wake_all() {
  std::vector<Index> all;
  for (Index j = 0; j < design_.columns(); ++j) {
    if (design_.usable(j)) all.push_back(j);
  }
  if (all != awake_) only(all);
}

std::vector<Index> WorkingSet::support(std::span<const double> u) const {
  std::vector<Index> support;
  std::copy_if(awake_.begin(), awake_.end(), std::back_inserter(support),
               [&](Index j) { return u[j] != 0 || std::binary_search(always_.begin(), always_.end(), j); });
  return support;
}

void WorkingSet::choose(const Gradient& gradient, std::vector<Entrant> entrants, const Penalty& penalty,
                        std::span<const double> u, Index limit) {
  if (settings_.screening) {
    std::vector<Index> chosen = support(u);
    const auto count = static_cast<Index>(chosen.size());
    const Index free = limit > count ? limit - count : few_;
    const auto room = static_cast<std::size_t>(std::min(free, std::max(few_, growth * count)));
    if (entrants.size() > room) {
      const auto better = [](const Entrant& a, const Entrant& b) {
        return a.score != b.score ? a.score > b.score : a.variable < b.variable;
      };
      std::nth_element(entrants.begin(), entrants.begin() + static_cast<std::ptrdiff_t>(room), entrants.end(), better);
      entrants.resize(room);
    }
    for (const Entrant& entrant : entrants) chosen.push_back(entrant.variable);
    std::sort(chosen.begin(), chosen.end());
    only(chosen);
    scheduler_.visit_all();
  }
  if (settings_.score != Score::exact) return;
  for (const Index j : awake_) {
    const double square = design_.square(j);
    const double c = gradient.correlation(j);
    scheduler_.set_priority(j, std::abs(penalty.minimizer(j, c + square * u[j], square) - u[j]));
  }
}

}  // namespace strads::linear
