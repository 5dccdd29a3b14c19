#include "cli/fit/rounds_output.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace strads::cli {
namespace {

std::string cell(bool there, double value) { return there ? fmt::format("{}", value) : std::string(); }

std::string_view name(Fate::Kind fate) {
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

void write_rounds(const RoundLog& log, bool explained, bool emulated, io::OutputDirectory& directory) {
  directory.write("rounds.csv", [&](io::OutputFile& file) {
    file.write("round,shard,step,start,end,drawn,kept,refused,blocks,largest,mean,imbalance\n");
    for (const auto& row : log.rounds()) {
      file.write(fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", row.round, row.shard, row.step,
                             cell(emulated, row.start), cell(emulated, row.end), row.drawn, row.kept, row.refused,
                             row.blocks, row.largest, row.mean, row.imbalance));
    }
  });
  directory.write("blocks.csv", [&](io::OutputFile& file) {
    file.write("round,block,worker,variables,workload,seconds\n");
    for (const auto& row : log.blocks()) {
      file.write(fmt::format("{},{},{},{},{},{}\n", row.round, row.block, row.worker, row.variables, row.workload,
                             cell(emulated, row.seconds)));
    }
  });
  if (!explained) return;
  directory.write("candidates.csv", [&](io::OutputFile& file) {
    file.write("round,variable,fate,block,because,dependency\n");
    for (const auto& [round, fate] : log.candidates()) {
      file.write(fmt::format("{},{},{},{},{},{}\n", round, fate.variable, name(fate.kind), fate.block, fate.because,
                             fate.dependency));
    }
  });
}

}  // namespace strads::cli
