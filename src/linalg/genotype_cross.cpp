#include "linalg/genotype_cross.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>

#include "linalg/genotype_lanes.hpp"
#include "linalg/ternary.hpp"

namespace strads {
namespace {

using ternary::Signed;
using ternary::Unsigned;
using ternary::Word;

constexpr Index chunk_words = 256;              // of calls
constexpr Index plane_words = chunk_words / 2;  // calls have two bits, planes one: two words of calls become one
constexpr Index panel = 64;                     // left columns whose planes stay in the second-level cache
constexpr Index tile = ternary::tile;           // right columns

// A column of a chunk: z = h + f m.
struct Column {
  double f = 0;
  Index m = -1;  // which vector m is, -1: no call is missing
};

// Columns of a chunk with their vectors, h and m apart, each one behind the other.
struct Packed {
  explicit Packed(Index most)
      : h(static_cast<std::size_t>(most * Signed::planes * plane_words)),
        m(static_cast<std::size_t>(most * Unsigned::planes * plane_words)) {}

  std::vector<Word> h;
  std::vector<Word> m;
  std::vector<Column> columns;
  Index missing = 0;  // vectors m

  [[nodiscard]] Index count() const { return static_cast<Index>(columns.size()); }
  void clear() {
    columns.clear();
    missing = 0;
  }
};

// Words [first, first + count) of all calls of a variant.
class Chunk {
 public:
  Chunk(const Calls& calls, Index first, Index end)
      : calls_(calls), first_(first), count_(std::min(chunk_words, end - first)) {
    words_ = (count_ + 2 * ternary::step - 1) / (2 * ternary::step) * ternary::step;
    std::copy_n(calls.kept.data() + first, count_, kept_.data());
  }

  [[nodiscard]] Index words() const { return words_; }  // of a plane

  // Adds variant j to `to`; returns its sum of z. In a plane, bits 2i and 2i + 1 of a word are of call i of one word
  // and of another, `words` further.
  double pack(Index j, Packed& to) {
    const Index words = words_;
    const Index at = first_ * word_bytes;
    std::memcpy(code_.data(), calls_.codes + j * calls_.bytes + at,
                static_cast<std::size_t>(std::min(count_ * word_bytes, calls_.bytes - at)));
    Word* some = to.h.data() + Signed::planes * words * to.count();
    Word* negative = some + words;
    Word* missing = to.m.data() + Unsigned::planes * words * to.missing;
    for (Index w = 0; w < words; ++w) {
      const Word low[] = {code_[w], code_[w + words]};
      const Word high[] = {low[0] >> 1U, low[1] >> 1U};
      const Word known[] = {kept_[w], kept_[w + words]};
      some[w] = (~(low[0] ^ high[0]) & known[0]) | (~(low[1] ^ high[1]) & known[1]) << 1U;
      negative[w] = (low[0] & high[0] & known[0]) | (low[1] & high[1] & known[1]) << 1U;
      missing[w] = (low[0] & ~high[0] & known[0]) | (low[1] & ~high[1] & known[1]) << 1U;
    }
    const double f = calls_.missing[j] - 1;
    const Index missings = ones(missing);
    to.columns.push_back({f, missings > 0 ? to.missing++ : -1});
    return static_cast<double>(ones(some) - 2 * ones(negative)) + f * static_cast<double>(missings);
  }

 private:
  [[nodiscard]] Index ones(const Word* plane) const {
    Index total = 0;
    for (Index w = 0; w < words_; ++w) total += std::popcount(plane[w]);
    return total;
  }

  const Calls& calls_;
  Index first_;
  Index count_;
  Index words_;
  std::array<Word, chunk_words> code_{};
  std::array<Word, chunk_words> kept_{};  // 0 behind those there are
};

// out[a * wide + b] += z_a' z_b of all of `left` with all of `right`, a tile. No sum depends on what else is there.
void multiply(const Packed& left, const Packed& right, Index words, Index wide, double* out) {
  std::array<double, panel * tile> hh, hm, mh, mm;  // of vectors
  ternary::multiply<Signed, Signed>(left.count(), left.h.data(), right.h.data(), words, hh.data(), tile);
  if (right.missing > 0) {
    ternary::multiply<Signed, Unsigned>(left.count(), left.h.data(), right.m.data(), words, hm.data(), tile);
    ternary::multiply<Unsigned, Unsigned>(left.missing, left.m.data(), right.m.data(), words, mm.data(), tile);
  }
  ternary::multiply<Unsigned, Signed>(left.missing, left.m.data(), right.h.data(), words, mh.data(), tile);
  for (Index a = 0; a < left.count(); ++a) {
    const auto [fa, ma] = left.columns[a];
    for (Index b = 0; b < right.count(); ++b) {
      const auto [fb, mb] = right.columns[b];
      double sum = hh[a * tile + b];
      if (mb >= 0) sum += fb * hm[a * tile + mb];
      if (ma >= 0) sum += fa * (mb >= 0 ? mh[ma * tile + b] + fb * mm[ma * tile + mb] : mh[ma * tile + b]);
      out[a * wide + b] += sum;
    }
  }
}

}  // namespace

void cross(const Calls& calls, std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs,
           double* out) {
  assert(as.size() == centres.size());
  const auto na = static_cast<Index>(as.size());
  const auto nb = static_cast<Index>(bs.size());
  std::fill_n(out, na * nb, 0.0);
  thread_local Packed left(panel);
  thread_local Packed right(tile);
  const auto all = static_cast<Index>(calls.kept.size());
  std::vector<double> left_sum(as.size(), 0.0);
  std::vector<double> right_sum(bs.size(), 0.0);
  for (Index a0 = 0; a0 < na; a0 += panel) {
    const Index a1 = std::min(na, a0 + panel);
    for (Index first = 0; first < all; first += chunk_words) {
      Chunk chunk(calls, first, all);
      left.clear();
      for (Index a = a0; a < a1; ++a) left_sum[a] += chunk.pack(as[a], left);
      for (Index b0 = 0; b0 < nb; b0 += tile) {
        right.clear();
        for (Index b = b0; b < std::min(nb, b0 + tile); ++b) {
          const double sum = chunk.pack(bs[b], right);
          if (a0 == 0) right_sum[b] += sum;
        }
        multiply(left, right, chunk.words(), nb, out + a0 * nb + b0);
      }
    }
  }
  Index rows = 0;
  for (const Word word : calls.kept) rows += std::popcount(word);
  for (Index a = 0; a < na; ++a) {
    const double shift = centres[a] - 1;
    for (Index b = 0; b < nb; ++b) {
      out[a * nb + b] += left_sum[a] - shift * (static_cast<double>(rows) + right_sum[b]);
    }
  }
}

}  // namespace strads
