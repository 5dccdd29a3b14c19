#include "cli/mf/unknown_ids.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/fit/json.hpp"
#include "cli/fit/ratings_options.hpp"
#include "cli/terminal/words.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

io::Cause cause_of(const io::UnknownIds& counts, const io::PairsFile& file, const io::Ids& users,
                   const io::Ids& items) {
  io::Cause cause = io::exchanged(file, users, items);
  if (counts.all_users() && cause.text.empty()) cause = io::misspelled(file.unknown_users, users);
  if (counts.all_items() && cause.text.empty()) cause = io::misspelled(file.unknown_items, items);
  if (cause.text.empty()) cause = io::miscounted(file, users, items);
  if (cause.text.empty() && file.columns && (counts.all_users() || counts.all_items())) {
    cause.text = fmt::format("the columns taken are {}", pair_columns_text(*file.columns));
  }
  return cause;
}

}  // namespace

Unknown find_unknown(const std::string& path, std::string_view what, const io::PairsFile& file, const io::Ids& users,
                     const io::Ids& items, bool expected) {
  Unknown unknown{io::count_unknown(file.pairs), {}};
  const auto& counts = unknown.counts;
  if (counts.users == 0 && counts.items == 0) return unknown;
  const io::Cause cause = cause_of(counts, file, users, items);
  unknown.text = fmt::format("{} of {} {} an unknown user, {} an unknown item{}{}", count(counts.users),
                             plural(counts.pairs, what), counts.users == 1 ? "has" : "have", count(counts.items),
                             cause.text.empty() ? "" : "; ", cause.text);
  if (cause.sure || counts.all_items() || (counts.all_users() && !expected)) {
    throw Error(ErrorKind::mismatch, fmt::format("{}: {}", path, unknown.text));
  }
  return unknown;
}

void warn_of_users(const std::string& path, const io::UserList& list, const io::Ids& users) {
  const auto say = [&](const std::string& text) { fmt::print(stderr, "strads: {}: {}\n", path, text); };
  if (list.header) say(fmt::format(R"("{}" is taken for a header)", *list.header));
  if (list.repeated > 0) say(fmt::format("{} of a user who has one already", plural(list.repeated, "line")));
  io::Ids unknown;
  for (const std::string& id : list.ids) {
    if (users.find(id) < 0) unknown.insert(id);
  }
  const Index all = unknown.size();
  if (all == 0) return;
  const bool none = all == static_cast<Index>(list.ids.size());
  const io::Cause cause = none ? io::misspelled(unknown, users) : io::Cause{};
  const std::string& first = list.ids.front();
  const bool head = !none && all == 1 && unknown.find(first) == 0;
  const std::string text = fmt::format(
      "{} of {} {} unknown{}{}{}", count(all), plural(static_cast<Index>(list.ids.size()), "user"),
      list.ids.size() == 1 ? "is" : "are", cause.text.empty() ? "" : "; ", cause.text,
      head ? fmt::format(R"(; "{}", the first, if it is a header, is passed over with --user-col "{}")", first, first)
           : "");
  if (none) throw Error(ErrorKind::mismatch, fmt::format("{}: {}", path, text));
  say(text);
}

Json unknown_json(const io::UnknownIds& counts) {
  if (counts.pairs == 0) return {};
  return {{"ratings", counts.pairs}, {"users", counts.users}, {"items", counts.items}};
}

void warn(const Unknown& unknown) {
  if (!unknown.text.empty()) fmt::print(stderr, "strads: {}\n", unknown.text);
}

}  // namespace strads::cli
