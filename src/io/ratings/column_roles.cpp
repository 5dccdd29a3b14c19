#include "io/ratings/column_roles.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>

#include "io/number.hpp"
#include "io/ratings/cells.hpp"
#include "io/ratings/role_names.hpp"

namespace strads::io {
namespace {

using Header = std::vector<std::string_view>;

constexpr Index none = -1;
constexpr std::size_t rating = 2;  // of the roles

std::string quoted(std::span<const std::string_view> cells) {
  std::string all;
  for (const std::string_view cell : cells) all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", unquoted(cell));
  return all;
}

std::string listed(const std::vector<std::string>& words) {
  const std::size_t last = words.size() - 1;
  return fmt::format("{}{}{}", fmt::join(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(last), ", "),
                     last == 0 ? "" : " and ", words[last]);
}

std::array<const std::optional<std::string>*, 3> given(const RatingsOptions& options) {
  return {&options.user_column, &options.item_column, &options.rating_column};
}

// The columns of the ratings that were fitted before.
std::array<const RatingColumn*, 3> before(const RatingsOptions& options) {
  if (!options.like) return {};
  return {&options.like->user, &options.like->item, &options.like->rating};
}

std::vector<Index> columns_named(const Header& header, std::string_view name) {
  std::vector<Index> found;
  for (std::size_t k = 0; k < header.size(); ++k) {
    const std::string_view cell = unquoted(header[k]);
    if (cell == name || cell.substr(0, cell.find(':', 1)) == name) found.push_back(static_cast<Index>(k));
  }
  return found;
}

// From 0; none when the text is no whole number from 1.
Index position_of(std::string_view text) {
  const Whole whole = parse_whole(text.data(), text.data() + text.size());
  return !text.empty() && whole.end == text.data() + text.size() ? whole.value - 1 : none;
}

// The columns of the first of the role's lines of names that has any.
std::vector<Index> columns_known(const Header& header, const Role& role) {
  std::vector<Index> found;
  for (const RoleNames& names : role.known) {
    for (std::size_t k = 0; k < header.size(); ++k) {
      if (holds(names, unquoted(header[k]))) found.push_back(static_cast<Index>(k));
    }
    if (!found.empty()) break;
  }
  return found;
}

// Columns of a role, none of which another role has. Several: which one, the header does not tell.
std::vector<Index> candidates(const Header& header, std::size_t r, const RatingsOptions& options) {
  const auto fitted = before(options);
  if (fitted[r] != nullptr && !fitted[r]->name.empty()) {
    auto found = columns_named(header, fitted[r]->name);
    if (!found.empty()) return found;
  }
  return columns_known(header, roles[r]);
}

using Places = std::array<Index, 3>;

RatingColumns made(const Places& places, const Header* header, Index count) {
  const auto column = [&](Index place) {
    RatingColumn result{{}, place};
    if (header != nullptr && place >= 0) result.name = unquoted((*header)[static_cast<std::size_t>(place)]);
    return result;
  };
  return {column(places[0]), column(places[1]), column(places[2]), count};
}

// What the options name; a problem when it is not there.
std::string take_given(const Header& header, const RatingsOptions& options, Places& places) {
  for (std::size_t r = 0; r < roles.size(); ++r) {
    const std::optional<std::string>& option = *given(options)[r];
    if (!option) continue;
    const std::vector<Index> named = columns_named(header, *option);
    const Index position = position_of(*option);
    if (named.size() > 1) {
      return fmt::format("{} columns are named \"{}\"; give one by its number from 1", named.size(), *option);
    }
    if (named.empty() && (position == none || position >= static_cast<Index>(header.size()))) {
      return fmt::format("no column \"{}\"; there are {}", *option, quoted(header));
    }
    places[r] = named.empty() ? position : named.front();
  }
  return {};
}

std::string twice(const Places& places, const Header* header) {
  for (std::size_t r = 0; r < places.size(); ++r) {
    if (places[r] == none || std::find(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(r), places[r]) ==
                                 places.begin() + static_cast<std::ptrdiff_t>(r)) {
      continue;
    }
    const auto column = header == nullptr
                            ? std::to_string(places[r] + 1)
                            : fmt::format("\"{}\"", unquoted((*header)[static_cast<std::size_t>(places[r])]));
    return fmt::format("column {} cannot be two of user, item and rating", column);
  }
  return {};
}

}  // namespace

NamedRoles named_roles(const Header& header, const RatingsOptions& options) {
  std::array<std::optional<Index>, 3> named;
  for (std::size_t r = 0; r < roles.size(); ++r) {
    const std::optional<std::string>& option = *given(options)[r];
    const bool by_name = option && position_of(*option) == none;
    const std::vector<Index> found = by_name ? columns_named(header, *option) : candidates(header, r, options);
    if (!found.empty()) named[r] = found.front();
  }
  return {named[0], named[1], named[2]};
}

FoundColumns columns_by_name(const Header& header, bool rated, const RatingsOptions& options) {
  Places places{none, none, none};
  if (std::string problem = take_given(header, options, places); !problem.empty()) return {{}, std::move(problem)};
  if (std::string problem = twice(places, &header); !problem.empty()) return {{}, std::move(problem)};
  const auto taken = [&](Index k) { return std::find(places.begin(), places.end(), k) != places.end(); };
  for (std::size_t r = 0; r < roles.size(); ++r) {
    if (places[r] != none) continue;
    std::vector<Index> found = candidates(header, r, options);
    found.erase(std::remove_if(found.begin(), found.end(), taken), found.end());
    if (found.size() > 1 && (rated || r != rating)) {
      return {{},
              fmt::format(R"("{}" and "{}" may both be the {}; give it with {})", unquoted(header[found[0]]),
                          unquoted(header[found[1]]), roles[r].word, roles[r].option)};
    }
    if (!found.empty()) places[r] = found.front();
  }
  std::vector<std::string> missing;
  std::vector<std::string> missing_options;
  std::size_t role = 0;
  for (std::size_t r = 0; r < roles.size(); ++r) {
    if (places[r] != none || (r == rating && !rated)) continue;
    missing.emplace_back(roles[r].word);
    missing_options.emplace_back(roles[r].option);
    role = r;
  }
  std::vector<Index> left;
  for (Index k = 0; k < static_cast<Index>(header.size()); ++k) {
    if (!taken(k) && !is_other(unquoted(header[static_cast<std::size_t>(k)]))) left.push_back(k);
  }
  if (missing.size() == 1 && left.size() == 1) {
    places[role] = left.front();
  } else if (!missing.empty()) {
    return {{},
            fmt::format("cannot tell {} from the header {}; give {} with {}", listed(missing), quoted(header),
                        missing.size() == 1 ? "it" : "them", listed(missing_options))};
  }
  return {made(places, &header, static_cast<Index>(header.size())), {}};
}

FoundColumns columns_by_position(Index count, bool rated, const RatingsOptions& options) {
  Places places{none, none, none};
  bool any = false;
  for (std::size_t r = 0; r < roles.size(); ++r) {
    const std::optional<std::string>& option = *given(options)[r];
    if (!option) continue;
    any = true;
    places[r] = position_of(*option);
    if (places[r] == none) return {{}, "columns are named, but the file has no header; give them by number, from 1"};
    if (places[r] >= count) return {{}, fmt::format("no column {}; there are {}", *option, count)};
  }
  if (std::string problem = twice(places, nullptr); !problem.empty()) return {{}, std::move(problem)};
  const auto fitted = before(options);
  const bool usual =
      !options.like || (fitted[0]->position == 0 && fitted[1]->position == 1 && (!rated || fitted[2]->position == 2));
  if (!usual) {
    const bool fits = count == options.like->count;
    if (!fits && !any) {
      return {{},
              fmt::format("expected a header, or {} columns as there were in the fit (user {}, item {}, rating {}), "
                          "found {}; --user-col and --item-col give others",
                          options.like->count, fitted[0]->position + 1, fitted[1]->position + 1,
                          fitted[2]->position + 1, count)};
    }
    for (std::size_t r = 0; fits && r < roles.size(); ++r) {
      const bool taken = std::find(places.begin(), places.end(), fitted[r]->position) != places.end();
      if (places[r] == none && !taken) places[r] = fitted[r]->position;
    }
  }
  // The others are the first columns that nothing has taken.
  for (std::size_t r = 0; r < roles.size(); ++r) {
    for (Index k = 0; places[r] == none; ++k) {
      if (std::find(places.begin(), places.end(), k) == places.end()) places[r] = k;
    }
  }
  if (!rated && places[rating] >= count) places[rating] = none;
  return {made(places, nullptr, count), {}};
}

}  // namespace strads::io
