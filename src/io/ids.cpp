#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "io/ratings.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

constexpr std::int32_t none = -1;

constexpr std::int32_t small_numbers = std::int32_t{1} << 22U;

// The value of an id that is a plain decimal number below 4 million, written without leading zeros; else -1. Such ids
// index an array (16 MB at most) and need no hash.
std::int32_t small_number(std::string_view id) {
  if (id.empty() || id.size() > 7 || (id.front() == '0' && id.size() > 1)) return none;
  std::int32_t value = 0;
  for (const char c : id) {
    const int digit = c - '0';
    if (digit < 0 || digit > 9) return none;
    value = 10 * value + digit;
  }
  return value < small_numbers ? value : none;
}

std::uint64_t hash(std::string_view id) {
  std::uint64_t h = 0x9E3779B97F4A7C15ULL ^ id.size();
  while (!id.empty()) {
    std::uint64_t word = 0;
    const std::size_t bytes = std::min(sizeof(word), id.size());
    std::memcpy(&word, id.data(), bytes);
    h = (h ^ word) * 0xBF58476D1CE4E5B9ULL;
    h ^= h >> 29U;
    id.remove_prefix(bytes);
  }
  return h ^ (h >> 32U);
}

}  // namespace

struct Ids::Table {
  std::string text;  // all names, end to end
  std::vector<std::size_t> ends;
  std::vector<std::int32_t> by_number;  // positions of small numbers
  std::vector<std::int32_t> slots;      // positions of all others: open addressing, a power of two
  std::size_t hashed = 0;

  [[nodiscard]] std::string_view name(std::size_t position) const {
    const std::size_t first = position == 0 ? 0 : ends[position - 1];
    return std::string_view(text).substr(first, ends[position] - first);
  }
  // The slot of the id, or the free one where it belongs.
  [[nodiscard]] std::size_t slot(std::string_view id) const {
    std::size_t at = hash(id) & (slots.size() - 1);
    while (slots[at] != none && name(static_cast<std::size_t>(slots[at])) != id) at = (at + 1) & (slots.size() - 1);
    return at;
  }
  void grow() {
    std::vector<std::int32_t> old(std::max<std::size_t>(64, 2 * slots.size()), none);
    old.swap(slots);
    for (const std::int32_t position : old) {
      if (position != none) slots[slot(name(static_cast<std::size_t>(position)))] = position;
    }
  }
  // Of a small number: none where it is not there.
  [[nodiscard]] std::int32_t& entry(std::int32_t number) {
    const auto at = static_cast<std::size_t>(number);
    if (at >= by_number.size()) by_number.resize(std::max(std::bit_ceil(at + 1), std::size_t{64}), none);
    return by_number[at];
  }
  std::int32_t append(std::string_view id) {
    if (ends.size() >= static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
      throw Error(ErrorKind::memory, "more than 2^31 - 1 different ids");
    }
    text += id;
    ends.push_back(text.size());
    return static_cast<std::int32_t>(ends.size() - 1);
  }
};

Ids::Ids() : table_(std::make_unique<Table>()) {}
Ids::~Ids() = default;
Ids::Ids(Ids&&) noexcept = default;
Ids& Ids::operator=(Ids&&) noexcept = default;

Index Ids::size() const { return static_cast<Index>(table_->ends.size()); }
std::string_view Ids::name(Index position) const { return table_->name(static_cast<std::size_t>(position)); }

Index Ids::find(std::string_view id) const {
  const Table& t = *table_;
  if (const std::int32_t number = small_number(id); number != none) {
    return static_cast<std::size_t>(number) < t.by_number.size() ? t.by_number[number] : none;
  }
  return t.slots.empty() ? none : t.slots[t.slot(id)];
}

Index Ids::insert(std::string_view id) {
  Table& t = *table_;
  if (const std::int32_t number = small_number(id); number != none) {
    std::int32_t& position = t.entry(number);
    if (position == none) position = t.append(id);
    return position;
  }
  if (2 * t.hashed >= t.slots.size()) t.grow();
  const std::size_t at = t.slot(id);
  if (t.slots[at] == none) {
    t.slots[at] = t.append(id);
    ++t.hashed;
  }
  return t.slots[at];
}

Index Ids::insert_number(Index id) {
  if (id < 0 || id >= small_numbers) return insert(fmt::format_int(id).c_str());
  std::int32_t& position = table_->entry(static_cast<std::int32_t>(id));
  if (position == none) position = table_->append(fmt::format_int(id).c_str());
  return position;
}

}  // namespace strads::io
