// Lines of words between blanks: the text files of PLINK.
#pragma once

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
  const std::string_view word = word_at(at, end);
  line.remove_prefix(static_cast<std::size_t>(word.data() + word.size() - line.data()));
  return word;
}

inline Words words_of(std::string_view line) {
  Words words;
  for (auto word = take_word(line); !word.empty(); word = take_word(line)) words.push_back(word);
  return words;
}

// use(line) for each line that is not blank; a Complaint of it is raised.
template <class Use>
void for_rows(const Text& text, const Use& use) {
  parse_in_parallel(text, 1, 1, [&](Index /*k*/) {
    for_lines(text.body, [&](std::string_view line) {
      if (!trimmed(line).empty()) use(line);
    });
  });
}

}  // namespace strads::io
