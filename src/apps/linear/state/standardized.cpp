#include "apps/linear/state/standardized.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "apps/linear/dot.hpp"
#include "strads/error.hpp"
#include "strads/linalg/patched.hpp"

namespace strads::linear {
namespace {

constexpr double far_from_zero = 1e-4;   // of the mean: a deviation below loses four digits in every product
constexpr double rounding_epsilons = 4;  // epsilons of its numbers: a column that spreads no further is constant
constexpr double smallest = 1e-280;      // a mean square below has lost digits
constexpr double little = 1e-4;          // of a square: the difference of two would lack digits
constexpr double in_span = 1e-26;        // of a square: what is left is rounding

}  // namespace

Standardized::Standardized(const AnyMatrix& X, bool centre, bool scale, Engine& engine, std::span<const double> factors)
    : X_(X),
      centre_(centre),
      tile_columns_(std::clamp<Index>(
          (Index{1} << 16) / std::max<Index>(1, X.stored() / std::max<Index>(1, X.columns())), 16, 4096)),
      mean_(X.columns()),
      scale_(X.columns(), 1.0),
      square_(X.columns()) {
  std::vector<Kind> kinds(X.columns());
  engine.run({"standardize", tiles(),
              [&](Index tile) {
                const Index last = std::min(columns(), (tile + 1) * tile_columns_);
                for (Index j = tile * tile_columns_; j < last; ++j) kinds[j] = measure(j, scale);
              },
              2.0 * static_cast<double>(X.stored()), X.columns()});
  for (Index j = 0; j < columns(); ++j) {
    refuse(kinds[j], j);
    if (kinds[j] == Kind::constant) constant_.push_back(j);
    if (kinds[j] == Kind::far) far_.push_back(j);
  }
  if (!far_.empty()) set_apart(scale, engine);
  for (Index j = 0; j < static_cast<Index>(factors.size()); ++j) {
    if (factors[j] != 0 || !usable(j)) continue;
    unpenalized_.add(j, column(j), rounding(j));
    square_[j] = 0;
  }
  if (unpenalized_.rank() > 0) shares_.resize(columns());
}

Standardized::Kind Standardized::measure(Index j, bool scale) {
  const auto [mean, variance] = X_.moments(j);
  const double mean_square = variance + mean * mean;
  mean_[j] = mean;
  if (!std::isfinite(mean_square)) return Kind::large;
  const bool spreads = centre_ || scale;
  const double spread = spreads ? variance : mean_square;
  const bool vanishes = mean_square < smallest || (spread > 0 && spread < smallest);
  const bool doubtful = spreads && std::sqrt(variance) < far_from_zero * std::abs(mean);
  if ((vanishes || doubtful || spread == 0) && (spreads || mean == 0) && all_equal(j)) return Kind::constant;
  if (vanishes) return Kind::small;
  if (doubtful && centre_) return Kind::far;
  if (scale) scale_[j] = std::sqrt(variance);
  square_[j] = (centre_ ? variance : mean_square) / (scale_[j] * scale_[j]);
  return Kind::usual;
}

void Standardized::refuse(Kind kind, Index j) {
  if (kind != Kind::large && kind != Kind::small) return;
  throw Error(ErrorKind::malformed,
              "column " + std::to_string(j + 1) +
                  (kind == Kind::large ? " holds numbers that are not finite, or whose squares are not"
                                       : " holds numbers whose squares vanish: multiply it by a power of ten"));
}

// To the rounding of its numbers.
bool Standardized::all_equal(Index j) const {
  if (X_.stored(j) == 0) return true;
  std::vector<double> values(static_cast<std::size_t>(rows()));
  X_.expand(j, values.data());
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return *high - *low <=
         rounding_epsilons * std::numeric_limits<double>::epsilon() * std::max(std::abs(*low), std::abs(*high));
}

// Copies of the columns far from zero, nearer to it.
void Standardized::set_apart(bool scale, Engine& engine) {
  const auto count = static_cast<Index>(far_.size());
  std::vector<double> values(static_cast<std::size_t>(count * rows()));
  shifts_.resize(far_.size());
  engine.run({"shift", count,
              [&](Index k) {
                const std::span<double> column(values.data() + k * rows(), static_cast<std::size_t>(rows()));
                X_.expand(far_[k], column.data());
                const double mean = mean_[far_[k]];
                shifts_[k] = *std::min_element(column.begin(), column.end(), [mean](double a, double b) {
                  return std::abs(a - mean) < std::abs(b - mean);
                });
                for (double& value : column) value -= shifts_[k];
              },
              static_cast<double>(values.size())});
  X_ = Patched(X_, far_, Dense<double>(rows(), count, std::move(values)));
  for (const Index j : far_) refuse(measure(j, scale), j);
}

double Standardized::shift(Index j) const {
  const auto at = std::lower_bound(far_.begin(), far_.end(), j);
  return at != far_.end() && *at == j ? shifts_[at - far_.begin()] : 0.0;
}

std::vector<double> Standardized::column(Index j) const {
  std::vector<double> x(static_cast<std::size_t>(rows()));
  X_.expand(j, x.data());
  for (double& value : x) value = (value - (centre_ ? mean_[j] : 0.0)) / scale_[j];
  return x;
}

double Standardized::rounding(Index j) const {
  return rounding_epsilons * std::numeric_limits<double>::epsilon() * std::abs(mean(j) + shift(j)) / scale_[j];
}

void Standardized::look_at(Engine& engine, std::span<const Index> columns) {
  if (unpenalized_.rank() == 0) return;
  const auto count = static_cast<Index>(columns.size());
  const Index tiles = (count + tile_columns_ - 1) / tile_columns_;
  double entries = 0;
  for (const Index j : columns) entries += static_cast<double>(X_.stored(j));
  engine.run({"unpenalized", tiles,
              [&](Index tile) {
                for (Index k = count * tile / tiles; k < count * (tile + 1) / tiles; ++k) look_at(columns[k]);
              },
              entries * static_cast<double>(unpenalized_.rank()), count});
}

void Standardized::look_at(Index j) {
  std::vector<double>& shares = shares_[j];
  if (!usable(j) || !shares.empty()) return;
  shares.resize(static_cast<std::size_t>(unpenalized_.rank()));
  for (std::size_t k = 0; k < shares.size(); ++k) {
    correlations({&j, 1}, unpenalized_.axis(static_cast<Index>(k)), 0.0, &shares[k]);
  }
  const double full = square_[j];
  square_[j] -= dot(shares.data(), shares.data(), unpenalized_.rank());
  if (square_[j] >= little * full) return;
  std::vector<double> x = column(j);
  for (int pass = 0; pass < 2; ++pass) unpenalized_.project(x);
  square_[j] = dot(x.data(), x.data(), rows()) / static_cast<double>(rows());
  if (square_[j] <= in_span * full) square_[j] = 0;
}

double Standardized::full_square(Index j) const {
  if (shares_.empty()) return square_[j];
  return square_[j] + dot(shares_[j].data(), shares_[j].data(), static_cast<Index>(shares_[j].size()));
}

double Standardized::bound(Index j) const {
  const double centre = centre_ ? mean_[j] : 0.0;
  return std::sqrt(static_cast<double>(rows()) * (full_square(j) * scale_[j] * scale_[j] + centre * centre));
}

void Standardized::correlations(std::span<const Index> js, const double* r, double offset, double* out) const {
  X_.dots(js, r, out);
  const double per_row = 1.0 / static_cast<double>(rows());
  for (std::size_t k = 0; k < js.size(); ++k) {
    const Index j = js[k];
    out[k] = (out[k] * per_row + (offset != 0 ? offset * mean_[j] : 0.0)) / scale_[j];
  }
}

void Standardized::gram(std::span<const Index> as, std::span<const Index> bs, double* out) const {
  std::vector<double> centres(as.size());
  if (centre_) std::transform(as.begin(), as.end(), centres.begin(), [this](Index j) { return mean_[j]; });
  X_.cross(as, centres, bs, out);
  const double per_row = 1.0 / static_cast<double>(rows());
  for (std::size_t a = 0; a < as.size(); ++a) {
    const double factor = per_row / scale_[as[a]];
    double* row = out + a * bs.size();
    for (std::size_t b = 0; b < bs.size(); ++b) row[b] *= factor / scale_[bs[b]];
    for (std::size_t b = 0; b < (shares_.empty() ? 0 : bs.size()); ++b) {
      row[b] -= dot(shares_[as[a]].data(), shares_[bs[b]].data(), unpenalized_.rank());
    }
  }
}

void Standardized::residual_weights(std::span<const Index> js, std::span<const double> steps,
                                    std::vector<double>& weights) const {
  weights.resize(js.size());
  for (std::size_t k = 0; k < js.size(); ++k) weights[k] = -steps[k] / scale_[js[k]];
}

double Standardized::residual_offset(std::span<const Index> js, std::span<const double> steps) const {
  double offset = 0;
  if (centre_) {
    for (std::size_t k = 0; k < js.size(); ++k) offset += steps[k] * mean_[js[k]] / scale_[js[k]];
  }
  return offset;
}

// What a constant adds to the residual does not matter: with it, unpenalized columns are centred.
Coefficients Standardized::with_unpenalized(std::span<const double> y, Coefficients penalized) const {
  if (unpenalized_.rank() == 0) return penalized;
  std::vector<double> rest(y.begin(), y.end());
  std::vector<double> weights;
  residual_weights(penalized.variables, penalized.u, weights);
  X_.add(penalized.variables, weights, 0, rows(), rest.data());
  const std::vector<double> u = unpenalized_.fit(rest);
  Coefficients all;
  std::size_t next = 0;
  const auto take_penalized = [&](Index below) {
    for (; next < penalized.u.size() && penalized.variables[next] < below; ++next) {
      all.variables.push_back(penalized.variables[next]);
      all.u.push_back(penalized.u[next]);
    }
  };
  for (std::size_t k = 0; k < u.size(); ++k) {
    take_penalized(unpenalized_.variables()[k]);
    all.variables.push_back(unpenalized_.variables()[k]);
    all.u.push_back(u[k]);
  }
  take_penalized(columns());
  return all;
}

}  // namespace strads::linear
