#include "apps/mf/row/normal_equations.hpp"

#include <algorithm>
#include <type_traits>

#include "linalg/bfloat_lanes.hpp"

namespace strads::mf {
namespace {

constexpr Index lanes = float_lane_count;

// A run of ratings as `add` takes them: at most a panel's worth.
struct Batch {
  const std::int32_t* others;
  const float* values;
  Index size;
};

// w.h over the coordinates outside the range.
template <class Number>
float fixed_share(const float* own, const Number* other, Index stride, const CoordinateRange& range) {
  const auto share = [&](Index first, Index last) {
    FloatLanes total{};
    for (Index k = first; k < last; k += lanes) {
      FloatLanes w;
      FloatLanes h;
      load(own + k, w);
      load(other + k, h);
      total += w * h;
    }
    return total;
  };
  return sum(share(0, lanes * range.first_tile) + share(lanes * (range.first_tile + range.tiles), stride));
}

template <class Number>
void subtract_shares(const Batch& batch, const float* own, const Number* rows, Index stride,
                     const CoordinateRange& range, float* targets) {
  for (Index j = 0; j < batch.size; ++j) {
    targets[j] -= fixed_share(own, rows + stride * batch.others[j], stride, range);
  }
}

// The t_j, zeros behind the last.
void find_targets(const Batch& batch, const Target& target, const CoordinateRange& range,
                  float (&targets)[Panel::capacity]) {
  const Factors& others = target.others;
  const float fixed = static_cast<float>(target.mean) + target.own_bias;
  const float* const biases = others.biases();
  for (Index j = 0; j < batch.size; ++j) targets[j] = batch.values[j] - fixed - biases[batch.others[j]];
  const Index stride = others.stride();
  if (range.tiles * lanes < stride && others.is_rounded()) {
    subtract_shares(batch, target.own, others.rounded(0), stride, range, targets);
  } else if (range.tiles * lanes < stride) {
    subtract_shares(batch, target.own, others.row(0), stride, range, targets);
  }
  std::fill(targets + batch.size, targets + Panel::capacity, 0.0F);
}

// products += sum_j t_j h_j, sums += sum_j h_j of `Tiles` tiles of the batch's rows, which begin `stride` apart; copies
// them to the panel, if there is one.
template <int Tiles, class Number>
void gather(const Batch& batch, const float* targets, const Number* rows, Index stride, float* panel,
            Index panel_stride, float* products, float* sums) {
  FloatLanes y[Tiles];
  FloatLanes s[Tiles];
  for (int c = 0; c < Tiles; ++c) {
    load(products + lanes * c, y[c]);
    load(sums + lanes * c, s[c]);
  }
  for (Index j = 0; j < batch.size; ++j) {
    const Number* const from = rows + stride * batch.others[j];
    for (int c = 0; c < Tiles; ++c) {
      FloatLanes h;
      load(from + lanes * c, h);
      if (panel != nullptr) store(h, panel + panel_stride * j + lanes * c);
      y[c] += targets[j] * h;
      s[c] += h;
    }
  }
  for (int c = 0; c < Tiles; ++c) {
    store(y[c], products + lanes * c);
    store(s[c], sums + lanes * c);
  }
}

// variances += those of `Tiles` tiles of the batch's rows.
template <int Tiles>
void add_variances(const Batch& batch, const Factors& others, Index tile, float* variances) {
  FloatLanes v[Tiles];
  for (int c = 0; c < Tiles; ++c) load(variances + lanes * c, v[c]);
  for (Index j = 0; j < batch.size; ++j) {
    const Bfloat* const from = others.variances(batch.others[j]) + lanes * tile;
    for (int c = 0; c < Tiles; ++c) {
      FloatLanes more;
      load(from + lanes * c, more);
      v[c] += more;
    }
  }
  for (int c = 0; c < Tiles; ++c) store(v[c], variances + lanes * c);
}

// use(tiles, c) for tiles c ... c + tiles - 1 of `count`: two at a time, as their sums fit the registers.
template <class Use>
void for_tile_pairs(Index count, const Use& use) {
  Index c = 0;
  for (; c + 1 < count; c += 2) use(std::integral_constant<int, 2>{}, c);
  if (c < count) use(std::integral_constant<int, 1>{}, c);
}

// Between two blocks of outer products: as many rows as a core waits for at once.
constexpr Index asked_at_once = 8;

// w'Gw of one tile; on the diagonal rows end with their diagonal's register.
void add_quadratic(const float* tile, const float* left, const FloatLanes& right, bool diagonal, FloatLanes& total) {
  for (int i = 0; i < lanes; ++i) {
    FloatLanes g;
    load(tile + lanes * i, g);
    const Index own = diagonal ? i / outer::width : registers_a_wide;
    for (int r = 0; r < registers_a_wide; ++r) {
      const float times = r < own ? 2.0F : r == own ? 1.0F : 0.0F;
      total.part[r] += (times * left[i]) * (g.part[r] * right.part[r]);
    }
  }
}

void add_to(std::vector<float>& to, const std::vector<float>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

}  // namespace

NormalEquations::NormalEquations(Index tiles, bool whole)
    : tiles_(tiles),
      gram_(static_cast<std::size_t>(whole ? tile_at(tiles, 0) : 0)),
      products_(static_cast<std::size_t>(lanes * tiles)),
      sums_(products_),
      variances_(static_cast<std::size_t>(whole ? lanes * tiles : 0)) {}

void NormalEquations::clear() {
  for (auto* part : {&gram_, &products_, &sums_, &variances_}) std::fill(part->begin(), part->end(), 0.0F);
  target_sum_ = 0;
  target_squares_ = 0;
  count_ = 0;
}

// each(size) for every batch, its rows gathered in the panel and its vectors of sums added.
template <class Each>
void NormalEquations::add_batches(const RatingRows& rows, Index first, Index last, const Target& target,
                                  const CoordinateRange& range, bool variances, Panel* panel, const Each& each) {
  const Factors& others = target.others;
  float targets[Panel::capacity];
  for (Index from = first; from < last; from += Panel::capacity) {
    const Batch batch{rows.others.data() + from, rows.values.data() + from, std::min(last - from, Panel::capacity)};
    find_targets(batch, target, range, targets);
    FloatLanes t{};
    FloatLanes tt{};
    for (Index j = 0; j < Panel::capacity; j += lanes) {
      FloatLanes part;
      load(targets + j, part);
      t += part;
      tt += part * part;
    }
    target_sum_ += sum(t);
    target_squares_ += sum(tt);
    for_tile_pairs(range.tiles, [&](auto tiles, Index c) {
      const Index tile = range.first_tile + c;
      float* const copy = panel == nullptr ? nullptr : panel->row(0) + lanes * c;
      const Index stride = panel == nullptr ? 0 : panel->stride();
      float* const y = products_.data() + lanes * c;
      float* const s = sums_.data() + lanes * c;
      if (others.is_rounded()) {
        gather<tiles>(batch, targets, others.rounded(0) + lanes * tile, others.stride(), copy, stride, y, s);
      } else {
        gather<tiles>(batch, targets, others.row(0) + lanes * tile, others.stride(), copy, stride, y, s);
      }
      if (variances) add_variances<tiles>(batch, others, tile, variances_.data() + lanes * c);
    });
    const Index next = from + batch.size;
    Upcoming upcoming(rows.others.data() + next, std::min(last - next, Panel::capacity), others, range, variances);
    each(batch.size, upcoming);
    upcoming.ask(Panel::capacity);
  }
  count_ += last - first;
}

void NormalEquations::add(const RatingRows& rows, Index first, Index last, const Target& target,
                          const CoordinateRange& range, Panel& panel) {
  add_batches(rows, first, last, target, range, target.others.has_variances(), &panel,
              [&](Index size, Upcoming& upcoming) {
                add_outer_products(panel.row(0), panel.stride(), size, range.live, gram_.data(),
                                   [&] { upcoming.ask(asked_at_once); });
              });
}

void NormalEquations::add_vectors(const RatingRows& rows, Index first, Index last, const Target& target,
                                  const CoordinateRange& range) {
  add_batches(rows, first, last, target, range, false, nullptr, [](Index /*size*/, Upcoming& /*upcoming*/) {});
}

void NormalEquations::prefetch(const RatingRows& rows, Index row, const Factors& others, const CoordinateRange& range) {
  const Index first = rows.starts[row];
  const Index count = std::min(rows.starts[row + 1] - first, Panel::capacity / 2);
  Upcoming(rows.others.data() + first, count, others, range, others.has_variances()).ask(count);
}

void NormalEquations::add(const NormalEquations& other) {
  add_to(gram_, other.gram_);
  add_to(products_, other.products_);
  add_to(sums_, other.sums_);
  add_to(variances_, other.variances_);
  target_sum_ += other.target_sum_;
  target_squares_ += other.target_squares_;
  count_ += other.count_;
}

// tt - 2 (y.w + t b) + w'Gw + 2 b s.w + n b^2.
double NormalEquations::squares(const float* w, float b) const {
  FloatLanes quadratic{};
  FloatLanes linear{};
  for (Index a = 0; a < tiles_; ++a) {
    FloatLanes own;
    load(w + lanes * a, own);
    for (Index c = 0; c < a; ++c) {
      FloatLanes right;
      load(w + lanes * c, right);
      add_quadratic(tile(a, c), w + lanes * a, right, false, quadratic);
    }
    add_quadratic(tile(a, a), w + lanes * a, own, true, quadratic);
    FloatLanes y;
    FloatLanes s;
    load(products() + lanes * a, y);
    load(sums() + lanes * a, s);
    linear += own * (y - b * s);
  }
  const double bias = b;
  return target_squares_ - 2.0 * (sum(linear) + target_sum_ * bias) + sum(quadratic) +
         static_cast<double>(count_) * bias * bias;
}

}  // namespace strads::mf
