// coefficients.tsv: a line for each coefficient of each point that is not 0.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "io/output/directory.hpp"
#include "strads/index.hpp"
#include "strads/linear.hpp"

namespace strads::folder {

// A variant of genotypes; as it stands here, none: an intercept, or a covariate.
struct ModelVariant {
  std::string chromosome = ".";
  Index position = 0;
  std::string allele1 = ".";  // that the coefficient counts
  std::string allele2 = ".";
};

// A column of the fitted data.
struct ModelColumn {
  Index index = 0;
  std::string name;
  double mean = 0;  // over the rows fitted; what is missing left out
  double deviation = 0;
  ModelVariant variant{};  // of genotypes
};

// The points of a path; `about(index)` is asked once for each column that some of them uses.
void write_coefficients(std::span<const linear::Point> points, bool genotypes,
                        const std::function<ModelColumn(Index)>& about, io::OutputDirectory& directory);

// A line; words as long as it is looked at.
struct Coefficient {
  Index point = 0;
  Index index = 0;        // of the column; -1: the intercept
  std::string_view name;  // of the column
  double value = 0;
  double mean = 0;  // these as in ModelColumn
  double deviation = 0;
  struct Variant {
    std::string_view chromosome = ".";
    Index position = 0;
    std::string_view allele1 = ".";
    std::string_view allele2 = ".";
  };
  Variant variant{};
};

// use(coefficient) for each line, in order; true when they are of genotypes. `points` and `columns` are how many there
// can be. Throws Error: file; malformed, with line and column, when one is not what a fit writes.
bool read_coefficients(const std::string& path, Index points, Index columns,
                       const std::function<void(const Coefficient&)>& use);

}  // namespace strads::folder
