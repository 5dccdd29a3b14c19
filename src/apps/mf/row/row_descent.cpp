#include "apps/mf/row/row_descent.hpp"

#include <algorithm>
#include <span>
#include <type_traits>

#include "linalg/bfloat_lanes.hpp"

namespace strads::mf {
namespace {

constexpr Index lanes = float_lane_count;
constexpr int most_tiles = 8;  // of a row whose sums stay in registers, or nearly
constexpr Index ahead = 16;    // ratings whose rows are asked for

// use(tiles) with the number of a row's tiles as a constant, or 0 if they are many.
template <int Tiles = most_tiles, class Use>
void with_tiles(Index tiles, const Use& use) {
  if (tiles == Tiles || Tiles == 0) return use(std::integral_constant<int, Tiles>{});
  if constexpr (Tiles > 0) with_tiles<Tiles - 1>(tiles, use);
}

// A row's vector of sums: in registers where the number of tiles is a constant, else where it lies.
template <int Tiles>
class Sums {
 public:
  explicit Sums(float* at) : at_(at) {
    for (int c = 0; c < Tiles; ++c) load(at + lanes * c, sums_[c]);
  }
  Sums(const Sums&) = delete;
  Sums& operator=(const Sums&) = delete;
  ~Sums() {
    for (int c = 0; c < Tiles; ++c) store(sums_[c], at_ + lanes * c);
  }
  [[gnu::always_inline]] void add(Index c, const FloatLanes& more) { sums_[c] += more; }

 private:
  float* at_;
  FloatLanes sums_[Tiles];
};

template <>
class Sums<0> {
 public:
  explicit Sums(float* at) : at_(at) {}
  void add(Index c, const FloatLanes& more) {
    FloatLanes total;
    load(at_ + lanes * c, total);
    store(total + more, at_ + lanes * c);
  }

