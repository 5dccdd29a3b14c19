#include "strads/linalg/genotype.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <cmath>
#include <numeric>
#include <type_traits>

#include "linalg/genotype_cross.hpp"
#include "linalg/genotype_lanes.hpp"

namespace strads {
namespace {

constexpr Index chunk_words = 256;  // 64 KiB of the shared vector stay in the second-level cache
constexpr std::size_t group = 4;    // columns that share one load of the vector

Index words_of(Index people) { return (people + word_people - 1) / word_people; }

struct Counts {
  double two = 0, missing = 0, one = 0;
};

// Of the calls whose lower bit is in `mask`.
Counts count_calls(const unsigned char* codes, Index bytes, const std::vector<std::uint64_t>& mask) {
  Index two = 0;
  Index missing = 0;
  Index one = 0;
  for (std::size_t w = 0; w < mask.size(); ++w) {
    const std::uint64_t word = load_word(codes, bytes, static_cast<Index>(w));
    const std::uint64_t high = word >> 1U;
    two += std::popcount(~word & ~high & mask[w]);
    missing += std::popcount(word & ~high & mask[w]);
    one += std::popcount(~word & high & mask[w]);
  }
  return {static_cast<double>(two), static_cast<double>(missing), static_cast<double>(one)};
}

// Of the first `people` calls, or of those kept.
std::vector<std::uint64_t> mask_of(Index people, const std::vector<char>& keep) {
  std::vector<std::uint64_t> mask(static_cast<std::size_t>(words_of(people)), 0);
  for (Index i = 0; i < people; ++i) {
    if (keep.empty() || keep[i] != 0) mask[i / word_people] |= std::uint64_t{1} << (2 * (i % word_people));
  }
  return mask;
}

// out[k] += x_k ' v over words [first, last) of `count` columns. Each column has the same two chains of additions
// whatever `count` is.
template <int count>
void dot_group(const unsigned char* const* codes, const Lanes* tables, Index bytes, const double* v, Index first,
               Index last, double* out) {
  Lanes total[2][count] = {};
  for (Index w = first; w < last; ++w) {
    Spread words[count];
    for (int k = 0; k < count; ++k) words[k] = spread(load_word(codes[k], bytes, w));
    for_parts([&](auto part) {
      Lanes values;
      load(v + w * word_people + part * lane_count, values);
      for (int k = 0; k < count; ++k) {
        Lanes x;
        decode<part>(words[k], tables[k], x);
        total[part % 2][k] += x * values;
      }
    });
  }
  for (int k = 0; k < count; ++k) out[k] += sum(total[0][k] + total[1][k]);
}

// people[i] += sum_k table_k[call (i, k)], k ascending, for the people of words [first, last).
template <int count>
void add_group(const unsigned char* const* codes, const Lanes* tables, Index bytes, Index first, Index last,
               double* people) {
  for (Index w = first; w < last; ++w) {
    Spread words[count];
    for (int k = 0; k < count; ++k) words[k] = spread(load_word(codes[k], bytes, w));
    for_parts([&](auto part) {
      double* at = people + w * word_people + part * lane_count;
      Lanes value;
      load(at, value);
      for (int k = 0; k < count; ++k) {
        Lanes x;
        decode<part>(words[k], tables[k], x);
        value += x;
      }
      store(value, at);
    });
  }
}

// Up to four columns with the tables of their calls.
struct Group {
  std::array<const unsigned char*, group> codes{};
  std::array<Lanes, group> tables{};
};

// use(count, k): columns k ... k + count - 1 of so many, a group at a time; `count` is a constant.
template <class Use>
void for_groups(std::size_t columns, const Use& use) {
  for (std::size_t k = 0; k < columns; k += group) {
    const std::size_t count = std::min(group, columns - k);
    if (count == 4) use(std::integral_constant<int, 4>{}, k);
    if (count == 3) use(std::integral_constant<int, 3>{}, k);
    if (count == 2) use(std::integral_constant<int, 2>{}, k);
    if (count == 1) use(std::integral_constant<int, 1>{}, k);
  }
}

// The 32 people of a word.
void decode_word(std::uint64_t word, const Lanes& table, double* people) {
  const Spread lanes = spread(word);
  for_parts([&](auto part) {
    Lanes x;
    decode<part>(lanes, table, x);
    store(x, people + part * lane_count);
  });
}

// Room for a number a person, in whole words; one a thread.
double* people_scratch(Index people) {
  thread_local std::vector<double> scratch;
  scratch.resize(std::max(scratch.size(), static_cast<std::size_t>(words_of(people) * word_people)));
  return scratch.data();
}

}  // namespace

Genotype::Genotype(Index people, Index variants, std::shared_ptr<const unsigned char[]> codes,
                   const std::vector<char>& keep, std::vector<double> fill)
    : people_(people), rows_(people), columns_(variants), stride_((people + 3) / 4), codes_(std::move(codes)) {
  assert(keep.empty() || static_cast<Index>(keep.size()) == people);
  assert(fill.empty() || static_cast<Index>(fill.size()) == variants);
  keep_people(keep);
  if (fill.empty()) {
    fill_with_means(*mask_);
  } else {
    fill_ = std::make_shared<const std::vector<double>>(std::move(fill));
  }
}

void Genotype::keep_people(const std::vector<char>& keep) {
  mask_ = std::make_shared<const Mask>(mask_of(people_, keep));
  if (std::find(keep.begin(), keep.end(), 0) == keep.end()) return;
  auto kept = std::make_shared<std::vector<std::int32_t>>();
  for (Index i = 0; i < people_; ++i) {
    if (keep[i] == 0) continue;
    kept->push_back(static_cast<std::int32_t>(i));
  }
  rows_ = static_cast<Index>(kept->size());
  kept_ = std::move(kept);
}

void Genotype::fill_with_means(const Mask& known) {
  double people = 0;
  for (const std::uint64_t word : known) people += std::popcount(word);
  auto fill = std::make_shared<std::vector<double>>(static_cast<std::size_t>(columns_));
  for (Index j = 0; j < columns_; ++j) {
    const Counts n = count_calls(codes(j), stride_, known);
    (*fill)[j] = (2 * n.two + n.one) / std::max(people - n.missing, 1.0);
  }
  fill_ = std::move(fill);
}

std::vector<char> Genotype::people_of(std::span<const Index> rows) const {
  std::vector<char> people(static_cast<std::size_t>(people_), 0);
  for (const Index row : rows) people[kept_ ? (*kept_)[row] : row] = 1;
  return people;
}

Genotype Genotype::select_rows(std::span<const Index> rows, std::span<const Index> known) const {
  Genotype selected = *this;
  selected.keep_people(people_of(rows));
  selected.fill_with_means(mask_of(people_, people_of(known)));
  return selected;
}

Index Genotype::missing() const {
  double total = 0;
  for (Index j = 0; j < columns_; ++j) total += count_calls(codes(j), stride_, *mask_).missing;
  return static_cast<Index>(total);
}

Moments Genotype::moments(Index j) const {
  const Counts n = count_calls(codes(j), stride_, *mask_);
  const double fill = (*fill_)[j];
  const auto rows = static_cast<double>(rows_);
  const double none = rows - n.two - n.one - n.missing;
  if (n.missing == rows) return {fill, 0.0};
  // Where nothing is missing the mean of a constant column is exact, and so is its variance of 0.
  const double mean = (2 * n.two + n.one + fill * n.missing) / rows;
  const auto square = [&](double value) { return (value - mean) * (value - mean); };
  return {mean, (n.two * square(2) + n.one * square(1) + none * square(0) + n.missing * square(fill)) / rows};
}

// All people of column j, in whole words.
void Genotype::decode(Index j, double* people) const {
  Lanes table;
  call_table((*fill_)[j], 0.0, 1.0, table);
  for (Index w = 0; w < words_of(people_); ++w) {
    decode_word(load_word(codes(j), stride_, w), table, people + w * word_people);
  }
}

void Genotype::entries(Index j, std::int32_t* rows, double* values) const {
  std::iota(rows, rows + rows_, 0);
  expand(j, values);
}

void Genotype::expand(Index j, double* out) const {
  double* people = people_scratch(people_);
  decode(j, people);
  for (Index i = 0; i < rows_; ++i) out[i] = people[kept_ ? (*kept_)[i] : i];
}

void Genotype::dots(std::span<const Index> columns, const double* vector, double* out) const {
  std::fill_n(out, columns.size(), 0.0);
  const Index words = words_of(people_);
  double* v = people_scratch(people_);
  std::fill_n(v, words * word_people, 0.0);
  for (Index i = 0; i < rows_; ++i) v[kept_ ? (*kept_)[i] : i] = vector[i];
  for (Index first = 0; first < words; first += chunk_words) {
    const Index last = std::min(words, first + chunk_words);
    for_groups(columns.size(), [&](auto count, std::size_t k) {
      Group x;
      for (int c = 0; c < count; ++c) {
        x.codes[c] = codes(columns[k + c]);
        call_table((*fill_)[columns[k + c]], 0.0, 1.0, x.tables[c]);
      }
      dot_group<count>(x.codes.data(), x.tables.data(), stride_, v, first, last, out + k);
    });
  }
}

void Genotype::add(std::span<const Index> columns, std::span<const double> weights, Index first, Index last,
                   double* out) const {
  assert(columns.size() == weights.size() && first >= 0 && last <= rows_);
  if (first >= last) return;
  const auto person = [&](Index row) -> Index { return kept_ ? (*kept_)[row] : row; };
  double* people = people_scratch(people_);
  const Index first_word = person(first) / word_people;
  const Index last_word = words_of(person(last - 1) + 1);
  std::fill(people + first_word * word_people, people + last_word * word_people, 0.0);
  for (Index i = first; i < last; ++i) people[person(i)] = out[i];
  for (Index from = first_word; from < last_word; from += chunk_words) {
    const Index to = std::min(last_word, from + chunk_words);
    for_groups(columns.size(), [&](auto count, std::size_t k) {
      Group x;
      for (int c = 0; c < count; ++c) {
        x.codes[c] = codes(columns[k + c]);
        call_table((*fill_)[columns[k + c]], 0.0, weights[k + c], x.tables[c]);
      }
      add_group<count>(x.codes.data(), x.tables.data(), stride_, from, to, people);
    });
  }
  for (Index i = first; i < last; ++i) out[i] = people[person(i)];
}

void Genotype::cross(std::span<const Index> as, std::span<const double> centres, std::span<const Index> bs,
                     double* out) const {
  strads::cross({codes_.get(), stride_, people_, *mask_, *fill_}, as, centres, bs, out);
}

void Genotype::add_fixed(std::span<const Index> columns, std::span<const double> weights, double scale,
                         std::int64_t* out) const {
  assert(columns.size() == weights.size());
  double* people = people_scratch(people_);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    decode(columns[k], people);
    for (Index i = 0; i < rows_; ++i) {
      const std::int64_t value = std::llrint(weights[k] * people[kept_ ? (*kept_)[i] : i] * scale);
      if (value != 0) std::atomic_ref(out[i]).fetch_add(value, std::memory_order_relaxed);
    }
  }
}

void Genotype::add_racy(std::span<const Index> columns, std::span<const double> weights, double* out) const {
  assert(columns.size() == weights.size());
  double* people = people_scratch(people_);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    decode(columns[k], people);
    for (Index i = 0; i < rows_; ++i) {
      std::atomic_ref(out[i]).fetch_add(weights[k] * people[kept_ ? (*kept_)[i] : i], std::memory_order_relaxed);
    }
  }
}

}  // namespace strads
