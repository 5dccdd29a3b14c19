// Whether the first line of a table names its columns.
#pragma once

#include "io/dataset.hpp"
#include "io/tables/sample.hpp"

namespace strads::io {

enum class FirstLine { data, header, unclear };

// A header has words over numbers, or nothing but words. Numbers are a header, too,
//   - when the model that predicts calls its columns so, or the target is called so;
//   - when they are quoted and the numbers below are not;
//   - when they are of another kind than the rows: wavelengths, years;
//   - when they are 0, 1, 2, ... or 1, 2, 3, ..., three at least, or two over fractions;
// and `options.header` is always right.
[[nodiscard]] FirstLine judge_first_line(const SampledTable& table, const ReadOptions& options);

}  // namespace strads::io
