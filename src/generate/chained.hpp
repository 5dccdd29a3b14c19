// The papers' synthetic data for the Lasso: X.mtx (MatrixMarket, column after column), y.txt and truth.tsv.
#pragma once

#include <cstdint>

#include "generate/in_order.hpp"
#include "io/output/directory.hpp"

namespace strads::generate {

struct ChainedSettings {
  Index rows = 50'000;      // the papers' n
  Index columns = 100'000;  // the papers go from 10 to 100 million
  Index nonzeros = 25;      // a column; at most `rows`
  Index planted = 100;      // columns that have an effect, spread evenly
  double explained = 0.9;   // share of the response's variance that is theirs
  std::uint64_t seed = 1;
};

// Columns as in chained_columns.hpp, effects as in planted.hpp. Memory: some thousand columns and the response,
// whatever the size. Cost: O(columns * nonzeros); some 20 bytes a nonzero on disk.
void generate_chained(const ChainedSettings& settings, const Execution& execution, io::OutputDirectory& out);

}  // namespace strads::generate
