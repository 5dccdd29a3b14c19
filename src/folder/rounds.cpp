#include "folder/rounds.hpp"

#include <fmt/format.h>

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
    {{"worker", Cell::whole, most_workers}, [](const OfBlock& logged) { return count(logged.row.worker); }},
    {{"variables", Cell::whole}, [](const OfBlock& logged) { return count(logged.row.variables); }},
    {{"workload"}, [](const OfBlock& logged) { return logged.row.workload; }},
    {{"seconds", Cell::maybe}, [](const OfBlock& logged) { return clock(logged.emulated, logged.row.seconds); }},
}};

std::string_view word_of(Fate::Kind fate) {
  switch (fate) {
    case Fate::Kind::kept:
      return "kept";
    case Fate::Kind::refused:
      return "refused";
    case Fate::Kind::waiting:
      return "waiting";
    case Fate::Kind::full:
      return "full";
  }
  return "";
}

}  // namespace

std::span<const Written<OfRound>> round_columns() { return of_rounds; }
std::span<const Written<OfBlock>> block_columns() { return of_blocks; }

void write_rounds(const RoundLog& log, bool explained, bool emulated, io::OutputDirectory& directory) {
  directory.write(rounds_file, [&](io::OutputFile& file) {
    write_header(round_columns(), file);
    for (const auto& row : log.rounds()) write_row(round_columns(), {row, emulated}, file);
  });
  directory.write(blocks_file, [&](io::OutputFile& file) {
    write_header(block_columns(), file);
    for (const auto& row : log.blocks()) write_row(block_columns(), {row, emulated}, file);
  });
  if (!explained) return;
  directory.write(candidates_file, [&](io::OutputFile& file) {
    file.write("round,variable,fate,block,because,dependency\n");
    for (const auto& [round, fate] : log.candidates()) {
      file.write(fmt::format("{},{},{},{},{},{}\n", round, fate.variable, word_of(fate.kind), fate.block, fate.because,
                             fate.dependency));
    }
  });
}

}  // namespace strads::folder
