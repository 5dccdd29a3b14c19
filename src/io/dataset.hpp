// Reads matrices and responses. The format is told by the content first (the magic bytes of .npy, `%%MatrixMarket`, a
// first line of `label index:value ...`), then by the extension; .gz and .zst are recognised by their bytes.
//
//   libsvm, svmlight   .svm .libsvm .svmlight .binary .txt   -> Sparse, with y; columns count from 1, `#` and `qid:`
//                                                               are allowed
//   MatrixMarket       .mtx                                  -> Sparse (coordinate) or Dense<double> (array)
//   CSV, TSV           .csv .tsv                             -> Dense<double>, names if the first line is no data
//   NumPy              .npy                                  -> Dense<int8_t> (i1), Dense<float> (f4), else
//                                                               Dense<double>
//   PLINK              .bed, .bim and .fam beside it         -> Genotype, with y and names
//
// Text is parsed in ranges of bytes by several threads; what is read does not depend on either. A BOM and CRLF line
// ends are fine. An uncompressed .bed, or Fortran-ordered .npy of f8, f4 or i1, is mapped, not copied: the file must
// not shrink while the matrix lives.
//
// The y of PLINK genotypes is a phenotype: the sixth column of .fam, or one of the file `pheno` (phenotypes.hpp).
// People whose phenotype is missing (-9, NA, ...) are left out of X and y, and counted. Where another y is asked for,
// or none, the sixth column may hold anything. .bim and .fam may be compressed, too.
//
// Throws Error: file (cannot be read), malformed (names file, line, column; the first fault in the file is reported),
// mismatch (the target column is not there), memory. Values that are not finite are malformed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "io/variants.hpp"
#include "strads/linalg/matrix.hpp"

namespace strads::io {

struct Dataset {
  AnyMatrix X;
  std::vector<double> y;           // empty when the file has none
  std::vector<std::string> names;  // of the columns of X; empty when the file has none
  std::string format;              // "libsvm", "MatrixMarket", "CSV", "npy", "PLINK"
  Index left_out = 0;              // PLINK: people without a phenotype
  std::function<void()> check{};   // what `check_mapped` left to do: throws what reading would have thrown
  // Of PLINK genotypes:
  Variants variants{};                     // of the columns of X; their ids are the names
  std::vector<std::string> people{};       // of the rows of X, without a response: family and own id, a tab between
  Index phenotypes = 0;                    // of them, numbers in .fam
  Index strangers = 0;                     // people of `pheno` who are not in .fam
  std::function<Index()> missing_calls{};  // counts those of the rows of X
};

struct ReadOptions {
  std::optional<std::string> target;      // CSV: the column that is y, by its name
  bool response = true;                   // PLINK: false keeps everybody, without y
  std::optional<std::string> pheno;       // PLINK: the file of phenotypes, instead of .fam
  std::optional<std::string> pheno_name;  // its column; none: its only one
  // PLINK: says what a missing call of each variant counts as (default: its mean in X).
  std::function<std::vector<double>(const Variants&)> missing_calls{};
  bool impute_mean = false;            // CSV, npy: missing values become their column's mean, else they are malformed
  bool float_storage = false;          // dense X as floats: half the memory, 7 digits; sparse X and PLINK mismatch
  bool check_mapped = true;            // npy: false leaves mapped numbers unread, and checking them to Dataset::check
  int threads = 1;                     // that parse
  std::int64_t range_bytes = 1 << 20;  // of text, that one task parses; results do not depend on it
};

[[nodiscard]] Dataset read_dataset(const std::string& path, const ReadOptions& options = {});

// One number a line: the last whitespace-separated field counts, and a first line without a number is a header. Or a
// vector as .npy or MatrixMarket (n x 1 or 1 x n).
[[nodiscard]] std::vector<double> read_response(const std::string& path);

}  // namespace strads::io
