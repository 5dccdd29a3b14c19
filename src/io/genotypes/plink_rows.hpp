// Lines of words between blanks: the text files of PLINK.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "io/text.hpp"

namespace strads::io {

using Words = std::vector<std::string_view>;

// The next word of `line`, which then starts behind it; empty when there is none.
inline std::string_view take_word(std::string_view& line) {
  const char* at = line.data();
  const char* end = at + line.size();
  while (at < end && is_blank(*at)) ++at;
  const char* first = at;
  while (at < end && !is_blank(*at)) ++at;
  line = {at, static_cast<std::size_t>(end - at)};
  return {first, static_cast<std::size_t>(at - first)};
}

inline Words words_of(std::string_view line) {
  Words words;
  for (auto word = take_word(line); !word.empty(); word = take_word(line)) words.push_back(word);
  return words;
}

// use(line) for each line that is not blank.
template <class Use>
void for_rows(std::string_view range, const Use& use) {
  for_lines(range, [&](std::string_view line) {
    if (!std::all_of(line.begin(), line.end(), is_blank)) use(line);
  });
}

// The same for all of a text; a Complaint is raised.
template <class Use>
void for_rows(const Text& text, const Use& use) {
  parse_in_parallel(text, 1, 1, [&](Index /*k*/) { for_rows(text.body, use); });
}

}  // namespace strads::io
