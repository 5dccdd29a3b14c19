#include "apps/linear/direct/row_copy.hpp"

#include <algorithm>
#include <numeric>

#include "apps/linear/dot.hpp"
#include "linalg/gathered_dot.hpp"

namespace strads::linear {
namespace {

constexpr Index tile_rows = 4096;

}  // namespace

RowCopy::RowCopy(const Standardized& design, Engine& engine) : design_(design) {
  engine.run({"row copy", 1, [this](Index) { copy(); }, static_cast<double>(design.columns())});
}

void RowCopy::copy() {
  const AnyMatrix& X = design_.raw();
  std::vector<std::int32_t> rows;
  std::vector<double> values;
  const auto entries = [&](Index j) {
    rows.resize(X.stored(j));
    values.resize(rows.size());
    X.entries(j, rows.data(), values.data());
  };
  starts_.assign(static_cast<std::size_t>(design_.rows()) + 1, 0);
  for (Index j = 0; j < design_.columns(); ++j) {
    entries(j);
    for (const std::int32_t i : rows) ++starts_[i + 1];
  }
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  columns_.resize(starts_.back());
  values_.resize(starts_.back());
  std::vector<Index> next(starts_.begin(), starts_.end() - 1);
  for (Index j = 0; j < design_.columns(); ++j) {
    entries(j);
    for (std::size_t e = 0; e < rows.size(); ++e) {
      const Index at = next[rows[e]]++;
      columns_[at] = static_cast<std::int32_t>(j);
      values_[at] = values[e];
    }
  }
}

double RowCopy::multiply(std::span<const double> v, std::vector<double>& image, Engine& engine) const {
  const Index n = design_.rows();
  std::vector<double> weights(v.begin(), v.end());
  double constant = 0;
  for (Index j = 0; j < design_.columns(); ++j) {
    weights[j] /= design_.scale(j);
    if (design_.centred()) constant += design_.mean(j) * weights[j];
  }
  image.resize(n);
  const Index tiles = (n + tile_rows - 1) / tile_rows;
  std::vector<double> squares(tiles);
  engine.run({"row products", tiles,
              [&](Index tile) {
                const Index first = tile * tile_rows;
                const Index last = std::min(n, first + tile_rows);
                for (Index i = first; i < last; ++i) {
                  const Index start = starts_[i];
                  image[i] = gathered_dot(columns_.data() + start, values_.data() + start, starts_[i + 1] - start,
                                          weights.data()) -
                             constant;
                }
                squares[tile] = dot(image.data() + first, image.data() + first, last - first);
              },
              static_cast<double>(values_.size()), n});
  if (design_.unpenalized().rank() > 0) {
    design_.unpenalized().project(image);
    return dot(image.data(), image.data(), n);
  }
  return std::accumulate(squares.begin(), squares.end(), 0.0);
}

}  // namespace strads::linear
