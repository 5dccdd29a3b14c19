// PLINK 1 genotypes used in place, at 2 bits a call: entry (i, j) is how many copies of allele 1 person i carries at
// variant j, 0, 1 or 2. A missing call counts as the mean of its variant's calls among the people kept, or as given.
//
// `codes` is the body of a SNP-major .bed file: ceil(people / 4) bytes a variant, the first person in the lowest two
// bits; 00 two copies, 01 missing, 10 one copy, 11 none (Purcell et al. 2007, PLINK's documentation of the format). The
// calls are never unpacked to memory: kernels decode eight at a time in registers (AVX-512, AVX2 or plain C++, as the
// build's instruction set has it). Besides the file 8 bytes a variant are held.
//
// Rows are the people kept, in the file's order. The verbs are those of the concept ColumnMatrix (matrix.hpp); as for
// dense columns a column's result does not depend on its batch, nor `add` on how the rows are cut.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "strads/linalg/matrix.hpp"

namespace strads {

class Genotype {
 public:
  // `keep` has an entry a person, 0 for those to leave out; empty: everybody stays. `fill` has what a missing call of
  // each variant counts as; empty: its mean, for which all codes are read once.
  Genotype(Index people, Index variants, std::shared_ptr<const unsigned char[]> codes,
           const std::vector<char>& keep = {}, std::vector<double> fill = {});

  [[nodiscard]] Index rows() const { return rows_; }
  [[nodiscard]] Index columns() const { return columns_; }
  [[nodiscard]] Index stored() const { return rows_ * columns_; }
  [[nodiscard]] Index stored(Index /*j*/) const { return rows_; }
  [[nodiscard]] Index bytes() const { return stride_ * columns_; }
  [[nodiscard]] Index missing() const;  // calls; reads all codes

  // From counts of the calls: a constant column has variance 0 exactly.
  [[nodiscard]] Moments moments(Index j) const;
  void entries(Index j, std::int32_t* rows, double* values) const;
  void expand(Index j, double* out) const;
  // Keeps 8 bytes a person of scratch a thread, as do `add` and the two below.
  void dots(std::span<const Index> columns, const double* vector, double* out) const;
  void add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last, double* out) const;
  // Sums whole numbers, which are exact, and multiplies them by what missing calls count as. Keeps 600 KiB of scratch a
  // thread.
  void cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs, double* out) const;
  void add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                 std::int64_t* out) const;
  void add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const;
  // No copy: the codes are shared. Reads all of them once.
  [[nodiscard]] Genotype select_rows(std::span<const Index> rows, std::span<const Index> known) const;

 private:
  using Mask = std::vector<std::uint64_t>;  // the lower bit of the call of each person chosen

  void keep_people(const std::vector<char>& keep);
  void fill_with_means(const Mask& known);
  [[nodiscard]] std::vector<char> people_of(std::span<const Index> rows) const;
  [[nodiscard]] const unsigned char* codes(Index j) const { return codes_.get() + j * stride_; }
  void decode(Index j, double* people) const;

  Index people_ = 0;
  Index rows_ = 0;
  Index columns_ = 0;
  Index stride_ = 0;  // bytes a variant
  std::shared_ptr<const unsigned char[]> codes_;
  std::shared_ptr<const std::vector<double>> fill_;        // of each variant: what a missing call counts as
  std::shared_ptr<const Mask> mask_;                       // the people that are rows
  std::shared_ptr<const std::vector<std::int32_t>> kept_;  // the person of each row; null: everybody
};

}  // namespace strads
