// What parts the cells of a row.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace strads::io {

// The value is its mark; `colons` are two of it, `blanks` any number of blanks and tabs.
enum class Separator : char { tab = '\t', colons = ':', comma = ',', semicolon = ';', bar = '|', blanks = ' ' };

// The rarer in ids, the further in front.
inline constexpr std::array separators{Separator::tab,   Separator::colons, Separator::semicolon,
                                       Separator::comma, Separator::bar,    Separator::blanks};

[[nodiscard]] constexpr char mark_of(Separator separator) { return static_cast<char>(separator); }
[[nodiscard]] const char* name(Separator separator);         // "comma"
[[nodiscard]] const char* plural_name(Separator separator);  // "commas"

// A name, or the mark itself; none for anything else.
[[nodiscard]] std::optional<Separator> separator_of(std::string_view text);

}  // namespace strads::io
