#include "core/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace strads {
namespace {

// Insertions, deletions and substitutions that lead from one word to the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : a) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t swapped = diagonal + (letter == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({swapped, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& names) {
  std::string best;
  std::size_t least = 1 + word.size() / 4;
  for (const auto& name : names) {
    const std::size_t edits = distance(word, name);
    if (edits > least || edits >= word.size() || (edits == least && !best.empty())) continue;
    least = edits;
    best = name;
  }
  return best;
}

}  // namespace strads
