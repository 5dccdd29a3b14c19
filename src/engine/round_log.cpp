#include "strads/round_log.hpp"

#include <algorithm>
#include <numeric>

namespace strads {
namespace {

RoundLog::RoundRow row_of(const Round& round, Index label, const RoundTimes& times) {
  RoundLog::RoundRow row;
  row.round = round.number;
  row.shard = round.shard;
  row.label = label;
  row.start = times.start;
  row.end = times.end;
  row.drawn = round.drawn;
  row.kept = round.kept();
  row.refused = static_cast<Index>(round.refused.size());
  row.blocks = round.blocks();
  if (round.workloads.empty()) return row;
  const auto& loads = round.workloads;
  row.largest = *std::max_element(loads.begin(), loads.end());
  row.mean = std::accumulate(loads.begin(), loads.end(), 0.0) / static_cast<double>(loads.size());
  row.imbalance = row.mean > 0 ? row.largest / row.mean : 1.0;
  return row;
}

}  // namespace

void RoundLog::record(const Round& round, Index label, const RoundTimes& times) {
  if (!rounds_.takes(round.number)) return;
  rounds_.add({row_of(round, label, times)});
  std::vector<BlockRow> blocks;
  for (Index b = 0; blocks_.takes(round.number) && b < round.blocks(); ++b) {
    const Index variables = round.starts[b + 1] - round.starts[b];
    blocks.push_back({round.number, b, times.workers[b], variables, round.workloads[b], times.seconds[b]});
  }
  blocks_.add(blocks);
  std::vector<CandidateRow> candidates;
  if (candidates_.takes(round.number)) {
    for (const Fate& fate : round.fates) candidates.push_back({round.number, fate});
  }
  candidates_.add(candidates);
  blocks_.thin_to(rounds_.stride());
  candidates_.thin_to(rounds_.stride());
}

}  // namespace strads
