// What files say of people other than phenotypes: who is listed, and in which part of a study everybody is. Errors as
// in dataset.hpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "strads/index.hpp"

namespace strads::io {

// A list of people, as PLINK's --keep takes them.
struct Members {
  std::vector<char> listed;  // of each of the people asked for
  Index others = 0;          // people in the file who were not asked for
};

// A line a person: FID and IID, or IID alone, as the first line has it; what stands behind them is passed over, and so
// is a header that begins with FID, #FID, IID or #IID. `ids`: family and own id, a tab between. A line with fewer words
// is malformed; that nobody is there, or that several are called like somebody who is, a mismatch.
[[nodiscard]] Members read_members(const std::string& path, const std::vector<std::string>& ids);

struct PeopleWords {
  std::string column;
  std::span<const std::string_view> words{};
  char decimal = '.';  // of the file's numbers, or ','
};

// Of each of `ids` the cell in that column of a file of phenotypes (genotypes/phenotypes.hpp), which is one of the
// words: its place among them, -1 where the cell is missing or the person is not there.
[[nodiscard]] std::vector<int> read_people_words(const std::string& path, const PeopleWords& wanted,
                                                 const std::vector<std::string>& ids);

}  // namespace strads::io
