// How files of ratings and of pairs are read: the options that all commands on them share, and what a model's folder
// remembers of the files that it was fitted to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/fit/fit_record.hpp"
#include "cli/terminal/option_table.hpp"
#include "folder/fit_folder.hpp"
#include "io/ratings/ratings.hpp"

namespace strads::cli {

struct RatingsColumns {
  std::optional<std::string> user_col;
  std::optional<std::string> item_col;
  std::optional<io::Separator> separator;
};

void add_columns(OptionTable& table, const std::string& heading, RatingsColumns& columns);
// Throws Error (usage) when standard input ("-") is more than one of the files.
void require_one_input(const std::vector<std::optional<std::string>>& files);
[[nodiscard]] io::RatingsOptions reading(const RatingsColumns& columns, int threads);
// The same, of files for a fitted model: where nothing else is said, its columns are meant.
[[nodiscard]] io::RatingsOptions reading(const RatingsColumns& columns, int threads, const folder::FitFolder& model);

// The field `columns` of summary.json; null where there are none.
[[nodiscard]] Json columns_json(const std::optional<io::RatingColumns>& columns);
// The same for a person: `user "userId", item "movieId", rating "rating"`.
[[nodiscard]] std::string columns_text(const io::RatingColumns& columns);
[[nodiscard]] std::string pair_columns_text(const io::RatingColumns& columns);  // without the rating

}  // namespace strads::cli
