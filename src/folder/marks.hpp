// The points of a path that stand out.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "folder/summary.hpp"

namespace strads::folder {

// Where the summary says which points predict best what was not fitted.
inline constexpr const char* cross_validation_field = "cross_validation";
inline constexpr const char* validation_field = "validation";
inline constexpr const char* least_error = "least";
inline constexpr const char* one_standard_error = "one_se";
inline constexpr const char* best_held_out = "best";

struct Choice {
  const char* field;
  const char* name;  // of the number in it
  const char* label;
};
inline constexpr std::array<Choice, 3> choices = {{{cross_validation_field, least_error, "least error"},
                                                   {cross_validation_field, one_standard_error, "one standard error"},
                                                   {validation_field, best_held_out, "best, held out"}}};

struct Mark {
  std::size_t point = 0;
  std::string label;
};

// What was chosen; where two choices are one point, the first.
[[nodiscard]] std::vector<Mark> marks_of(const Json& summary);

// The points whose coefficients are listed: those marked, or else the last; none of a fit without points.
[[nodiscard]] std::vector<std::size_t> chosen_points(const Json& summary);

}  // namespace strads::folder
