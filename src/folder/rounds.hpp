// Tables of rounds: rounds.csv, blocks.csv, candidates.csv.
#pragma once

#include <span>

#include "folder/columns.hpp"
#include "io/output/directory.hpp"
#include "strads/round_log.hpp"

namespace strads::folder {

// A row of the log; what the virtual clock says of it counts only where a cluster was emulated.
template <class Row>
struct Logged {
  const Row& row;
  bool emulated = false;
};

[[nodiscard]] std::span<const Written<Logged<RoundLog::RoundRow>>> round_columns();
[[nodiscard]] std::span<const Written<Logged<RoundLog::BlockRow>>> block_columns();
[[nodiscard]] std::span<const Written<RoundLog::CandidateRow>> candidate_columns();

// Candidates only where they are explained; columns of the virtual clock are empty where no cluster was asked for.
void write_rounds(const RoundLog& log, bool explained, bool emulated, io::OutputDirectory& directory);

}  // namespace strads::folder
