#include "schedule/plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "schedule/balancer.hpp"
#include "strads/scheduler_rules.hpp"

namespace strads::schedule {

namespace {

constexpr Index oversampling = 4;  // candidates a worker under `drop`: the only one that the papers document

Index oversampled(Index workers) {
  constexpr Index all = std::numeric_limits<Index>::max();
  return workers > all / oversampling ? all : oversampling * workers;
}

bool refuses(const SchedulerSettings& settings) {
  return settings.policy == Policy::static_blocks ||
         (settings.policy == Policy::dynamic && settings.filter && settings.conflict == Conflict::drop);
}

// By block, and in each by variable. `kept` pairs blocks with positions among the candidates.
void sort_blocks(const Candidates& candidates, Index blocks, std::vector<std::pair<Index, Index>>& kept) {
  std::vector<Index> starts(static_cast<std::size_t>(blocks) + 1, 0);
  for (const auto& [block, position] : kept) ++starts[block + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<std::pair<Index, Index>> sorted(kept.size());
  std::vector<Index> next = starts;
  for (const auto& pair : kept) sorted[next[pair.first]++] = pair;
  const auto by_variable = [&](const auto& a, const auto& b) {
    return candidates.variables[a.second] < candidates.variables[b.second];
  };
  for (Index b = 0; b < blocks; ++b) {
    const auto first = sorted.begin() + starts[b];
    const auto last = sorted.begin() + starts[b + 1];
    if (!std::is_sorted(first, last, by_variable)) std::sort(first, last, by_variable);
  }
  kept.swap(sorted);
}

// Blocks of variable numbers, ascending in each; blocks without any are left out.
void write_blocks(const Candidates& candidates, Index blocks, std::vector<std::pair<Index, Index>>& kept,
                  const std::function<double(Index)>& workload, Round& round) {
  sort_blocks(candidates, blocks, kept);
  round.variables.clear();
  round.tags.clear();
  round.starts.assign(1, 0);
  round.workloads.clear();
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const auto [block, position] = kept[i];
    if (i == 0 || kept[i - 1].first != block) {
      if (i > 0) round.starts.push_back(static_cast<Index>(i));
      round.workloads.push_back(0.0);
    }
    round.variables.push_back(candidates.variables[position]);
    round.tags.push_back(candidates.tags.empty() ? 0 : candidates.tags[position]);
    round.workloads.back() += workload(candidates.variables[position]);
  }
  if (!kept.empty()) round.starts.push_back(static_cast<Index>(kept.size()));
  round.steps.assign(kept.size(), 0.0);
  round.priorities.resize(kept.size());
}

// The fate of each candidate in the filter's order. Blocks are numbered as write_blocks does.
void explain(const Candidates& candidates, std::span<const Index> order, const Groups& found,
             std::span<const Index> block_of, const InFlight& in_flight, std::vector<Fate>& fates) {
  std::vector<Index> number(block_of.empty() ? 0 : *std::max_element(block_of.begin(), block_of.end()) + 1, 0);
  for (const Index block : block_of) {
    if (block >= 0) number[block] = 1;
  }
  std::exclusive_scan(number.begin(), number.end(), number.begin(), Index{0});
  std::vector<Index> neighbours = in_flight.variables;
  fates.clear();
  for (std::size_t i = 0; i < order.size(); ++i) {
    Fate fate;
    fate.variable = candidates.variables[order[i]];
    const Index group = found.of[i];
    if (group >= 0 && block_of[group] >= 0) {
      fate.block = number[block_of[group]];
    } else {
      fate.kind = group == surplus ? Fate::Kind::full : Fate::Kind::refused;
    }
    if (group == refused && found.blames[i].neighbour >= 0) {
      fate.because = neighbours[found.blames[i].neighbour];
      fate.dependency = found.blames[i].dependency;
    }
    if (group >= 0) neighbours.push_back(fate.variable);
    fates.push_back(fate);
  }
}

}  // namespace

Index candidates_wanted(const SchedulerSettings& settings) {
  Index wanted = settings.candidates;
  if (wanted == 0) {
    if (draws_all_awake(settings)) return room(settings);
    wanted = settings.policy == Policy::dynamic ? oversampled(settings.workers) : settings.workers;
  }
  return refuses(settings) ? wanted : std::min(wanted, room(settings));
}

Plan::Plan(const SchedulerSettings& settings, Index candidates, bool replayed, bool flying) : settings_(settings) {
  limits_.pair = settings.pair_limit;
  limits_.sum = settings.sum_limit;
  limits_.block_cap = settings.block_cap;
  limits_.blocks = most_blocks(settings, candidates);
  if (!filters(settings) || replayed) return;
  mode_ = refuses(settings) ? Mode::drop : Mode::group;
  if (settings.policy == Policy::static_blocks && std::isinf(limits_.pair)) limits_.pair = papers_pair_limit;
  if (candidates == 0) return;
  const bool limited = std::isfinite(limits_.pair) || std::isfinite(limits_.sum);
  looks_up_ = (limited && flying) || (limits_.blocks > 1 && (limited || mode_ == Mode::group));
}

// Positions in the order in which the filter shall take them.
std::vector<Index> Plan::preference(const Candidates& candidates) const {
  std::vector<Index> order(candidates.variables.size());
  std::iota(order.begin(), order.end(), Index{0});
  if (settings_.policy == Policy::dynamic && settings_.priority) {
    std::sort(order.begin(), order.end(), [&](Index a, Index b) {
      const double pa = candidates.priorities[a];
      const double pb = candidates.priorities[b];
      return pa != pb ? pa > pb : candidates.variables[a] < candidates.variables[b];
    });
  }
  return order;
}

Groups Plan::filter(const Candidates& candidates, std::span<const Index> order, const InFlight& in_flight,
                    const Dependencies& dependencies) const {
  if (mode_ == Mode::keep_all) {
    Groups all{std::vector<Index>(order.size()), static_cast<Index>(order.size()), {}};
    std::iota(all.of.begin(), all.of.end(), Index{0});
    return all;
  }
  std::vector<Index> tags(order.size(), 0);
  for (std::size_t i = 0; i < order.size() && !candidates.tags.empty(); ++i) tags[i] = candidates.tags[order[i]];
  return mode_ == Mode::drop ? drop_conflicts(tags, in_flight, limits_, dependencies, settings_.explain)
                             : group_conflicts(tags, in_flight, limits_, dependencies, settings_.explain);
}

bool Plan::one_block_holds(const Candidates& candidates, const InFlight& in_flight) const {
  return mode_ == Mode::group && limits_.blocks == 1 && !settings_.explain && in_flight.tags.empty() &&
         static_cast<Index>(candidates.variables.size()) <= limits_.block_cap;
}

std::vector<Sent> Plan::arrange(const Candidates& candidates, const InFlight& in_flight,
                                const Dependencies& dependencies, const std::function<double(Index)>& workload,
                                Round& round) const {
  if (one_block_holds(candidates, in_flight)) {
    std::vector<std::pair<Index, Index>> all;
    for (std::size_t k = 0; k < candidates.variables.size(); ++k) all.emplace_back(0, static_cast<Index>(k));
    round.refused.clear();
    round.drawn = static_cast<Index>(all.size());
    write_blocks(candidates, 1, all, workload, round);
    return {};
  }
  const std::vector<Index> order = preference(candidates);
  const Groups found = filter(candidates, order, in_flight, dependencies);
  std::vector<Group> totals(static_cast<std::size_t>(found.count));
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (found.of[i] < 0) continue;
    totals[found.of[i]].workload += workload(candidates.variables[order[i]]);
    ++totals[found.of[i]].size;
  }
  const std::vector<Index> block_of = assign_blocks(totals, limits_.blocks, limits_.block_cap, settings_.balance);

  std::vector<std::pair<Index, Index>> kept;
  std::vector<Sent> sent;
  round.refused.clear();
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Index block = found.of[i] < 0 ? -1 : block_of[found.of[i]];
    if (block >= 0) {
      kept.emplace_back(block, order[i]);
    } else {
      sent.emplace_back(order[i], found.of[i] != surplus);
      round.refused.push_back(candidates.variables[order[i]]);
    }
  }
  round.drawn = static_cast<Index>(candidates.variables.size());
  if (settings_.explain) explain(candidates, order, found, block_of, in_flight, round.fates);
  write_blocks(candidates, limits_.blocks, kept, workload, round);
  return sent;
}

}  // namespace strads::schedule
