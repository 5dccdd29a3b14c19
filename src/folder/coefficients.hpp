// coefficients.tsv: a line for each coefficient of each point that is not 0.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "strads/index.hpp"

namespace strads::folder {

// The columns, and those that follow for genotypes.
inline constexpr std::string_view coefficient_columns = "step\tlambda\tindex\tname\tvalue\tmean\tdeviation";
inline constexpr std::string_view variant_columns = "\tchromosome\tposition\tallele1\tallele2";

// A line; words as long as it is looked at.
struct Coefficient {
  Index point = 0;
  Index index = 0;        // of the column; -1: the intercept
  std::string_view name;  // of the column
  double value = 0;
  double mean = 0;  // of the column over the rows fitted; what is missing left out
  double deviation = 0;
  struct Variant {
    std::string_view chromosome;
    Index position = 0;
    std::string_view allele1;  // that the coefficient counts
    std::string_view allele2;
  };
  Variant variant{};  // of genotypes
};

// use(coefficient) for each line, in order; true when they are of genotypes. `points` and `columns` are how many there
// can be. Throws Error: file; malformed, with line and column, when one is not what a fit writes.
bool read_coefficients(const std::string& path, Index points, Index columns,
                       const std::function<void(const Coefficient&)>& use);

}  // namespace strads::folder
