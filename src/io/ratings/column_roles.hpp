// Which columns of a table are user, item and rating.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/ratings/ratings.hpp"

namespace strads::io {

// Columns that were found, or why they were not.
struct FoundColumns {
  std::optional<RatingColumns> columns;
  std::string problem;
};

// For each role the first of a header's cells that has a name for it: that of the options, that of the ratings fitted
// before, or one that is known.
struct NamedRoles {
  std::optional<Index> user;
  std::optional<Index> item;
  std::optional<Index> rating;
};
[[nodiscard]] NamedRoles named_roles(const std::vector<std::string_view>& header, const RatingsOptions& options);

// By the header's names. Where one role is left and one column that may have it, it has it; without `rated` no column
// of ratings is needed.
[[nodiscard]] FoundColumns columns_by_name(const std::vector<std::string_view>& header, bool rated,
                                           const RatingsOptions& options);

// By position in a table of so many columns without header: those of the options, those of the ratings fitted before,
// else the first that nothing has taken.
[[nodiscard]] FoundColumns columns_by_position(Index count, bool rated, const RatingsOptions& options);

}  // namespace strads::io
