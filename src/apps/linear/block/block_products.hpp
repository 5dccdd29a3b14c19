// The Gram matrix of one block, as rows to run over without gathering. Where the block's slots lie close together, rows
// are read in place from the cache, with the entries of other variables between them; else the block is copied out.
//
// Vectors that go with it have `width` entries, of which the block's variable k owns entry at(k).
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "apps/linear/gram/gram_cache.hpp"

namespace strads::linear {

class BlockProducts {
 public:
  // `quiet`: nothing is written to the cache meanwhile. Else the block is copied, because entries between its own may
  // just be written.
  BlockProducts(const GramCache& gram, std::span<const Index> tags, bool quiet) : at_(tags.begin(), tags.end()) {
    const auto [low, high] = std::minmax_element(tags.begin(), tags.end());
    const auto m = static_cast<Index>(tags.size());
    width_ = *high - *low + 1;
    if (quiet && width_ <= spread * m) {
      first_row_ = gram.row(*low) + *low;
      stride_ = gram.slots();
      for (Index& place : at_) place -= *low;
      return;
    }
    copy_.resize(static_cast<std::size_t>(m * m));
    for (Index a = 0; a < m; ++a) {
      const double* row = gram.row(tags[a]);
      for (Index b = 0; b < m; ++b) copy_[a * m + b] = row[tags[b]];
      at_[a] = a;
    }
    first_row_ = copy_.data();
    width_ = m;
    stride_ = m;
  }
  BlockProducts(const BlockProducts&) = delete;
  BlockProducts& operator=(const BlockProducts&) = delete;

  [[nodiscard]] Index size() const { return static_cast<Index>(at_.size()); }
  [[nodiscard]] Index width() const { return width_; }
  [[nodiscard]] Index at(Index k) const { return at_[k]; }
  [[nodiscard]] const double* row(Index k) const { return first_row_ + at_[k] * stride_; }
  [[nodiscard]] double operator()(Index a, Index b) const { return row(a)[at_[b]]; }

  // vector -= step * row(k), its entries [first, last)
  void subtract(Index k, double step, Index first, Index last, double* vector) const {
    const double* from = row(k);
#pragma omp simd
    for (Index i = first; i < last; ++i) vector[i] -= step * from[i];
  }

  // sum_i weights[i] * row(k)[i] where a weight is not 0: entries of others may not be known.
  [[nodiscard]] double combination(Index k, const double* weights) const {
    const double* from = row(k);
    const Index n = width_;
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (Index i = 0; i < n; ++i) sum += weights[i] != 0 ? weights[i] * from[i] : 0.0;
    return sum;
  }

 private:
  static constexpr Index spread = 4;  // entries read in a stream for one used: still quicker than a gather

  std::vector<Index> at_;
  std::vector<double> copy_;
  const double* first_row_ = nullptr;
  Index stride_ = 0;
  Index width_ = 0;
};

}  // namespace strads::linear
