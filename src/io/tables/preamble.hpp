// What stands in front of a table, and its first lines.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace strads::io {

struct Preamble {
  std::string_view comment{};       // the last one before the table, without its mark
  std::optional<char> separator{};  // that a line `sep=;` (Excel's) tells
  std::string_view rest;
};

// Passes over empty lines, lines that begin with # and `sep=;` in front of a table, and empty lines behind it.
[[nodiscard]] Preamble pass_preamble(std::string_view body);

// The lines that a table is judged by: two at least, empty ones left out.
[[nodiscard]] std::vector<std::string_view> first_lines(std::string_view body);

}  // namespace strads::io
