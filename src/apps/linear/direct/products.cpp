#include "apps/linear/direct/products.hpp"

namespace strads::linear {
namespace {

double stored(const Standardized& design, std::span<const Index> variables) {
  double entries = 0;
  for (const Index j : variables) entries += static_cast<double>(design.raw().stored(j));
  return entries;
}

}  // namespace

std::vector<double> fitted(const Standardized& design, const char* pass, std::span<const Index> variables,
                           std::span<const double> u, Engine& engine) {
  const auto add = [&](Index first, Index last, double* sum) {
    const auto count = static_cast<std::size_t>(last - first);
    std::vector<double> weights;
    design.residual_weights(variables.subspan(first, count), u.subspan(first, count), weights);
    design.raw().add(variables.subspan(first, count), weights, 0, design.rows(), sum);
  };
  return sum_over_columns(design, pass, stored(design, variables), static_cast<Index>(variables.size()), add, engine);
}

void correlations(const Standardized& design, const char* pass, std::span<const Index> variables,
                  std::span<const double> r, std::vector<double>& out, Engine& engine) {
  const auto count = static_cast<Index>(variables.size());
  const Index tile_columns = design.tile_columns();
  out.resize(variables.size());
  engine.run({pass, (count + tile_columns - 1) / tile_columns,
              [&](Index tile) {
                const Index first = tile * tile_columns;
                const auto columns = variables.subspan(first, std::min(tile_columns, count - first));
                design.correlations(columns, r.data(), 0.0, out.data() + first);
              },
              stored(design, variables), count});
}

}  // namespace strads::linear
