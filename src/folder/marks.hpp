// The points of a path that stand out.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "folder/summary.hpp"

namespace strads::folder {

// The fields of the summary's cross-validation that say which points it chose.
inline constexpr const char* least_error = "least";
inline constexpr const char* one_standard_error = "one_se";
inline constexpr std::array<const char*, 2> chosen_names = {least_error, one_standard_error};

struct Mark {
  std::size_t point = 0;
  std::string label;
};

// What cross-validation chose: "least error" and, where it is another, "one standard error".
[[nodiscard]] std::vector<Mark> marks_of(const Json& summary);

// The points whose coefficients are listed: those marked, or else the last; none of a fit without points.
[[nodiscard]] std::vector<std::size_t> chosen_points(const Json& summary);

}  // namespace strads::folder
