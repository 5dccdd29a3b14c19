// What files say of the rows: numbers of each, the folds they are in, which are held out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/linear/output.hpp"
#include "io/dataset.hpp"

namespace strads::cli {

// That the fit made a choice when it read, as a line of the closing words.
void note(LassoFitted& fitted, std::string_view topic, const std::string& text);

// One a line; a header that is passed over is said.
[[nodiscard]] std::vector<double> read_numbers(const std::string& path, std::string_view topic, io::NumbersOptions how,
                                               LassoFitted& fitted);

// The fold of each row; none unless folds are asked for.
[[nodiscard]] std::vector<Index> read_folds(LassoFitted& fitted);

[[nodiscard]] bool holds_out(const LassoOptions& options);
// What each row of the data is to the fit; none unless rows are to be held out.
[[nodiscard]] std::vector<linear::Role> read_roles(LassoFitted& fitted, const io::Dataset& data);

}  // namespace strads::cli
