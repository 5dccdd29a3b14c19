// Ids to positions and back: an array for small plain numbers, hash tables for other numbers and for text.
#include "strads/ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "io/ratings/ratings.hpp"
#include "strads/error.hpp"

namespace strads {
namespace {

constexpr std::int32_t none = -1;

constexpr Index small_numbers = Index{1} << 22U;
constexpr std::size_t most_digits = 18;
constexpr Index plain_numbers = 1'000'000'000'000'000'000;  // the first that has more digits

// The value of an id that is a plain decimal number of at most 18 digits, written without leading zeros; else -1.
Index plain_number(std::string_view id) {
  if (id.empty() || id.size() > most_digits || (id.front() == '0' && id.size() > 1)) return none;
  Index value = 0;
  for (const char c : id) {
    const int digit = c - '0';
    if (digit < 0 || digit > 9) return none;
    value = 10 * value + digit;
  }
  return value;
}

std::uint64_t hash(Index number) {
  const std::uint64_t h = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15ULL;
  return h ^ (h >> 32U);
}

std::uint64_t hash(std::string_view id) {
  std::uint64_t h = 0x9E3779B97F4A7C15ULL ^ id.size();
  while (!id.empty()) {
    std::uint64_t word = 0;
    const std::size_t bytes = std::min(sizeof(word), id.size());
    std::memcpy(&word, id.data(), bytes);
    h = (h ^ word) * 0xBF58476D1CE4E5B9ULL;
    h ^= h >> 32U;  // the last characters only reach the product's highest bits
    id.remove_prefix(bytes);
  }
  h *= 0x94D049BB133111EBULL;
  return h ^ (h >> 32U);
}

}  // namespace

struct Ids::Table {
  // A plain number and its position.
  struct Number {
    Index number = none;
    std::int32_t position = none;
  };

  std::string text;  // all names, end to end
  std::vector<std::size_t> ends;
  std::vector<std::int32_t> small;   // positions of plain numbers below 4 million, by number (16 MB at most)
  std::vector<Number> numbers;       // all other plain numbers: open addressing, a power of two
  std::vector<std::int32_t> others;  // positions of ids that are no plain numbers: likewise
  std::size_t number_count = 0;
  std::size_t other_count = 0;

  [[nodiscard]] std::string_view name(std::size_t position) const {
    const std::size_t first = position == 0 ? 0 : ends[position - 1];
    return std::string_view(text).substr(first, ends[position] - first);
  }
  // Where the id is, or the free place where it belongs.
  [[nodiscard]] std::size_t place(Index number) const {
    std::size_t at = hash(number) & (numbers.size() - 1);
    while (numbers[at].position != none && numbers[at].number != number) at = (at + 1) & (numbers.size() - 1);
    return at;
  }
  [[nodiscard]] std::size_t place(std::string_view id) const {
    std::size_t at = hash(id) & (others.size() - 1);
    while (others[at] != none && name(static_cast<std::size_t>(others[at])) != id) at = (at + 1) & (others.size() - 1);
    return at;
  }
  [[nodiscard]] Index find(Index number) const {
    if (number < small_numbers) return static_cast<std::size_t>(number) < small.size() ? small[number] : none;
    return numbers.empty() ? none : numbers[place(number)].position;
  }
  // The position of a number, to be set where it is none.
  [[nodiscard]] std::int32_t& entry(Index number) {
    if (number < small_numbers) {
      const auto at = static_cast<std::size_t>(number);
      if (at >= small.size()) small.resize(std::max(std::bit_ceil(at + 1), smallest), none);
      return small[at];
    }
    if (2 * number_count >= numbers.size()) {
      grow(numbers, [&](const Number& n) {
        if (n.position != none) numbers[place(n.number)] = n;
      });
    }
    Number& found = numbers[place(number)];
    if (found.position == none) {
      found.number = number;
      ++number_count;
    }
    return found.position;
  }
  [[nodiscard]] std::int32_t& entry(std::string_view id) {
    if (2 * other_count >= others.size()) {
      grow(others, [&](std::int32_t position) {
        if (position != none) others[place(name(static_cast<std::size_t>(position)))] = position;
      });
    }
    std::int32_t& found = others[place(id)];
    if (found == none) ++other_count;
    return found;
  }
  std::int32_t append(std::string_view id) {
    if (ends.size() >= static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
      throw Error(ErrorKind::memory, "more than 2^31 - 1 different ids");
    }
    text += id;
    ends.push_back(text.size());
    return static_cast<std::int32_t>(ends.size() - 1);
  }

 private:
  static constexpr std::size_t smallest = 64;
  // Twice the places, and `put` for what stood in the old ones.
  template <class T, class Put>
  static void grow(std::vector<T>& table, const Put& put) {
    std::vector<T> old(std::max(smallest, 2 * table.size()), T{none});
    old.swap(table);
    for (const T& entry : old) put(entry);
  }
};

Ids::Ids() : table_(std::make_unique<Table>()) {}
Ids::~Ids() = default;
Ids::Ids(Ids&&) noexcept = default;
Ids& Ids::operator=(Ids&&) noexcept = default;

Index Ids::size() const { return static_cast<Index>(table_->ends.size()); }
std::string_view Ids::name(Index position) const { return table_->name(static_cast<std::size_t>(position)); }

Index Ids::find(std::string_view id) const {
  if (const Index number = plain_number(id); number != none) return table_->find(number);
  return table_->others.empty() ? none : table_->others[table_->place(id)];
}

Index Ids::insert(std::string_view id) {
  const Index number = plain_number(id);
  std::int32_t& position = number != none ? table_->entry(number) : table_->entry(id);
  if (position == none) position = table_->append(id);
  return position;
}

Index Ids::insert_number(Index id) {
  if (id < 0 || id >= plain_numbers) return insert(fmt::format_int(id).c_str());
  std::int32_t& position = table_->entry(id);
  if (position == none) position = table_->append(fmt::format_int(id).c_str());
  return position;
}

}  // namespace strads

namespace strads::io {

bool is_plain_id(std::string_view id) {
  return std::none_of(id.begin(), id.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; });
}

}  // namespace strads::io
