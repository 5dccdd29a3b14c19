#include "folder/rounds.hpp"

#include <array>
#include <limits>
#include <string_view>

#include "folder/names.hpp"

namespace strads::folder {
namespace {

using OfRound = Logged<RoundLog::RoundRow>;
using OfBlock = Logged<RoundLog::BlockRow>;

double count(Index n) { return static_cast<double>(n); }
double clock(bool emulated, double seconds) { return emulated ? seconds : std::numeric_limits<double>::quiet_NaN(); }

constexpr double most_workers = 1 << 20;

constexpr std::array<Written<OfRound>, 12> of_rounds = {{
    {{"round", Cell::whole}, [](const OfRound& logged) { return count(logged.row.round); }},
    {{"shard", Cell::whole}, [](const OfRound& logged) { return count(logged.row.shard); }},
    {{"step", Cell::whole}, [](const OfRound& logged) { return count(logged.row.label); }},
    {{"start", Cell::maybe}, [](const OfRound& logged) { return clock(logged.emulated, logged.row.start); }},
    {{"end", Cell::maybe}, [](const OfRound& logged) { return clock(logged.emulated, logged.row.end); }},
    {{"drawn", Cell::whole}, [](const OfRound& logged) { return count(logged.row.drawn); }},
    {{"kept", Cell::whole}, [](const OfRound& logged) { return count(logged.row.kept); }},
    {{"refused", Cell::whole}, [](const OfRound& logged) { return count(logged.row.refused); }},
    {{"blocks", Cell::whole}, [](const OfRound& logged) { return count(logged.row.blocks); }},
    {{"largest"}, [](const OfRound& logged) { return logged.row.largest; }},
    {{"mean"}, [](const OfRound& logged) { return logged.row.mean; }},
    {{"imbalance"}, [](const OfRound& logged) { return logged.row.imbalance; }},
}};

constexpr std::array<Written<OfBlock>, 6> of_blocks = {{
    {{"round", Cell::whole}, [](const OfBlock& logged) { return count(logged.row.round); }},
    {{"block", Cell::whole}, [](const OfBlock& logged) { return count(logged.row.block); }},
    {{"worker", Cell::whole, 0, most_workers}, [](const OfBlock& logged) { return count(logged.row.worker); }},
    {{"variables", Cell::whole}, [](const OfBlock& logged) { return count(logged.row.variables); }},
    {{"workload"}, [](const OfBlock& logged) { return logged.row.workload; }},
    {{"seconds", Cell::maybe}, [](const OfBlock& logged) { return clock(logged.emulated, logged.row.seconds); }},
}};

constexpr std::array<std::string_view, 4> fates = {"kept", "refused", "waiting",
                                                   "full"};  // of Fate::Kind, in its order

constexpr std::array<Written<RoundLog::CandidateRow>, 6> of_candidates = {{
    {{"round", Cell::whole}, [](const auto& row) { return count(row.round); }},
    {{"variable", Cell::whole}, [](const auto& row) { return count(row.fate.variable); }},
    {{.name = "fate", .cell = Cell::word, .words = fates},
     [](const auto& row) { return count(static_cast<Index>(row.fate.kind)); }},
    {{"block", Cell::whole, -1}, [](const auto& row) { return count(row.fate.block); }},
    {{"because", Cell::whole, -1}, [](const auto& row) { return count(row.fate.because); }},
    {{"dependency"}, [](const auto& row) { return row.fate.dependency; }},
}};

}  // namespace

std::span<const Written<OfRound>> round_columns() { return of_rounds; }
std::span<const Written<OfBlock>> block_columns() { return of_blocks; }
std::span<const Written<RoundLog::CandidateRow>> candidate_columns() { return of_candidates; }

void write_rounds(const RoundLog& log, bool explained, bool emulated, io::OutputDirectory& directory) {
  write_table(round_columns(), log.rounds(), rounds_file, directory, [&](const auto& row) {
    return OfRound{row, emulated};
  });
  write_table(block_columns(), log.blocks(), blocks_file, directory, [&](const auto& row) {
    return OfBlock{row, emulated};
  });
  if (explained) write_table(candidate_columns(), log.candidates(), candidates_file, directory);
}

}  // namespace strads::folder
