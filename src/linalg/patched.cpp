#include "strads/linalg/patched.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace strads {

Patched::Patched(AnyMatrix X, std::vector<Index> places, Dense<double> patch)
    : X_(std::move(X)),
      places_(std::move(places)),
      patch_(std::move(patch)),
      columns_(X_.columns()),
      stored_(X_.stored()) {
  for (const Index j : places_) {
    assert(j <= columns_);
    stored_ += rows() - (j < X_.columns() ? X_.stored(j) : 0);
    columns_ = std::max(columns_, j + 1);
  }
}

// Most columns stand before all that are kept apart.
Index Patched::patch_of(Index j) const {
  if (places_.empty() || j < places_.front()) return -1;
  const auto at = std::lower_bound(places_.begin(), places_.end(), j);
  return at != places_.end() && *at == j ? at - places_.begin() : -1;
}

bool Patched::keeps_apart(std::span<const Index> columns) const {
  return std::any_of(columns.begin(), columns.end(), [this](Index j) { return patch_of(j) >= 0; });
}

Patched::Parts Patched::split(std::span<const Index> columns) const {
  Parts parts;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const Index patch = patch_of(columns[k]);
    Part& part = patch >= 0 ? parts.patched : parts.others;
    part.columns.push_back(patch >= 0 ? patch : columns[k]);
    part.places.push_back(k);
  }
  return parts;
}

std::vector<double> Patched::Part::of(std::span<const double> batch) const {
  std::vector<double> values;
  for (const std::size_t place : places) values.push_back(batch[place]);
  return values;
}

Index Patched::stored(Index j) const { return patch_of(j) >= 0 ? rows() : X_.stored(j); }

Moments Patched::moments(Index j) const {
  const Index patch = patch_of(j);
  return patch >= 0 ? patch_.moments(patch) : X_.moments(j);
}

void Patched::entries(Index j, std::int32_t* rows, double* values) const {
  const Index patch = patch_of(j);
  patch >= 0 ? patch_.entries(patch, rows, values) : X_.entries(j, rows, values);
}

void Patched::expand(Index j, double* out) const {
  const Index patch = patch_of(j);
  patch >= 0 ? patch_.expand(patch, out) : X_.expand(j, out);
}

void Patched::dots(std::span<const Index> columns, const double* vector, double* out) const {
  if (!keeps_apart(columns)) return X_.dots(columns, vector, out);
  const Parts parts = split(columns);
  std::vector<double> found(columns.size());
  X_.dots(parts.others.columns, vector, found.data());
  for (std::size_t k = 0; k < parts.others.places.size(); ++k) out[parts.others.places[k]] = found[k];
  patch_.dots(parts.patched.columns, vector, found.data());
  for (std::size_t k = 0; k < parts.patched.places.size(); ++k) out[parts.patched.places[k]] = found[k];
}

void Patched::add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last,
                  double* out) const {
  if (!keeps_apart(columns)) return X_.add(columns, weights, first, last, out);
  // Runs of columns of one kind, so that the order stays.
  for (std::size_t from = 0; from < columns.size();) {
    const bool kind = patch_of(columns[from]) >= 0;
    std::size_t to = from + 1;
    while (to < columns.size() && (patch_of(columns[to]) >= 0) == kind) ++to;
    const Parts run = split(columns.subspan(from, to - from));
    const auto of_run = weights.subspan(from, to - from);
    if (kind) {
      patch_.add(run.patched.columns, of_run, first, last, out);
    } else {
      X_.add(run.others.columns, of_run, first, last, out);
    }
    from = to;
  }
}

void Patched::add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                        std::int64_t* out) const {
  const Parts parts = split(columns);
  X_.add_fixed(parts.others.columns, parts.others.of(weights), scale, out);
  patch_.add_fixed(parts.patched.columns, parts.patched.of(weights), scale, out);
}

void Patched::add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const {
  const Parts parts = split(columns);
  X_.add_racy(parts.others.columns, parts.others.of(weights), out);
  patch_.add_racy(parts.patched.columns, parts.patched.of(weights), out);
}

// Columns kept apart are few: their products are dot products, one column after another.
void Patched::cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs,
                    double* out) const {
  if (!keeps_apart(as) && !keeps_apart(bs)) return X_.cross(as, centres, bs, out);
  const Parts left = split(as);
  const Parts right = split(bs);
  const auto put = [&](std::size_t a, const Part& part, const std::vector<double>& products, double less = 0) {
    for (std::size_t b = 0; b < part.places.size(); ++b) out[a * bs.size() + part.places[b]] = products[b] - less;
  };
  std::vector<double> products(left.others.columns.size() * right.others.columns.size());
  X_.cross(left.others.columns, left.others.of(centres), right.others.columns, products.data());
  for (std::size_t a = 0; a < left.others.places.size(); ++a) {
    const auto row = products.begin() + static_cast<std::ptrdiff_t>(a * right.others.columns.size());
    put(left.others.places[a], right.others, {row, row + static_cast<std::ptrdiff_t>(right.others.columns.size())});
  }
  std::vector<double> column(static_cast<std::size_t>(rows()));
  for (std::size_t k = 0; k < left.patched.columns.size(); ++k) {
    const std::size_t a = left.patched.places[k];
    patch_.expand(left.patched.columns[k], column.data());
    for (double& value : column) value -= centres[a];
    products.resize(bs.size());
    X_.dots(right.others.columns, column.data(), products.data());
    put(a, right.others, products);
    patch_.dots(right.patched.columns, column.data(), products.data());
    put(a, right.patched, products);
  }
  for (std::size_t k = 0; k < right.patched.columns.size(); ++k) {
    patch_.expand(right.patched.columns[k], column.data());
    const double total = std::accumulate(column.begin(), column.end(), 0.0);
    products.resize(left.others.columns.size());
    X_.dots(left.others.columns, column.data(), products.data());
    for (std::size_t i = 0; i < products.size(); ++i) {
      const std::size_t a = left.others.places[i];
      out[a * bs.size() + right.patched.places[k]] = products[i] - centres[a] * total;
    }
  }
}

Patched Patched::select_rows(std::span<const Index> rows, std::span<const Index> known) const {
  return {X_.select_rows(rows, known), places_, patch_.select_rows(rows, known)};
}

}  // namespace strads
