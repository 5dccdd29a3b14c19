// The lines of biases.tsv, for whoever writes or reads them.
#pragma once

#include <string_view>

namespace strads::folder {

inline constexpr std::string_view bias_columns = "kind\tid\tvalue";

// The kinds; the mean has no id.
inline constexpr std::string_view bias_of_all = "mean";
inline constexpr std::string_view bias_of_user = "user";
inline constexpr std::string_view bias_of_item = "item";

}  // namespace strads::folder
