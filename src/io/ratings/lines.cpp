#include "io/ratings/lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "strads/error.hpp"

namespace strads::io {
namespace {

void check_id(std::string_view id, std::string_view cell, const char* which) {
  if (id.empty()) throw Complaint{cell.data(), fmt::format("{} id", which), {}, "nothing"};
  if (!is_plain_id(id)) {
    throw Complaint{cell.data(), fmt::format("{} id without tabs and control characters", which), cell};
  }
}

}  // namespace

RatingLines::RatingLines(const RatingLayout& layout)
    : cells_(layout.cells),
      user_(layout.columns.user.position),
      item_(layout.columns.item.position),
      rating_(layout.columns.rating.position),
      closed_(layout.closed) {}

RatingCells RatingLines::cells(std::string_view row, std::string (&scratch)[2]) const {
  std::string_view found[3];
  const Index last = std::max({user_, item_, rating_});
  const char* at = row.data();
  const char* end = at + row.size();
  for (Index k = 0; k <= last && at != nullptr; ++k) {
    const std::string_view cell = cells_.next(at, end);
    if (k == user_) found[0] = cell;
    if (k == item_) found[1] = cell;
    if (k == rating_) found[2] = cell;
  }
  if (closed_ && at != nullptr) refuse_further(at, end, last + 1);
  RatingCells result;
  for (int k = 0; k < 2; ++k) {
    const char* which = k == 0 ? "a user" : "an item";
    if (found[k].data() == nullptr) complain_of_end(row, k == 0 ? "a user id" : "an item id");
    const std::string_view id = without_quotes(found[k], scratch[k]);
    check_id(id, found[k], which);
    (k == 0 ? result.user : result.item) = id;
  }
  result.rating = unquoted(found[2]);
  return result;
}

void RatingLines::refuse_further(const char* at, const char* end, Index read) const {
  if (cells_.blank({at, static_cast<std::size_t>(end - at)})) return;
  const char* first = at;
  Index count = read;
  for (; at != nullptr; ++count) (void)cells_.next(at, end);
  throw Complaint{first,
                  fmt::format("{} cells separated by {}, as in the first rows", read, plural_name(cells_.separator())),
                  {},
                  fmt::format("{}", count)};
}

void RatingLines::complain_of_end(std::string_view row, const char* expected) const {
  throw Complaint{
      row.data() + row.size(),
      fmt::format("{} (cells separated by {}; --separator gives others)", expected, plural_name(cells_.separator())),
      {}};
}

}  // namespace strads::io
