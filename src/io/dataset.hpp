// Reads matrices and responses. The format is told by the content first (the magic bytes of .npy, `%%MatrixMarket`, a
// first line of `label index:value ...`), then by the extension; .gz and .zst are recognised by their bytes.
//
//   libsvm, svmlight   .svm .libsvm .svmlight .binary        -> Sparse, with y; columns count from 1 (or 0), `#` and
//                                                               `qid:` are allowed
//   MatrixMarket       .mtx                                  -> Sparse (coordinate) or Dense<double> (array)
//   tables             .csv .tsv, and any other text         -> Dense<double>, names if the first line is no data;
//                                                               table_layout.hpp has what is found out, and how
//   NumPy              .npy                                  -> Dense<int8_t> (i1), Dense<float> (f4), else
//                                                               Dense<double>
//   PLINK              .bed, .bim and .fam beside it         -> Genotype, with y and names
//
// Text is parsed in ranges of bytes by several threads; what is read does not depend on either. A BOM and line ends of
// \r\n or \r alone are fine. An uncompressed .bed, or Fortran-ordered .npy of f8, f4 or i1, is mapped, not copied: the
// file must not shrink while the matrix lives.
//
// The y of PLINK genotypes is a phenotype: the sixth column of .fam, or one of the file `pheno` (phenotypes.hpp).
// People whose phenotype is missing (-9, NA, ...; 0 beside 1 and 2 alone) are left out of X and y, and counted.
// Where another y is asked for, or none, the sixth column may hold anything. .bim and .fam may be compressed, too.
// Covariates (covariates.hpp) are columns behind the variants. Who has a phenotype and lacks one of them is left out,
// too; where no phenotype is asked for it is a mismatch.
//
// Throws Error: file (cannot be read), malformed (names file, line, column; the first fault in the file is reported),
// mismatch (the target column is not there), memory. Values that are not finite are malformed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "io/variants.hpp"
#include "strads/linalg/dense.hpp"
#include "strads/linalg/matrix.hpp"

namespace strads::io {

// Columns of X behind the variants.
struct Covariates {
  std::vector<std::string> names{};
  Index left_out = 0;                // people with a phenotype who lack one
  Index not_in_fam = 0;              // people of the file who are not in .fam
  std::vector<std::string> notes{};  // choices made in reading that a person should know of
};

struct Dataset {
  AnyMatrix X;
  std::vector<double> y;             // empty when the file has none
  std::vector<std::string> names;    // of the columns of X; empty when the file has none
  std::string format;                // "libsvm", "MatrixMarket", "CSV", "npy", "PLINK"
  Index left_out = 0;                // PLINK: people without a phenotype
  std::vector<std::string> notes{};  // choices made in reading that a person should know of
  Dense<double>::Missing missing{};  // the places in dense X of values that are not in the file
  std::function<void()> check{};     // what `check_mapped` left to do: throws what reading would have thrown
  // Of PLINK genotypes:
  Variants variants{};                     // of the first columns of X; their ids are the names
  Covariates covariates{};                 // of the others
  std::vector<std::string> people{};       // of the rows of X: family and own id, a tab between
  Index phenotypes = 0;                    // of them, numbers in .fam (counted without a response)
  Index not_in_fam = 0;                    // people of `pheno` who are not in .fam
  std::function<Index()> missing_calls{};  // counts those of the rows of X
};

// The columns of a table that a fitted model uses: no other is read, they are all 0.
struct WantedColumns {
  bool by_name = false;                 // where the table has names, too; else by number
  std::vector<std::string> names{};     // of each
  std::vector<Index> numbers{};         // of each, among all columns that the model was fitted to
  std::vector<double> means{};          // of each: what a missing value counts as; empty: it is malformed
  Index count = 0;                      // of all columns that the model was fitted to
  std::vector<std::string> left_out{};  // what the fit called its target and the columns it dropped
};

// Covariates of the people of PLINK genotypes.
struct CovariateFile {
  std::string path;
  std::vector<std::string> names{};   // of the columns; empty: all
  bool ranges = true;                 // a name may be first-last, where no column is called so
  std::vector<std::string> others{};  // columns of `pheno` that are none, as its phenotype is, should it be that file
};

struct ReadOptions {
  // Tables. Columns are told by name or, where they have no names, by their number from 1.
  std::optional<std::string> target;    // the column that is y
  std::vector<std::string> drop;        // columns that are neither y nor in X
  char decimal = '.';                   // or ','; of phenotypes, too
  std::optional<bool> header;           // whether the first line names the columns; else that is found out
  std::optional<WantedColumns> wanted;  // of all others nothing is read

  Index index_base = 1;                   // libsvm: the index of the first column, 1 or 0
  bool response = true;                   // PLINK: false keeps everybody, without y
  std::optional<std::string> pheno;       // PLINK: the file of phenotypes, instead of .fam
  std::optional<std::string> pheno_name;  // its column; none: its only one
  std::optional<CovariateFile> covar;     // PLINK: columns beside the variants
  // PLINK: says what a missing call of each variant counts as (default: its mean in X).
  std::function<std::vector<double>(const Variants&)> missing_calls{};
  bool impute_mean = false;  // tables, libsvm, npy: missing values become their column's mean, else they are malformed
  bool float_storage = false;          // dense X as floats: half the memory, 7 digits; sparse X and PLINK mismatch
  bool check_mapped = true;            // npy: false leaves mapped numbers unread, and checking them to Dataset::check
  bool vector = false;                 // npy: of numbers that are not imputed
  int threads = 1;                     // that parse
  std::int64_t range_bytes = 1 << 20;  // of text, that one task parses; results do not depend on it
};

[[nodiscard]] Dataset read_dataset(const std::string& path, const ReadOptions& options = {});

struct NumbersOptions {
  char decimal = '.';
  // At the way out, where there are several columns, a word, an infinite number.
  std::string if_columns{};
  std::string if_word{};
  std::string if_infinite{};
};

struct Numbers {
  std::vector<double> values;
  std::optional<std::string> header;  // that was passed over
};

// One number a line, quoted or not. A first line may be a word, or words: the header; lines with # before it are passed
// over. A line of two cells, an empty line before the last number and a missing value are malformed. Or a vector as
// .npy or MatrixMarket (n x 1 or 1 x n).
[[nodiscard]] Numbers read_numbers(const std::string& path, const NumbersOptions& options = {});
[[nodiscard]] std::vector<double> read_response(const std::string& path);  // the values alone

}  // namespace strads::io
