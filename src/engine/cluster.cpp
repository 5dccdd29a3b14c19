#include "strads/cluster.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/cluster_speeds.hpp"

namespace strads {
namespace {

constexpr double variable_bytes = 8;  // its number, on the way out
constexpr double step_bytes = 16;     // its number and its step, on the way back

}  // namespace

Cluster::Cluster(const ClusterSettings& settings, int lookahead, bool stale)
    : settings_(settings),
      lookahead_(lookahead),
      stale_(stale),
      speeds_(worker_speeds(settings)),
      fastest_(static_cast<std::size_t>(settings.workers)),
      power_(1, 0.0),
      scheduler_free_(static_cast<std::size_t>(settings.schedulers)),
      worker_free_(static_cast<std::size_t>(settings.workers)) {
  std::iota(fastest_.begin(), fastest_.end(), Index{0});
  std::stable_sort(fastest_.begin(), fastest_.end(), [this](Index a, Index b) { return speeds_[a] > speeds_[b]; });
  for (const Index w : fastest_) power_.push_back(power_.back() + speeds_[w]);
}

Index Cluster::hands(const PassWork& work) const { return std::clamp<Index>(work.parts, 1, settings_.workers); }

double Cluster::alone(const PassWork& work) const { return work.workload * settings_.entry_seconds; }

// Sent out, done by all hands at once, and back.
double Cluster::together(const PassWork& work) const {
  return hop(0) + alone(work) / power_[hands(work)] + hop(work.bytes);
}

// Moves the clock to `to` and says where the time went. What was computed beside an earlier round is counted as soon as
// there is room; what is left over, workers waited.
void Cluster::advance(double to, double compute, double schedule, double network) {
  double left = to - now_;
  const auto take = [&left](double wanted) {
    const double taken = std::clamp(wanted, 0.0, left);
    left -= taken;
    return taken;
  };
  owed_ += compute;
  const double computed = take(owed_);
  owed_ -= computed;
  parts_.compute += computed;
  parts_.network += take(network);
  parts_.schedule += take(schedule);
  parts_.wait += left;
  now_ = to;
}

void Cluster::pass(const Pass& pass) {
  const PassWork work = pass.on_cluster();
  const auto P = static_cast<double>(settings_.workers);
  const double single = alone(work);
  const double shared = together(work);
  if (single <= shared) {
    advance(now_ + single, single / P, 0, 0);
  } else {
    const double network = hop(0) + hop(work.bytes);
    advance(now_ + shared, (shared - network) * static_cast<double>(hands(work)) / P, 0, network);
  }
  fence_ = now_;
}

// `work` seconds of a nominal machine, cut as fine as one likes, over the `hands` workers that are free first.
// Returns when it is done.
double Cluster::spread_over_idle(double work, Index hands, double start, double& busy) {
  order_ = fastest_;
  std::vector<double>& free = worker_free_;
  for (double& time : free) time = std::max(time, start);
  std::stable_sort(order_.begin(), order_.end(), [&free](Index a, Index b) { return free[a] < free[b]; });
  order_.resize(static_cast<std::size_t>(hands));
  double power = 0;
  double level = 0;  // all of those so far work until then
  double left = work;
  std::size_t taken = 0;
  while (taken < order_.size()) {
    const double next = free[order_[taken]];
    if (taken > 0 && left <= power * (next - level)) break;
    left -= power * (next - level);
    level = next;
    power += speeds_[order_[taken++]];
  }
  level += left / power;
  for (std::size_t k = 0; k < taken; ++k) {
    busy += level - free[order_[k]];
    free[order_[k]] = level;
  }
  return level;
}

double Cluster::fill(const PassWork& work, double start, double& busy) {
  if (alone(work) <= together(work)) return start + alone(work);
  return spread_over_idle(alone(work), hands(work), start + hop(0), busy) + hop(work.bytes);
}

Cluster::Plan Cluster::plan(const Round& round) {
  while (static_cast<int>(in_flight_.size()) > lookahead_) {
    known_ = feedback_[in_flight_.front().shard] = in_flight_.front().end;
    in_flight_.pop_front();
  }
  const auto shard = static_cast<std::size_t>(round.shard);
  if (feedback_.size() <= shard) feedback_.resize(shard + 1, 0.0);
  double& free = scheduler_free_[shard % scheduler_free_.size()];
  double start = std::max({fence_, free, feedback_[shard]});
  // What was planned before and is in flight counts in the filter's sums.
  if (lookahead_ > 0 && round.work.looked_up > 0) start = std::max(start, planned_);
  Plan plan{start + settings_.round_seconds, 0};
  if (!round.replayed) plan.end += static_cast<double>(round.drawn) * settings_.sample_seconds;
  for (const PassWork& work : round.work.fills) plan.end = fill(work, plan.end, plan.busy);
  plan.end += round.work.looked_up * settings_.check_seconds;
  free = plan.end;
  return plan;
}

// The block with the k-th largest workload to the k-th fastest worker.
void Cluster::choose_workers(const Round& round) {
  const auto& workloads = round.workloads;
  order_.resize(workloads.size());
  std::iota(order_.begin(), order_.end(), Index{0});
  if (!std::is_sorted(workloads.rbegin(), workloads.rend())) {
    std::stable_sort(order_.begin(), order_.end(),
                     [&workloads](Index a, Index b) { return workloads[a] > workloads[b]; });
  }
  times_.workers.resize(workloads.size());
  for (std::size_t k = 0; k < order_.size(); ++k) times_.workers[order_[k]] = fastest_[k % fastest_.size()];
}

// Returns when the last block is done.
double Cluster::dispatch(const Round& round, double start, double& busy) {
  choose_workers(round);
  times_.seconds.resize(times_.workers.size());
  double last = start;
  for (Index b = 0; b < round.blocks(); ++b) {
    const auto w = static_cast<std::size_t>(times_.workers[b]);
    const auto updates = static_cast<double>(round.starts[b + 1] - round.starts[b]);
    const double work = round.work.operations[b] * settings_.entry_seconds + updates * settings_.update_seconds;
    times_.seconds[b] = work / speeds_[w];
    worker_free_[w] = std::max(worker_free_[w], start) + times_.seconds[b];
    busy += times_.seconds[b];
    last = std::max(last, worker_free_[w]);
  }
  return last;
}

const RoundTimes& Cluster::round(const Round& round) {
  const auto kept = static_cast<double>(round.kept());
  const Plan planned = plan(round);
  const double arrived = planned.end + hop(variable_bytes * kept);
  const double ready = stale_ ? std::max(fence_, known_) : now_;  // the state that it proposes on
  times_.planned = planned.end;
  times_.start = std::max(arrived, ready);
  double busy = planned.busy;
  const double last = dispatch(round, times_.start, busy);

  double network = std::min(times_.start - ready, arrived - planned.end);
  const double waited = times_.start - ready - network;
  double end = std::max(last + hop(step_bytes * kept), now_);
  network += hop(step_bytes * kept);
  for (std::size_t k = 0; k < round.work.commits.size(); ++k) {
    const PassWork& work = round.work.commits[k];
    const double between = k == 0 ? 0 : 2 * hop(0);  // sums to whoever judges the step, and the word back
    const double seconds = alone(work) / power_[hands(work)];
    end += between + seconds;
    network += between;
    busy += seconds * static_cast<double>(hands(work));
  }
  end += hop(round.work.state_bytes);
  network += hop(round.work.state_bytes);
  times_.end = end;
  advance(end, busy / static_cast<double>(settings_.workers), waited, network);
  planned_ = planned.end;
  in_flight_.push_back({round.shard, end});
  return times_;
}

}  // namespace strads