 private:
  float* at_;
};

// sums += sum_j factor_j rows[j], factor_j = use(j, rows[j].x); `tiles` are those of a row.
template <class Use>
void pass(const float* rows, Index size, Index tiles, const float* x, float* to, const Use& use) {
  with_tiles(tiles, [&](auto constant) {
    const Index count = constant > 0 ? Index{constant} : tiles;
    Sums<constant> sums(to);
    for (Index j = 0; j < size; ++j, rows += lanes * count) {
      FloatLanes total{};
      FloatLanes h;
#pragma GCC unroll 8
      for (Index c = 0; c < count; ++c) {
        FloatLanes part;
        load(rows + lanes * c, h);
        load(x + lanes * c, part);
        total += h * part;
      }
      const float factor = use(j, sum(total));
#pragma GCC unroll 8
      for (Index c = 0; c < count; ++c) {
        load(rows + lanes * c, h);
        sums.add(c, factor * h);
      }
    }
  });
}

// Copies the rows of the other side that a row's ratings read to the panel, and sums their squares.
template <class Number>
void copy(std::span<const std::int32_t> others, const Number* rows, Index tiles, float* panel, float* to) {
  with_tiles(tiles, [&](auto constant) {
    const Index count = constant > 0 ? Index{constant} : tiles;
    Sums<constant> squares(to);
    for (const std::int32_t other : others) {
      const Number* const from = rows + lanes * count * other;
#pragma GCC unroll 8
      for (Index c = 0; c < count; ++c) {
        FloatLanes h;
        load(from + lanes * c, h);
        store(h, panel + lanes * c);
        squares.add(c, h * h);
      }
      panel += lanes * count;
    }
  });
}

void add_variances(std::span<const std::int32_t> others, const Bfloat* rows, Index tiles, float* to) {
  with_tiles(tiles, [&](auto constant) {
    const Index count = constant > 0 ? Index{constant} : tiles;
    Sums<constant> variances(to);
    for (const std::int32_t other : others) {
#pragma GCC unroll 8
      for (Index c = 0; c < count; ++c) {
        FloatLanes v;
        load(rows + lanes * (count * other + c), v);
        variances.add(c, v);
      }
    }
  });
}

}  // namespace

void RowDescent::read(const Side& side, Index row, double mean) {
  const Factors& others = side.others;
  const Index first = side.ratings.starts[row];
  const Index size = side.ratings.size(row);
  const Index tiles = stride_ / lanes;
  panel_.resize(std::max(panel_.size(), static_cast<std::size_t>(size * stride_)));
  errors_.resize(std::max(errors_.size(), static_cast<std::size_t>(size)));
  images_.resize(errors_.size());
  for (auto* vector : {&vectors_.squares, &vectors_.variances, &vectors_.penalty, &vectors_.gradient}) {
    std::fill(vector->begin(), vector->end(), 0.0F);
  }
  const std::int32_t* const ids = side.ratings.others.data() + first;
  Upcoming upcoming(ids, size, others, {0, tiles, others.rank()}, others.has_variances());
  upcoming.ask(ahead);
  for (Index from = 0; from < size; from += ahead) {
    const std::span part(ids + from, static_cast<std::size_t>(std::min(ahead, size - from)));
    upcoming.ask(ahead);
    float* const panel = panel_.data() + stride_ * from;
    if (others.is_rounded()) {
      copy(part, others.rounded(0), tiles, panel, vectors_.squares.data());
    } else {
      copy(part, others.row(0), tiles, panel, vectors_.squares.data());
    }
    if (others.has_variances()) add_variances(part, others.variances(0), tiles, vectors_.variances.data());
  }
  for (Index k = 0; k < others.rank(); ++k) {
    vectors_.penalty[k] = side.prior.coordinate(row, k) + vectors_.variances[k];
  }
  const float fixed = static_cast<float>(mean) + side.own.bias(row);
  pass(panel_.data(), size, tiles, side.own.row(row), vectors_.gradient.data(), [&](Index j, float dot) {
    errors_[j] = side.ratings.values[first + j] - fixed - others.bias(ids[j]) - dot;
    return errors_[j];
  });
}

double RowDescent::descend(const Side& side, Index row) {
  const Index size = side.ratings.size(row);
  const Index rank = side.own.rank();
  float bias_penalty = side.prior.bias(row);
  float* const w = side.own.row(row);
  float& b = side.own.bias(row);
  const std::vector<float>& squares = vectors_.squares;
  std::vector<float>& penalty = vectors_.penalty;
  std::vector<float>& g = vectors_.gradient;
  std::vector<float>& d = vectors_.direction;
  std::vector<float>& image = vectors_.image;
  double squared_change = 0;
  BigVector<float> change(static_cast<std::size_t>(rank), 0.0F);
  float bias_change = 0;

  double error_sum = 0;
  for (Index j = 0; j < size; ++j) error_sum += errors_[j];
  for (Index k = 0; k < rank; ++k) g[k] -= penalty[k] * w[k];
  float g_b = bias_ ? static_cast<float>(error_sum) - bias_penalty * b : 0.0F;
  // From here on they hold back the change, not the row.
  for (Index k = 0; k < rank; ++k) penalty[k] = std::max(penalty[k], side.least_pull() * squares[k]);
  bias_penalty = std::max(bias_penalty, side.least_pull() * static_cast<float>(size));
  const float bias_curvature = static_cast<float>(size) + bias_penalty;
  const auto scaled = [&](Index k) {
    const float curvature = squares[k] + penalty[k];
    return curvature > 0 ? g[k] / curvature : 0.0F;
  };
  float d_b = 0;
  double length = 0;  // g' C^-1 g
  for (int iteration = 0; iteration < iterations; ++iteration) {
    double next = bias_ ? static_cast<double>(g_b) * g_b / bias_curvature : 0.0;
    for (Index k = 0; k < rank; ++k) next += static_cast<double>(g[k]) * scaled(k);
    if (!(next > 0)) break;
    const auto beta = static_cast<float>(iteration == 0 ? 0.0 : next / length);
    length = next;
    for (Index k = 0; k < rank; ++k) d[k] = scaled(k) + (iteration == 0 ? 0.0F : beta * d[k]);
    d_b = bias_ ? g_b / bias_curvature + beta * d_b : 0.0F;
    std::fill(image.begin(), image.end(), 0.0F);
    double image_b = 0;
    pass(panel_.data(), size, stride_ / lanes, d.data(), image.data(), [&](Index j, float dot) {
      images_[j] = dot + d_b;
      return images_[j];
    });
    for (Index j = 0; j < size; ++j) image_b += images_[j];
    image_b += bias_penalty * d_b;
    double curvature = image_b * d_b;
    for (Index k = 0; k < rank; ++k) {
      image[k] += penalty[k] * d[k];
      curvature += static_cast<double>(image[k]) * d[k];
    }
    if (!(curvature > 0)) break;
    const auto alpha = static_cast<float>(length / curvature);
    for (Index k = 0; k < rank; ++k) {
      change[k] += alpha * d[k];
      g[k] -= alpha * image[k];
    }
    bias_change += alpha * d_b;
    g_b -= bias_ ? alpha * static_cast<float>(image_b) : 0.0F;
    for (Index j = 0; j < size; ++j) errors_[j] -= alpha * images_[j];
  }
  for (Index k = 0; k < rank; ++k) {
    w[k] += change[k];
    squared_change += static_cast<double>(change[k]) * change[k];
  }
  b += bias_change;
  return squared_change + static_cast<double>(bias_change) * bias_change;
}

void RowDescent::write(const Side& side, Index row) {
  Misfit& misfit = side.misfits[row];
  misfit = {};
  for (Index j = 0; j < side.ratings.size(row); ++j) misfit.squares += static_cast<double>(errors_[j]) * errors_[j];
  if (side.own.is_rounded()) side.own.round(row);
  if (!side.own.has_variances()) return;
  const auto noise = static_cast<float>(side.noise);
  const float* const w = side.own.row(row);
  Bfloat* const own = side.own.variances(row);
  for (Index k = 0; k < side.own.rank(); ++k) {
    own[k] = to_bfloat(noise / (vectors_.squares[k] + vectors_.penalty[k]));
    const float others = vectors_.variances[k];
    misfit.spread += w[k] * w[k] * others + to_float(own[k]) * (vectors_.squares[k] + others);
  }
  if (bias_) {
    side.own.bias_variance(row) = noise / (static_cast<float>(side.ratings.size(row)) + side.prior.bias(row));
  }
}

double RowDescent::update(const Side& side, Index row, double mean) {
  if (side.ratings.size(row) == 0) return 0;
  read(side, row, mean);
  const double squared = descend(side, row);
  write(side, row);
  return squared;
}

}  // namespace strads::mf
