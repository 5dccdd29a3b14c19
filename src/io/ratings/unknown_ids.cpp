#include "io/ratings/unknown_ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "io/number.hpp"

namespace strads::io {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without(std::string_view id, std::string_view characters) {
  std::string result;
  std::copy_if(id.begin(), id.end(), std::back_inserter(result),
               [&](char c) { return characters.find(c) == std::string_view::npos; });
  return result;
}

std::string without_decimals(std::string_view id) {
  const auto point = id.find_first_not_of("0123456789");
  const bool whole = point != std::string_view::npos && point > 0 && id[point] == '.' &&
                     id.find_first_not_of('0', point + 1) == std::string_view::npos;
  return std::string(whole ? id.substr(0, point) : id);
}

std::string in_small_letters(std::string_view id) {
  std::string result(id);
  for (char& c : result) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return result;
}

std::string without_leading_zeros(std::string_view id) {
  if (!std::all_of(id.begin(), id.end(), is_digit)) return std::string(id);
  while (id.size() > 1 && id.front() == '0') id.remove_prefix(1);
  return std::string(id);
}

std::string without_quotes(std::string_view id) { return without(id, "\"'"); }
std::string without_blanks(std::string_view id) { return without(id, " \xC2\xA0"); }

constexpr std::array spellings{without_decimals, in_small_letters, without_leading_zeros, without_quotes,
                               without_blanks};

std::optional<Index> whole_number(std::string_view id) {
  const Whole whole = parse_whole(id.data(), id.data() + id.size());
  if (id.empty() || whole.end != id.data() + id.size()) return std::nullopt;
  return whole.value;
}

bool all_shifted(const Ids& unknown, const Ids& known, Index by) {
  for (Index k = 0; k < unknown.size(); ++k) {
    const auto number = whole_number(unknown.name(k));
    if (!number || known.find(fmt::format_int(*number + by).c_str()) < 0) return false;
  }
  return true;
}

}  // namespace

UnknownIds count_unknown(const BigVector<Rating>& pairs) {
  UnknownIds unknown{static_cast<Index>(pairs.size())};
  for (const Rating& pair : pairs) {
    unknown.users += pair.user < 0 ? 1 : 0;
    unknown.items += pair.item < 0 ? 1 : 0;
  }
  return unknown;
}

Cause misspelled(const Ids& unknown, const Ids& known) {
  Cause best;
  Index most = unknown.size() / 2;
  for (const auto spelling : spellings) {
    Ids spelled;
    std::vector<Index> first;
    for (Index k = 0; k < known.size(); ++k) {
      if (spelled.insert(spelling(known.name(k))) == static_cast<Index>(first.size())) first.push_back(k);
    }
    Index found = 0;
    std::string example;
    for (Index k = 0; k < unknown.size(); ++k) {
      const Index position = spelled.find(spelling(unknown.name(k)));
      if (position < 0) continue;
      if (++found == 1) {
        example = fmt::format(R"(ids seem to be written "{}" there for "{}" in the model)", unknown.name(k),
                              known.name(first[static_cast<std::size_t>(position)]));
      }
    }
    if (found <= most) continue;
    most = found;
    best = {example, true};
  }
  return best;
}

Cause exchanged(const PairsFile& file, const Ids& users, const Ids& items) {
  const UnknownIds counts = count_unknown(file.pairs);
  if (!counts.all_users() || !counts.all_items()) return {};
  const auto found = [](const Ids& unknown, const Ids& known) {
    Index count = 0;
    for (Index k = 0; k < unknown.size(); ++k) count += known.find(unknown.name(k)) >= 0 ? 1 : 0;
    return 2 * count > unknown.size();
  };
  if (!found(file.unknown_users, items) || !found(file.unknown_items, users)) return {};
  return {"users and items seem to be exchanged there", true};
}

Cause miscounted(const PairsFile& file, const Ids& users, const Ids& items) {
  const Ids& new_users = file.unknown_users;
  const Ids& new_items = file.unknown_items;
  const UnknownIds counts = count_unknown(file.pairs);
  const bool both = new_users.size() > 0 && new_items.size() > 0;
  const bool zeros = new_users.find("0") >= 0 && new_items.find("0") >= 0;
  // One new user may happen to have the number after a known one's.
  const bool side =
      (counts.all_users() && (both || new_users.size() > 1)) || (counts.all_items() && (both || new_items.size() > 1));
  for (const Index by : {1, -1}) {
    if (!side && !(zeros && by == 1)) continue;
    if (!all_shifted(new_users, users, by) || !all_shifted(new_items, items, by)) continue;
    return {fmt::format("ids seem to count from {} there, from {} in the model", by == 1 ? 0 : 1, by == 1 ? 1 : 0),
            both};
  }
  return {};
}

}  // namespace strads::io
