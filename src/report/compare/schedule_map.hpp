// What rounds.csv and blocks.csv tell, small enough to draw.
#pragma once

#include <vector>

#include "report/compare/fits.hpp"

namespace strads::report {

// Candidates of a round, means over bins of recorded rounds.
struct CandidateFlow {
  std::vector<double> round;  // first of each bin
  std::vector<double> drawn;
  std::vector<double> kept;
  std::vector<double> refused;
};

// Who ran: mean workload of a worker in a round, by lane (one worker, or several neighbours) and bin of rounds.
struct WorkloadMap {
  Index workers = 0;
  Index lanes = 0;
  std::vector<double> round;     // first of each bin
  double last_round = 0;         // of the last bin
  std::vector<double> workload;  // lane by lane; 0: idle
};

// What each worker did in all recorded rounds; the mean of neighbours where there are too many to draw.
struct WorkerLoads {
  Index workers = 0;
  std::vector<double> first;     // worker of each bar
  std::vector<double> workload;  // stored entries
};

[[nodiscard]] CandidateFlow candidate_flow(const Table& rounds, std::size_t most_bins);
// Workers are those that `settings` of the summary names, or those that occur where they are more.
[[nodiscard]] WorkloadMap workload_map(const Run& run, std::size_t most_bins, Index most_lanes);
[[nodiscard]] WorkerLoads worker_loads(const Run& run, Index most_bars);

}  // namespace strads::report
