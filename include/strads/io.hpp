// Reading files into matrices and ratings, in the formats that the program reads. Link strads::io.
//
//   const auto houses = strads::read_matrix("houses.csv", {.target = "price"});
//   const auto path = strads::linear::fit(houses.X, houses.y);
//
//   libsvm, svmlight   -> sparse, with a response
//   MatrixMarket       -> sparse (coordinate) or dense (array)
//   tables of text     -> dense, named when the first line is no data; separator and header are found out
//   NumPy .npy         -> dense int8, float or double, as they stand
//   PLINK .bed         -> genotypes at 2 bits, with .bim and .fam beside it; the response is a phenotype
//   ratings            -> rows of user, item and rating with any separator, or MatrixMarket
//
// A format is told by the content, then by the name's end; .gz and .zst are read as what they hold, and "-" is standard
// input. An uncompressed .bed and a Fortran-ordered .npy are mapped, not copied: the file must not shrink while its
// matrix lives. All functions may be called from any number of threads; the result is the same at any `threads`.
//
// Every function throws Error (error.hpp): usage for an option that makes no sense; file, in the system's words;
// malformed with file, line and column of the first fault; mismatch when a column that is asked for is not there or
// cannot be told; memory. Options stand in backquotes in its words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "strads/ids.hpp"
#include "strads/index.hpp"
#include "strads/linalg/big_vector.hpp"
#include "strads/linalg/matrix.hpp"
#include "strads/linalg/ratings.hpp"

namespace strads {

struct MatrixOptions {
  // Columns of a table, by name or, where it has no header, by number from 1.
  std::optional<std::string> target{};  // the response
  std::vector<std::string> drop{};      // neither response nor in X

  std::optional<bool> header{};             // tables: whether the first line names the columns; else that is found out
  char decimal = '.';                       // or ',': tables and phenotypes
  Index index_base = 1;                     // libsvm: the number of the first column, 1 or 0
  bool impute_mean = false;                 // missing values count as their column's mean; else they are malformed
  bool float_storage = false;               // dense X as floats: half the memory, 7 digits
  std::optional<std::string> pheno{};       // PLINK: a file of phenotypes instead of .fam
  std::optional<std::string> pheno_name{};  // the column of it; none: its only one
  bool response = true;                     // PLINK: false keeps those without a phenotype, and reads none
  int threads = 1;                          // that parse
};

struct MatrixFile {
  AnyMatrix X;
  std::vector<double> y;            // the response; empty when the file holds none
  std::vector<std::string> names;   // of the columns; empty when the file has none
  std::vector<std::string> people;  // PLINK: of the rows, family and own id, a tab between
  std::string format;               // "CSV" (any table), "libsvm", "MatrixMarket", "npy" or "PLINK"
  Index missing = 0;                // values that count as their column's mean; those of genotypes are not counted
  Index left_out = 0;               // PLINK: people without a phenotype
  std::vector<std::string> notes;   // choices made in reading that a person should know of
};

[[nodiscard]] MatrixFile read_matrix(const std::string& path, const MatrixOptions& options = {});

// A number a line, below a header or not; or a vector as .npy or MatrixMarket: a response that has its own file.
[[nodiscard]] std::vector<double> read_numbers(const std::string& path, char decimal = '.');

struct RatingsOptions {
  // By name in the header or by number from 1; else they are told by names that are known, or come in this order.
  std::optional<std::string> user_col{};
  std::optional<std::string> item_col{};
  std::optional<std::string> rating_col{};
  std::optional<std::string> separator{};     // tab, comma, semicolon, bar, blank or ::; else it is found out
  std::optional<char> decimal{};              // '.' or ','; else either, where it cannot part thousands
  std::vector<std::string> missing_values{};  // ratings that mean there is none: their rows are left out
  int threads = 1;                            // that parse and sort
};

struct RatingsFile {
  Ratings ratings;  // of a pair given again the last counts
  Ids users;        // positions in the order of first appearance
  Ids items;
  std::string format;  // "comma-separated ratings", "MatrixMarket", ...
  Index missing = 0;   // rows left out
};

[[nodiscard]] RatingsFile read_ratings(const std::string& path, const RatingsOptions& options = {});

// Ratings of users and items that are known by position: -1 for others. To validate or test on; of a pair given again
// the last counts.
[[nodiscard]] BigVector<Rating> read_rated_pairs(const std::string& path, const Ids& users, const Ids& items,
                                                 const RatingsOptions& options = {});
// Pairs to predict, a line each, in order: ratings may be absent, and are 0 where they are.
[[nodiscard]] BigVector<Rating> read_pairs(const std::string& path, const Ids& users, const Ids& items,
                                           const RatingsOptions& options = {});

}  // namespace strads
