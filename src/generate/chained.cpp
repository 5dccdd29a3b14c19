#include "generate/chained.hpp"

#include <fmt/format.h>

#include <iterator>

#include "generate/chained_columns.hpp"
#include "generate/planted.hpp"

namespace strads::generate {
namespace {

constexpr Index piece_columns = 1024;

std::string entries(const ChainedColumns& columns, Index first, Index end) {
  std::string lines;
  for (Index j = first; j < end; ++j) {
    const Column column = columns.column(j);
    for (std::size_t k = 0; k < column.rows.size(); ++k) {
      fmt::format_to(std::back_inserter(lines), "{} {} 0.{:06}\n", column.rows[k] + 1, j + 1, column.millionths[k]);
    }
  }
  return lines;
}

std::vector<double> signal(const ChainedColumns& columns, const std::vector<Effect>& effects, Index rows) {
  std::vector<double> y(static_cast<std::size_t>(rows), 0.0);
  for (const auto& [variable, value] : effects) {
    const Column column = columns.column(variable);
    for (std::size_t k = 0; k < column.rows.size(); ++k) {
      y[static_cast<std::size_t>(column.rows[k])] += value * (column.millionths[k] / 1e6);
    }
  }
  return y;
}

}  // namespace

void generate_chained(const ChainedSettings& settings, const Execution& execution, io::OutputDirectory& out) {
  const ChainedColumns columns(settings.rows, settings.nonzeros, settings.seed);
  const Index pieces = (settings.columns + piece_columns - 1) / piece_columns;
  out.write("X.mtx", [&](io::OutputFile& file) {
    file.write(fmt::format("%%MatrixMarket matrix coordinate real general\n{} {} {}\n", settings.rows, settings.columns,
                           settings.columns * settings.nonzeros));
    in_order(
        pieces, execution,
        [&](Index k) {
          return entries(columns, k * piece_columns, std::min(settings.columns, (k + 1) * piece_columns));
        },
        [&](Index /*k*/, const std::string& lines) { file.write(lines); });
  });
  const std::vector<Effect> effects = plant(settings.columns, settings.planted, settings.seed);
  std::vector<double> y = signal(columns, effects, settings.rows);
  add_noise(y, settings.explained, settings.seed);
  out.write("y.txt", [&](io::OutputFile& file) {
    for (const double value : y) file.write(fmt::format("{:.17g}\n", value));
  });
  write_truth(out, effects, 0, "");
}

}  // namespace strads::generate
