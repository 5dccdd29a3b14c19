// Tables of rounds: rounds.csv, blocks.csv, candidates.csv.
#pragma once

#include "io/output/directory.hpp"
#include "strads/round_log.hpp"

namespace strads::cli {

// Candidates only where they are explained; columns of the virtual clock are empty where no cluster was asked for.
void write_rounds(const RoundLog& log, bool explained, bool emulated, io::OutputDirectory& directory);

}  // namespace strads::cli
