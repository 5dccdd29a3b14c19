#include "report/compare/schedule_map.hpp"

#include <algorithm>
#include <cstddef>

namespace strads::report {
namespace {

// P, as far as the files tell: workers that never had a block do not occur in blocks.csv.
Index worker_count(const Run& run) {
  const Json workers = run.summary["settings"].value("workers", Json());
  Index count = workers.is_number_integer() ? std::clamp<Index>(workers.get<Index>(), 1, 1 << 20) : 1;
  for (const double worker : (*run.blocks)["worker"]) count = std::max(count, static_cast<Index>(worker) + 1);
  return count;
}

// Which of so many bins of near-equal size position k of `count` falls in.
std::size_t bin_of(std::size_t k, std::size_t count, std::size_t bins) { return k * bins / count; }

// Sum and number of what falls in a bin.
struct Mean {
  double sum = 0;
  double count = 0;
  [[nodiscard]] double value() const { return count > 0 ? sum / count : 0; }
};

}  // namespace

CandidateFlow candidate_flow(const Table& rounds, std::size_t most_bins) {
  const std::size_t count = rounds.rows();
  const std::size_t bins = std::min(count, most_bins);
  CandidateFlow flow;
  flow.round.assign(bins, -1);
  const auto means = [&](std::string_view column) {
    std::vector<Mean> sums(bins);
    for (std::size_t k = 0; k < count; ++k) {
      Mean& mean = sums[bin_of(k, count, bins)];
      mean.sum += rounds[column][k];
      ++mean.count;
    }
    std::vector<double> values;
    values.reserve(bins);
    for (const auto& mean : sums) values.push_back(mean.value());
    return values;
  };
  for (std::size_t k = count; k-- > 0;) flow.round[bin_of(k, count, bins)] = rounds["round"][k];
  flow.drawn = means("drawn");
  flow.kept = means("kept");
  flow.refused = means("refused");
  return flow;
}

WorkloadMap workload_map(const Run& run, std::size_t most_bins, Index most_lanes) {
  const auto& round = (*run.blocks)["round"];
  const auto& worker = (*run.blocks)["worker"];
  const auto& workload = (*run.blocks)["workload"];
  WorkloadMap map;
  map.workers = worker_count(run);
  map.lanes = std::min(map.workers, most_lanes);
  std::vector<double> rounds(round);
  rounds.erase(std::unique(rounds.begin(), rounds.end()), rounds.end());
  const std::size_t bins = std::min(rounds.size(), most_bins);
  if (bins == 0) return map;

  std::vector<double> in_bin(bins);
  map.round.assign(bins, 0);
  for (std::size_t k = rounds.size(); k-- > 0;) {
    const std::size_t bin = bin_of(k, rounds.size(), bins);
    ++in_bin[bin];
    map.round[bin] = rounds[k];
  }
  map.last_round = rounds.back();
  map.workload.assign(static_cast<std::size_t>(map.lanes) * bins, 0);
  std::vector<double> mates(static_cast<std::size_t>(map.lanes));  // workers of each lane
  for (Index k = 0; k < map.workers; ++k) ++mates[static_cast<std::size_t>(k * map.lanes / map.workers)];
  std::size_t position = 0;  // of the round among `rounds`
  for (std::size_t k = 0; k < round.size(); ++k) {
    if (k > 0 && round[k] != round[k - 1]) ++position;
    const std::size_t bin = bin_of(position, rounds.size(), bins);
    const auto lane = static_cast<std::size_t>(static_cast<Index>(worker[k]) * map.lanes / map.workers);
    map.workload[lane * bins + bin] += workload[k] / in_bin[bin] / mates[lane];
  }
  return map;
}

WorkerLoads worker_loads(const Run& run, Index most_bars) {
  WorkerLoads loads;
  loads.workers = worker_count(run);
  const Index bars = std::min(loads.workers, most_bars);
  std::vector<Mean> sums(static_cast<std::size_t>(bars));
  loads.first.assign(static_cast<std::size_t>(bars), 0);
  for (Index worker = loads.workers; worker-- > 0;) {
    const auto bar = static_cast<std::size_t>(worker * bars / loads.workers);
    loads.first[bar] = static_cast<double>(worker);
    ++sums[bar].count;
  }
  const auto& worker = (*run.blocks)["worker"];
  const auto& workload = (*run.blocks)["workload"];
  for (std::size_t k = 0; k < worker.size(); ++k) {
    sums[static_cast<std::size_t>(static_cast<Index>(worker[k]) * bars / loads.workers)].sum += workload[k];
  }
  for (const auto& mean : sums) loads.workload.push_back(mean.value());
  return loads;
}

}  // namespace strads::report
