#include "cli/unknown_ids.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/json.hpp"
#include "cli/words.hpp"
#include "strads/error.hpp"

namespace strads::cli {
namespace {

io::Cause cause_of(const io::UnknownIds& counts, const io::PairsFile& file, const io::Ids& users,
                   const io::Ids& items) {
  io::Cause cause = io::exchanged(file, users, items);
  if (counts.all_users() && cause.text.empty()) cause = io::misspelled(file.unknown_users, users);
  if (counts.all_items() && cause.text.empty()) cause = io::misspelled(file.unknown_items, items);
  return cause.text.empty() ? io::miscounted(file, users, items) : cause;
}

}  // namespace

Unknown find_unknown(const std::string& path, std::string_view what, const io::PairsFile& file, const io::Ids& users,
                     const io::Ids& items) {
  Unknown unknown{io::count_unknown(file.pairs), {}};
  const auto& counts = unknown.counts;
  if (counts.users == 0 && counts.items == 0) return unknown;
  const io::Cause cause = cause_of(counts, file, users, items);
  unknown.text = fmt::format("{} of {} {} an unknown user, {} an unknown item{}{}", count(counts.users),
                             plural(counts.pairs, what), counts.users == 1 ? "has" : "have", count(counts.items),
                             cause.text.empty() ? "" : "; ", cause.text);
  if (cause.sure || (counts.all_users() && counts.all_items())) {
    throw Error(ErrorKind::mismatch, fmt::format("{}: {}", path, unknown.text));
  }
  return unknown;
}

void warn_of_users(const std::string& path, const std::vector<std::string>& names, const io::Ids& users) {
  io::Ids unknown;
  Index all = 0;
  for (const std::string& name : names) {
    if (users.find(name) >= 0) continue;
    unknown.insert(name);
    ++all;
  }
  if (all == 0) return;
  const bool none = all == static_cast<Index>(names.size());
  const io::Cause cause = none ? io::misspelled(unknown, users) : io::Cause{};
  const std::string text =
      fmt::format("{}: {} of {} {} unknown{}{}", path, count(all), plural(static_cast<Index>(names.size()), "user"),
                  names.size() == 1 ? "is" : "are", cause.text.empty() ? "" : "; ", cause.text);
  if (none) throw Error(ErrorKind::mismatch, text);
  fmt::print(stderr, "strads: {}\n", text);
}

Json unknown_json(const io::UnknownIds& counts) {
  if (counts.pairs == 0) return {};
  return {{"ratings", counts.pairs}, {"users", counts.users}, {"items", counts.items}};
}

void warn(const Unknown& unknown) {
  if (!unknown.text.empty()) fmt::print(stderr, "strads: {}\n", unknown.text);
}

}  // namespace strads::cli
